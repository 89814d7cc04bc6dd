"""Comparing places: aggregates with the right weights, places in the ranking as bands, jumps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from data.geography import NORRA_MELLANSVERIGE
from indicators.spec import Mark
from indicators.transforms import COLUMNS, join_status, missing_status

#: a change of this share of the earlier value, where one firm can be the county (rule 10)
JUMP = 0.25


def aggregate_sum(parts: pd.DataFrame, count: int) -> pd.DataFrame:
    """The sum of the parts in each period, as rows of Norra Mellansverige.

    Takes rows of the parts (``geo, period, value, status, margin``); `count` is how many parts
    there must be. A sum with a missing part is missing (rule 1).
    """
    return _aggregate(parts, count, lambda group: group["value"].sum())


def aggregate_weighted(parts: pd.DataFrame, weights: pd.DataFrame, count: int) -> pd.DataFrame:
    """Σ(value × weight) ÷ Σ weight (rule 14); `weights` has columns ``geo, period, weight``."""
    joined = parts.merge(weights, on=["geo", "period"], how="left")
    return _aggregate(
        joined,
        count,
        lambda group: (group["value"] * group["weight"]).sum() / group["weight"].sum(),
        needed="weight",
    )


def aggregate_implied(parts: pd.DataFrame, numerator: pd.DataFrame, count: int) -> pd.DataFrame:
    """Σ numerator ÷ Σ(numerator ÷ value): the denominator the source itself divided by.

    `numerator` has columns ``geo, period, weight`` in any unit; the unit of the result is that of
    the values, because the numerators' unit cancels out.
    """
    joined = parts.merge(numerator, on=["geo", "period"], how="left")
    return _aggregate(
        joined,
        count,
        lambda group: group["weight"].sum() / (group["weight"] / group["value"]).sum(),
        needed="weight",
    )


def _aggregate(
    parts: pd.DataFrame,
    count: int,
    compute: Callable[[pd.DataFrame], float],
    needed: str | None = None,
) -> pd.DataFrame:
    rows = []
    for period, group in parts.groupby("period", sort=True):
        complete = len(group) == count and group["value"].notna().all()
        if needed is not None:
            complete = complete and group[needed].notna().all()
        value = float(compute(group)) if complete else float("nan")
        # parts of zero leave nothing to divide by
        if np.isfinite(value):
            status = join_status(*group["status"], derived=True)
        else:
            status, value = missing_status("".join(group["status"])), float("nan")
        rows.append((NORRA_MELLANSVERIGE, period, value, status, np.nan, ""))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": "float64", "margin": "float64"})


def rank_bands(marks: Mapping[str, Mark], descending: bool, noise: float) -> dict[str, str]:
    """The place of each value in the ranking as a band: "7", or "7–9" where values are alike.

    Two values are told apart only if they differ by more than their margins together; a value
    without a margin carries `noise`, the smallest difference that its figures can show (rule 12).
    The best possible place is one more than the places surely before it, the worst is all less
    those surely behind. Places without a value have no band, nor has a value that stands alone.
    """
    lows, highs = {}, {}
    for code, mark in marks.items():
        if mark.value is not None:
            margin = mark.margin if mark.margin is not None else noise
            # a hair wider than the margin: 0.1 + 0.2 must not beat 0.3 by the dust of floats
            margin += 1e-9 * max(1.0, abs(mark.value))
            lows[code], highs[code] = mark.value - margin, mark.value + margin
    bands: dict[str, str] = {}
    if len(lows) < 2:
        return bands
    ascending_lows, ascending_highs = sorted(lows.values()), sorted(highs.values())
    for code in lows:
        above = len(lows) - bisect_right(ascending_lows, highs[code])
        below = bisect_left(ascending_highs, lows[code])
        before, behind = (above, below) if descending else (below, above)
        first, last = before + 1, len(lows) - behind
        bands[code] = str(first) if first == last else f"{first}–{last}"
    return bands


def jumps(marks: Sequence[Mark], size: float = JUMP) -> list[tuple[Mark, Mark]]:
    """Pairs of neighbouring values where the later differs by more than `size` of the earlier."""
    valued = [(mark, mark.value) for mark in marks if mark.value is not None]
    return [
        (earlier, later)
        for (earlier, before), (later, after) in pairwise(valued)
        if before and abs(after - before) > size * abs(before)
    ]
