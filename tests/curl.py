"""The calls of the documentation: a curl command as it stands there, sent to the app."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import TOKEN

_HOST = re.compile(r"^(?:https?://)?(?:localhost|127\.0\.0\.1):8000")


def send(client: FlaskClient, command: str) -> TestResponse:
    """What a curl command gets, with the options that the documentation uses: -X, -G, -H, -d, --data-urlencode."""
    words = shlex.split(
        command.replace("\\\n", " ").replace("$DATELINE_TOKEN", TOKEN).replace("Bearer secret", f"Bearer {TOKEN}")
    )
    url = next(_HOST.sub("", word) for word in words if _HOST.match(word))
    given = list(pairwise(words))
    headers = dict(value.split(": ", 1) for option, value in given if option == "-H")
    values = [value for option, value in given if option in ("-d", "--data-urlencode")]
    if "-G" in words:
        return client.get(f"{url}?{urlencode(dict(value.split('=', 1) for value in values))}", headers=headers)
    method = next((value for option, value in given if option == "-X"), "POST" if values else "GET")
    data = "\n".join(values).encode() if values else None
    return client.open(url, method=method, data=data, headers=headers)


def shows(shown: str, text: str) -> bool:
    """Whether a text is what is shown, but for white space and what is left out there as "…"."""
    parts = [re.sub(r"\s", "", part).strip(",") for part in shown.split("…")]
    pattern = ".*?".join(map(re.escape, parts))
    return re.search(pattern, re.sub(r"\s", "", text), re.DOTALL) is not None
