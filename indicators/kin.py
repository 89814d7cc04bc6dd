"""Indicators that go together by construction, so that a correlation between them says nothing.

What an indicator is computed from stands in its definition; all else in ``pairing.toml``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data.model import Code, Strict, Text
from data.records import named_records
from indicators.model import Indicator
from indicators.phrases import phrases
from indicators.values import used_series

WORDS = Path(__file__).with_name("words") / "scatter.toml"
KIN = Path(__file__).with_name("pairing.toml")


class Kin(Strict):
    """Indicators bound by construction; what the lists mean stands in ``pairing.toml``."""

    why: Text
    alike: tuple[Code, ...] = ()
    parts: tuple[Code, ...] = ()
    shared: tuple[Code, ...] = ()

    def bound(self, a: str, b: str) -> bool:
        """Tell whether one says what the other says, or is a part of it."""
        return (a in self.alike and b in self.alike + self.parts) or (
            b in self.alike and a in self.parts
        )


@cache
def kin() -> dict[str, Kin]:
    """The tables of ``pairing.toml``. Raises :class:`InputFault`."""
    return named_records(KIN, Kin)


def unfit(a: Indicator, b: Indicator) -> str | None:
    """Why two indicators do not go together whatever their values: a phrase, or None."""
    if a.id == b.id:
        return "against_same"
    if a.exclusive is not None and a.exclusive == b.exclusive:
        return "against_exclusive"
    if a.level != b.level:
        return "against_only_regions" if b.level == "nuts2" else "against_only_counties"
    if _computed(a, b) or _computed(b, a):
        return "against_computed"
    if bound_by(a, b) is not None:
        return "against_alike"
    return "against_size" if a.extensive and b.extensive else None


def bound_by(a: Indicator, b: Indicator) -> Text | None:
    """Why two indicators measure the same thing, wholly or in part; None where they do not."""
    return next((group.why for group in kin().values() if group.bound(a.id, b.id)), None)


def shared_number(a: Indicator, b: Indicator) -> Text | None:
    """What number two indicators have in common, which makes them vary together by itself.

    Pearson 1897, On a form of spurious correlation, Proceedings of the Royal Society 60.
    """
    if a.ratio is not None and b.ratio is not None:
        same = set(used_series(a)).intersection(used_series(b))
        if same:
            return _in_common()
    for group in kin().values():
        if a.id in group.shared and b.id in group.shared:
            return group.why
    return None


def _in_common() -> Text:
    """What is said of two ratios with a series in common that no table names."""
    say = phrases(WORDS)
    return Text(sv=say("shared_series", "sv"), en=say("shared_series", "en"))


def _computed(a: Indicator, b: Indicator) -> bool:
    """Tell whether `b` is a ratio with `a` as one of its parts."""
    return b.ratio is not None and a.source is not None and a.source in used_series(b)
