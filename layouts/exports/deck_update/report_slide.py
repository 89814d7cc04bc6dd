"""The slide at the end that tells what an update has changed, in the presentation's template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from indicators import formats
from layouts.exports.deck.tag_parts import P, R
from layouts.exports.deck_update.facts import A
from layouts.exports.deck_update.found import Shape, every_shape, main_part, slide_names
from layouts.exports.deck_update.package import Damaged, Package
from layouts.exports.deck_update.records import Records
from layouts.exports.deck_update.report import Report, told
from layouts.exports.deck_update.report_xml import HEAD, LEAD, Room, Row, height, slide_xml
from layouts.exports.deck_update.words import say

#: what the record of such a slide's title says that it is
REPORT = "report"
_P, _A, _R = f"{{{P}}}", f"{{{A}}}", f"{{{R}}}"
SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
MOST_SLIDES = 6


def append(package: Package, report: Report, written: Records) -> None:
    """Put the report last in the presentation, on as many slides as it needs."""
    room = _room(package)
    sheets = _sheets(_rows(report), room)
    over = sheets[MOST_SLIDES:]
    sheets = sheets[:MOST_SLIDES]
    if over:
        more = say()("more", report.language, count=sum(map(len, over)))
        sheets[-1] = [*sheets[-1], ("", (more,))]
    for number, rows in enumerate(sheets, 1):
        title = report.title
        if len(sheets) > 1:
            fields = {"title": title, "part": number, "parts": len(sheets)}
            title = say()("title_part", report.language, **fields)
        lead = report.summary if number == 1 else ""
        _slide(package, room, title, lead, rows, report, written)


def take_out(package: Package, name: str) -> None:
    """Take a slide out of a presentation: its part, and every mention of it."""
    main = main_part(package)
    tree = package.tree(main)
    keys = {rel.id for rel in package.rels(main).values() if rel.target == name}
    numbers = set()
    for one in list(tree.iter(f"{_P}sldId")):
        if one.get(f"{_R}id") in keys:
            numbers.add(one.get("id"))
            one.getparent().remove(one)
    for one in list(tree.iter(f"{{{P14}}}sldId")):
        if one.get("id") in numbers:
            one.getparent().remove(one)
    for one in list(tree.iter(f"{_P}sld")):
        if one.get(f"{_R}id") in keys:
            one.getparent().remove(one)
    for key in keys:
        package.unrelate(main, key)
    package.keep(main)
    for rel in list(package.rels(name).values()):
        if rel.type in (f"{R}/tags", f"{R}/notesSlide") and not rel.external:
            package.remove(rel.target)
    package.remove(name)


def _rows(report: Report) -> list[Row]:
    """A row a slide on which something reads otherwise, and one for all others together."""
    language = report.language
    found: list[Row] = []
    for slide in report.slides:
        if not slide.quiet:
            name = say()("slide_name", language, number=slide.number, title=slide.title)
            found.append((name, tuple(told(slide, language))))
    quiet = [str(slide.number) for slide in report.slides if slide.quiet and slide.renewed]
    if quiet:
        found.append((formats.listing(quiet, language), (say()("same", language),)))
    return found


def _sheets(rows: Sequence[Row], room: Room) -> list[list[Row]]:
    """The rows slide by slide, as many as there is room for; a long row goes on with its name."""
    found: list[list[Row]] = [[]]
    # the lead on the first slide takes room too
    whole = room.height - HEAD
    left = whole - LEAD
    for name, lines in rows:
        part: tuple[str, ...] = ()
        for line in lines:
            if height((name, (*part, line)), room) > left and (part or found[-1]):
                if part:
                    found[-1].append((name, part))
                found.append([])
                part, left = (), whole
            part = (*part, line)
        found[-1].append((name, part))
        left -= height((name, part), room)
    return found


def _room(package: Package) -> Room:
    """The plainest layout with a title that the presentation has, and the room under the title."""
    main = main_part(package)
    size = package.tree(main).find(f"{_P}sldSz")
    wide, high = (_whole(size, "cx", 12_192_000), _whole(size, "cy", 6_858_000))
    layouts = _layouts(package)
    if not layouts:
        raise Damaged(main)
    above = [one for one in layouts if 0 < _bottom_of_title(package, one) < high * 0.5]
    with_title = [one for one in layouts if _title(package, one) is not None]
    layout = (above or with_title or layouts)[0]
    margin = _left_of_title(package, layout)
    margin = margin if 0 < margin < wide * 0.2 else round(wide * 0.06)
    top = round(high * 0.24)
    bottom = _bottom_of_title(package, layout)
    if bottom and bottom < high * 0.5:
        top = bottom + round(high * 0.02)
    titled = _title(package, layout) is not None
    return Room(layout, titled, margin, top, wide - 2 * margin, round(high * 0.92) - top)


def _layouts(package: Package) -> list[str]:
    """The layouts that slides stand on, that of most charts first; then all of their masters."""
    charted: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for name in slide_names(package):
        shows = any("/chart" in rel.type for rel in package.rels(name).values())
        (charted if shows else others).update(_related(package, name, "slideLayout"))
    found = [name for name, _ in [*charted.most_common(), *others.most_common()]]
    for master in _related(package, main_part(package), "slideMaster"):
        found += _related(package, master, "slideLayout")
    return list(dict.fromkeys(found))


def _related(package: Package, name: str, kind: str) -> list[str]:
    rels = package.rels(name).values()
    return [rel.target for rel in rels if rel.type == f"{R}/{kind}" and rel.target in package]


def _title(package: Package, name: str) -> Any:
    for one in every_shape(package.tree(name)):
        held = one.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        if held is not None and held.get("type") == "title":
            return one
    return None


def _bottom_of_title(package: Package, layout: str) -> int:
    """Where the title ends, by the layout or its master; 0 where neither says."""
    place = _place_of_title(package, layout)
    if place is None:
        return 0
    return _whole(place.find(f"{_A}off"), "y", 0) + _whole(place.find(f"{_A}ext"), "cy", 0)


def _left_of_title(package: Package, layout: str) -> int:
    place = _place_of_title(package, layout)
    return 0 if place is None else _whole(place.find(f"{_A}off"), "x", 0)


def _place_of_title(package: Package, layout: str) -> Any:
    for name in (layout, *_related(package, layout, "slideMaster")):
        title = _title(package, name)
        place = None if title is None else title.find(f"{_P}spPr/{_A}xfrm")
        if place is not None:
            return place
    return None


def _whole(element: Any, name: str, otherwise: int) -> int:
    text = "" if element is None else element.get(name) or ""
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _slide(
    package: Package,
    room: Room,
    title: str,
    lead: str,
    rows: Sequence[Row],
    report: Report,
    written: Records,
) -> None:
    name = package.free_name("ppt/slides/slide%d.xml")
    package.add(name, slide_xml(room, title, lead, rows, report), SLIDE_TYPE)
    package.relate(name, f"{R}/slideLayout", room.layout)
    main = main_part(package)
    key = package.relate(main, f"{R}/slide", name)
    tree = package.tree(main)
    listed = tree.find(f"{_P}sldIdLst")
    numbers = [_whole(one, "id", 255) for one in tree.iter(f"{_P}sldId")]
    from lxml import etree

    # 256 is the least that a slide may have (ECMA-376 part 1, 19.7.13)
    number = str(max([*numbers, 255]) + 1)
    added = etree.SubElement(listed, f"{_P}sldId")
    added.set("id", number)
    added.set(f"{_R}id", key)
    sections = list(tree.iter(f"{{{P14}}}section"))
    for section in sections[-1:]:
        held = section.find(f"{{{P14}}}sldIdLst")
        if held is not None:
            etree.SubElement(held, f"{{{P14}}}sldId").set("id", number)
    package.keep(main)
    record = {"v": 1, "slide": {}, "part": REPORT, "said": title, "made": report.on.isoformat()}
    for shape in every_shape(package.tree(name)):
        written.put(Shape(shape, record, name), record)
    package.keep(name)
