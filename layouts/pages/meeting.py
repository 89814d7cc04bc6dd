"""Möte: the views an analyst has collected, in order, with what is said under each.

The meeting is kept in the browser, so its scripts (``assets/meeting/``) draw the page; the server
hands over the frame and the words, and draws each slide when asked (``layouts/meeting``). A meeting
that was saved on the server is opened at ``/mote#<key>``, which the browser keeps to itself.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from indicators.model import Selection
from indicators.resolve import not_understood
from indicators.selection import settings
from layouts import shell
from layouts.elements import Element, h
from layouts.meeting.button import say

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/mote"
NAME = "meeting"
#: the phrases that the page's scripts speak, in the order in which they stand in the file
SPOKEN = (
    "script_failed", "head", "field_title", "field_title_hint", "field_on", "field_home",
    "figures", "follow",
    "freeze", "freeze_day", "freeze_fault", "language_note", "tools", "show", "show_new", "save",
    "open", "open_file", "open_hint", "drop_here", "shelf", "shelf_item", "title_none", "new",
    "hand_out", "file_pptx", "file_html", "file_xlsx", "file_docx", "file_zip", "file_json",
    "print", "print_agenda", "update", "update_hint", "update_choose", "update_download", "undo",
    "redo", "undo_what", "redo_what", "undone", "redone", "working", "downloaded", "copy",
    "copied", "copy_failed", "close", "retry", "did_add", "did_remove", "did_duplicate",
    "did_move", "did_title", "did_message", "did_notes", "did_part", "did_read", "did_meeting",
    "did_guard", "guard",
    "did_open", "did_new", "did_showing", "did_merge", "slides", "slides_none", "slides_one",
    "slides_many", "stale_one", "stale_many", "unfilled_one", "unfilled_many",
    "empty_head", "empty_how", "empty_first",
    "empty_second", "empty_third", "empty_or", "to_compare", "to_strategy", "to_county", "slide",
    "kind_section", "kind_text", "kind_since", "slide_title", "message", "text", "message_hint",
    "insert", "fields_how", "fields", "fields_count", "fields_none", "reads", "notes",
    "notes_there", "part", "part_chart", "part_table", "view_address", "move_up", "move_down",
    "drag", "moved", "duplicate", "remove", "removed", "duplicated", "new_slide", "add_more",
    "keys", "stale", "stale_said", "stale_now", "stale_gone", "stale_read", "stale_confirmed",
    "since", "since_none", "since_shown", "since_mark", "since_forget", "since_noted", "saved",
    "saved_lead", "link_view", "link_edit", "saved_unsaved", "saved_merged", "saved_changes",
    "saved_conflicts", "take_theirs", "keep_mine", "theirs", "nothing_written", "view_only",
    "take_copy", "back_own", "fetched", "put_aside", "opened", "memory", "newer", "unreadable",
    "not_drawn", "not_done", "no_answer", "not_opened", "not_written", "not_saved",
    "not_fetched", "not_updated", "file_large", "add_full", "place_title", "place_message",
    "place_notes", "place_on", "place_as_of", "place_home", "place_part", "place_query",
)  # fmt: skip
#: what the scripts fill in themselves
FILLED = ("count", "number", "what", "file", "title", "slides", "date", "place", "field", "text",
          "megabytes")  # fmt: skip


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """The page's scripts do everything in the browser: there are no callbacks."""


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page, the same whatever the meeting holds."""
    language = selection.language
    return [
        *shell.notices(not_understood(unknown, language), language),
        h("h1", title(language)),
        h("p", say()("lead", language), cls="lead"),
        h("p", say()("kept", language), cls="small meeting-kept"),
        h(
            "article",
            id="meeting",
            data_meeting=_handed_over(settings(selection)),
            aria_label=title(language),
        ),
    ]


def _handed_over(selection: Selection) -> str:
    """What the page's scripts need to know, as JSON."""
    from layouts.meeting.routes_files import kinds

    return json.dumps(
        {
            "language": selection.language,
            "home": selection.home,
            "kinds": list(kinds()),
            "homes": _homes(selection.language),
            "words": _words(selection.language),
        },
        ensure_ascii=False,
    )


def _homes(language: str) -> list[dict[str, str]]:
    """The counties whose profile a meeting can have: their code and what the profile is called."""
    from data.geography import THE_THREE, geographies
    from layouts.profile import profile_for

    return [
        {
            "code": code,
            "name": geographies()[code].short(language),
            "profile": profile_for(code).name[language],
        }
        for code in THE_THREE
    ]


@lru_cache(maxsize=2)
def _words(language: str) -> dict[str, str]:
    blanks = {name: "{" + name + "}" for name in FILLED}
    return {key: say()(key, language, **blanks) for key in SPOKEN}
