"""Files for a view: plain addresses under ``/ladda-ner/`` that take the same query as Jämför."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.selection import from_query, to_query
from indicators.views import VIEWS
from layouts.exports.csv_file import table_csv
from layouts.exports.xlsx import workbook

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library

KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    "csv": ("text/csv; charset=utf-8", table_csv),
}


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``/ladda-ner/xlsx?…`` and ``/ladda-ner/csv?…`` with the file of that view."""
    from flask import abort, request

    @server.get(f"{prefix}ladda-ner/<kind>")
    def download(kind: str) -> Response:
        if kind not in KINDS:
            abort(404)
        query = request.query_string.decode("utf-8", "replace")
        address = f"{request.url_root.rstrip('/')}{prefix}jamfor"
        return view_file(library, kind, query, address)


def view_file(library: Library, kind: str, query: str, address: str) -> Response:
    """The file of the view that `query` asks for; `address` is that of Jämför, for the file."""
    from flask import Response

    asked, unknown = from_query(query)
    chosen = library.resolve(asked, unknown).selection
    specs = [library.view(chosen)]
    if VIEWS[chosen.view].beside_ranking:
        specs.append(library.ranking(chosen))
    media, write = KINDS[kind]
    answer = Response(write(specs, address + to_query(asked)), mimetype=media)
    name = f"{specs[0].file_name}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
