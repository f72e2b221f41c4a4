"""Apache ECharts: a whole `option`, a row for each place. Days are dots in one series, longer times bars in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from schemas.drawing import Stretch, drawn, traits
from schemas.event import ServedEvent
from schemas.listing import Format, Listing, one_line
from schemas.proof import as_html, escape, first_link, proofs, remarks
from timeline.display import display
from timeline.interval import ordinal

_DAY = 86_400_000
_EPOCH = ordinal(1970)
_NOWHERE = "elsewhere"
_DOUBTS = {"open-start", "open-end", "approximate", "uncertain", "one-of"}
_LABEL = {"show": True, "formatter": "{b}", "color": "#555"}
_FREE = {"labelLayout": {"hideOverlap": True}}
_FRAME = {
    # Days are midnights in UTC, and written in UTC, so that they are the same days everywhere.
    "useUTC": True,
    "color": ["#1d4e89"],
    "grid": {"left": 16, "right": 32, "top": 32, "bottom": 72, "containLabel": True},
    "dataZoom": [{"type": "inside"}, {"type": "slider", "showDataShadow": False}],
    "tooltip": {"enterable": True, "confine": True, "extraCssText": "max-width: 30em; white-space: normal"},
}
_BARS = {
    "name": "times",
    "type": "lines",
    "coordinateSystem": "cartesian2d",
    "lineStyle": {"width": 8, "opacity": 0.4},
    "label": {**_LABEL, "position": "insideStartTop", "distance": 8, "opacity": 1},
    **_FREE,
}
_DOTS = {
    "name": "days",
    "type": "scatter",
    "symbolSize": 10,
    "label": {**_LABEL, "position": "top", "align": "left"},
    **_FREE,
}

Drawn = tuple[ServedEvent, Stretch]


def _write(listing: Listing) -> Iterator[str]:
    told = [(served, days) for served in listing.events if (days := drawn(served.event.interval))]
    option = {
        **_FRAME,
        "xAxis": {"type": "time", **_ends([days for _, days in told])},
        "yAxis": {"type": "category", "data": list(dict.fromkeys(_row(served) for served, _ in told))},
        "series": [
            {**_BARS, "data": [_bar(*one) for one in told if not _is_day(one)]},
            {**_DOTS, "data": [_dot(*one) for one in told if _is_day(one)]},
        ],
    }
    yield orjson.dumps(option).decode()


def _is_day(one: Drawn) -> bool:
    return one[1].first == one[1].last


def _dot(served: ServedEvent, days: Stretch) -> dict[str, Any]:
    symbol = {"symbol": "emptyCircle"} if _is_doubtful(served) else {}
    return {**_item(served), "value": [_time(days.first), _row(served)], **symbol}


def _bar(served: ServedEvent, days: Stretch) -> dict[str, Any]:
    style = {"lineStyle": {"type": "dotted"}} if _is_doubtful(served) else {}
    ends = (_time(days.first), _time(days.last + 1))
    return {**_item(served), "coords": [[end, _row(served)] for end in ends], **style}


def _is_doubtful(served: ServedEvent) -> bool:
    return not _DOUBTS.isdisjoint(traits(served.event))


def _item(served: ServedEvent) -> dict[str, Any]:
    event = served.event
    told = proofs(event)
    date = display(event.interval)
    html = f"<b>{escape(event.headline)}</b>" + as_html([f"{date}.", *remarks(event)], told)
    return {
        "id": event.id,
        "name": f"{date}: {one_line(event.headline)}",
        # A template to it, in which braces would be filled in.
        "tooltip": {"formatter": html.replace("{", "&#123;")},
        "link": first_link(told),
    }


def _row(served: ServedEvent) -> str:
    places = served.event.places
    return one_line(places[0]) if places else _NOWHERE


def _time(day: int) -> int:
    return (day - _EPOCH) * _DAY


def _ends(stretches: list[Stretch]) -> dict[str, int]:
    """The first time and the last with room for its label: it does not count bars when it looks for them itself."""
    if not stretches:
        return {}
    first, last = min(days.first for days in stretches), max(days.last for days in stretches) + 1
    return {"min": _time(first), "max": _time(last + (last - first) // 4)}


FORMAT = Format(
    suffix="echarts.json", media_type="application/vnd.dateline.echarts+json", title="Apache ECharts", write=_write
)
