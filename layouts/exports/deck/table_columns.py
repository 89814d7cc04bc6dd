"""The columns of a table on a slide: their letters and widths, and which give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.meeting.content import SlideTable
from layouts.exports.deck.fitting import Rect, lines_of
from layouts.exports.deck.words import say
from layouts.figures.text import text_width

LARGEST, SMALLEST = 16.0, 10.0
#: from one line to the next; programs differ, and a table that grows would cover what is below
LEADING = 1.38
#: letters that a long table is made smaller to
COMFORTABLE = 12.0
#: points beside and above the text of a cell
SIDE, ABOVE = 5.0, 2.5
#: the widest column, as a part of the table
WIDEST = 0.45
#: programs' letters are wider than ours by this at most
AIR = 1.08


@dataclass(frozen=True, slots=True)
class Whole:
    """A table with all its rows, before it is parted into slides."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    bold: frozenset[int]
    said: tuple[str, ...]
    #: columns that may give way, the first of them first
    older: tuple[int, ...] = ()


def common_letters(tables: Sequence[SlideTable], room: Rect, language: str) -> float:
    """The letters that tables under one title share: the largest in which each is wide enough."""
    wholes = [Whole("", one.header, one.rows, one.numbers, frozenset(), ()) for one in tables]
    return min((fit(one, room, language)[2] for one in wholes), default=LARGEST)


def fit(
    whole: Whole, room: Rect, language: str, largest: float = LARGEST
) -> tuple[Whole, list[float], float]:
    """The largest letters in which the columns find room; the oldest columns give way."""
    while True:
        size = largest
        while size >= (COMFORTABLE if len(whole.older) > 1 else SMALLEST):
            widths = widths_of(whole, size, room.width)
            if sum(widths) <= room.width + 0.5:
                return whole, stretched(whole, widths, room.width), size
            size -= 1
        if len(whole.older) < 2:
            widths = widths_of(whole, SMALLEST, room.width)
            return whole, _narrowed(whole, widths, SMALLEST, room.width), SMALLEST
        whole = _without(whole, whole.older[0], language)


def _without(whole: Whole, column: int, language: str) -> Whole:
    """`whole` without its oldest column, and with a sentence that says from when it is."""

    def rest(row: tuple[str, ...]) -> tuple[str, ...]:
        return (*row[:column], *row[column + 1 :])

    header = rest(whole.header)
    told = say("newest_columns", language, period=header[column])
    said = tuple(text for text in whole.said if not _is_told(text, language))
    return Whole(
        whole.caption,
        header,
        tuple(rest(row) for row in whole.rows),
        frozenset(one if one < column else one - 1 for one in whole.numbers if one != column),
        whole.bold,
        (told, *said),
        whole.older[:-1],
    )


def _is_told(text: str, language: str) -> bool:
    head = say("newest_columns", language, period="\0").partition("\0")[0]
    return text.startswith(head)


def widths_of(whole: Whole, size: float, width: float) -> list[float]:
    found = []
    for column, heading in enumerate(whole.header):
        texts = [row[column] for row in whole.rows]
        words = max((text_width(word, size) * AIR for word in heading.split(" ")), default=0.0)
        widest = max((text_width(text, size) for text in texts), default=0.0)
        found.append(min(max(words, widest), width * WIDEST) + 2 * SIDE + 6)
    return found


def _narrowed(whole: Whole, widths: Sequence[float], size: float, width: float) -> list[float]:
    """Columns that fill `width`: each gives of what it has beyond its longest word."""
    rows = (whole.header, *whole.rows)
    least = [
        max(text_width(word, size) * AIR for row in rows for word in row[column].split(" "))
        + 2 * SIDE
        + 6
        for column in range(len(widths))
    ]
    least = [min(pair) for pair in zip(least, widths, strict=True)]
    spare = sum(widths) - sum(least)
    if spare <= 0 or sum(least) >= width:
        return [one * width / sum(widths) for one in widths]
    part = (width - sum(least)) / spare
    return [low + (one - low) * part for one, low in zip(widths, least, strict=True)]


def stretched(whole: Whole, widths: Sequence[float], width: float) -> list[float]:
    """Columns of a narrow table a little wider, so that the table is no narrower than it looks."""
    spare = width - sum(widths)
    numbers = [column for column in range(len(widths)) if column in whole.numbers]
    share = min(spare / max(len(numbers), 1), 46.0) if numbers else 0.0
    return [width + (share if column in numbers else 0) for column, width in enumerate(widths)]


def row_height(
    row: Sequence[str], widths: Sequence[float], size: float, bold: bool = False
) -> float:
    lines = max(
        (
            lines_of(text, width - 2 * SIDE, size, bold)
            for text, width in zip(row, widths, strict=True)
        ),
        default=1,
    )
    return lines * size * LEADING + 2 * ABOVE
