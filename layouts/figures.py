"""ChartSpec -> plotly figure as a plain dict: no plotly at run time, validated in the tests.

Text and numbers are written here and not by plotly's own formats, so that screen and saved picture
carry the same Swedish figures. Heights are fixed and widths follow the screen; therefore labels
are kept apart vertically and margins are measured in pixels.
"""

from __future__ import annotations

from dataclasses import replace

from indicators import formats
from indicators.model import ChartSpec, Language
from layouts import theme
from layouts.figure_bars import bars
from layouts.figure_dense import MANY_PLACES, dense
from layouts.figure_frame import Figure, axis, frame
from layouts.figure_lines import over_time
from layouts.figure_pairs import has_pairs, pairs
from layouts.figure_text import escape, has_value, words, wrap

#: places without a colour of their own that still get a line style and a name each
MOST_CHOSEN = 8

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
    spec = crowd_to_background(spec)
    if spec.kind == "over_time":
        return over_time(spec)
    if has_pairs(spec):
        return pairs(spec)
    return dense(spec) if len(spec.series) > MANY_PLACES else bars(spec)


def crowd_to_background(spec: ChartSpec) -> ChartSpec:
    """`spec` with chosen places made grey and nameless where there are too many to name.

    Whoever chooses "all counties" compares ours with a crowd, not twenty lines with each other.
    """
    chosen = {one.code for one in spec.series if one.role == "compared"} - set(theme.PLACES)
    if len(chosen) <= MOST_CHOSEN:
        return spec
    series = tuple(
        replace(one, role="others") if one.code in chosen else one for one in spec.series
    )
    return replace(spec, series=series)


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
