"""The map of a document: a tile a county as cells of a table, for Word has no chart of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.classes import class_of, members, range_words
from indicators.spec import ChartSpec
from indicators.tiles import tiles
from layouts import theme
from layouts.exports.meeting_names import clean
from layouts.figures.tiles import text_on
from layouts.figures.tiles_legend import say, shade
from layouts.tables import Cell, cells

if TYPE_CHECKING:
    from docx.document import Document

SIZE = 7.0


def add_tiles(document: Document, spec: ChartSpec, wide: int, said: tuple[str, str]) -> None:
    """Write the tiles and, below them, a line of classes. `said` are the map's name and words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    by_code = {row.code: row.cells[0] for row in cells(spec).rows if row.cells}
    places = {code: at for code, at in tiles().items() if code in by_code}
    down = 1 + max(row for row, _ in places.values())
    across = 1 + max(column for _, column in places.values())
    table = document.add_table(rows=down, cols=across)
    table.autofit = False
    for name, text in zip(("w:tblCaption", "w:tblDescription"), said, strict=True):
        element = OxmlElement(name)
        element.set(qn("w:val"), clean(text))
        table._tbl.tblPr.append(element)
    rows = [row.cells for row in table.rows]
    at = {place: code for code, place in places.items()}
    for row, found in enumerate(rows):
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell in enumerate(found):
            cell.width = wide // across
            code = at.get((row, column))
            _tile(cell, by_code[code] if code else None, spec)
    _legend(document, spec)


def _tile(cell: Any, value: Cell | None, spec: ChartSpec) -> None:
    """Name above value on the ground of its class; the home county has a frame as well."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(1)
    form.keep_with_next = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if value is None:
        paragraph.add_run("").font.size = Pt(SIZE)
        return
    ground = theme.WHITE
    if value.value is not None:
        ground = shade(class_of(value.value, spec), len(spec.classes))
    _ground(cell, ground, value.series.role == "home")
    name = paragraph.add_run(value.series.name)
    name.add_break()
    number = paragraph.add_run(value.text(spec))
    number.font.bold = True
    for run in (name, number):
        run.font.size = Pt(SIZE)
        run.font.color.rgb = RGBColor.from_string(text_on(ground)[1:])


def _ground(cell: Any, colour: str, home: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    about = cell._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    line = (
        ("18", theme.INK) if home else ("8", theme.GREY if colour == theme.WHITE else theme.WHITE)
    )
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", line[0]), ("space", "0"),
                           ("color", line[1][1:])):  # fmt: skip
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    about.append(borders)
    fill = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour[1:])):
        fill.set(qn(f"w:{key}"), value)
    about.append(fill)


def _legend(document: Document, spec: ChartSpec) -> None:
    """The classes with their colour, values and how many counties each has, the highest first."""
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.add_run(f"{say()('classes', spec.language)}: ").font.size = Pt(SIZE + 1.5)
    within = members(spec, tuple(tiles()))
    for number in reversed(range(len(within))):
        mark = paragraph.add_run("■ ")
        mark.font.color.rgb = RGBColor.from_string(shade(number, len(within))[1:])
        text = range_words(spec, within[number])
        if within[number]:
            text = say()("count", spec.language, range=text, count=len(within[number]))
        words = paragraph.add_run(f"{text}   " if number else text)
        mark.font.size = words.font.size = Pt(SIZE + 1.5)
