"""A stand-in for PxWeb v1 over the made-up tables of ``scb_service``, as strict as the real one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any
from urllib.parse import unquote

from tests.data.sources.drive import Said
from tests.data.sources.scb_service import MadeTable, document
from tests.data.standin import Call

BAD_REQUEST = Said(b"Bad Request", 400, "text/plain")


@dataclass
class PxwebService:
    """The service: a function of a call. `tables` is path -> table, `folders` path -> listing."""

    tables: Mapping[str, MadeTable]
    folders: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    max_cells: int = 150_000
    #: what ``?config`` says is the most; the same unless a test says otherwise
    stated: int | None = None
    config: bool = True
    sparse: bool = False
    encoding: str = "utf-8"
    path: str = "/OV0104/v1/doris/sv/ssd"

    def __call__(self, call: Call) -> Said:
        whole = unquote(call.path)
        if whole != self.path and not whole.startswith(f"{self.path}/"):
            return Said(b"", 404, "text/plain")
        where = whole.removeprefix(self.path).strip("/")
        if not where and ("config", "") in call.params:
            return self._config()
        if where in self.withdrawn:
            return BAD_REQUEST
        if call.method == "GET" and where in self.folders:
            return self._written(self.folders[where])
        if where not in self.tables:
            return Said(b"Not Found", 404, "text/plain")
        table = self.tables[where]
        return self._written(_info(table)) if call.method == "GET" else self._data(table, call)

    def _written(self, content: Any) -> Said:
        text = json.dumps(content, ensure_ascii=False)
        kind = f"application/json; charset={self.encoding}"
        return Said(text.encode(self.encoding), content_type=kind)

    def _config(self) -> Said:
        if not self.config:
            return Said(b"Not Found", 404, "text/plain")
        most = self.stated or self.max_cells
        return self._written(
            {"maxValues": most, "maxCells": most, "maxCalls": 10, "timeWindow": 10, "CORS": True}
        )

    def _data(self, table: MadeTable, call: Call) -> Said:
        question = call.json()
        if question["response"] != {"format": "json-stat2"}:
            return BAD_REQUEST
        asked: dict[str, list[str]] = {}
        for one in question["query"]:
            selection = one["selection"]
            if selection["filter"] != "item" or one["code"] in asked:
                return BAD_REQUEST
            asked[one["code"]] = selection["values"]
        known = {one.code: one for one in table.variables}
        if any(name not in known or not set(codes) <= set(known[name].labels) or not codes
               for name, codes in asked.items()):  # fmt: skip
            return BAD_REQUEST
        if any(not one.elimination and one.code not in asked for one in table.variables):
            return BAD_REQUEST
        if prod(map(len, asked.values())) > self.max_cells:
            return Said(b"Too many values selected", 403, "text/plain")
        return self._written(document(table, asked, self.sparse))


def _info(table: MadeTable) -> dict[str, Any]:
    """A table's metadata in the words of version 1, where what is not so is left out."""
    variables = []
    for one in table.variables:
        told: dict[str, Any] = {
            "code": one.code,
            "text": one.label or one.code.lower(),
            "values": list(one.labels),
            "valueTexts": list(one.labels.values()),
        }
        if one.elimination:
            told["elimination"] = True
        variables.append(told)
    return {"title": table.title, "variables": variables}
