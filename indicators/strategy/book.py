"""A strategy as a workbook: which sheets it has, and which columns, in the order they stand.

One table of columns is behind the template, the export and the import, so that they cannot
disagree. Nothing of a strategy is without a column: see :mod:`~indicators.strategy.book_write` and
:mod:`~indicators.strategy.book_read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indicators.phrases import Phrases, phrases

WORDS = Path(__file__).parents[1] / "words" / "strategy_book.toml"
#: rows of a sheet that are read, headings not counted
MOST_ROWS = 5000
#: columns of a sheet that are looked at
MOST_COLUMNS = 60

Kind = Literal[
    "text", "english", "code", "whole", "number", "money", "share", "date", "period", "flag",
    "address", "breakdown", "direction", "class", "state", "indicator", "place", "plan", "goal",
    "challenges", "areas", "themes", "indicators", "places", "words",
]  # fmt: skip
#: cells that hold several of something, with semicolons between
SEVERAL: frozenset[Kind] = frozenset(
    {"challenges", "areas", "themes", "indicators", "places", "words"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the record's key, with a dot where it is part of a part, and what a cell holds."""

    key: str
    kind: Kind = "text"
    required: bool = False
    width: int = 18

    @property
    def word(self) -> str:
        """The key as it stands in the names of phrases."""
        return self.key.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one record a row: `table` is the record's, or the part of one that it holds."""

    table: str
    columns: tuple[Column, ...]


_ID = Column("id", "code", True, 28)
_NAME = (Column("name", "text", True, 48), Column("name.en", "english", width=48))
_AREAS, _CHALLENGES = Column("areas", "areas", width=30), Column("challenges", "challenges")
_INDICATORS = Column("indicators", "indicators", width=44)
_DECIDED = (
    Column("decided_by", "text", True, 26),
    Column("decided_on", "date", True, 14),
)


def _texts(key: str, required: bool = False) -> tuple[Column, Column]:
    return Column(key, "text", required, 48), Column(f"{key}.en", "english", width=48)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "strategy",
        (*_NAME, *_texts("lead", required=True), Column("example", "flag", width=12)),
    ),
    Sheet("note", _texts("note", required=True)),
    Sheet(
        "challenge",
        (_ID, Column("number", "whole", width=12), *_NAME, *_texts("lead", required=True),
         *_texts("empty"), Column("themes", "themes", width=24), _INDICATORS),
    ),
    Sheet(
        "area",
        (_ID, *_NAME, Column("aliases", "words", width=30), _CHALLENGES, _INDICATORS,
         Column("source", "address", width=30)),
    ),
    Sheet(
        "plan",
        (_ID, *_NAME, Column("places", "places", True, 26), _AREAS,
         Column("document", "address", width=30)),
    ),
    Sheet(
        "goal",
        (_ID, Column("plan", "plan", True, 16), *_NAME, Column("indicator", "indicator", True, 46),
         Column("breakdown", "breakdown", width=14), Column("place", "place", True, 28),
         Column("base_period", "period", True, 12), Column("base_value", "number", width=13),
         Column("target_period", "period", True, 12), Column("target_value", "number", True, 13),
         Column("direction", "direction", width=22), Column("thresholds.on_track", "share"),
         Column("thresholds.slow", "share"), _AREAS, _CHALLENGES, *_DECIDED,
         Column("document", "text", True, 34), Column("link", "address", width=30)),
    ),
    Sheet(
        "path",
        (Column("goal", "goal", True, 24), Column("period", "period", True, 12),
         Column("value", "number", True, 13)),
    ),
    Sheet(
        "verdict",
        (Column("goal", "goal", True, 24), Column("on", "date", True, 14),
         Column("office", "text", True, 34), Column("verdict", "class", True, 24),
         *_texts("motive", required=True)),
    ),
    Sheet(
        "milestone",
        (_ID, Column("plan", "plan", True, 16), *_NAME, Column("due", "date", width=14),
         Column("done", "flag", width=10), Column("done_on", "date", width=14),
         Column("owner", width=26), _AREAS, _CHALLENGES, *_DECIDED, *_texts("note")),
    ),
    Sheet(
        "activity",
        (_ID, Column("plan", "plan", True, 16), *_NAME, Column("owner", "text", True, 26),
         Column("places", "places", width=26), Column("start", "period", True, 12),
         Column("end", "period", width=12), Column("state", "state", True, 14),
         Column("money", "money", width=16), _AREAS, _INDICATORS,
         Column("link", "address", width=30)),
    ),
)  # fmt: skip
#: sheets that are for the reader, or hold the lists; nothing is read from them
APART = ("readme", "lists")


def say() -> Phrases:
    """The phrases of the workbook and of the command, read at first use."""
    return phrases(WORDS)


def sheet_name(table: str, language: str) -> str:
    """What a sheet is called on its tab."""
    return say()(f"sheet_{table}", language)


def heading(column: Column, language: str) -> str:
    """A column's heading, with an asterisk where a cell must be filled in."""
    word = say()(f"head_{column.word}", language)
    return f"{word} *" if column.required else word


def help_text(sheet: Sheet, column: Column, language: str) -> str:
    """What to write in the column, as the cell's input message says it: at most 255 letters."""
    own = f"help_{sheet.table}_{column.word}"
    if own in say():
        return say()(own, language)
    shared = f"help_{column.word}"
    if shared in say():
        return say()(shared, language)
    return say()(f"kind_{column.kind}", language)
