"""How much room a text takes on a slide, estimated high, and rectangles in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layouts.exports.deck.ink import POINT
from layouts.figures.text import text_width

#: from one line of a text to the next, in the size of its letters
LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of a slide, in points."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, shape: object) -> Rect:
        """The place of a shape of python-pptx."""
        values = (getattr(shape, name) or 0 for name in ("left", "top", "width", "height"))
        return cls(*(value / POINT for value in values))

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width, height in EMU."""
        found = (self.x, self.y, self.width, self.height)
        left, top, width, height = (round(value * POINT) for value in found)
        return left, top, width, height

    def head(self, height: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        """The upper part of `height`, and the rest below a gap."""
        rest = max(self.height - height - gap, 0.0)
        return (
            Rect(self.x, self.y, self.width, height),
            Rect(self.x, self.y + height + gap, self.width, rest),
        )

    def foot(self, height: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        """The lower part of `height`, and the rest above a gap."""
        rest = max(self.height - height - gap, 0.0)
        return (
            Rect(self.x, self.bottom - height, self.width, height),
            Rect(self.x, self.y, self.width, rest),
        )

    def split(self, part: float, gap: float) -> tuple[Rect, Rect]:
        """The left `part` of the width, and the rest to the right of a gap."""
        width = (self.width - gap) * part
        return (
            Rect(self.x, self.y, width, self.height),
            Rect(self.x + width + gap, self.y, self.width - width - gap, self.height),
        )


def lines_of(text: str, width: float, size: float, bold: bool = False) -> int:
    """The lines that `text` takes on `width` points; words too long for one are broken."""
    wide = 1.08 if bold else 1.0
    room = max(width, 1.0)
    count = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, count + 1
        for word in paragraph.split(" "):
            length = text_width(word + " ", size) * wide
            if used and used + length > room + text_width(" ", size):
                count, used = count + 1, 0.0
            while length > room:
                count, length = count + 1, length - room
            used += length
    return count


def height_of(texts: Sequence[str], width: float, size: float, gap: float = 0.0) -> float:
    """The height of paragraphs, with `gap` points between them."""
    lines = sum(lines_of(text, width, size) for text in texts)
    return lines * size * LEADING + gap * max(len(texts) - 1, 0)


def fitted(text: str, room: Rect, largest: float, smallest: float, bold: bool = False) -> float:
    """The largest letters in which `text` finds room, at the least `smallest`."""
    size = largest
    while size > smallest:
        if lines_of(text, room.width, size, bold) * size * LEADING <= room.height:
            return size
        size -= 1
    return smallest


def cut(sentences: Sequence[str], width: float, size: float, most: int) -> tuple[str, bool]:
    """As many whole sentences as find room on `most` lines, and whether any was left out."""
    kept = ""
    for sentence in sentences:
        longer = f"{kept} {sentence}".strip()
        if lines_of(longer, width, size) > most:
            return kept, True
        kept = longer
    return kept, False


def sentences(text: str) -> list[str]:
    """`text` parted after each full stop that ends a sentence."""
    found: list[str] = []
    for part in text.split(". "):
        piece = part if part.endswith(".") or not part else part + "."
        # "t.ex. något" and "1. steg" are no ends: the next begins with a small letter or a figure
        if found and (piece[:1].islower() or piece[:1].isdigit()):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    if found and not text.rstrip().endswith("."):
        found[-1] = found[-1].rstrip(".")
    return found
