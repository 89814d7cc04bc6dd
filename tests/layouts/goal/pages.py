"""Libraries with goals for the tests of their pages, and what a page says in plain text."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from indicators.library import Library
from indicators.strategy.load import Strategy, load_strategy
from indicators.strategy.model import Goal, Plan

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "strategi"
LANGUAGES = ("sv", "en")
#: the goals of the example, by id: tests are drawn for each of them
GOALS = tuple(
    re.findall(r'^\[\[goal\]\]\s+id = "([^"]+)"', (EXAMPLE / "mal.toml").read_text(), re.M)
)


def with_strategy(library: Library, strategy: Strategy) -> Library:
    """The figures of `library` under another strategy."""
    return Library(library.catalogue, library.datasets, library._store, strategy)


def example(library: Library) -> Library:
    """The figures of `library` under the example strategy."""
    return with_strategy(library, load_strategy(library.catalogue, EXAMPLE))


def synthetic_goal(**changes: Any) -> Goal:
    """A made-up goal on real figures: business R&D of Dalarna from 2011 on."""
    record: dict[str, Any] = {
        "id": "made_up",
        "plan": "plan",
        "name": "Påhittat mål",
        "indicator": "rd_business",
        "place": "20",
        "base_period": "2017",
        "target_period": "2027",
        "target_value": 2000,
        "decided_by": "Påhittad nämnd",
        "decided_on": "2018-01-01",
        "document": "Påhittat dokument",
    }
    return Goal.model_validate(record | changes)


def of_goals(library: Library, *goals: Goal) -> Library:
    """The figures of `library` under a strategy of these goals alone."""
    plan = Plan.model_validate({"id": "plan", "name": "Påhittad plan", "places": ["20"]})
    strategy = Strategy(plans={"plan": plan}, goals={goal.id: goal for goal in goals})
    return with_strategy(library, strategy)


def html_of(tree: Any) -> str:
    """A page as one text of HTML: what stands in components, and in what is inert."""
    if isinstance(tree, dict):
        if tree.get("namespace") == "dash_core_components":
            return ""
        properties = tree["props"]
        own = json.dumps(
            {k: v for k, v in properties.items() if k not in ("children", "data-html")}
        )
        return (
            f"<{tree['type']} {own}>"
            + properties.get("data-html", "")
            + html_of(properties.get("children", ""))
            + "</>"
        )
    if isinstance(tree, (list, tuple)):
        return "".join(map(html_of, tree))
    return escape(str(tree), quote=False)


def text_of(tree: Any) -> str:
    """What a page, or a text of HTML, says; tags left out and blanks made one."""
    html = tree if isinstance(tree, str) else html_of(tree)
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))
