"""The pages, in the order of the menu. A new page is a module and a line here.

Each has ``PATH``, ``NAME`` (a phrase of the shell), ``title(language)``,
``layout(library, selection, unknown)`` and ``register(app, library)``.
"""

from __future__ import annotations

from types import ModuleType

from layouts.pages import about, compare, overview, sources

PAGES: tuple[ModuleType, ...] = (overview, compare, sources, about)
