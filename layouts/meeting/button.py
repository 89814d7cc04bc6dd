"""*Lägg till i mötet*, beside every view: a button on which assets/meeting_add.js acts.

The view that is added is the one of the address at the click, so that the button itself stays the
same while the view changes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from indicators.phrases import Phrases, phrases
from layouts.elements import Element, h

WORDS = Path(__file__).parents[1] / "words" / "meeting.toml"
#: what the button's script says; {count} and {date} are filled in there
SAID = (
    "added_one",
    "added_many",
    "added_memory",
    "added_latest",
    "added_frozen",
    "added_home",
    "add_full",
    "add_failed",
)


def say() -> Phrases:
    """The phrases of the meeting, read at first use."""
    return phrases(WORDS)


@cache  # the same in every view of a page, and a view asks for it each time
def add_button(
    language: str,
    path: str,
    what: str,
    *,
    view: str | None = None,
    part: str | None = None,
    cls: str = "button",
) -> Element:
    """The button for the view at `path`, which is the `what` ("chart", "table", …) of its page.

    `view` is the word of the address for a view other than the page's own; `part` is "table" where
    the view is to stand as its table.
    """
    button = h(
        "button",
        say()("add", language),
        type="button",
        cls=cls,
        data_meeting_add=path,
        data_view=view,
        data_part=part,
        aria_label=say()("add_named", language, view=say()(f"add_{what}", language)),
    )
    return h("span", button, h("span", role="status", cls="small"), cls="meeting-add")


@cache
def said(language: str) -> str:
    """The words of the buttons' script as JSON, for one element of a page's frame."""
    words = {key: say()(key, language, count="{count}", date="{date}") for key in SAID}
    return json.dumps(words, ensure_ascii=False)
