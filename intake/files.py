"""Files and folders, and the records that lie in them."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from intake.kinds import READERS
from intake.record import Record, RejectError

_UNPACKED: Mapping[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file)),
    ".xz": lambda file: cast(BinaryIO, lzma.LZMAFile(file)),  # noqa: SIM115  # its file closes with the one beneath
}
# A web archive is packed record by record, and its library unpacks it.
_SELF_UNPACKING = (".warc",)


def files_of(path: Path) -> list[Path]:
    """The file itself, or every file of a folder that can be read, by name. Raises RejectError where there is none."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    readable = [file for file in files if file.is_file() and _kind(file) in READERS]
    if not readable:
        what = "holds no file that can be read" if path.is_dir() else "is no kind of file that can be read"
        raise RejectError(f"{path} {what}; expected {', '.join(sorted(READERS))}, or one of them with .gz")
    return readable


def _kind(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in _UNPACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def records_of(path: Path) -> Iterator[Record]:
    """Every record of a file, at last a fault where the rest of it cannot be read.

    Their sizes are the bytes of the file that were read for each.
    """
    with path.open("rb") as file:
        read = 0
        try:
            for record in READERS[_kind(path)](_opened(path, file), str(path)):
                at = file.tell()
                yield replace(record, size=at - read)
                read = at
        except (RejectError, OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            yield Record(str(path), str(error).encode(), "fault")


def _opened(path: Path, file: BinaryIO) -> BinaryIO:
    unpack = _UNPACKED.get(path.suffix.lower())
    if unpack is None or _kind(path) in _SELF_UNPACKING:
        return file
    return unpack(file)
