"""A native chart on a slide: its part, its workbook, its frame with a text for those who listen."""

from __future__ import annotations

from typing import Any

from layouts.exports.deck.charts import NativeChart
from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.words import say


def chart_frame(
    slide: Any, found: NativeChart, room: Rect, alt: str, language: str, holder: Any
) -> Any:
    """Put a chart on a slide and return its frame; in `holder`'s place where there is one."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI  # noqa: F401
    from pptx.parts.chart import ChartPart
    from pptx.parts.embeddedpackage import EmbeddedXlsxPart

    package = slide.part.package
    part = ChartPart.load(
        package.next_partname(ChartPart.partname_template),
        CONTENT_TYPE.DML_CHART,
        package,
        found.xml,
    )
    # the first relation of the part, which its XML calls rId1
    part.relate_to(EmbeddedXlsxPart.new(found.workbook, package), RELATIONSHIP_TYPE.PACKAGE)
    number = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    from pptx.shapes.graphfrm import GraphicFrame

    node = slide.shapes._add_chart_graphicFrame(number, *room.emu)
    frame = GraphicFrame(node, slide.shapes)
    properties = node.nvGraphicFramePr.cNvPr
    properties.set("name", say("chart_name", language))
    properties.set("descr", alt)
    if holder is not None and holder._element.getparent() is not None:
        _into(frame, holder)
    return frame


def _into(frame: Any, holder: Any) -> None:
    """Let the frame take the place of an empty placeholder, as PowerPoint does."""
    from copy import deepcopy

    empty = holder._element
    ph = empty.ph
    if ph.get("type") in ("body", "subTitle"):
        # a chart cannot stand in a place for text
        empty.getparent().remove(empty)
        return
    frame._element.nvGraphicFramePr.nvPr.insert(0, deepcopy(ph))
    empty.getparent().remove(empty)
