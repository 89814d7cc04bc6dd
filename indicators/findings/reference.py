"""What a place is held against, and in which period of the chart."""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import EU27, RIKET
from indicators.findings.case import ONE_PERIOD, Case
from indicators.values import reference_place


def common_period(case: Case, code: str, others: Sequence[str]) -> str | None:
    """The latest period of the chart in which `code` and all of `others` have a measured value."""
    if case.spec.kind in ONE_PERIOD:
        span: tuple[str, ...] = (case.selection.period or "",)
    else:
        span = case.spec.periods
    for period in reversed(span):
        if all(case.measured(each, period) is not None for each in (code, *others)):
            return period
    return None


def reference_in(case: Case) -> tuple[str, str] | None:
    """Riket, or else the EU, and the latest period shared with the place; None where neither is.

    The EU is taken in Riket's place where Riket has no value as late as the EU's.
    """
    main = reference_place(case.material.any)
    if main is None or case.subject in (RIKET, EU27):
        return None
    found = [
        (period, code)
        for code in dict.fromkeys((main, EU27))
        if code in case.material.any.places
        and (period := common_period(case, case.subject, (code,))) is not None
    ]
    if case.selection.measure == "gap":
        found = [item for item in found if item[1] == main]
    if not found:
        return None
    latest = max(period for period, _ in found)
    return next((code, period) for period, code in found if period == latest)
