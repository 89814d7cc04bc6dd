"""The template a deck is written on: the region's own or the panel's, and its layouts by use."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from layouts.exports.deck.own_template import LAYOUTS, own_template

if TYPE_CHECKING:
    from layouts.profile import Profile

#: PowerPoint's types of layout that serve a use, the best first
TYPES = {
    "title": ("title",),
    "section": ("secHead", "title"),
    "view": ("chart", "obj", "titleOnly", "cust"),
    "text": ("obj", "tx", "titleOnly"),
}
#: what a region may call such a layout
NAMES = {
    "title": ("rubrikbild", "titelbild", "title slide", "titel", "omslag", "startbild",
              "framsida"),
    "section": ("avsnittsrubrik", "avsnitt", "section header", "section", "kapitel",
                "mellanrubrik"),
    "view": ("diagram", "rubrik och innehåll", "title and content", "vy", "innehåll",
             "endast rubrik", "title only"),
    "text": ("rubrik och innehåll", "title and content", "rubrik och text", "text", "innehåll"),
}  # fmt: skip
#: placeholders that can hold a chart, as numbers of PP_PLACEHOLDER
HOLDERS = frozenset({7, 8, 12, 18})  # object, chart, table, picture
TEXTS = frozenset({2, 4})  # body, subtitle
TITLES = frozenset({1, 3})


def opened(profile: Profile) -> Any:
    """The presentation to write on, without slides.

    Raises what python-pptx raises for a file that is no presentation; the profile is checked when
    it is loaded.
    """
    from pptx import Presentation

    source = profile.pptx.read_bytes() if profile.pptx is not None else own_template()
    found = Presentation(BytesIO(source))
    remove_slides(found)
    return found


def remove_slides(presentation: Any) -> None:
    """Take away the slides of a template, and what the file says of them."""
    part = presentation.part
    ids = presentation.slides._sldIdLst
    for one in list(ids):
        part.rels.pop(one.rId)
        ids.remove(one)
    root = presentation._element
    for name in ("custShowLst", "custDataLst"):
        for found in root.xpath(f"./p:{name}"):
            if name == "custShowLst":
                root.remove(found)
    # sections of the list of slides name slides that are gone
    for found in root.xpath("./p:extLst/p:ext[@uri='{521415D9-36F7-43E2-AB2F-B90AF26B5E84}']"):
        found.getparent().remove(found)
    for found in root.xpath("./p:extLst[not(*)]"):
        root.remove(found)


def layouts(presentation: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """Our layouts (title, section, view, text) -> the template's, each by the name that the
    profile gives, else by its type and placeholders, else by what it is called, else the first.
    """
    every = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    return {use: _layout(use, every, names.get(use, "")) for use in LAYOUTS}


def _layout(use: str, every: list[Any], wanted: str) -> Any:
    if wanted:
        for layout in every:
            if layout.name.strip().casefold() == wanted.strip().casefold():
                return layout
    ours = LAYOUTS[use][0]
    return max(every, key=lambda layout: (_suits(use, layout, ours), -every.index(layout)))


def _suits(use: str, layout: Any, ours: str) -> float:
    """How well a layout serves a use; 0 where nothing speaks for it."""
    kinds = [int(shape.placeholder_format.type or 0) for shape in layout.placeholders]
    title = any(kind in TITLES for kind in kinds)
    holders = sum(kind in HOLDERS for kind in kinds)
    texts = sum(kind in TEXTS for kind in kinds)
    score = 0.0
    type_ = layout._element.get("type") or ""
    if type_ in TYPES[use]:
        score += 4 - TYPES[use].index(type_)
    name = layout.name.strip().casefold()
    if name == ours.casefold():
        score += 6
    for rank, word in enumerate(NAMES[use]):
        if word in name:
            score += 2 - rank * 0.1
            break
    score += 3 if title else -4
    if use == "view":
        score += {0: 0, 1: 2}.get(holders, -1) + (1 if texts == 1 else 0)
    elif use == "text":
        score += 2 if holders + texts == 1 else -1
    else:
        score += 1 if holders == 0 else -2
    return score
