"""The decided goals of an indicator as target lines of its charts (rule 28).

Pure: the same material and the same selection give the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.model import period_position
from indicators import formats, naming
from indicators.material import Material
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.spec import Sex, TargetLine
from indicators.strategy.model import Goal

WORDS = Path(__file__).parents[1] / "words" / "targets.toml"


@dataclass(frozen=True, slots=True)
class DecidedLine(TargetLine):
    """A target line with what a sheet shows in columns of its own: who decided it, and when."""

    decided_by: str
    decided_on: date
    sex: Sex = "total"

    @property
    def base(self) -> tuple[str, float] | None:
        """The base period and its value; None where that is known neither now nor then."""
        return self.path[0] if len(self.path) > 1 else None


def say() -> Phrases:
    """The phrases of targets, read at first use."""
    return phrases(WORDS)


def targets_of(
    material: Material, selection: Selection, codes: Iterable[str]
) -> tuple[TargetLine, ...]:
    """The targets of the places `codes`, in their order, the nearest target first.

    Only those of the breakdown shown, and in a view as of a day only those decided by then. None
    where the chart does not show plain values, for a target is set in the indicator's own unit.
    """
    if not material.goals or selection.measure != "value":
        return ()
    return tuple(_line(goal, material, selection) for goal in goals_in(material, selection, codes))


def goals_in(material: Material, selection: Selection, codes: Iterable[str]) -> Sequence[Goal]:
    """The goals of `codes` that the chart of `selection` concerns, whatever its measure."""
    order = {code: number for number, code in enumerate(codes)}
    found = [
        goal
        for goal in material.goals
        if goal.place in order
        and goal.breakdown in material.values
        and (selection.as_of is None or goal.decided_on <= selection.as_of)
    ]
    return sorted(
        found, key=lambda goal: (order[goal.place], period_position(goal.target_period), goal.id)
    )


def unshown(material: Material, selection: Selection, codes: Iterable[str]) -> str:
    """That there are targets which this measure cannot show, and whose; "" where there are none."""
    language = selection.language
    names = [target_name(goal, material, language) for goal in goals_in(material, selection, codes)]
    places = formats.listing(list(dict.fromkeys(names)), language)
    return say()("other_measure", language, places=places) if names else ""


def _line(goal: Goal, material: Material, selection: Selection) -> DecidedLine:
    language, base = selection.language, base_value(goal, material)
    points = ((point.period, point.value) for point in goal.path)
    between = sorted(points, key=lambda point: period_position(point[0]))
    end = (goal.target_period, goal.target_value)
    # without a base nobody knows where the path comes from
    path = (end,) if base is None else ((goal.base_period, base), *between, end)
    example = "_example" if material.example else ""
    return DecidedLine(
        goal=goal.id,
        code=goal.place,
        name=target_name(goal, material, language),
        path=path,
        told=_told(goal, base, material, selection),
        label=say()(
            f"label{example}",
            language,
            period=formats.period(goal.target_period, language),
            value=_shown(goal.target_value, material, selection),
        ),
        decided_by=goal.decided_by,
        decided_on=goal.decided_on,
        sex=goal.breakdown,
    )


def base_value(goal: Goal, material: Material) -> float | None:
    """The base period's value as published, else as it was when the goal was decided."""
    mark = material.values[goal.breakdown].mark(goal.place, goal.base_period)
    return goal.base_value if mark is None or mark.value is None else mark.value


def target_name(goal: Goal, material: Material, language: str) -> str:
    """The place of a goal, and the sex where it is of one."""
    place = naming.place_name(goal.place, language, material.indicator)
    if goal.breakdown == "total":
        return place
    sex = naming.say()(goal.breakdown, language)
    return say()("name_of_sex", language, place=place, sex=sex)


def day_words(day: date, language: str) -> str:
    """``12 juni 2026``."""
    month = say()("months", language).split()[day.month - 1]
    return say()("day", language, day=day.day, month=month, year=day.year)


def _told(goal: Goal, base: float | None, material: Material, selection: Selection) -> str:
    language, plain = selection.language, _plain(material, selection)
    decided = say()(
        "decided", language, who=goal.decided_by, day=day_words(goal.decided_on, language)
    )
    told = say()(
        f"told{plain}",
        language,
        goal=say()("goal_example" if material.example else "goal", language),
        place=target_name(goal, material, language),
        value=_shown(goal.target_value, material, selection),
        period=formats.period(goal.target_period, language),
        base=_base_told(goal, base, material, selection),
        decided=decided,
    )
    after = [item.period for item in material.values[goal.breakdown].breaks
             if item.period > goal.base_period]  # fmt: skip
    if after:
        # a base on other definitions is a fact of the decision, but nothing to measure from
        period = formats.period(after[-1], language)
        told = f"{told} {say()('break_after', language, period=period)}"
    if not goal.path:
        return told
    points = [
        say()(
            f"path_point{plain}",
            language,
            value=_shown(point.value, material, selection),
            period=formats.period(point.period, language),
        )
        for point in sorted(goal.path, key=lambda point: period_position(point.period))
    ]
    return f"{told} {say()('path', language, points=formats.listing(points, language))}"


def _base_told(goal: Goal, base: float | None, material: Material, selection: Selection) -> str:
    """The base and its value; and what it was when the goal was decided, where that differs."""
    language = selection.language
    missing = say()("base_missing", language)
    now = missing if base is None else _shown(base, material, selection)
    told = say()(
        "base_year" if goal.base_period.isdigit() else "base_period",
        language,
        period=formats.period(goal.base_period, language),
        value=now,
    )
    if goal.base_value is None:
        return told
    then = _shown(goal.base_value, material, selection)
    return told if then == now else say()("base_then", language, base=told, value=then)


def _shown(value: float, material: Material, selection: Selection) -> str:
    symbol = naming.symbol(material.indicator, selection)
    return formats.with_unit(value, material.indicator.decimals, selection.language, symbol)


def _plain(material: Material, selection: Selection) -> str:
    return "" if naming.symbol(material.indicator, selection) else "_plain"
