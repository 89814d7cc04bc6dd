"""Women and men: how they differ in the place, and in its reference."""

from __future__ import annotations

from indicators import formats
from indicators.findings.case import Case
from indicators.findings.level import Pair, pair_of, told
from indicators.findings.reference import common_period
from indicators.findings.words import say
from indicators.spec import Finding


def sexes(case: Case) -> list[Finding]:
    """The difference between women and men where the chart shows both, in its latest period."""
    if set(case.material.values) != {"women", "men"} or case.selection.measure != "value":
        return []
    found = _between(case, case.subject, case.label, "sexes")
    others = [item for item in case.spec.series if item.role == "reference"]
    if found and others and not case.indicator.extensive:
        found += _between(case, others[0].code, others[0].name, "sexes_reference")
    return found


def _between(case: Case, code: str, name: str, rule: str) -> list[Finding]:
    period = _latest(case, code)
    if period is None or case.awaits(code, period):
        return []
    pair = pair_of(case, period, (code, "women"), (code, "men"))
    if case.indicator.extensive:
        return _parts(case, pair, name)
    women = say()("women_in", case.language, place=name)
    return [told(case, pair, rule, women, say()("the_men", case.language), "sexes")]


def _parts(case: Case, pair: Pair, name: str) -> list[Finding]:
    """Numbers that add up: women's share of women and men together."""
    both = pair.value + pair.other
    if both <= 0:
        return []
    share = pair.value / both * 100
    numbers = (("women", pair.value), ("men", pair.other), ("women's share", share))
    return [
        case.finding(
            "sexes_parts",
            "sexes_parts",
            numbers,
            place=name,
            when=case.when(pair.period),
            women=case.told(pair.value),
            men=case.told(pair.other),
            share=percent(case, share),
        )
    ]


def percent(case: Case, value: float) -> str:
    """A percentage in words, with one decimal."""
    return formats.with_unit(value, 1, case.language, say()("per_cent", case.language), False)


def _latest(case: Case, code: str) -> str | None:
    """The latest period of the chart with a value for both sexes."""
    period = common_period(case, code, ())
    if period is None:
        return None
    span = (period,) if len(case.spec.periods) < 2 else case.spec.periods
    for each in reversed(span):
        if all(case.measured(code, each, sex) is not None for sex in case.material.values):
            return each
    return None
