"""The dataset records: what is read, and how every fault is named."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.errors import InputFault
from data.registry import load_datasets
from data.sources.published import FOLDER, read_all

GOOD = """
id = "{id}"
name = {{ sv = "Namn", en = "Name" }}
producer = {{ sv = "SCB", en = "Statistics Sweden" }}
licence = {{ sv = "CC0", en = "CC0" }}
collected = 2026-03-01
frequency = "annual"
kind = "survey"

[measures.number]
label = "number"
unit = "number"

[origins.a]
reference = "table A"
processing = "as_published"

[[releases]]
file = "{id}_2018.csv"
published = 2018-11-21

[[releases]]
file = "{id}_2020.csv"
published = 2020-10-29
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def good(name: str) -> str:
    return GOOD.format(id=name)


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputFault) as caught:
        load_datasets(folder)
    return [str(fault) for fault in caught.value.faults]


def test_datasets_come_by_id_in_the_order_of_their_files(tmp_path: Path) -> None:
    write(tmp_path, "b", good("b"))
    write(tmp_path, "a", good("a"))
    datasets = load_datasets(tmp_path)
    assert list(datasets) == ["a", "b"]
    assert datasets["a"].releases[1].published == date(2020, 10, 29)


def test_all_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a", good("other"))
    write(tmp_path, "b", good("b").replace('kind = "survey"', 'kind = "poll"\ncolour = "red"'))
    write(tmp_path, "c", "id = \n")
    write(tmp_path, "d", good("d"))
    (tmp_path / "e.toml").write_bytes(b'id = "\xe5"')
    found = faults(tmp_path)
    assert found == [
        "a.toml: id: expected 'a', as the file is named, got 'other'",
        "b.toml: colour: unknown key, expected only those the documentation lists",
        "b.toml: kind: expected 'survey', 'register', 'accounts', 'model', 'composite' or "
        "'compiled', got 'poll'",
        "c.toml: line 1, column 6: expected valid TOML: Invalid value",
        "e.toml: byte 6: expected UTF-8 text",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('label = "number"\n', "", "measures.number.label: this key is required, expected a value"),
        ("2018-11-21", "2021-01-01", "releases[2].published: expected a day after 2021-01-01, "),
        ("2018-11-21", "2020-10-29", "releases[2].published: expected a day after 2020-10-29, "),
        ("published = 2018-11-21", "", "releases[2].published: expected a day after 2026-03-01, "),
        ("a_2020.csv", "a_2018.csv", "releases[2].file: expected a file of its own, a_2018.csv "),
        ("a_2020.csv", "../a.csv", "releases[2].file: expected a file name.csv, got '../a.csv'"),
        ('"as_published"', '"derived"', "origins.a.method: this key is required where processing"),
        ("published = 2018", "publisht = 2018", "releases[1].publisht: unknown key"),
        ("[measures.number]", '[measures."A 1"]', "measures.A 1 (the key itself): expected"),
        (
            "[measures.number]",
            '[[breaks]]\nperiod = "2019"\ntext = { sv = "x", en = "x" }\nmeasures = ["share"]\n'
            "[measures.number]",
            "breaks[1].measures: expected a measure of this file, got 'share'",
        ),
        ('sv = "Namn", ', "", "name.sv: this key is required"),
        (
            "published = 2018-11-21",
            "published_approximate = true",
            "releases[1].published: this key is required where it is approximate",
        ),
    ],
)
def test_a_fault_names_table_key_and_expectation(
    tmp_path: Path, before: str, after: str, expected: str
) -> None:
    text = good("a")
    assert before in text
    write(tmp_path, "a", text.replace(before, after))
    assert any(fault.startswith(f"a.toml: {expected}") for fault in faults(tmp_path))


def test_two_datasets_may_not_share_a_file(tmp_path: Path) -> None:
    write(tmp_path, "a", good("a"))
    write(tmp_path, "b", good("b").replace("b_2018.csv", "a_2018.csv"))
    assert faults(tmp_path) == [
        "b.toml: releases[1].file: expected a file of its own, a_2018.csv is in a.toml"
    ]


def test_a_folder_without_records_is_a_fault(tmp_path: Path) -> None:
    assert "expected at least one .toml file" in faults(tmp_path)[0]
    assert "expected at least one .toml file" in faults(tmp_path / "absent")[0]


def test_the_embedded_records_and_figures_are_whole() -> None:
    datasets = load_datasets()
    frames = read_all(datasets)
    assert all(len(frame) for name in frames for frame in frames[name])
    claimed = {release.file for dataset in datasets.values() for release in dataset.releases}
    assert {path.name for path in FOLDER.glob("*")} == claimed
    for name, dataset in datasets.items():
        used = {origin for frame in frames[name] for origin in frame["origin"]}
        fetched = {dataset.live.origin, dataset.live.sum_origin} if dataset.live else set()
        assert used == set(dataset.origins) - fetched, name
        measured = {measure for frame in frames[name] for measure in frame["measure"]}
        if dataset.live is None:
            assert measured == set(dataset.measures), name
        assert measured <= set(dataset.measures), name


def test_the_records_are_read_without_loading_a_database_library() -> None:
    code = "import sys, data; data.load_datasets(); sys.exit('sqlalchemy' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
