"""The clean stretch of a place in a chart: after the last break, one origin, one season."""

from __future__ import annotations

from dataclasses import dataclass

from data.geography import RIKET, geographies, swedish_regions
from data.model import Break
from indicators.compare import jumps
from indicators.findings.case import Case
from indicators.spec import Mark, Sex
from indicators.transforms import last_stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """Marks with values that may be compared, in time order, and the break they come after."""

    marks: tuple[Mark, ...]
    #: period of the break within the chart that the stretch starts at or after, "" if none
    after: str


def clean_stretch(case: Case, sex: Sex | None = None, code: str | None = None) -> Stretch:
    """The marks of a place within the chart's span, after its last break (rules 6 and 8).

    Only marks of the last one's origin are kept. Of months and quarters only the last one's own
    season is kept, because seasons differ.
    """
    asked = (sex, code or case.subject)
    if asked not in case.stretches:
        case.stretches[asked] = _clean_stretch(case, *asked)
    found: Stretch = case.stretches[asked]
    return found


def _clean_stretch(case: Case, sex: Sex | None, code: str) -> Stretch:
    periods = case.spec.periods
    if not periods:
        return Stretch((), "")
    within = tuple(
        mark
        for mark in case.values(sex).places.get(code, ())
        if periods[0] <= mark.period <= periods[-1]
    )
    marks = last_stretch(within, breaks_of(case, code, sex))
    if not marks:
        return Stretch((), "")
    last = marks[-1]
    season = last.period[4:]
    kept = []
    for mark in reversed(marks):
        if mark.origin != last.origin:
            break
        if mark.period[4:] == season:
            kept.append(mark)
    own = [mark.period for mark in within if "B" in mark.status]
    falls = [item.period for item in breaks_of(case, code, sex)] + own
    after = [period for period in falls if periods[0] < period <= marks[0].period]
    return Stretch(tuple(reversed(kept)), max(after, default=""))


def breaks_of(case: Case, code: str, sex: Sex | None = None) -> tuple[Break, ...]:
    """The dataset's breaks where they concern the place: those of Swedish statistics do abroad not.

    Other countries flag their own breaks on the value (status B).
    """
    swedish = code == RIKET or geographies()[code].parent in (RIKET, *swedish_regions())
    return case.values(sex).breaks if swedish else ()


def jumps_in(case: Case, sex: Sex | None = None, first: str = "") -> list[tuple[Mark, Mark]]:
    """Steps from `first` on that single firms may account for, in the clean stretch (rule 10).

    Empty for an indicator that one firm cannot move.
    """
    if not case.indicator.one_firm:
        return []
    marks = [m for m in clean_stretch(case, sex).marks if m.period >= first]
    return jumps(marks)
