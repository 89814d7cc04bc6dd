"""Caution: why less is said than one might wish, and what the said rests on.

Where a rule is silent because of a break, one firm or an unreviewed value, the caution says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators import formats
from indicators.findings.case import ONE_PERIOD, Case
from indicators.findings.reference import reference_in
from indicators.findings.stretch import Stretch, clean_stretch, jumps_in
from indicators.findings.words import limit
from indicators.model import OVER_TIME
from indicators.spans import same_season
from indicators.spec import Finding, Mark, Sex

#: status letter -> phrase, the gravest first
DOUBTED = {"U": "caution_unreliable", "D": "caution_definition"}
UNFINISHED = {"P": "caution_provisional", "E": "caution_estimated"}


def cautions(case: Case, main: Sequence[Finding]) -> list[Finding]:
    """The cautions that a chart's findings need, the gravest first."""
    sexes: list[Sex | None] = [None] if len(case.material.values) == 1 else [*case.material.values]
    found = [*_review(case), *_season(case)]
    if case.spec.kind not in ONE_PERIOD:
        for sex in sexes:
            found += _firm(case, sex)
            found += _short(case, sex)
    marks = _used(case)
    found += _status(case, marks, DOUBTED)
    if case.unsure and (main or case.spec.kind in ONE_PERIOD):
        ranked = bool(case.spec.bands) and case.spec.kind in ONE_PERIOD
        key = "caution_margin_ranked" if ranked else "caution_margin"
        found.append(case.finding(key, "caution_margin", ()))
    if main:
        found += _status(case, marks, UNFINISHED)
    return list({item.text: item for item in found}.values())


def _used(case: Case) -> list[tuple[str, Mark]]:
    """The newest values that the findings rest on: the place's own, and its reference's."""
    found = []
    last = _last(case)
    if last is not None:
        found.append((case.label, last))
    reference = reference_in(case) if not case.indicator.extensive else None
    if reference is not None:
        mark = case.values().mark(*reference)
        item = case.series(reference[0])
        if mark is not None and item is not None:
            found.append((item.name, mark))
    return found


def _last(case: Case) -> Mark | None:
    """The newest value of the place in the chart."""
    if case.spec.kind in ONE_PERIOD:
        mark = case.values().mark(case.subject, case.selection.period or "")
        return mark if mark is not None and mark.value is not None else None
    marks = clean_stretch(case).marks
    return marks[-1] if marks else None


def _review(case: Case) -> list[Finding]:
    """Values far outside their own history that nobody has looked at yet."""
    if case.spec.kind in ONE_PERIOD:
        periods = [case.selection.period or ""]
    else:
        periods = [mark.period for mark in clean_stretch(case).marks]
    waiting = [period for period in periods if case.awaits(case.subject, period)]
    if not waiting:
        return []
    words = formats.listing([case.when(period) for period in waiting], case.language)
    return [case.finding("caution_review", "caution_review", (), place=case.label, when=words)]


def _season(case: Case) -> list[Finding]:
    """A measure that rests on a base in another month or quarter, because seasons differ."""
    asked, base = case.selection, case.selection.base or ""
    period = asked.period or ""
    if asked.measure not in ("index", "change") or case.spec.kind not in (*OVER_TIME, *ONE_PERIOD):
        return []
    if same_season(base, period):
        return []
    fields = {
        "base": formats.period(base, case.language),
        "period": formats.period(period, case.language),
    }
    return [case.finding("caution_season", "caution_season", (), **fields)]


def _firm(case: Case, sex: Sex | None) -> list[Finding]:
    """Steps that single firms may account for: never called progress (rule 10)."""
    steps = jumps_in(case, sex)
    if not steps or case.selection.measure == "gap":
        return []
    spans = [
        formats.period_range(earlier.period, later.period, case.language)
        for earlier, later in steps
    ]
    numbers = [
        (f"{when} {mark.period}", mark.value or 0.0)
        for earlier, later in steps
        for when, mark in (("before", earlier), ("after", later))
    ]
    words = formats.listing(spans, case.language)
    return [case.finding("caution_firm", "caution_firm", numbers, place=case.label, when=words)]


def _short(case: Case, sex: Sex | None) -> list[Finding]:
    """Too few values after a break to judge a change by (rule 29)."""
    stretch: Stretch = clean_stretch(case, sex)
    count = len(stretch.marks)
    silent = case.selection.measure != "value" or case.indicator.points_only
    if silent or not stretch.after or not 0 < count < limit("shortest"):
        return []
    return [
        case.finding(
            f"caution_short_{count}",
            "caution_short",
            (("periods", float(count)),),
            period=formats.period(stretch.after, case.language),
            place=case.label,
        )
    ]


def _status(
    case: Case, marks: Sequence[tuple[str, Mark]], letters: dict[str, str]
) -> list[Finding]:
    """What the source says of the newest values: each place once, by its gravest letter."""
    found = []
    for letter, key in letters.items():
        named = [(name, mark) for name, mark in marks if letter in mark.status]
        for period in dict.fromkeys(mark.period for _, mark in named):
            names = [name for name, mark in named if mark.period == period]
            places = formats.listing(list(dict.fromkeys(names)), case.language)
            count = "one" if len(set(names)) == 1 else "many"
            found.append(
                case.finding(f"{key}_{count}", key, (), place=places, when=case.when(period))
            )
    return found
