"""The numbers of a chart or table as they read, old against new, and in the analyst's sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators import formats
from layouts.exports.deck_update.facts import (
    APART,
    C,
    axes,
    categories,
    named_series,
    place_of,
    text_of,
    values,
)
from layouts.exports.deck_update.words import say

_C = f"{{{C}}}"
#: where a number stands: the series and its category, or a table's row and column
Key = tuple[str, str]
_NUMBER = re.compile(r"[−+-]?\d(?:[\d\s\u00a0\u202f.,]*\d)?")
#: letters of a text in which numbers are looked for
MOST_LETTERS = 20_000
_FORMAT = re.compile(r"0(?:\.(0+))?")


@dataclass(frozen=True, slots=True)
class Change:
    """A number that reads otherwise than before. `old` is "" where it is new, `new` where gone.

    `since` and `at` are the periods of the old and the new number, where they are not the same.
    """

    where: str
    old: str
    new: str
    since: str = ""
    at: str = ""


def shown(
    chart: Any, language: str, like: Any = None, besides: Collection[str] = ()
) -> dict[Key, str]:
    """The numbers of a chart's element as they read, a place's rank beside its value.

    Decimals and what the axes are called are those of the chart `like`, where it is given: another
    program may have saved them otherwise. Series named in `besides` are signs, not figures.
    """
    found: dict[Key, str] = {}
    like = chart if like is None else like
    headings, forms = _headings(like), _forms(like)
    for series, name in named_series(chart):
        plain = name.partition("#")[0]
        if plain in besides:
            continue
        for child in ("xVal", "yVal"):
            # points are named by their series; in a crowd they have no name
            points = [value for value in values(series, child) if value is not None]
            if len(points) == 1:
                form = _form(forms, plain, child)
                found[plain, headings[child]] = text(points[0], form, language)
        form = _form(forms, plain, "val")
        for label, value in zip(categories(series), values(series), strict=False):
            if value is not None:
                place = place_of(label)
                found[plain, place] = text(value, form, language)
                rank = label.partition(APART)[2].strip()
                if rank:
                    found[say()("rank", language), place] = rank
    return found


def _forms(chart: Any) -> dict[tuple[str, str], str]:
    """The formats of a chart's numbers by series and element."""
    return {
        (name, child): series.findtext(f"{_C}{child}//{_C}formatCode") or "General"
        for series, name in named_series(chart)
        for child in ("val", "xVal", "yVal")
        if series.find(f"{_C}{child}") is not None
    }


def _form(forms: Mapping[tuple[str, str], str], name: str, child: str) -> str:
    """A series' format; that of another, where the series is not drawn any longer."""
    other = next((form for (_, part), form in forms.items() if part == child), "General")
    return forms.get((name, child), other)


def _headings(chart: Any) -> dict[str, str]:
    """What the axes of a chart of points are called."""
    found = {"xVal": "x", "yVal": "y"}
    for axis in axes(chart):
        side, title = axis.find(f"{_C}axPos"), axis.find(f"{_C}title")
        if side is not None and title is not None and text_of(title).strip():
            across = side.get("val") in ("b", "t")
            found["xVal" if across else "yVal"] = " ".join(text_of(title).split())
    return found


def text(value: float, form: str, language: str) -> str:
    """A number with the decimals and the sign of an Excel format."""
    match = _FORMAT.search(form)
    decimals = len(match[1] or "") if match else 6
    found = formats.number(value, decimals, language, form.startswith("+"))
    return found if match else found.rstrip("0").rstrip(",.")


def changes(
    old: Mapping[Key, str],
    new: Mapping[Key, str],
    language: str,
    renamed: Mapping[str, str] | None = None,
) -> tuple[list[Change], list[str]]:
    """The numbers that read otherwise, and the categories that are new, in the order of `new`.

    `renamed` gives, for a series under a new name (a year's values), the name that it had.
    """
    earlier = renamed or {}
    old = {(next((now for now, was in earlier.items() if was == name), name), at): text
           for (name, at), text in old.items()}  # fmt: skip
    before = {category for _, category in old}
    fresh = list(dict.fromkeys(at for _, at in new if at not in before))
    found = []
    single = len({series for series, at in [*new, *old] if series != say()("rank", language)}) == 1
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key, ""), new.get(key, "")
        if not _equal(one, other) and key[1] not in fresh:
            # the only series of a chart needs no name: its title says what is shown
            if key[0] in earlier:
                found.append(Change(key[1], one, other, earlier[key[0]], key[0]))
                continue
            bare = single and key[1] and key[0] != say()("rank", language)
            where = key[1] if bare else ", ".join(part for part in key if part)
            found.append(Change(where, one, other))
    return found, fresh


def _equal(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    spaces = re.sub(r"[\s\u00a0\u202f]", "", text).replace(formats.MINUS, "-")
    return spaces.lstrip("+")


def outdated(sentence: str, found: Sequence[Change]) -> list[Change]:
    """The changes whose old number stands in a sentence."""
    tokens = {_plain(match[0]) for match in _NUMBER.finditer(sentence[:MOST_LETTERS])}
    fits: dict[tuple[str, str], Change] = {}
    for change in found:
        if change.old and _plain(change.old) in tokens:
            fits.setdefault((change.old, change.new), change)
    return list(fits.values())


def newest(old: Mapping[Key, str], new: Mapping[Key, str], fresh: Sequence[str]) -> list[Change]:
    """Each series' last number before and now, where categories have been added to it."""
    found = []
    for name in dict.fromkeys(series for series, _ in new):
        before = [(at, value) for (series, at), value in old.items() if series == name]
        later = [(at, value) for (series, at), value in new.items()
                 if series == name and at in fresh]  # fmt: skip
        if before and later and not _equal(before[-1][1], later[-1][1]):
            found.append(Change(name, before[-1][1], later[-1][1], before[-1][0], later[-1][0]))
    return found


def weighed(found: Sequence[Change], first: Sequence[str]) -> list[Change]:
    """The changes, those of the places `first` before others and in their order."""
    at = {name: order for order, name in enumerate(first)}

    def order(change: Change) -> int:
        return min(at.get(part.strip(), len(at)) for part in change.where.split(","))

    return sorted(found, key=order)
