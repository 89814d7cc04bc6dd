"""Strategi: how challenges, areas, plans, goals, indicators and activities hang together.

All of it follows from the address; what the filters change is drawn anew in place.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from indicators.selection import from_query
from layouts.elements import Element, h, inert, link, under
from layouts.meeting.button import add_button, said
from layouts.shell import notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/strategi"
NAME = "strategy"
WORDS = Path(__file__).parents[1] / "words" / "strategy.toml"
#: the goals have no place of their own in the menu
LEADS_TO = ("/mal",)
#: the parts of the page that follow the filters
PARTS = ("strategy-notices", "strategy-count", "strategy-filters", "strategy-found")


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for an address, filters and all: nothing waits for a callback."""
    language = selection.language
    head = [h("h1", title(language)), *_about(library, language)]
    if not library.strategy.challenges:
        return [*head, h("p", say()("none", language), cls="empty strategy-none")]
    found = parts(library, selection, unknown, date.today())
    told, count, filters, pictures = (
        h("div", *children, id=name) for name, children in zip(PARTS, found, strict=True)
    )
    count["props"] |= {"role": "status"}
    location = {
        "type": "Location",
        "namespace": "dash_core_components",
        "props": {"id": "strategy-address", "refresh": "callback-nav"},
    }
    summary = h("summary", say()("filters", language))
    choice = h("details", summary, filters, open=True, data_fold_below="900", cls="strategy-choice")
    nav = h("nav", choice, aria_label=say()("filters", language))
    add = h("div", add_button(language, PATH, "strategy"), data_meeting_words=said(language),
            cls="actions")  # fmt: skip
    return [location, told, *head, nav, count, add, pictures]


def _about(library: Library, language: str) -> list[Element]:
    """What the folder says of itself: its name, whether it is an example, what is left to do."""
    from indicators.strategy.words import say as status_words

    about = library.strategy.about
    if about is None:
        return [h("p", say()("intro", language), cls="lead")]
    example = h("p", status_words()("example", language), cls="notice")
    return [
        *([example] if about.example else []),
        h("p", h("b", about.name[language]), ". ", about.lead[language], " ",
          say()("intro", language), cls="lead strategy-lead"),
        *(h("p", note[language], cls="strategy-own-note") for note in about.notes),
    ]  # fmt: skip


def parts(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...], today: date
) -> tuple[list[Element], ...]:
    """The children of :data:`PARTS` for an address."""
    language = selection.language
    key = ("strategy_page", selection.filters, language, selection.home, selection.as_of, today)
    kept: tuple[list[Element], ...] = library.keep(key, lambda: _drawn(library, selection, today))
    told = [*not_understood(unknown, language), *_unknown(library, selection, today)]
    return (notices(told, language), *kept)


def _unknown(library: Library, selection: Selection, today: date) -> list[str]:
    """A plain sentence for every filter that the strategy does not know."""
    from layouts.pages.strategy_view import build

    if not selection.filters:
        return []
    asked = build(library, selection, today).asked
    return [say()("unknown_filter", selection.language, text=text[:40]) for text in asked.unknown]


def _drawn(library: Library, selection: Selection, today: date) -> tuple[list[Element], ...]:
    from indicators.strategy.narrowed import TABLE
    from layouts.pages import strategy_filters, strategy_lists, strategy_map, strategy_table
    from layouts.pages.strategy_view import build

    view, language = build(library, selection, today), selection.language
    drawn = strategy_table.table if view.asked.seen == TABLE else strategy_map.picture
    nothing = h("p", say()("nothing", language), cls="empty strategy-none")
    found = drawn(view) if view.rows else [nothing]
    day = selection.as_of
    counted = [h("p", strategy_filters.counted(view), cls="strategy-counted")]
    if day is not None:
        counted.append(h("p", say()("as_of", language, date=day.isoformat()), cls="notice"))
    top = h("div", strategy_filters.statuses(view), strategy_filters.seen(view), cls="strategy-top")
    clear = strategy_filters.clear(view)
    return (
        [*counted, *([clear] if clear else [])],
        strategy_filters.filters(view),
        [top, inert(*found, *strategy_lists.lists(view), _onward(selection))],
    )


def _onward(selection: Selection) -> Element:
    """When the figures behind the goals come, for whoever sets the day of a follow-up."""
    from layouts.shell import address

    to = address("/lage-data", selection)
    return h("p", link(say()("to_timeliness", selection.language), to), cls="onward")


def register(app: Dash, library: Library) -> None:
    """The filters: the address moves within the page, and its parts follow."""
    from dash import Input, Output, State, no_update

    @app.callback(
        *(Output(name, "children") for name in PARTS),
        Input("strategy-address", "search"),
        State("strategy-address", "pathname"),
        prevent_initial_call=True,
    )
    def draw(query: str, path: str) -> tuple[Any, ...]:
        prefix = app.config.requests_pathname_prefix
        # the address has moved to another page, which replaces this one
        if (path or "").removeprefix(prefix.rstrip("/")).rstrip("/") != PATH:
            return (no_update,) * len(PARTS)
        found = parts(library, *from_query(query or ""), date.today())
        return tuple(under(prefix, children) for children in found)
