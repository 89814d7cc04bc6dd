"""Office files looked into without trust: a zip of XML parts, read with bounds on everything.

Nothing of the file is unpacked to disk or acted upon. A document type declaration is refused, for
entities need one; sizes are counted while reading, not believed.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from xml.parsers import expat

from layouts.profile_words import both

#: bytes of a template, of all that it unpacks to by its own word, and of one part that we read
MOST_BYTES, MOST_UNPACKED, MOST_PART = 50_000_000, 300_000_000, 10_000_000
MOST_PARTS = 5_000
TYPES = "[Content_Types].xml"

Attributes = dict[str, str]
#: a part's elements as (local name, attributes by local name), in document order; the id of a
#: relationship is "r:id", beside which elements have ids of their own
Elements = list[tuple[str, Attributes]]


class Refused(Exception):
    """The file cannot be used; `key` is a phrase of profile.toml, `fields` its fields."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key, self.fields = key, fields

    def told(self, path: Path) -> str:
        """Why the file at `path` cannot be used, in both languages."""
        return both(self.key, path=path.name, **self.fields)


class Package:
    """An office file opened for reading. Raises :class:`Refused` for what is no such file."""

    def __init__(self, path: Path) -> None:
        if (size := path.stat().st_size) > MOST_BYTES:
            raise Refused("too_large", size=size // 1_000_000, most=MOST_BYTES // 1_000_000)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
            raise Refused("no_office_file") from error
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_UNPACKED:
            self._zip.close()
            raise Refused("bomb")
        self.names = frozenset(one.filename for one in entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def elements(self, part: str) -> Elements:
        """The elements of an XML part, without their texts."""
        found: Elements = []
        read_xml(part, self._bytes(part), lambda name, attributes: found.append((name, attributes)))
        return found

    def main_part(self) -> tuple[str, str]:
        """The part that the file is about and its content type."""
        main = next(
            (target for kind, _, target in self.related("") if kind == "officeDocument"), ""
        )
        for name, attributes in self.elements(TYPES):
            if name == "Override" and attributes.get("PartName", "").lstrip("/") == main:
                return main, attributes.get("ContentType", "")
        return main, ""

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The (kind, id, target) of a part's relationships within the file; "" is the package."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.names:
            return
        for tag, attributes in self.elements(listed):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes.get("Type", "").rsplit("/", 1)[-1]
                yield kind, attributes.get("Id", ""), target.lstrip("/")

    def _bytes(self, part: str) -> bytes:
        try:
            with self._zip.open(part) as stream:
                read = stream.read(MOST_PART + 1)
        except Exception as error:
            # a damaged zip raises what its compression does: zlib.error, lzma.LZMAError, EOFError …
            raise Refused("no_part", part=part[:80]) from error
        if len(read) > MOST_PART:
            raise Refused("bomb")
        return read


def read_xml(part: str, text: bytes, element: Callable[[str, Attributes], object]) -> None:
    """Call `element` with every element of a part. Raises :class:`Refused`."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: Attributes) -> None:
        element(_local(name), {_attribute(key): value for key, value in attributes.items()})

    def declared(*_: object) -> None:
        raise Refused("entities", part=part[:80])

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("no_part", part=part[:80]) from error


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _attribute(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"r:{local}" if space.endswith("/relationships") else local
