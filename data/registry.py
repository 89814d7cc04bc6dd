"""The datasets we take: one TOML record a dataset in ``data/datasets``, read and cross-checked.

A record says once what every row of its files shares: producer, route, licence, releases, breaks,
caveats. All faults of all files are reported together, so that one start shows what to correct.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from data.errors import Fault, InputFault
from data.model import Dataset, Live
from data.records import read_toml, validation_faults
from data.sources import SERVICES, module

FOLDER = Path(__file__).with_name("datasets")
_RELEASE_FILE = re.compile(r"^[\w.-]+\.csv$", re.ASCII)


def load_datasets(folder: Path = FOLDER, questions: bool = True) -> dict[str, Dataset]:
    """Return all datasets by id, in the order of their file names.

    Without `questions` the tables ``[live.question]`` are not held against what the sources
    understand: only who fetches needs that, and reading the sources in takes a sixth of a second.

    Raises :class:`InputFault` with every fault of every ``*.toml`` file in `folder`: file, key and
    what was expected there.
    """
    paths = sorted(folder.glob("*.toml"))
    faults: list[Fault] = []
    datasets: dict[str, Dataset] = {}
    if not paths:
        faults.append(Fault(folder.name, "folder", "expected at least one .toml file"))
    for path in paths:
        known = len(faults)
        tables = read_toml(path, faults)
        if len(faults) > known:
            continue
        try:
            dataset = Dataset.model_validate(tables)
        except ValidationError as error:
            faults.extend(validation_faults(error, path.name))
        else:
            datasets[path.stem] = dataset
            faults.extend(_dataset_faults(dataset, path))
            if questions:
                faults.extend(Fault(path.name, *fault) for fault in _question_faults(dataset))
    faults.extend(_shared_files(datasets))
    if faults:
        raise InputFault(faults)
    return datasets


def _dataset_faults(dataset: Dataset, path: Path) -> list[Fault]:
    """What the model cannot see: names and references that must agree within the file."""
    found = []
    if dataset.id != path.stem:
        found.append(("id", f"expected {path.stem!r}, as the file is named, got {dataset.id!r}"))
    found.extend(_release_faults(dataset))
    found.extend(_live_faults(dataset))
    for key, origin in dataset.origins.items():
        if origin.processing != "as_published" and origin.method is None:
            problem = f"this key is required where processing is {origin.processing}"
            found.append((f"origins.{key}.method", problem))
    for number, broken in enumerate(dataset.breaks, start=1):
        for measure in sorted(set(broken.measures) - set(dataset.measures)):
            problem = f"expected a measure of this file, got {measure!r}"
            found.append((f"breaks[{number}].measures", problem))
        for unknown in sorted(set(broken.origins) - set(dataset.origins)):
            problem = f"expected one of this file's origins, got {unknown!r}"
            found.append((f"breaks[{number}].origins", problem))
    return [Fault(path.name, where, problem) for where, problem in found]


def _release_faults(dataset: Dataset) -> list[tuple[str, str]]:
    found = []
    for number, release in enumerate(dataset.releases, start=1):
        place = f"releases[{number}]"
        if not _RELEASE_FILE.match(release.file):
            found.append((f"{place}.file", f"expected a file name.csv, got {release.file!r}"))
        if release.published is None and release.published_approximate:
            found.append((f"{place}.published", "this key is required where it is approximate"))
    # Vintages are told apart by day: two of the same day could never be asked for separately.
    if dataset.collected is None:
        problem = "this key is required where there are releases"
        return [*found, ("collected", problem)] if dataset.releases else found
    days = [release.published or dataset.collected for release in dataset.releases]
    for number, (earlier, later) in enumerate(pairwise(days), start=2):
        if later <= earlier:
            problem = f"expected a day after {earlier}, as releases are in order, got {later}"
            found.append((f"releases[{number}].published", problem))
    return found


def _live_faults(dataset: Dataset) -> list[tuple[str, str]]:
    live = dataset.live
    if live is None:
        return [] if dataset.releases else [("releases", "expected at least one, or a table live")]
    found = []
    if live.origin not in dataset.origins:
        problem = f"expected one of this file's origins, got {live.origin!r}"
        found.append(("live.origin", problem))
    if live.source not in SERVICES:
        problem = f"expected one of {', '.join(SERVICES)}, got {live.source!r}"
        found.append(("live.source", problem))
    return found


def _question_faults(dataset: Dataset) -> list[tuple[str, str]]:
    """Whether the service understands the question that the file asks of it."""
    live = dataset.live
    if live is None or live.source not in SERVICES:
        return []
    found = []
    try:
        question = module(live.source).Question.model_validate(live.question)
    except ValidationError as error:
        faults = validation_faults(error, "")
        return [(f"live.question.{fault.where}", fault.problem) for fault in faults]
    for measure in sorted(set(question.measures) - set(dataset.measures)):
        problem = f"expected a measure of this file, got {measure!r}"
        found.append(("live.question", problem))
    return found + _sum_faults(dataset, live, set(question.measures))


def _sum_faults(dataset: Dataset, live: Live, fetched: set[str]) -> list[tuple[str, str]]:
    """Whether each sum is a measure of its own, of measures that are fetched."""
    found = []
    if live.sums and live.sum_origin not in dataset.origins:
        problem = f"expected one of this file's origins, got {live.sum_origin!r}"
        found.append(("live.sum_origin", problem))
    for measure, parts in live.sums.items():
        if measure not in dataset.measures:
            found.append((f"live.sums.{measure}", "expected a measure of this file"))
        if measure in fetched:
            found.append((f"live.sums.{measure}", "expected a measure that is not fetched itself"))
        for part in sorted(set(parts) - fetched):
            problem = f"expected measures that are fetched, got {part!r}"
            found.append((f"live.sums.{measure}", problem))
    return found


def _shared_files(datasets: dict[str, Dataset]) -> list[Fault]:
    faults = []
    owners: dict[str, str] = {}
    for stem, dataset in datasets.items():
        for number, release in enumerate(dataset.releases, start=1):
            if release.file in owners:
                problem = f"expected a file of its own, {release.file} is in {owners[release.file]}"
                faults.append(Fault(f"{stem}.toml", f"releases[{number}].file", problem))
            owners.setdefault(release.file, f"{stem}.toml")
    return faults
