"""A record of a shape as text, as a part of tags and in the list of records: XML in and out."""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape, quoteattr

#: the tag's name; PowerPoint keeps tag names in capitals
NAME = "OMSTALLNINGSPANELEN"
RECORDS = "urn:omstallningspanelen:records"
#: longer ones are nobody's that we made
MOST_CHARACTERS = 100_000

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: the list of records is one and the same data store in every file
ITEM = "{7D0C1B52-6A53-4B0B-9E0F-0B9F6A0C6F20}"
_UNFIT = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARK = re.compile(r"\s*\[op:([a-z2-7]{8})\]")


def written(record: Mapping[str, Any]) -> str:
    """A record as it stands in the file: the same text for the same record."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # XML cannot hold these, not even escaped; JSON can hold them escaped
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def mark(text: str) -> str:
    """The mark of a record as written: eight letters and digits."""
    return b32encode(sha256(text.encode()).digest()[:5]).decode().lower()


def marked(name: str, key: str) -> str:
    """A shape's name with the mark `key` instead of an earlier mark."""
    return f"{_MARK.sub('', name)} [op:{key}]".strip()


def mark_of(name: str) -> str:
    """The mark in a shape's name, "" where it has none; the last one where there are several."""
    found = _MARK.findall(name)
    return found[-1] if found else ""


def tag_part(text: str, before: bytes = b"") -> bytes:
    """A part of tags with the record `text`; tags of others in `before` stay."""
    from lxml import etree

    others = b""
    if before:
        for one in _parsed(before):
            if one.tag == f"{{{P}}}tag" and one.get("name") != NAME:
                others += etree.tostring(one, encoding="UTF-8", xml_declaration=False)
    ours = f"<p:tag name={quoteattr(NAME)} val={quoteattr(text)}/>".encode()
    return b"".join(
        (HEAD.encode(), f'<p:tagLst xmlns:p="{P}">'.encode(), others, ours, b"</p:tagLst>")
    )


def record_in(blob: bytes) -> dict[str, Any] | None:
    """Our record in a part of tags; None where there is none or it cannot be read."""
    if NAME.encode() not in blob.upper():
        return None
    for one in _parsed(blob):
        if one.tag == f"{{{P}}}tag" and (one.get("name") or "").upper() == NAME:
            return _read(one.get("val") or "")
    return None


def records_part(texts: Mapping[str, str]) -> bytes:
    """The list of records by mark as a part."""
    rows = "".join(f'<record id="{key}">{escape(text)}</record>' for key, text in texts.items())
    return f'{HEAD}<records xmlns="{RECORDS}">{rows}</records>'.encode()


def records_in(blob: bytes) -> dict[str, dict[str, Any]]:
    """Mark -> record in a part of custom data; empty where it is not ours."""
    if RECORDS.encode() not in blob:
        return {}
    read = {one.get("id") or "": _read(one.text or "") for one in _parsed(blob)}
    return {key: record for key, record in read.items() if record is not None}


def _parsed(blob: bytes) -> Any:
    """The root of a part, () where it cannot be read. Nothing is fetched, nothing expanded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(blob, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()


def _read(text: str) -> dict[str, Any] | None:
    if not text or len(text) > MOST_CHARACTERS:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "slide" in found else None


def properties_part() -> bytes:
    """The properties that go with the list of records: Office asks for them."""
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{ITEM}" xmlns:ds="{DATA}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{RECORDS}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
