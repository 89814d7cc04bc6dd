"""Tables of a document: header rows that repeat on every page, numbers to the right, words told.

Written as text and parsed once: a meeting's tables have thousands of cells, each of which costs a
tenth of a millisecond where it is put together piece by piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from layouts import theme
from layouts.exports.meeting_names import one_line

if TYPE_CHECKING:
    from docx.document import Document

    from layouts.exports.word_styles import Styles

#: half points of the text in a table, and of one with many columns
SIZE, SMALL = 18, 16
MANY_COLUMNS = 6
#: English Metric Units of a twentieth of a point, in which tables are measured
TWENTIETH = 635
LOOK = (
    '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="0" w:noVBand="1"/>'
)
RIGHT = '<w:jc w:val="right"/>'
LINE_BELOW = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" '
    f'w:color="{theme.INK[1:]}"/></w:tcBorders>'
)


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as texts: `numbers` are the columns that stand to the right, `bold` rows of ours."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()


def add_table(
    document: Document, styles: Styles, lines: Lines, said: tuple[str, str], sizes: Sequence[int]
) -> None:
    """Write a table at the end. `said` are its name and its words, for those who do not see it.

    `sizes` are the columns' widths in EMU.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    twips = [round(size / TWENTIETH) for size in sizes]
    size = SMALL if len(lines.header) > MANY_COLUMNS else SIZE
    lined = styles.table is None
    rows = [_row(lines.header, lines, twips, (size, True, lined))]
    rows += [
        _row(texts, lines, twips, (size, number in lines.bold, False))
        for number, texts in enumerate(lines.rows)
    ]
    rows[0] = rows[0].replace("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>", 1)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    about = _about(None if lined else styles.table, said, sum(twips))
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def _about(style: Any, said: tuple[str, str], wide: int) -> str:
    named = "" if style is None else f'<w:tblStyle w:val="{escape(style.style_id)}"/>'
    borders = _borders() if style is None else ""
    name, words = (escape(one_line(text)) for text in said)
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{wide}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{LOOK}<w:tblCaption w:val="{name}"/>'
        f'<w:tblDescription w:val="{words}"/></w:tblPr>'
    )


def _borders() -> str:
    """Thin lines between the rows, none between the columns."""
    sides = (("top", theme.GREY), ("bottom", theme.GREY), ("insideH", theme.HAIRLINE))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour[1:]}"/>'
        for side, colour in sides
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row(
    texts: Sequence[str], lines: Lines, twips: Sequence[int], look: tuple[int, bool, bool]
) -> str:
    """A row, which stands on one page."""
    size, bold, lined = look
    weight = "<w:b/>" if bold else ""
    below = LINE_BELOW if lined else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{below}</w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:before="30" w:after="30"/>'
        f"{RIGHT if column in lines.numbers else ''}</w:pPr><w:r><w:rPr>{weight}"
        f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(one_line(text))}</w:t>'
        "</w:r></w:p></w:tc>"
        for column, (text, width) in enumerate(zip(texts, twips, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def sized(shares: Sequence[float], whole: int) -> list[int]:
    """The columns' widths: `shares` of the text's whole width in EMU."""
    total = sum(shares) or 1.0
    return [round(whole * share / total) for share in shares]
