"""A chart's own words: title, subtitle, and the chart told aloud.

Every sentence is built from the values it speaks of and from phrases in ``words/charts.toml``.
"""

from __future__ import annotations

from data.geography import THE_THREE
from indicators import formats
from indicators.cautions import notes
from indicators.citing import explanation, processing, source
from indicators.events import events_told
from indicators.findings import findings
from indicators.findings.case import CURRENT_PRICES
from indicators.material import Material
from indicators.model import Indicator, Selection, changed
from indicators.naming import (
    file_name,
    measured_name,
    ranked_where,
    reference_name,
    say,
    series_name,
    symbol,
    unit,
    where_lines,
)
from indicators.smoothing import mean_notes, processing_words, window_of
from indicators.spec import ChartSpec, Mark, Series
from indicators.telling.lines import (
    mean_told,
    more_told,
    one_by_one,
    panels_told,
    subtitle_words,
)

#: series that the spoken text goes through one by one
MOST_TOLD = 12


def complete(spec: ChartSpec, material: Material, selection: Selection) -> ChartSpec:
    """`spec` with all its words."""
    language, indicator = selection.language, material.indicator
    reference = reference_name(material.any, language)
    values = [mark for item in spec.series for mark in item.marks if mark.value is not None]
    measured_in = unit(indicator, selection, reference)
    window = window_of(selection.smoothing, material.datasets)
    spec = changed(
        spec,
        title=_title(spec, indicator, selection, reference),
        subtitle=_subtitle(spec, indicator, selection, measured_in),
        unit=measured_in,
        symbol=symbol(indicator, selection),
        empty=None if values else say()("empty_none", language),
        source=source(material),
        processing=processing(material, selection, reference, processing_words(spec, window)),
        explanation=explanation(material, spec, language),
        notes=(
            *notes(spec, material, selection),
            *mean_notes(spec, indicator, window, selection),
        ),
        file_name=file_name(spec, indicator),
    )
    said = findings(spec, material, selection)
    return changed(spec, alt=alternative(spec, indicator), findings=said)


def _title(spec: ChartSpec, indicator: Indicator, selection: Selection, reference: str) -> str:
    language = selection.language
    name = measured_name(indicator, selection, reference)
    when = formats.period_range(spec.periods[0], spec.periods[-1], language) if spec.periods else ""
    if spec.kind == "ranking":
        return say()("title_ranking", language, name=name, where=ranked_where(spec), when=when)
    place = where_lines(spec, selection)
    return say()("title_over_time", language, name=name, where=place, when=when).strip()


def _subtitle(spec: ChartSpec, indicator: Indicator, selection: Selection, own: str) -> str:
    parts = [formats.sentence(own).rstrip("."), *index_prices(indicator, selection)]
    if selection.breakdown in ("women", "men"):
        parts.append(say()(selection.breakdown, spec.language))
    elif selection.breakdown == "sex":
        parts.append(
            say()("women", spec.language)
            + (" och " if spec.language == "sv" else " and ")
            + say()("men", spec.language)
        )
    if spec.kind == "ranking":
        parts.append(order_words(spec, indicator))
    elif indicator.direction != "none" and selection.measure == "value":
        parts.append(say()(f"direction_{indicator.direction}", spec.language))
    return ", ".join([*parts, *subtitle_words(spec)]) + "."


def index_prices(indicator: Indicator, selection: Selection) -> list[str]:
    """That an index is one of current prices (rule 19): its own unit no longer says so."""
    if selection.measure != "index" or CURRENT_PRICES not in indicator.unit.sv:
        return []
    return [say()("current_prices", selection.language)]


def order_words(spec: ChartSpec, indicator: Indicator) -> str:
    """How the house chart is ordered."""
    if {"women", "men"} <= {item.sex for item in spec.series}:
        return say()("order_women", spec.language)
    key = "lowest_first" if indicator.direction == "down" else "highest_first"
    return say()(key, spec.language)


def alternative(spec: ChartSpec, indicator: Indicator) -> str:
    """The chart in words, for those who do not see it: what it shows, place by place."""
    if spec.empty:
        return spec.empty
    if spec.kind == "ranking":
        return _ranking_alternative(spec, indicator)
    lines = [
        say()(
            "alt_over_time",
            spec.language,
            title=spec.title,
            unit=formats.sentence(spec.unit).rstrip("."),
        )
    ]
    if spec.kind == "panels":
        lines = panels_told(spec)
    told = one_by_one(spec, MOST_TOLD)
    for item in told:
        lines.append(_series_alternative(spec, item))
        if item.smoothed:
            lines.append(mean_told(spec, item, value_told))
    lines += more_told(spec, told)
    for item_break in spec.breaks:
        when = formats.period(item_break.period, spec.language)
        lines.append(say()("alt_break", spec.language, period=when, text=item_break.text))
    return " ".join([*lines, *events_told(spec)])


def _series_alternative(spec: ChartSpec, item: Series) -> str:
    valued = [mark for mark in item.marks if mark.value is not None]
    name = series_name(item, spec.language)
    if not valued:
        return say()("alt_missing", spec.language, place=name)
    first, last = valued[0], valued[-1]
    told = {
        "last": value_told(last, spec),
        "last_period": formats.period(last.period, spec.language),
    }
    if len(valued) == 1:
        return say()("alt_single", spec.language, place=name, **told)
    return say()(
        "alt_series",
        spec.language,
        place=name,
        first=value_told(first, spec),
        first_period=formats.period(first.period, spec.language),
        **told,
    )


def _ranking_alternative(spec: ChartSpec, indicator: Indicator) -> str:
    valued = [item for item in spec.series if item.marks[0].value is not None]
    lines = [
        say()(
            "alt_ranking",
            spec.language,
            title=spec.title,
            unit=formats.sentence(unit_of_sex(spec)).rstrip("."),
            count=len({item.code for item in valued}),
            order=order_words(spec, indicator),
        )
    ]
    # bars of women and men stand in the order of the women's values: those alone have a last one
    ordered = [item for item in valued if item.sex == valued[0].sex]
    first, last = ordered[0], ordered[-1]
    lines.append(
        say()(
            "alt_extremes",
            spec.language,
            first=series_name(first, spec.language),
            last=series_name(last, spec.language),
            first_value=value_told(first.marks[0], spec),
            last_value=value_told(last.marks[0], spec),
        )
    )
    for item in valued:
        if item.code in THE_THREE and item.code in spec.bands:
            lines.append(
                say()(
                    "alt_ranked",
                    spec.language,
                    place=item.name,
                    value=value_told(item.marks[0], spec),
                    band=spec.bands[item.code],
                    count=len(spec.bands),
                )
            )
    return " ".join(lines)


def unit_of_sex(spec: ChartSpec) -> str:
    """The unit, and the sex where the whole chart is of one: aloud there is no subtitle."""
    sexes = {item.sex for item in spec.series}
    named = [say()(sex, spec.language) for sex in sexes if len(sexes) == 1 and sex != "total"]
    return ", ".join([spec.unit, *named])


def value_told(mark: Mark, spec: ChartSpec) -> str:
    """A value of the chart with what follows it, as it is read aloud."""
    return formats.with_unit(mark.value, spec.decimals, spec.language, spec.symbol, spec.signed)
