"""A chart of a sheet as a chart of a Word document: native, with its numbers in a workbook inside.

The same chart as in the Excel file: its XML is taken from a workbook with the spec's sheet, which
the document then carries, so that "Edit data" opens a table with title, unit and source.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.spec import ChartSpec
from layouts.exports.word_styles import LANGUAGES
from layouts.exports.xlsx import CREATED, ChartSheet
from layouts.exports.xlsx_table import FONT, Looks, Table, plain_format, signed_format

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AREA = re.compile(r"\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
#: a ranking is as high as it has bars, in pixels: so much for each, and so much beside them
BAR, AROUND = 20, 60
#: the typeface of a document that names none
THEME_FONT = "+mn-lt"
#: what a label can show, in the order of the schema
SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
Cells = dict[tuple[int, int], float | str]


def chart_of(spec: ChartSpec, font: str = THEME_FONT) -> tuple[bytes, bytes] | None:
    """The chart's XML and the workbook behind it; None where there is no chart.

    There is none without values, and none of a map, which no native chart is. `font` is that of
    the document.
    """
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.formats[0].set_font_name(FONT)
        book.set_properties({"title": spec.title, "created": CREATED})
        sheet = ChartSheet(book, "Data", spec, Looks(book))
        sheet.write("")
        table = sheet.table
    found = stream.getvalue()
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        if "xl/charts/chart1.xml" not in archive.namelist():
            return None
        chart = archive.read("xl/charts/chart1.xml")
        cells = _cells(archive)
    return _for_word(chart, cells, table, font), found


def _cells(archive: zipfile.ZipFile) -> Cells:
    """Every number and text of the sheet by (row, column), counted from zero."""
    from lxml import etree

    strings = [
        "".join(one.itertext())
        for one in etree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{{{SHEET}}}si")
    ]
    found: Cells = {}
    for cell in etree.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{{{SHEET}}}c"):
        value = cell.findtext(f"{{{SHEET}}}v")
        if value is not None:
            at = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r"))
            assert at is not None
            text = cell.get("t") == "s"
            found[int(at[2]) - 1, _column(at[1])] = strings[int(value)] if text else float(value)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _for_word(chart: bytes, cells: Cells, table: Table, font: str) -> bytes:
    """The chart without its title, which stands as caption, with all its numbers in it."""
    from lxml import etree

    root = etree.fromstring(chart)
    root.find(_c("lang")).set("val", LANGUAGES[table.spec.language])
    holder = root.find(_c("chart"))
    for title in holder.findall(_c("title")):
        holder.remove(title)
    _child(holder, "autoTitleDeleted", first=True).set("val", "1")
    # the standard's own default draws a missing value as a zero
    _child(holder, "dispBlanksAs").set("val", "gap")
    for kind in ("numRef", "strRef"):
        for reference in list(root.iter(_c(kind))):
            _fill(reference, cells, table)
    _pad(root)
    for labels in root.iter(_c("dLbls")):
        _labels(labels)
    _trends(root)
    for kind in ("scatterChart", "lineChart"):
        for series in root.iterfind(f".//{_c(kind)}/{_c('ser')}"):
            # some programs bend the lines of a series that does not say that it is straight
            etree.SubElement(series, _c("smooth")).set("val", "0")
    data = etree.Element(_c("externalData"))
    data.set(f"{{{RELATIONS}}}id", "rId1")
    etree.SubElement(data, _c("autoUpdate")).set("val", "0")
    settings = root.find(_c("printSettings"))
    for part in (_text(font), data):
        if settings is None:
            root.append(part)
        else:
            settings.addprevious(part)
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def _pad(root: Any) -> None:
    """Let all series of points count as many, the last of them missing.

    LibreOffice 7.4 keeps the figures of such a chart in one table, and loses series that are
    shorter than one that comes after them.
    """
    counts = [
        count
        for axis in ("xVal", "yVal")
        for values in root.iter(_c(axis))
        for count in values.iter(_c("ptCount"))
    ]
    most = max((int(count.get("val")) for count in counts), default=0)
    for count in counts:
        count.set("val", str(most))


def _c(name: str) -> str:
    """A name among those of charts, as lxml writes it."""
    return f"{{{CHART}}}{name}"


def _child(holder: Any, name: str, first: bool = False) -> Any:
    """The child of a name, made at either end where there is none."""
    from lxml import etree

    found = holder.find(_c(name))
    if found is None:
        found = etree.Element(_c(name))
        holder.insert(0 if first else len(holder), found)
    return found


def _text(font: str) -> Any:
    """The typeface of all text in the chart: that of the document."""
    from lxml import etree

    return etree.fromstring(
        f'<c:txPr xmlns:c="{CHART}" xmlns:a="{DRAWING}"><a:bodyPr/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="900"><a:latin typeface="{escape(font)}"/></a:defRPr></a:pPr>'
        "<a:endParaRPr/></a:p></c:txPr>"
    )


def _labels(labels: Any) -> None:
    """Say of a label all that it does not show: what is not said, some programs show."""
    from lxml import etree

    shown = {one: labels.find(_c(one)) for one in SHOWN}
    for name, element in shown.items():
        value = "0" if element is None else element.get("val", "1")
        if element is not None:
            labels.remove(element)
        etree.SubElement(labels, _c(name)).set("val", value)


def _trends(root: Any) -> None:
    """Say of a trend that its equation is not shown: some programs write it over the points."""
    for trend in root.iter(_c("trendline")):
        for name in ("dispRSqr", "dispEq"):
            _child(trend, name).set("val", "0")


def _fill(reference: Any, cells: Cells, table: Table) -> None:
    """Write into a reference what its cells hold: Word draws from that, not from the workbook."""
    from lxml import etree

    formula = reference.findtext(_c("f")) or ""
    places = list(_places(formula))
    values = [cells.get(place) for place in places]
    text = any(isinstance(value, str) for value in values)
    for child in list(reference):
        if child.tag != _c("f"):
            reference.remove(child)
    reference.tag = _c("strRef" if text else "numRef")
    cache = etree.SubElement(reference, _c("strCache" if text else "numCache"))
    if not text:
        code = etree.SubElement(cache, _c("formatCode"))
        code.text = _format(places[0] if places else (0, 0), table)
    etree.SubElement(cache, _c("ptCount")).set("val", str(len(values)))
    for index, value in enumerate(values):
        if value is None:
            continue
        point = etree.SubElement(cache, _c("pt"))
        point.set("idx", str(index))
        plain = value if isinstance(value, str) else f"{value:.15G}"
        etree.SubElement(point, _c("v")).text = plain


def _format(place: tuple[int, int], table: Table) -> str:
    """How the numbers of an area are written: as the table's own."""
    row, column = place[0], place[1] - table.left
    if row < table.top or not 0 <= column < len(table.grid.columns):
        return "General"
    form = table.spec.columns[column] if table.spec.columns else table.spec
    return signed_format(plain_format(form), form.signed)


def _places(formula: str) -> Iterator[tuple[int, int]]:
    """The cells of a reference in its order: areas as they stand, each by its rows."""
    for first, top, last, bottom in AREA.findall(formula):
        for row in range(int(top) - 1, int(bottom or top)):
            for column in range(_column(first), _column(last or first) + 1):
                yield row, column


def add_chart(
    document: Document, run: Run, number: int, spec: ChartSpec, frame: tuple[int, int], alt: str
) -> bool:
    """Put the chart into a run, as wide as `frame` and no higher, in EMU; False without a chart."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    from layouts.exports.xlsx_chart import CHARTS

    made = chart_of(spec, document.styles["Normal"].font.name or THEME_FONT)
    if made is None:
        return False
    xml, book = made
    kind = CHARTS[spec.kind]
    high = kind.height or AROUND + BAR * xml.count(b"<c:pt ") // max(2 * xml.count(b"<c:ser>"), 1)
    package = document.part.package
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, xml, package)
    name = f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    assert chart.relate_to(Part(PackURI(name), BOOK_TYPE, book, package),
                           RELATIONSHIP_TYPE.PACKAGE) == "rId1"  # fmt: skip
    key = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    wide, most = frame
    size = (wide, min(round(wide * high / kind.width), most))
    _inline(run, key, number, size, (spec.title, alt))
    return True


def _inline(run: Run, key: str, number: int, size: tuple[int, int], said: tuple[str, str]) -> None:
    """The frame of a chart in the text, with its name and its words for those who do not see it."""
    from docx.oxml.ns import qn
    from lxml import etree

    drawing = etree.SubElement(run._r, qn("w:drawing"))
    inline = etree.SubElement(drawing, f"{{{WORD_DRAWING}}}inline",
                              nsmap={"wp": WORD_DRAWING, "a": DRAWING})  # fmt: skip
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    extent = etree.SubElement(inline, f"{{{WORD_DRAWING}}}extent")
    extent.set("cx", str(size[0]))
    extent.set("cy", str(size[1]))
    about = etree.SubElement(inline, f"{{{WORD_DRAWING}}}docPr")
    about.set("id", str(1000 + number))
    about.set("name", f"Diagram {number}")
    about.set("title", said[0])
    about.set("descr", said[1])
    etree.SubElement(inline, f"{{{WORD_DRAWING}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{DRAWING}}}graphic")
    data = etree.SubElement(graphic, f"{{{DRAWING}}}graphicData")
    data.set("uri", CHART)
    chart = etree.SubElement(data, _c("chart"), nsmap={"c": CHART, "r": RELATIONS})
    chart.set(f"{{{RELATIONS}}}id", key)
