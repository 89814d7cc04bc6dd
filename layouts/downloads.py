"""Files for a view: plain addresses under ``/ladda-ner/`` that take the same query as Jämför."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.selection import from_query, to_query
from indicators.views import VIEWS
from layouts.profile import colours_of

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library
    from indicators.spec import ChartSpec

#: the kinds of file -> their media types
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``/ladda-ner/xlsx?…`` and ``/ladda-ner/csv?…`` with the file of that view."""
    from flask import abort, request

    _register_goals(server, library, prefix)

    @server.get(f"{prefix}ladda-ner/<kind>")
    def download(kind: str) -> Response:
        if kind not in KINDS:
            abort(404)
        query = request.query_string.decode("utf-8", "replace")
        address = f"{request.url_root.rstrip('/')}{prefix}jamfor"
        return view_file(library, kind, query, address)


def _register_goals(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``/ladda-ner/mal/<id>.xlsx|json?…`` with the steps of a goal's status."""
    from flask import Response, abort, request

    @server.get(f"{prefix}ladda-ner/mal/<goal>.<kind>")
    def goal_file(goal: str, kind: str) -> Response:
        # how a status is computed and written is read in when someone downloads
        from layouts.exports import goal_steps

        if kind not in goal_steps.KINDS or goal not in library.strategy.goals:
            abort(404)
        query = request.query_string.decode("utf-8", "replace")
        address = f"{request.url_root.rstrip('/')}{prefix}mal/{goal}"
        answer = Response(
            goal_steps.written(library, goal, kind, query, address),
            mimetype=goal_steps.KINDS[kind],
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="mal_{goal}.{kind}"'
        return answer


def view_file(library: Library, kind: str, query: str, address: str) -> Response:
    """The file of the view that `query` asks for; `address` is that of Jämför, for the file."""
    from flask import Response

    asked, unknown = from_query(query)
    chosen = library.resolve(asked, unknown).selection
    specs = [library.view(chosen)]
    if VIEWS[chosen.view].beside_ranking:
        specs.append(library.ranking(chosen))
    with colours_of(chosen.home):
        body = _written(kind, specs, address + to_query(asked))
    answer = Response(body, mimetype=KINDS[kind])
    name = f"{specs[0].file_name}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(kind: str, specs: list[ChartSpec], address: str) -> bytes:
    """The file's bytes; its writers are read in when someone downloads, not at the start."""
    if kind == "csv":
        from layouts.exports.csv_file import table_csv

        return table_csv(specs, address)
    from layouts.exports.xlsx import workbook

    return workbook(specs, address)
