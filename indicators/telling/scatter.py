"""What Samband says: the correlation in words and its cautions, both sources, the chart aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.geography import NORRA_MELLANSVERIGE
from indicators import cautions, citing, formats, naming
from indicators.correlation import (
    DECIMALS,
    TOO_FEW,
    Correlation,
    carriers,
    rank_correlation,
)
from indicators.kin import shared_number
from indicators.model import Selection
from indicators.selection import EUROPE
from indicators.spec import ChartSpec, Series
from indicators.telling.scatter_aloud import Sides, alternative, say

#: places that carry the result and are told one by one
MOST_CARRIERS = 3


def complete(
    spec: ChartSpec, sides: Sides, selection: Selection, latest: str, beside: Sequence[Series]
) -> ChartSpec:
    """`spec` with all its words; `latest` is the newest period both indicators share."""
    language = spec.language
    outside = {one.code for one in beside}
    level = [one for one in spec.series if one.code not in outside]
    points = [one for one in level if all(mark.value is not None for mark in one.marks)]
    names = {"a": sides[0].column.name, "b": sides[1].column.name}
    units = {"unit_a": sides[0].column.unit, "unit_b": sides[1].column.unit}
    when = formats.period(spec.periods[0], language)
    spec = replace(
        spec,
        title=_title(spec, sides, when),
        subtitle=_subtitle(spec, sides, latest),
        unit=say()("units", language, **names, **units),
        empty=None if points else say()("empty", language, when=when),
        notes=tuple(_notes(spec, sides, selection, points)),
        source=_each(sides, [citing.source(side.material) for side in sides], language),
        processing=_processing(spec, sides),
        explanation=_explanation(spec, sides, beside),
        file_name=naming.file_name(
            spec, *(side.material.indicator for side in sides), where_words=_where(spec, sides)
        ),
    )
    lines = alternative(spec, sides, level, points, correlation_words(spec, sides))
    return replace(spec, alt=spec.empty or " ".join(lines))


def in_text(name: str) -> str:
    """A name as it reads within a sentence: small first letter, unless it is an abbreviation."""
    first = re.split(r"[\s,(-]", name, maxsplit=1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name


def verdict(found: Correlation, language: str) -> str:
    """What the interval allows to be said: a direction, or that there is none for certain."""
    return say()(("unsure", "positive", "negative")[found.sign], language)


def _of(spec: ChartSpec) -> Correlation | None:
    facts = spec.facts
    if "r" not in facts:
        return None
    return Correlation(facts["r"], facts["low"], facts["high"], round(facts["n"]))


def _where(spec: ChartSpec, sides: Sides) -> str:
    where = naming.ranked_where(spec)
    abroad = where == naming.say()("where_europa", spec.language)
    if abroad and EUROPE not in sides[0].selection.places:
        return say()("where_chosen", spec.language)
    return where


def _title(spec: ChartSpec, sides: Sides, when: str) -> str:
    a, b = (side.column.name for side in sides)
    where = _where(spec, sides)
    return say()("title", spec.language, a=a, b=in_text(b), where=where, when=when)


def _subtitle(spec: ChartSpec, sides: Sides, latest: str) -> str:
    language = spec.language
    a, b = (side.column.unit for side in sides)
    period = spec.periods[0]
    told = {"period": formats.period(period, language)}
    when = say()("latest", language, **told)
    if period != latest:
        newest = formats.period(latest, language)
        when = say()("earlier", language, latest=newest, **told)
    parts = (say()("subtitle_units", language, a=a, b=b), when, correlation_words(spec, sides))
    return " ".join(formats.sentence(part) for part in parts)


def _numbers(found: Correlation, language: str) -> dict[str, str]:
    return {
        name: formats.number(value, DECIMALS, language)
        for name, value in (("r", found.r), ("low", found.low), ("high", found.high))
    }


def correlation_words(spec: ChartSpec, sides: Sides) -> str:
    """The sentence that the whole view is about."""
    language, count = spec.language, round(spec.facts["n"])
    key = "lan" if sides[0].material.indicator.level == "county" else "regions"
    places = say()(key, language, count=count)
    found = _of(spec)
    if found is None:
        return say()("too_few" if count <= TOO_FEW else "no_variation", language, places=places)
    numbers = _numbers(found, language)
    if found.low == found.high:
        return say()("exact", language, r=numbers["r"], places=places)
    return say()(
        "correlation", language, places=places, verdict=verdict(found, language), **numbers
    )


def _notes(
    spec: ChartSpec, sides: Sides, selection: Selection, points: Sequence[Series]
) -> list[str]:
    language = spec.language
    found = [say()("not_cause", language), *_carried(points, language)]
    why = shared_number(*(side.material.indicator for side in sides))
    if why is not None:
        found.append(formats.sentence(say()("shared_number", language, why=why[language])))
    if selection.breakdown == "sex" and any(s.selection.breakdown == "women" for s in sides):
        found.append(say()("women_alone", language))
    found += _region_refused(spec, sides)
    for index, side in enumerate(sides):
        # told like a ranking: every place's value is shown, and those without one are named
        own = _one_sided(spec, index)
        for note in cautions.notes(own, side.material, side.selection):
            found.append(say()("side_note", language, name=side.column.name, note=note))
    return found


def _region_refused(spec: ChartSpec, sides: Sides) -> list[str]:
    """Why Norra Mellansverige is not there, where it was asked for beside the counties."""
    drawn = any(one.code == NORRA_MELLANSVERIGE for one in spec.series)
    if drawn or NORRA_MELLANSVERIGE not in sides[0].selection.places:
        return []
    found = []
    for side in sides:
        reason = side.material.indicator.aggregation.reason
        if reason is not None:
            note = naming.say()("note_refused", spec.language, reason=reason[spec.language])
            told = {"name": side.column.name, "note": formats.sentence(note)}
            found.append(say()("side_note", spec.language, **told))
    return found


def _carried(points: Sequence[Series], language: str) -> list[str]:
    """The caution where leaving out a single place changes what can be said."""
    xs, ys = ([one.marks[i].value or 0.0 for one in points] for i in (0, 1))
    found = carriers(xs, ys)
    rank = rank_correlation(xs, ys)
    if not found or rank is None:
        return []
    told = [
        say()(
            "without",
            language,
            place=points[one.index].name,
            verdict=verdict(one.without, language),
            **_numbers(one.without, language),
        )
        for one in found[:MOST_CARRIERS]
    ]
    if len(found) > MOST_CARRIERS:
        told.append(say()("without_more", language, count=len(found) - MOST_CARRIERS))
    rank_told = formats.number(rank, DECIMALS, language)
    return [say()("carried", language, without="; ".join(told), rank=rank_told)]


def _one_sided(spec: ChartSpec, index: int) -> ChartSpec:
    """The chart of one of the two indicators alone."""
    series = tuple(replace(one, marks=(one.marks[index],)) for one in spec.series)
    return replace(spec, kind="ranking", series=series)


def _each(sides: Sides, texts: Sequence[str], language: str) -> str:
    """What is said about each indicator, under its name; once where it is the same."""
    if texts[0] == texts[1]:
        return texts[0]
    return " ".join(
        say()("side_note", language, name=side.column.name, note=text)
        for side, text in zip(sides, texts, strict=True)
        if text
    )


def _processing(spec: ChartSpec, sides: Sides) -> str:
    language = spec.language
    parts = []
    if "r" in spec.facts:
        level = sides[0].material.indicator.level
        place = say()("place_lan" if level == "county" else "place_region", language)
        parts.append(say()("processing", language, place=place))
    if "slope" in spec.facts:
        parts.append(say()("processing_trend", language))
    drawn = {one.code for one in spec.series}
    texts = []
    for side in sides:
        chosen = tuple(code for code in side.selection.places if code in drawn)
        texts.append(citing.processing(side.material, replace(side.selection, places=chosen), ""))
    none = formats.sentence(naming.say()("processing_none", language))
    shown = [say()("processing_none", language) if text == none else text for text in texts]
    return " ".join([*parts, _each(sides, shown, language)])


def _explanation(spec: ChartSpec, sides: Sides, beside: Sequence[Series]) -> str:
    language = spec.language
    parts = [say()("as_sample", language)] if "r" in spec.facts else []
    if beside:
        names = formats.listing([one.name for one in beside], language)
        parts.append(say()("outside", language, places=names))
    texts = [
        citing.explanation(side.material, _one_sided(spec, index), language)
        for index, side in enumerate(sides)
    ]
    return " ".join(part for part in (*parts, _each(sides, texts, language)) if part)
