"""The show from the server: one page that fetches the slides once and then needs no network.

``GET <prefix>mote/visa`` is the same document whatever meeting it shows; the meeting is kept in
the browser, or saved under the key in ``?nyckel=``. Its script has an address that
changes with it, and so is kept by the browser for good.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library

#: the page may run what this server hands out and ask this server, nothing else
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
YEAR = 365 * 24 * 3600


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``<prefix>mote/visa`` and the files that it is made of."""
    from flask import Response, request

    @server.get(f"{prefix}mote/visa")
    def meeting_show() -> Response:
        language = "en" if request.args.get("sprak") == "en" else "sv"
        answer = Response(page(library, prefix, language, date.today()), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Cache-Control"] = "no-cache"
        # the key of a saved meeting stands in the address, and goes no further
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    @server.get(f"{prefix}mote/visa/visa.js")
    def meeting_show_script() -> Response:
        from layouts.show import scripts

        answer = Response(scripts.script(), mimetype="application/javascript")
        answer.cache_control.public = True
        answer.cache_control.max_age = YEAR
        return answer


def page(library: Library, prefix: str, language: str, today: date) -> str:
    """The document without slides: its script reads the meeting and asks for them."""
    from layouts import slim
    from layouts.show import scripts
    from layouts.show.document import document

    base = escape(f"{prefix}mote/visa", quote=True)
    own = scripts.script()
    return document(
        _data(library, prefix, language, today),
        head="",
        # within the page: the second window takes it from there, whether there is a network or not
        style=f"<style>{scripts.style()}</style>",
        # plotly.js at the address where the panel's own pages have it, so that it is kept already
        scripts=f'<script src="{escape(prefix)}{slim.ADDRESS}"></script>\n'
        f'<script src="{base}/visa.js?{scripts.fingerprint(own)}"></script>',
    )


def _data(library: Library, prefix: str, language: str, today: date) -> dict[str, Any]:
    """Words and lists in both languages: which one the meeting is in only the browser knows."""
    from layouts.figures import graph_config
    from layouts.show.offer import offer
    from layouts.show.words import spoken

    both = ("sv", "en")
    return {
        "language": language,
        "words": {one: spoken(one) for one in both},
        "config": {one: graph_config(one) for one in both},
        "offer": {one: offer(library, one) for one in both},
        "made": today.isoformat(),
        "office": "",
        "meeting": {},
        "live": True,
        "slides": None,
        "prefix": prefix,
    }
