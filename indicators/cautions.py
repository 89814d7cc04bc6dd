"""Cautions that stand beside the numbers: jumps, breaks, refusals, missing margins."""

from __future__ import annotations

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from data.model import Dataset
from indicators import formats
from indicators.compare import jumps
from indicators.material import Material
from indicators.model import OVER_TIME, Indicator, Selection
from indicators.naming import say
from indicators.spec import ChartSpec
from indicators.transforms import crosses_break
from indicators.values import reference_place

#: the caveat that stands as a note of its own, beside the numbers
UNPUBLISHED_MARGIN = "Osäkerheten är inte redovisad."


def notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """Cautions that belong where the numbers stand, the most important first."""
    language, indicator = selection.language, material.indicator
    found = [indicator.warning[language]] if indicator.warning else []
    if indicator.one_firm and spec.kind in OVER_TIME and selection.measure == "value":
        found += _jump_notes(spec, material)
    found += _review_notes(spec, material)
    for item in spec.breaks:
        when = formats.period(item.period, language)
        found.append(say()("note_break", language, period=when, text=item.text))
    found += _group_notes(spec, material, selection)
    found += _kind_notes(spec, material, selection)
    if indicator.proxy is not None:
        found.append(say()("note_proxy", language, reason=indicator.proxy[language]))
    return [*(formats.sentence(note) for note in found), *ranking_notes(spec)]


def ranking_notes(spec: ChartSpec) -> list[str]:
    """The caution that concerns a ranking alone: which places are missing from it."""
    if spec.kind != "ranking":
        return []
    missing = [item.name for item in spec.series if item.marks[0].value is None]
    if not missing:
        return []
    when = formats.period(spec.periods[0], spec.language)
    names = formats.listing(list(dict.fromkeys(missing)), spec.language)
    note = say()("note_missing_places", spec.language, when=when, places=names)
    return [formats.sentence(note)]


def _kind_notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """What the measure, the kind of statistics and the breakdown oblige us to say."""
    language, indicator = selection.language, material.indicator
    found = []
    if selection.measure in ("index", "change") and material.any.breaks:
        base = formats.period(selection.base or "", language)
        found.append(say()("note_not_comparable", language, base=base))
    if margin_unpublished(indicator, material.datasets):
        found.append(say()("note_margin_unpublished", language))
    if spec.kind in OVER_TIME and reference_place(material.any) is None:
        found.append(say()("note_no_reference", language))
    if selection.breakdown == "sex" and spec.kind == "over_time":
        names = formats.listing(list(dict.fromkeys(i.name for i in spec.series)), language)
        found.append(say()("note_sex_places", language, places=names))
    if indicator.points_only and spec.kind in OVER_TIME:
        found.append(say()("note_points", language))
    return found


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


def _review_notes(spec: ChartSpec, material: Material) -> list[str]:
    """One sentence that names the shown values that are far outside their own history."""
    language = spec.language
    named = [
        f"{item.name} {formats.period(mark.period, language)}"
        for item in spec.series
        if item.role != "others" or spec.kind == "ranking"
        for mark in item.marks
        if mark.value is not None and (item.code, mark.period) in material.awaiting
    ]
    values = formats.listing(list(dict.fromkeys(named)), language)
    return [say()("note_review", language, values=values)] if named else []


def _group_notes(spec: ChartSpec, material: Material, selection: Selection) -> list[str]:
    """Why Norra Mellansverige is missing, wholly or in part, where it was asked for."""
    if spec.kind not in OVER_TIME:
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
