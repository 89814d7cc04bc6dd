"""Visa hur: how a view is cited: producer, dataset, table, route, and the dates of the data.

The dates are those of the figures, when they were published and when they were collected; the day
on which somebody looked at the page says nothing about them (rule 4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators import formats
from indicators.model import Language, Selection
from indicators.rebuild.code import say
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library


def citation(library: Library, selection: Selection, language: Language) -> tuple[str, ...]:
    """The lines of the citation of a resolved selection's view, without its address.

    A line for each dataset, one for what was computed, and one that names the view, after which
    its address belongs.
    """
    chosen = replace(selection, language=language)
    indicators = [selection.indicator or ""]
    if selection.view == "scatter" and selection.against:
        indicators.append(selection.against)
    names = dict.fromkeys(
        ref.dataset
        for name in indicators
        for ref in used_series(library.catalogue.indicators[name])
    )
    spec = library.view(chosen)
    lines = [_dataset(library, name, chosen) for name in names]
    if spec.processing:
        lines.append(say()("cite_processing", language, processing=spec.processing))
    return (*lines, say()("cite_shown", language, title=spec.title))


def _dataset(library: Library, name: str, selection: Selection) -> str:
    dataset, language = library.datasets[name], selection.language
    producer, what = dataset.producer[language], dataset.name[language]
    if dataset.route:
        producer += " " + say()("cite_route", language, route=dataset.route[language])
    if dataset.table:
        what += ", " + say()("cite_table", language, table=dataset.table)
    dates = formats.sentence(library.dated(name, selection)).rstrip(".")
    return say()("cite", language, producer=producer, what=what, dates=dates)
