"""Where things stand on a slide: the template's placeholders, or the free room without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.ink import LANGUAGES, POINT
from layouts.exports.deck.paragraphs import NAMESPACES, add, next_id
from layouts.exports.deck.template import HOLDERS, TEXTS, TITLES
from layouts.exports.deck.words import say

#: points from the edge of a slide, and between its parts
EDGE, GAP = 36.0, 8.0
#: a placeholder lower than this is for other things
LEAST = 60.0
#: the panel's own layout says by its name which placeholder is for the source
SOURCE = "Källa"
#: python-pptx's numbers of the slide's number, the footer and the date
NUMBER, FOOTER, DATE = 13, 15, 16


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: its index, its place and the size of its letters."""

    idx: int
    rect: Rect
    size: float


@dataclass(frozen=True, slots=True)
class Roles:
    """What a layout's placeholders are used for, and the room that a view has on it.

    `room` is shared by message, view and source; with `beside` the message has a place of its own
    beside it. `numbered` is the index of the slide's number.
    """

    title: Holder | None
    message: Holder | None
    holder: Holder | None
    foot: Holder | None
    room: Rect
    beside: bool = False
    numbered: int | None = None


def roles_of(layout: Any, presentation: Any) -> Roles:
    """What the placeholders of a layout are used for."""
    wide, high = presentation.slide_width / POINT, presentation.slide_height / POINT
    kinds: dict[int, int] = {}
    found: dict[int, Holder] = {}
    foot = numbered = None
    low = [high - EDGE / 2]
    for shape in layout.placeholders:
        kind, idx = int(shape.placeholder_format.type or 0), shape.placeholder_format.idx
        rect = Rect.of(shape)
        if kind in (NUMBER, FOOTER, DATE):
            numbered = idx if kind == NUMBER else numbered
            if rect.y > high * 0.7:
                low.append(rect.y)
            continue
        kinds[idx], found[idx] = kind, Holder(idx, rect, _size(shape, kind, layout))
        if kind in TEXTS and shape.name == SOURCE:
            foot = found[idx]
    title = next((found[idx] for idx in found if kinds[idx] in TITLES), None)
    holders = [found[idx] for idx in found if kinds[idx] in HOLDERS and _large(found[idx])]
    texts = [one for idx, one in found.items() if kinds[idx] in TEXTS and one is not foot]
    holder = max(holders, key=_area, default=None)
    largest = max(texts, key=_area, default=None)
    if holder is None and largest is not None and _large(largest):
        # a large text is the place for the view where there is nothing better
        holder = largest
        texts.remove(largest)
    message = max(texts, key=_area, default=None)
    room, beside = _room(title, message, holder, foot, wide, min(low))
    return Roles(title, message, holder, foot, room, beside, numbered)


def _large(one: Holder) -> bool:
    return one.rect.height >= LEAST * 2 and one.rect.width >= LEAST * 3


def _area(one: Holder) -> float:
    return one.rect.width * one.rect.height


def _room(
    title: Holder | None,
    message: Holder | None,
    holder: Holder | None,
    foot: Holder | None,
    wide: float,
    limit: float,
) -> tuple[Rect, bool]:
    """The room of a view, and whether the message stands beside it."""
    text = message.rect if message is not None else None
    if holder is not None:
        own = holder.rect
        if foot is not None:
            own = Rect(own.x, own.y, own.width, max(own.bottom, foot.rect.bottom) - own.y)
        if text is not None and (text.right <= own.x + 1 or text.x >= own.right - 1):
            return own, True
        if text is not None and text.y < own.y:
            own = Rect(own.x, text.y, own.width, own.bottom - text.y)
        return own, False
    top = title.rect.bottom + GAP if title is not None else EDGE
    if text is not None and text.y >= top - GAP:
        top = min(top, text.y)
    left = title.rect.x if title is not None else EDGE
    return Rect(left, top, wide - 2 * left, limit - top - GAP), False


def _size(shape: Any, kind: int, layout: Any) -> float:
    """The size of a placeholder's letters as the template has it, in points."""
    master = layout.slide_master
    chain = [shape._element]
    wanted = 1 if kind in TITLES else 2
    chain += [
        own._element for own in master.placeholders if int(own.placeholder_format.type) == wanted
    ]
    for node in chain:
        found = node.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
        if found:
            return int(found[0]) / 100
    style = "titleStyle" if kind in TITLES else "bodyStyle"
    found = master._element.xpath(f"./p:txStyles/p:{style}/a:lvl1pPr/a:defRPr/@sz")
    return int(found[0]) / 100 if found else 24.0


def remove(shape: Any) -> None:
    """Take a shape off its slide, where it still stands there."""
    node = shape._element
    if node.getparent() is not None:
        node.getparent().remove(node)


def number_slide(slide: Any, roles: Roles, language: str, number: int) -> None:
    """The number of the slide, where the layout has a place for it."""
    if roles.numbered is None:
        return
    said, name = f'lang="{LANGUAGES[language]}"', say("number_name", language)
    add(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{next_id(slide)}" name="{name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="sldNum" sz="quarter" idx="{roles.numbered}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f"<a:rPr {said}/><a:t>{number}</a:t></a:fld><a:endParaRPr {said}/></a:p></p:txBody></p:sp>",
    )
