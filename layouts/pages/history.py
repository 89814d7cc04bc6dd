"""Siffrans historia: one number, every publication of it, what changed and the stated reason.

All of it follows from the address: indicator, one place, period, breakdown. Links from one number
to the next are ordinary ones, because the address within the page is what decides the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from indicators import formats
from indicators.library import sexes
from indicators.model import Indicator, Selection
from indicators.naming import place_name
from indicators.phrases import Phrases, phrases
from indicators.places import default_places
from indicators.resolve import not_understood
from indicators.selection import GROUPS, settings, to_query
from indicators.spec import Sex
from layouts.elements import Element, h, link
from layouts.history_links import PATH as OWN_PATH
from layouts.history_links import history_address
from layouts.shell import notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library
    from indicators.values import Values

PATH = OWN_PATH
NAME = "compare"
#: reached from a number, not from the menu
IN_MENU = False
WORDS = Path(__file__).parents[1] / "words" / "history.toml"
#: how many periods to choose from are offered where the asked one does not exist
OFFERED = 12


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """Nothing on this page waits for an answer: there are no callbacks."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The number that an address asks for, with what had to be said about it."""

    indicator: Indicator
    geo: str
    period: str
    sex: Sex
    said: tuple[str, ...]


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for an address; where no number is meant, plain words and a way on."""
    # what tells a number's history is read in when someone asks for one
    from indicators.history import history
    from indicators.history.words import sentence
    from layouts.pages.history_computed import computed
    from layouts.pages.history_parts import neighbours, releases, rules
    from layouts.pages.history_table import versions_table

    language = selection.language
    said = not_understood(unknown, language)
    asked = _asked(library, selection)
    if not isinstance(asked, _Asked):
        return [*notices(said, language), h("h1", title(language)), *asked]
    chosen = replace(selection, indicator=asked.indicator.id)
    found = history(library, chosen, asked.geo, asked.period, asked.sex)
    top = [*notices((*said, *asked.said), language), *_as_of(chosen, asked)]
    head = [
        h("p", link("← " + say()("back", language), back(library, chosen, asked.geo)), cls="crumb"),
        h("h1", _heading(asked, language)),
    ]
    if not found.versions:
        return [*top, *head, *_no_versions(library, chosen, asked)]
    unit = asked.indicator.unit[language]
    return [
        *top,
        *head,
        h("p", say()("lead_computed" if found.computed else "lead", language, unit=unit),
          cls="lead"),
        h("p", sentence(found, language), cls="told"),
        versions_table(found, language),
        *computed(chosen, found),
        *neighbours(library, chosen, found),
        *releases(library, chosen, found),
        rules(language),
    ]  # fmt: skip


def back(library: Library, selection: Selection, geo: str) -> str:
    """The comparison of the number's indicator, with its place among those that are shown."""
    indicator = library.catalogue.indicators[selection.indicator or ""]
    values = library.values(indicator.id, sexes(selection.breakdown)[0], selection.as_of)
    usual = default_places(indicator, values)
    places = () if geo in usual else (*usual, geo)
    asked = replace(
        settings(selection),
        indicator=indicator.id,
        places=places,
        breakdown=selection.breakdown,
    )
    return "/jamfor" + to_query(asked)


def _heading(asked: _Asked, language: str) -> str:
    fields = {
        "name": asked.indicator.name[language],
        "place": place_name(asked.geo, language, asked.indicator),
        "period": formats.period(asked.period, language),
    }
    if asked.sex == "total":
        return say()("heading", language, **fields)
    return say()("heading_sex", language, sex=say()(f"sex_{asked.sex}", language), **fields)


def _asked(library: Library, selection: Selection) -> _Asked | list[Element]:
    """The number that is meant, or what to show where none is."""
    language = selection.language
    indicator = library.available().get(selection.indicator or "")
    if indicator is None:
        code = (selection.indicator or "")[:60]
        key = "unknown_indicator" if code else "no_indicator"
        text = say()(key, language, **({"code": code} if code else {}))
        there = "/jamfor" + to_query(settings(selection))
        return [h("p", text), h("p", link(say()("back", language), there))]
    selection = replace(selection, indicator=indicator.id)
    said: list[str] = []
    sex = _sex(selection, indicator, said)
    values = library.values(indicator.id, sex, selection.as_of)
    places = [code for code in selection.places if code in geographies() and code not in GROUPS]
    if not places:
        period = selection.period or (values.periods[-1] if values.periods else "")
        return [h("p", say()("choose_place", language)),
                _places(selection, values, period, sex, indicator)]  # fmt: skip
    geo = places[0]
    if len(selection.places) > 1:
        said.append(say()("one_place", language, place=place_name(geo, language, indicator)))
    period = selection.period
    if period is None:
        latest = values.latest(geo)
        period = latest.period if latest else (values.periods[-1] if values.periods else "")
        said.append(say()("no_period", language, period=formats.period(period, language)))
    return _Asked(indicator, geo, period, sex, tuple(said))


def _sex(selection: Selection, indicator: Indicator, said: list[str]) -> Sex:
    """The breakdown of the number; the first there is where the one asked for is none of one."""
    wanted = selection.breakdown or indicator.breakdowns[0]
    if wanted in indicator.breakdowns:
        return wanted  # type: ignore[return-value]
    shown: Sex = "women" if wanted == "sex" and "women" in indicator.breakdowns else (
        indicator.breakdowns[0]
    )  # fmt: skip
    language = selection.language
    said.append(say()("other_sex", language, sex=say()(f"sex_{shown}", language)))
    return shown


def _as_of(selection: Selection, asked: _Asked) -> list[Element]:
    """Said where an earlier day is chosen: what was published later is not shown."""
    if selection.as_of is None:
        return []
    language = selection.language
    now = history_address(replace(selection, as_of=None), asked.geo, asked.period, asked.sex)
    text = say()("as_of", language, date=selection.as_of)
    return [h("p", text + " ", h("a", say()("as_of_now", language), href=now), cls="notice")]


def _no_versions(library: Library, selection: Selection, asked: _Asked) -> list[Element]:
    """Where the panel never held the number: why, and those that it holds."""
    language, indicator = selection.language, asked.indicator
    values = library.values(indicator.id, asked.sex, selection.as_of)
    place = place_name(asked.geo, language, indicator)
    reason = indicator.aggregation.reason
    if asked.geo == NORRA_MELLANSVERIGE and reason is not None:
        text = say()("refused", language, reason=formats.sentence(reason[language]))
        return [h("p", text), _places(selection, values, asked.period, asked.sex, indicator)]
    there = [mark.period for mark in values.places.get(asked.geo, ())]
    if not there:
        return [h("p", say()("no_values", language, place=place)),
                _places(selection, values, asked.period, asked.sex, indicator)]  # fmt: skip
    period = formats.period(asked.period, language) if asked.period in values.periods else (
        asked.period[:20]
    )  # fmt: skip
    links = [
        h("li", h("a", formats.period(code, language),
                  href=history_address(selection, asked.geo, code, asked.sex)))
        for code in there[::-1][:OFFERED]
    ]  # fmt: skip
    text = say()("choose_period", language, place=place, period=period)
    return [h("p", text), h("ul", *links, cls="sets")]


def _places(
    selection: Selection, values: Values, period: str, sex: Sex, indicator: Indicator
) -> Element:
    """Links to the number of the three counties, their region and Riket, where they have values."""
    language = selection.language
    if period not in values.periods and values.periods:
        period = values.periods[-1]
    codes = [code for code in (*THE_THREE, NORRA_MELLANSVERIGE, RIKET) if code in values.places]
    links = [
        h("li", h("a", place_name(code, language, indicator),
                  href=history_address(selection, code, period, sex)))
        for code in codes or tuple(values.places)[:OFFERED]
    ]  # fmt: skip
    return h("ul", *links, cls="sets")
