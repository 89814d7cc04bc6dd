"""A region's logo: a PNG or JPEG of reasonable size, known by its bytes and not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import unpack

from layouts.profile_words import Problem, both

#: a logo lies in every file that is made
MOST_BYTES = 2_000_000
#: pixels of the longer side: below it is blurred on a slide, above it only weighs
LEAST_PIXELS, MOST_PIXELS = 200, 6_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: markers of a JPEG that carry its size; 0xC4, 0xC8 and 0xCC are something else
SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: and those without a length of their own
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def logo_problems(path: Path) -> Iterator[Problem]:
    """What is wrong with a logo's file, in words."""
    if (weight := path.stat().st_size) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        yield "", both("logo_heavy", path=path.name, size=-(-weight // 1_000_000), most=most)
        return
    found = size(path.read_bytes())
    if found is None:
        yield "", both("logo_type", path=path.name)
    elif not LEAST_PIXELS <= max(found) <= MOST_PIXELS or min(found) < 1:
        yield (
            "",
            both("logo_size", path=path.name, width=found[0], height=found[1],
                 least=LEAST_PIXELS, most=MOST_PIXELS),
        )  # fmt: skip


def size(image: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if image.startswith(PNG) and image[12:16] == b"IHDR" and len(image) >= 24:
        width, height = unpack(">II", image[16:24])
        return width, height
    return _jpeg_size(image) if image.startswith(JPEG) else None


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Walk from marker to marker until the one that says how large the picture is."""
    at = 2
    while at + 9 <= len(image) and image[at] == 0xFF:
        marker = image[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in ALONE:
            at += 2
        elif marker in SIZES:
            height, width = unpack(">HH", image[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + max(2, unpack(">H", image[at + 2 : at + 4])[0])
    return None
