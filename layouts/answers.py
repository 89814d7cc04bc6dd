"""Answers to callbacks that were asked the very same before are sent again as they stand.

Dash takes every request apart and puts every answer together anew, which for Jämför, with some
twenty outputs, costs twice what the server needs to hand out the bytes. A callback whose answer
follows from its request and the figures alone says so by :func:`may_be_kept`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library


def may_be_kept(library: Library) -> None:
    """Say, before anything is computed, that the answer under way may be sent again.

    It is kept only if the figures are still the same once it has been written.
    """
    from flask import g

    g.figures_of_answer = library.revision


def register(server: Flask, library: Library, prefix: str) -> None:
    """Look each callback's request up before Dash sees it, and keep the answers that may be."""
    from flask import Response, g, request

    address = f"{prefix}_dash-update-component"
    for rule in server.url_map.iter_rules():
        if rule.rule == address:
            view = server.view_functions[rule.endpoint]
            server.view_functions[rule.endpoint] = _in_turn(view)

    @server.before_request
    def again() -> Response | None:
        if request.path != address:
            return None
        found = library.kept(("answer", request.get_data()))
        return None if found is None else Response(found, mimetype="application/json")

    @server.after_request
    def remember(answer: Response) -> Response:
        revision = g.pop("figures_of_answer", None)
        if revision is not None and answer.status_code == 200 and revision == library.revision:
            library.keep(("answer", request.get_data()), answer.get_data)
        return answer


def _in_turn(view: Callable[..., Any]) -> Callable[..., Any]:
    """`view`, computed by one thread at a time; kept answers do not wait for it.

    Python computes in one thread at a time anyhow. Where eight take turns every few milliseconds,
    each view costs a third more, because every switch finds the caches filled by the others.
    """
    turn = Lock()

    @wraps(view)
    def alone(*given: Any, **named: Any) -> Any:
        with turn:
            return view(*given, **named)

    return alone
