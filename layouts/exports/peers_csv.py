"""Structural distances -> a CSV file for machines: one row a place and variable (rule 41)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators.peers import Comparison, comparison
from indicators.selection import from_query, to_query
from indicators.structure import Level

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library
    from indicators.model import Selection

#: the levels as they stand in the address
LEVELS: dict[str, Level] = {"lan": "county", "regioner": "nuts2"}
COLUMNS = (
    "home_code",
    "place_code",
    "place",
    "rank",
    "peer",
    "distance_decimal_point",
    "part_of_weight_decimal_point",
    "variable",
    "sex",
    "period",
    "value_decimal_point",
    "status",
    "difference_in_standard_deviations_decimal_point",
    "scale",
    "weight_decimal_point",
    "unit",
    "source",
    "address",
)


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``/ladda-ner/lika/lan?…`` and ``/ladda-ner/lika/regioner?…`` with the file."""
    from flask import Response, abort, request

    @server.get(f"{prefix}ladda-ner/lika/<name>")
    def distances(name: str) -> Response:
        if name not in LEVELS:
            abort(404)
        selection, _ = from_query(request.query_string.decode("utf-8", "replace"))
        found = comparison(library, LEVELS[name], selection.home, selection.weights)
        address = f"{request.url_root.rstrip('/')}{prefix}lika{to_query(selection)}#{name}"
        body = distances_csv(library, found, selection, address)
        answer = Response(body, mimetype="text/csv")
        file = f"lika_{name}_{found.home.lower()}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return answer


def distances_csv(library: Library, found: Comparison, selection: Selection, address: str) -> bytes:
    """The home first, then every place by distance; a place has a row for every column.

    UTF-8 with byte order mark, comma separated, decimal point. A missing value is an empty field
    with its SDMX status letter where the source gives one; it is never a zero.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    places: list[tuple[str, list[str], tuple[float | None, ...]]] = [
        (found.home, ["", "", "", ""], (None,) * len(found.columns))
    ]
    for rank, one in enumerate(found.ranked, start=1):
        peer = "yes" if one.code in found.peers else "no"
        places.append(
            (one.code, [str(rank), peer, repr(one.distance), repr(one.shared)], one.differences)
        )
    sources = [
        "; ".join(_source(library, name, selection) for name in column.datasets)
        for column in found.columns
    ]
    for code, standing, differences in places:
        name = geographies()[code].short(selection.language)
        for column, difference, source in zip(found.columns, differences, sources, strict=True):
            mark = column.marks.get(code)
            value = mark.value if mark is not None else None
            writer.writerow(
                [
                    found.home,
                    code,
                    name,
                    *standing,
                    column.variable.id,
                    column.breakdown,
                    column.period,
                    "" if value is None else repr(float(value)),
                    mark.status if mark is not None else "",
                    "" if difference is None else repr(difference),
                    column.variable.scale,
                    repr(found.weights[column.variable.id]),
                    column.unit[selection.language],
                    source,
                    address,
                ]
            )
    return stream.getvalue().encode("utf-8-sig")


def _source(library: Library, name: str, selection: Selection) -> str:
    dataset, language = library.datasets[name], selection.language
    route = f" (via {dataset.route[language]})" if dataset.route else ""
    table = f", {dataset.table}" if dataset.table else ""
    return f"{dataset.producer[language]}{route}, {dataset.name[language]}{table}"
