"""Where our charts, tables and texts stand in a presentation, whatever has been done to it since.

A shape is ours by its tag; where a program has dropped the tags, by the mark in its name; and where
that is gone too, on a slide that has something else of ours, by reading exactly as we wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from layouts.exports.deck.tag_parts import P, R, mark_of, record_in, records_in
from layouts.exports.deck_update.facts import A, C, text_of
from layouts.exports.deck_update.package import Damaged, Package

_P, _A, _R, _C = f"{{{P}}}", f"{{{A}}}", f"{{{R}}}", f"{{{C}}}"
SHAPES = {f"{_P}{name}" for name in ("sp", "graphicFrame", "grpSp", "pic", "cxnSp")}
#: records that are read from the list, and those of a slide that are looked for by their text
MOST_RECORDS, MOST_WANTED = 10_000, 100
RECORDS_PART = re.compile(r"customXml/item[0-9]+\.xml")


@dataclass(slots=True)
class Shape:
    """A shape of ours: its element, its record, and the part (slide or notes) it stands in."""

    element: Any
    record: Mapping[str, Any]
    where: str

    @property
    def part(self) -> str:
        """What the shape is on its slide: "chart", "title" …"""
        return str(self.record.get("part", ""))

    @property
    def said(self) -> str:
        """Its text as we wrote it."""
        return str(self.record.get("said", ""))

    @property
    def chart(self) -> str:
        """The relationship id of its chart, "" where it shows none."""
        found = self.element.find(f"{_A}graphic/{_A}graphicData/{_C}chart")
        return "" if found is None else found.get(f"{_R}id") or ""

    @property
    def table(self) -> Any:
        """Its table's element, or None."""
        return self.element.find(f"{_A}graphic/{_A}graphicData/{_A}tbl")

    @property
    def is_figure(self) -> bool:
        """A chart, a table or a map: what shows figures, and not words."""
        group = self.element.tag == f"{_P}grpSp"
        return bool(self.chart) or self.table is not None or group

    @property
    def text(self) -> Any:
        """The element of its text, or None."""
        return self.element.find(f"{_P}txBody")


@dataclass(slots=True)
class Page:
    """A slide with the shapes of ours on it and in its notes, in drawing order."""

    number: int
    name: str
    shapes: list[Shape] = field(default_factory=list)


def pages(package: Package) -> list[Page]:
    """The slides of a presentation in their order. Raises :class:`Damaged`."""
    records = listed(package)
    return [_page(package, number, name, records) for number, name in
            enumerate(slide_names(package), 1)]  # fmt: skip


def main_part(package: Package) -> str:
    """The name of the part that lists the slides."""
    for rel in package.rels("").values():
        if rel.type.endswith("/officeDocument") and not rel.external:
            return rel.target
    raise Damaged("ppt/presentation.xml")


def slide_names(package: Package) -> list[str]:
    """The parts of the slides in the order they are shown."""
    main = main_part(package)
    rels = package.rels(main)
    found = []
    for one in package.tree(main).iterfind(f"{_P}sldIdLst/{_P}sldId"):
        rel = rels.get(one.get(f"{_R}id") or "")
        if rel is None or rel.external or rel.target not in package:
            raise Damaged(main)
        found.append(rel.target)
    return found


def listed(package: Package) -> dict[str, dict[str, Any]]:
    """Mark -> record, from the list in the file."""
    found: dict[str, dict[str, Any]] = {}
    for name in list(package):
        if RECORDS_PART.fullmatch(name):
            try:
                found |= records_in(package.read(name))
            except Damaged:
                continue
    return dict(list(found.items())[:MOST_RECORDS])


def _page(package: Package, number: int, name: str, records: Mapping[str, Any]) -> Page:
    page = Page(number, name)
    parts = [name, *notes_of(package, name)]
    for where in parts:
        for element in every_shape(package.tree(where)):
            record = _record(package, where, element, records)
            if record is not None:
                page.shapes.append(Shape(element, record, where))
    if page.shapes:
        page.shapes += _by_text(package, page, parts, records)
    return page


def notes_of(package: Package, name: str) -> list[str]:
    """The part of a slide's notes, as a list of one or none."""
    return [
        rel.target
        for rel in package.rels(name).values()
        if rel.type.endswith("/notesSlide") and not rel.external and rel.target in package
    ]


def every_shape(root: Any) -> Iterator[Any]:
    """Every shape of a slide, also those within groups."""
    tree = root.find(f"{_P}cSld/{_P}spTree")
    if tree is not None:
        yield from _within(tree)


def _within(tree: Any) -> Iterator[Any]:
    for element in tree:
        if element.tag in SHAPES:
            yield element
            if element.tag == f"{_P}grpSp":
                yield from _within(element)


def properties(element: Any) -> Any:
    """The element with a shape's name and alt text, or None."""
    head = element[0] if len(element) else None
    return None if head is None else head.find(f"{_P}cNvPr")


def tags_rel(element: Any) -> str:
    """The relationship id of a shape's tags, "" where it has none."""
    head = element[0] if len(element) else None
    found = None if head is None else head.find(f"{_P}nvPr/{_P}custDataLst/{_P}tags")
    return "" if found is None else found.get(f"{_R}id") or ""


def _record(
    package: Package, where: str, element: Any, records: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    rel = package.rels(where).get(tags_rel(element))
    if rel is not None and not rel.external and rel.target in package:
        found = record_in(package.read(rel.target))
        if found is not None:
            return found
    named = properties(element)
    key = "" if named is None else mark_of(named.get("name") or "")
    found = records.get(key)
    return found if isinstance(found, Mapping) else None


def _by_text(
    package: Package, page: Page, parts: list[str], records: Mapping[str, Any]
) -> list[Shape]:
    """Texts without tag or mark that read as we wrote them for one of the page's slides."""
    slides = [shape.record.get("slide") for shape in page.shapes]
    known = {id(shape.element) for shape in page.shapes}
    parts_known = {shape.part for shape in page.shapes}
    wanted = [
        one
        for one in records.values()
        if one.get("slide") in slides and one.get("said") and one.get("part") not in parts_known
    ][:MOST_WANTED]
    found = []
    for where in parts if wanted else ():
        for element in every_shape(package.tree(where)):
            body = element.find(f"{_P}txBody")
            if body is None or id(element) in known:
                continue
            text = text_of(body).split()
            record = next((one for one in wanted if _reads(text, one)), None)
            if record is not None:
                wanted.remove(record)
                found.append(Shape(element, record, where))
    return found


def _reads(words: list[str], record: Mapping[str, Any]) -> bool:
    """Tell whether a text reads as a record says; notes begin with the speaker's own words."""
    said = str(record.get("said")).split()
    if record.get("part") == "notes":
        return bool(said) and words[-len(said) :] == said
    return words == said
