"""What the rules look at: one chart, the place it is about, its errors, its spread, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from data.geography import (
    NORRA_MELLANSVERIGE,
    counties,
    geographies,
    swedish_regions,
)
from indicators import formats, naming
from indicators.cautions import margin_unpublished
from indicators.findings.words import limit, say
from indicators.framing import noise_of
from indicators.material import Material
from indicators.measures import error_of, measured_in, numbers_in
from indicators.model import Indicator, Selection, changed
from indicators.places import european_regions
from indicators.quadrants import rebased
from indicators.spec import ChartSpec, Finding, Mark, Series, Sex
from indicators.values import Values

#: the interquartile range of a normal distribution, in standard deviations
QUARTILES_APART = 1.349
#: said in the unit of every indicator in current prices (rule 19), so that it can be read there
CURRENT_PRICES = "löpande priser"
#: kinds whose every mark is of one period
ONE_PERIOD = ("ranking", "tile_map")


def spread_of(values: Sequence[float]) -> float | None:
    """The robust standard deviation of `values`: their interquartile range ÷ 1.349.

    The normalised interquartile range of ISO 13528:2022, annex C; quartiles by linear
    interpolation (type 7 in Hyndman and Fan 1996). None where half of the values are alike.
    """
    if len(values) < 2:
        return None
    low, _, high = quantiles(values, n=4, method="inclusive")
    spread = (high - low) / QUARTILES_APART
    return spread if spread > 1e-9 * max(1.0, abs(high)) else None


@dataclass(frozen=True, slots=True)
class Case:
    """A chart and the place `subject` that its findings are about, called `label` in sentences."""

    spec: ChartSpec
    material: Material
    selection: Selection
    subject: str
    label: str
    #: a sample survey without a published margin: how far a value can err is not known
    unsure: bool
    #: the clean stretches found so far
    stretches: dict[tuple[Sex | None, str], Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the chart."""
        return self.spec.language

    @property
    def indicator(self) -> Indicator:
        """The chart's indicator."""
        return self.material.indicator

    def series(self, code: str, sex: Sex | None = None) -> Series | None:
        """The series of a place in the chart, of the first sex unless one is named."""
        for item in self.spec.series:
            if item.code == code and sex in (None, item.sex):
                return item
        return None

    def values(self, sex: Sex | None = None) -> Values:
        """The indicator's values behind the chart."""
        return self.material.values[sex] if sex else self.material.any

    def measured(self, code: str, period: str, sex: Sex | None = None) -> Mark | None:
        """The mark of a place in the chart's measure, None where it has no value."""
        found = measured_in(period, self.values(sex), code, self.selection, self.indicator)
        return found if found is not None and found.value is not None else None

    def error(self, code: str, period: str, sex: Sex | None = None, printed: bool = True) -> float:
        """How far the measured value of a place can err; see :func:`indicators.measures.error_of`.

        No less than the last `printed` decimal carries, so that what is printed alike is alike.
        """
        asked = self.selection
        if asked.period != period:
            asked = changed(asked, period=period)
        noise = noise_of(self.indicator)
        found = error_of(self.values(sex), code, asked, self.indicator, noise)
        return max(found, 0.49999 * 10.0**-self.spec.decimals) if printed else found

    def awaits(self, code: str, period: str) -> bool:
        """Tell whether a value, or a part of it, lies far outside its history, not yet reviewed."""
        parts: tuple[str, ...] = (code,)
        if code == NORRA_MELLANSVERIGE and self.material.any.aggregated:
            parts = tuple(c for c in counties() if geographies()[c].parent == code)
        return any((part, period) in self.material.awaiting for part in parts)

    def level_places(self, at_home: bool = False) -> tuple[str, ...]:
        """The places whose spread is the indicator's own: counties, riksområden, or Europe's.

        `at_home` leaves out Europe, for what is held against Riket.
        """
        if self.indicator.level == "county":
            return counties()
        if at_home or not self.indicator.europe:
            return swedish_regions()
        held = self.material.any.places

        def compute() -> tuple[str, ...]:
            places = geographies()
            regions = (code for code in european_regions() if code in held)
            return tuple(code for code in regions if places[code].level == "nuts2")

        return self.material.once("findings regions", compute)

    def distribution(
        self, period: str, sex: Sex | None = None, at_home: bool = False
    ) -> tuple[float, ...]:
        """The measured values of all places of the level; empty where too few have one."""
        places = self.level_places(at_home)
        kept = numbers_in(period, self.values(sex), places, self.selection, self.indicator)
        return tuple(kept) if len(kept) > limit("places") * len(places) else ()

    def spread(self, period: str, sex: Sex | None = None, at_home: bool = False) -> float | None:
        """The robust standard deviation between places, in the chart's measure, kept once found."""
        name = f"findings {self.selection.measure} {self.selection.base} {period} {sex} {at_home}"

        def compute() -> tuple[float | None]:
            found = self.distribution(period, sex, at_home)
            return (spread_of(found) if found else None,)

        return self.material.once(name, compute)[0]

    @property
    def rebased(self) -> bool:
        """True for an index alike everywhere in some period: it tells of growth alone."""
        return self.material.once("findings rebased", lambda: rebased(self.material.any))

    # --- words -------------------------------------------------------------------------------

    def when(self, period: str) -> str:
        """A period as it stands within a Swedish sentence: "2024", "i jan 2024"."""
        words = formats.period(period, self.language)
        month = self.language == "sv" and "-" in period and "Q" not in period
        return f"i {words}" if month else words

    def told(self, value: float | None) -> str:
        """A value of the chart with its unit, as on its axis."""
        return formats.with_unit(
            value, self.spec.decimals, self.language, self.spec.symbol, self.spec.signed
        )

    def own(self, value: float | None) -> str:
        """A value in the indicator's own unit, whatever the chart's measure."""
        symbol = self.indicator.symbol[self.language] if self.indicator.symbol else ""
        return formats.with_unit(value, self.indicator.decimals, self.language, symbol, False)

    def apart(self, difference: float, base: float) -> tuple[str, tuple[tuple[str, float], ...]]:
        """A difference between two values in its right unit, and the numbers written.

        Percentage points for shares, per cent of `base` for numbers that have a natural zero, the
        unit itself for scores.
        """
        language, indicator = self.language, self.indicator
        numbers: tuple[tuple[str, float], ...] = (("difference", difference),)
        if indicator.percent:
            points = naming.say()("symbol_points", language)
            text = formats.with_unit(difference, indicator.decimals, language, points, True)
        elif indicator.no_index or base <= 0:
            symbol = indicator.symbol[language] if indicator.symbol else ""
            text = formats.with_unit(difference, indicator.decimals, language, symbol, True)
        else:
            share = difference / base * 100
            numbers += (("difference in per cent", share),)
            text = formats.with_unit(share, 1, language, say()("per_cent", language), True)
        return text, numbers

    def finding(
        self, key: str, rule: str, numbers: Sequence[tuple[str, float]], **fields: object
    ) -> Finding:
        """The sentence `key` filled in, with the rule and its numbers."""
        text = say()(key, self.language, **fields)
        return Finding(formats.sentence(text), rule, tuple(numbers))


def in_current_prices(case: Case) -> bool:
    """Tell whether values are in current prices, which the unit says."""
    return CURRENT_PRICES in case.indicator.unit.sv


def case_of(spec: ChartSpec, material: Material, selection: Selection) -> Case | None:
    """The case of a chart, or None where no place in it is one to speak of.

    The home county if it is in the chart, else Norra Mellansverige, else the first place that was
    chosen by its own name; never a peer.
    """
    wanted = (selection.home, NORRA_MELLANSVERIGE, *selection.places)
    present = {item.code for item in spec.series if item.role != "reference"}
    subject = next((code for code in wanted if code in present), None)
    if subject is None:
        return None
    name = naming.place_name(subject, selection.language, material.indicator)
    return Case(
        spec,
        material,
        selection,
        subject,
        of_sex(name, material, selection.language),
        margin_unpublished(material.indicator, material.datasets),
    )


def of_sex(name: str, material: Material, language: str) -> str:
    """A place's name, with the sex in brackets where the whole chart is of one.

    A sentence is read, and copied, without the subtitle that says so.
    """
    sex = next(iter(material.values))
    if len(material.values) > 1 or sex == "total":
        return name
    return f"{name} ({naming.say()(sex, language)})"
