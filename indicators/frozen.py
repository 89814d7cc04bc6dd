"""Frozen views: a view that stays as shown, and whether later figures differ from it (rule 38)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from indicators import formats
from indicators.model import Indicator, Selection, changed
from indicators.phrases import phrases
from indicators.selection import PEERS
from indicators.spec import ChartSpec
from indicators.values import used_series

WORDS = Path(__file__).with_name("words") / "notices.toml"


class Shelf(Protocol):
    """What freezing asks of the library."""

    def view(self, selection: Selection) -> ChartSpec: ...
    def release(self, dataset: str, as_of: date | None = None) -> dict[str, str] | None: ...


def frozen(library: Shelf, indicator: Indicator, chosen: Selection) -> Selection:
    """`chosen`, a resolved selection, with the day and all periods said: it stays as shown.

    The day is today, or that of the newest release where a clock runs behind it.
    """
    if chosen.as_of is not None:
        return chosen
    releases = (library.release(ref.dataset) for ref in used_series(indicator))
    known = [date.fromisoformat(row["effective"][:10]) for row in releases if row]
    return changed(chosen, places=_named(chosen), as_of=max([date.today(), *known]))


def _named(chosen: Selection) -> tuple[str, ...]:
    """The places with the peers named one by one: who is alike follows from the latest figures."""
    if PEERS not in chosen.places:
        return chosen.places
    others = [code for code in chosen.places if code != PEERS]
    return tuple(dict.fromkeys([*others, *chosen.peers]))


def later_notice(library: Shelf, chosen: Selection, shown: ChartSpec) -> tuple[str, ...]:
    """What a frozen view must say where later figures differ from those shown; else nothing."""
    if chosen.as_of is None:
        return ()
    now = _values(library.view(changed(chosen, as_of=None)))
    then = _values(shown)
    count = sum(now.get(key) != then.get(key) for key in now.keys() | then.keys())
    if not count:
        return ()
    language = chosen.language
    number = formats.number(count, 0, language)
    key = "later_differs_one" if count == 1 else "later_differs"
    return (phrases(WORDS)(key, language, count=number, date=chosen.as_of),)


def _values(spec: ChartSpec) -> dict[tuple[str, str, int, str], float]:
    """Every value of a chart by place, sex, position among the columns and period."""
    return {
        (one.code, one.sex, index if spec.columns else 0, mark.period): mark.value
        for one in spec.series
        for index, mark in enumerate(one.marks)
        if mark.value is not None
    }
