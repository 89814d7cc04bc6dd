"""Every step of a status in words and numbers, to be opened, printed and computed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indicators import formats, naming
from indicators.phrases import Phrases, phrases
from indicators.strategy.assess import Point, used
from indicators.strategy.status import LeftOut, Status
from indicators.strategy.words import class_word, reason_words
from indicators.strategy.words import say as say_status

WORDS = Path(__file__).parents[1] / "words" / "strategy_steps.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, said in words, and its bare number with the number's unit."""

    label: str
    text: str
    number: float | None = None
    unit: str = ""
    #: the key of its label, the same in both languages
    key: str = ""


def say() -> Phrases:
    """The phrases of the steps, read at first use."""
    return phrases(WORDS)


def steps(status: Status, language: str) -> tuple[Step, ...]:
    """The steps in the order a reader follows; what cannot be had is left out, not empty."""
    told = _Told(status, language)
    return (*told.asked(), *told.given(), *told.pace(), *told.level(), *told.answer())


class _Told:
    """A status in one language; every method gives the steps of one part."""

    def __init__(self, status: Status, language: str) -> None:
        self.status, self.language = status, language
        item = status.indicator
        self.decimals = item.decimals
        self.symbol = item.symbol[language] if item.symbol else ""
        #: of a difference: percentage points for shares
        self.apart = naming.say()("symbol_points", language) if item.percent else self.symbol
        self.per_cent = say()("per_cent", language)

    def step(self, key: str, text: str, number: float | None = None, unit: str = "") -> Step:
        return Step(say()(key, self.language), text, number, unit, key)

    def says(self, key: str, **fields: object) -> str:
        return say()(key, self.language, **fields)

    def when(self, period: str) -> str:
        return formats.period(period, self.language)

    def value(self, value: float | None) -> str:
        return formats.with_unit(value, self.decimals, self.language, self.symbol)

    def difference(self, value: float, more: int = 0) -> str:
        """With its sign, in percentage points for shares; a pace carries `more` decimals."""
        return formats.with_unit(value, self.decimals + more, self.language, self.apart, True)

    def asked(self) -> Iterator[Step]:
        """What was decided: base, target and the values on the way."""
        goal, question = self.status.goal, self.status.question
        base = question.points[0] if question.points else None
        value = self.value(base.value) if base else self.says("no_value")
        at = self.says("at", period=self.when(goal.base_period), value=value)
        yield self.step("base", at, base.value if base else None, self.symbol if base else "")
        if goal.base_value is not None and (base is None or goal.base_value != base.value):
            at = self.says(
                "at", period=self.when(goal.base_period), value=self.value(goal.base_value)
            )
            yield self.step("base_decided", at, goal.base_value, self.symbol)
        for period, wanted in question.path:
            yield self.step("stop", self._wanted(period, wanted), wanted, self.symbol)
        target = question.target_value
        yield self.step("target", self._wanted(question.target_period, target), target, self.symbol)

    def _wanted(self, period: str, value: float) -> str:
        key = f"target_{self.status.question.direction}"
        return self.says(key, period=self.when(period), value=self.value(value))

    def given(self) -> Iterator[Step]:
        """The values used, those left out and why, and the break."""
        question = self.status.question
        kept = used(question) if question.points else ()
        for point in kept:
            yield self.step("point", self._at(point), point.value, self.symbol)
        later = [LeftOut(p.period, p.value, "later") for p in question.points[len(kept) :]]
        for one in sorted((*self.status.left_out, *later), key=lambda item: item.period):
            value = self.says("no_value") if one.value is None else self.value(one.value)
            text = self.says(
                "at_left_out",
                period=self.when(one.period), value=value, why=self.says(f"why_{one.why}"),
            )  # fmt: skip
            yield self.step("left_out", text, one.value, self.symbol)
        if question.reason == "break":
            at = self.when(self.status.break_at)
            yield self.step("break", self.says("break_told", period=at))
        if question.jumped:
            yield self.step("jump", self.says("jump_told"))

    def _at(self, point: Point) -> str:
        fields = {"period": self.when(point.period), "value": self.value(point.value)}
        if point.margin is None:
            return self.says("at", **fields)
        margin = formats.number(point.margin, self.decimals + 1, self.language)
        return self.says("at_margin", margin=margin, **fields)

    def pace(self) -> Iterator[Step]:
        """The change so far, its pace and noise, and the pace that is needed."""
        found = self.status.assessment
        if found.change is None or not found.years or found.band is None:
            return
        points = used(self.status.question)
        text = self.says(
            "change_told",
            value=self.difference(found.change),
            years=formats.number(found.years, 0, self.language),
            first=self.when(points[0].period),
            last=self.when(points[-1].period),
        )
        yield self.step("change", text, found.change, self.apart)
        band = formats.with_unit(found.band, self.decimals + 1, self.language, self.apart)
        yield self.step("band", self.says("band_told", value=band), found.band, self.apart)
        if found.slope is not None:
            text = self.says(
                "slope_told", value=self.difference(found.slope.slope, 1), points=found.points
            )
            yield self.step("slope", text, found.slope.slope, self._yearly())
            low, high = (self.difference(value, 1) for value in (found.slope.low, found.slope.high))
            yield self.step("interval", self.says("interval_told", low=low, high=high))
        if found.way is not None and not self.status.question.jumped:
            yield self.step("way", say_status()(f"way_{found.way}", self.language))
        yield from self._needed()

    def _needed(self) -> Iterator[Step]:
        found, question = self.status.assessment, self.status.question
        judged = used(question)[-1].period
        at = self.says("at", period=self.when(judged), value=self.value(found.expected))
        yield self.step("expected", at, found.expected, self.symbol)
        if found.needed is not None:
            text = self.says("per_year", value=self.difference(found.needed, 1))
            yield self.step("needed", text, found.needed, self._yearly())
        # the share of a pace the other way, or of none, says nothing
        if found.ratio is not None and found.way == "toward":
            share = formats.number(found.ratio * 100, 0, self.language)
            text = self.says("ratio_told", ratio=share)
            yield self.step("ratio", text, found.ratio * 100, self.per_cent)
        on_track, slow = (
            formats.number(share * 100, 0, self.language)
            for share in (question.on_track, question.slow)
        )
        yield self.step("thresholds", self.says("thresholds_told", on_track=on_track, slow=slow))
        if found.needed_left is not None:
            text = self.says(
                "needed_left_told",
                value=self.difference(found.needed_left, 1),
                period=self.when(question.target_period),
            )
            yield self.step("needed_left", text, found.needed_left, self._yearly())

    def level(self) -> Iterator[Step]:
        """How far it is to the target, and to Riket in the same period."""
        found, status = self.status.assessment, self.status
        if found.left is not None:
            judged = used(status.question)[-1]
            key = "left_due" if found.due else "left_told"
            text = self._level(found.left, judged.value)
            text = self.says(key, value=text, period=self.when(judged.period))
            yield self.step("left", text, found.left, self.apart)
        own, riket = status.newest, status.riket
        # a number that grows with the place has no distance to the country's
        if own is None or riket is None or status.indicator.extensive or status.goal.place == "00":
            return
        assert own.value is not None and riket.value is not None
        apart = own.value - riket.value
        text = self.says(
            "riket_told",
            value=self._level(apart, riket.value),
            period=self.when(own.period),
            own=self.value(own.value),
            riket=self.value(riket.value),
        )
        yield self.step("riket", text, apart, self.apart)

    def _level(self, apart: float, base: float) -> str:
        """As :meth:`indicators.findings.case.Case.apart`, with the difference itself beside it."""
        text = self.difference(apart)
        if self.status.indicator.percent or self.status.indicator.no_index or base <= 0:
            return text
        share = formats.with_unit(apart / base * 100, 1, self.language, self.per_cent, True)
        return self.says("with_share", value=text, share=share)

    def answer(self) -> Iterator[Step]:
        """The class in words, and why there is none."""
        yield self.step("verdict", class_word(self.status.assessment.verdict, self.language))
        why = reason_words(self.status, self.language)
        if why:
            yield self.step("reason", why)

    def _yearly(self) -> str:
        return self.says("per_year", value=self.apart).strip()
