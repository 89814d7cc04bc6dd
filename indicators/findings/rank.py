"""Rank: the place's band in the ranking, whom it cannot be told apart from, and its quarter."""

from __future__ import annotations

from indicators import formats
from indicators.findings.case import Case
from indicators.findings.words import beyond, limit, reaches, say
from indicators.spans import has_jump
from indicators.spec import Finding


def rank(case: Case) -> list[Finding]:
    """The band of the place, where the chart ranks it and the errors of its values are known."""
    band = case.spec.bands.get(case.subject, "")
    period = case.selection.period or ""
    mark = case.measured(case.subject, period)
    if not band or mark is None or case.unsure or case.awaits(case.subject, period):
        return []
    if {"U", "D"} & set(mark.status) or _jumped(case):
        return []
    bounds = [int(part) for part in band.split("–")]
    first, last, count = bounds[0], bounds[-1], len(case.spec.bands)
    numbers = [("first place", float(first)), ("last place", float(last)), ("places", float(count))]
    quarter = _quarter(first, last, count)
    descending = case.indicator.direction != "down"
    order = "highest" if descending else "lowest"
    fields = {
        "place": case.label,
        "when": case.when(period),
        "band": band,
        "count": count,
        "order": say()(f"order_{order}_{case.selection.measure}", case.language),
    }
    if quarter:
        side = order if quarter == "first" else ("lowest" if descending else "highest")
        words = say()(f"quarter_{side}", case.language)
        return [case.finding("rank_quarter", "rank_quarter", numbers, quarter=words, **fields)]
    names = alike_with(case, period)
    if not names:
        return [case.finding("rank_alone", "rank", numbers, **fields)]
    numbers.append(("alike", float(len(names))))
    if len(names) <= limit("named"):
        others = formats.listing(names, case.language)
    else:
        others = say()(f"others_{case.indicator.level}", case.language, count=len(names))
    return [case.finding("rank_alike", "rank", numbers, others=others, **fields)]


def _jumped(case: Case) -> bool:
    """A rank by change rests on the change; one that single firms may account for is no rank."""
    if case.selection.measure not in ("index", "change") or not case.indicator.one_firm:
        return False
    span = (case.selection.base or "", case.selection.period or "")
    return has_jump(case.values(), case.subject, *span)


def _quarter(first: int, last: int, count: int) -> str:
    """``first`` or ``last`` where all of the band lies in that quarter of many places, else ""."""
    if count < limit("regions"):
        return ""
    part = limit("quarter") * count
    if reaches(part, last):
        return "first"
    return "last" if reaches(first - 1, count - part) else ""


def alike_with(case: Case, period: str) -> list[str]:
    """The names of the ranked places whose values cannot be told apart from the place's own."""
    own = case.measured(case.subject, period)
    assert own is not None and own.value is not None
    error = case.error(case.subject, period, printed=False)
    names = []
    for item in case.spec.series:
        value = item.marks[0].value
        if item.code == case.subject or item.code not in case.spec.bands or value is None:
            continue
        if not beyond(own.value - value, error + case.error(item.code, period, printed=False)):
            names.append(item.name)
    return names
