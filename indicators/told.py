"""What a service said beside the figures when they were fetched last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

#: measure, breakdown, geo, period
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Days in ISO format, "" where there is none; `awaiting` are values far outside their history
    that nobody has looked at yet, `notes` the service's own words on the figures."""

    next_release: str = ""
    checked: str = ""
    awaiting: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: Mapping[str, str]) -> Told:
        """Read what :meth:`data.store.Store.told` returns."""
        marked = json.loads(written.get("review") or "[]")
        return cls(
            written.get("next_release", ""),
            written.get("checked", "")[:10],
            tuple((key[0], key[1], key[2], key[3]) for key in (one["key"] for one in marked)),
            tuple(json.loads(written.get("notes") or "[]")),
        )
