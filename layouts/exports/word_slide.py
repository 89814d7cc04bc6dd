"""A slide in a document: heading, message, chart and table with numbered captions, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent, SlideTable
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec
from layouts.exports.meeting_names import clean, one_line
from layouts.exports.word_chart import add_chart
from layouts.exports.word_grid import grid_lines, units
from layouts.exports.word_parts import caption, link
from layouts.exports.word_styles import Styles
from layouts.exports.word_table import MANY_COLUMNS, Lines, add_table, sized
from layouts.exports.word_tiles import add_tiles
from layouts.figures import crowd_to_background
from layouts.tables import cells, legend

if TYPE_CHECKING:
    from docx.document import Document

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: EMU of a letter in a table, in one with many columns, and the letters of a cell's edges
LETTER, LETTER_SMALL, EDGES = 71_000, 63_500, 2.5
#: letters that a column takes at most before others have what they need
MOST_SHARE = 40
#: letters of a text that is not broken
SHORT = 10
#: where a line may be broken; a no-break space is none
WORD_ENDS = re.compile("[ \n]")


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


@dataclass
class Writing:
    """A document being written: its styles, its text's size in EMU, and how far the numbers go."""

    document: Document
    styles: Styles
    language: str
    wide: int
    high: int
    counted: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str) -> tuple[str, int]:
        """The label and the number of the next caption of a kind: "chart" or "table"."""
        self.counted[kind] = self.counted.get(kind, 0) + 1
        return say()(f"caption_{kind}", self.language), self.counted[kind]

    def paragraph(self, text: str, style: str = "text") -> Any:
        """A paragraph in one of our styles; a new line in the text stays one."""
        return self.document.add_paragraph(clean(text), style=self.styles[style])


def write_slide(to: Writing, content: SlideContent, level: str, address: str) -> None:
    """Write a slide under a heading; `level` is the heading's style, `address` that of the view."""
    kind = content.slide.kind
    title = one_line(content.title)
    if title:
        to.paragraph(title, "heading" if kind == "section" else level)
    follows = bool(content.tables) or content.chart is not None
    _message(to, content.message, follows)
    if content.missing and content.missing != content.title:
        to.paragraph(content.missing).runs[0].italic = True
    for line in content.lines:
        to.paragraph(line, "list")
    if content.chart is not None and not content.missing:
        _chart(to, content, content.chart)
    for table in content.tables:
        _table(to, table)
    _below(to, content, address)


def _message(to: Writing, message: str, keep: bool) -> None:
    """The message, a paragraph for each of its own, on the page of what it is about."""
    for part in clean(message).split("\n"):
        if part.strip():
            paragraph = to.paragraph(part.strip())
            paragraph.runs[0].bold = True
            paragraph.paragraph_format.keep_with_next = keep


def _chart(to: Writing, content: SlideContent, spec: ChartSpec) -> None:
    if content.slide.part == "chart":
        _figure(to, content, spec)
    drawn = crowd_to_background(spec)
    parts, left_out = grid_lines(drawn)
    for number, lines in enumerate(parts, start=1):
        title = spec.title
        if len(parts) > 1:
            title = say()("caption_part", to.language, title=title, part=number, parts=len(parts))
        _lines(to, lines, title, spec.alt)
    for text in (units(drawn), legend(drawn, cells(drawn)), left_out):
        if text:
            to.paragraph(text, "source")


def _figure(to: Writing, content: SlideContent, spec: ChartSpec) -> None:
    """The chart under its caption; the caption goes again where there is nothing to draw."""
    label, number = to.next("chart")
    above = caption(to.document, to.styles["caption"], label, number, spec.title)
    if spec.kind == "tile_map" and not spec.empty:
        add_tiles(to.document, spec, to.wide, (spec.title, content.alt))
        return
    paragraph = to.document.add_paragraph(style=to.styles["text"])
    frame = (to.wide, to.high)
    if not add_chart(to.document, paragraph.add_run(), number, spec, frame, clean(content.alt)):
        for one in (above, paragraph):
            one._p.getparent().remove(one._p)
        to.counted["chart"] -= 1


def _table(to: Writing, table: SlideTable) -> None:
    lines = Lines(table.header, table.rows, table.numbers)
    _lines(to, lines, table.caption, "; ".join(table.header))


def _lines(to: Writing, lines: Lines, title: str, words: str) -> None:
    if not lines.header:
        return
    label, number = to.next("table")
    caption(to.document, to.styles["caption"], label, number, title)
    sizes = sized(_shares(lines, to.wide), to.wide)
    add_table(to.document, to.styles, lines, (title, words), sizes)


def _shares(lines: Lines, wide: int) -> list[float]:
    """How wide each column is to be beside the others, in letters.

    Wide enough for its longest word; what is left of the page goes to those with longer texts.
    """
    columns = [
        [head, *(row[column] for row in lines.rows)] for column, head in enumerate(lines.header)
    ]
    least = [max(len(word) for text in texts for word in _words(text)) + EDGES
             for texts in columns]  # fmt: skip
    wanted = [max(min(max(map(len, texts)), MOST_SHARE) + EDGES, low)
              for texts, low in zip(columns, least, strict=True)]  # fmt: skip
    page = wide / (LETTER_SMALL if len(columns) > MANY_COLUMNS else LETTER)
    room, more = page - sum(least), sum(wanted) - sum(least)
    if room <= 0 or more <= 0:
        return least
    part = min(room / more, 1.0)
    return [low + (high - low) * part for low, high in zip(least, wanted, strict=True)]


def _words(text: str) -> list[str]:
    """What of a text stays on one line: its words, or all of it where it is short: "2 av 21"."""
    return [text] if len(text) <= SHORT else WORD_ENDS.split(text)


def _below(to: Writing, content: SlideContent, address: str) -> None:
    """Cautions, Källa, Bearbetning, Diagramförklaring, and the view's address as a link."""
    language = to.language
    told: list[str] = []
    if content.cautions:
        told.append(say()("cautions", language, text=" ".join(content.cautions)))
    keys: Sequence[str] = ("source", "processing", "explanation")
    told += [say()(key, language, text=text) for key in keys if (text := getattr(content, key))]
    if content.chart is not None and content.chart.events:
        events = enumerate(content.chart.events, start=1)
        texts = "; ".join(f"{number} {event.source}" for number, event in events)
        told.append(say()("events", language, text=texts))
    for text in (*told, *content.notices):
        to.paragraph(text, "source")
    if address:
        before, after = say()("address", language, text="\0").split("\0")
        paragraph = to.document.add_paragraph(before, style=to.styles["source"])
        link(paragraph, address)
        if after:
            paragraph.add_run(after)
