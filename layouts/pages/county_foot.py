"""The foot of a county profile: the region's measures, the method with its rules, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats
from indicators.citing import source
from indicators.compare import JUMP
from indicators.material import Material
from indicators.model import Indicator, Selection
from indicators.profile import Profile
from indicators.profile.rows import RegionRow
from indicators.profile.rules import rules
from indicators.profile.told import figure, measure_name, place_words
from indicators.profile.told import say as told_words
from indicators.selection import SWEDISH_REGIONS
from indicators.values import used_series
from layouts.elements import Element, h, link
from layouts.pages.county_cells import compare_address, say, unpublished

if TYPE_CHECKING:
    from indicators.library import Library


def regional(found: Profile, selection: Selection) -> list[Element]:
    """The measures of the county's riksområde, listed apart (there are no county figures)."""
    if not found.regional:
        return []
    language, places = selection.language, geographies()
    code = places[found.code].parent
    region, county = places[code].short(language), places[found.code].short(language)
    names = (say()("column_indicator", language), region, say()("column_period", language),
             say()("column_reference", language), say()("column_place", language))  # fmt: skip
    table = h(
        "table",
        h("caption", say()("regional_table", language, region=region), cls="unseen"),
        h("thead", h("tr", *(h("th", name, scope="col") for name in names))),
        h("tbody", *(_region_row(row, code, selection) for row in found.regional)),
        cls="t",
    )
    note = h("span", say()("survey", language), cls="caution mark", aria_hidden="true")
    return [
        h(
            "section",
            h("h2", say()("regional_heading", language, region=region)),
            h("p", say()("regional_lead", language, region=region, county=county), note,
              cls="lead"),
            h("div", table, cls="scroll", tabIndex="0", role="group",
              aria_label=say()("regional_table", language, region=region)),
            cls="theme regional",
        )
    ]  # fmt: skip


def _region_row(row: RegionRow, region: str, selection: Selection) -> Element:
    language, indicator = selection.language, row.indicator
    name = measure_name(indicator, row.sex, language)
    address = compare_address(indicator, row.sex, (region, SWEDISH_REGIONS), selection)
    if row.mark is None:
        value, period = told_words()("missing_riket", language), formats.MISSING
    else:
        value = figure(row.mark.value, indicator, language)
        period = formats.period(row.mark.period, language)
    beside = told_words()("missing_riket", language)
    if row.reference is not None and row.reference_mark is not None:
        beside = figure(row.reference_mark.value, indicator, language)
        beside = f"{geographies()[row.reference].short(language)} {beside}"
    place = place_words(row.band, row.of, indicator, language)
    cells = (value, period, beside, place)
    named = h(
        "th",
        link(name, address),
        " ",
        unpublished(language) if row.margin_unpublished else None,
        h("span", indicator.unit[language], cls="unit"),
        scope="row",
    )
    return h("tr", named, *(h("td", text) for text in cells))


def method(language: str) -> list[Element]:
    """How everything was computed: the method, then each threshold with its reason."""
    jump = formats.number(JUMP * 100, 0, language)
    told = [
        say()("method_spread", language),
        say()("method_distance", language),
        say()("method_noise", language),
        say()("method_change", language, jump=jump),
    ]
    for rule in rules().rule:
        decimals = 0 if rule.value == int(rule.value) else 1
        value = formats.number(rule.value, decimals, language)
        told.append(rule.reason[language].format(value=value))
    told.append(say()("method_version", language, version=rules().version))
    items = [h("li", text) for text in told]
    return [h("section", h("h2", say()("method", language)), h("ul", *items), cls="method")]


def sources(library: Library, found: Profile, selection: Selection) -> list[Element]:
    """Every dataset of the page once, those with the same dates together."""
    language = selection.language
    dated: dict[str, list[str]] = {}
    for name, indicator in _datasets(found).items():
        when = library.dated(name, selection)
        material = Material(indicator, {}, (library.datasets[name],), when, language)
        sentence = formats.sentence(when)
        dated.setdefault(sentence, []).append(source(material).removesuffix(sentence).strip())
    groups = [
        part
        for sentence, texts in dated.items()
        for part in (h("h3", sentence), h("ul", *(h("li", text) for text in texts)))
    ]
    return [
        h(
            "section",
            h("h2", say()("sources", language)),
            h("div", *groups, cls="dated"),
            h("p", say()("processing", language)),
            cls="method sources",
        )
    ]


def _datasets(found: Profile) -> dict[str, Indicator]:
    """The datasets of all measures in their order, each with the first indicator that uses it."""
    datasets: dict[str, Indicator] = {}
    for row in (*found.rows, *found.regional):
        for ref in used_series(row.indicator):
            datasets.setdefault(ref.dataset, row.indicator)
    return datasets
