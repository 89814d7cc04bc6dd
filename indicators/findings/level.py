"""Level: the place against Riket, or the median of the counties, and against its peers."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from data.geography import RIKET, geographies
from indicators import formats
from indicators.findings.case import ONE_PERIOD, Case, in_current_prices, of_sex
from indicators.findings.reference import common_period, reference_in
from indicators.findings.stretch import jumps_in
from indicators.findings.words import level_word, limit, say
from indicators.selection import PEERS
from indicators.spans import has_jump
from indicators.spec import Finding, Sex


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers to be held against each other in one period, and how far both can err."""

    period: str
    value: float
    other: float
    error: float
    spread: float | None
    #: how many places stand behind `other`, 1 for a place's own value
    places: int = 1
    #: a value marked as uncertain or of another definition, or a margin not published
    unsure: bool = False

    @property
    def difference(self) -> float:
        """The value less the other."""
        return self.value - self.other

    @property
    def numbers(self) -> tuple[tuple[str, float], ...]:
        """What the rule used."""
        found = [("value", self.value), ("other", self.other), ("difference", self.difference)]
        found.append(("error", self.error))
        if self.spread is not None:
            found.append(("spread", self.spread))
        if self.places > 1:
            found.append(("places", float(self.places)))
        return tuple(found)


def level(case: Case) -> list[Finding]:
    """The place against its reference, in the latest period of the chart that both share."""
    if not _comparable(case):
        return []
    found = reference_in(case)
    if found is None:
        return _against_median(case)
    code, period = found
    if case.awaits(case.subject, period) or case.awaits(code, period):
        return []
    pair = pair_of(case, period, (case.subject, None), (code, None))
    name = of_sex(geographies()[code].short(case.language), case.material, case.language)
    return [told(case, pair, "level", case.label, name)]


def _comparable(case: Case) -> bool:
    """Tell whether levels may be compared: not for a number that grows with the place."""
    measure = case.selection.measure
    if len(case.material.values) > 1:
        return False
    if measure in ("index", "change") and _jumped(case):
        return False
    return not case.indicator.extensive or measure == "index"


def _jumped(case: Case) -> bool:
    """Tell whether one firm may stand behind what has happened since the base (rule 10)."""
    if not case.indicator.one_firm:
        return False
    if case.spec.kind in ONE_PERIOD:
        span = (case.selection.base or "", case.selection.period or "")
        return has_jump(case.values(), case.subject, *span)
    return bool(jumps_in(case, None, case.selection.base or ""))


def _against_median(case: Case) -> list[Finding]:
    """Where neither Riket nor the EU has a value: the median of the counties, called that."""
    if case.indicator.level != "county" or case.selection.measure == "gap":
        return []
    if geographies()[case.subject].level != "county":
        return []
    period = common_period(case, case.subject, ())
    if period is None or case.awaits(case.subject, period):
        return []
    values = case.distribution(period)
    if not values:
        return []
    pair = _median_pair(case, period, values)
    name = say()("median_counties", case.language, count=len(values))
    return [told(case, pair, "level_median", case.label, name)]


def peers(case: Case) -> list[Finding]:
    """The place against the median of its structural peers, where those were asked for."""
    if PEERS not in case.selection.places or not _comparable(case):
        return []
    if geographies()[case.subject].level != case.indicator.level:
        return []
    period = common_period(case, case.subject, ())
    if period is None or case.awaits(case.subject, period):
        return []
    others = [code for code in case.selection.peers if code != case.subject]
    marks = [mark.value for code in others if (mark := case.measured(code, period))]
    values = [value for value in marks if value is not None]
    if len(values) < limit("peers"):
        return []
    pair = _median_pair(case, period, values)
    name = say()(f"peers_{case.indicator.level}", case.language, count=len(values))
    return [told(case, pair, "peers", case.label, name)]


def _median_pair(case: Case, period: str, values: tuple[float, ...] | list[float]) -> Pair:
    """The place against a median, which errs as a value of the place itself does."""
    error = case.error(case.subject, period)
    mark = case.measured(case.subject, period)
    assert mark is not None and mark.value is not None
    return Pair(
        period, mark.value, float(median(values)), 2 * error, case.spread(period), len(values),
        case.unsure or bool({"U", "D"} & set(mark.status)),
    )  # fmt: skip


def pair_of(
    case: Case, period: str, one: tuple[str, Sex | None], two: tuple[str, Sex | None]
) -> Pair:
    """Two places, or two sexes, in the chart's measure; both must have a value."""
    marks = [case.measured(code, period, sex) for code, sex in (one, two)]
    assert marks[0] is not None and marks[0].value is not None
    assert marks[1] is not None and marks[1].value is not None
    error = sum(case.error(code, period, sex) for code, sex in (one, two))
    unsure = case.unsure or any({"U", "D"} & set(mark.status) for mark in marks if mark)
    spread = case.spread(period, one[1], at_home=RIKET in (one[0], two[0]))
    return Pair(period, marks[0].value, marks[1].value, error, spread, 1, unsure)


def told(case: Case, pair: Pair, rule: str, label: str, name: str, style: str = "") -> Finding:
    """The sentence about a pair, in the words of the chart's measure unless `style` says other."""
    measure, language = case.selection.measure, case.language
    kind: str = "plain"
    word = ""
    if not pair.unsure:
        kind, word = level_word(pair.difference, pair.error, pair.spread, language)
    style = style or _style(case)
    base = formats.period(case.selection.base or "", language)
    fields = {
        "place": label,
        "reference": name,
        "when": case.when(pair.period),
        "period": formats.period(pair.period, language),
        "word": word,
        "value": case.told(pair.value),
        "other": case.told(pair.other),
        "base": base if measure in ("index", "change") else "",
        "unit": case.indicator.unit[language],
    }
    priced = in_current_prices(case)
    fields["prices"] = say()("in_current_prices", language) if priced else ""
    if style == "change" and priced:
        fields["other"] = say()("current_prices", language, apart=fields["other"])
    numbers = pair.numbers
    if kind == "sure" and style == "change" and max(pair.value, pair.other) < 0:
        # "higher" of two falls would be read as the larger one
        kind = "less" if pair.difference > 0 else "more"
    if kind == "plain" and style == "value" and fields["value"] == fields["other"]:
        kind = "equal"
    if style in ("value", "sexes"):
        fields["apart"], more = case.apart(pair.difference, pair.other)
        numbers += tuple(item for item in more if item not in numbers)
    if (measure in ("index", "gap") and not case.spec.signed) or style == "rebased":
        numbers += (("reference level", 100.0),)
    return case.finding(f"level_{style}_{kind}", f"{rule}_{kind}", numbers, **fields)


def _style(case: Case) -> str:
    """Which sentences suit the measure: an index that starts at 100 is said to be one."""
    measure = case.selection.measure
    if measure == "value" and case.rebased:
        return "rebased"
    return "gap_index" if measure == "gap" and not case.spec.signed else measure
