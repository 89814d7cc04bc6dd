"""Pieces of DrawingML as text: fills, lines, letters, markers (ECMA-376 part 1, 20.1 and 21.2).

Chart parts are written as text and parsed once: each element in the order of the schema, which
PowerPoint insists upon, at a fraction of the time of building them node by node.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as _escape

from layouts import theme
from layouts.exports.xlsx_table import SYMBOLS

FONT = "Calibri"
#: EMU in a point
POINT = 12700
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "sysDot",
    "longdash": "lgDash",
    "dashdot": "dashDot",
    "longdashdot": "lgDashDot",
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
NO_FILL = "<a:noFill/>"
NO_LINE = "<a:ln><a:noFill/></a:ln>"


def escape(text: str) -> str:
    """`text` made safe for XML, without the control characters that XML cannot hold."""
    return _escape(text if text.isprintable() else _CONTROL.sub("", text))


def fill(colour: str) -> str:
    """An even fill in ``#RRGGBB``."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'


def line(colour: str, width: float, dash: str = "solid") -> str:
    """A line of `width` points; `dash` is plotly's name as in :mod:`layouts.theme`."""
    style = f'<a:prstDash val="{DASHES[dash]}"/>' if dash != "solid" else ""
    return f'<a:ln w="{round(width * POINT)}" cap="rnd">{fill(colour)}{style}<a:round/></a:ln>'


def shape(*parts: str) -> str:
    """The look of a part of a chart."""
    return f"<c:spPr>{''.join(parts)}</c:spPr>"


def letters(
    size: float, colour: str, language: str, bold: bool = False, turn: float | None = None
) -> str:
    """The letters of a part of a chart: points, colour, and degrees turned where given."""
    turned = "" if turn is None else f' rot="{round(turn * 60000)}" vert="horz"'
    return (
        f'<c:txPr><a:bodyPr{turned} wrap="none" anchor="ctr"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}{_font()}</a:defRPr>'
        f'</a:pPr><a:endParaRPr lang="{LANGUAGES[language]}"/></a:p></c:txPr>'
    )


def _font() -> str:
    # the theme's own letters, so that a region's template gives its own
    return '<a:latin typeface="+mn-lt"/>'


def rich(
    text: str, size: float, colour: str, language: str, bold: bool = False, turn: int = 0
) -> str:
    """A text of a chart's own, e.g. the title of an axis."""
    look = f'sz="{round(size * 100)}" b="{int(bold)}"'
    return (
        f'<c:tx><c:rich><a:bodyPr rot="{turn * 60000}" vert="horz"/><a:lstStyle/>'
        f"<a:p><a:pPr><a:defRPr {look}/></a:pPr>"
        f'<a:r><a:rPr lang="{LANGUAGES[language]}" {look}>{fill(colour)}{_font()}</a:rPr>'
        f"<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def marker(
    look: theme.Style, size: int, pale: bool = False, edge: float = 1.25, ground: str = ""
) -> str:
    """A point in its place's colour and shape; pale inside where its value is not firm.

    Pale, not white: some programs draw no border around a marker, and a white one is not seen.
    """
    symbol = SYMBOLS[look.symbol]
    inner = ground or (theme.tint(look.colour) if pale else look.colour)
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f"{shape(fill(inner), line(look.colour, edge))}</c:marker>"
    )


NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


def layout(x: float, y: float, width: float, height: float) -> str:
    """Where the plot itself lies, in parts of the chart."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/>'
        f'<c:w val="{width:.5f}"/><c:h val="{height:.5f}"/></c:manualLayout></c:layout>'
    )


def moved(x: float, y: float) -> str:
    """A label moved from its usual place, in parts of the chart."""
    if abs(x) < 0.0005 and abs(y) < 0.0005:
        return ""
    return (
        f'<c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/>'
        "</c:manualLayout></c:layout>"
    )
