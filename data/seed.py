"""The first start: the embedded figures go into the store; later starts only check that they did.

What is checked is the content of the files, dataset by dataset: names and times say nothing about
it in a fresh clone, and hashing all files takes some ten milliseconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from data.errors import Fault, InputFault
from data.ledger import Embedded
from data.model import Dataset, Release
from data.sources.published import FOLDER, read_all
from data.store import Store
from data.vintages import Change, Vintage


def ensure_seeded(
    store: Store, datasets: Mapping[str, Dataset], folder: Path = FOLDER
) -> dict[str, list[Change]]:
    """Keep the embedded releases that `store` does not hold yet; reads no rows when it holds all.

    Returns the changes by dataset, one a release, oldest first; empty when there was nothing to
    do. All datasets go in one transaction: a crash leaves the store as it was, and a second
    process waits for the first and finds the work done. Raises :class:`InputFault` with every
    fault of the files, and the errors of :class:`Store`.
    """
    datasets = {name: one for name, one in datasets.items() if one.releases}
    found = _fingerprints(datasets, folder)
    if found.items() <= store.embedded().items():
        return {}

    def read(names: list[str]) -> dict[str, Embedded]:
        frames = read_all({name: datasets[name] for name in names}, folder)
        return {
            name: [
                (_vintage(datasets[name], release), frame)
                for release, frame in zip(datasets[name].releases, frames[name], strict=True)
            ]
            for name in names
        }

    return store.keep_embedded(found, read)


def _fingerprints(datasets: Mapping[str, Dataset], folder: Path) -> dict[str, str]:
    """A hash for each dataset of all that seeding it depends on; faults for unreadable files."""
    fingerprints = {}
    faults = []
    for name, dataset in datasets.items():
        told = dataset.model_dump_json(include={"collected", "releases", "measures", "origins"})
        content = hashlib.sha256(told.encode())
        for release in dataset.releases:
            try:
                # a digest of each file, so that bytes moved from one to the next do not go unseen
                content.update(hashlib.sha256((folder / release.file).read_bytes()).digest())
            except OSError as error:
                faults.append(Fault(release.file, "file", f"cannot be read: {error.strerror}"))
        fingerprints[name] = content.hexdigest()
    if faults:
        # the files that can be read may hold faults of their own: say them all at once
        read_all(datasets, folder)
        raise InputFault(faults)
    return fingerprints


def _vintage(dataset: Dataset, release: Release) -> Vintage:
    assert dataset.collected is not None  # the registry sees to it where there are releases
    return Vintage(
        fetched=dataset.collected,
        origin=release.file,
        published=release.published,
        published_approximate=release.published_approximate,
        partial=release.partial,
        embedded=True,
        note=release.note,
    )
