"""What analysts do to a presentation between two meetings, and how the tests read one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches

from layouts.exports.deck.tags import tag_of


def opened(data: bytes) -> Any:
    """The presentation with python-pptx."""
    return Presentation(io.BytesIO(data))


def saved(presentation: Any) -> bytes:
    """Its bytes."""
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """The presentation after `edit`, as python-pptx writes it."""
    presentation = opened(data)
    edit(presentation)
    return saved(presentation)


def part(slide: Any, name: str) -> Any:
    """The first shape of a slide that is `name` by its tag."""
    return next(shape for shape in slide.shapes if (tag_of(shape) or {}).get("part") == name)


def has(slide: Any, name: str) -> bool:
    """Whether the slide has such a shape."""
    return any((tag_of(shape) or {}).get("part") == name for shape in slide.shapes)


def charts(presentation: Any) -> list[Any]:
    """The graphic frames with charts, slide by slide."""
    return [shape for slide in presentation.slides for shape in slide.shapes
            if getattr(shape, "has_chart", False)]  # fmt: skip


def numbers(frame: Any) -> dict[str, dict[str, float]]:
    """Series -> category -> value, of a chart with categories."""
    plot = frame.chart.plots[0]
    categories = [str(one).partition("\u00a0\u00a0\u00a0")[0] for one in plot.categories]
    return {
        series.name: {at: value for at, value in zip(categories, series.values, strict=False)
                      if value is not None}
        for plot in frame.chart.plots for series in plot.series
    }  # fmt: skip


def workbook(frame: Any) -> dict[tuple[str, str], float]:
    """(series, category) -> value, of the sheet behind a chart with categories."""
    from openpyxl import load_workbook

    blob = frame.chart.part.chart_workbook.xlsx_part.blob
    rows = [list(row) for row in load_workbook(io.BytesIO(blob)).worksheets[0].values]
    return {
        (str(name), str(row[0]).partition("\u00a0\u00a0\u00a0")[0]): row[at]
        for row in rows[1:] for at, name in enumerate(rows[0])
        if at and name is not None and isinstance(row[at], int | float)
    }  # fmt: skip


def recolour(presentation: Any, name: str, colour: str) -> None:
    """Give every line of a place another colour."""
    for frame in charts(presentation):
        for plot in frame.chart.plots:
            for series in plot.series:
                if series.name == name:
                    series.format.line.color.rgb = RGBColor.from_string(colour)


def colour_of(frame: Any, name: str) -> str:
    """The colour of a line."""
    series = next(one for plot in frame.chart.plots for one in plot.series if one.name == name)
    return str(series.format.line.color.rgb)


def duplicate(presentation: Any, index: int) -> None:
    """A copy of a slide at the end, its charts and workbooks copied as PowerPoint does."""
    from pptx.opc.package import Part, PartFactory

    source = presentation.slides[index]
    copy = presentation.slides.add_slide(source.slide_layout)
    for shape in list(copy.shapes):
        shape._element.getparent().remove(shape._element)
    keys = {}
    for key, rel in source.part.rels.items():
        if rel.reltype.endswith(("/slideLayout", "/notesSlide")):
            continue
        target = rel.target_part
        pattern = re.sub(r"[0-9]+(\.[a-z]+)$", r"%d\1", str(target.partname))
        name = presentation.part.package.next_partname(pattern)
        package = presentation.part.package
        copied: Any = PartFactory(name, target.content_type, package, target.blob)
        for one in target.rels.values():
            inner = one.target_part
            pattern = re.sub(r"[0-9]*(\.[a-z]+)$", r"%d\1", str(inner.partname))
            sheet = Part(package.next_partname(pattern), inner.content_type, package, inner.blob)
            copied.rels._rels[one.rId] = _relation(one, sheet)
        keys[key] = copy.part.relate_to(copied, rel.reltype)
    for shape in source.shapes:
        element = deepcopy(shape._element)
        for one in element.iter():
            for at, value in one.attrib.items():
                if at in (qn("r:id"), qn("r:embed")) and value in keys:
                    one.set(at, keys[value])
        copy.shapes._spTree.append(element)


def _relation(rel: Any, target: Any) -> Any:
    from pptx.opc.package import _Relationship

    return _Relationship("/ppt/charts", rel.rId, rel.reltype, "Internal", target)


def delete(presentation: Any, index: int) -> None:
    """Take a slide out."""
    listed = presentation.slides._sldIdLst
    one = listed[index]
    presentation.part.drop_rel(one.rId)
    listed.remove(one)


def move(presentation: Any, index: int, to: int) -> None:
    """Put a slide elsewhere."""
    listed = presentation.slides._sldIdLst
    one = listed[index]
    listed.remove(one)
    listed.insert(to, one)


def own_slide(presentation: Any) -> None:
    """A slide of the analyst's with a text and a picture."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1))
    box.text_frame.text = "Våra egna ord"
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), "teal").save(picture, "PNG")
    picture.seek(0)
    slide.shapes.add_picture(picture, Inches(1), Inches(3))


def members(data: bytes) -> dict[str, bytes]:
    """Every member of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(found: dict[str, bytes]) -> bytes:
    """A file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in found.items():
            archive.writestr(name, blob)
    return stream.getvalue()


def through_libreoffice(data: bytes) -> bytes:
    """What LibreOffice 7.4 leaves of our marks: tags, workbooks and names of placeholders go.

    Seen in a round trip (``soffice --convert-to pptx``); :mod:`test_libreoffice` does one.
    """
    found = {}
    for name, blob in members(data).items():
        if name.startswith(("ppt/tags/", "ppt/embeddings/", "ppt/charts/_rels/")):
            continue
        if name.endswith(".rels"):
            blob = re.sub(rb'<Relationship [^>]*relationships/tags"[^>]*/>', b"", blob)
        if name == "[Content_Types].xml":
            blob = re.sub(rb'<Override PartName="/ppt/tags/[^>]*/>', b"", blob)
        if re.match(r"ppt/(slides|notesSlides)/[^/]*\.xml", name):
            blob = re.sub(rb"<p:custDataLst>.*?</p:custDataLst>", b"", blob, flags=re.DOTALL)
            held = rb'(<p:nvSpPr><p:cNvPr id="[0-9]+" name=")[^"]*("(?:(?!</p:nvSpPr>).)*<p:ph)'
            blob = re.sub(held, rb"\1PlaceHolder 1\2", blob, flags=re.DOTALL)
            blob = re.sub(rb'(<p:cNvPr [^>]*) descr="[^"]*"', rb"\1", blob)
        if name.startswith("ppt/charts/"):
            blob = re.sub(rb"<c:externalData.*?</c:externalData>", b"", blob, flags=re.DOTALL)
        found[name] = blob
    return rezipped(found)
