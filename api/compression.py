"""Answers by gzip, for who takes it: whole ones, and streams piece by piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request

# Shorter ones hardly shrink, and fit into one packet anyway.
_SHORTEST = 1_000
# Half the time of zlib's own choice for a few percent of length.
_LEVEL = 4
_GZIP = 16 + zlib.MAX_WBITS
_TEXT = ("text/", "application/", "image/svg")


def register(app: Flask) -> None:
    """Have the app compress, after everything that looks at the body."""
    app.after_request(_compress)


def _compress(answer: Response) -> Response:
    if not (answer.mimetype or "").startswith(_TEXT):
        return answer
    if "Accept-Encoding" not in answer.headers.get("Vary", ""):
        answer.vary.add("Accept-Encoding")
    if answer.direct_passthrough and answer.status_code == 200:
        _unbind(answer)
    # A strong tag stands for these very bytes.
    is_fixed = "Content-Encoding" in answer.headers or "Content-Range" in answer.headers or _is_strong(answer)
    if is_fixed or answer.status_code in (204, 304) or not _is_taken():
        return answer
    if answer.is_streamed:
        answer.response = _pieces(answer.iter_encoded())
    elif len(body := answer.get_data()) >= _SHORTEST:
        answer.set_data(b"".join(_pieces([body])))
    else:
        return answer
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def _unbind(file: Response) -> None:
    """Read a file that would be sent by the system, whose tag then stands for its content only."""
    file.direct_passthrough = False
    file.set_data(file.get_data())
    file.set_etag(file.get_etag()[0] or "", weak=True)


def _is_strong(answer: Response) -> bool:
    tag, is_weak = answer.get_etag()
    return tag is not None and not is_weak


def _is_taken() -> bool:
    """Whether the request takes gzip, as gladly as anything else."""
    wanted = request.accept_encodings
    return wanted.quality("gzip") > 0 and wanted.quality("gzip") >= wanted.quality("identity")


def _pieces(body: Iterable[bytes]) -> Iterator[bytes]:
    """The body compressed; what is there of a stream can be read at once, not only when a block is full."""
    gzip = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in body:
        yield gzip.compress(piece) + gzip.flush(zlib.Z_SYNC_FLUSH)
    yield gzip.flush()
