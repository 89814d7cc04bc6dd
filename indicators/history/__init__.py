"""Siffrans historia: every vintage of one number, what changed between them, and the stated reason.

A number is a value of one series, or computed from several: a ratio, or Norra Mellansverige from
its parts. The vintages of a series are those that the store keeps. A computed number has one for
each day on which something that it rests on changed, computed from what was known by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from data.model import Dataset, Text
from indicators.history.reasons import Reason, reasons
from indicators.model import Indicator, Selection, SeriesRef
from indicators.spec import Mark, Sex
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library

#: what tells the releases of a dataset apart
DATES = ("effective", "published", "fetched")
#: what a number of a ratio is called beside the ratio itself
RATIO_ROLES = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Version:
    """A number as it stood from one publication to the next.

    `known` is the day from which it counts; `published` and `fetched` are days in ISO format, ""
    where there is none. `change` is against the version before, in the unit, and `percent` of it;
    None where either has no value. A `gone` one says that the publication no longer holds it.
    """

    value: float | None
    status: str
    known: str
    published: str = ""
    #: only the month or year of publication is known; `published` is then its last day
    approximate: bool = False
    fetched: str = ""
    #: where it was read, as the dataset's record says
    reference: str = ""
    margin: float | None = None
    origin: str = ""
    note: Text | None = None
    change: float | None = None
    percent: float | None = None
    reasons: tuple[Reason, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One series at one place that a number rests on, with its versions, the oldest first.

    `role` is ``value``, ``numerator``, ``denominator`` or ``weight``.
    """

    ref: SeriesRef
    dataset: Dataset
    geo: str
    role: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A number's versions, the oldest first, and the parts that it was computed from."""

    indicator: Indicator
    geo: str
    period: str
    sex: Sex
    versions: tuple[Version, ...]
    parts: tuple[Part, ...]
    #: computed by us from the parts, which then have histories of their own
    computed: bool
    #: computed for Norra Mellansverige from its counties
    aggregated: bool

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """The datasets of the parts, each once."""
        return tuple({part.dataset.id: part.dataset for part in self.parts}.values())


def history(library: Library, selection: Selection, geo: str, period: str, sex: Sex) -> History:
    """The history of an indicator's value, as it was known on the selection's day if it has one.

    It has no versions where the panel never held such a number.
    """
    asked = (selection.indicator, geo, period, sex, selection.as_of)
    return library.keep(("history", *asked), lambda: _history(library, selection, geo, period, sex))


def _history(library: Library, selection: Selection, geo: str, period: str, sex: Sex) -> History:
    indicator = library.catalogue.indicators[selection.indicator or ""]
    how = indicator.aggregation
    aggregated = geo == NORRA_MELLANSVERIGE and how.method not in ("published", "refused")
    refs = used_series(indicator)
    roles = RATIO_ROLES if len(refs) > 1 else ("value",)
    wanted = [(ref, role, place) for place in (THE_THREE if aggregated else (geo,))
              for ref, role in zip(refs, roles, strict=True)]  # fmt: skip
    if aggregated:
        weights = (*how.weights, *((how.numerator,) if how.numerator else ()))
        wanted += [(ref, "weight", place) for ref in weights for place in THE_THREE]
    last = str(selection.as_of or "9999")
    parts = tuple(
        Part(ref, library.datasets[ref.dataset], place, role,
             _versions(library, ref, sex, place, period, last))
        for ref, role, place in wanted
    )  # fmt: skip
    computed = aggregated or len(refs) > 1
    found = parts[0].versions
    if computed:
        found = _computed(library, indicator, geo, period, sex, parts)
    return History(indicator, geo, period, sex, found, parts, computed, aggregated)


def _versions(
    library: Library, ref: SeriesRef, sex: Sex, geo: str, period: str, last: str
) -> tuple[Version, ...]:
    """The vintages of one observation that were known by the day `last`, withdrawals included."""
    dataset = library.datasets[ref.dataset]
    released = {row["effective"]: row for row in library.all_releases(ref.dataset)}
    by_dates = {
        tuple(row[name] for name in DATES): row for row in library.all_releases(ref.dataset)
    }
    found: list[Version] = []
    until = ""
    for row in library.history(ref, sex, geo, period).to_dict("records"):
        if until and row["effective"] > until:
            found.append(_withdrawal(released[until]))
        found.append(_version(row, by_dates[tuple(row[name] for name in DATES)], dataset))
        until = row["until"]
    if until:
        found.append(_withdrawal(released[until]))
    known = [one for one in found if one.known <= last]
    return _compared(known, dataset, ref.measure, period)


def _version(row: Mapping[Any, Any], release: dict[str, str], dataset: Dataset) -> Version:
    value, margin, origin = row["value"], row["margin"], row["origin"]
    return Version(
        value=None if value != value else value,
        margin=None if margin != margin else margin,
        status=row["status"],
        origin=origin,
        reference=dataset.origins[origin].reference if origin in dataset.origins else "",
        known=release["effective"][:10],
        published=release["published"],
        approximate=release["published_approximate"] == "True",
        fetched=release["fetched"][:10],
        note=_note(release),
    )


def _withdrawal(release: dict[str, str]) -> Version:
    """A publication that no longer holds the observation."""
    return Version(
        None,
        "O",
        known=release["effective"][:10],
        published=release["published"],
        approximate=release["published_approximate"] == "True",
        fetched=release["fetched"][:10],
        note=_note(release),
        gone=True,
    )


def _note(release: dict[str, str]) -> Text | None:
    note = release["note_sv"]
    return Text(sv=note, en=release["note_en"] or note) if note else None


def _compared(
    found: Sequence[Version], dataset: Dataset, measure: str, period: str
) -> tuple[Version, ...]:
    """The versions with their changes and the reasons that can be given for them."""
    result: list[Version] = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        result.append(_changed(before, one, reasons(before, one, dataset, measure, period)))
    return tuple(result)


def _changed(before: Version | None, one: Version, why: tuple[Reason, ...]) -> Version:
    change = percent = None
    if before is not None and before.value is not None and one.value is not None:
        change = one.value - before.value
        percent = change / abs(before.value) * 100 if before.value else None
    return replace(one, change=change, percent=percent, reasons=why)


def _computed(
    library: Library,
    indicator: Indicator,
    geo: str,
    period: str,
    sex: Sex,
    parts: Sequence[Part],
) -> tuple[Version, ...]:
    """The computed number on every day when a part of it changed, where it changed too."""
    moves = sorted((one.known, number) for number, part in enumerate(parts)
                   for one in part.versions)  # fmt: skip
    result: list[Version] = []
    for day, moved in groupby(moves, key=lambda move: move[0]):
        values = library.values(indicator.id, sex, date.fromisoformat(day))
        mark = values.mark(geo, period)
        changed = [parts[number] for _, number in moved]
        before = result[-1] if result else None
        if mark is None and before is None:
            continue
        one = _of_mark(mark, day)
        if before is None or (one.value, one.status) != (before.value, before.status):
            result.append(_changed(before, one, _moved(before, changed)))
    return tuple(result)


def _of_mark(mark: Mark | None, day: str) -> Version:
    if mark is None:
        return Version(None, "O", day, gone=True)
    return Version(mark.value, mark.status, day, margin=mark.margin)


def _moved(before: Version | None, changed: Iterable[Part]) -> tuple[Reason, ...]:
    """Which parts moved a computed number; that its first version has none is said too."""
    if before is None:
        return (Reason("first_computed"),)
    return tuple(
        dict.fromkeys(Reason(f"part_{part.role}", part.dataset.name, part.geo) for part in changed)
    )
