"""What is fetched made ready to be kept: each row gets its origin, and sums are added.

Some tables print only parts: industries without their total, levels of education without all of
them. ``[live.sums]`` in a dataset's file says which measures are the sum of which.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import pandas as pd

from data.model import MISSING_STATUS, OBSERVATION_DTYPES, Live

PLACE = ["breakdown", "geo", "period"]


def with_sums(frame: pd.DataFrame, live: Live) -> pd.DataFrame:
    """The rows of `frame` and of the sums that `live` names, with the columns of a release.

    Takes the columns of :data:`data.conversation.FETCHED`. A sum stands wherever one of its parts
    does; where a part is missing, or is not there, the sum is missing, with the reasons of the
    parts (O where there is none). Its status joins those of the parts with Z, derived, and it has
    no margin.
    """
    whole = [frame.assign(origin=live.origin)]
    for measure, parts in live.sums.items():
        rows = _sum(frame[frame["measure"].isin(parts)], measure, parts)
        whole.append(rows.assign(origin=live.sum_origin))
    names = list(OBSERVATION_DTYPES)
    return pd.concat([part[names] for part in whole if len(part)] or [whole[0][names]],
                     ignore_index=True)  # fmt: skip


def _sum(rows: pd.DataFrame, measure: str, parts: Sequence[str]) -> pd.DataFrame:
    """One row a place and period; columns as in `rows`."""
    sums = []
    for place, group in rows.groupby(PLACE, sort=True):
        complete = len(group) == len(parts) and group["value"].notna().all()
        letters = set("".join(group["status"]))
        if complete:
            # the parts are decimal: without rounding 0.1 + 0.2 would differ from 0.3 by its dust
            value = round(fsum(group["value"]), 6)
            status = "".join(sorted(letters - {"A"} | {"Z"}))
        else:
            value, status = float("nan"), "".join(sorted(letters & MISSING_STATUS)) or "O"
        sums.append((measure, *place, value, status, float("nan")))
    return pd.DataFrame(sums, columns=["measure", *PLACE, "value", "status", "margin"])
