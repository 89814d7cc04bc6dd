"""What a service said beside the figures, and how it reaches the reader."""

from __future__ import annotations

import json

from indicators.model import Selection
from indicators.overview import overview_row
from indicators.told import Told
from tests.indicators.synthetic import indicator, library_of, rows

MARKED = {"key": ["number", "total", "20", "2021"], "value": 9.0, "low": 1.0, "high": 2.0}


def test_nothing_was_said_of_what_was_never_fetched() -> None:
    assert Told.of({}) == Told()


def test_what_was_written_down_is_read() -> None:
    written = {
        "review": json.dumps([MARKED]),
        "notes": '["BAS ersätter RAMS"]',
        "next_release": "2027-01-19",
        "checked": "2026-11-23T08:00:00+00:00",
        "units": "{}",
    }
    key = ("number", "total", "20", "2021")
    assert Told.of(written) == Told("2027-01-19", "2026-11-23", (key,), ("BAS ersätter RAMS",))


def test_a_value_that_awaits_review_is_said_to_where_it_is_shown() -> None:
    cells = [(geo, year, value) for geo, value in (("20", 9.0), ("21", 2.0), ("17", 1.0))
             for year in ("2020", "2021")]  # fmt: skip
    item = indicator()
    library, figures = library_of(rows(*cells), item)
    asked = Selection(indicator=item.id, places=("20", "21"))

    def notes() -> list[str]:
        spec = library.over_time(library.resolve(asked).selection)
        return [note for note in spec.notes if "granskat" in note]

    assert notes() == []
    figures.beside[item.source.dataset] = {"review": json.dumps([MARKED])}
    figures.news += 1
    library._looked = 0.0
    said = ["Långt utanför sin egen historia och ännu inte granskat: Dalarna 2021."]
    assert notes() == said
    ranking = library.ranking(library.resolve(asked).selection)
    assert said[0] in ranking.notes
    row = overview_row(library, item, None)
    assert [one.code for one in row.standings if one.unreviewed] == ["20"]
    elsewhere = library.resolve(Selection(indicator=item.id, places=("17",))).selection
    assert not [note for note in library.over_time(elsewhere).notes if "granskat" in note]
