"""A presentation as its members: read as needed, and written so that what is not ours stays as is.

A member that nobody has replaced is copied with its packed bytes, its order and its date; only
members of ours are packed anew. Parts are parsed with lxml, without entities and without network.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{PACKAGE}/relationships"
TYPES = f"{PACKAGE}/content-types"
CONTENT_TYPES = "[Content_Types].xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: bytes of one part that is read, and tags in all that are: an element takes a hundred bytes
MOST_PART, MOST_TAGS = 10_000_000, 2_000_000
_CHUNK = 1 << 16
#: what unpacking a member that is not as it should be ends in
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError,
               RuntimeError)  # fmt: skip


class Damaged(Exception):
    """A part cannot be read: broken packing, broken XML, or larger than it may be."""


@dataclass(frozen=True, slots=True)
class Rel:
    """A relationship of a part: to another part's name, or to an address outside the file."""

    id: str
    type: str
    target: str
    external: bool = False


class Package:
    """The members of a presentation by name; `left` bytes may still be unpacked.

    Raises :class:`Damaged` for what cannot be read, and nothing else.
    """

    def __init__(self, data: bytes, most_unpacked: int) -> None:
        self._data = data
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._written: dict[str, bytes] = {}
        self._removed: set[str] = set()
        #: every name ever used, since two names must differ in more than capitals
        self._folded = {name.lower() for name in self._entries}
        self._numbers: dict[str, int] = {}
        self._trees: dict[str, Any] = {}
        self._rels: dict[str, dict[str, Rel]] = {}
        self._left = most_unpacked
        self._tags_left = MOST_TAGS

    def __contains__(self, name: str) -> bool:
        return name in self._written or (name in self._entries and name not in self._removed)

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._entries if name not in self._removed)
        yield from (name for name in self._written if name not in self._entries)

    def read(self, name: str, most: int = MOST_PART) -> bytes:
        """A member's bytes, unpacked no further than `most` and than the whole file may be."""
        if name in self._written:
            return self._written[name]
        if name not in self:
            raise Damaged(name)
        entry = self._entries[name]
        if entry.file_size > most:
            raise Damaged(name)
        found = bytearray()
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    found += chunk
                    self._left -= len(chunk)
                    if len(found) > most or self._left < 0:
                        raise Damaged(name)
        except _UNREADABLE as error:
            raise Damaged(name) from error
        return bytes(found)

    def beginning(self, name: str, length: int) -> bytes:
        """The first bytes of a member; less of it is unpacked than of a whole one."""
        try:
            with self._archive.open(self._entries[name]) as stream:
                return stream.read(length)
        except _UNREADABLE as error:
            raise Damaged(name) from error

    def tree(self, name: str) -> Any:
        """The root element of a part; the same element each time, see :meth:`keep`."""
        if name not in self._trees:
            blob = self.read(name)
            self._tags_left -= blob.count(b"<")
            if self._tags_left < 0:
                raise Damaged(name)
            self._trees[name] = parsed(blob, name)
        return self._trees[name]

    def keep(self, name: str) -> None:
        """Write what has been changed in a part's element."""
        from lxml import etree

        self.write(
            name, HEAD + etree.tostring(self._trees[name], encoding="UTF-8", xml_declaration=False)
        )

    def put(self, name: str, root: Any) -> None:
        """Replace a part with an element."""
        self._trees[name] = root
        self.keep(name)

    def write(self, name: str, blob: bytes) -> None:
        """Replace or add a member."""
        self._written[name] = blob
        self._removed.discard(name)
        self._folded.add(name.lower())

    def remove(self, name: str) -> None:
        """Leave a member out, and with it its relationships and its type."""
        for one in (name, rels_name(name)):
            self._written.pop(one, None)
            self._trees.pop(one, None)
            if one in self._entries:
                self._removed.add(one)
        self._rels.pop(name, None)
        self._untype(name)

    def _untype(self, name: str) -> None:
        """Take the type of a part away, which it may have though there is no such part."""
        types = self.tree(CONTENT_TYPES)
        for override in types.findall(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").lstrip("/").lower() == name.lower():
                types.remove(override)
                self.keep(CONTENT_TYPES)

    def add(self, name: str, blob: bytes, content_type: str) -> None:
        """Add a part with its type. The name must be free, see :meth:`free_name`."""
        from lxml import etree

        self._untype(name)
        types = self.tree(CONTENT_TYPES)
        etree.SubElement(
            types, f"{{{TYPES}}}Override", PartName=f"/{quote(name)}", ContentType=content_type
        )
        self.keep(CONTENT_TYPES)
        self.write(name, blob)

    def free_name(self, pattern: str) -> str:
        """The first name that `pattern` (with ``%d``) gives and no member has."""
        number = self._numbers.get(pattern, 1)
        while (pattern % number).lower() in self._folded:
            number += 1
        self._numbers[pattern] = number
        return pattern % number

    def content_type(self, name: str) -> str:
        """The type of a part, "" where the file does not say."""
        types = self.tree(CONTENT_TYPES)
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        found = ""
        for one in types:
            if one.tag == f"{{{TYPES}}}Override":
                if unquote(one.get("PartName", "")).lstrip("/").lower() == name.lower():
                    return one.get("ContentType", "")
            elif one.tag == f"{{{TYPES}}}Default" and one.get("Extension", "").lower() == ending:
                found = one.get("ContentType", "")
        return found

    def rels(self, name: str) -> dict[str, Rel]:
        """The relationships of a part (or of the file, for "") by id."""
        if name not in self._rels:
            where = rels_name(name)
            found: dict[str, Rel] = {}
            for one in self.tree(where) if where in self else ():
                if one.tag == f"{{{RELATIONSHIPS}}}Relationship":
                    rel = _rel(one, posixpath.dirname(name))
                    found[rel.id] = rel
            self._rels[name] = found
        return self._rels[name]

    def relate(self, name: str, kind: str, target: str) -> str:
        """Relate a part to another one; gives the relationship's id."""
        from lxml import etree

        where = rels_name(name)
        if where not in self:
            self.write(where, HEAD + f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
        taken = self.rels(name)
        number = 1
        while f"rId{number}" in taken:
            number += 1
        key = f"rId{number}"
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(name)}")
        etree.SubElement(
            self.tree(where), f"{{{RELATIONSHIPS}}}Relationship",
            Id=key, Type=kind, Target=quote(relative),
        )  # fmt: skip
        self.keep(where)
        taken[key] = Rel(key, kind, target)
        return key

    def unrelate(self, name: str, key: str) -> None:
        """Take a relationship away."""
        tree = self.tree(rels_name(name))
        for one in tree:
            if one.get("Id") == key:
                tree.remove(one)
        self.keep(rels_name(name))
        self.rels(name).pop(key, None)

    def saved(self) -> bytes:
        """The file: untouched members with the bytes they came in, in the order they came in."""
        from layouts.exports.deck_update.zip_file import Writer

        writer = Writer()
        for name, entry in self._entries.items():
            if name in self._removed:
                continue
            blob = self._written.get(name)
            if blob is None:
                writer.copy(self._data, entry)
            else:
                writer.add(name, blob, entry.date_time)
        for name, blob in self._written.items():
            if name not in self._entries:
                writer.add(name, blob)
        return writer.closed()


def rels_name(name: str) -> str:
    """The member that holds a part's relationships; "" is the file itself."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def parsed(blob: bytes, name: str = "") -> Any:
    """The root element of XML without document type. Raises :class:`Damaged`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(blob, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged(name)
    return root


def _rel(element: Any, folder: str) -> Rel:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        joined = posixpath.join("/", folder, unquote(target.partition("#")[0]))
        target = posixpath.normpath(joined).lstrip("/")
    return Rel(element.get("Id", ""), element.get("Type", ""), target, external)
