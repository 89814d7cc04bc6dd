"""From what an address asks for to the nearest view that exists, saying what was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from data.geography import counties, geographies
from indicators import formats
from indicators.measures import possible_measures
from indicators.model import Breakdown, Indicator, Selection, changed
from indicators.pairing import settle
from indicators.peers import unknown_weights
from indicators.phrases import phrases
from indicators.places import default_places
from indicators.resolve_periods import WORDS, Notices, base_and_period, nearest_period
from indicators.selection import ALL_COUNTIES, EUROPE, GROUPS, PEERS, PILOTS, SWEDISH_REGIONS
from indicators.spec import Sex
from indicators.strategy.sections import Section
from indicators.values import Values
from indicators.views import VIEWS
from indicators.views.model import View
from indicators.views.model import say as view_words


class Shelf(Protocol):
    """What resolving needs to know: which indicators have values, and their values."""

    def available(self) -> dict[str, Indicator]: ...
    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...
    def peers(self, level: str, home: str, weights: tuple[str, ...]) -> tuple[str, ...]: ...
    def sections(self) -> tuple[Section, ...]: ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """A selection that can be drawn, and the notices that a reader must see."""

    selection: Selection
    notices: tuple[str, ...]


def not_understood(unknown: tuple[tuple[str, str], ...], language: str) -> tuple[str, ...]:
    """A notice for every part of an address that the panel does not know."""
    notices = Notices(language)
    for name, value in unknown:
        notices.add("unknown_part", name=name[:40], value=value[:40])
    return tuple(notices)


def resolve(library: Shelf, asked: Selection, unknown: tuple[tuple[str, str], ...]) -> Resolved:
    """The nearest valid selection to `asked`; `unknown` are parts of the address not understood."""
    notices = Notices(asked.language)
    notices.extend(not_understood(unknown, asked.language))
    indicator = _indicator(library, asked, notices)
    as_of = _as_of(library, asked, indicator, notices)
    breakdown = _breakdown(asked, indicator, notices)
    values = library.values(indicator.id, "women" if breakdown == "sex" else breakdown, as_of)
    places = _places(asked, indicator, values, notices)
    peers = _peers(library, asked, indicator, places, notices)
    if peers != asked.peers:
        asked = changed(asked, peers=peers)
    start = nearest_period(asked.start, values, values.periods[0], notices)
    end = nearest_period(asked.end, values, values.periods[-1], notices)
    start, end = min(start, end), max(start, end)
    view = _view(asked, indicator, values, notices)
    if view.id == "scatter":
        settled = changed(asked, places=places, as_of=as_of, breakdown=breakdown)
        asked, said = settle(library, settled, indicator)
        notices.extend(said)
        view = VIEWS[asked.view]
    measure = asked.measure
    if measure not in view.measures:
        measure = "value"
    if measure not in possible_measures(indicator, values):
        words = phrases(WORDS)(f"measure_{measure}", asked.language)
        notices.add("impossible_measure", measure=words)
        measure = "value"
    drawn_as = changed(asked, places=places, start=start, measure=measure)
    base, period = base_and_period(view, drawn_as, indicator, values, end, notices)
    resolved = changed(
        asked,
        indicator=indicator.id,
        view=view.id,
        as_of=as_of,
        breakdown=breakdown,
        places=places,
        start=start,
        end=end,
        period=period,
        measure=measure,
        base=base,
    )
    return Resolved(resolved, tuple(notices))


def _peers(
    library: Shelf,
    asked: Selection,
    indicator: Indicator,
    places: tuple[str, ...],
    notices: Notices,
) -> tuple[str, ...]:
    """The structural peers of the home county or its region, where they were asked for."""
    if PEERS not in places:
        return ()
    found = library.peers(indicator.level, asked.home, asked.weights)
    for weight in unknown_weights(asked.weights):
        notices.add("unknown_weight", weight=weight[:40])
    if not found:
        notices.add("no_peers")
    return found


def _view(asked: Selection, indicator: Indicator, values: Values, notices: Notices) -> View:
    """The view asked for, or the first one where the indicator cannot be shown so, saying why."""
    view = VIEWS[asked.view]
    refused = view.refuse(indicator, values)
    if refused is None:
        return view
    language = asked.language
    notices.add(
        "impossible_view",
        view=view_words()(f"name_{view.id}", language),
        reason=view_words()(refused, language),
    )
    return VIEWS["over_time"]


def _indicator(library: Shelf, asked: Selection, notices: Notices) -> Indicator:
    available = library.available()
    if asked.indicator in available:
        return available[asked.indicator]
    shown = first_shown(library)
    if asked.indicator:
        name = shown.name[asked.language]
        notices.add("unknown_indicator", code=asked.indicator[:60], name=name)
    return shown


def first_shown(library: Shelf) -> Indicator:
    """What is shown where no indicator was chosen, whatever the strategy.

    The first section's foremost indicator that the counties have, of a section where this one can
    also be computed for the region: so the first chart compares with all that can be compared with.
    """
    available = library.available()
    foremost = [found for section in library.sections() if (found := _foremost(section, available))]
    whole = (item for item in foremost if item.aggregation.method != "refused")
    return next(whole, None) or next(iter(foremost), None) or next(iter(available.values()))


def _foremost(section: Section, available: dict[str, Indicator]) -> Indicator | None:
    items = (available[code] for code in section.indicators if code in available)
    return next((item for item in items if item.leading and item.level == "county"), None)


def _as_of(library: Shelf, asked: Selection, indicator: Indicator, notices: Notices) -> date | None:
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


def _breakdown(asked: Selection, indicator: Indicator, notices: Notices) -> Breakdown:
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
    asked: Selection, indicator: Indicator, values: Values, notices: Notices
) -> tuple[str, ...]:
    language = asked.language
    known = [code for code in asked.places if code in GROUPS or code in geographies()]
    unknown = [code[:20] for code in asked.places if code not in known]
    if unknown:
        notices.add("unknown_places", codes=formats.listing(unknown, language))
    groups = {SWEDISH_REGIONS} | ({EUROPE} if indicator.europe else set())
    groups |= {ALL_COUNTIES} if indicator.level == "county" else set()
    groups |= {PILOTS} if indicator.europe else set()
    groups |= {PEERS} if indicator.level == "county" or indicator.europe else set()
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
