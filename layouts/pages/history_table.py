"""The table of a number's versions, the latest first; on a narrow screen each is a card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators import formats
from indicators.history import History, Version
from indicators.history.words import decimals, difference, marks, missing, percent, reasons
from indicators.model import Indicator
from indicators.phrases import Phrases, phrases
from layouts.elements import Child, Element, h

WORDS = Path(__file__).parents[1] / "words" / "history.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def versions_table(history: History, language: str) -> Element:
    """The versions of the number, the latest first."""
    indicator = history.indicator
    key = "caption_computed" if history.computed else "caption"
    first = "known" if history.computed else "published"
    return table(history.versions, indicator, say()(key, language), first, language)


def table(
    versions: Sequence[Version], indicator: Indicator, caption: str, first: str, language: str
) -> Element:
    """A table of versions; on a narrow screen each row becomes a card, hence the stated roles."""
    heads = [first, "value", "change"]
    if not indicator.percent:
        heads.append("change_percent")
    heads += [*(["fetched"] if first == "published" else []), "why"]
    labels = [say()(key, language) for key in heads]
    places = decimals((one.value for one in versions), indicator.decimals)
    rows = []
    for one in versions[::-1]:
        cells = [_cell(key, one, indicator, places, language) for key in heads]
        rows.append(
            h(
                "tr",
                *(
                    h(
                        "th" if number == 0 else "td",
                        cell,
                        role="rowheader" if number == 0 else "cell",
                        scope="row" if number == 0 else None,
                        data_label=label,
                        cls=heads[number],
                    )
                    for number, (label, cell) in enumerate(zip(labels, cells, strict=True))
                ),
                role="row",
            )
        )
    columns = [h("th", label, scope="col", role="columnheader", cls=key)
               for key, label in zip(heads, labels, strict=True)]  # fmt: skip
    return h(
        "table",
        h("caption", caption),
        h("thead", h("tr", *columns, role="row"), role="rowgroup"),
        h("tbody", *rows, role="rowgroup"),
        role="table",
        cls="t versions",
    )


def _cell(key: str, one: Version, indicator: Indicator, places: int, language: str) -> Child:
    if key == "known":
        return one.known
    if key == "published":
        if not one.published:
            return say()("not_stated", language)
        return say()("by", language, date=one.published) if one.approximate else one.published
    if key == "fetched":
        return one.fetched
    if key == "value":
        return _value(one, indicator, places, language)
    if key == "change":
        if one.change is None:
            return say()("first_change", language)
        return difference(one.change, places, language, indicator)
    if key == "change_percent":
        return percent(one, language) or say()("first_change", language)
    said: list[Child] = [reasons(one, language)]
    if one.reference:
        said.append(h("div", say()("read_in", language, reference=one.reference), cls="small"))
    return said


def _value(one: Version, indicator: Indicator, places: int, language: str) -> Child:
    if one.gone:
        return say()("gone", language)
    if one.value is None:
        return say()("no_value", language, reason=missing(one.status, language))
    symbol = indicator.symbol[language] if indicator.symbol else ""
    text = formats.with_unit(one.value, places, language, symbol)
    if one.margin is not None:
        text += f"{formats.NBSP}±{formats.NBSP}{formats.number(one.margin, places, language)}"
    told = marks(one.status, language)
    return [text, h("div", told, cls="small")] if told else text
