"""The facts of Läget om data -> a CSV file for machines: one row an indicator (rule 41)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from indicators.selection import from_query, settings, to_query
from indicators.values import used_series

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library
    from indicators.timeliness import Timeliness

COLUMNS = (
    "indicator",
    "name",
    "section",
    "latest_period",
    "period_end",
    "days_since_period_end",
    "latest_published",
    "latest_published_certainty",
    "collected",
    "lag_days",
    "last_published",
    "last_published_certainty",
    "next",
    "next_announced_day",
    "next_expected_month",
    "next_period",
    "usual_lag_days",
    "publications_known",
    "overdue_periods",
    "source",
    "as_of",
    "address",
)


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``/ladda-ner/lage-data?…`` with the file."""
    from flask import Response, request

    from layouts.pages.timeliness import PATH, day_of

    @server.get(f"{prefix}ladda-ner/lage-data")
    def timeliness_file() -> Response:
        selection, _ = from_query(request.query_string.decode("utf-8", "replace"))
        day = day_of(selection)
        from indicators.timeliness import timeliness

        facts = timeliness(library, day, selection.as_of)
        query = to_query(settings(selection))
        address = f"{request.url_root.rstrip('/')}{prefix}{PATH[1:]}{query}"
        body = timeliness_csv(library, facts, selection.language, str(day), address)
        answer = Response(body, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="lage_data_{day}.csv"'
        return answer


def timeliness_csv(
    library: Library, facts: Sequence[Timeliness], language: str, day: str, address: str
) -> bytes:
    """Every indicator, in the order of the sections, columns as in :data:`COLUMNS`.

    UTF-8 with byte order mark, comma separated, days in ISO format. What is not known is empty; an
    expected publication has a month and never a day.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    by_id = {fact.indicator.id: fact for fact in facts}
    for section in library.sections():
        for fact in (by_id[code] for code in section.indicators if code in by_id):
            name = fact.indicator.name[language]
            head = [fact.indicator.id, name, section.name[language]]
            tail = [_source(library, fact, language), day, address]
            writer.writerow([*head, *_cells(fact), *tail])
    return stream.getvalue().encode("utf-8-sig")


def _cells(fact: Timeliness) -> list[object]:
    """From the latest period to those that are overdue; None becomes an empty cell."""
    coming = fact.coming
    return [
        fact.latest,
        fact.ended,
        fact.days,
        fact.brought.day,
        fact.brought.certainty,
        fact.brought.collected,
        fact.lag,
        fact.last.day,
        fact.last.certainty,
        coming.state,
        coming.day if coming.state == "announced" else None,
        coming.month if coming.state == "expected" else None,
        coming.period,
        coming.lag,
        coming.known or None,
        " ".join(fact.overdue),
    ]


def _source(library: Library, fact: Timeliness, language: str) -> str:
    """Producer and route of every dataset the indicator is made of (rule 37)."""
    names = dict.fromkeys(ref.dataset for ref in used_series(fact.indicator))
    found = []
    for dataset in (library.datasets[name] for name in names):
        route = f" (via {dataset.route[language]})" if dataset.route else ""
        found.append(f"{dataset.producer[language]}{route}, {dataset.name[language]}")
    return "; ".join(found)
