"""A region's own template, as one might be: Swedish names, a band of colour, slides left in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from data.model import Text
from layouts.profile import Profile

NAMES = ("Rubrikbild", "Rubrik och innehåll", "Avsnittsrubrik", "Två innehållsdelar", "Jämförelse",
         "Endast rubrik", "Tom", "Innehåll med bildtext", "Bild med bildtext")  # fmt: skip


def template(path: Path, keep: tuple[str, ...] = NAMES, wide: bool = False) -> Path:
    """Write a template with those of the usual layouts that are named, and with old slides."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Emu, Inches

    found = Presentation()
    if wide:
        found.slide_width = Emu(12192000)
    for layout, name in zip(list(found.slide_layouts), NAMES, strict=False):
        layout._element.cSld.set("name", name)
    band = found.slide_master.shapes
    shape = _band(band, found)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xB0, 0x1C, 0x2E)
    slide = found.slides.add_slide(found.slide_layouts[1])
    slide.shapes.title.text = "Så använder du mallen"
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("x", (1, 2))
    slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data
    )
    slide.notes_slide.notes_text_frame.text = "Ta bort den här bilden."
    found.slides.add_slide(found.slide_layouts[0])
    for layout in list(found.slide_layouts):
        if layout.name not in keep and not layout.used_by_slides:
            found.slide_layouts.remove(layout)
    target = io.BytesIO()
    found.save(target)
    path.write_bytes(target.getvalue())
    return path


def _band(shapes: Any, found: Any) -> Any:
    """A band of colour along the top of every slide."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.shapes.autoshape import Shape

    tree = shapes._spTree
    sp = tree.add_autoshape(900, "Band", MSO_SHAPE.RECTANGLE.value and "rect", 0, 0,
                            found.slide_width, 150000)  # fmt: skip
    tree.remove(sp)
    tree.insert(2, sp)
    return Shape(sp, shapes)


def profile(path: Path, **changes: Any) -> Profile:
    """A region with the template at `path` and a colour of its own."""
    known: dict[str, Any] = {
        "id": "dalarna",
        "name": Text(sv="Region Dalarna", en="Region Dalarna"),
        "home": "20",
        "office": Text(sv="Region Dalarna, Samhällsanalys", en="Region Dalarna, Analysis"),
        "colours": {"20": "#B01C2E"},
        "pptx": path,
    }
    return Profile(**(known | changes))
