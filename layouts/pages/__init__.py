"""The pages, in the order of the menu. A new page is a module and a line here.

Each has ``PATH``, ``NAME`` (a phrase of the shell), ``title(language)``,
``layout(library, selection, unknown)`` and ``register(app, library)``. A page that owns a family of
paths has ``owns(path)``, ``menu_path(selection)``, ``title_at(path, language)`` and
``layout_at(path, library, selection, unknown)`` in place of ``layout``.
"""

from __future__ import annotations

from types import ModuleType

from layouts.pages import (
    about,
    compare,
    county,
    goal,
    history,
    meeting,
    overview,
    peers,
    show_how,
    sources,
    strategy,
    timeliness,
)

PAGES: tuple[ModuleType, ...] = (
    overview,
    compare,
    strategy,
    county,
    meeting,
    peers,
    sources,
    about,
    goal,
    history,
    show_how,
    timeliness,
)
