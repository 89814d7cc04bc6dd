"""A look at an uploaded presentation before it is opened: what it is refused for, in words.

Nothing in the file is executed, fetched or written anywhere. Sizes are read from the zip's
directory first, and held to while unpacking; only parts that are ours to change are unpacked.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers.expat import ExpatError

from data.errors import PanelError
from indicators.archive_guard import OLE, declares, unfit
from layouts.exports.deck_update.package import Damaged, Package
from layouts.exports.deck_update.words import say

#: bytes of the file, and of all its members unpacked as its directory states them
MOST_BYTES, MOST_UNPACKED = 100_000_000, 600_000_000
#: bytes that are unpacked by us, and members
MOST_READ, MOST_MEMBERS = 60_000_000, 8_000
MOST_SLIDES = 500
#: a member above this size (bytes) that unpacks to more than so many times its packed size is made
#: to fill memories: text of a chart packs about 30 times
LARGE, MOST_RATIO = 1_000_000, 200
#: bytes of a part in which its first element must begin
PROLOGUE = 4_096

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NAME = re.compile(r"[^\x00-\x1f\\:*?\"<>|]+")


class Refused(PanelError):
    """A file that is not brought up to date. `text` tells why, what still stands, what to do."""

    def __init__(self, key: str, status: int = 400, **fields: object) -> None:
        self.key, self.status, self.fields = key, status, fields
        super().__init__(self.text("sv"))

    def text(self, language: str) -> str:
        """The refusal in words."""
        return say()(f"refused_{self.key}", language, **self.fields)


def opened(data: bytes) -> Package:
    """The presentation in `data`, fit to be read. Raises :class:`Refused`."""
    if not data:
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise too_large()
    if data.startswith(OLE):
        raise Refused("locked")
    if not data.startswith(b"PK"):
        raise Refused("file")
    try:
        with zipfile.ZipFile(_stream(data)) as archive:
            entries = archive.infolist()
    # a compression that is not known is a RuntimeError too
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError, EOFError,
            ValueError, LookupError) as error:  # fmt: skip
        raise Refused("file") from error
    _entries(entries, data)
    package = Package(data, MOST_READ)
    try:
        _beginnings(package, entries)
        _kind(package)
    except Damaged as error:
        raise damaged(error) from error
    return package


def too_large() -> Refused:
    """The refusal of a file that is larger than may be sent."""
    return Refused("large", 413, megabytes=MOST_BYTES // 1_000_000)


def damaged(error: Damaged) -> Refused:
    """The refusal of a file with a part that cannot be read."""
    return Refused("damaged", part=str(error)[:80])


def _stream(data: bytes):  # type: ignore[no-untyped-def]
    import io

    return io.BytesIO(data)


def _entries(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    why = unfit(entries, MOST_MEMBERS, MOST_UNPACKED)
    if why is not None:
        raise Refused(why)
    if any(not _fit_name(entry.filename) for entry in entries):
        raise Refused("paths")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
           for entry in entries):  # fmt: skip
        raise Refused("file")
    for entry in entries:
        if entry.file_size > LARGE and entry.file_size > MOST_RATIO * entry.compress_size:
            raise Refused("unpacked")
    _apart(entries, data)


def _apart(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Refuse members that lie over each other: so small files unpack to endless ones."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = entry.header_offset
        if start < end or data[start : start + 4] != b"PK\x03\x04":
            raise Refused("file")
        lengths = data[start + 26 : start + 30]
        end = start + 30 + int.from_bytes(lengths[:2], "little")
        end += int.from_bytes(lengths[2:], "little") + entry.compress_size
        if end > len(data):
            raise Refused("file")


def _fit_name(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return _NAME.fullmatch(name) is not None and not {"", ".", ".."} & set(parts)


def _beginnings(package: Package, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse every part of XML with a document type, also those that are left as they are."""
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")) and entry.file_size:
            _beginning(entry.filename, package.beginning(entry.filename, PROLOGUE))


def _beginning(name: str, text: bytes) -> None:
    try:
        found = declares(text)
    except (ExpatError, LookupError) as error:
        raise Damaged(name) from error
    # so much before the first element is told from a document type by nobody
    if found or (found is None and len(text) == PROLOGUE):
        raise Refused("declarations")
    if found is None:
        raise Damaged(name)


def _kind(package: Package) -> None:
    """Refuse what is no presentation, or one in a form that we do not write."""
    kinds = {rel.type: rel.target for rel in package.rels("").values() if not rel.external}
    if f"{STRICT}/officeDocument" in kinds:
        raise Refused("strict")
    main = kinds.get(f"{OFFICE}/officeDocument", "")
    content_type = package.content_type(main).lower() if main in package else ""
    if "macroenabled" in content_type:
        raise Refused("macros")
    if content_type != MAIN.lower():
        raise Refused(_other(content_type))


def _other(content_type: str) -> str:
    for key, part in (
        ("word", "wordprocessingml"),
        ("excel", "spreadsheetml"),
        ("show", "presentationml"),
    ):
        if part in content_type:
            return key
    return "file"
