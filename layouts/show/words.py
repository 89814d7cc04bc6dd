"""The words of the show: those that its script speaks are sent along with the document."""

from __future__ import annotations

from pathlib import Path

from indicators.phrases import Phrases, phrases

WORDS = Path(__file__).parents[1] / "words" / "show.toml"

#: phrases that the script speaks; the rest are written by the server
SCREEN = (
    "untitled", "loading", "made", "day", "as_of", "no_meeting", "no_meeting_do", "no_slides",
    "no_slides_do", "unreadable", "unreadable_do", "not_found", "not_found_do", "no_answer",
    "no_answer_do", "refused", "refused_do", "again", "to_meeting", "slide_of", "source",
    "processing", "explanation", "rebuild", "cautions", "events", "event_source", "behind",
    "in_words", "notes", "background", "notices", "no_table", "chart_failed", "tools",
    "previous", "next", "table", "overview", "overview_title", "full_screen",
    "full_screen_refused", "black", "white_again", "no_such_slide", "go_to", "reread",
    "reread_told", "help", "help_title", "close", "letters_on", "key_next", "key_previous",
    "key_ends", "key_number", "does_ends", "does_number", "does_full", "does_black",
    "does_grid", "does_presenter", "does_table", "does_copy", "does_search", "does_places",
    "does_view", "does_back", "does_print", "does_help", "presenter", "presenter_title",
    "presenter_refused", "now_showing", "coming", "last", "no_notes", "clock", "elapsed",
    "reset", "larger", "smaller", "search", "search_title", "search_label", "search_how",
    "nothing_found", "places", "places_title", "places_label", "places_how", "places_chosen",
    "places_none", "places_show", "places_only_views", "on_the_spot", "back_to_slide",
    "drawing", "live_off", "live_no_answer", "copy", "copied", "copy_refused", "copy_nothing",
    "copy_failed", "print", "tables_title", "tables_of", "end_title", "end_ask", "end_to",
    "end_note", "end_noted", "end_already", "end_failed", "end_elsewhere", "end_first",
)  # fmt: skip

#: every field of those phrases, filled in with itself
FIELDS = {
    name: "{" + name + "}" for name in ("number", "count", "date", "said", "now", "places", "title")
}


def say() -> Phrases:
    """The phrases of the show, read at first use."""
    return phrases(WORDS)


def spoken(language: str) -> dict[str, str]:
    """What the script says in a language, with its fields left for the script to fill in."""
    words = say()
    return {key: words(key, language, **FIELDS) for key in SCREEN}
