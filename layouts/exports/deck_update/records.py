"""The records of a presentation written anew: on the shapes, in their names and in the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layouts.exports.deck.tag_parts import (
    PROPS_TYPE,
    RECORDS,
    TAGS_TYPE,
    P,
    R,
    mark,
    marked,
    properties_part,
    records_part,
    tag_part,
    written,
)
from layouts.exports.deck_update.found import RECORDS_PART, Shape, main_part, properties, tags_rel
from layouts.exports.deck_update.package import Damaged, Package

_P, _R = f"{{{P}}}", f"{{{R}}}"


class Records:
    """The list of records of a presentation as it will be written."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._texts: dict[str, str] = {}

    def put(self, shape: Shape, record: Mapping[str, Any]) -> None:
        """Write a record on a shape, as a tag, as a mark in its name, and in the list."""
        text = written(record)
        key = mark(text)
        self._texts[key] = text
        named = properties(shape.element)
        if named is not None:
            named.set("name", marked(named.get("name") or "", key))
        rel = self._package.rels(shape.where).get(tags_rel(shape.element))
        if rel is not None and not rel.external and rel.target in self._package:
            before = self._package.read(rel.target)
            self._package.write(rel.target, tag_part(text, before))
        else:
            self._tagged(shape, text)
        shape.record = record

    def keep(self, shape: Shape) -> None:
        """Let the record of a shape that is left as it is stand in the list."""
        text = written(shape.record)
        key = mark(text)
        named = properties(shape.element)
        if named is not None:
            self._texts[key] = text
            name = marked(named.get("name") or "", key)
            if name != named.get("name"):
                named.set("name", name)

    def save(self) -> None:
        """Write the list."""
        package = self._package
        for name in list(package):
            if RECORDS_PART.fullmatch(name) and _is_list(package, name):
                package.write(name, records_part(self._texts))
                return
        name = package.free_name("customXml/item%d.xml")
        props = name.replace("item", "itemProps")
        if props in package:
            return
        package.add(name, records_part(self._texts), "application/xml")
        package.add(props, properties_part(), PROPS_TYPE)
        package.relate(name, f"{R}/customXmlProps", props)
        package.relate(main_part(package), f"{R}/customXml", name)

    def _tagged(self, shape: Shape, text: str) -> None:
        """Give a shape the part of tags that a program has dropped."""
        from lxml import etree

        head = shape.element[0] if len(shape.element) else None
        place = None if head is None else head.find(f"{_P}nvPr")
        if place is None:
            return
        name = self._package.free_name("ppt/tags/tag%d.xml")
        self._package.add(name, tag_part(text), TAGS_TYPE)
        key = self._package.relate(shape.where, f"{R}/tags", name)
        for old in place.findall(f"{_P}custDataLst"):
            place.remove(old)
        holder = etree.Element(f"{_P}custDataLst")
        etree.SubElement(holder, f"{_P}tags").set(f"{_R}id", key)
        after = place.find(f"{_P}extLst")
        if after is None:
            place.append(holder)
        else:
            after.addprevious(holder)


def _is_list(package: Package, name: str) -> bool:
    try:
        return RECORDS.encode() in package.read(name)
    except Damaged:
        return False
