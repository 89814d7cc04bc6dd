"""Where the figures of a slide come from, indicator by indicator, for sheets and archives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import formats
from indicators.model import Indicator, Selection
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One dataset: who publishes it, where, under what licence and when. "" where not known.

    `published` and `collected` are days of the figures shown, as in the store; `dated` says both in
    words. `breaks` are whole sentences of the measures used.
    """

    dataset: str
    name: str
    producer: str
    route: str
    table: str
    licence: str
    address: str
    published: str
    collected: str
    dated: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One indicator of a slide, in the meeting's language."""

    code: str
    name: str
    definition: str
    unit: str
    sources: tuple[SourceFacts, ...]
    caveats: tuple[str, ...] = ()


def facts(
    library: Library, codes: Iterable[str], selection: Selection
) -> tuple[IndicatorFacts, ...]:
    """The facts of every indicator once, in the order given, in the language and at the day of
    `selection`; codes that the catalogue does not have are passed over."""
    known = library.catalogue.indicators
    return tuple(_facts(library, known[code], selection)
                 for code in dict.fromkeys(codes) if code in known)  # fmt: skip


def _facts(library: Library, indicator: Indicator, selection: Selection) -> IndicatorFacts:
    language = selection.language
    names = dict.fromkeys(ref.dataset for ref in used_series(indicator))
    sources = tuple(_source(library, name, indicator, selection) for name in names)
    told = [indicator.proxy, indicator.warning, *indicator.caveats]
    told += [caveat for name in names for caveat in library.datasets[name].caveats]
    caveats = dict.fromkeys(formats.sentence(text[language]) for text in told if text is not None)
    return IndicatorFacts(
        indicator.id,
        indicator.name[language],
        indicator.definition[language],
        indicator.unit[language],
        sources,
        tuple(caveats),
    )


def _source(library: Library, name: str, indicator: Indicator, selection: Selection) -> SourceFacts:
    dataset, language = library.datasets[name], selection.language
    release = library.release(name, selection.as_of) or {}
    measures = [ref.measure for ref in used_series(indicator) if ref.dataset == name]
    breaks = [
        f"{formats.period(item.period, language)}: {formats.sentence(item.text[language])}"
        for item in dataset.breaks
        if not item.measures or set(measures) & set(item.measures)
    ]
    return SourceFacts(
        name,
        dataset.name[language],
        dataset.producer[language],
        dataset.route[language] if dataset.route else "",
        dataset.table or "",
        dataset.licence[language],
        dataset.landing_page or "",
        release.get("published", "")[:10],
        (release.get("fetched") or str(dataset.collected or ""))[:10],
        library.dated(name, selection),
        tuple(breaks),
    )


def producers(about: Iterable[IndicatorFacts]) -> tuple[str, ...]:
    """Every producer once with its route in brackets: "SCB (via Kolada)"."""
    return tuple(
        dict.fromkeys(
            f"{source.producer} (via {source.route})" if source.route else source.producer
            for item in about
            for source in item.sources
        )
    )


def published(about: Iterable[IndicatorFacts]) -> tuple[str, str] | None:
    """The first and the last day on which any of the figures were published, where known."""
    days = [source.published for item in about for source in item.sources if source.published]
    return (min(days), max(days)) if days else None
