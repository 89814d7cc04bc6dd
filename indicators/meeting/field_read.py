"""What a field on a view says now: a value, a place in the ranking, a period, a name.

Nothing here computes anew: values, changes and rank bands are those that charts and tables show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from indicators import naming
from indicators.depends import house_chart
from indicators.formats import NBSP
from indicators.meeting.field_apart import change, gap
from indicators.meeting.field_asked import Asked, example
from indicators.meeting.field_facts import Facts
from indicators.meeting.field_reading import Reading, key_of, named, one_period, parts, said
from indicators.meeting.field_words import Refused, say, written
from indicators.spans import has_jump
from indicators.spec import Sex


def read(facts: Facts, asked: Asked) -> Reading:
    """What a field on a view says now. Raises :class:`Refused` with the reason where it cannot."""
    return _READERS[asked.kind](facts, asked)


def _value(facts: Facts, asked: Asked) -> Reading:
    one_period(asked, facts)
    sex = facts.sex(asked)
    code = facts.place(asked, facts.values(sex))
    found = facts.given(code, asked.first, sex) if asked.first else facts.newest(code, sex)
    indicator, selection, language = facts.indicator, facts.selection, facts.language
    decimals = naming.decimals(indicator, selection.measure)
    signed = naming.is_difference(indicator, selection.measure)
    marks = named(facts, (code, found), sex)
    if selection.measure == "value" and found.margin is not None and _survey(facts):
        marks.insert(0, "±" + written(found.margin, decimals, language, "").lstrip("+"))
    if not asked.first and found.period != facts.period:
        marks.insert(0, facts.period_words(found.period))
    assert found.value is not None
    symbol = naming.symbol(indicator, selection)
    core, unit = parts(found.value, decimals, language, symbol, signed)
    return Reading(
        key_of(asked, code, sex), "value", code, core, found.value, decimals, unit,
        marks=said(marks), state="" if asked.first else found.period,
        period=facts.period_words(found.period),
    )  # fmt: skip


def _rank(facts: Facts, asked: Asked) -> Reading:
    one_period(asked, facts)
    sex, language = facts.sex(asked), facts.language
    code = facts.place(asked, facts.values(sex))
    period = asked.first or facts.period
    about = {"place": facts.name(code), "period": facts.period_words(period)}
    if facts.unsure:
        raise Refused("rank_margin")
    found = facts.given(code, period, sex)
    if facts.awaits(code, period) or {"U", "D"} & set(found.status):
        raise Refused("rank_doubted", **about)
    selection = facts.selection
    changing = selection.measure in ("index", "change") and facts.indicator.one_firm
    if changing and has_jump(facts.values(sex), code, selection.base or "", period):
        raise Refused("rank_firm", **about)
    bands = _bands(facts, sex, period)
    if code not in bands:
        raise Refused("unranked", **about, example=example("value", language, code))
    key = "rank_from_highest" if facts.indicator.direction == "none" else "rank"
    band = bands[code]
    core = say()(key, language, band=band, count=len(bands))
    core = core.replace(" ", NBSP, 1)
    first = float(band.partition("–")[0])
    return Reading(
        key_of(asked, code, sex), "rank", code, core, first,
        state="" if asked.first else period, period=about["period"],
    )  # fmt: skip


def bands_of(facts: Facts, sex: Sex, period: str) -> dict[str, str]:
    """The rank bands of the house chart for a sex and a period, as :func:`_rank` reads them."""
    return _bands(facts, sex, period)


def _bands(facts: Facts, sex: Sex, period: str) -> dict[str, str]:
    spec, selection = facts.spec, facts.selection
    shown = spec is not None and spec.kind in ("ranking", "tile_map") and spec.bands
    if shown and spec is not None and period == selection.period and sex == selection.breakdown:
        return dict(spec.bands)
    asked = replace(selection, view="ranking", period=period, breakdown=sex, grouping="none")
    if asked.measure in ("index", "change") and (asked.base or "") >= period:
        return {}
    house = house_chart(asked)
    library = facts.library
    return library.keep(("meeting bands", house), lambda: dict(library.ranking(house).bands))


def _period(facts: Facts, asked: Asked) -> Reading:
    period = facts.period
    if asked.place:
        sex = facts.sex(asked)
        period = facts.newest(facts.place(asked, facts.values(sex)), sex).period
    if not period:
        raise Refused("no_value_any", place=facts.name(facts.subject))
    words = facts.period_words(period)
    return Reading(asked.key, "period", asked.place, words, state=period)


def _name(facts: Facts, asked: Asked) -> Reading:
    code = facts.place(asked, facts.material.any)
    return Reading(replace(asked, place=code).key, "name", code, facts.name(code))


def _survey(facts: Facts) -> bool:
    return any(dataset.kind == "survey" for dataset in facts.material.datasets)


_READERS: dict[str, Callable[[Facts, Asked], Reading]] = {
    "value": _value,
    "rank": _rank,
    "change": change,
    "gap": gap,
    "period": _period,
    "name": _name,
}
