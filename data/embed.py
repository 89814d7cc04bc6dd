"""``python -m data.embed FOLDER``: turn the collected figure files into ``data/published/*.csv``.

A figure file has the columns of :data:`FIGURE_COLUMNS`, one row a published figure. What becomes
of it stands in ``embed_recipes.toml``, one ``[[output]]`` for each file written:

- ``file`` and ``dataset``: the file in ``data/published`` and the dataset it belongs to;
- ``[[output.take]]``: a figure file, the origin of its rows, and which of its units become which
  measure (``"mnkr"``, or ``"share/women"`` with a breakdown). A unit that is neither taken nor
  left out is a fault, so nothing disappears unseen;
- ``[[output.gap]]``: cells that the producer shows as empty and the figure files therefore lack.
  They become rows without a value, with the reason as status. Nothing else is ever filled in.

A key that stands in two figure files of one output must have the same value in both; the first
one is kept. Values are written exactly as they were collected. Nothing is written on any fault.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from pathlib import Path

import pandas as pd

from data.embed_recipes import PATH, Output, Recipes, Take, load_recipes
from data.errors import Fault, InputFault
from data.geography import EU27, RIKET
from data.model import KEY, OBSERVATION_DTYPES, Dataset, check_observations
from data.registry import load_datasets

PUBLISHED = Path(__file__).with_name("published")

FIGURE_COLUMNS = ("indicator", "source_dataset", "geo_code", "geo_name", "geo_level", "period",
                  "value", "unit", "flag", "source_ref")  # fmt: skip

#: flag of the figure files -> status letter; a missing value is dealt with in `status_of`
STATUS_OF_FLAG = {"b": "B", "e": "E", "p": "P", "u": "U", "d": "Z"}

Row = dict[str, str]


def read_figures(path: Path) -> list[Row]:
    """Read one figure file as rows of text. Raises :class:`InputFault`."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != FIGURE_COLUMNS:
                expected = ",".join(FIGURE_COLUMNS)
                raise InputFault([Fault(path.name, "header", f"expected {expected}")])
            rows = list(reader)
    except OSError as error:
        raise InputFault([Fault(path.name, "file", str(error.strerror))]) from error
    ragged = [number for number, row in enumerate(rows, 2) if None in row or None in row.values()]
    if ragged:
        problem = f"expected {len(FIGURE_COLUMNS)} columns"
        raise InputFault(Fault(path.name, f"row {number}", problem) for number in ragged)
    return rows


def status_of(flags: str, empty: bool, differing: dict[str, str]) -> str:
    """Turn the flags of a figure, ``bu`` or ``b|C``, into sorted status letters.

    An empty value is suppressed (Q) where the source says confidential, and withheld (O) where it
    only says unreliable. Raises ValueError on an unknown flag or an empty value without a reason.
    """
    letters = set()
    for flag in flags.replace("|", ""):
        if flag == "C":
            letters.add("Q")
            continue
        letter = differing.get(flag) or STATUS_OF_FLAG.get(flag)
        if letter is None:
            raise ValueError(f"unknown flag {flag!r} in {flags!r}")
        letters.add(letter)
    if not empty and "Q" in letters:
        raise ValueError("confidential, and yet a value")
    if empty and "Q" not in letters:
        if "U" not in letters:
            raise ValueError("empty value without a flag that says why")
        letters.add("O")
    return "".join(sorted(letters)) or "A"


def geography_of(code: str, level: str) -> str:
    """Translate a place of the figure files to ours: Sweden is Riket, the EU only the one of 2020.

    Raises ValueError for an older composition of the EU, which must never pass for today's.
    """
    if level == "eu" and code != EU27:
        raise ValueError(f"{code} is an older composition of the EU, only {EU27} can be taken")
    return RIKET if code == "SE" else code


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _contains(text: str, parts: Iterable[str]) -> bool:
    return any(part in text for part in parts)


def _wanted(figure: Row, take: Take) -> bool:
    reference = figure["source_ref"]
    return not (
        (take.only_references and not _contains(reference, take.only_references))
        or _contains(reference, take.leave_out_references)
        or _matches(figure["geo_code"], take.leave_out_geos)
        or (figure["unit"] not in take.units and _matches(figure["unit"], take.leave_out))
    )


def observation_of(figure: Row, take: Take) -> Row:
    """One row of a figure file as an observation of text. Raises ValueError with the fault."""
    target = take.units.get(figure["unit"])
    if target is None:
        raise ValueError(f"unit {figure['unit']!r} is neither taken nor left out")
    measure, _, breakdown = target.partition("/")
    fits = (
        rule.key
        for rule in take.origins
        if rule.flag in figure["flag"] and rule.reference in figure["source_ref"]
    )
    origin = next(fits, None)
    if origin is None:
        raise ValueError(f"no origin for {figure['source_ref']!r}")
    if figure["value"]:
        _number(figure["value"])
    return {
        "measure": measure,
        "breakdown": breakdown or "total",
        "geo": geography_of(figure["geo_code"], figure["geo_level"]),
        "period": figure["period"],
        "value": figure["value"],
        "status": status_of(figure["flag"], not figure["value"], take.flags),
        "margin": "",
        "origin": origin,
    }


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r}") from None


def _same(one: Row, other: Row) -> bool:
    if one["value"] and other["value"]:
        return _number(one["value"]) == _number(other["value"])
    return one["value"] == other["value"]


def _gap_rows(output: Output) -> Iterator[Row]:
    for gap in output.gap:
        for geo in gap.geos:
            for period in gap.periods:
                values = (gap.measure, gap.breakdown, geo, period, "", gap.status, "", gap.origin)
                yield dict(zip(OBSERVATION_DTYPES, values, strict=True))


def rows_of(output: Output, figures: dict[str, list[Row]]) -> list[Row]:
    """Gather the rows of one output file, sorted by key, from figure files given by name.

    Raises :class:`InputFault` with every row that could not be taken, every key whose figure
    files disagree, and every gap that has a value after all.
    """
    faults = []
    rows: dict[tuple[str, ...], Row] = {}
    for take in output.take:
        in_this_file = set()
        for number, figure in enumerate(figures[take.figures], start=2):
            where = f"row {number} ({figure['geo_code']}/{figure['period']})"
            if not _wanted(figure, take):
                continue
            try:
                row = observation_of(figure, take)
            except ValueError as error:
                faults.append(Fault(f"{take.figures}.csv", where, str(error)))
                continue
            key = tuple(row[name] for name in KEY)
            first = rows.setdefault(key, row)
            if key in in_this_file:
                faults.append(Fault(f"{take.figures}.csv", where, "the same key twice"))
            elif not _same(first, row):
                problem = f"{row['value']!r} here, {first['value']!r} in another figure file"
                faults.append(Fault(f"{take.figures}.csv", where, problem))
            in_this_file.add(key)
    for row in _gap_rows(output):
        key = tuple(row[name] for name in KEY)
        if key in rows:
            faults.append(Fault(PATH.name, output.file, f"gap {'/'.join(key)} is no gap"))
        rows[key] = row
    if faults:
        raise InputFault(faults)
    return [rows[key] for key in sorted(rows)]


def csv_bytes(rows: list[Row]) -> bytes:
    """The rows as a CSV file: UTF-8, LF line ends, always the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(OBSERVATION_DTYPES), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _checked(output: Output, folder: Path, datasets: dict[str, Dataset]) -> bytes:
    dataset = datasets.get(output.dataset)
    if dataset is None or output.file not in [release.file for release in dataset.releases]:
        problem = f"expected a release of this file in {output.dataset}.toml"
        raise InputFault([Fault(PATH.name, output.file, problem)])
    names = {take.figures for take in output.take}
    rows = rows_of(output, {name: read_figures(folder / f"{name}.csv") for name in names})
    frame = pd.DataFrame(rows, columns=list(OBSERVATION_DTYPES))
    for name in ("value", "margin"):
        frame[name] = pd.to_numeric(frame[name])
    check_observations(frame, dataset, output.file)
    return csv_bytes(rows)


def embed(folder: Path, recipes: Recipes) -> dict[str, bytes]:
    """Build every file of `recipes` from the figure files in `folder`: file name -> content.

    Writes nothing. Raises :class:`InputFault` with the faults of all files together.
    """
    datasets = load_datasets()
    faults: list[Fault] = []
    contents = {}
    for output in recipes.output:
        try:
            contents[output.file] = _checked(output, folder, datasets)
        except InputFault as error:
            faults.extend(error.faults)
    if faults:
        raise InputFault(faults)
    return contents


def main(arguments: list[str]) -> int:
    """Write ``data/published`` from the folder named on the command line; 1 on faulty input."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m data.embed FOLDER\n")
        return 2
    try:
        contents = embed(Path(arguments[0]), load_recipes())
    except InputFault as error:
        sys.stderr.write(f"{error}\n")
        return 1
    PUBLISHED.mkdir(exist_ok=True)
    for name, content in contents.items():
        (PUBLISHED / name).write_bytes(content)
    size = sum(map(len, contents.values())) / 1e6
    sys.stdout.write(f"{len(contents)} files, {size:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
