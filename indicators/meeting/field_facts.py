"""What a slide can answer: its indicator, its measure and breakdown, and which period it is of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, counties, geographies
from indicators import formats, naming
from indicators.cautions import margin_unpublished
from indicators.history.words import missing
from indicators.material import Material
from indicators.measures import measured_in
from indicators.meeting.field_asked import Asked, example
from indicators.meeting.field_words import Refused
from indicators.model import OVER_TIME, Indicator, Selection
from indicators.pairing import sex_of
from indicators.selection import from_query
from indicators.spec import ChartSpec, Mark, Sex
from indicators.strategy.model import Goal
from indicators.telling.spans import of_one_sex
from indicators.values import Values

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent

#: periods that are named one by one
MOST_PERIODS = 12
#: kinds whose columns are not one measure over periods
OF_COLUMNS = ("two_points", "quadrant", "scatter")


@dataclass(frozen=True)
class Facts:
    """One indicator of a slide, as the slide shows it. `spec` is None where it has no chart."""

    library: Library
    selection: Selection
    spec: ChartSpec | None

    @property
    def language(self) -> str:
        """The language of the message."""
        return self.selection.language

    @cached_property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.library.catalogue.indicators[self.selection.indicator or ""]

    @cached_property
    def material(self) -> Material:
        """The values of every sex shown."""
        return self.library.material(self.selection)

    @cached_property
    def unsure(self) -> bool:
        """A sample survey without published margins (rule 11)."""
        return margin_unpublished(self.indicator, self.material.datasets)

    @cached_property
    def subject(self) -> str:
        """The place meant where a field names none.

        The home county if the slide shows it, else Norra Mellansverige, else the chart's first.
        """
        home = self.selection.home
        if self.spec is None:
            return home if self.indicator.level == "county" else NORRA_MELLANSVERIGE
        drawn = [one.code for one in self.spec.series if one.role != "reference"]
        wanted = (home, NORRA_MELLANSVERIGE, *drawn, RIKET)
        return next(code for code in wanted if code in drawn or code == RIKET)

    def sex(self, asked: Asked) -> Sex:
        """The sex asked for, else the one shown. Raises :class:`Refused` where two are."""
        shown = tuple(self.material.values)
        if asked.sex:
            if asked.sex not in self.indicator.breakdowns:
                raise Refused("no_sex", sex=naming.say()(asked.sex, self.language))
            return asked.sex
        if len(shown) > 1:
            place = asked.place or self.subject
            word = naming.say()("women", self.language)
            raise Refused("sexes", example=example(asked.kind, self.language, place, word))
        return shown[0]

    def values(self, sex: Sex) -> Values:
        """The indicator's values of a sex, whether the view shows it or not."""
        return self.library.values(self.indicator.id, sex, self.selection.as_of)

    def place(self, asked: Asked, values: Values) -> str:
        """The place asked for; a region of the same name where the series has no such county."""
        code = asked.place or self.subject
        if code in values.places:
            return code
        name = geographies()[code].short_sv
        same = (one for one in values.places if geographies()[one].short_sv == name)
        return next(same, code)

    def name(self, code: str) -> str:
        """The place's name as in the chart."""
        return naming.place_name(code, self.language, self.indicator)

    def period_words(self, period: str) -> str:
        """A period as it stands in a sentence."""
        return formats.period(period, self.language)

    def mark(self, code: str, period: str, sex: Sex) -> Mark | None:
        """The value of a place in the slide's measure, None where it has none."""
        found = measured_in(period, self.values(sex), code, self.selection, self.indicator)
        return found if found is not None and found.value is not None else None

    @property
    def over_time(self) -> bool:
        """True where several periods are shown, so that a place's newest is what counts."""
        return self.spec is None or self.spec.kind in OVER_TIME

    @cached_property
    def axis(self) -> tuple[str, ...]:
        """The periods that the slide spans."""
        if self.spec is not None and self.spec.kind in OVER_TIME and self.spec.periods:
            return self.spec.periods
        last = (self.selection.period if not self.over_time else self.selection.end) or "9999"
        first = min(self.selection.start or "", self.selection.base or "9999")
        return tuple(one for one in self.material.any.periods if first <= one <= last)

    @cached_property
    def period(self) -> str:
        """The period that the slide is of.

        The one chosen in views of one period; over time the newest in which the slide's subject
        has a value, so that all places are told for one period.
        """
        if not self.over_time:
            return self.selection.period or ""
        sex = next(iter(self.material.values))
        drawn = [one.code for one in self.spec.series] if self.spec is not None else []
        for code in dict.fromkeys((self.subject, *drawn, RIKET)):
            for period in reversed(self.axis):
                if self.mark(code, period, sex) is not None:
                    return period
        return self.axis[-1] if self.axis else ""

    def newest(self, code: str, sex: Sex) -> Mark:
        """A place's value in the slide's period; over time the newest before it where it has none.

        Raises :class:`Refused` where there is none.
        """
        if (found := self.mark(code, self.period, sex)) is not None:
            return found
        if self.over_time:
            for period in reversed(self.axis):
                if period < self.period and (found := self.mark(code, period, sex)) is not None:
                    return found
            raise Refused("no_value_any", place=self.name(code))
        raise self.lacking(code, self.period, sex)

    def given(self, code: str, period: str, sex: Sex) -> Mark:
        """A place's value in a given period. Raises :class:`Refused` where there is none."""
        if (found := self.mark(code, period, sex)) is not None:
            return found
        raise self.lacking(code, period, sex)

    def lacking(self, code: str, period: str, sex: Sex) -> Refused:
        """Why a place has no value in a period."""
        values = self.values(sex)
        if period not in values.by_period:
            said = self.period_words(period) if _is_period(period) else period
            return Refused("no_period", period=said, periods=self._periods(values))
        found = measured_in(period, values, code, self.selection, self.indicator)
        reason = missing(found.status if found is not None else "O", self.language)
        return Refused(
            "no_value", place=self.name(code), period=self.period_words(period), reason=reason
        )

    def _periods(self, values: Values) -> str:
        """The periods that a series has, in words: all, or the first and the last of many."""
        held = values.periods or (self.period,)
        if len(held) > MOST_PERIODS:
            return formats.period_range(held[0], held[-1], self.language)
        return formats.listing([self.period_words(one) for one in held], self.language)

    def awaits(self, code: str, period: str) -> bool:
        """Tell whether a value, or a part of it, is far outside its history and not reviewed."""
        parts: tuple[str, ...] = (code,)
        if code == NORRA_MELLANSVERIGE and self.material.any.aggregated:
            parts = tuple(one for one in counties() if geographies()[one].parent == code)
        return any((part, period) in self.material.awaiting for part in parts)


def _is_period(code: str) -> bool:
    _, _, part = code.partition("-")
    return not part or part[0] == "Q" or 1 <= int(part) <= 12


def day_of(content: SlideContent) -> date | None:
    """The day that the slide's figures are known as of, None for the latest."""
    if content.selection is not None:
        return content.selection.as_of
    return from_query(content.address.partition("?")[2])[0].as_of


def facts_of(content: SlideContent, library: Library, language: str, indicator: str = "") -> Facts:
    """The facts of a slide, or of another `indicator` on its day (``*`` for the second of two).

    Raises :class:`Refused` where the slide shows no view, or more than one indicator.
    """
    chosen = content.selection
    goal = goal_of(content, library)
    if chosen is None and not content.address and goal is None:
        raise Refused("no_view")
    if indicator == "*":
        if chosen is None or chosen.view != "scatter" or not chosen.against:
            raise Refused("no_against")
        indicator = chosen.against
    own = chosen.indicator if chosen is not None else goal.indicator if goal is not None else None
    if not indicator and own is None:
        code = next(iter(library.available()), "")
        place = county_of(content) or "20"
        raise Refused("no_indicator", example=example("value", language, place, code))
    if chosen is not None and indicator in ("", own):
        drawn_as = replace(chosen, language=language)  # type: ignore[arg-type]
        if content.chart is not None and content.chart.kind in OF_COLUMNS:
            drawn_as = of_one_sex(drawn_as)
        return Facts(library, drawn_as, content.chart)
    return _another(content, library, language, indicator or own or "", goal)


def _another(
    content: SlideContent, library: Library, language: str, indicator: str, goal: Goal | None
) -> Facts:
    """An indicator that the slide has no chart of, as Jämför shows it unless asked otherwise."""
    chosen, day = content.selection, day_of(content)
    asked = from_query(content.address.partition("?")[2])[0] if chosen is None else chosen
    home = county_of(content) or asked.home
    plain = Selection(indicator=indicator, language=language, home=home, as_of=day)  # type: ignore[arg-type]
    if goal is not None and goal.indicator == indicator:
        plain = replace(plain, breakdown=goal.breakdown, places=(goal.place,))
    elif chosen is not None and chosen.view == "scatter":
        # the second of two indicators is shown in the period of both
        sex = sex_of(library.catalogue.indicators[indicator], chosen.breakdown)
        plain = replace(plain, view="ranking", period=chosen.period, breakdown=sex)
    found = library.resolve(plain).selection
    if found.as_of != day:
        raise Refused("nothing_then", day=str(day))
    spec = library.view(found) if found.view == "ranking" else None
    return Facts(library, found, spec)


def county_of(content: SlideContent) -> str:
    """The county whose profile the slide shows, "" where it shows none."""
    parts = content.slide.path.strip("/").split("/")
    known = parts[0] == "county" and len(parts) > 1 and parts[1] in counties()
    return parts[1] if known else ""


def goal_of(content: SlideContent, library: Library) -> Goal | None:
    """The goal whose page the slide shows."""
    parts = content.slide.path.strip("/").split("/")
    return library.strategy.goals.get(parts[1]) if parts[0] == "mal" and len(parts) > 1 else None
