"""Targets of goals in the charts of an indicator, on synthetic figures and made-up goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from indicators.library import Library
from indicators.lines import over_time
from indicators.material import Material
from indicators.model import MEASURES, Selection
from indicators.ranking import ranking
from indicators.strategy.load import Strategy
from indicators.strategy.model import Goal
from indicators.strategy.targets import DecidedLine, day_words, targets_of
from indicators.views import VIEWS
from tests.indicators.synthetic import break_at, indicator, library_of, rows

KRONOR = {"sv": "kr", "en": "kr"}
YEARS = {"2015": 2310.0, "2017": 2500.0, "2019": 2900.0, "2021": 3100.0}
FIGURES = [
    (geo, year, value + shift)
    for geo, shift in (("20", 0.0), ("21", 500.0), ("17", -200.0), ("00", 100.0))
    for year, value in YEARS.items()
]


def goal(**changes: Any) -> Goal:
    """A made-up goal: Dalarna, 4 000 by 2030, from 2015."""
    record: dict[str, Any] = {
        "id": "made_up",
        "plan": "dalarna",
        "name": "påhittat mål",
        "indicator": "synthetic",
        "place": "20",
        "base_period": "2015",
        "target_period": "2030",
        "target_value": 4000,
        "decided_by": "Påhittade nämnden",
        "decided_on": date(2026, 6, 12),
        "document": "påhittad plan",
    }
    return Goal.model_validate(record | changes)


def shelf(*goals: Goal, figures: Any = FIGURES, about: Any = None, **changes: Any) -> Library:
    """A library of one synthetic indicator with `goals`."""
    words = {"decimals": 0, "symbol": KRONOR} | changes
    found, _ = library_of(rows(*figures), indicator(**words), **(about or {}))
    found.strategy = Strategy(goals={one.id: one for one in goals})
    return found


def chosen(library: Library, **changes: Any) -> Selection:
    asked = {"indicator": "synthetic", "places": ("20", "21", "17", "00")} | changes
    return library.resolve(Selection(**asked)).selection


def material(*goals: Goal, **changes: Any) -> tuple[Material, Selection]:
    library = shelf(*goals, **changes)
    asked = chosen(library)
    return library.material(asked), asked


def told_plainly(text: str) -> str:
    """`text` with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_target_is_told_whole_in_both_languages() -> None:
    library = shelf(goal(path=[{"period": "2025", "value": 3300}]))
    told = {}
    for language in ("sv", "en"):
        asked = chosen(library, language=language)
        (told[language],) = targets_of(library.material(asked), asked, ["20"])
    assert told_plainly(told["sv"].told) == (
        "Mål för Dalarna: 4 000 kr 2030 (basår 2015: 2 310 kr). "
        "Beslutat av Påhittade nämnden den 12 juni 2026. Delmål: 3 300 kr 2025."
    )
    assert told_plainly(told["en"].told) == (
        "Target for Dalarna: 4,000 kr in 2030 (base year 2015: 2,310 kr). "
        "Decided by Påhittade nämnden on 12 June 2026. Milestones: 3,300 kr in 2025."
    )
    assert told_plainly(told["sv"].label) == "mål 2030: 4 000 kr"
    assert told_plainly(told["en"].label) == "target 2030: 4,000 kr"
    assert told["sv"].path == (("2015", 2310.0), ("2025", 3300.0), ("2030", 4000.0))
    assert day_words(date(2021, 9, 1), "sv") == "1 september 2021"


def test_without_a_unit_two_numbers_do_not_stand_side_by_side() -> None:
    made, asked = material(goal(target_value=4000), symbol=None)
    (line,) = targets_of(made, asked, ["20"])
    assert told_plainly(line.told).startswith("Mål för Dalarna 2030: 4 000 (basår 2015: 2 310).")


def test_the_base_is_the_published_value_else_the_decided_else_there_is_no_path() -> None:
    published, asked = material(goal(base_value=2280))
    (line,) = targets_of(published, asked, ["20"])
    assert line.path[0] == ("2015", 2310.0)
    assert "basår 2015: 2 310 kr, 2 280 kr när målet beslutades" in told_plainly(line.told)
    same, asked = material(goal(base_value=2310.2))
    assert "beslutades)" not in targets_of(same, asked, ["20"])[0].told
    decided, asked = material(goal(base_period="2014", base_value=2200))
    assert targets_of(decided, asked, ["20"])[0].path[0] == ("2014", 2200.0)
    unknown, asked = material(goal(base_period="2014", path=[{"period": "2025", "value": 3300}]))
    (line,) = targets_of(unknown, asked, ["20"])
    assert line.path == (("2030", 4000.0),)
    assert "basår 2014: värde saknas" in line.told
    assert isinstance(line, DecidedLine) and line.base is None


def test_a_break_after_the_base_year_is_told() -> None:
    about = {"breaks": [break_at("2017").model_dump()]}
    made, asked = material(goal(), about=about)
    assert (
        "Tidsserien har ett brott 2017, efter basåret." in targets_of(made, asked, ["20"])[0].told
    )
    later, asked = material(goal(base_period="2019"), about=about)
    assert "brott" not in targets_of(later, asked, ["20"])[0].told


@pytest.mark.parametrize("measure", [one for one in MEASURES if one != "value"])
def test_other_measures_have_no_target_and_say_so(measure: Any) -> None:
    library = shelf(goal())
    asked = chosen(library, measure=measure)
    assert asked.measure == measure
    assert targets_of(library.material(asked), asked, ["20"]) == ()
    spec = library.over_time(asked)
    assert spec.targets == ()
    note = "Mål för Dalarna är satta i indikatorns egen enhet och visas inte i detta mått."
    assert spec.notes[-1] == note


def test_two_goals_for_two_places_stand_in_the_order_of_the_places() -> None:
    two = (goal(), goal(id="other", place="21", target_value=4500.0, target_period="2027"))
    made, asked = material(*two)
    assert [one.code for one in targets_of(made, asked, ["21", "20"])] == ["21", "20"]
    assert [one.goal for one in targets_of(made, asked, ["20"])] == ["made_up"]
    spec = over_time(made, asked)
    assert [(one.code, one.value) for one in spec.targets] == [("20", 4000.0), ("21", 4500.0)]


def test_a_place_that_is_not_in_the_chart_has_no_target_in_it() -> None:
    library = shelf(goal(place="21"))
    spec = library.over_time(chosen(library, places=("20", "00")))
    assert spec.targets == () and not any("Mål" in note for note in spec.notes)
    assert library.ranking(chosen(library)).targets[0].code == "21"


def by_sex() -> Any:
    frames = []
    for sex, shift in (("total", 0.0), ("women", 5.0), ("men", -5.0)):
        part = rows(*((geo, year, value / 100 + shift) for geo, year, value in FIGURES))
        frames.append(part.assign(breakdown=sex))
    return pd.concat(frames, ignore_index=True).astype(frames[0].dtypes.to_dict())


def test_a_goal_of_women_stands_only_where_women_are_shown() -> None:
    item = indicator(breakdowns=["total", "women", "men"], symbol=KRONOR)
    library, _ = library_of(by_sex(), item)
    library.strategy = Strategy(goals={"w": goal(id="w", breakdown="women", target_value=40)})
    found = {}
    for breakdown in ("total", "women", "men", "sex"):
        asked = chosen(library, breakdown=breakdown)
        assert asked.breakdown == breakdown
        found[breakdown] = library.over_time(asked).targets
    assert found["total"] == found["men"] == ()
    (line,) = found["women"]
    assert line.name == "Dalarna, kvinnor" and line.path[0] == ("2015", 28.1)
    assert found["sex"] == (line,)


def test_a_monthly_target_is_named_by_its_month() -> None:
    months = [("20", f"2025-{month:02}", 5.0 + month) for month in range(1, 13)]
    made, asked = material(
        goal(base_period="2025-03", target_period="2027-12", target_value=3),
        figures=months,
        about={"frequency": "monthly"},
    )
    (line,) = targets_of(made, asked, ["20"])
    assert told_plainly(line.label) == "mål dec 2027: 3 kr"
    assert "basperiod mars 2025: 8 kr" in told_plainly(line.told)


def test_a_view_as_of_a_day_knows_no_goal_decided_later() -> None:
    made, asked = material(goal())
    assert targets_of(made, replace(asked, as_of=date(2026, 6, 11)), ["20"]) == ()
    assert targets_of(made, replace(asked, as_of=date(2026, 6, 12)), ["20"])


def test_an_example_says_so_in_all_its_words() -> None:
    library = shelf(goal())
    for language, told, label in (
        ("sv", "Exempelmål för Dalarna:", "exempelmål 2030:"),
        ("en", "Example target for Dalarna:", "example target 2030:"),
    ):
        asked = chosen(library, language=language)
        own = library.material(asked)
        made = replace(own, example=True)
        (line,) = targets_of(made, asked, ["20"])
        assert line.told.startswith(told) and line.label.startswith(label)


@pytest.mark.parametrize("view", ["over_time", "panels", "ranking", "tile_map", "two_points",
                                  "quadrant"])  # fmt: skip
def test_every_view_tells_its_targets_under_the_chart_and_aloud(view: Any) -> None:
    library = shelf(goal())
    spec = library.view(chosen(library, view=view, period="2021", base="2015"))
    assert spec.kind == view and spec.empty is None
    (line,) = spec.targets
    assert line.told in spec.notes and spec.alt.endswith(line.told)
    bare = shelf().view(chosen(shelf(), view=view, period="2021", base="2015"))
    assert spec.periods == bare.periods and spec.findings == bare.findings
    assert spec.series == bare.series and spec.title == bare.title


def test_without_goals_a_chart_is_what_it_was() -> None:
    library = shelf()
    for view in VIEWS:
        if view != "scatter":
            spec = library.view(chosen(library, view=view, period="2021", base="2015"))
            assert spec.targets == ()
            assert not any("Mål för" in text for text in (*spec.notes, spec.alt))


def test_a_ranking_in_an_earlier_year_keeps_the_target() -> None:
    made, asked = material(goal())
    spec = ranking(made, replace(asked, view="ranking", period="2017"), ("20", "21", "17"))
    assert [one.value for one in spec.targets] == [4000.0]
