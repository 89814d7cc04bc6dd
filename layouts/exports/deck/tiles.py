"""The tile map as a group of shapes: no chart of PowerPoint's is a map. One alt text for all."""

from __future__ import annotations

from typing import Any

from data.geography import RIKET
from indicators.classes import class_of, members, range_words
from indicators.spec import ChartSpec, Series
from indicators.tiles import tiles
from layouts import theme
from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.ink import escape, fill, line
from layouts.exports.deck.paragraphs import NAMESPACES, Run, add, next_id, paragraph
from layouts.exports.deck.words import say as deck_say
from layouts.figures.text import has_value, missing_letter, shown, text_width, words
from layouts.figures.tiles import name_lines, text_on
from layouts.figures.tiles_legend import common_letters, letters, notes_under, say, shade, there

#: part of a tile's side that is left between it and the next
GAP = 0.06
#: the widest a tile is, to its height
WIDE = 3.4
LEGEND = 240.0


def tile_map(slide: Any, spec: ChartSpec, room: Rect) -> tuple[Any, list[str]]:
    """Draw the map in `room`; returns the group and how to read it, in words."""
    by_code = {one.code: one for one in spec.series}
    at = {code: place for code, place in tiles().items() if code in by_code}
    rows = max(row for row, _ in at.values()) + 1
    columns = max(column for _, column in at.values()) + 1
    high = room.height / rows
    wide = min(high * WIDE, (room.width - LEGEND) / columns)
    start = next_id(slide)
    shapes: list[str] = []
    common = common_letters(spec)
    order = {"home": 2, "others": 0}
    # thick frames last, so that no neighbour covers them
    for code in sorted(at, key=lambda code: order.get(by_code[code].role, 1)):
        row, column = at[code]
        rect = Rect(
            room.x + column * wide + wide * GAP / 2,
            room.y + row * high + high * GAP / 2,
            wide * (1 - GAP),
            high * (1 - GAP),
        )
        shapes.append(_tile(start + 1 + len(shapes), spec, by_code[code], rect, common))
    legend = Rect(room.x + columns * wide + 24, room.y, LEGEND - 24, room.height)
    drawn = [by_code[code] for code in at]
    shapes += _legend(start + 1 + len(shapes), spec, drawn, by_code.get(RIKET), legend)
    left, top, width, height = room.emu
    description = escape(spec.alt or spec.title).replace('"', "&quot;")
    group = add(
        slide,
        f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{start}"'
        f' name="{deck_say("map_name", spec.language)}" descr="{description}"/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr>'
        f"{''.join(shapes)}</p:grpSp>",
    )
    return group, notes_under(spec, drawn)


def _tile(number: int, spec: ChartSpec, one: Series, rect: Rect, common: str) -> str:
    mark = one.marks[0]
    known = has_value(mark) and mark.value is not None
    ground = theme.WHITE
    if known and mark.value is not None:
        ground = shade(class_of(mark.value, spec), len(spec.classes))
    ink = text_on(ground)
    if known:
        own = "".join(letter for letter in letters(one) if letter not in common)
        value = shown(spec, mark.value) + (f" {own}" if own else "")
    else:
        value = words(f"cell_{missing_letter(mark)}", spec.language)
    name_size = min(12.0, rect.height / 3.0, rect.width / 8.2)
    value_size = min(15.0, rect.height / 2.7)
    whole = text_width(one.name, name_size) <= rect.width - 4
    parts = [one.name] if whole else name_lines(one.name)
    texts = [
        paragraph([Run(part, name_size, ink)], spec.language, align="ctr") for part in parts
    ] + [paragraph([Run(value, value_size, ink, True)], spec.language, align="ctr")]  # fmt: skip
    edge = {"home": (theme.INK, 3.5), "others": (theme.GREY, 0.75)}.get(one.role, (theme.INK, 1.75))
    look = fill(ground) if known else _striped()
    return _rectangle(number, one.name, rect, look, line(*edge), "".join(texts))


def _striped() -> str:
    return (
        f'<a:pattFill prst="ltUpDiag"><a:fgClr><a:srgbClr val="{theme.GREY[1:]}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{theme.WHITE[1:]}"/></a:bgClr></a:pattFill>'
    )


def _rectangle(number: int, name: str, rect: Rect, look: str, edge: str, texts: str) -> str:
    left, top, width, height = rect.emu
    body = texts or "<a:p/>"
    title = escape(name).replace('"', "&quot;")
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{title}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}{edge}</p:spPr>'
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f"<a:lstStyle/>{body}</p:txBody></p:sp>"
    )


def _legend(
    number: int, spec: ChartSpec, drawn: list[Series], riket: Series | None, room: Rect
) -> list[str]:
    """The classes from the highest, then the missing, Riket's value on top."""
    language = spec.language
    rows: list[tuple[str, str]] = []
    if riket is not None and there(riket):
        value = shown(spec, riket.marks[0].value, symbol=True)
        rows.append(("", say()("reference", language, place=riket.name, value=value)))
    rows.append(("", say()("classes", language)))
    within = members(spec, [one.code for one in drawn])
    for index in reversed(range(len(within))):
        reach = range_words(spec, within[index])
        if within[index]:
            reach = say()("count", language, range=reach, count=len(within[index]))
        rows.append((fill(shade(index, len(within))), reach))
    if not all(map(there, drawn)):
        rows.append((_striped(), say()("missing", language)))
    high = min(24.0, room.height / max(len(rows), 1))
    size = min(13.0, high * 0.55)
    found = []
    for index, (look, text) in enumerate(rows):
        top = room.y + index * high
        bold = not look
        if look:
            swatch = Rect(room.x, top + high * 0.15, high * 0.9, high * 0.7)
            found.append(
                _rectangle(number + len(found), say()("classes", language), swatch, look,
                           line(theme.GREY, 0.75), "")
            )  # fmt: skip
        text_rect = Rect(room.x + (high + 6 if look else 0), top, room.width - high - 6, high)
        said = paragraph([Run(text, size, theme.INK, bold)], language)
        found.append(
            _rectangle(number + len(found), text, text_rect, "<a:noFill/>",
                       "<a:ln><a:noFill/></a:ln>", said)
        )  # fmt: skip
    return found
