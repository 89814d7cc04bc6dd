"""A presentation as bytes: the same for the same contents, with no trace of when it was written."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

#: 1 January 1980 at midnight, as a ZIP archive writes it: time, then day
EPOCH = struct.pack("<HH", 0, 0x21)
CENTRAL, END = b"PK\x01\x02", b"PK\x05\x06"


def as_bytes(presentation: Any) -> bytes:
    """`presentation` saved, every file in it dated alike."""
    target = BytesIO()
    presentation.save(target)
    return undated(target.getvalue())


def undated(archive: bytes) -> bytes:
    """A ZIP archive without the times of its files, which are no part of what it holds."""
    found = bytearray(archive)
    end = archive.rfind(END)
    count, _, at = struct.unpack_from("<HII", archive, end + 10)
    for _ in range(count):
        if found[at : at + 4] != CENTRAL:
            return archive
        name, extra, comment = struct.unpack_from("<HHH", found, at + 28)
        (local,) = struct.unpack_from("<I", found, at + 42)
        found[at + 12 : at + 16] = EPOCH
        found[local + 10 : local + 14] = EPOCH
        at += 46 + name + extra + comment
    return bytes(found)
