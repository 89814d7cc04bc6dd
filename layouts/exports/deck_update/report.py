"""What an update has done, slide by slide, as data: for the screen and for the slide at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from layouts.exports.deck_update.numbers import Change
from layouts.exports.deck_update.words import say


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of the analyst's to be read again, and the numbers in it that are others now."""

    text: str
    numbers: tuple[Change, ...] = ()


@dataclass(slots=True)
class SlideReport:
    """What has happened on one slide; `number` counts from 1 in the presentation as it now is."""

    number: int
    title: str = ""
    #: what was renewed, in words: "diagram", "rubrik"
    renewed: list[str] = field(default_factory=list)
    #: numbers that read otherwise than before
    changes: list[Change] = field(default_factory=list)
    #: periods, places or columns that are new
    added: list[str] = field(default_factory=list)
    #: whole sentences: what came or went, what was left and why
    notes: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    #: what could not be renewed, each a whole sentence with its reason
    failed: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Nothing reads otherwise than before."""
        return not (self.changes or self.added or self.notes or self.sentences or self.failed)


@dataclass(frozen=True, slots=True)
class Report:
    """The report of an update, in the language of the presentation."""

    language: str
    on: date
    slides: tuple[SlideReport, ...]
    #: slides without anything of ours
    untouched: int = 0

    @property
    def title(self) -> str:
        """The heading of the slide at the end."""
        return say()("title", self.language, date=self.on.isoformat())

    @property
    def summary(self) -> str:
        """One or two sentences: how much is new, and what waits for the analyst."""
        words, language = say(), self.language
        renewed = sum(bool(one.renewed) for one in self.slides)
        parts = [words("summary", language, slides=renewed,
                       numbers=sum(len(one.changes) for one in self.slides))]  # fmt: skip
        sentences = sum(len(one.sentences) for one in self.slides)
        failed = sum(len(one.failed) for one in self.slides)
        if sentences:
            parts.append(words("summary_sentences", language, count=sentences))
        if failed:
            parts.append(words("summary_failed", language, count=failed))
        if self.untouched:
            parts.append(words("summary_untouched", language, count=self.untouched))
        return " ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The report for the screen."""
        return {
            "title": self.title,
            "summary": self.summary,
            "language": self.language,
            "on": self.on.isoformat(),
            "untouched": self.untouched,
            "slides": [asdict(one) | {"lines": told(one, self.language)} for one in self.slides],
        }


#: numbers of a slide that are told one by one
MOST_CHANGES = 8


def told(slide: SlideReport, language: str, most: int = MOST_CHANGES) -> list[str]:
    """What has happened on a slide, in sentences, the weightiest first."""
    words = say()
    found = list(slide.failed)
    for sentence in slide.sentences:
        numbers = "; ".join(_numbers(sentence.numbers, language))
        text = shortened(sentence.text)
        if numbers:
            found.append(words("reread_numbers", language, text=text, numbers=numbers))
        else:
            found.append(words("reread", language, text=text))
    if slide.added:
        names = listed(slide.added)
        found.append(words("added", language, names=names))
    if slide.changes:
        numbers = "; ".join(_numbers(slide.changes[:most], language))
        found.append(words("changed", language, numbers=numbers))
        if len(slide.changes) > most:
            found.append(words("changed_more", language, count=len(slide.changes) - most))
    found += slide.notes
    if not found and slide.renewed:
        found.append(words("same", language))
    return found


def _numbers(changes: Sequence[Change], language: str) -> list[str]:
    found = []
    for one in changes:
        key = "number" if one.old and one.new else "number_new" if one.new else "number_gone"
        if key == "number" and one.since:
            key = "number_periods"
        fields = {name: value for name, value in asdict(one).items() if value}
        found.append(say()(key, language, **{"where": one.where} | fields).removeprefix(": "))
    return found


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names with commas, the first ones where they are many."""
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])


def shortened(text: str, most: int = 160) -> str:
    """A text of one line, its beginning where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
