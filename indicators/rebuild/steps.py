"""What a view's program does once its functions stand: fetch, compute, keep what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties
from indicators.model import OVER_TIME
from indicators.naming import is_difference
from indicators.phrases import Phrases, phrases
from indicators.rebuild import Recipe, Source
from indicators.rebuild.asks import Ask, Asks, Eurostat, Kolada, PxTable
from indicators.rebuild.dialects import Dialect, quoted
from indicators.rebuild.requested import eurostat_places

WORDS = Path(__file__).parents[1] / "words" / "rebuild.toml"


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def steps(recipe: Recipe, dialect: Dialect) -> Iterator[str]:
    """Fetch, compute, keep what the view shows, print it."""
    shown: dict[str, str] = {}
    for sex in recipe.sexes:
        end = "" if len(recipe.sexes) == 1 else f"_{sex}"
        names = {source.role: f"{_name(source)}{end}" for source in recipe.sources}
        for source in recipe.sources:
            if source.askable:
                own = names[source.role]
                yield dialect.assign(own, _fetched(source.asks[sex], recipe, dialect))
                if recipe.group:
                    whole = _summed(own, NORRA_MELLANSVERIGE, THE_THREE, dialect)
                    yield dialect.assign(own, whole)
        if not recipe.askable:
            left = [names[source.role] for source in recipe.sources if source.askable]
            shown |= dict.fromkeys(left, "")
            continue
        name = f"values{end}"
        shown[name] = say()(f"sex_{sex}", recipe.selection.language)
        yield from _computed(name, names, recipe, dialect)
    for name in shown:
        yield from dialect.limited(name, _start(recipe), recipe.last, recipe.wide)
    yield from dialect.shown(shown, recipe.wide)


def _name(source: Source) -> str:
    return "values" if source.role == "value" else source.role


def _start(recipe: Recipe) -> str:
    """The first period that the view shows; the base may lie before it."""
    if recipe.selection.view in OVER_TIME:
        return recipe.selection.start or recipe.first
    return recipe.first


def _computed(
    name: str, names: dict[str, str], recipe: Recipe, dialect: Dialect
) -> Iterator[str]:  # fmt: skip
    """The ratio and the measure of the view."""
    indicator, selection = recipe.indicator, recipe.selection
    if indicator.ratio is not None:
        scale = f"{indicator.ratio.scale:g}"
        yield dialect.assign(name, dialect.ratio(names["numerator"], names["denominator"], scale))
    if selection.measure in ("index", "change") and selection.base:
        change = is_difference(indicator, selection.measure)
        yield from dialect.against_base(name, selection.base, change, bool(recipe.breaks))
    if selection.measure == "gap" and recipe.reference:
        yield from dialect.against_place(name, recipe.reference, indicator.percent)


def _fetched(asks: Asks, recipe: Recipe, dialect: Dialect) -> str:
    """The expression that fetches one series: a sum of measures, each of one table or several."""
    parts = []
    for part in asks:
        tables = [call for ask in part for call in _calls(ask, recipe, dialect)]
        parts.append(tables[0] if len(tables) == 1 else dialect.call("joined", tables, {}))
    return parts[0] if len(parts) == 1 else dialect.added(parts)


def _calls(ask: Ask, recipe: Recipe, dialect: Dialect) -> list[str]:
    if isinstance(ask, Kolada):
        return [dialect.call("kolada", [quoted(ask.kpi), quoted(ask.gender)], {})]
    if isinstance(ask, Eurostat):
        function = dialect.names.get("eurostat", "eurostat")
        given = [quoted(ask.dataset), dialect.pairs(ask.codes)]
        since = {"since": quoted(ask.since)} if ask.since else {}
        return [
            dialect.call(function, [*given, dialect.listed(places)], since)
            for places in eurostat_places(recipe, ask)
        ]
    return [_px_call(ask, recipe, dialect)]


def _px_call(ask: PxTable, recipe: Recipe, dialect: Dialect) -> str:
    where = {}
    if ask.place != "Region":
        where["place"] = quoted(ask.place)
    if ask.time != "Tid":
        where["time"] = quoted(ask.time)
    selectors = dialect.pairs(ask.selectors)
    if ask.service == "scb":
        call = dialect.call("scb", [quoted(ask.path), selectors], where)
    else:
        service = ask.service.upper()
        path = quoted(ask.path)
        if not ask.path:
            path = dialect.call("newest", [service, quoted(ask.folder), quoted(ask.title)], {})
        function = dialect.names.get("pxweb", "pxweb")
        call = dialect.call(function, [service, path, selectors], where)
    return _summed(call, RIKET, counties(), dialect) if sums_riket(ask, recipe) else call


def sums_riket(ask: PxTable, recipe: Recipe) -> bool:
    """True where Riket has to be added up from the counties."""
    return ask.riket and RIKET in recipe.asked


def _summed(fetched: str, code: str, parts: tuple[str, ...], dialect: Dialect) -> str:
    return dialect.call("with_sum", [fetched, quoted(code), dialect.words(parts)], {})
