"""What stands under a view: cautions, Källa, Bearbetning, Diagramförklaring, as room allows."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.meeting.content import SlideContent
from layouts import theme
from layouts.exports.deck.fitting import LEADING, cut, lines_of, sentences
from layouts.exports.deck.words import say

#: letters of cautions and of sources, in points
CAUTION, SOURCE = 11.0, 10.0
#: lines at most: of cautions, of sources, of all together
CAUTIONS, SOURCES, ALL = 2, 3, 6
#: the same where the view needs the height
FEW = (1, 2, 4)
#: and where it tells of targets, which nothing in a native ranking shows
TARGETS = (2, 2, 5)
Foot = list[tuple[str, float, str]]


def foot(
    content: SlideContent,
    reading: Sequence[str],
    office: str,
    width: float,
    language: str,
    limits: tuple[int, int, int] = (CAUTIONS, SOURCES, ALL),
) -> tuple[Foot, float]:
    """The paragraphs and their height in points; `limits` are the most lines of each kind.

    Whole sentences only; where any finds no room the slide says that the notes hold more.
    """
    cautions, sources, most = limits
    found: Foot = []
    used, short = 0, False
    told = list(dict.fromkeys([*reading, *content.cautions]))
    # a caution longer than its room is parted into its sentences
    told = [one for text in told for one in sentences(text)]
    text, short = cut(told, width, CAUTION, cautions)
    if text:
        found.append((text, CAUTION, theme.INK))
        used += lines_of(text, width, CAUTION)
    source, more = _sources(content, office, width, language, sources)
    short |= more
    if source:
        used += lines_of(source, width, SOURCE)
    left = most - used
    explanation = ""
    if content.explanation:
        head = say("explanation", language, text=content.explanation)
        explanation, more = cut(sentences(head), width, SOURCE, max(left, 1))
        if more and explanation and left > 1:
            # room for the words that the notes hold more
            explanation, _ = cut(sentences(head), width * 0.97, SOURCE, left)
        short |= more
    rest = say("more_in_notes", language)
    texts = [source, explanation]
    if short:
        index = 1 if explanation else 0
        texts[index] = f"{texts[index]} {rest}".strip()
    found += [(one, SOURCE, theme.MUTED) for one in texts if one]
    height = sum(lines_of(one, width, size) * size * LEADING for one, size, _ in found)
    return found, height + 2 if found else 0.0


def _sources(
    content: SlideContent, office: str, width: float, language: str, most: int
) -> tuple[str, bool]:
    # who published and what we did with it are never left out, however long
    first = [_sentence(say("source", language, text=content.source))] if content.source else []
    more: list[str] = []
    if content.processing:
        done = sentences(_sentence(say("processing", language, text=content.processing)))
        first, more = [*first, done[0]], done[1:]
    if office and first:
        more.append(say("office", language, office=office))
    text, short = cut([" ".join(first), *more], width, SOURCE, most)
    return (text, short) if text else (" ".join(first), bool(more))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."
