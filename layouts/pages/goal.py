"""Mål: the page of one goal, where it stands and how that is known, and the list of all goals.

The page owns ``/mal/<id>`` for every goal of the strategy; ``/mal`` alone lists them. All of it
follows from the address: language, home county, day.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from indicators.selection import settings, to_query
from layouts import shell
from layouts.elements import Element, h, inert, link
from layouts.meeting.button import add_button, said

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library
    from indicators.strategy.model import Goal

PATH = "/mal"
#: in the menu stands Strategi, from which every goal is reached
IN_MENU = False
NAME = "compare"
WORDS = Path(__file__).parents[1] / "words" / "goal.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def title_at(path: str, language: str) -> str:
    """The name at a path; a goal's own name is set by the page's heading when it is drawn."""
    return title(language) if path == PATH else say()("goal", language)


def owns(path: str) -> bool:
    """Tell whether a path is one of this page's: ``/mal`` or ``/mal/<anything>``."""
    return path == PATH or path.startswith(f"{PATH}/")


def menu_path(selection: Selection) -> str:
    """Where the page's name leads: the list of all goals."""
    return PATH


def register(app: Dash, library: Library) -> None:
    """Pictures of the chart and the document's title are made in the browser."""
    from dash import ClientsideFunction, Input, State

    app.clientside_callback(
        ClientsideFunction("panel", "picture"),
        Input("goal-chart-png", "n_clicks"),
        Input("goal-chart-svg", "n_clicks"),
        State("goal-chart", "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(ClientsideFunction("address", "titled"), Input("goal-head", "children"))


def layout_at(
    path: str, library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page of the goal that a path names, all goals, or plain words and a way on."""
    # what a status is computed and told with is read in when someone asks for one
    from layouts.pages.goal_list import goals_page

    chosen = settings(selection)
    said = shell.notices(not_understood(unknown, chosen.language), chosen.language)
    if path == PATH:
        page = library.keep(("goals_page", chosen), lambda: goals_page(library, chosen))
        return [*said, *page]
    name = path.removeprefix(f"{PATH}/")
    if name not in library.strategy.goals:
        return [*said, *_unknown(library, name, chosen)]
    return [*said, *library.keep(("goal", name, chosen), lambda: _page(library, name, chosen))]


def _unknown(library: Library, name: str, selection: Selection) -> list[Element]:
    """Said plainly where no goal has the name, with the goals that there are."""
    from layouts.pages.goal_list import goals_table

    language = selection.language
    head = [
        h("h1", say()("title", language)),
        h("p", say()("unknown", language, goal=name[:60]), cls="notice", role="status"),
    ]
    if not library.strategy.goals:
        return [*head, h("p", say()("list_none", language), cls="empty")]
    return [
        *head,
        h("p", say()("unknown_more", language)),
        inert(goals_table(library, selection)),
    ]


def _page(library: Library, name: str, selection: Selection) -> list[Element]:
    from indicators.strategy.counts import goal_status
    from layouts.pages import goal_beside, goal_chart, goal_evidence, goal_steps, goal_summary

    found = goal_status(library, name, selection.as_of)
    return [
        h("div", *_head(library, name, selection), id="goal-head"),
        h("div", add_button(selection.language, f"{PATH}/{name}", "goal"),
          data_meeting_words=said(selection.language), cls="actions"),
        inert(goal_summary.summary(library, found, selection), cls="goal-parts"),
        *goal_chart.chart(library, found, selection),
        inert(
            goal_steps.section(library, found, selection),
            *goal_evidence.sections(library, found, selection),
            *goal_beside.sections(library, found, selection),
            cls="goal-sections",
        ),
    ]  # fmt: skip


def _head(library: Library, name: str, selection: Selection) -> list[Element]:
    from indicators.strategy.words import say as status_words
    from layouts.pages.goal_words import measured, name_of, place

    language, strategy = selection.language, library.strategy
    goal = strategy.goals[name]
    indicator = library.catalogue.indicators[goal.indicator]
    plan = strategy.plans[goal.plan]
    list_address = shell.address(PATH, selection)
    words = say()("about", language, indicator=measured(goal, indicator, language),
                  place=place(goal, language))  # fmt: skip
    unit = say()("unit", language, unit=indicator.unit[language])
    example = strategy.about is not None and strategy.about.example
    return [
        h("p", link(say()("all_goals", language), list_address), " · ", plan.name[language],
          cls="crumb"),
        h("h1", name_of(goal, language)),
        h("p", f"{words}. {unit}.", cls="lead"),
        *([h("p", status_words()("example", language), cls="notice")] if example else []),
        *as_of_notice("as_of", f"{PATH}/{name}", selection),
        *_decided_later(goal, selection),
    ]  # fmt: skip


def _decided_later(goal: Goal, selection: Selection) -> list[Element]:
    """Said where the goal was decided after the day that is shown."""
    if selection.as_of is None or goal.decided_on <= selection.as_of:
        return []
    words = say()("decided_later", selection.language, decided=str(goal.decided_on))
    return [h("p", words, cls="notice")]


def as_of_notice(key: str, path: str, selection: Selection) -> list[Element]:
    """Said where an earlier day is chosen, with the way to today."""
    if selection.as_of is None:
        return []
    language = selection.language
    latest = path + to_query(replace(selection, as_of=None))
    words = h("b", say()(key, language, date=selection.as_of))
    way = link(say()("follow", language), latest)
    return [h("p", words, way, cls="notice", role="status")]
