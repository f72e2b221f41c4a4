"""Every setting, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """A name in the environment, what stands for it when it is missing or empty, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DATABASE_URL", "sqlite:///{instance}/dateline.db", "where the database is: sqlite:///path/to/file.db"),
    Setting("DATELINE_TOKEN", "", "the bearer token that POST /articles asks for; without it nothing can be written"),
)


def settings(instance: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The value of every setting; `instance` is the folder that the default database lies in."""
    return {
        setting.name: environ.get(setting.name, "").strip() or setting.default.format(instance=instance)
        for setting in SETTINGS
    }
