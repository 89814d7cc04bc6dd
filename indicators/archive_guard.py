"""What an uploaded Office file is refused for before any of it is unpacked: shared by all of them.

An Office file is a zip of XML parts. Names, sizes and flags stand in the zip's directory, and a
document type, which alone can define entities, stands before a part's first element.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import Literal
from xml.parsers import expat

#: how a file begins that is encrypted, or in the format before 2007
OLE = b"\xd0\xcf\x11\xe0"
#: the part that every Office file has
CONTENT_TYPES = "[Content_Types].xml"

#: `file` no Office file, `locked` encrypted, `macros`, `unpacked` too much when unpacked
Why = Literal["file", "locked", "macros", "unpacked"]


def unfit(entries: Sequence[zipfile.ZipInfo], most_parts: int, most_unpacked: int) -> Why | None:
    """Why an archive must not be opened, from its directory alone; None where it may be.

    `most_unpacked` is bytes of all parts together as the directory states them; what unpacks the
    parts must hold them to it.
    """
    names = Counter(entry.filename.lower() for entry in entries)
    if CONTENT_TYPES.lower() not in names or max(names.values()) > 1:
        return "file"
    if any(entry.flag_bits & 0x1 for entry in entries):
        return "locked"
    if any("vbaproject" in name or "macrosheet" in name for name in names):
        return "macros"
    if len(entries) > most_parts or sum(entry.file_size for entry in entries) > most_unpacked:
        return "unpacked"
    return None


class _Begun(Exception):
    """The first element has been reached: no document type can follow."""


class _Declared(Exception):
    """A document type."""


def declares(beginning: bytes) -> bool | None:
    """Whether XML has a document type before its first element, as `beginning` shows.

    None where neither begins in it. Raises ExpatError where it is no XML, and LookupError where its
    encoding is unknown.
    """

    def begun(*_: object) -> None:
        raise _Begun

    def declared(*_: object) -> None:
        raise _Declared

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(beginning, False)
    except _Begun:
        return False
    except _Declared:
        return True
    return None
