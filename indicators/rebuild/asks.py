"""What a service is to be asked for one measure of a dataset: from its ``[live]`` question. Pure.

The question is that of the dataset's own file, so that what is shown to a reader is what the panel
itself asks. A dataset without one has no service to ask, and nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.model import Dataset
from indicators.spec import Sex

if TYPE_CHECKING:
    from data.sources.px_question import Table

#: Kolada's letters for our breakdowns
GENDERS: dict[Sex, str] = {"total": "T", "women": "K", "men": "M"}


@dataclass(frozen=True, slots=True)
class Kolada:
    """One KPI for one gender."""

    kpi: str
    gender: str


@dataclass(frozen=True, slots=True)
class PxTable:
    """A column of a PxWeb table: variable -> code, or ``label:words`` to look it up by.

    `service` is ``scb`` (PxWebApi 2, `path` is the table's identifier) or one that speaks PxWeb
    v1. A table known by `folder` and `title` has no `path`. With `riket` the sum of the counties
    stands for Riket, which the table does not have.
    """

    service: str
    selectors: Mapping[str, str]
    place: str
    time: str
    path: str = ""
    folder: str = ""
    title: str = ""
    riket: bool = False


@dataclass(frozen=True, slots=True)
class Eurostat:
    """A dataset with one code of each dimension, and the levels of region that the panel asks."""

    dataset: str
    codes: Mapping[str, str]
    levels: tuple[str, ...]
    since: str = ""


Ask = Kolada | PxTable | Eurostat
#: a sum of measures, each of one table or of several of which the later stands where they overlap
Asks = tuple[tuple[Ask, ...], ...]


def asks_of(dataset: Dataset, measure: str, sex: Sex) -> Asks:
    """What to ask for one measure and sex of a dataset; nothing where its file has no question."""
    live = dataset.live
    if live is None:
        return ()
    # reading the sources in takes a while, and only this page and a refresh need them
    from data.sources import module

    question = module(live.source).Question.model_validate(live.question)
    parts = live.sums.get(measure, (measure,))
    found = tuple(_asks(live.source, question, part, sex) for part in parts)
    return found if all(found) else ()


def _asks(service: str, question: Any, measure: str, sex: Sex) -> tuple[Ask, ...]:
    if service == "kolada":
        kpi, gender = question.kpis.get(measure), GENDERS[sex]
        return (Kolada(kpi, gender),) if kpi and gender in question.genders else ()
    if service == "eurostat":
        codes = dict(question.breakdowns())
        if measure not in question.measures or sex not in codes:
            return ()
        chosen = {**question.codes_of(measure)} | ({"sex": codes[sex]} if codes[sex] else {})
        return (Eurostat(question.dataset, chosen, question.levels, question.since or ""),)
    found = (_table(service, table, measure, sex) for table in question.tables)
    return tuple(table for table in found if table is not None)


def _table(service: str, table: Table, measure: str, sex: Sex) -> PxTable | None:
    if measure not in table.measures:
        return None
    selectors = dict(table.fixed) | dict(table.measures[measure])
    if table.breakdowns is not None:
        if sex not in table.breakdowns.selectors:
            return None
        selectors[table.breakdowns.variable] = table.breakdowns.selectors[sex]
    elif sex != "total":
        return None
    path = getattr(table, "table", None) or getattr(table, "path", None) or ""
    return PxTable(
        service,
        selectors,
        table.place,
        table.time,
        path=path.strip("/"),
        folder=(getattr(table, "folder", None) or "").strip("/"),
        title=getattr(table, "title", None) or "",
        riket=bool(getattr(table, "riket", None)),
    )
