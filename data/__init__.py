"""What the agencies publish: read, cleaned to one shape, kept with every vintage.

Start reading here. :func:`load_datasets` reads the records that say what we take and from whom
(``datasets/*.toml``); :class:`Store` holds the observations of all vintages in one database;
:func:`ensure_seeded` fills it with the embedded figures (``published/*.csv``) on the first start.
The shapes that pass between them are in ``data/model.py`` (:class:`Dataset`, the columns of an
observation frame), the places in ``data/geography.py``, what can go wrong in ``data/errors.py``.
What people save of their meetings is kept beside the figures (``data/meetings.py``).
Nothing here knows what an indicator is, and nothing happens at import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from data.errors import InputFault, PanelError, StoreError
from data.model import Dataset, Text
from data.registry import load_datasets

if TYPE_CHECKING:
    from data.seed import ensure_seeded
    from data.store import Store
    from data.vintages import Change, Vintage

__all__ = [
    "Change",
    "Dataset",
    "InputFault",
    "PanelError",
    "Store",
    "StoreError",
    "Text",
    "Vintage",
    "ensure_seeded",
    "load_datasets",
]

#: imported when first asked for: the pure half of the panel has no use for a database library
_LATER = {
    "Change": "data.vintages",
    "Store": "data.store",
    "Vintage": "data.vintages",
    "ensure_seeded": "data.seed",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
