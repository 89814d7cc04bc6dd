"""What a fetched frame must pass before it is kept, and what is kept but marked for review.

Pure. A fault refuses the whole answer: the figures held before stay. A value far outside its own
history is no fault (a plant may have closed); it is kept, and marked until a person has looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.conversation import FETCHED, Fetched
from data.errors import PanelError
from data.model import KEY, OBSERVATION_DTYPES, Dataset, check_observations
from data.sums import with_sums

SERIES = ["measure", "breakdown", "geo"]
#: an answer with fewer values than this share of those it would replace is not believed
LEAST_SHARE = 0.5
#: a value this many times the spread of its history beyond its ends is marked for review
FAR = 1.0
#: values a series needs before anything is far from them
HISTORY = 4


class AnswerRefused(PanelError):
    """An answer that is whole but cannot be right: it is not kept."""


@dataclass(frozen=True, slots=True)
class Review:
    """A value far outside its history: `low` and `high` are the ends of what was held before."""

    key: tuple[str, str, str, str]
    value: float
    low: float
    high: float


def merged(fetched: Fetched, held: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The checked observation frame that is to be kept: what was fetched, and what else we hold.

    What was fetched before is replaced as a whole, so that a row the service withdrew goes. Rows
    that came otherwise (embedded, compiled by hand) stay where the service says nothing: measures
    it does not have, places it does not name, periods before its first or after its last.
    Raises :class:`InputFault` with every row that is not an observation.
    """
    assert dataset.live is not None
    frame = check_observations(with_sums(fetched.frame, dataset.live), dataset, dataset.id)
    spans = frame.groupby(SERIES)["period"].agg(["min", "max"])
    ours = (dataset.live.origin, dataset.live.sum_origin)
    others = held[~held["origin"].isin(ours)].join(spans, on=SERIES)
    # text compares in time order within a frequency; a series has only one
    silent = others["min"].isna() | (others["period"] < others["min"])
    silent |= others["period"] > others["max"]
    kept = others.loc[silent, list(OBSERVATION_DTYPES)]
    return check_observations(pd.concat([frame, kept]), dataset, dataset.id)


def refuse(fetched: Fetched, held: pd.DataFrame, dataset: Dataset, told: Mapping[str, str]) -> None:
    """Raise :class:`AnswerRefused` for an answer that cannot be what we take it for.

    `held` are the rows of the last vintage, `told` the service's words for each measure's unit
    when it was fetched last. Checked: columns, any value at all, the share of values that would be
    lost, the unit's words.
    """
    if list(fetched.frame.columns) != list(FETCHED):
        raise ValueError(f"a source returned the columns {list(fetched.frame)}")
    values = int(fetched.frame["value"].notna().sum())
    if not values:
        raise _refused(
            dataset, "svaret innehåller inga värden alls", "the answer holds no values at all"
        )
    before = _replaced(fetched.frame, held)
    if values < LEAST_SHARE * before:
        raise _refused(
            dataset,
            f"svaret har {values} värden där det förra hade {before}; det ser avbrutet ut",
            f"the answer has {values} values where the last one had {before}; it looks cut",
        )
    for measure, unit in fetched.units.items():
        if told.get(measure, unit) != unit:
            raise _refused(
                dataset,
                f"enheten för {measure} har ändrats från ”{told[measure]}” till ”{unit}”",
                f"the unit of {measure} has changed from “{told[measure]}” to “{unit}”",
            )


def reviews(
    frame: pd.DataFrame, held: pd.DataFrame, marked: Iterable[Mapping[str, Any]] = ()
) -> list[Review]:
    """The new or revised values of `frame` far outside what `held` has of the same series.

    Values that are `marked`, as written down earlier, are no part of that history: nobody has said
    yet that they are right.
    """
    waiting = {tuple(review["key"]) for review in marked}
    keys = zip(*(held[name] for name in KEY), strict=True)
    reviewed = np.fromiter((key not in waiting for key in keys), bool, len(held))
    history = held[held["value"].notna() & reviewed]
    before = history.groupby(SERIES)["value"].agg(["min", "max", "size"])
    old = held[[*KEY, "value"]].rename(columns={"value": "old"})
    news = frame[frame["value"].notna()].merge(old, on=KEY, how="left")
    news = news[news["old"].isna() | (news["old"] != news["value"])].join(before, on=SERIES)
    spread = np.maximum(news["max"] - news["min"], news["max"].abs() * 0.1)
    far = (news["value"] > news["max"] + FAR * spread) | (
        news["value"] < news["min"] - FAR * spread
    )
    found = news[far & (news["size"] >= HISTORY)]
    columns = (found[name].tolist() for name in (*KEY, "value", "min", "max"))
    return [Review(tuple(row[:4]), *row[4:]) for row in zip(*columns, strict=True)]


def still_open(marked: list[dict[str, Any]], frame: pd.DataFrame) -> list[Review]:
    """Those of the reviews written down earlier whose value is still the one in `frame`."""
    now = dict(zip(zip(*(frame[name] for name in KEY), strict=True), frame["value"], strict=True))
    earlier = [Review(**(review | {"key": tuple(review["key"])})) for review in marked]
    return [review for review in earlier if now.get(review.key) == review.value]


def _replaced(frame: pd.DataFrame, held: pd.DataFrame) -> int:
    """How many held values are of a series that `frame` names, from its first period on."""
    first = frame.groupby(["measure", "breakdown"])["period"].min().rename("first")
    rows = held[held["value"].notna()].join(first, on=["measure", "breakdown"])
    rows = rows[rows["geo"].isin(set(frame["geo"]))]
    return int((rows["period"] >= rows["first"]).sum())


def _refused(dataset: Dataset, swedish: str, english: str) -> AnswerRefused:
    command = f"python -m data.refresh --accept {dataset.id}"
    return AnswerRefused(
        f"{dataset.id}: {swedish}. Inget har ändrats; de tidigare siffrorna står kvar. Jämför med "
        f"källans egen sida; är svaret rätt, kör {command}\n"
        f"{dataset.id}: {english}. Nothing was changed; the earlier figures remain. Compare with "
        f"the source's own page; if the answer is right, run {command}"
    )
