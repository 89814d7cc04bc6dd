"""Colours, line styles and letters by role and place: the same on screen, slide and sheet.

Every colour passes 3:1 on white and every text colour 4.5:1 (WCAG 2.2, success criteria 1.4.3 and
1.4.11); lines differ by dash and marker as well, so that a print in black and white can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET
from indicators.spec import Role, Series, Sex

INK = "#16191D"
MUTED = "#5A6470"
HAIRLINE = "#E3E7EB"
WHITE = "#FFFFFF"
#: places that are neither ours nor chosen by name; passes 3:1, being a mark that carries a value
GREY = "#7A828A"
#: leaders and dotted break lines: they only guide the eye, the words beside them say it
GUIDE = "#8A929A"
#: ground of the one shape that hundreds of thin bars make; its contour is drawn in GREY
CROWD = "#DDE1E5"
FONT = '"Inter","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif'

HOME_WIDTH, REFERENCE_WIDTH, WIDTH, THIN_WIDTH = 3.2, 2.8, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """How one series is drawn. `dash` and `symbol` carry plotly's names, `width` is in pixels."""

    colour: str
    dash: str
    symbol: str
    width: float = WIDTH


PLACES = {
    "17": Style("#0072B2", "solid", "circle"),
    "20": Style("#C44E00", "dash", "square"),
    "21": Style("#00795C", "dot", "diamond"),
    NORRA_MELLANSVERIGE: Style("#6A3D9A", "longdash", "triangle-up"),
    RIKET: Style("#1A1A1A", "solid", "circle", REFERENCE_WIDTH),
}
#: far apart in lightness too, so that they stay two in a grey print
SEXES = {
    "women": Style("#7A0F4B", "solid", "circle"),
    "men": Style("#8F6A00", "dash", "diamond"),
}
#: other places that the user chose, in the order they stand in the chart
CHOSEN = tuple(
    Style(colour, dash, symbol)
    for dash, symbol in (
        ("dashdot", "triangle-down"),
        ("solid", "x"),
        ("dot", "cross"),
        ("dash", "pentagon"),
        ("longdashdot", "star"),
        ("longdash", "hexagon"),
    )
    for colour in (GREY, MUTED)
)
OTHERS = Style(GREY, "solid", "circle", THIN_WIDTH)
#: the colours of the region for which something is drawn just now, by code of place
_OWN: ContextVar[Mapping[str, str] | None] = ContextVar("own_colours", default=None)


@contextmanager
def colours(own: Mapping[str, str]) -> Iterator[None]:
    """Draw with a region's colours within the block: figure, slide and sheet alike.

    ``with theme.colours(profile.colours): figure(spec)``. Every place keeps its line and marker,
    whatever its colour.
    """
    token = _OWN.set(own or None)
    try:
        yield
    finally:
        _OWN.reset(token)


def style(code: str, role: Role, sex: Sex = "total", order: int = 0, riket: bool = False) -> Style:
    """The style of a place in its role, in the colours of the region that it is drawn for.

    `order` counts the chosen places without a colour of their own; `riket` says that Riket stands
    in the same chart, so that the EU leaves black to it.
    """
    return _dressed(_style(code, role, sex, order, riket), code, sex)


def _dressed(found: Style, code: str, sex: Sex = "total") -> Style:
    """`found` in the region's colour of the place, where it has one; sexes keep their own."""
    own = _OWN.get()
    if own is None or sex != "total" or code not in own:
        return found
    return replace(found, colour=own[code])


@lru_cache(maxsize=1 << 10)
def _style(code: str, role: Role, sex: Sex = "total", order: int = 0, riket: bool = False) -> Style:
    """The panel's own style of a place in its role, see :func:`style`."""
    if sex != "total":
        found = SEXES[sex]
    elif code in PLACES:
        found = PLACES[code]
    elif code == EU27:
        found = replace(PLACES[RIKET], dash="dash", colour=MUTED) if riket else PLACES[RIKET]
    elif role == "others":
        return OTHERS
    else:
        found = CHOSEN[order % len(CHOSEN)]
    return replace(found, width=HOME_WIDTH) if role == "home" else found


def styles(series: Sequence[Series], by_sex: bool = False) -> list[Style]:
    """The style of every series of one chart, in its order.

    With `by_sex`, colour and dash tell women and men apart; where several places share the chart,
    the marker is then the place's own.
    """
    riket = any(one.code == RIKET for one in series)
    unnamed = [one.code for one in series if one.role != "others"]
    unnamed = [code for code in dict.fromkeys(unnamed) if code not in PLACES and code != EU27]
    several = len({one.code for one in series}) > 1
    plain = _OWN.get() is None
    found = []
    for one in series:
        order = unnamed.index(one.code) if one.code in unnamed else 0
        place = _style(one.code, one.role, order=order, riket=riket)
        if by_sex and one.sex != "total":
            sex = _style(one.code, one.role, one.sex)
            found.append(replace(sex, symbol=place.symbol) if several else sex)
        else:
            found.append(place if plain else _dressed(place, one.code))
    return found


@lru_cache(maxsize=64)
def text_colour(colour: str) -> str:
    """`colour` where it is dark enough for text, else the muted text colour."""
    return colour if contrast(colour) >= 4.5 else MUTED


@lru_cache(maxsize=64)
def tint(colour: str, part: float = 0.28) -> str:
    """`colour` thinned with white to `part` of its strength: the fill of values not yet firm."""
    mixed = (round(255 - (255 - int(colour[i : i + 2], 16)) * part) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, ground: str = WHITE) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
