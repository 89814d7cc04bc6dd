"""ChartSpec -> plotly figure as a plain dict: no plotly at run time, validated in the tests.

Text and numbers are written here and not by plotly's own formats, so that screen and saved picture
carry the same Swedish figures. Heights are fixed and widths follow the screen; therefore labels
are kept apart vertically and margins are measured in pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from indicators import formats
from indicators.model import Language, ViewId, changed
from indicators.spec import ChartSpec
from layouts import theme
from layouts.figures.frame import Figure, axis, frame
from layouts.figures.text import escape, has_value, words, wrap

#: places without a colour of their own that still get a line style and a name each
MOST_CHOSEN = 8
#: bars that are highlighted at most, each with its name
MOST_NAMED = 40

DAYS = {
    "sv": ("söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"),
    "en": ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
}
LONG_MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
           "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}  # fmt: skip


def figure(spec: ChartSpec) -> Figure:
    """The figure of `spec`: ``{"data": [...], "layout": {...}}`` of plain lists and numbers."""
    if spec.empty or not any(has_value(mark) for one in spec.series for mark in one.marks):
        return _empty(spec)
    return _drawing(spec.kind)(crowd_to_background(spec))


def _ranked(spec: ChartSpec) -> Figure:
    """The house chart: women and men in pairs, hundreds of places as one shape, else bars."""
    from layouts.figures.bars import bars
    from layouts.figures.dense import MANY_PLACES, dense
    from layouts.figures.pairs import has_pairs, pairs

    if has_pairs(spec):
        return pairs(spec)
    return dense(spec) if len(spec.series) > MANY_PLACES else bars(spec)


#: how each kind of chart is drawn: a module of this package and a function in it, read in when a
#: chart of the kind is first drawn, for the first page of all has none
DRAWN: dict[ViewId, tuple[str, str]] = {
    "over_time": ("lines", "over_time"),
    "panels": ("panels", "panels"),
    "two_points": ("dumbbell", "dumbbell"),
    "quadrant": ("quadrant", "quadrant"),
    "scatter": ("scatter", "scatter"),
    "tile_map": ("tiles", "tile_map"),
}


@cache
def _drawing(kind: ViewId) -> Callable[[ChartSpec], Figure]:
    if kind == "ranking":
        return _ranked
    module, name = DRAWN[kind]
    found: Callable[[ChartSpec], Figure] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def crowd_to_background(spec: ChartSpec) -> ChartSpec:
    """`spec` with chosen places made grey and nameless where there are too many to name.

    Whoever chooses "all counties" compares ours with a crowd, not twenty lines with each other.
    Bars need no line style each, and more of them can be named.
    """
    most = MOST_NAMED if spec.kind == "ranking" else MOST_CHOSEN
    chosen = {one.code for one in spec.series if one.role == "compared"} - set(theme.PLACES)
    if len(chosen) <= most:
        return spec
    series = tuple(
        changed(one, role="others") if one.code in chosen else one for one in spec.series
    )
    return changed(spec, series=series)


def graph_config(language: Language) -> Figure:
    """The config every graph shares: no mode bar, no upload, no zoom, the language inline.

    plotly.js takes a locale only if its words are passed along; by name alone it stays English.
    """
    swedish = language == "sv"
    return {
        "displayModeBar": False,
        "showSendToCloud": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": language,
        "locales": {
            language: {
                "dictionary": {},
                "format": {
                    "days": list(DAYS[language]),
                    "shortDays": [day[:3] for day in DAYS[language]],
                    "months": list(LONG_MONTHS[language]),
                    "shortMonths": list(formats.MONTHS[language]),
                    "date": "%Y-%m-%d" if swedish else "%d/%m/%Y",
                    "decimal": "," if swedish else ".",
                    "thousands": formats.THIN if swedish else ",",
                },
            }
        },
    }


def _empty(spec: ChartSpec) -> Figure:
    said = spec.empty or words("nothing", spec.language)
    return frame(
        spec,
        [],
        120,
        (10, 10, 10, 10),
        xaxis=axis(visible=False),
        yaxis=axis(visible=False),
        annotations=[
            {
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 1,
                "xanchor": "left",
                "yanchor": "top",
                "align": "left",
                "text": "<br>".join(escape(line) for line in wrap(said, 48)),
                "showarrow": False,
                "font": {"size": 14, "color": theme.MUTED},
            }
        ],
    )
