"""A zip written member by member, packed ones copied as they are (PKWARE APPNOTE 6.3.9, 4.3)."""

from __future__ import annotations

import struct
import zipfile
import zlib

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = struct.Struct("<4s5H3L2H")
_CENTRAL_HEAD = struct.Struct("<4s6H3L5H2L")
_END_HEAD = struct.Struct("<4s4H2LH")
#: version that can read it, the flag for names in UTF-8, and the method deflate
_VERSION, _UTF8, _DEFLATE = 20, 0x800, 8
#: what a member is dated that is new: the zip format's first day
_NEW = (1980, 1, 1, 0, 0, 0)
#: pictures and the like do not get smaller, and packing XML harder saves a tenth in thrice the time
_LEVEL = 5


class Writer:
    """Members in the order they are given. Files are under 4 GB: nothing larger is let in."""

    def __init__(self) -> None:
        self._out = bytearray()
        self._central = bytearray()
        self._count = 0

    def copy(self, data: bytes, entry: zipfile.ZipInfo) -> None:
        """A member of the zip `data` with its packed bytes as they are."""
        head = _LOCAL_HEAD.unpack_from(data, entry.header_offset)
        start = entry.header_offset + _LOCAL_HEAD.size + head[-2] + head[-1]
        packed = data[start : start + entry.compress_size]
        self._member(
            entry.filename, packed, entry.CRC, entry.file_size, entry.compress_type,
            entry.date_time, entry.external_attr,
        )  # fmt: skip

    def add(self, name: str, blob: bytes, date: tuple[int, int, int, int, int, int] = _NEW) -> None:
        """A member packed anew."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = packer.compress(blob) + packer.flush()
        self._member(name, packed, zlib.crc32(blob), len(blob), _DEFLATE, date, 0)

    def closed(self) -> bytes:
        """The whole zip."""
        at = len(self._out)
        end = _END_HEAD.pack(_END, 0, 0, self._count, self._count, len(self._central), at, 0)
        return bytes(self._out + self._central + end)

    def _member(
        self,
        name: str,
        packed: bytes,
        crc: int,
        size: int,
        method: int,
        date: tuple[int, ...],
        attributes: int,
    ) -> None:
        text = name.encode("utf-8")
        flags = 0 if name.isascii() else _UTF8
        day = (max(date[0], 1980) - 1980) << 9 | date[1] << 5 | date[2]
        time = date[3] << 11 | date[4] << 5 | date[5] // 2
        at = len(self._out)
        shared = (flags, method, time, day, crc, len(packed), size, len(text), 0)
        self._out += _LOCAL_HEAD.pack(_LOCAL, _VERSION, *shared) + text + packed
        self._central += (
            _CENTRAL_HEAD.pack(_CENTRAL, _VERSION, _VERSION, *shared, 0, 0, 0, attributes, at)
            + text
        )
        self._count += 1
