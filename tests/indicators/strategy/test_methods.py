"""Our method beside Eurostat's and Open SDG's, on every embedded series of counties.

The targets are synthetic: so many per cent better than the base by 2030, decided by nobody. Every
series on which the methods differ stands in ``docs/malstatus.md`` under the reason why; the tables
there are written by :func:`tables`. To write them anew:
``python -m tests.indicators.strategy.test_methods``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from data.geography import RIKET, THE_THREE, geographies
from data.model import period_position
from indicators import formats
from indicators.library import Library
from indicators.model import Indicator
from indicators.strategy.model import Goal
from indicators.strategy.status import Status, status
from indicators.strategy.words import class_word

DOC = Path(__file__).parents[3] / "docs" / "malstatus.md"
BEGIN, END = "<!-- tabeller: början -->", "<!-- tabeller: slut -->"
#: the synthetic targets: better than the base by so much, in 2030
BETTER = (0.10, 0.30)
#: the first base year asked for, where three clean points follow; that of Agenda 2030
BASE = "2015"

#: our classes on the scale that the two others have
SAME = {"reached": 3, "on_track": 3, "too_slow": 2, "far_too_slow": 1, "wrong_way": 0}
EUROSTAT = ("rörelse bort från målet", "otillräckligt framsteg", "måttligt framsteg",
            "betydande framsteg")  # fmt: skip
OPEN_SDG = ("försämring", "begränsat framsteg", "måste öka takten", "på väg", "nått målet")


def growth(first: float, last: float, years: float) -> float:
    """Compound annual growth rate (CAGR)."""
    return float((last / first) ** (1 / years) - 1)


def graded(ratio: float) -> int:
    """The thresholds that Eurostat and Open SDG share: 95 %, 60 % and 0."""
    return sum(ratio >= limit for limit in (0.0, 0.6, 0.95))


def eurostat(base: float, newest: float, target: float, years: float, whole: float) -> int:
    """Actual ÷ required growth rate, from two end points, as an index of :data:`EUROSTAT`.

    Eurostat, Sustainable development in the European Union, monitoring report, annex on how
    trends are assessed: indicators with a quantitative target.
    """
    return graded(growth(base, newest, years) / growth(base, target, whole))


def open_sdg(
    base: float, newest: float, target: float, years: float, whole: float, up: bool
) -> int:
    """As :func:`eurostat`, but a target that is met is met; a target of 0 is taken as 0.001.

    open-sdg/sdg-build, ``sdg/ProgressMeasure.py``, ``methodology_2`` (commit 27c0bf0).
    """
    target = target or 0.001
    if newest >= target if up else newest <= target:
        return 4
    return eurostat(base, newest, target, years, whole)


@dataclass(frozen=True)
class Compared:
    """One series with one synthetic target, by three methods."""

    item: Indicator
    place: str
    better: float
    status: Status
    first: str
    last: str
    #: indices into EUROSTAT and OPEN_SDG, and their ratio
    eurostat: int
    open_sdg: int
    ratio: float
    #: as the ratio would be from the same two end points, but in the unit
    linear: float

    @property
    def ours(self) -> int | None:
        """Our class on their scale; None where ours says that nothing sure can be said."""
        return SAME.get(self.status.assessment.verdict)

    @property
    def reason(self) -> str:
        """Why ours differs from both of theirs: a heading of the doc; "" where it does not."""
        found = self.status.assessment
        if found.verdict == "cannot":
            return str(found.reason)
        if found.verdict == "no_sure_change":
            return "noise"
        if self.ours == min(self.open_sdg, 3) == self.eurostat:
            return ""
        return "growth" if graded(self.linear) == self.ours else "ends"


def goal(item: Indicator, place: str, base: str, value: float, better: float) -> Goal:
    """A synthetic goal: better than the base by a share of it, in 2030."""
    sign = 1 if item.direction == "up" else -1
    return Goal.model_validate(
        {
            "id": "synthetic", "plan": "synthetic", "name": "påhittat mål",
            "indicator": item.id, "breakdown": item.breakdowns[0], "place": place,
            "base_period": base, "target_period": "2030" + base[4:],
            "target_value": value * (1 + sign * better),
            "decided_by": "ingen", "decided_on": "2024-01-01", "document": "påhittat",
        }
    )  # fmt: skip


def compared(library: Library) -> list[Compared]:
    """Every county indicator with a direction, for the three counties and Riket.

    Two base years a series where there are two to choose: the first clean one from 2015 on with
    three values of its season after it and no break (else the first of the clean stretch), and,
    where a break lies within the series, the last year before it.
    """
    made = []
    for item in library.available().values():
        if item.level != "county" or item.direction == "none":
            continue
        for place in (*THE_THREE, RIKET):
            for base in bases(library, item, place):
                made += [one for b in BETTER if (one := compare(library, item, place, base, b))]
    return made


def bases(library: Library, item: Indicator, place: str) -> list[str]:
    """The base years of a series, see :func:`compared`."""
    marks = library.values(item.id, item.breakdowns[0]).places.get(place, ())
    valued = [mark for mark in marks if mark.value is not None]
    if not valued:
        return []
    periods = [mark.period for mark in valued if mark.period[4:] == valued[-1].period[4:]]
    value = {mark.period: mark.value for mark in valued}
    clean, broken = [], []
    for period in periods[:-2]:
        answer = status(library, goal(item, place, period, value[period] or 0.0, 0.1))
        if answer.assessment.reason == "break":
            broken.append(period)
        elif answer.assessment.points >= 3 and value[period]:
            clean.append(period)
    late = [period for period in clean if period >= BASE]
    return [*(late or clean)[:1], *broken[-1:]]


def compare(
    library: Library, item: Indicator, place: str, base: str, better: float
) -> Compared | None:
    """One series by the three methods, theirs from its first and last published values."""
    values = library.values(item.id, item.breakdowns[0])
    first = values.mark(place, base)
    assert first is not None and first.value
    asked = goal(item, place, base, first.value, better)
    answer = status(library, asked)
    kept = [
        mark
        for mark in values.places[place]
        if mark.value is not None and mark.period >= base and mark.period[4:] == base[4:]
    ]
    last, target = kept[-1], asked.target_value
    assert last.value is not None
    years = period_position(last.period) - period_position(base)
    whole = period_position(asked.target_period) - period_position(base)
    ends = (first.value, last.value, target, years, whole)
    return Compared(
        item, place, better, answer, base, last.period,
        eurostat(*ends),
        open_sdg(*ends, item.direction == "up"),
        growth(first.value, last.value, years) / growth(first.value, target, whole),
        (last.value - first.value) / years / ((target - first.value) / whole),
    )  # fmt: skip


HEADINGS = {
    "break": "Tidsseriebrott",
    "one_firm": "Enskilda företag",
    "noise": "Brus",
    "ends": "Ändpunkter och avvikande år",
    "growth": "Tillväxttakt mot rät linje",
}


def tables(library: Library) -> str:
    """The tables of ``docs/malstatus.md``: every series on which the methods differ, by reason."""
    found = compared(library)
    same = sum(not one.reason for one in found)
    numbers = {key: sum(one.reason == key for one in found) for key in HEADINGS}
    series = len({(one.item.id, one.place, one.first) for one in found})
    text = [
        f"{series} serier, {len(found)} jämförelser. Samma klass: {same}. "
        f"Olika: {len(found) - same}, varav "
        + ", ".join(f"{HEADINGS[key].lower()} {number}" for key, number in numbers.items())
        + ".",
    ]
    for key, heading in HEADINGS.items():
        text += ["", f"### {heading}", ""]
        names = (
            "Indikator",
            "Område",
            "Period",
            "Varför",
            *(f"Mål: {share(b)} bättre" for b in BETTER),
        )
        text += [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
        rows: dict[tuple[str, str, str], dict[float, Compared]] = {}
        for one in found:
            if one.reason == key:
                rows.setdefault((one.item.id, one.place, one.first), {})[one.better] = one
        text += [row(ones) for ones in rows.values()]
    return "\n".join(text)


def row(ones: dict[float, Compared]) -> str:
    """A row of a table: a series, why the methods differ, and what each says of each target."""
    one = next(iter(ones.values()))
    cells = [
        one.item.name["sv"],
        geographies()[one.place].short("sv"),
        formats.period_range(one.first, one.last, "sv"),
        why(one),
        *(said(ones[better]) if better in ones else "samma klass" for better in BETTER),
    ]
    return f"| {' | '.join(cells)} |"


def said(one: Compared) -> str:
    """What the three methods say."""
    found = one.status.assessment
    ours = (
        f"vår {class_word(found.verdict, 'sv')} ({share(found.ratio)}); "
        if one.ours is not None
        else ""
    )
    return (
        f"{ours}Eurostat {EUROSTAT[one.eurostat]} ({share(one.ratio)}); "
        f"Open SDG {OPEN_SDG[one.open_sdg]}"
    )


def why(one: Compared) -> str:
    """The reason with its numbers."""
    found, question, decimals = one.status.assessment, one.status.question, one.item.decimals + 1
    if one.reason == "break":
        return f"brott {formats.period(one.status.break_at, 'sv')}"
    if one.reason == "one_firm":
        earlier, later = max(
            pairwise(question.points), key=lambda two: abs(two[1].value / two[0].value - 1)
        )
        changed = formats.number((later.value / earlier.value - 1) * 100, 0, "sv", True)
        return f"{earlier.period} till {later.period}: {changed}{formats.NBSP}%"
    assert found.slope is not None
    if one.reason == "noise":
        low, high = (
            formats.number(v, decimals, "sv", True) for v in (found.slope.low, found.slope.high)
        )
        if found.slope.low * found.slope.high > 0:
            band = formats.number(found.band, decimals, "sv")
            return f"förändringen är mindre än brusbandet {band}"
        return f"takten ligger mellan {low} och {high} per år"
    return f"ändpunkternas räta linje ger {share(one.linear)}"


def share(value: float | None) -> str:
    """Per cent, written out."""
    assert value is not None
    return formats.number(value * 100, 0, "sv") + formats.NBSP + "%"


# --- tests --------------------------------------------------------------------------------------


def test_eurostat_and_open_sdg_worked_by_hand() -> None:
    # 100 → 121 in two years is 10 % a year; to 100 × 1.1¹⁰ in ten years takes as much
    target = 100 * 1.1**10
    assert growth(100, 121, 2) == pytest.approx(0.10)
    assert eurostat(100, 121.01, target, 2, 10) == 3
    assert open_sdg(100, 121.01, target, 2, 10, True) == 3
    assert eurostat(100, 100 * 1.07**2, target, 2, 10) == 2
    assert eurostat(100, 100 * 1.05**2, target, 2, 10) == 1
    assert eurostat(100, 99, target, 2, 10) == 0
    assert open_sdg(100, target, target, 2, 10, True) == 4
    # downwards: from 100 to 50 in ten years is -6.7 % a year
    assert eurostat(100, 93, 50, 1, 10) == 3
    assert eurostat(100, 101, 50, 1, 10) == 0
    assert open_sdg(100, 49, 50, 1, 10, False) == 4
    # a target of nought has no growth rate; Open SDG takes 0.001 instead, which by (1e-5)^(1/10)
    # asks for -68 % a year: to halve is 73 % of that
    assert open_sdg(100, 50, 0, 1, 10, False) == 2


def test_every_difference_has_one_of_the_reasons_of_the_doc(library: Library) -> None:
    found = compared(library)
    assert len({(one.item.id, one.place) for one in found}) > 40
    assert {one.reason for one in found} == {"", *HEADINGS}
    for one in found:
        # the two others differ only in what they call a target that is met
        assert min(one.open_sdg, 3) == one.eurostat
        if one.reason == "":
            assert one.ours == one.eurostat


def test_the_doc_explains_every_series_on_which_the_methods_differ(library: Library) -> None:
    doc = DOC.read_text(encoding="utf-8")
    written = doc.partition(BEGIN)[2].partition(END)[0].strip()
    assert written == tables(library), "python -m tests.indicators.strategy.test_methods"
    explained = doc.partition(BEGIN)[0]
    for heading in HEADINGS.values():
        assert f"**{heading}.**" in explained, "every reason is explained before the tables"


def write() -> None:
    """Write the tables of the doc anew, over the embedded figures."""
    from tempfile import TemporaryDirectory

    from data.registry import load_datasets
    from data.seed import ensure_seeded
    from data.store import Store
    from indicators.catalogue import load_catalogue

    datasets = load_datasets()
    with TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/panel.sqlite") as store:
        ensure_seeded(store, datasets)
        found = tables(Library(load_catalogue(datasets), datasets, store))
    before, _, rest = DOC.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOC.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write()
