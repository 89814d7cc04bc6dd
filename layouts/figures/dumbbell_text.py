"""Words and numbers of the chart of two points in time: values, letters, hover texts, notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.phrases import phrases
from indicators.spec import ChartSpec, Series
from layouts.figures.text import (
    NAMED,
    escape,
    has_value,
    hover_head,
    margin_shown,
    missing_letter,
    reason,
    shown,
    status_words,
    words,
)
from layouts.tables import LETTERS, Cell

WORDS = Path(__file__).parents[1] / "words" / "dumbbell.toml"
#: the marks of a place
EARLIER, LATER, CHANGE = 0, 1, 2


def say(key: str, language: str, **fields: object) -> str:
    """A phrase of this chart."""
    return phrases(WORDS)(key, language, **fields)


def letters_of(one: Series, at: int) -> str:
    """The table's small letters of one of a place's values."""
    return Cell(one, one.marks[at]).letters


def common_letters(rows: Sequence[Series]) -> str:
    """The letters that every value carries: they are told once, not at each number."""
    found = [
        set(letters_of(one, at))
        for one in rows for at in (EARLIER, LATER) if has_value(one.marks[at])
    ]  # fmt: skip
    return "".join(sorted(set.intersection(*found))) if found else ""


def value_text(spec: ChartSpec, one: Series, at: int, common: str) -> str:
    """A value with the letters that not all values carry."""
    mark = one.marks[at]
    if not has_value(mark):
        return ""
    letters = "".join(x for x in letters_of(one, at) if x not in common)
    return shown(spec, mark.value, column=spec.columns[at]) + letters


def change_text(spec: ChartSpec, one: Series) -> str:
    """The change; "brott" between two values that are not compared; else why a value is missing."""
    change = one.marks[CHANGE]
    if has_value(change):
        return shown(spec, change.value, column=spec.columns[CHANGE])
    gone = [mark for mark in one.marks[:CHANGE] if not has_value(mark)]
    if not gone:
        return say("break", spec.language)
    if len(gone) == CHANGE:
        return ""  # the row itself says why
    return words(f"cell_{missing_letter(gone[0])}", spec.language)


def hover(spec: ChartSpec, one: Series) -> str:
    """Both values and the change, each with unit, status and margin, then the change in words."""
    lines = []
    for mark, column in zip(one.marks, spec.columns, strict=True):
        if not has_value(mark):
            lines.append(f"{column.name}: {reason(mark, spec.language)}")
            continue
        more = status_words(one, mark, spec.language, "" if column.signed else NAMED)
        if mark.margin is not None:
            said = margin_shown(spec, mark.margin, column)
            more.append(words("margin", spec.language, margin=said))
        text = shown(spec, mark.value, symbol=True, column=column)
        lines.append(" · ".join([f"{column.name}: {text}", *more]))
    lines.append(one.said)
    return hover_head(one, spec.language) + "<br>".join(escape(line) for line in lines if line)


def notes(spec: ChartSpec, rows: Sequence[Series], common: str, start: str) -> list[str]:
    """The cut axis, the letters, what is not joined, and which places are shown."""
    language = spec.language
    notes = [words("cut_axis", language, start=start)] if start else []
    names = {small: words(f"status_{letter}", language) for letter, small in LETTERS.items()}
    if common:
        said = ", ".join(names[small] for small in common)
        notes.append(say("letter_all", language, words=said))
    used = {x for one in rows for at in (EARLIER, LATER) for x in letters_of(one, at)}
    rest = [f"{small} {name}" for small, name in names.items() if small in used - set(common)]
    if rest:
        notes.append(say("letters", language, letters=", ".join(rest)))
    missing = {
        words(f"cell_{missing_letter(mark)}", language): reason(mark, language)
        for one in rows for mark in one.marks[:CHANGE]
        if not has_value(mark) and change_text(spec, one)
    }  # fmt: skip
    notes += [f"{sign} {said}." for sign, said in missing.items() if sign != said]
    if any(change_text(spec, one) == say("break", language) for one in rows):
        notes.append(say("not_joined", language))
    if any(mark.margin is not None for one in rows for mark in one.marks[:CHANGE]):
        notes.append(words("error_bars", language))
    if len(rows) < len(spec.series):
        notes.append(say("some_places", language, shown=len(rows), all=len(spec.series)))
    return notes


def bold(one: Series, text: str) -> str:
    """`text` as markup, bold for the places the chart is about."""
    return escape(text) if one.role == "others" else f"<b>{escape(text)}</b>"


def side(one: Series, at: int) -> str:
    """The smaller value stands left of its dot, the larger right; of two alike the earlier left."""
    own, other = one.marks[at].value, one.marks[LATER - at]
    if own is None or not has_value(other) or other.value is None:
        return "middle right"
    first = at == EARLIER if own == other.value else own < other.value
    return "middle left" if first else "middle right"
