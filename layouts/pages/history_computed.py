"""How a computed number came about, and the histories of what it was computed from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data.geography import THE_THREE
from indicators import formats
from indicators.history import History, Part
from indicators.model import Indicator, Selection
from indicators.naming import place_name
from indicators.phrases import Phrases, phrases
from layouts.elements import Element, h, link
from layouts.history_links import history_address
from layouts.pages.history_table import table
from layouts.shell import address

WORDS = Path(__file__).parents[1] / "words" / "history.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def about(dataset: str, selection: Selection) -> str:
    """Where the dataset stands on the page of data and sources."""
    return address("/data", selection) + f"#{dataset}"


def computed(selection: Selection, history: History) -> list[Element]:
    """How a computed number came about, and the histories of what it was computed from."""
    if not history.computed:
        return []
    language, indicator = selection.language, history.indicator
    heading = h("h2", say()("how_heading", language))
    if history.aggregated:
        return [heading, *_group(selection, history)]
    assert indicator.ratio is not None
    formula = formats.sentence(indicator.ratio.formula[language])
    return [
        heading,
        h("p", say()("how_ratio", language, formula=formula)),
        *(
            h("section", h("h3", _role(part, language)),
              table(part.versions, _as_indicator(indicator, part),
                     _measured(part, language), "published", language))
            for part in history.parts
        ),
    ]  # fmt: skip


def _group(selection: Selection, history: History) -> list[Element]:
    """The formula of Norra Mellansverige, the counties' own histories, and the datasets."""
    language, indicator = selection.language, history.indicator
    words = indicator.aggregation.formula
    formula = formats.sentence(words[language]) if words else ""
    counties = [
        h("li", h("a", place_name(code, language, indicator),
                  href=history_address(selection, code, history.period, history.sex)))
        for code in THE_THREE
    ]  # fmt: skip
    found = [h("p", say()("how_group", language, formula=formula)), h("ul", *counties, cls="sets")]
    for key, wanted in (("how_datasets", False), ("how_weights", True)):
        chosen = [part for part in history.parts if (part.role == "weight") == wanted]
        if chosen:
            found += [h("p", say()(key, language)), _datasets(chosen, selection)]
    return found


def _datasets(parts: Iterable[Part], selection: Selection) -> Element:
    language = selection.language
    named = {part.ref: part for part in parts}
    return h(
        "ul",
        *(
            h("li", link(part.dataset.name[language], about(part.dataset.id, selection)),
              f" ({_measured(part, language)})")
            for part in named.values()
        ),
        cls="plain",
    )  # fmt: skip


def _role(part: Part, language: str) -> str:
    return say()(f"role_{part.role}", language, name=part.dataset.name[language])


def _measured(part: Part, language: str) -> str:
    """What a series measures, in the producer's own words."""
    measure = part.dataset.measures[part.ref.measure]
    return say()("part_unit", language, label=measure.label, unit=measure.unit)


def _as_indicator(indicator: Indicator, part: Part) -> Indicator:
    """The indicator with nothing of its own unit: the series of a ratio has the producer's."""
    return indicator.model_copy(update={"symbol": None, "decimals": 0})
