"""A native chart whole: its parts in the order of the schema (ECMA-376 part 1, 21.2.2.27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from layouts import theme
from layouts.exports.deck.ink import LANGUAGES, NO_FILL, NO_LINE, letters, rich, shape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)


@dataclass(frozen=True, slots=True)
class Size:
    """A chart's width and height in points, and that of its ordinary letters."""

    width: float
    height: float
    letters: float = 12.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What of a chart its kind decides; `plot` writes layout, series and axes.

    `notes` say how to read the drawing, each a whole sentence; `legend` is ``c:legend`` or "".
    """

    plot: Callable[[], str]
    notes: tuple[str, ...] = ()
    legend: str = ""
    joined: bool = False


def chart_space(drawing: Drawing, language: str, size: Size, title: str = "") -> bytes:
    """The chart part; its workbook is the relation ``rId1``."""
    head = '<c:autoTitleDeleted val="1"/>'
    if title:
        text = rich(title, size.letters + 1, theme.INK, language, bold=True)
        head = f'<c:title>{text}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    blanks = "span" if drawing.joined else "gap"
    return (
        f'{HEAD}<c:date1904 val="0"/><c:lang val="{LANGUAGES[language]}"/>'
        f'<c:roundedCorners val="0"/><c:chart>{head}'
        f"<c:plotArea>{drawing.plot()}{shape(NO_FILL, NO_LINE)}</c:plotArea>{drawing.legend}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="{blanks}"/></c:chart>'
        f"{shape(NO_FILL, NO_LINE)}{letters(size.letters, theme.INK, language)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def legend(language: str, size: float, hidden: tuple[int, ...] = (), side: str = "b") -> str:
    """A legend; the series at the places `hidden` are not in it."""
    entries = "".join(
        f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>'
        for index in hidden
    )
    return (
        f'<c:legend><c:legendPos val="{side}"/>{entries}<c:overlay val="0"/>'
        f"{letters(size, theme.INK, language)}</c:legend>"
    )
