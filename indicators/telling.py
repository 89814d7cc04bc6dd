"""The words of a chart: title, unit, notes, source, processing, explanation, spoken alternative.

Every sentence is built from the values it speaks of and from phrases in ``words/charts.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties, geographies
from data.model import MISSING_STATUS, Dataset
from indicators import formats
from indicators.compare import jumps
from indicators.model import ChartSpec, Indicator, Mark, Measure, Selection, Series
from indicators.phrases import Phrases, phrases
from indicators.selection import GROUPS
from indicators.transforms import crosses_break
from indicators.values import Values, reference_place

if TYPE_CHECKING:
    from indicators.charts import Material

WORDS = Path(__file__).with_name("words") / "charts.toml"
#: the caveat that stands as a note of its own, beside the numbers
UNPUBLISHED_MARGIN = "Osäkerheten är inte redovisad."
#: status letters that a reader is told about, the gravest first
TOLD = "PEUDZ"


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def place_name(code: str, language: str, indicator: Indicator) -> str:
    """The short name; a region among counties, or the other way round, is said to be one."""
    place = geographies()[code]
    if indicator.level == "county" and place.level == "nuts2" and code != NORRA_MELLANSVERIGE:
        return f"{place.short(language)} ({say()('region', language)})"
    return place.short(language)


def is_difference(indicator: Indicator, measure: Measure) -> bool:
    """True where a value is a difference and carries its sign."""
    return measure == "change" or (measure == "gap" and indicator.percent)


def decimals(indicator: Indicator, measure: Measure) -> int:
    """Decimals shown: the indicator's own, or one for an index."""
    if measure == "index" or (measure == "gap" and not indicator.percent):
        return 1
    return indicator.decimals


def unit(indicator: Indicator, selection: Selection, reference: str) -> str:
    """The unit of the chosen measure, as an axis title."""
    language, own = selection.language, indicator.unit[selection.language]
    base = formats.period(selection.base, language) if selection.base else ""
    if selection.measure == "index":
        return say()("unit_index", language, base=base)
    if selection.measure == "gap":
        key = "unit_gap_points" if indicator.percent else "unit_gap_index"
        return say()(key, language, reference=reference)
    if selection.measure == "change":
        key = "unit_change_points" if indicator.percent else "unit_change"
        return say()(key, language, base=base, **({} if indicator.percent else {"unit": own}))
    return own


def symbol(indicator: Indicator, selection: Selection) -> str:
    """What follows a number in running text: "kr", "%", "procentenheter", or nothing."""
    if decimals(indicator, selection.measure) != indicator.decimals or selection.measure == "index":
        return ""
    if indicator.percent and is_difference(indicator, selection.measure):
        return say()("symbol_points", selection.language)
    if selection.measure == "gap":
        return ""
    return indicator.symbol[selection.language] if indicator.symbol else ""


def where(places: list[str], language: str) -> str:
    """The places of a chart in few words: the three counties are Norra Mellansverige."""
    unique = list(dict.fromkeys(places))
    if set(THE_THREE) <= set(unique) or unique == [NORRA_MELLANSVERIGE]:
        rest = [c for c in unique if c not in THE_THREE and c != NORRA_MELLANSVERIGE]
        names = [say()("where_north", language)]
    else:
        names, rest = [], unique
    names += [geographies()[code].short(language) for code in rest]
    if len(names) > 4:
        return say()("where_more", language, first=", ".join(names[:2]), count=len(names) - 2)
    return formats.listing(names, language)


def ranked_where(spec: ChartSpec) -> str:
    """What the house chart covers: counties, riksområden, or European regions."""
    codes = {item.code for item in spec.series}
    if set(counties()) & codes:
        return say()("where_lan", spec.language)
    abroad = any(
        geographies()[code].level == "nuts2" and geographies()[code].parent != RIKET
        for code in codes
    )
    return say()("where_europa" if abroad else "where_riksomraden", spec.language)


def complete(spec: ChartSpec, material: Material, selection: Selection) -> ChartSpec:
    """`spec` with all its words."""
    language, indicator = selection.language, material.indicator
    reference = reference_place(material.any)
    reference_name = geographies()[reference].short(language) if reference else ""
    values = [mark for item in spec.series for mark in item.marks if mark.value is not None]
    spec = replace(
        spec,
        title=_title(spec, indicator, selection, reference_name),
        unit=unit(indicator, selection, reference_name),
        symbol=symbol(indicator, selection),
        empty=None if values else say()("empty_none", language),
        source=source(material, language),
        processing=processing(material, selection, reference_name),
        explanation=explanation(material, spec, language),
        notes=tuple(_notes(spec, material, selection)),
    )
    spec = replace(
        spec, subtitle=_subtitle(spec, indicator, selection), file_name=_file_name(spec, indicator)
    )
    return replace(spec, alt=alternative(spec, indicator))


def _title(spec: ChartSpec, indicator: Indicator, selection: Selection, reference: str) -> str:
    language = selection.language
    name = indicator.name[language]
    if selection.measure != "value":
        name = say()(
            f"measure_{selection.measure}",
            language,
            name=name,
            **({"reference": reference} if selection.measure == "gap" else {}),
        )
    when = formats.period_range(spec.periods[0], spec.periods[-1], language) if spec.periods else ""
    if spec.kind == "ranking":
        return say()("title_ranking", language, name=name, where=ranked_where(spec), when=when)
    place = where_lines(spec, selection)
    return say()("title_over_time", language, name=name, where=place, when=when).strip()


def where_lines(spec: ChartSpec, selection: Selection) -> str:
    """The places of a chart over time: a chosen group by its name, else the places themselves."""
    for group in GROUPS[::-1]:
        if group in selection.places:
            return say()(f"where_{group}", spec.language)
    codes = [item.code for item in spec.series if item.role != "others"]
    return where(codes, spec.language)


def _subtitle(spec: ChartSpec, indicator: Indicator, selection: Selection) -> str:
    parts = [formats.sentence(spec.unit).rstrip(".")]
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
    return ", ".join(parts) + "."


def order_words(spec: ChartSpec, indicator: Indicator) -> str:
    """How the house chart is ordered."""
    if any(item.sex == "women" for item in spec.series):
        return say()("order_women", spec.language)
    key = "lowest_first" if indicator.direction == "down" else "highest_first"
    return say()(key, spec.language)


def source(material: Material, language: str) -> str:
    """Producer, route, dataset and table of everything the chart draws on, with both dates."""
    parts = []
    for dataset in material.datasets:
        key = "source_route" if dataset.route else "source_plain"
        route = {"route": dataset.route[language]} if dataset.route else {}
        text = say()(
            key, language, producer=dataset.producer[language], name=dataset.name[language], **route
        )
        if dataset.table:
            text += ", " + say()("source_table", language, table=dataset.table)
        parts.append(text)
    return formats.sentence("; ".join(parts)) + " " + formats.sentence(material.dated)


def processing(material: Material, selection: Selection, reference: str) -> str:
    """What was done to the figures, by the collector and by us; "none" is said too (rule 37)."""
    language, indicator = selection.language, material.indicator
    parts = []
    if indicator.ratio is not None:
        parts.append(
            say()(
                "processing_ratio", language, formula=indicator.ratio.formula[language].rstrip(".")
            )
        )
    parts += [text for text in _methods(material, language) if text not in parts]
    places = selection.places
    if material.any.aggregated and NORRA_MELLANSVERIGE in places and indicator.aggregation.formula:
        formula = indicator.aggregation.formula[language].rstrip(".")
        parts.append(say()("processing_group", language, formula=formula))
    if selection.measure in ("index", "change") and selection.base:
        base = formats.period(selection.base, language)
        parts.append(say()(f"processing_{selection.measure}", language, base=base))
    if selection.measure == "gap":
        key = "processing_gap_points" if indicator.percent else "processing_gap_index"
        parts.append(say()(key, language, reference=reference))
    parts = parts or [say()("processing_none", language)]
    return " ".join(formats.sentence(part) for part in parts)


def _methods(material: Material, language: str) -> list[str]:
    """How derived or compiled rows among those used came about."""
    methods = []
    datasets = {dataset.id: dataset for dataset in material.datasets}
    for name, key in sorted({o for values in material.values.values() for o in values.origins}):
        origin = datasets[name].origins[key]
        if origin.method is not None:
            methods.append(origin.method[language])
    return methods


def explanation(material: Material, spec: ChartSpec, language: str) -> str:
    """Diagramförklaring: breaks, the words behind hollow markers, caveats."""
    parts = [
        say()("alt_break", language, period=formats.period(item.period, language), text=item.text)
        for item in spec.breaks
    ]
    letters = {
        letter
        for item in spec.series
        for mark in item.marks
        if mark.value is not None
        for letter in (mark.status + ("Z" if item.aggregated else ""))
    }
    words = [say()(f"status_{letter}", language) for letter in TOLD if letter in letters]
    if words:
        parts.append(say()("explain_status", language, words=formats.listing(words, language)))
    parts += [
        caveat[language]
        for caveats in (material.indicator.caveats, *(d.caveats for d in material.datasets))
        for caveat in caveats
        if caveat.sv != UNPUBLISHED_MARGIN
    ]
    return " ".join(formats.sentence(part) for part in dict.fromkeys(parts))


def _notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """Cautions that belong where the numbers stand, the most important first."""
    language, indicator = selection.language, material.indicator
    notes = [indicator.warning[language]] if indicator.warning else []
    if indicator.one_firm and spec.kind == "over_time" and selection.measure == "value":
        notes += _jump_notes(spec, material)
    for item in spec.breaks:
        when = formats.period(item.period, language)
        notes.append(say()("note_break", language, period=when, text=item.text))
    notes += _group_notes(spec, material, selection)
    notes += _kind_notes(spec, material, selection)
    if indicator.proxy is not None:
        notes.append(say()("note_proxy", language, reason=indicator.proxy[language]))
    if spec.kind == "ranking":
        missing = [item.name for item in spec.series if item.marks[0].value is None]
        if missing:
            when = formats.period(spec.periods[0], language)
            names = formats.listing(list(dict.fromkeys(missing)), language)
            notes.append(say()("note_missing_places", language, when=when, places=names))
    return [formats.sentence(note) for note in notes]


def _kind_notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """What the measure, the kind of statistics and the breakdown oblige us to say."""
    language, indicator = selection.language, material.indicator
    notes = []
    if selection.measure in ("index", "change") and material.any.breaks:
        base = formats.period(selection.base or "", language)
        notes.append(say()("note_not_comparable", language, base=base))
    if margin_unpublished(indicator, material.datasets):
        notes.append(say()("note_margin_unpublished", language))
    if spec.kind == "over_time" and reference_place(material.any) is None:
        notes.append(say()("note_no_reference", language))
    if selection.breakdown == "sex" and spec.kind == "over_time":
        names = formats.listing(list(dict.fromkeys(i.name for i in spec.series)), language)
        notes.append(say()("note_sex_places", language, places=names))
    if indicator.points_only and spec.kind == "over_time":
        notes.append(say()("note_points", language))
    return notes


def margin_unpublished(indicator: Indicator, datasets: tuple[Dataset, ...]) -> bool:
    """True for a sample survey whose margin of error was not published (rule 11)."""
    return any(caveat.sv == UNPUBLISHED_MARGIN for caveat in indicator.caveats) or any(
        dataset.kind == "survey" and not dataset.margin_published for dataset in datasets
    )


def _jump_notes(spec: ChartSpec, material: Material) -> list[str]:
    """One sentence that names every jump of the three counties within a clean stretch."""
    language, named = spec.language, []
    for item in spec.series:
        spans = [
            formats.period_range(earlier.period, later.period, language)
            for earlier, later in jumps(item.marks)
            if item.code in THE_THREE
            and not crosses_break(earlier.period, later.period, material.any.breaks)
        ]
        if spans:
            named.append(f"{item.name} {formats.listing(spans, language)}")
    return [say()("note_jump", language, jumps="; ".join(named))] if named else []


def _group_notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """Why Norra Mellansverige is missing, wholly or in part, where it was asked for."""
    if spec.kind != "over_time":
        return []
    reason = material.indicator.aggregation.reason
    places = set(selection.places)
    if reason is not None and (NORRA_MELLANSVERIGE in places or set(THE_THREE) <= places):
        return [say()("note_refused", selection.language, reason=reason[selection.language])]
    marks = material.any.places.get(NORRA_MELLANSVERIGE, ())
    if (
        NORRA_MELLANSVERIGE in places
        and material.any.aggregated
        and any(mark.value is None and mark.period in spec.periods for mark in marks)
    ):
        return [say()("note_group_incomplete", selection.language)]
    return []


def status_words(status: str, language: str) -> str:
    """The status of a mark in words; empty for a plain value."""
    letters = [s for s in status if s != "A" and (s in TOLD or s in MISSING_STATUS)]
    return formats.listing([say()(f"status_{letter}", language) for letter in letters], language)


def alternative(spec: ChartSpec, indicator: Indicator) -> str:
    """The chart in words, for those who do not see it: what it shows, place by place."""
    if spec.empty:
        return spec.empty
    if spec.kind == "ranking":
        return _ranking_alternative(spec, indicator)
    lines = [say()("alt_over_time", spec.language, title=spec.title, unit=spec.unit)]
    for item in spec.series[:12]:
        lines.append(_series_alternative(spec, item))
    for item_break in spec.breaks:
        when = formats.period(item_break.period, spec.language)
        lines.append(say()("alt_break", spec.language, period=when, text=item_break.text))
    return " ".join(lines)


def _series_alternative(spec: ChartSpec, item: Series) -> str:
    valued = [mark for mark in item.marks if mark.value is not None]
    name = series_name(item, spec.language)
    if not valued:
        return say()("alt_missing", spec.language, place=name)
    first, last = valued[0], valued[-1]
    told = {"last": _told(last, spec), "last_period": formats.period(last.period, spec.language)}
    if len(valued) == 1:
        return say()("alt_single", spec.language, place=name, **told)
    return say()(
        "alt_series",
        spec.language,
        place=name,
        first=_told(first, spec),
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
            unit=spec.unit,
            count=len({item.code for item in valued}),
            order=order_words(spec, indicator),
        )
    ]
    first, last = valued[0], valued[-1]
    lines.append(
        say()(
            "alt_extremes",
            spec.language,
            first=series_name(first, spec.language),
            last=series_name(last, spec.language),
            first_value=_told(first.marks[0], spec),
            last_value=_told(last.marks[0], spec),
        )
    )
    for item in valued:
        if item.code in THE_THREE and item.code in spec.bands:
            lines.append(
                say()(
                    "alt_ranked",
                    spec.language,
                    place=item.name,
                    value=_told(item.marks[0], spec),
                    band=spec.bands[item.code],
                    count=len(spec.bands),
                )
            )
    return " ".join(lines)


def series_name(item: Series, language: str) -> str:
    """The place, and the sex where the series is of one."""
    return item.name if item.sex == "total" else f"{item.name}, {say()(item.sex, language)}"


def _told(mark: Mark, spec: ChartSpec) -> str:
    if spec.signed:
        text = formats.number(mark.value, spec.decimals, spec.language, signed=True)
        return f"{text}{formats.NBSP}{spec.symbol}".rstrip(formats.NBSP)
    return formats.with_unit(mark.value, spec.decimals, spec.language, spec.symbol)


def _file_name(spec: ChartSpec, indicator: Indicator) -> str:
    """``fou_per_invanare_dalarna_2011-2021``: letters and digits that every system takes."""
    codes = [item.code for item in spec.series if item.role != "others"]
    where_words = ranked_where(spec) if spec.kind == "ranking" else where(codes, spec.language)
    when = "-".join(dict.fromkeys((spec.periods[0], spec.periods[-1]))) if spec.periods else ""
    plain = unicodedata.normalize("NFKD", f"{indicator.name[spec.language]} {where_words}")
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "_".join([*words[:10], when]).strip("_")


def values_span(values: Values) -> tuple[str, str] | None:
    """First and last period that hold any value."""
    return (values.periods[0], values.periods[-1]) if values.periods else None
