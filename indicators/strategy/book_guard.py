"""A look at a workbook before it is opened: what a hostile or unfit file is refused for.

An .xlsx file is a zip of XML parts. Every part is parsed once, without being kept, so that what
comes after reads only files of a known size, without document types (and so without entities).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from indicators.archive_guard import OLE, unfit
from indicators.strategy.book import MOST_COLUMNS, MOST_ROWS
from indicators.strategy.book_faults import BookFault, Place, fault

#: bytes of the file, of all parts unpacked, and of a part that is neither cells nor their texts
MOST_BYTES, MOST_UNPACKED, MOST_BESIDE = 10_000_000, 60_000_000, 4_000_000
#: parts, elements in all, and elements of a part that is neither cells nor their texts
MOST_PARTS, MOST_ELEMENTS, MOST_ELEMENTS_BESIDE = 500, 1_500_000, 60_000
#: merged ranges of a sheet that are told of one by one
MOST_MERGED = 50
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Part:
    """What a part that is a sheet holds: how far its cells reach, and which are merged."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)
    sheet: bool = False


class Refused(Exception):
    """A file that is not looked into further, with the one fault that is reason enough."""

    def __init__(self, why: BookFault) -> None:
        self.why = why


def _refuse(key: str, **fields: object) -> Refused:
    return Refused(fault(Place(), key, **fields))


def look(content: bytes) -> dict[str, Part]:
    """The parts of a workbook by name. Raises :class:`Refused` for what must not be opened."""
    if not content:
        raise _refuse("empty_file")
    if len(content) > MOST_BYTES:
        raise _refuse("too_large", most=MOST_BYTES // 1_000_000)
    if content.startswith(OLE):
        raise _refuse("locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _names(archive)
            return _parts(archive)
    except Refused:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError,
            EOFError, ValueError, LookupError) as error:  # fmt: skip
        raise _refuse("not_a_book") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "_lzma"):
            raise _refuse("not_a_book") from error
        raise


def _names(archive: zipfile.ZipFile) -> None:
    """Refuse what the names and sizes alone tell of."""
    why = unfit(archive.infolist(), MOST_PARTS, MOST_UNPACKED)
    if why is not None:
        raise _refuse("not_a_book" if why == "file" else why)


def _parts(archive: zipfile.ZipFile) -> dict[str, Part]:
    found: dict[str, Part] = {}
    left = MOST_ELEMENTS
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        scan = _Scan(left)
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                scan.feed(chunk)
        scan.end(entry.filename, entry.file_size)
        left -= scan.elements
        found[entry.filename] = scan.part
    return found


class _Scan:
    """One part parsed and forgotten; what is not XML is left at its first fault."""

    def __init__(self, most: int) -> None:
        self.part = Part()
        self.elements = 0
        self._most = most
        self._root = ""
        self._parser: expat.XMLParserType | None = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._element
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._row = 0

    def feed(self, chunk: bytes) -> None:
        if self._parser is None:
            return
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            self._parser = None

    def end(self, name: str, size: int) -> None:
        """Refuse a large part that is neither cells nor texts, and a part that forbids macros."""
        beside = self._root not in ("worksheet", "sst")
        if beside and self._root and (
            size > MOST_BESIDE or self.elements > MOST_ELEMENTS_BESIDE
        ):  # fmt: skip
            raise _refuse("unpacked")
        if self._parser is None and name.endswith((".xml", ".rels")):
            raise _refuse("not_a_book")

    def _doctype(self, *_: object) -> None:
        raise _refuse("declarations")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.elements += 1
        if self.elements > self._most:
            raise _refuse("unpacked")
        if not self._root:
            self._root = local
            self.part.sheet = local == "worksheet"
            if local in ("chartsheet", "dialogsheet"):
                raise _refuse("chart_sheet")
        if local in ("Override", "Default"):
            if "macroenabled" in attributes.get("ContentType", "").lower():
                raise _refuse("macros")
        elif self.part.sheet:
            self._in_sheet(local, attributes)

    def _in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell" and len(self.part.merged) < MOST_MERGED:
            self.part.merged.append(attributes.get("ref", ""))
        elif local == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
        elif local in ("v", "is", "f"):
            self.part.rows = max(self.part.rows, self._row)
        elif local == "c":
            self._cell(attributes.get("r", ""))

    def _cell(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is not None:
            letters, row = match.groups()
            self._row = int(row)
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            if column > MOST_COLUMNS:
                self.part.columns = max(self.part.columns, column)


def reach_faults(part: Part, place: Place) -> list[BookFault]:
    """What a sheet is refused for before its cells are read."""
    found = [fault(_at(place, cells), "merged", cells=cells) for cells in part.merged]
    if part.rows > MOST_ROWS + 1:
        beyond = Place(place.order, place.sheet, part.rows)
        found.append(fault(beyond, "many_rows", most=MOST_ROWS))
    if part.columns:
        wide = Place(place.order, place.sheet, 0, part.columns)
        found.append(fault(wide, "many_columns", most=MOST_COLUMNS))
    return found


def _at(place: Place, cells: str) -> Place:
    match = _REFERENCE.match(cells)
    if match is None:
        return place
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return Place(place.order, place.sheet, int(match.group(2)), column)
