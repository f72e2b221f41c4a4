"""The commands: what goes in, what comes out, what is said of bad lines, and the exit status."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from store.database import connect
from store.query import EventFilter, events
from tests.conftest import ARTICLE
from timeline.model import Event

ROOT = Path(__file__).parent.parent
RECORD = {"id": "a", "published": "2015-05-18", "text": ARTICLE["text"]}
BAD_LINES: list[bytes] = [
    b"{",
    b"[1]",
    b'"text"',
    b"\xff\xfe\x00",
    b'{"id": "x", "published": "2015-05-18", "title": "x"}',
    b'{"id": "x", "published": "2015-05-18", "title": "x", "text": ""}',
    b'{"id": "x", "published": "2015-02-30", "title": "x", "text": "x"}',
    b'{"id": "x", "published": "2015-05-18", "title": "x", "text": "a\\u0000b"}',
    b'{"id": "x", "published": "2015-05-18", "title": "x", "text": "\\ud800"}',
    b'{"id": 1000000000000000000000000000000, "published": null, "title": "x", "text": "x"}',
    b'{"id": "x", "published": 1e400, "title": "x", "text": "x"}',
    b'{"id": "x", "published": null, "title": "x", "text": "' + b"7" * 5_000_000 + b'"}',
    b'{"id": "x", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
]


def lines(*records: Any) -> bytes:
    raw = (record if isinstance(record, bytes) else json.dumps(record).encode() for record in records)
    return b"".join(line + b"\n" for line in raw)


def written(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_ingest_tells_what_it_did(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(lines(ARTICLE, {**ARTICLE, "id": "other", "author": "is ignored"}))
    first = runner.invoke(args=["ingest", str(file)])
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.startswith("2 added, 0 replaced, 0 unchanged, 0 rejected; ")
    again = runner.invoke(args=["ingest", str(file)])
    assert again.stdout == first.stdout.replace("2 added", "0 added").replace("0 unchanged", "2 unchanged")


@pytest.mark.parametrize("form", ["jsonl", "array", "pretty array", "bom", "windows", "blank lines"])
def test_ingest_reads(runner: FlaskCliRunner, form: str) -> None:
    articles = [ARTICLE, {**ARTICLE, "id": "other"}]
    content = {
        "jsonl": lines(*articles),
        "array": json.dumps(articles).encode(),
        "pretty array": b"\n\n" + json.dumps(articles, indent=2).encode(),
        "bom": b"\xef\xbb\xbf" + lines(*articles),
        "windows": lines(*articles).replace(b"\n", b"\r\n"),
        "blank lines": b"\n \n" + lines(*articles).replace(b"\n", b"\n\n"),
    }[form]
    done = runner.invoke(args=["ingest", "-"], input=content)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("2 added")


def test_a_bad_line_is_reported_and_the_rest_goes_on(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(lines(*BAD_LINES, ARTICLE))
    done = runner.invoke(args=["ingest", str(file)])
    assert done.exit_code == 1
    assert done.stdout.startswith(f"1 added, 0 replaced, 0 unchanged, {len(BAD_LINES)} rejected; ")
    reported = done.stderr.splitlines()
    assert [line.partition(": ")[0] for line in reported] == [f"{file}:{n}" for n in range(1, len(BAD_LINES) + 1)]
    assert all(len(line) < 500 for line in reported)


def test_a_bad_record_of_an_array_is_reported(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["ingest", "-"], input=json.dumps([ARTICLE, 7, {"title": "x"}]).encode())
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "<stdin>: record 2: expected a JSON object",
        "<stdin>: record 3: text: missing; published: missing",
    ]


def test_a_broken_array_is_reported(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["ingest", "-"], input=b'[{"title": ')
    assert (done.exit_code, done.stdout[:7]) == (1, "0 added")
    assert done.stderr.startswith("<stdin>: not JSON")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"[]"])
def test_nothing_is_nothing(runner: FlaskCliRunner, content: bytes) -> None:
    done = runner.invoke(args=["ingest", "-"], input=content)
    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        "0 added, 0 replaced, 0 unchanged, 0 rejected; 0 events now\n",
        "",
    )


def test_tag_writes_a_line_for_every_line(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["tag"], input=lines(RECORD, {"text": "It began on 2 March 2015.", "id": 7}))
    assert (done.exit_code, done.stderr) == (0, "")
    first, second = written(done.stdout)
    assert (first["language"], first["language_source"]) == ("en", "assumed")
    assert [timex["edtf"] for timex in first["timexes"]] == ["2015-05-17", "2015-04"]
    for timex in first["timexes"]:
        assert RECORD["text"][timex["start"] : timex["end"]] == timex["text"]
        assert set(timex) - {"mod"} == {"start", "end", "text", "type", "value", "edtf", "rule"}
    assert (second["id"], second["timexes"][0]["value"]) == (7, "2015-03-02")


def test_extract_writes_every_event(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["extract", "-"], input=lines(RECORD))
    assert (done.exit_code, done.stderr) == (0, "")
    (line,) = written(done.stdout)
    assert line["id"] == "a"
    assert {event["date"] for event in line["events"]} >= {"2015-05-17", "2015-04"}
    for event in line["events"]:
        assert ("confidence" in event) == (event["date"] is not None)
        assert set(event) - {"expression", "confidence"} == {
            "start",
            "end",
            "trigger_start",
            "trigger_end",
            "headline",
            "type",
            "date",
            "places",
            "actors",
        }
        assert event["start"] <= event["trigger_start"] < event["trigger_end"] <= event["end"]


@pytest.mark.parametrize("command", ["tag", "extract"])
def test_bad_lines_have_no_line_in_the_output(runner: FlaskCliRunner, tmp_path: Path, command: str) -> None:
    done = runner.invoke(args=[command], input=lines(RECORD, *BAD_LINES, RECORD))
    assert done.exit_code == 1
    assert [line["id"] for line in written(done.stdout)] == ["a", "a"]
    places = [line.partition(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"<stdin>:{n}" for n in range(2, len(BAD_LINES) + 2)]


@pytest.mark.parametrize("command", [["tag"], ["extract"], ["explain", "It fell yesterday.", "--published", "2015"]])
def test_reading_touches_no_database(runner: FlaskCliRunner, tmp_path: Path, command: list[str]) -> None:
    assert runner.invoke(args=command, input=lines(RECORD)).exit_code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["ingest", "tag", "extract"])
def test_a_missing_file_is_a_usage_error(runner: FlaskCliRunner, tmp_path: Path, command: str) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        done = runner.invoke(args=[command, str(path)])
        assert done.exit_code == 2
        assert str(path) in done.stderr


def test_explain_underlines_and_gives_the_reason(runner: FlaskCliRunner) -> None:
    text = "Tikrit was recaptured last month."
    done = runner.invoke(args=["explain", text, "--published", "2015-05-18"])
    assert done.exit_code == 0
    shown = done.stdout.splitlines()
    assert shown[0] == text
    assert shown[1] == " " * text.index("last") + "^" * len("last month")
    assert "April 2015" in done.stdout
    assert "2015-04" in done.stdout


def test_explain_tells_rule_captures_steps_anchor_and_other_readings(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["explain", "He spoke on Friday of 03/04/2015.", "--published", "2015-05-22"])
    assert done.stdout.splitlines()[3:] == [
        "language en (assumed), read as news",
        "",
        "Friday",
        "  'Friday', counted from publication on 22 May 2015, is 22 May 2015",
        "  DATE 2015-05-22 (TIMEX3 2015-05-22)",
        "  rule weekday: weekday = 'friday'",
        "  step publication's own day",
        "  step weekday(weekday=5) = 2015-05-22",
        "  counted from 2015-05-22 (publication)",
        "  or else 2015-05-15",
        "",
        "03/04/2015",
        "  '03/04/2015' names 4 March 2015",
        "  DATE 2015-03-04 (TIMEX3 2015-03-04)",
        "  rule slashed-us: month = '03', day = '04', year = '2015'",
        "  step month first, as American English writes; day first it is 2015-04-03",
        "  step date(first=month, month=3, day=4, year=2015) = 2015-03-04",
        "  or else 2015-04-03",
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "language de (detected), read as news"),
        (["--language", "de"], "language de (given), read as news"),
        (["--kind", "narrative"], "language de (detected), read as narrative"),
    ],
)
def test_explain_tells_how_it_read(runner: FlaskCliRunner, options: list[str], told: str) -> None:
    text = "Die Stadt wurde am Sonntag erobert."
    shown = runner.invoke(args=["explain", text, "--published", "2015-05-18", *options]).stdout
    assert told in shown.splitlines()
    assert "„Sonntag“, gezählt ab der Veröffentlichung am 18. Mai 2015: 17. Mai 2015" in shown


def test_a_record_may_name_its_language_and_kind(runner: FlaskCliRunner) -> None:
    german = {"id": 1, "published": "2015-05-18", "text": "Die Stadt wurde im vergangenen Monat erobert."}
    history = {"id": 2, "published": "2009-06-01", "text": "War broke out on 22 June 1941. It stopped in December."}
    done = runner.invoke(args=["tag"], input=lines(german, history, {**history, "kind": "narrative"}))
    assert done.exit_code == 0
    assert [line["timexes"][-1]["edtf"] for line in written(done.stdout)] == ["2015-04", "2008-12", "1941-12"]
    told = runner.invoke(args=["extract"], input=lines({**german, "language": "de"}, {**history, "kind": "narrative"}))
    assert [line["id"] for line in written(told.stdout)] == [1, 2]
    refused = runner.invoke(args=["tag"], input=lines({**history, "kind": "essay"}))
    assert refused.stderr == "<stdin>:1: kind: 'essay' is none of news, narrative, post\n"


def test_explain_says_when_there_is_nothing(runner: FlaskCliRunner) -> None:
    assert "no expression of time" in runner.invoke(args=["explain", "Nothing to see here."]).stdout


def test_explain_breaks_long_lines_and_keeps_the_marks_below_the_words(runner: FlaskCliRunner) -> None:
    text = "word " * 40 + "on 2 March 2015.\n日本 2 March 2015\x1b[31m"
    shown = runner.invoke(args=["explain", text, "--language", "en"]).stdout.splitlines()
    marked = [(shown[at - 1], line) for at, line in enumerate(shown) if line.strip() and not line.strip("^ ")]
    assert len(marked) == 2
    assert all(len(line) <= 100 for line, _ in marked)
    assert marked[0][0][marked[0][1].index("^") :].startswith("2 March 2015"[:1])
    assert marked[1][1].index("^") == 5
    assert "\x1b" not in "".join(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--published", "soon"],
        [""],
        ["x", "--language", "tlh"],
        ["x", "--kind", "essay"],
        ["a\x00b"],
        [],
        ["x", "--nope"],
    ],
)
def test_explain_refuses(runner: FlaskCliRunner, arguments: list[str]) -> None:
    done = runner.invoke(args=["explain", *arguments])
    assert done.exit_code == 2
    assert "Error: " in done.stderr


def test_db_init_creates_the_schema(runner: FlaskCliRunner, tmp_path: Path) -> None:
    for _ in range(2):
        done = runner.invoke(args=["db", "init"])
        assert done.exit_code == 0
        assert str(tmp_path / "timeline.db") in done.stdout
    assert (tmp_path / "timeline.db").is_file()


def flask(*arguments: str, url: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False, **options)


@pytest.mark.parametrize("url", ["postgres://x", "sqlite:////dev/null/x.db", "sqlite:///"])
def test_a_database_that_cannot_be_used_is_named(url: str) -> None:
    done = flask("db", "init", url=url)
    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: ")
    assert b"Traceback" not in done.stderr


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, not a database. " * 100)
    done = flask("ingest", "-", url=f"sqlite:///{tmp_path}/notes.txt", input=lines(ARTICLE))
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(RECORD) * 500)
    script = f"{sys.executable} -m flask --app wsgi tag {tmp_path}/in.jsonl | head -n 1"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_an_undated_article_is_listed_and_read_anew_with_a_date(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    notes = {"title": "Notes", "text": "Iraqi forces recaptured Tikrit last month.", "published": None}
    file.write_bytes(lines(ARTICLE, *({**notes, "id": f"note-{number}"} for number in (1, 2))))
    assert runner.invoke(args=["ingest", str(file), "--jobs", "1"]).exit_code == 0
    assert runner.invoke(args=["articles", "undated"]).stdout == "note-1  Notes\nnote-2  Notes\n"
    assert runner.invoke(args=["articles", "date", "note-1", "2015-05"]).stdout == "replaced; it tells 1 events now\n"
    assert runner.invoke(args=["articles", "undated"]).stdout == "note-2  Notes\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["note-9", "2015-05-18"], "there is no article 'note-9'"),
        (["a", "2015-02-30"], "DATE: '2015-02-30' is not a date"),
    ],
)
def test_what_cannot_be_dated(runner: FlaskCliRunner, args: list[str], said: str) -> None:
    done = runner.invoke(args=["articles", "date", *args])
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_what_an_article_lacks_may_be_given(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Notes\nIraqi forces recaptured Tikrit last month.")
    given = ["--published", "2015-05-18", "--publisher", "The Post", "--language", "en"]
    done = runner.invoke(args=["ingest", str(file), *given])
    assert (done.exit_code, done.stdout) == (0, "1 added, 0 replaced, 0 unchanged, 0 rejected; 1 events now\n")


def test_a_page_that_cannot_be_fetched_is_refused(runner: FlaskCliRunner, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = runner.invoke(args=["ingest", "--url", "http://127.0.0.1:9/news", "--rejects", str(rejects)])
    assert done.exit_code == 1
    assert json.loads(rejects.read_bytes())["where"] == "http://127.0.0.1:9/news"
    assert "no address of the public internet" in done.stderr


def test_nothing_to_read_is_a_usage_error(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["ingest"])
    assert (done.exit_code, "nothing to read" in done.stderr) == (2, True)


def test_the_order_is_that_of_the_files_whatever_the_processes(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(lines(*({**ARTICLE, "id": f"a{n}", "title": "x" if n % 3 else ""} for n in range(40))))
    alone = runner.invoke(args=["ingest", str(file), "--jobs", "1"])
    together = runner.invoke(args=["ingest", str(file), "--jobs", "3"])
    assert together.stderr == alone.stderr
    assert together.stdout == alone.stdout.replace("26 added", "0 added").replace("0 unchanged", "26 unchanged")


def test_what_is_stored_is_not_read_again_unless_asked(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    notes = {"id": "notes", "title": "Notes", "text": "Iraqi forces recaptured Tikrit last month.", "published": None}
    file.write_bytes(lines(notes))
    load = ["ingest", str(file), "--jobs", "1"]
    assert runner.invoke(args=load).stdout.startswith("1 added")
    assert runner.invoke(args=["articles", "date", "notes", "2015-05"]).exit_code == 0
    # What was corrected by hand stays.
    assert runner.invoke(args=load).stdout.startswith("0 added, 0 replaced, 1 unchanged")
    assert runner.invoke(args=["articles", "undated"]).stdout == ""
    assert runner.invoke(args=[*load, "--anew"]).stdout.startswith("0 added, 1 replaced, 0 unchanged")
    assert runner.invoke(args=["articles", "undated"]).stdout == "notes  Notes\n"
    # Another record of the article, and then the first again.
    for published in ("2015-05-18", None):
        file.write_bytes(lines(notes | {"published": published}))
        assert runner.invoke(args=load).stdout.startswith("0 added, 1 replaced, 0 unchanged")
    file.write_bytes(lines(notes | {"publisher": None}))
    assert runner.invoke(args=load).stdout.startswith("0 added, 0 replaced, 1 unchanged")


def test_a_killed_load_ends_as_one_that_was_not(tmp_path: Path) -> None:
    sample = str(ROOT / "fixtures" / "articles.jsonl")
    urls = {name: f"sqlite:///{tmp_path}/{name}.db" for name in ("whole", "killed")}
    assert flask("ingest", sample, url=urls["whole"]).returncode == 0
    environment = os.environ | {"DATABASE_URL": urls["killed"]}
    running = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "ingest", sample, "--jobs", "1"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not stored(tmp_path / "killed.db") and running.poll() is None:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert stored(tmp_path / "killed.db") < stored(tmp_path / "whole.db")
    assert flask("ingest", sample, url=urls["killed"]).returncode == 0
    assert dumped(urls["killed"]) == dumped(urls["whole"])


def stored(file: Path) -> int:
    """How many articles a database holds that somebody else may be writing."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            ((number,),) = connection.execute("SELECT count(*) FROM article")
    except sqlite3.OperationalError:
        return 0
    return int(number)


def dumped(url: str) -> list[Event]:
    """Every event with its citations."""
    connect(url)
    return events(EventFilter(status=()), limit=1_000).items
