"""The meeting's addresses on the server: slides drawn, files, saving, decks brought up to date."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from indicators.library import Library

#: the modules with addresses of the meeting, each with ``register(server, library, prefix)``
ROUTES: tuple[str, ...] = (
    "routes_drawn",
    "routes_files",
    "routes_saved",
    "routes_show",
    "routes_update",
)


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer every address below ``<prefix>mote/`` that is not a page."""
    for name in ROUTES:
        import_module(f"layouts.meeting.{name}").register(server, library, prefix)
