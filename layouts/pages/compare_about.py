"""What stands about an indicator at the foot of Jämför."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indicators import formats
from indicators.model import Indicator, Selection
from indicators.naming import say as chart_say
from indicators.phrases import Phrases, phrases
from indicators.values import used_series
from layouts.elements import Element, h, inert, link
from layouts.shell import address

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def about(library: Library, indicator: Indicator, chosen: Selection) -> Element:
    """Definition, unit, direction, Norra Mellansverige, search words, the way to the dataset."""
    language = chosen.language
    facts = [
        ("definition", indicator.definition[language]),
        ("definition_unit", indicator.unit[language]),
        ("definition_direction", _direction(indicator, language)),
        ("definition_group", _group(indicator, language)),
        ("definition_proxy", indicator.proxy[language] if indicator.proxy else ""),
        ("definition_next", _next_release(library, indicator)),
        ("definition_synonyms", ", ".join(indicator.synonyms)),
    ]
    rows = [
        cell
        for key, text in facts
        if text
        for cell in (h("dt", say()(key, language)), h("dd", formats.sentence(text)))
    ]
    datasets = dict.fromkeys(ref.dataset for ref in used_series(indicator))
    links = [
        h("li", link(f"{say()('to_data', language)}: {library.datasets[name].name[language]}",
                     address("/data", chosen) + f"#{name}"))
        for name in datasets
    ]  # fmt: skip
    heading = h("h2", say()("about", language))
    parts = (heading, h("dl", *rows), h("ul", *links, cls="plain"))
    return inert(h("section", *parts, cls="about-indicator"))


def _next_release(library: Library, indicator: Indicator) -> str:
    """The day of the next release that the services have announced, the nearest of several."""
    days = {library.told(ref.dataset).next_release for ref in used_series(indicator)}
    return min(days - {""}, default="")


def _direction(indicator: Indicator, language: str) -> str:
    if indicator.direction == "none":
        return say()("direction_none", language)
    return chart_say()(f"direction_{indicator.direction}", language)


def _group(indicator: Indicator, language: str) -> str:
    how = indicator.aggregation
    if how.method == "refused" and how.reason:
        return say()("group_refused", language, reason=how.reason[language])
    if how.method == "published" or how.formula is None:
        return say()("group_published", language)
    return say()("group_formula", language, formula=how.formula[language])
