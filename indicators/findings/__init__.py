"""Fynd: what tested rules say under a chart, in sentences bound to their numbers.

:func:`findings` is the only door. Each rule is a function from a
:class:`~indicators.findings.case.Case` to sentences, with the numbers that it used; a rule that
may not speak returns nothing. Degree words come from one table (:mod:`~indicators.findings.words`).
"""

from __future__ import annotations

from collections.abc import Callable

from indicators.findings.case import Case, case_of
from indicators.findings.caution import cautions
from indicators.findings.change import change
from indicators.findings.level import level, peers
from indicators.findings.quadrant import quadrants
from indicators.findings.rank import rank
from indicators.findings.scatter import correlation
from indicators.findings.sexes import sexes
from indicators.findings.tile_map import extremes
from indicators.findings.two_points import between
from indicators.material import Material
from indicators.model import Selection, ViewId
from indicators.spec import ChartSpec, Finding

#: as many sentences as are said about a chart
MOST = 4
#: as many of them may be cautions where there is more to say
MOST_CAUTIONS = 2

Rule = Callable[[Case], list[Finding]]
#: the rules of each kind of chart, the most important first
RULES: dict[ViewId, tuple[Rule, ...]] = {
    "over_time": (sexes, level, change, peers),
    "panels": (sexes, level, change, peers),
    "ranking": (sexes, rank, level, peers),
    "tile_map": (rank, level, extremes, peers),
    "two_points": (between,),
    "quadrant": (quadrants,),
    "scatter": (correlation,),
}


def findings(spec: ChartSpec, material: Material, selection: Selection) -> tuple[Finding, ...]:
    """At most four sentences about a chart, the most important first, cautions last.

    `spec` is complete but for its findings: kind, language, series, periods, unit, symbol,
    columns, bands, facts and classes are read. Empty where nothing can be said.
    """
    if spec.empty:
        return ()
    case = case_of(spec, material, selection)
    if case is None:
        return ()
    main = [found for rule in RULES[spec.kind] for found in rule(case)]
    careful = [] if spec.kind == "scatter" else cautions(case, main)
    kept = main[: MOST - min(len(careful), MOST_CAUTIONS)]
    return tuple([*kept, *careful][:MOST])
