"""What is shown before anything is written: the variables, and the newest figures of our places."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from data.add.asking import wrong
from data.add.choice import Chosen
from data.conversation import Fetched
from data.errors import SourceError
from data.fetching import fetch_all
from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from data.http import Client
from data.model import BREAKDOWNS, OBSERVATION_DTYPES, Dataset, check_observations
from data.query import Answer
from data.raw import Archive
from data.sources.about import About, Both, Telling

#: the newest periods that the table shows
PERIODS = 3
_WORDS = {
    "total": Both("totalt", "total"),
    "women": Both("kvinnor", "women"),
    "men": Both("män", "men"),
}


def told(telling: Telling, client: Client) -> About:
    """Ask what a service says of a table. Raises SourceError."""
    reply: Answer | SourceError | None = None
    while True:
        try:
            query = (
                telling.throw(reply)
                if isinstance(reply, SourceError)
                # a generator is sent None first; its type cannot say so
                else telling.send(reply)  # type: ignore[arg-type]
            )
        except StopIteration as end:
            about: About = end.value
            return about
        try:
            reply = client.fetch(query, "json")
        except SourceError as fault:
            reply = fault


def fetch(dataset: Dataset, client: Client, sleep: Callable[[float], None] = time.sleep) -> Fetched:
    """The figures of a dataset, checked as a refresh checks them; nothing is kept.

    Raises SourceError, InputFault for rows that are no observations, and PanelError where there is
    no value at all.
    """
    assert dataset.live is not None
    with TemporaryDirectory() as folder:
        (outcome,) = fetch_all([dataset], client, Archive(Path(folder)), sleep)
    if outcome.fetched is None:
        assert outcome.fault is not None
        raise outcome.fault
    frame = outcome.fetched.frame.assign(origin=dataset.live.origin)
    check_observations(frame[list(OBSERVATION_DTYPES)], dataset, dataset.id)
    if not frame["value"].notna().any():
        raise wrong(
            "Tjänsten har inga värden för det som är valt; välj ett annat med --set.",
            "The service has no values for what is chosen; choose another with --set.",
        )
    return outcome.fetched


def variables(about: About, chosen: Chosen, language: str) -> str:
    """One line a variable: its name, how many values it has, and which of them is taken."""
    ours = Both("länen och riket", "the counties and Sweden")
    ours = ours if chosen.level == "county" else Both("riksområden", "NUTS 2 regions")
    lines = []
    for aspect in about.aspects:
        if aspect.code == about.places[chosen.level]:
            taken = ours.words(language)
        elif aspect.code == about.time:
            taken = Both("alla", "all").words(language)
        elif aspect.code == chosen.sex and chosen.sexes:
            taken = ", ".join(_WORDS[one].words(language) for one in chosen.sexes)
        elif aspect.code in chosen.codes:
            code = chosen.codes[aspect.code]
            taken = f"{aspect.labels[code].words(language)} [{code}]"
        else:
            taken = Both("utelämnas, tabellen summerar själv",
                         "left out, the table sums by itself").words(language)  # fmt: skip
        label = aspect.label.words(language)
        name = label if label in ("", aspect.code) else f"{label} ({aspect.code})"
        many = len(aspect.labels)
        count = Both("värden", "values") if many > 1 else Both("värde", "value")
        lines.append(f"  {name or aspect.code}, {many} {count.words(language)}: {taken}")
    return "\n".join(lines)


def table(frame: pd.DataFrame, level: str, decimals: int, language: str) -> str:
    """The newest three periods of our places and Sweden, one place a line, in columns.

    `frame` has the columns of ``data/conversation.py``; what is shown is the total, or else the
    first breakdown there is.
    """
    breakdown = next(one for one in BREAKDOWNS if one in set(frame["breakdown"]))
    rows = frame[frame["breakdown"] == breakdown]
    codes = [*(THE_THREE if level == "county" else ()), NORRA_MELLANSVERIGE, RIKET]
    codes = [code for code in codes if code in set(rows["geo"]) or code in (*THE_THREE, RIKET)]
    codes = [code for code in codes if level == "county" or code not in THE_THREE]
    ours = rows[rows["geo"].isin(codes) & rows["value"].notna()]
    periods = sorted(set(ours["period"]))[-PERIODS:]
    values = {
        (geo, period): value
        for geo, period, value in zip(ours["geo"], ours["period"], ours["value"], strict=True)
    }
    cells = [["" if breakdown == "total" else _WORDS[breakdown].words(language), *periods]]
    for code in codes:
        place = geographies()[code].short(language)
        shown = [number(values.get((code, one)), decimals, language) for one in periods]
        cells.append([place, *shown])
    return columns(cells)


def columns(cells: Sequence[Sequence[str]]) -> str:
    """Lines of cells in columns, the first from the left and the others from the right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for first, *rest in cells:
        right = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  " + "  ".join([first.ljust(widths[0]), *right]).rstrip())
    return "\n".join(lines)


def number(value: float | None, decimals: int, language: str) -> str:
    """A value as people write it: in Swedish with a decimal comma and space between thousands."""
    if value is None:
        return "–"
    written = f"{value:,.{decimals}f}"
    return written.replace(",", "\u00a0").replace(".", ",") if language == "sv" else written


def decimals_of(frame: pd.DataFrame, stated: Mapping[str, int], code: str) -> int:
    """How many decimals to show: as many as stated, else about three figures; 0 to 3.

    Without a word from the service, never more than the values carry.
    """
    if code in stated:
        return max(0, min(stated[code], 3))
    values = frame["value"].dropna().abs()
    middle = float(values.median())
    fitting = 0 if middle >= 100 else 1 if middle >= 10 else 2
    carried = next((n for n in range(3) if (values.round(n) == values).all()), 3)
    return min(fitting, carried)
