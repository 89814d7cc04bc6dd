"""What a fetched answer must pass: kept rows, refused answers, values marked for review."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.checks import AnswerRefused, Review, merged, refuse, reviews, still_open
from data.conversation import FETCHED, Fetched
from data.errors import InputFault
from data.model import OBSERVATION_DTYPES, Dataset

DATASET = Dataset.model_validate(
    {
        "id": "made_up",
        "name": {"sv": "Påhittad", "en": "Made up"},
        "producer": {"sv": "Ingen", "en": "Nobody"},
        "licence": {"sv": "CC0", "en": "CC0"},
        "collected": date(2026, 3, 1),
        "frequency": "annual",
        "kind": "survey",
        "measures": {
            "share": {"label": "Andel", "unit": "%"},
            "other": {"label": "b", "unit": "%"},
        },
        "origins": {
            "hand": {"reference": "a page", "processing": "as_published"},
            "live": {"reference": "a service", "processing": "as_published"},
        },
        "live": {"source": "kolada", "origin": "live", "question": {}},
    }
)


def held(*rows: tuple[str, str, str, float, str]) -> pd.DataFrame:
    """Rows of (measure, geo, period, value, origin) as the store holds them."""
    records = [
        (measure, "total", geo, period, value, "A", None, origin)
        for measure, geo, period, value, origin in rows
    ]
    return pd.DataFrame(records, columns=list(OBSERVATION_DTYPES)).astype(OBSERVATION_DTYPES)


def fetched(*rows: tuple[str, str, float | None], units: dict[str, str] | None = None) -> Fetched:
    records = [
        ("share", "total", geo, period, value, "A" if value is not None else "O", None)
        for geo, period, value in rows
    ]
    frame = pd.DataFrame(records, columns=list(FETCHED)).astype({"value": float, "margin": float})
    return Fetched(frame, units=units or {})


def keys(frame: pd.DataFrame) -> list[tuple[str, str, str, float, str]]:
    names = ["measure", "geo", "period", "value", "origin"]
    return list(frame[names].itertuples(index=False, name=None))


def test_what_the_service_does_not_speak_of_stays() -> None:
    before = held(
        ("share", "20", "2011", 1.0, "hand"),  # before its first period
        ("share", "20", "2013", 2.0, "hand"),  # replaced
        ("share", "20", "2014", 3.0, "hand"),  # within its periods, and not there any more
        ("share", "20", "2019", 4.0, "hand"),  # after its last
        ("share", "21", "2013", 5.0, "hand"),  # a place it does not name
        ("other", "20", "2013", 6.0, "hand"),  # a measure it does not have
    )
    after = merged(fetched(("20", "2013", 2.5), ("20", "2015", 7.0)), before, DATASET)
    assert keys(after) == [
        ("other", "20", "2013", 6.0, "hand"),
        ("share", "20", "2011", 1.0, "hand"),
        ("share", "20", "2013", 2.5, "live"),
        ("share", "20", "2015", 7.0, "live"),
        ("share", "20", "2019", 4.0, "hand"),
        ("share", "21", "2013", 5.0, "hand"),
    ]


def test_what_was_fetched_before_goes_with_the_service() -> None:
    before = held(("share", "20", "2013", 2.0, "live"), ("share", "21", "2019", 4.0, "live"))
    after = merged(fetched(("20", "2013", 2.0)), before, DATASET)
    assert keys(after) == [("share", "20", "2013", 2.0, "live")]


def test_a_row_that_is_no_observation_is_told_of() -> None:
    with pytest.raises(InputFault, match="period"):
        merged(fetched(("20", "20K3", 2.0)), held(), DATASET)


def test_an_answer_without_any_value_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="inga värden") as caught:
        refuse(fetched(("20", "2013", None)), held(), DATASET, {})
    assert "--accept made_up" in str(caught.value)
    assert "no values at all" in str(caught.value)


def test_an_answer_that_lost_most_of_its_values_is_refused() -> None:
    before = held(*(("share", "20", str(year), 1.0, "live") for year in range(2010, 2020)))
    enough = fetched(*(("20", str(year), 1.0) for year in range(2010, 2015)))
    refuse(enough, before, DATASET, {})
    few = fetched(*(("20", str(year), 1.0) for year in range(2010, 2014)))
    with pytest.raises(AnswerRefused, match="4 värden där det förra hade 10"):
        refuse(few, before, DATASET, {})


def test_a_unit_that_changed_its_words_is_refused() -> None:
    answer = fetched(("20", "2013", 2.0), units={"share": "tkr"})
    refuse(answer, held(), DATASET, {})
    refuse(answer, held(), DATASET, {"share": "tkr"})
    with pytest.raises(AnswerRefused, match="från ”mnkr” till ”tkr”"):
        refuse(answer, held(), DATASET, {"share": "mnkr"})


HISTORY = [("share", "20", str(2010 + year), value, "live")
           for year, value in enumerate((10.0, 12.0, 11.0, 14.0))]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "marked"), [(14.0, False), (17.9, False), (18.1, True), (6.1, False), (5.9, True)]
)
def test_a_value_far_outside_its_history_is_marked(value: float, marked: bool) -> None:
    before = held(*HISTORY)
    after = merged(fetched(*(row[1:4] for row in HISTORY), ("20", "2015", value)), before, DATASET)
    found = reviews(after, before)
    expected = [Review(("share", "total", "20", "2015"), value, 10.0, 14.0)]
    assert found == (expected if marked else [])


def test_a_revision_is_looked_at_too_and_an_old_value_is_not() -> None:
    before = held(*HISTORY)
    changed = [(geo, period, 99.0 if period == "2010" else value)
               for _, geo, period, value, _ in HISTORY]  # fmt: skip
    after = merged(fetched(*changed), before, DATASET)
    assert [review.value for review in reviews(after, before)] == [99.0]
    assert reviews(after, after) == []


def test_a_short_history_marks_nothing() -> None:
    before = held(*HISTORY[:3])
    after = merged(fetched(("20", "2012", 11.0), ("20", "2015", 999.0)), before, DATASET)
    assert reviews(after, before) == []


def test_a_mark_stays_until_the_value_changes() -> None:
    marked = [{"key": ["share", "total", "20", "2015"], "value": 99.0, "low": 1.0, "high": 2.0}]
    same = merged(fetched(("20", "2015", 99.0)), held(), DATASET)
    assert still_open(marked, same) == [Review(("share", "total", "20", "2015"), 99.0, 1.0, 2.0)]
    revised = merged(fetched(("20", "2015", 1.5)), held(), DATASET)
    assert still_open(marked, revised) == []
