"""From what an address asks for to the nearest view that exists, saying what was replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from data.geography import (
    EU27,
    NORRA_MELLANSVERIGE,
    RIKET,
    THE_THREE,
    counties,
    geographies,
    swedish_regions,
)
from indicators import formats
from indicators.measures import default_base, possible_measures
from indicators.model import Breakdown, Indicator, Selection, Sex
from indicators.phrases import phrases
from indicators.selection import ALL_COUNTIES, EUROPE, GROUPS, SWEDISH_REGIONS
from indicators.transforms import crosses_break
from indicators.values import Values, reference_place

WORDS = Path(__file__).with_name("words") / "notices.toml"


class Shelf(Protocol):
    """What resolving needs to know: which indicators have values, and their values."""

    def available(self) -> dict[str, Indicator]: ...
    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """A selection that can be drawn, and the notices that a reader must see."""

    selection: Selection
    notices: tuple[str, ...]


class _Notices(list[str]):
    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def add(self, key: str, **fields: object) -> None:
        self.append(phrases(WORDS)(key, self.language, **fields))


def not_understood(unknown: tuple[tuple[str, str], ...], language: str) -> tuple[str, ...]:
    """A notice for every part of an address that the panel does not know."""
    notices = _Notices(language)
    for name, value in unknown:
        notices.add("unknown_part", name=name[:40], value=value[:40])
    return tuple(notices)


def resolve(library: Shelf, asked: Selection, unknown: tuple[tuple[str, str], ...]) -> Resolved:
    """The nearest valid selection to `asked`; `unknown` are parts of the address not understood."""
    notices = _Notices(asked.language)
    notices.extend(not_understood(unknown, asked.language))
    indicator = _indicator(library, asked, notices)
    as_of = _as_of(library, asked, indicator, notices)
    breakdown = _breakdown(asked, indicator, notices)
    values = library.values(indicator.id, "women" if breakdown == "sex" else breakdown, as_of)
    places = _places(asked, indicator, values, notices)
    start = _period(asked.start, values, values.periods[0], notices)
    end = _period(asked.end, values, values.periods[-1], notices)
    start, end = min(start, end), max(start, end)
    measure = asked.measure
    if measure not in possible_measures(indicator, values):
        words = phrases(WORDS)(f"measure_{measure}", asked.language)
        notices.add("impossible_measure", measure=words)
        measure = "value"
    base = asked.base if asked.base in values.base_periods else None
    if measure in ("index", "change") and base is None:
        drawn = tuple(code for code, _ in expanded(places, values))
        base = default_base(values, drawn[:5], start)
    base = base if measure in ("index", "change") else None
    drawn_as = replace(asked, measure=measure, base=base)
    resolved = replace(
        asked,
        indicator=indicator.id,
        as_of=as_of,
        breakdown=breakdown,
        places=places,
        start=start,
        end=end,
        period=_ranked_period(drawn_as, indicator, values, end, notices),
        measure=measure,
        base=base,
    )
    return Resolved(resolved, tuple(notices))


@cache
def european_regions() -> tuple[str, ...]:
    """The codes of all European regions: NUTS 2, and NUTS 1 where that is published."""
    return tuple(code for code, place in geographies().items() if place.level in ("nuts2", "nuts1"))


def expanded(places: tuple[str, ...], values: Values) -> tuple[tuple[str, bool], ...]:
    """Places with groups opened: (code, named); members of a group are drawn in the background."""
    chosen = {code: True for code in places if code not in GROUPS}
    members = {
        ALL_COUNTIES: counties(),
        SWEDISH_REGIONS: swedish_regions(),
        EUROPE: european_regions(),
    }
    for group in GROUPS:
        if group in places:
            for code in members[group]:
                if code in values.places:
                    chosen.setdefault(code, code in THE_THREE)
    return tuple(chosen.items())


def default_places(indicator: Indicator, values: Values) -> tuple[str, ...]:
    """The three counties, Norra Mellansverige and Riket, as far as the series holds them.

    Riket is left out where the number grows with the place: it would flatten all other lines.
    """
    riket = () if indicator.extensive else (RIKET,)
    wanted = (*THE_THREE, NORRA_MELLANSVERIGE, *riket)
    found = tuple(code for code in wanted if values.latest(code) is not None)
    if indicator.level == "nuts2":
        eu = (EU27,) if not indicator.extensive and values.latest(EU27) is not None else ()
        return (*found, *eu, SWEDISH_REGIONS)
    return found


def _indicator(library: Shelf, asked: Selection, notices: _Notices) -> Indicator:
    available = library.available()
    if asked.indicator in available:
        return available[asked.indicator]
    default = next((item for item in available.values() if "research" in item.themes), None)
    shown = default or next(iter(available.values()))
    if asked.indicator:
        name = shown.name[asked.language]
        notices.add("unknown_indicator", code=asked.indicator[:60], name=name)
    return shown


def _as_of(
    library: Shelf, asked: Selection, indicator: Indicator, notices: _Notices
) -> date | None:
    if asked.as_of is None:
        return None
    if library.values(indicator.id, indicator.breakdowns[0], asked.as_of).periods:
        notices.add("shown_as_of", date=asked.as_of)
        return asked.as_of
    notices.add("nothing_then", date=asked.as_of)
    return None


def breakdown_choices(indicator: Indicator) -> tuple[Breakdown, ...]:
    """The breakdowns an indicator can be shown in; women and men together where both exist."""
    both: tuple[Breakdown, ...] = ("sex",) if {"women", "men"} <= set(indicator.breakdowns) else ()
    return (*indicator.breakdowns, *both)


def _breakdown(asked: Selection, indicator: Indicator, notices: _Notices) -> Breakdown:
    choices = breakdown_choices(indicator)
    default = "total" if "total" in choices else choices[-1]
    if asked.breakdown is None or asked.breakdown in choices:
        return asked.breakdown or default
    say, language = phrases(WORDS), asked.language
    notices.add(
        "unknown_breakdown",
        wanted=say(f"breakdown_{asked.breakdown}", language),
        shown=say(f"breakdown_{default}", language),
    )
    return default


def _places(
    asked: Selection, indicator: Indicator, values: Values, notices: _Notices
) -> tuple[str, ...]:
    language = asked.language
    known = [code for code in asked.places if code in GROUPS or code in geographies()]
    unknown = [code[:20] for code in asked.places if code not in known]
    if unknown:
        notices.add("unknown_places", codes=formats.listing(unknown, language))
    groups = {SWEDISH_REGIONS} | ({EUROPE} if indicator.europe else set())
    groups |= {ALL_COUNTIES} if indicator.level == "county" else set()
    kept = [code for code in known if code in groups or values.latest(code) is not None]
    lost = [code for code in known if code not in kept and code not in GROUPS]
    if indicator.level == "nuts2" and set(lost) & set(counties()):
        notices.add("only_regions")
    elif lost:
        names = [geographies()[code].short(language) for code in lost]
        notices.add("no_values", places=formats.listing(names, language))
    if kept:
        return tuple(kept)
    default = default_places(indicator, values) or tuple(values.places)[:5]
    if asked.places:
        names = [geographies()[code].short(language) for code in default if code not in GROUPS]
        notices.add("default_places", places=formats.listing(names, language))
    return default


def _period(asked: str | None, values: Values, default: str, notices: _Notices) -> str:
    """The asked period, or the nearest that exists, saying so."""
    if asked is None or asked in values.periods:
        return asked or default
    earlier = [period for period in values.periods if period <= asked]
    later = [period for period in values.periods if period > asked]
    shown = earlier[-1] if earlier else later[0] if later else default
    words = formats.period(shown, notices.language)
    notices.add("unknown_period", code=asked[:20], shown=words)
    return shown


def _ranked_period(
    asked: Selection, indicator: Indicator, values: Values, end: str, notices: _Notices
) -> str:
    """The period of the house chart: the newest in which most places of the level have values.

    `asked` holds the measure and base to be drawn: periods in which it cannot be had do not count.
    """
    level = frozenset(counties() if indicator.level == "county" else swedish_regions())
    counts = {
        period: len(level & values.valued[period])
        for period in values.periods
        if period <= end and _measurable(values, asked, period)
    }
    most = max(counts.values(), default=0)
    enough = (period for period, count in counts.items() if count >= most / 2 and count)
    newest = max(enough, default=end)
    return _period(asked.period, values, newest, notices)


def _measurable(values: Values, asked: Selection, period: str) -> bool:
    """Tell whether a period has a reference to be compared with, or no break back to the base."""
    if asked.measure == "gap":
        return reference_place(values) in values.valued[period]
    return asked.base is None or not crosses_break(asked.base, period, values.breaks)
