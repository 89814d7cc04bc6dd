"""The cubes that answer a slice of a PxWeb table -> figures with our codes and statuses. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from data.conversation import FETCHED, Fetched
from data.errors import SourceBroken
from data.geography import RIKET, counties
from data.jsonstat import Cube
from data.sources.px_question import Column, Slice

KEY = ["measure", "breakdown", "geo", "period"]
#: the symbols of SCB's tables (statistikdatabasen.scb.se, "Teckenförklaring"): ``..`` not available
#: or too uncertain, ``.`` cannot occur, ``-`` nothing to report; ``x`` for secrecy elsewhere
MISSING = {"..": "O", ".": "M", "-": "N", "x": "Q", "X": "Q"}
#: what may stand beside a value; a zero that is also written as "nothing" is a zero
PRESENT = {"": "A", "-": "A", "p": "P", "P": "P", "e": "E", "E": "E", "b": "B", "B": "B"}


def check_answer(cube: Cube, codes: Mapping[str, tuple[str, ...]], asked: str) -> None:
    """Raise SourceBroken unless the cube is about exactly the codes that were asked for."""
    dimensions = cube.about.dimensions
    for variable, wanted in codes.items():
        given = dimensions[variable].codes if variable in dimensions else ()
        if odd := sorted(set(given) ^ set(wanted)):
            some = ", ".join(odd[:5])
            raise SourceBroken(
                asked,
                (
                    f"svarade på något annat än frågan: {variable} skiljer sig i {some}.",
                    f"answered something else than was asked: {variable} differs in {some}.",
                ),
            )
    for variable in sorted(dimensions.keys() - codes.keys()):
        if len(dimensions[variable].codes) > 1:
            raise SourceBroken(
                asked,
                (
                    f"delade upp svaret efter {variable}, som ingen frågat efter.",
                    f"divided the answer by {variable}, which nobody asked for.",
                ),
            )


def fetched(cubes: Sequence[Cube], slice_: Slice, asked: str) -> Fetched:
    """The figures of a slice whose parts are `cubes`, each of them checked.

    A cell that a sparse answer does not name has no row. Raises SourceBroken for an answer without
    any figure, for a mark whose meaning is not known beside a value, and for a table that was
    published anew between the parts.
    """
    updated = {cube.about.updated for cube in cubes}
    if len(updated) > 1:
        what = (
            "uppdaterade tabellen medan den lästes.",
            "updated the table while it was being read.",
        )
        raise SourceBroken(asked, what, passing=True)
    cells = pd.concat([_coded(cube, slice_) for cube in cubes], ignore_index=True)
    frame = pd.concat([_rows(cells, column, slice_) for column in slice_.columns])
    if frame.empty:
        raise SourceBroken(
            asked,
            ("svarade utan en enda siffra.", "answered without a single figure."),
        )
    return Fetched(
        _with_statuses(frame, asked)[list(FETCHED)].reset_index(drop=True),
        _published(updated.pop(), asked),
        {column.measure: unit for column in slice_.columns if (unit := _unit(cubes, column))},
        tuple(dict.fromkeys(note for cube in cubes for note in cube.about.notes)),
    )


def _coded(cube: Cube, slice_: Slice) -> pd.DataFrame:
    """The named cells of one cube, every variable a categorical of the codes asked for."""
    frame = cube.frame[[*slice_.codes, "value", "status"]]
    kinds = {
        variable: pd.CategoricalDtype(pd.Index(codes, dtype="str"))
        for variable, codes in slice_.codes.items()
    }
    return frame.astype(kinds)


def _rows(cells: pd.DataFrame, column: Column, slice_: Slice) -> pd.DataFrame:
    """The rows of one measure and breakdown, status as served."""
    beside = [slice_.place, slice_.time]
    own = _at(cells, column.at).astype(dict.fromkeys(beside, "str"))
    rows = pd.DataFrame(
        {
            "measure": column.measure,
            "breakdown": column.breakdown,
            "geo": own[slice_.place].map(slice_.places),
            "period": own[slice_.time].map(slice_.periods),
            "value": own["value"],
            "status": own["status"],
        }
    )
    if column.margin is None:
        return rows.assign(margin=float("nan"))
    margins = _at(cells, column.margin).astype(dict.fromkeys(beside, "str"))
    margin = margins.set_index(beside)["value"]
    return rows.assign(margin=margin.reindex(pd.MultiIndex.from_frame(own[beside])).to_numpy())


def _at(cells: pd.DataFrame, at: Mapping[str, str]) -> pd.DataFrame:
    chosen = np.ones(len(cells), dtype=bool)
    for variable, code in at.items():
        chosen &= (cells[variable] == code).to_numpy()
    return cells[chosen]


def _with_statuses(frame: pd.DataFrame, asked: str) -> pd.DataFrame:
    """The frame with our letters for the service's symbols."""
    missing = frame["value"].isna()
    beside = frame["status"].map(PRESENT)
    if (odd := beside.isna() & ~missing).any():
        mark = frame.loc[odd, "status"].iloc[0]
        raise SourceBroken(
            asked,
            (
                f"satte märket {mark!r} vid en siffra, och vad det betyder är inte känt.",
                f"put the mark {mark!r} beside a figure, and what it means is not known.",
            ),
        )
    # symbols of a table's own all say that there is no figure to be had
    why = frame["status"].map(MISSING).fillna("O")
    margin = frame["margin"].where(~missing)
    if (margin < 0).any():
        what = ("gav en felmarginal under noll.", "gave a margin of error below zero.")
        raise SourceBroken(asked, what)
    return frame.assign(status=why.where(missing, beside).astype("str"), margin=margin)


def _published(updated: str, asked: str) -> date | None:
    if not updated:
        return None
    try:
        return date.fromisoformat(updated[:10])
    except ValueError as error:
        raise SourceBroken(
            asked,
            (
                f"uppger en dag för uppdatering som inte är någon: {updated!r}.",
                f"states a day of update that is none: {updated!r}.",
            ),
        ) from error


def _unit(cubes: Sequence[Cube], column: Column) -> str:
    for cube in cubes:
        for variable, code in column.at.items():
            unit = cube.about.dimensions[variable].units.get(code)
            if unit and unit.base:
                return unit.base
    return ""


def with_riket(found: Fetched) -> Fetched:
    """The same with rows for Riket: the sum of the 21 counties wherever all of them have a value.

    The rows are derived (status Z) and have no margin. Where the service has its own figures for
    Riket, these stand and nothing is added.
    """
    frame = found.frame
    if (frame["geo"] == RIKET).any():
        return found
    whole = frame[frame["geo"].isin(counties()) & frame["value"].notna()]
    sums = whole.groupby(KEY[:2] + KEY[3:], as_index=False, sort=False).agg(
        value=("value", "sum"), places=("geo", "nunique")
    )
    sums = sums[(sums["places"] == len(counties())) & np.isfinite(sums["value"])]
    rows = sums.assign(geo=RIKET, status="Z", margin=float("nan"))[list(FETCHED)]
    return Fetched(
        pd.concat([frame, rows], ignore_index=True) if len(rows) else frame,
        found.published,
        found.units,
        found.notes,
    )


def joined(parts: Sequence[Fetched]) -> Fetched:
    """The figures of several tables, oldest first: where they overlap the later one stands."""
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    units: dict[str, str] = {}
    for part in parts:
        units |= part.units
    return Fetched(
        frame.drop_duplicates(KEY, keep="last", ignore_index=True),
        max((part.published for part in parts if part.published), default=None),
        units,
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )
