"""Så räknas det: every step from the figures to the status, on the page and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.model import Selection
from indicators.selection import settings, to_query
from indicators.strategy.status import Status
from indicators.strategy.steps import steps
from layouts.elements import Child, Element, h
from layouts.pages.goal_words import say, table
from layouts.pages.goal_words import section as page_section

if TYPE_CHECKING:
    from indicators.library import Library


def section(library: Library, found: Status, selection: Selection) -> Element:
    """The steps in a table, and the files that hold them."""
    language = selection.language
    rows: list[list[Child]] = [[step.label, step.text] for step in steps(found, language)]
    heads = [say()(name, language) for name in ("step", "step_value")]
    caption = say()("steps_table", language, goal=found.goal.name[language])
    return page_section(
        "steps",
        language,
        h("p", say()("steps_lead", language), cls="lead"),
        h("p", *downloads(found.goal.id, selection), cls="downloads"),
        h(
            "details",
            h("summary", say()("steps_open", language)),
            table(caption, heads, rows, cls="steps"),
            cls="more",
        ),
    )


def downloads(goal: str, selection: Selection) -> list[Element]:
    """The steps as files; the day and the language are those of the page."""
    query = to_query(settings(selection))
    return [
        h("a", say()(f"download_{kind}", selection.language),
          href=f"/ladda-ner/mal/{goal}.{kind}{query}", download="")
        for kind in ("xlsx", "json")
    ]  # fmt: skip
