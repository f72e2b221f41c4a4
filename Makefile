# `make run` serves the sample timeline, `make test` checks everything. Needs Python 3.11 and make.

PYTHON  ?= python3
HOST    ?= 127.0.0.1
PORT    ?= 8000
WORKERS ?= 2
THREADS ?= 4

VENV := .venv
BIN  := $(VENV)/bin
URL  := http://$(HOST):$(PORT)
PIP  := $(BIN)/python -m pip install --quiet --disable-pip-version-check
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
WIDGETS := tests/browser/node_modules/.package-lock.json
GET_PIP := https://bootstrap.pypa.io/get-pip.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint format widgets browser clean

help:  ## say what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 10
	@echo "Settings: PYTHON=$(PYTHON) HOST=$(HOST) PORT=$(PORT) WORKERS=$(WORKERS) THREADS=$(THREADS)"

run: $(VENV)/.run  ## load the sample articles and serve the timeline
	@$(BIN)/flask --app wsgi ingest fixtures/articles.jsonl
	@echo
	@echo "  $(URL)/                the start page"
	@echo "  $(URL)/api/v1/events   the timeline, as JSON"
	@echo "  $(URL)/docs            every call, to read and to try"
	@echo
	@exec $(BIN)/gunicorn --workers $(WORKERS) --threads $(THREADS) \
		--bind $(HOST):$(PORT) --no-control-socket wsgi:app

test: lint widgets browser  ## check style and types, run the tests
	$(BIN)/pytest

lint: $(VENV)/.dev  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

widgets: $(WIDGETS)  ## fetch the widgets that the tests load the feeds into

browser: $(VENV)/.dev  ## find a Chromium for the tests; where there is none, install Debian's if we may
	@$(BIN)/python -m tests.chromium 2>/dev/null || { \
		$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive sh -c \
			'apt-get update; apt-get install --yes --no-install-recommends chromium fonts-liberation' >/dev/null 2>&1; \
		$(BIN)/python -m tests.chromium || true; \
	}

clean:  ## remove the virtual environment, the widgets and caches; the database stays
	rm -rf $(VENV) tests/browser/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian keeps pip out of `venv` until python3-venv is installed: then pip is fetched from its own site.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Dateline needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		rm -rf $(VENV) \
		&& $(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' $(GET_PIP) $(VENV)/get-pip.py 2>/dev/null \
		&& $(BIN)/python $(VENV)/get-pip.py --quiet; \
	} || { rm -rf $(VENV); echo "No virtual environment could be made; try: apt-get install python3-venv"; exit 1; }

$(VENV)/.run: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# npm comes from PyPI with the other tools, in one version everywhere.
$(WIDGETS): tests/browser/package.json tests/browser/package-lock.json | $(VENV)/.dev
	cd tests/browser && $(abspath $(BIN))/npm ci --ignore-scripts --loglevel=error
	@touch $@
