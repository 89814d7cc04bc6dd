"""What says that a shape of a presentation is ours, wherever it has been moved and however edited.

Each shape that follows the figures carries its record twice:

- as a tag of the shape (a part ``/ppt/tags/tagN.xml``), which PowerPoint keeps and copies with the
  shape, also into another presentation;
- in a list of records in the file (``/customXml/itemN.xml``), found by a short mark at the end of
  the shape's name, e.g. ``Diagram [op:k3f9x2ma]``. LibreOffice drops tags, but keeps names and this
  list. The name is seen in the list of objects and is not read aloud; the alt text stays clean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from layouts.exports.deck.tag_parts import (
    PROPS_TYPE,
    RECORDS,
    TAGS_TYPE,
    P,
    R,
    mark,
    mark_of,
    marked,
    properties_part,
    record_in,
    records_in,
    records_part,
    tag_part,
    written,
)

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.shapes.base import BaseShape

    from indicators.meeting.model import Meeting, Slide


def record(slide: Slide, meeting: Meeting, part: str, said: str, today: date) -> dict[str, Any]:
    """The record of a shape: `part` names what it is on its slide, `said` is its text as written.

    The meeting goes along without its slides, so that the slide can be drawn again alone.
    """
    unsaid = {"slides"} if slide.kind == "since" else {"slides", "showings"}
    return {
        "v": 1,
        "slide": {"id": slide.id} | slide.model_dump(mode="json", exclude_defaults=True),
        "meeting": meeting.model_dump(mode="json", exclude=unsaid),
        "part": part,
        "said": said,
        "made": today.isoformat(),
    }


def tag(shape: BaseShape, record: Mapping[str, Any]) -> None:
    """Write `record` (JSON values) on a shape, in place of an earlier one of ours.

    What a chart shows and how it looks goes along, as it is when the file is saved
    (:func:`layouts.exports.deck_update.facts.facts`).
    """
    base = _without_notes(record)

    @cache  # asked for twice when the file is saved, and a chart's looks take a while to read
    def text() -> str:
        return written({**base, **_shown(shape)})

    records = _list_of(shape)
    key = records.add(mark(written(base)), text)
    shape.name = marked(shape.name, key)
    existing = _tags_part(shape)
    if existing is None:
        existing = _add_tags(shape, records.next_tags())
    before = existing.blob
    _written_late(existing, lambda: tag_part(text(), before))


def _without_notes(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without the speaker's own words: who takes them out must find them gone."""
    slide = dict(record["slide"])
    own = set(str(slide.pop("notes", "")).split("\n"))
    found = {**record, "slide": slide}
    if record.get("part") == "notes":
        lines = str(record.get("said", "")).split("\n")
        found["said"] = "\n".join(line for line in lines if line not in own or not line)
    return found


def _shown(shape: BaseShape) -> dict[str, Any]:
    """What a chart or table shows as it stands now."""
    from layouts.exports.deck_update.drawn_groups import names
    from layouts.exports.deck_update.facts import facts, table_facts
    from layouts.exports.deck_update.package import parsed

    if getattr(shape, "has_chart", False):
        part = shape.part.related_part(shape._element.chart_rId)
        held = getattr(part, "_element", None)
        return {"chart": facts(parsed(part.blob) if held is None else held), "alt": _alt(shape)}
    if getattr(shape, "has_table", False):
        table = shape._element.graphic.graphicData.tbl
        return {"table": table_facts(table), "alt": _alt(shape)}
    if shape._element.tag == f"{{{P}}}grpSp":
        return {"tiles": names(shape._element), "alt": _alt(shape)}
    return {}


def _alt(shape: BaseShape) -> str:
    found: str = shape._element.xpath("./*[1]/p:cNvPr")[0].get("descr", "")
    return found


def tag_of(shape: BaseShape) -> dict[str, Any] | None:
    """The record of a shape, or None where it is not ours."""
    part = _tags_part(shape)
    found = record_in(part.blob) if part is not None else None
    if found is not None:
        return found
    key = mark_of(shape.name)
    if not key:
        return None
    for part in _custom(shape):
        found = records_in(part.blob).get(key)
        if found is not None:
            return found
    return None


def _tags_part(shape: BaseShape) -> Any:
    found = shape._element.xpath("./*[1]/p:nvPr/p:custDataLst/p:tags/@r:id")
    if not found or found[0] not in shape.part.rels:
        return None
    rel = shape.part.rels[found[0]]
    return None if rel.is_external else rel.target_part


def _custom(shape: BaseShape) -> list[Part]:
    """The parts that hold our records; LibreOffice hangs them on the file, not on the deck."""
    parts = shape.part.package.iter_parts()
    items = [part for part in parts if part.partname.startswith("/customXml/item")]
    return [part for part in items if RECORDS.encode() in part.blob]


class _List:
    """The list of records of an open presentation; its part is written when the file is."""

    def __init__(self, texts: dict[str, Callable[[], str]], tags: int) -> None:
        self._texts = texts
        self._tags = tags

    def add(self, key: str, text: Callable[[], str]) -> str:
        """Keep a record and return its mark, which is another where two shapes' are alike."""
        base, number = key, 1
        while key in self._texts:
            number += 1
            key = mark(f"{base} {number}")
        self._texts[key] = text
        return key

    def next_tags(self) -> str:
        """Name of a part of tags that there is not yet."""
        self._tags += 1
        return f"/ppt/tags/tag{self._tags}.xml"

    def blob(self) -> bytes:
        """The part as it stands now."""
        return records_part({key: text() for key, text in self._texts.items()})


def _list_of(shape: BaseShape) -> _List:
    """The list of the shape's presentation, made at the first tag and kept with its part."""
    presentation = shape.part.package.presentation_part
    kept: _List | None = getattr(presentation, "_panel_records", None)
    if kept is None:
        names = [str(part.partname) for part in shape.part.package.iter_parts()]
        tags = [int(n[13:-4]) for n in names if re.fullmatch(r"/ppt/tags/tag[0-9]{1,9}\.xml", n)]
        before = _custom(shape)
        texts = {
            key: partial(written, one)
            for part in before
            for key, one in records_in(part.blob).items()
        }
        kept = _List(texts, max(tags, default=0))
        if before:
            _written_late(before[0], kept.blob)
        else:
            _add_list(presentation, names, kept)
        presentation._panel_records = kept
    return kept


def _written_late(part: Part, blob: Callable[[], bytes]) -> None:
    """Let a part be written when the file is saved, with what then holds."""
    from pptx.opc.package import Part as Plain

    class Late(Plain):
        blob = property(lambda _: blob())

    part.__class__ = Late


def _add_list(presentation: Part, names: list[str], kept: _List) -> None:
    from pptx.opc.package import Part as Plain
    from pptx.opc.packuri import PackURI

    number = 1
    while any(f"/customXml/item{end}{number}.xml" in names for end in ("", "Props")):
        number += 1
    package = presentation.package
    part = Plain(PackURI(f"/customXml/item{number}.xml"), "application/xml", package, b"")
    properties = Plain(
        PackURI(f"/customXml/itemProps{number}.xml"), PROPS_TYPE, package, properties_part()
    )
    _written_late(part, kept.blob)
    part.relate_to(properties, f"{R}/customXmlProps")
    presentation.relate_to(part, f"{R}/customXml")


def _add_tags(shape: BaseShape, name: str) -> Part:
    from lxml import etree
    from pptx.opc.package import Part as Plain
    from pptx.opc.packuri import PackURI

    part = Plain(PackURI(name), TAGS_TYPE, shape.part.package, b"")
    key = shape.part.relate_to(part, f"{R}/tags")
    found = shape._element.xpath("./*[1]/p:nvPr")
    if not found:
        raise ValueError(f"{type(shape).__name__} cannot be tagged")
    holder = found[0].find(f"{{{P}}}custDataLst")
    if holder is None:
        holder = etree.SubElement(found[0], f"{{{P}}}custDataLst")
        after = found[0].find(f"{{{P}}}extLst")
        if after is not None:
            after.addprevious(holder)
    for old in holder.findall(f"{{{P}}}tags"):
        holder.remove(old)
    etree.SubElement(holder, f"{{{P}}}tags").set(f"{{{R}}}id", key)
    return part
