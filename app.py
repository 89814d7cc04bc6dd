"""Omställningspanelen: ``create_app(library)`` makes it, ``python app.py`` serves it.

The only file that knows every folder. Settings come from the environment: ``HOST`` and ``PORT``
(127.0.0.1:8050), ``DATABASE_URL`` (a SQLite file under ``var/``), ``CONTACT`` and ``RESPONSIBLE``
(whom the accessibility statement names), ``URL_PREFIX`` (a path such as ``/panel/`` behind a proxy)
``TRUSTED_PROXY`` (the proxy's address, whose word on https and host name is then taken)
``EVENTS_DIR`` (a folder with the region's own notes for the time axis), ``STRATEGY_DIR`` (a folder
with the region's own strategy, goals and plans) and ``PROFILES_DIR`` (a folder with the regions'
own colours, logos and templates).
"""

from __future__ import annotations

import gc

# what is imported stays, and looking through it again and again takes a seventh of the start
gc.disable()

import logging
import os
import sys
from pathlib import Path
from threading import Timer
from typing import Any

from dash import Dash
from flask import Flask, request

from data.errors import PanelError
from data.registry import load_datasets
from data.seed import ensure_seeded
from data.settings import database_address, meeting_limits
from data.store import Store
from indicators.catalogue import load_catalogue
from indicators.events import folders, load_events
from indicators.library import Library
from indicators.selection import from_query
from indicators.strategy.load import load_strategy
from layouts import downloads, meeting, routing, shell, slim
from layouts.pages import PAGES
from layouts.profile import OWN_FOLDER, profiles

gc.freeze()
gc.enable()

ROOT = Path(__file__).parent
#: seconds from the start until the figures are read, unless a page has asked for them by then
READ_AFTER = 0.7

#: what a proxy named in TRUSTED_PROXY may say about the address that was asked for
FORWARDED = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
{{%metas%}}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{prefix}assets/favicon.svg">
{{%css%}}
</head>
<body>
{{%app_entry%}}
<noscript><p class="noscript">{noscript}</p>
<style>#react-entry-point {{ display: none }}</style></noscript>
<div>{{%config%}}{{%scripts%}}{{%renderer%}}</div>
</body>
</html>"""


class Panel(Dash):
    """Dash with the document's language and title set by the address that is asked for."""

    def interpolate_index(self, **parts: Any) -> str:
        """The page's frame, in the language of the address, with the page's own title."""
        selection, _ = from_query(request.query_string.decode("utf-8", "replace"))
        language = selection.language
        prefix = self.config.requests_pathname_prefix
        path = "/" + request.path.removeprefix(prefix.rstrip("/")).lstrip("/")
        page = routing.page_at(PAGES, path)
        name = shell.say()("name", language)
        title = f"{routing.title_of(page, path, language)} – {name}" if page else name
        frame = INDEX.format(
            language=language,
            title=title,
            prefix=prefix,
            noscript=shell.say()("noscript", language),
        )
        loading = shell.say()("loading", language)
        parts["app_entry"] = parts["app_entry"].replace("Loading...", loading)
        # Dash's own word while the scripts load, in any language
        parts["app_entry"] = parts["app_entry"].replace("Loading...", "…")
        for key, value in parts.items():
            frame = frame.replace("{%" + key + "%}", value)
        return frame


def create_app(library: Library, prefix: str = "/") -> Dash:
    """The panel over a library, as a Dash app; any number of them may live in one process."""
    server = Flask(__name__)
    # the smallest answers for a millisecond's work: measured on views of 21 lines with their tables
    server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5)
    app = Panel(
        __name__,
        server=server,
        assets_folder=str(ROOT / "assets"),
        # handed out when asked for: the smaller chart script, and the scripts of the Möte page
        assets_path_ignore=["^slim", "^meeting$"],
        use_pages=False,
        compress=True,
        suppress_callback_exceptions=True,
        serve_locally=True,
        requests_pathname_prefix=prefix,
        routes_pathname_prefix=prefix,
        update_title="",
    )
    app.layout = lambda: routing.document(library, PAGES, prefix, request)
    routing.register(app, library, PAGES)
    downloads.register(app.server, library, prefix)
    slim.register(app.server, prefix)
    meeting.register(app.server, library, prefix)
    for page in PAGES:
        page.register(app, library)
    return app


def open_library(url: str | None = None) -> Library:
    """The library over the store at `url`, or where the settings say, seeded where it is new.

    Raises :class:`PanelError` whose text tells a person what is wrong and what to do.
    """
    datasets = load_datasets(questions=False)
    catalogue = load_catalogue(datasets)
    load_events(folders(), catalogue.indicators)
    strategy = load_strategy(catalogue)
    if os.environ.get(OWN_FOLDER):  # ours are held by the tests
        profiles()
    meeting_limits()
    store = Store(url or database_address())
    ensure_seeded(store, datasets)
    return Library(catalogue, datasets, store, strategy)


def address() -> tuple[str, int]:
    """Host and port to listen on, from the environment. Raises :class:`PanelError`."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8050")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise PanelError(
            f"PORT är ”{port}”, men ska vara ett tal mellan 1 och 65535. Inget har startats; "
            "rätta PORT och starta igen. / "
            f"PORT is “{port}” but must be a number from 1 to 65535. Nothing was started; "
            "correct PORT and start again."
        )
    return host, int(port)


def read_figures(library: Library) -> None:
    """Read all figures, and spare the garbage collector from going through them ever again.

    They make up nearly all objects there are and stay for as long as the process lives; without
    this every twentieth view or so waits while they are looked through (measured: 0.4 ms a view).
    """
    library.available()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def main() -> int:
    """Serve the panel until it is stopped. Returns the exit code."""
    try:
        host, port = address()
        library = open_library()
    except PanelError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    app = create_app(library, os.environ.get("URL_PREFIX", "/"))
    # the figures are read in good time before a browser has loaded its scripts and asks for them,
    # but not before whoever is waiting for the server to start has got the first answer
    reading = Timer(READ_AFTER, read_figures, (library,))
    reading.daemon = True
    reading.start()
    from waitress import create_server

    # a request that waits a millisecond for a thread is no news, and each such line costs a tenth
    # of a millisecond (measured: 12 % of all views under load)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    proxy = os.environ.get("TRUSTED_PROXY")
    told = {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
    try:
        server = create_server(app.server, host=host, port=port, threads=8, ident=None, **told)
    except OSError as error:
        sys.stderr.write(
            f"Det går inte att lyssna på {host}:{port} ({error.strerror}). Siffrorna är orörda; "
            "stäng det som redan körs där eller välj en annan PORT. / "
            f"Cannot listen on {host}:{port} ({error.strerror}). The figures are untouched; "
            "stop what already runs there or choose another PORT.\n"
        )
        return 1
    prefix = app.config.requests_pathname_prefix
    sys.stdout.write(f"Omställningspanelen: http://{host}:{port}{prefix}\n")
    sys.stdout.flush()
    server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
