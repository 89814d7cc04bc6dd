"""What a status is held against: other counties' pace, the analysts' verdicts, the projection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats
from indicators.model import Indicator, Selection
from indicators.strategy.beside import say as beside_words
from indicators.strategy.plausible import Plausible, plausible, plausible_words
from indicators.strategy.projection import projection, projection_words
from indicators.strategy.status import Status
from indicators.strategy.verdicts import Opinion, opinions
from layouts.elements import Child, Element, h
from layouts.pages.goal_words import class_mark, figure, rate, say, section, status_mark, table

if TYPE_CHECKING:
    from indicators.library import Library

#: counties whose best pace is shown, beside the goal's own place
MOST_PACES = 5


def sections(library: Library, found: Status, selection: Selection) -> list[Element]:
    """Plausibility, the two verdicts, and the projection in words where there is one."""
    language = selection.language
    told = [
        within_reach(library, found, language),
        projected(found, language),
        two_verdicts(library, found, language),
    ]
    return [part for part in told if part is not None]


def within_reach(library: Library, found: Status, language: str) -> Element:
    """The needed pace against every pace that a county has had, the best of them in a table."""
    compared = plausible(library, found)
    if compared is None:
        return section("plausible", language, h("p", _not_asked(found, language)))
    needed = pace(compared.needed, compared, found.indicator, language)
    words = plausible_words(compared, found, language)
    asked = say()("plausible_needed", language, needed=needed,
                  period=formats.period(found.question.target_period, language))  # fmt: skip
    rows = pace_rows(compared, found, language)
    names = (f"place_{compared.level}", "pace", "span")
    heads = [say()(f"plausible_{name}", language) for name in names]
    caption = say()(f"plausible_table_{compared.level}", language)
    return section(
        "plausible",
        language,
        h("p", asked + " ", h("b", words)),
        table(caption, heads, rows) if rows else None,
    )


def _not_asked(found: Status, language: str) -> str:
    """Why the question is not asked: reached, its year has come, or there is no status."""
    answer = found.assessment
    key = "reached" if answer.verdict == "reached" else "due" if answer.due else "cannot"
    return say()(f"plausible_{key}", language)


def pace(value: float, compared: Plausible, indicator: Indicator, language: str) -> str:
    """A pace in the indicator's unit, or in per cent where the number grows with the place."""
    if compared.relative:
        return formats.with_unit(value, 1, language, "%", signed=True)
    return rate(value, indicator, language)


def pace_rows(compared: Plausible, found: Status, language: str) -> list[list[Child]]:
    """The fastest counties, and the goal's own place where it is not among them."""
    shown = list(compared.best[:MOST_PACES])
    shown += [one for one in compared.best[MOST_PACES:] if one.place == found.goal.place]
    paces = [pace(one.slope, compared, found.indicator, language) for one in compared.best]
    # paces that read alike share a rank (rule 12)
    ranks = {
        one.place: paces.index(text) + 1 for one, text in zip(compared.best, paces, strict=True)
    }
    return [
        [
            say()("plausible_rank", language, rank=ranks[one.place],
                  place=geographies()[one.place].short(language)),
            pace(one.slope, compared, found.indicator, language),
            formats.period_range(one.first, one.last, language),
        ]
        for one in shown
    ]  # fmt: skip


def two_verdicts(library: Library, found: Status, language: str) -> Element:
    """The computed verdict and the analysts', side by side: neither hides the other (rule 32)."""
    given = opinions(library, found.goal)
    heads = [say()(f"opinion_{name}", language) for name in ("who", "verdict", "on", "motive")]
    rows = [_computed(found, language), *(given_row(one, language) for one in given)]
    none = None if given else h("p", say()("opinions_none", language), cls="none")
    return section(
        "opinions",
        language,
        h("p", say()("opinions_lead", language), cls="lead"),
        table(say()("opinions_table", language), heads, rows, cls="opinions"),
        none,
    )


def _computed(found: Status, language: str) -> list[Child]:
    newest = found.newest
    figures = "" if newest is None else say()(
        "opinion_newest", language, period=formats.period(newest.period, language)
    )  # fmt: skip
    day = str(found.as_of) if found.as_of else say()("opinion_today", language)
    return [say()("opinion_computed", language), status_mark(found, language), day, figures]


def given_row(opinion: Opinion, language: str) -> list[Child]:
    """An analyst's verdict as a row, marked where it was written on older figures."""
    verdict = opinion.verdict
    known = {True: "older", False: "current", None: "unknown"}[opinion.older]
    mark = beside_words()(f"opinion_{known}", language)
    newest = ""
    if opinion.newest_then:
        period = formats.period(opinion.newest_then, language)
        newest = f" ({say()('opinion_then', language, period=period)})"
    cls = "caution" if opinion.older else "sub"
    return [
        verdict.office,
        h(
            "span",
            *class_mark(verdict.verdict, language),
            cls=f"status-mark status-{verdict.verdict}",
        ),
        str(verdict.on),
        h(
            "span",
            verdict.motive[language] + " ",
            h("span", formats.sentence(mark + newest), cls=cls),
        ),
    ]


def projected(found: Status, language: str) -> Element | None:
    """Where the trend leads, as a sentence and year by year; nothing where there is no fan."""
    fan = projection(found)
    if not fan:
        return None
    indicator = found.indicator
    heads = [say()(name, language) for name in
             ("point_period", "projection_value", "projection_interval")]  # fmt: skip
    rows: list[list[Child]] = [
        [
            formats.period(point.period, language),
            figure(point.value, indicator, language),
            say()("projection_span", language, low=figure(point.low, indicator, language),
                  high=figure(point.high, indicator, language)),
        ]
        for point in fan
    ]  # fmt: skip
    return section(
        "projection",
        language,
        h("p", projection_words(found, fan, language)),
        h(
            "details",
            h("summary", say()("projection_open", language)),
            table(say()("projection_table", language), heads, rows),
            cls="more",
        ),
    )
