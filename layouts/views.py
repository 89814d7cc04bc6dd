"""What a page's scripts ask for when something in it changes: the new view, as JSON.

``GET <prefix>vy/<name>?…`` is answered with the values that the page's callback sets and the
figure of its chart, and the bytes are kept until the figures change: a view follows from its
address and the figures alone. ``assets/views.js`` asks, draws the chart at once, and hands the
values to Dash in the browser, so that no request is taken apart output by output on the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from layouts.elements import under

if TYPE_CHECKING:
    from dash import Dash
    from flask import Response

    from indicators.library import Library


class Drawn(TypedDict):
    """An answer: the values of the callback's outputs in their order, and the chart's figure."""

    outputs: tuple[Any, ...]
    figure: dict[str, Any]


#: from the parameters of a request to the answer
Draw = Callable[[Mapping[str, str]], Drawn]


def register(app: Dash, library: Library, name: str, draw: Draw) -> None:
    """Answer requests for the view `name` with what `draw` gives for their parameters.

    Views that are not kept are drawn one at a time (see :meth:`Library.keep`): Python computes in
    one thread at a time anyhow, and where eight take turns every few milliseconds each view costs
    a quarter to a third more.
    """
    from flask import Response, request
    from orjson import dumps

    prefix = app.config.requests_pathname_prefix

    def written() -> bytes:
        return dumps(under(prefix, draw(request.args)))

    def answer() -> Response:
        body = library.keep(("view", name, request.query_string), written)
        found = Response(body, mimetype="application/json")
        # the browser keeps no view: the figures may change, and the server keeps it anyhow
        found.headers["Cache-Control"] = "no-store"
        return found

    app.server.add_url_rule(f"{prefix}vy/{name}", f"view_{name}", answer)
