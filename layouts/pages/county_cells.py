"""The tables of a county profile: a measure a row, each cell in figures and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.geography import RIKET, geographies
from indicators import formats, naming
from indicators.citing import TOLD
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.profile.rows import ProfileRow
from indicators.profile.told import (
    change_words,
    distance_words,
    figure,
    measure_name,
    one_firm,
    place_words,
    reason,
    riket_words,
)
from indicators.selection import ALL_COUNTIES, settings, to_query
from indicators.spec import Role, Sex
from layouts import small_charts
from layouts.elements import Element, h, link

WORDS = Path(__file__).parents[1] / "words" / "county.toml"


def say() -> Phrases:
    """The phrases of the county profile, read at first use."""
    return phrases(WORDS)


def compare_address(
    indicator: Indicator, sex: Sex, places: tuple[str, ...], selection: Selection
) -> str:
    """Where the comparison of a measure stands, with these places and the user's settings."""
    chosen = replace(settings(selection), indicator=indicator.id, places=places)
    return "/jamfor" + to_query(chosen if sex == "total" else replace(chosen, breakdown=sex))


def county_address(row: ProfileRow, code: str, selection: Selection) -> str:
    """The comparison of a row's measure: the county, Riket and all counties, as far as they are."""
    county = row.mark.value is not None or row.latest is not None
    riket = row.riket is not None and row.riket.value is not None
    asked = {code: county, RIKET: riket, ALL_COUNTIES: True}
    places = tuple(place for place, there in asked.items() if there)
    return compare_address(row.indicator, row.sex, places, selection)


def heads(code: str, language: str) -> list[str]:
    """The column heads, in order."""
    places = geographies()
    return [
        say()("column_indicator", language),
        places[code].short(language),
        places[RIKET].short(language),
        say()("column_place", language),
        say()("column_strip", language),
        say()("column_distance", language),
        say()("column_change", language),
    ]


def row_of(row: ProfileRow, code: str, selection: Selection) -> Element:
    """One measure of a county."""
    language = selection.language
    cells = [
        _value(row, language),
        [h("span", _riket(row, language), cls="number-cell")],
        [_place(row, language)],
        _strip(row, code, language),
        [_distance(row, language)],
        _change(row, language),
    ]
    labels = heads(code, language)[1:]
    kinds = ("own", "riket", "rank", "spread", "distance", "change")
    return h(
        "tr",
        _indicator(row, code, selection),
        *(
            h("td", *cell, role="cell", data_label=label, cls=kind)
            for cell, label, kind in zip(cells, labels, kinds, strict=True)
        ),
        role="row",
    )


def _indicator(row: ProfileRow, code: str, selection: Selection) -> Element:
    language, indicator = selection.language, row.indicator
    about = [indicator.unit[language]]
    if indicator.direction != "none":
        about.append(naming.say()(f"direction_{indicator.direction}", language))
    warning = indicator.warning[language] if indicator.warning else None
    return h(
        "th",
        link(measure_name(indicator, row.sex, language), county_address(row, code, selection)),
        h("span", ", ".join(about), cls="unit"),
        unpublished(language) if row.margin_unpublished else None,
        h("span", warning, cls="caution") if warning else None,
        scope="row",
        role="rowheader",
    )


def unpublished(language: str) -> Element:
    """The mark of a survey without published margin: its words stand once, and are spoken."""
    return h("span", h("span", say()("survey", language), cls="unseen"), cls="caution mark")


def _value(row: ProfileRow, language: str) -> list[Element | None]:
    mark, indicator = row.mark, row.indicator
    when = h("b", formats.period(row.period, language))
    other = None
    if row.latest is not None:
        words = say()(
            "other_period", language, value=figure(row.latest.value, indicator, language),
            period=formats.period(row.latest.period, language),
        )  # fmt: skip
        other = h("span", words, cls="sub")
    if mark.value is None:
        return [h("span", reason(mark, language), cls="none"), h("span", when, cls="sub"), other]
    margin = None
    if mark.margin is not None:
        text = formats.number(mark.margin, indicator.decimals, language)
        margin = h("span", " ", say()("margin", language, margin=text), cls="margin")
    told = [naming.say()(f"status_{x}", language) for x in TOLD if x in mark.status]
    unreviewed = h("span", say()("unreviewed", language), cls="caution") if row.unreviewed else None
    return [
        h("span", figure(mark.value, indicator, language), cls="number-cell"),
        margin,
        h("span", when, *(f", {word}" for word in told), cls="sub"),
        other,
        unreviewed,
    ]


def _riket(row: ProfileRow, language: str) -> Element:
    known = row.riket is not None and row.riket.value is not None
    return h("span", riket_words(row, language), cls=None if known else "none")


def _place(row: ProfileRow, language: str) -> Element:
    words = place_words(row.band, len(row.distribution), row.indicator, language)
    return h("span", words, cls=None if row.band else "none")


def _strip(row: ProfileRow, code: str, language: str) -> list[Element]:
    values: dict[str, float] = dict(row.distribution)
    if not values:
        return [h("span", formats.MISSING, cls="none")]
    places, decimals = geographies(), row.indicator.decimals
    low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    alt = say()(
        "strip_alt", language, count=len(values), period=formats.period(row.period, language),
        low=formats.number(values[low], decimals, language), low_place=places[low].short(language),
        high=formats.number(values[high], decimals, language),
        high_place=places[high].short(language), county=places[code].short(language),
        value=formats.number(row.mark.value, decimals, language),
    )  # fmt: skip
    marked: dict[str, Role] = {code: "home"}
    if row.riket is not None and row.riket.value is not None and not row.indicator.extensive:
        values[RIKET], marked[RIKET] = row.riket.value, "reference"
        words = formats.number(row.riket.value, decimals, language)
        alt += say()("strip_riket", language, value=words)
    ends = (min(values.values()), max(values.values()))
    return [
        _picture(values, marked, alt),
        h("span", *(h("span", formats.number(end, decimals, language)) for end in ends),
          cls="ends", aria_hidden="true"),
    ]  # fmt: skip


def _picture(values: Mapping[str, float], marked: Mapping[str, Role], alt: str) -> Element:
    svg = small_charts.strip(values, marked)
    return h("img", src=small_charts.picture(svg), alt=alt, cls="strip",
             width=small_charts.STRIP_WIDTH, height=small_charts.STRIP_HEIGHT)  # fmt: skip


def _distance(row: ProfileRow, language: str) -> Element:
    return h("span", distance_words(row, language), cls=None if row.level else "none")


def _change(row: ProfileRow, language: str) -> list[Element | None]:
    move = row.moved.move
    words = h("span", change_words(row, language), cls=None if move else "none")
    if move is None or move.change.kind == "same":
        return [words]
    caution = one_firm(row, True, language)
    return [words, h("span", caution, cls="caution") if caution else None]
