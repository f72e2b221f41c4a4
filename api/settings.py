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
    Setting("DATELINE_READ_SECONDS", "10", "how long a request that only reads may ask the database, in seconds"),
    Setting("DATELINE_TOKEN", "", "a key that may write, beside those that the command `keys` makes"),
    Setting("DATELINE_READS", "open", "who may read: open to everybody, or with a key only"),
    Setting("DATELINE_RATE_LIMIT", "30000/minute", "requests that one key or one client address may make, or off"),
    Setting("DATELINE_PROXIES", "0", "number of proxies in front of the server, whose X-Forwarded-For is believed"),
)


def settings(instance: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The value of every setting; `instance` is the folder that the default database lies in."""
    return {
        setting.name: environ.get(setting.name, "").strip() or setting.default.format(instance=instance)
        for setting in SETTINGS
    }
