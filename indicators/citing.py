"""Källa, Bearbetning, Diagramförklaring: where figures come from and what was done to them."""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import NORRA_MELLANSVERIGE
from indicators import formats
from indicators.cautions import UNPUBLISHED_MARGIN
from indicators.events import events_explained
from indicators.material import Material
from indicators.model import Selection
from indicators.naming import say
from indicators.spec import ChartSpec

#: status letters that a reader is told about, the gravest first
TOLD = "PEUDZ"


def source(material: Material) -> str:
    """Producer, route, dataset and table of everything the chart draws on, with both dates."""
    return material.once("source", lambda: _source(material, material.language))


def _source(material: Material, language: str) -> str:
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


def processing(
    material: Material, selection: Selection, reference: str, more: Sequence[str] = ()
) -> str:
    """What was done to the figures, by the collector and by us; "none" is said too (rule 37).

    `more` is what one kind of chart adds, such as rolling means.
    """
    language, indicator = selection.language, material.indicator
    parts = []
    if indicator.ratio is not None:
        parts.append(
            say()(
                "processing_ratio", language, formula=indicator.ratio.formula[language].rstrip(".")
            )
        )
    methods = material.once("methods", lambda: _methods(material, language))
    parts += [text for text in methods if text not in parts]
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
    parts = [*parts, *more] or [say()("processing_none", language)]
    return " ".join(formats.sentence(part) for part in parts)


def _methods(material: Material, language: str) -> list[str]:
    """How derived or compiled rows among those used came about."""
    methods = []
    datasets = {dataset.id: dataset for dataset in material.datasets}
    for name, key in sorted({o for values in material.values.values() for o in values.origins}):
        origin = datasets[name].origins[key]
        if origin.method is not None:
            methods.append(origin.method[language])
    return list(dict.fromkeys(methods))


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
    parts += events_explained(spec)
    parts += material.once("caveats", lambda: _caveats(material, language))
    return " ".join(formats.sentence(part) for part in dict.fromkeys(parts))


def _caveats(material: Material, language: str) -> list[str]:
    return [
        caveat[language]
        for caveats in (material.indicator.caveats, *(d.caveats for d in material.datasets))
        for caveat in caveats
        if caveat.sv != UNPUBLISHED_MARGIN
    ]
