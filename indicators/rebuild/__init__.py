"""Visa hur: what is needed to rebuild a view from the official source, whatever it is written in.

A :class:`Recipe` says which series are fetched from where, for which places and periods, and what
is then computed. It says as plainly what cannot be fetched and what is not computed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties
from data.model import Break, Dataset
from indicators.library import sexes
from indicators.model import OVER_TIME, Indicator, Selection, SeriesRef
from indicators.rebuild.asks import Asks, PxTable, asks_of
from indicators.spec import ChartSpec, Sex
from indicators.values import reference_place, used_series

if TYPE_CHECKING:
    from indicators.library import Library

#: more places than this are asked for as whole levels of region, not one by one
MOST_PLACES = 40
#: where the figures that a view shows were read: from the service, from files although there is a
#: service to ask, or from files alone
Reading = Literal["service", "files", "no_service"]


@dataclass(frozen=True, slots=True)
class Source:
    """One series behind the view. `asks` is by sex; empty where there is no service to ask."""

    ref: SeriesRef
    dataset: Dataset
    #: ``value``, ``numerator`` or ``denominator``
    role: str
    asks: dict[Sex, Asks]
    reading: Reading
    #: where the rows shown were read, as the dataset's record says
    references: tuple[str, ...]

    @property
    def askable(self) -> bool:
        """True where every sex of the view can be asked for."""
        return all(self.asks.values())


@dataclass(frozen=True, slots=True)
class Recipe:
    """A view of one indicator, ready to be written as addresses or as code.

    `places` are shown and `asked` are fetched, which are more where something is computed from
    others; `group` is how Norra Mellansverige is computed, "" where the code does not.
    `undone` are what is not done again: the phrases ``undone_…`` of ``words/rebuild.toml``.
    """

    indicator: Indicator
    selection: Selection
    spec: ChartSpec
    places: tuple[str, ...]
    asked: tuple[str, ...]
    first: str
    last: str
    sources: tuple[Source, ...]
    breaks: tuple[Break, ...]
    reference: str
    group: Literal["sum", "ratio", ""]
    undone: tuple[str, ...]

    @property
    def sexes(self) -> tuple[Sex, ...]:
        """The sexes that the view shows."""
        return sexes(self.selection.breakdown)

    @property
    def askable(self) -> bool:
        """True where all of the view's figures can be fetched."""
        return all(source.askable for source in self.sources)

    @property
    def wide(self) -> bool:
        """True where so many places are shown that whole levels are asked for."""
        return len(self.asked) > MOST_PLACES


def recipe(library: Library, selection: Selection) -> Recipe:
    """How a resolved selection's view is rebuilt from the source."""
    indicator = library.catalogue.indicators[selection.indicator or ""]
    sex = sexes(selection.breakdown)[0]
    values = library.values(indicator.id, sex, selection.as_of)
    spec = library.view(selection)
    refs = used_series(indicator)
    roles = ("value",) if len(refs) == 1 else ("numerator", "denominator")
    sources = tuple(
        _source(library.datasets[ref.dataset], ref, role, selection, values.origins)
        for ref, role in zip(refs, roles, strict=True)
    )
    places = tuple(dict.fromkeys(one.code for one in spec.series))
    computed = NORRA_MELLANSVERIGE in places and values.aggregated
    method = indicator.aggregation.method
    group: Literal["sum", "ratio", ""] = ""
    if computed and method in ("sum", "ratio"):
        group = "sum" if method == "sum" else "ratio"
    reference = (reference_place(values) or "") if selection.measure == "gap" else ""
    first, last = _periods(selection)
    return Recipe(
        indicator,
        selection,
        spec,
        places,
        _asked(places, sources, computed, reference),
        first,
        last,
        sources,
        values.breaks,
        reference,
        group,
        tuple(_undone(selection, spec, computed and not group)),
    )


def _source(
    dataset: Dataset,
    ref: SeriesRef,
    role: str,
    selection: Selection,
    origins: frozenset[tuple[str, str]],
) -> Source:
    used = sorted(key for name, key in origins if name == dataset.id)
    reading: Reading = "no_service"
    if dataset.live is not None:
        fetched = {dataset.live.origin, dataset.live.sum_origin}
        reading = "service" if set(used) <= fetched and used else "files"
    return Source(
        ref,
        dataset,
        role,
        {sex: asks_of(dataset, ref.measure, sex) for sex in sexes(selection.breakdown)},
        reading,
        tuple(dict.fromkeys(dataset.origins[key].reference for key in used)),
    )


def _asked(
    places: tuple[str, ...], sources: tuple[Source, ...], computed: bool, reference: str
) -> tuple[str, ...]:
    """The places to fetch: those shown, and those that others are computed from."""
    asked = [code for code in places if not (computed and code == NORRA_MELLANSVERIGE)]
    if computed:
        asked += THE_THREE
    if reference:
        asked.append(reference)
    if RIKET in asked and any(_summed(source) for source in sources):
        asked += counties()
    return tuple(dict.fromkeys(asked))


def _summed(source: Source) -> bool:
    """True where Riket is the sum of the counties, because the table has no such row."""
    return any(
        isinstance(ask, PxTable) and ask.riket
        for asks in source.asks.values()
        for part in asks
        for ask in part
    )


def _periods(selection: Selection) -> tuple[str, str]:
    """The first and the last period that the view rests on."""
    period = selection.period or ""
    if selection.view in OVER_TIME:
        first, last = selection.start or period, selection.end or period
    else:
        first = last = period
    return min(first, selection.base or first), last


def _undone(selection: Selection, spec: ChartSpec, group: bool) -> list[str]:
    """What the code leaves to the panel, each as a phrase."""
    undone = ["group"] if group else []
    if spec.columns:
        undone.append("view")
    if spec.bands:
        undone.append("bands")
    if selection.smoothing != "none":
        undone.append("smoothing")
    if selection.measure in ("index", "change"):
        undone.append("own_breaks")
    if selection.as_of is not None:
        undone.append("as_of")
    return undone
