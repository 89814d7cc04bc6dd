"""Where figures come from: the embedded files, and one module for each live service.

A new service is a module here with a class ``Source`` and a model ``Question``, as
``data/conversation.py`` describes them, and a line in :data:`SERVICES`.
"""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

#: name in ``[live] source`` -> address of the service; another in the environment's NAME_URL
SERVICES = {
    "kolada": "https://api.kolada.se/v3",
    "scb": "https://statistikdatabasen.scb.se/api/v2",
    "scb_v1": "https://api.scb.se/OV0104/v1/doris/sv/ssd",
    "tillvaxtanalys": "https://statistik.tillvaxtanalys.se/PxWeb/api/v1/sv",
    "eurostat": "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data",
}
#: services that are spoken to in the same way share a module
MODULES = {"scb_v1": "pxweb", "tillvaxtanalys": "pxweb"}


def module(name: str) -> ModuleType:
    """The module that speaks to a service. Raises KeyError for one that is not in the list."""
    if name not in SERVICES:
        raise KeyError(name)
    return import_module(f"data.sources.{MODULES.get(name, name)}")


def base(name: str) -> str:
    """The address of a service: the agency's own, or a mirror named in the environment."""
    return os.environ.get(f"{name.upper()}_URL", SERVICES[name]).rstrip("/")
