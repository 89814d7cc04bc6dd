"""Samband: two indicators over all places of their level in the latest period they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET, swedish_regions
from indicators import naming
from indicators.correlation import correlation, trend
from indicators.findings import findings
from indicators.framing import chart_frame, series_of
from indicators.model import Selection
from indicators.pairing import compared_places, paired_places, periods_of_pair, sex_of
from indicators.places import expanded
from indicators.selection import EUROPE
from indicators.spans import value_in
from indicators.spec import ChartSpec, Column, Mark, Series
from indicators.telling.scatter import complete
from indicators.telling.scatter_aloud import Side, Sides, say
from indicators.views.model import Shelf, View


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The chart of a resolved selection of two indicators; a mark of each a place.

    The correlation is over the counties, or the regions, that have both values. Riket, the EU and,
    among counties, Norra Mellansverige are drawn beside them. `facts` hold ``n`` and, where there
    is a correlation, ``r``, ``low`` and ``high``; and ``slope`` and ``intercept`` where its
    interval keeps clear of zero.
    """
    sides = (
        _side(library, selection, selection.indicator),
        _side(library, selection, selection.against),
    )
    within = _places(sides, selection)
    named = dict(expanded(selection.places, sides[0].material.any, selection.peers))
    level = [_series(sides, selection, code, named.get(code, False)) for code in within]
    beside = [
        _series(sides, selection, code, named.get(code, False))
        for code in _beside(sides, selection)
    ]
    period = selection.period or ""
    spec = replace(
        chart_frame(
            sides[0].material, selection, "scatter", (period,), (*_ordered(level), *beside)
        ),
        columns=(sides[0].column, sides[1].column),
        facts=facts(level),
    )
    latest = periods_of_pair(library, selection)
    spec = complete(spec, sides, selection, latest[-1] if latest else period, beside)
    return replace(spec, findings=findings(spec, sides[0].material, selection))


def facts(level: Sequence[Series]) -> dict[str, float]:
    """The correlation over those of `level` that have both values."""
    pairs = [(x, y) for x, y in map(both_values, level) if x is not None and y is not None]
    found = {"n": float(len(pairs))}
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    whole = correlation(xs, ys)
    if whole is None:
        return found
    found |= {"r": whole.r, "low": whole.low, "high": whole.high}
    if whole.sign:
        found["slope"], found["intercept"] = trend(xs, ys)
    return found


def both_values(one: Series) -> tuple[float | None, float | None]:
    """A place's two values."""
    return one.marks[0].value, one.marks[1].value


def _side(library: Shelf, selection: Selection, indicator: str | None) -> Side:
    found = library.catalogue.indicators[indicator or ""]
    sex = sex_of(found, selection.breakdown)
    own = replace(selection, indicator=found.id, breakdown=sex, measure="value", base=None)
    name = found.name[selection.language]
    if sex != "total":
        said = naming.say()(sex, selection.language)
        name = say()("with_sex", selection.language, name=name, sex=said)
    column = Column(
        name=name,
        unit=found.unit[selection.language],
        symbol=naming.symbol(found, own),
        decimals=found.decimals,
        period=selection.period or "",
    )
    return Side(library.material(own), own, column)


def _places(sides: Sides, selection: Selection) -> list[str]:
    """The places of the level: those with both values, and those that lack one, with its reason.

    Abroad only regions stand that both series hold a cell for, and in one NUTS edition.
    """
    a, b = (side.material.any for side in sides)
    period = selection.period or ""
    asked = compared_places(sides[0].material.indicator, sides[1].material.indicator, a, selection)
    paired = frozenset(paired_places(a, b, period, asked))
    ours = frozenset(swedish_regions())
    found = []
    for code in asked:
        marks = (a.mark(code, period), b.mark(code, period))
        held = all(mark is not None for mark in marks)
        whole = held and all(mark.value is not None for mark in marks if mark)
        if code in paired or (not whole and (held or len(code) == 2 or code in ours)):
            found.append(code)
    return found


def _beside(sides: Sides, selection: Selection) -> list[str]:
    """Riket, the EU and Norra Mellansverige, where both values exist and do not grow with size."""
    a, b = (side.material for side in sides)
    if a.indicator.extensive or b.indicator.extensive:
        return []
    wanted = [RIKET]
    if a.indicator.level == "county" and NORRA_MELLANSVERIGE in selection.places:
        wanted.append(NORRA_MELLANSVERIGE)
    if EU27 in selection.places or EUROPE in selection.places:
        wanted.append(EU27)
    period = selection.period or ""
    return [
        code
        for code in wanted
        if all(value_in(side.any, code, period).value is not None for side in (a, b))
    ]


def _series(sides: Sides, selection: Selection, code: str, named: bool) -> Series:
    a, b = (side.material for side in sides)
    period = selection.period or ""
    marks: tuple[Mark, ...] = tuple(value_in(side.any, code, period) for side in (a, b))
    sex = next(iter(a.values))
    one = series_of(a, selection, code, sex, marks, frozenset(), named)
    # each column names its own breakdown, so that a place is one point and not one of two sexes
    aggregated = code == NORRA_MELLANSVERIGE and (a.any.aggregated or b.any.aggregated)
    role = "reference" if code == EU27 else one.role
    return replace(one, sex="total", aggregated=aggregated, role=role)


def _ordered(level: Sequence[Series]) -> list[Series]:
    """The highest value of the first indicator first, places without a point last, by name."""

    def key(one: Series) -> tuple[bool, float, str]:
        x, y = both_values(one)
        if x is None or y is None:
            return True, 0.0, one.name
        return False, -x, one.name

    return sorted(level, key=key)


VIEW = View(
    "scatter", draw, frozenset({"places", "period", "against"}), measures=("value",)
)  # fmt: skip
