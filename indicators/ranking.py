"""The house chart: every place of the indicator's level in one period, sorted, with rank bands.

Pure: the same values and the same selection give the same :class:`ChartSpec`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from data.geography import (
    EU27,
    NORRA_MELLANSVERIGE,
    RIKET,
    counties,
    geographies,
    swedish_regions,
)
from indicators import telling
from indicators.compare import rank_bands
from indicators.framing import chart_frame, noise_of, series_of
from indicators.material import Material
from indicators.measures import error_of, measured_in
from indicators.model import Indicator, Selection
from indicators.places import companions, european_regions
from indicators.ranking_groups import Groups, within_regions
from indicators.selection import EUROPE, GROUPS
from indicators.spec import ChartSpec, Mark, Series, Sex
from indicators.telling.ranking import with_words
from indicators.telling.targets import with_targets
from indicators.values import Values

#: what a ranking may hold beside its own level: something to compare with, never a place of its own
REFERENCES = (RIKET, EU27)


def ranked_places(indicator: Indicator, values: Values, selection: Selection) -> tuple[str, ...]:
    """The places of the house chart: 21 counties or 8 riksområden, or Europe where asked for.

    A missing county stays, with its reason. Among regions stand also the companions from abroad;
    Riket and the EU where they have values, unless the number grows with the place.
    """
    period = selection.period or ""
    level = level_places(indicator, selection)
    if whole_europe(indicator, selection):
        held = tuple(code for code in level if values.mark(code, period) is not None)
        level = one_edition(held)
    chosen: tuple[str, ...] = ()
    if indicator.level == "nuts2":
        known = frozenset((*level, *REFERENCES, *counties()))
        named = sorted(named_places(values, selection) & values.places.keys())
        chosen = tuple(code for code in named if code not in known)
    extra: tuple[str, ...] = REFERENCES if indicator.level == "nuts2" else (RIKET,)
    if indicator.extensive:
        extra = ()
    present = [code for code in extra if values.mark(code, period) is not None]
    return (*level, *chosen, *present)


def whole_europe(indicator: Indicator, selection: Selection) -> bool:
    """Tell whether the ranking is that of all European regions."""
    return EUROPE in selection.places and indicator.europe


def level_places(indicator: Indicator, selection: Selection) -> tuple[str, ...]:
    """The places among which there are ranks, whether they have values or not."""
    if whole_europe(indicator, selection):
        return european_regions()
    return counties() if indicator.level == "county" else swedish_regions()


def named_places(values: Values, selection: Selection) -> frozenset[str]:
    """The places that the user named, one by one or as peers or as a ready set."""
    own = (code for code in selection.places if code not in GROUPS)
    return frozenset((*own, *companions(selection.places, values, selection.peers)))


@lru_cache(maxsize=256)
def one_edition(codes: tuple[str, ...]) -> tuple[str, ...]:
    """`codes` without regions of an older NUTS edition than others of the same country.

    Where a source quotes a country in two editions at once, as Scotland in 2014, the same ground
    would be ranked twice. The newest edition that all of a country's regions could belong to
    stays; a country whose regions share an edition is left as it is.
    """
    editions: dict[str, list[frozenset[str]]] = {}
    for code in codes:
        # Türkiye and others outside the regulation carry no edition
        if valid := geographies()[code].valid:
            editions.setdefault(code[:2], []).append(frozenset(valid.split()))
    mixed = {
        country: max(frozenset().union(*found))
        for country, found in editions.items()
        if not frozenset.intersection(*found)
    }
    return tuple(
        code
        for code in codes
        if code[:2] not in mixed or mixed[code[:2]] in geographies()[code].valid.split()
    )


def ranking(material: Material, selection: Selection, places: Sequence[str]) -> ChartSpec:
    """The house chart: all `places` in one period, the best first, those without a value last.

    With `selection.grouping` the counties stand within their NUTS 2 regions; ranks stay those
    over all places. Over Europe, `facts` hold ``n``, ``lower_quartile``, ``median`` and
    ``upper_quartile`` of the regions with a value.
    """
    assert selection.period is not None
    indicator = material.indicator
    descending = indicator.direction != "down"
    named = named_places(material.any, selection)
    flat = _ordered(_bars(material, selection, places, named), descending)
    level = frozenset(level_places(indicator, selection)).intersection(places)
    groups = Groups(flat)
    if selection.grouping == "nuts2" and not level.isdisjoint(counties()):
        regions = () if indicator.extensive else swedish_regions()
        own = _ordered(_bars(material, selection, regions, named), descending)
        groups = within_regions(flat, own, selection.language)
    # women and men together have two values a place, and so no rank
    one_sex = len(material.values) == 1
    spec = replace(
        chart_frame(material, selection, "ranking", (selection.period,), groups.series),
        bands=_bands(material, selection, flat, level, descending) if one_sex else {},
        facts=_facts(flat, level) if one_sex and whole_europe(indicator, selection) else {},
        from_zero=True,
    )
    spec = telling.complete(spec, material, _told_of(spec, selection))
    return with_targets(with_words(spec, groups, indicator, flat), material, selection)


def _bars(
    material: Material, selection: Selection, places: Sequence[str], named: Collection[str]
) -> list[Series]:
    return [
        _bar(material, selection, code, sex, code in named)
        for code in places
        for sex in material.values
    ]


def _bar(material: Material, selection: Selection, code: str, sex: Sex, named: bool) -> Series:
    period = selection.period or ""
    found = measured_in(period, material.values[sex], code, selection, material.indicator)
    mark = found or Mark(period, None, "O")
    one = series_of(material, selection, code, sex, (mark,), frozenset(), named)
    return replace(one, role="reference") if code in REFERENCES else one


def _ordered(bars: Sequence[Series], descending: bool) -> tuple[Series, ...]:
    """The places by their first value (the women's), women before men, missing ones last by name.

    A place without a value for women is ordered by that of the men.
    """
    key: dict[str, tuple[bool, float, str]] = {}
    for item in bars:
        value = item.marks[0].value
        if item.code not in key or key[item.code][0]:
            signed = 0.0 if value is None else -value if descending else value
            key[item.code] = (value is None, signed, item.name)
    return tuple(sorted(bars, key=lambda item: (key[item.code], item.code, item.sex == "men")))


def _bands(
    material: Material,
    selection: Selection,
    bars: Sequence[Series],
    level: Collection[str],
    descending: bool,
) -> dict[str, str]:
    """The ranks over the places of the level."""
    noise = noise_of(material.indicator)
    asked = (selection, material.indicator, noise)
    ranked = {}
    for item in bars:
        if item.code in level:
            mark = item.marks[0]
            error = error_of(material.any, item.code, *asked)
            ranked[item.code] = Mark(mark.period, mark.value, mark.status, error, mark.origin)
    return rank_bands(ranked, descending, noise)


def _facts(bars: Sequence[Series], level: Collection[str]) -> dict[str, float]:
    """Median and quartiles of the regions drawn with a value, unweighted.

    Linear interpolation between the sorted values: type 7 of Hyndman and Fan 1996, The American
    Statistician 50(4), which is numpy's own.
    """
    found = [item.marks[0].value for item in bars if item.code in level]
    values = [value for value in found if value is not None]
    if not values:
        return {}
    lower, median, upper = (float(x) for x in np.quantile(values, (0.25, 0.5, 0.75)))
    return {
        "n": float(len(values)),
        "lower_quartile": lower,
        "median": median,
        "upper_quartile": upper,
    }


def _told_of(spec: ChartSpec, selection: Selection) -> Selection:
    """The selection with Norra Mellansverige among its places only where it is drawn.

    So its formula stands under the chart where its value does, and nowhere else (rule 14).
    """
    places = tuple(code for code in selection.places if code != NORRA_MELLANSVERIGE)
    drawn = any(item.code == NORRA_MELLANSVERIGE for item in spec.series)
    return replace(selection, places=(*places, NORRA_MELLANSVERIGE) if drawn else places)
