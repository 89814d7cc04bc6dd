"""The scale of the county profile: an indicator's own spread, and what the figures can carry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indicators.framing import noise_of
from indicators.model import Indicator
from indicators.spec import Mark

#: the interquartile range of a normal distribution is this many standard deviations
QUARTILES_APART = 1.349


def spread_of(values: Sequence[float]) -> float | None:
    """The robust standard deviation of `values`: their interquartile range ÷ 1.349.

    The normalised interquartile range of ISO 13528:2022, annex C. Unlike the ordinary standard
    deviation it is not set by a single county far from all others, as Gotland is in emissions.
    Quartiles by linear interpolation (type 7 of Hyndman and Fan 1996, KVARTIL.INK in Excel). None
    where half of the values are alike, so that there is nothing to measure with.
    """
    low, high = np.percentile(values, (25, 75))
    spread = float(high - low) / QUARTILES_APART
    return spread if beyond(spread, 0.0, float(high)) else None


def error(mark: Mark | None, indicator: Indicator) -> float:
    """The margin of a value, or the smallest error of its figures where it carries none."""
    return noise_of(indicator) if mark is None or mark.margin is None else mark.margin


def beyond(difference: float, limit: float, size: float = 1.0) -> bool:
    """Larger than `limit` by more than the dust of floats; `size` is that of what was subtracted.

    0.3 − 0.1 must not beat 0.2.
    """
    return abs(difference) > limit + 1e-9 * max(1.0, abs(size), abs(difference))
