"""Which page an address shows: rendered into the first layout, replaced without reloading after.

The first layout is asked for by the page's script, and the browser tells in the Referer which
address it stands on; so a page's text is there before any callback has answered. Where the Referer
is missing the overview is rendered and the first callback puts the right page in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from indicators.model import Selection
from indicators.selection import from_query
from layouts import shell
from layouts.elements import Element, h, under
from layouts.theme import FONT

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library


def page_at(pages: Sequence[ModuleType], path: str) -> ModuleType | None:
    """The page that owns a path; a trailing slash makes no difference."""
    path = plain_path(path)
    return next((page for page in pages if shell.owns(page, path)), None)


def plain_path(path: str) -> str:
    """A path without its trailing slashes, as pages and links write it."""
    return path.rstrip("/") or "/"


def title_of(page: ModuleType, path: str, language: str) -> str:
    """What the browser calls a page at a path."""
    if hasattr(page, "title_at"):
        return str(page.title_at(plain_path(path), language))
    return str(page.title(language))


def drawn(
    page: ModuleType | None,
    path: str,
    library: Library,
    selection: Selection,
    unknown: tuple[tuple[str, str], ...],
) -> list[Element]:
    """The body of a page at a path; a page that owns a family of paths is told which."""
    if page is None:
        return shell.missing_page(path, selection)
    if hasattr(page, "layout_at"):
        body: list[Element] = page.layout_at(plain_path(path), library, selection, unknown)
        return body
    plain: list[Element] = page.layout(library, selection, unknown)
    return plain


def route_key(path: str, selection: Selection) -> str:
    """What must change for the whole page to be drawn anew; as ``address.route`` computes it."""
    day = str(selection.as_of or "")
    weights = ",".join(selection.weights)
    return "|".join((plain_path(path), selection.language, selection.home, day, weights))


def content(
    library: Library, pages: Sequence[ModuleType], prefix: str, path: str, query: str
) -> dict[str, Any]:
    """Header, page and footer for an address; never raises for what an address may hold."""
    selection, unknown = from_query(query)
    page = page_at(pages, path)
    body = drawn(page, path, library, selection, unknown)
    own_path = plain_path(path) if page else path
    return {
        "header": under(prefix, shell.header(pages, own_path, selection)),
        "page": under(prefix, body),
        "footer": under(prefix, shell.footer(selection)),
        "route": route_key(path, selection),
    }


def address_of(request: Any, prefix: str) -> tuple[str, str]:
    """Path below `prefix` and query of the address the browser stands on, from the Referer."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:  # not an address at all
        return "/", ""
    return parts.path.removeprefix(prefix.rstrip("/")) or "/", parts.query


def document(library: Library, pages: Sequence[ModuleType], prefix: str, request: Any) -> Any:
    """What Dash asks the layout for: the page of the address the browser stands on.

    Before its first answer of all Dash asks for a layout only to check it. No figures are read for
    that, so that a server that has just started answers at once.
    """
    import dash_mantine_components as dmc

    if not request.path.endswith("/_dash-layout"):
        return dmc.MantineProvider()
    return first_layout(library, pages, prefix, *address_of(request, prefix))


def first_layout(
    library: Library, pages: Sequence[ModuleType], prefix: str, path: str, query: str
) -> Any:
    """The whole document below ``body``, with the page of the address in place."""
    import dash_mantine_components as dmc
    from dash import dcc, html

    parts = content(library, pages, prefix, path, query)
    language = from_query(query)[0].language
    shown: list[Element] = [
        h("a", shell.say()("skip", language), href="#page", cls="skip"),
        h("header", *parts["header"], id="header"),
        h("main", *parts["page"], id="page", tabIndex="-1"),
        h("footer", *parts["footer"], id="footer"),
        h("div", id="spoken", cls="unseen", role="status", aria_live="polite"),
    ]
    return dmc.MantineProvider(
        html.Div(
            [
                dcc.Location(id="url", refresh="callback-nav"),
                dcc.Store(id="route", data=parts["route"]),
                dcc.Store(id="drawn", data=parts["route"]),
                html.Div(shown),
            ]
        ),
        forceColorScheme="light",
        theme={"fontFamily": FONT, "primaryColor": "dark"},
    )


def register(app: Dash, library: Library, pages: Sequence[ModuleType]) -> None:
    """Draw the page anew when the address moves to another page, language, home county or day."""
    # its scripts are part of the very first answer, and reading it in takes a third of a second
    import dash_mantine_components  # noqa: F401
    from dash import ClientsideFunction, Input, Output, State

    app.clientside_callback(
        ClientsideFunction("address", "route"),
        Output("route", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        State("route", "data"),
    )

    @app.callback(
        Output("header", "children"),
        Output("page", "children"),
        Output("footer", "children"),
        Output("drawn", "data"),
        Input("route", "data"),
        State("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def draw(_route: str, path: str, query: str) -> tuple[Any, ...]:
        prefix = app.config.requests_pathname_prefix
        inner = path.removeprefix(prefix.rstrip("/")) or "/"
        parts = content(library, pages, prefix, inner, query or "")
        return parts["header"], parts["page"], parts["footer"], parts["route"]

    app.clientside_callback(
        ClientsideFunction("address", "arrived"),
        Input("drawn", "data"),
        prevent_initial_call=True,
    )
