"""What is not as it should be in a meeting's file, kept as data and said when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indicators.phrases import Phrases, phrases

WORDS = Path(__file__).parents[1] / "words" / "meeting_file.toml"
#: how much of a foreign name or text is repeated
QUOTED = 40


def say() -> Phrases:
    """The phrases of a meeting's file, read at first use."""
    return phrases(WORDS)


def quoted(value: object) -> str:
    """A foreign name or text as it can be repeated: short, on one line, and printable."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[:200])
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that is not as it should be, said in words by :meth:`told`.

    `slide` is the slide's number from 1, 0 for the meeting's own; `key` the name of its part, ""
    where there is none. A `mild` one changes nothing that anybody would miss.
    """

    phrase: str
    fields: tuple[tuple[str, object], ...] = ()
    slide: int = 0
    key: str = ""
    mild: bool = False

    def told(self, language: str) -> str:
        """What happened, what still stands and what to do; the slide's number in front."""
        text = say()(self.phrase, language, **dict(self.fields))
        if not self.slide:
            return text
        return say()("at_slide", language, number=self.slide, text=text)


class Unreadable(Exception):
    """The file cannot be opened at all; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.phrase)


def unreadable(phrase: str, **fields: object) -> Unreadable:
    """The exception for a file that cannot be opened, for the reason in `phrase`."""
    return Unreadable(Fault(phrase, tuple(fields.items())))


class Faults:
    """Faults as they are found; `slide` is the number of the slide that is being read."""

    def __init__(self) -> None:
        self.slide = 0
        self.found: list[Fault] = []

    def add(
        self, phrase: str, key: str | None = None, mild: bool = False, **fields: object
    ) -> None:
        """Note a fault of the slide that is being read."""
        told = fields | ({} if key is None else {"name": quoted(key)})
        self.found.append(Fault(phrase, tuple(told.items()), self.slide, key or "", mild))
