"""What is held of each dataset: as many values, places and gaps as the store has."""

from __future__ import annotations

from indicators.holdings import holdings
from indicators.library import Library


def test_every_dataset_is_held_and_nothing_else(library: Library) -> None:
    found = holdings(library)
    assert {item.dataset.id for item in found} == set(library.datasets)
    producers = [item.dataset.producer.sv for item in found]
    assert producers == sorted(producers)


def test_a_holding_says_what_the_rows_say(library: Library) -> None:
    for item in holdings(library):
        rows = [row for frame in library.rows(item.dataset.id).values()
                for row in frame.itertuples(index=False)]  # fmt: skip
        valued = [row for row in rows if row.value == row.value]
        assert item.values == len(valued) and sum(item.gaps.values()) == len(rows) - len(valued)
        if not valued:  # not fetched yet
            assert (item.first, item.latest, item.places, item.releases) == ("", "", 0, ())
            continue
        assert (item.first, item.latest) == (
            min(row.period for row in valued), max(row.period for row in valued),
        )  # fmt: skip
        assert item.places == len({row.geo for row in valued})
        assert set(item.gaps) <= set("QMLNO")


def test_business_rd_is_held_in_two_releases_the_newest_first(library: Library) -> None:
    found = next(item for item in holdings(library) if item.dataset.id == "rd_business")
    assert [release["published"] for release in found.releases] == ["2020-10-29", "2018-11-21"]
    assert found.releases[1]["note_sv"] == "Tidigare metod, 2005–2017"
    assert [item.id for item in found.indicators] == ["rd_business"]
    assert found.gaps["Q"] == 4  # Gotland and Jämtland, 2017 and 2019


def test_every_dataset_with_indicators_is_used_by_those_that_draw_on_it(library: Library) -> None:
    used = {item.id for held in holdings(library) for item in held.indicators}
    assert used == set(library.catalogue.indicators)
