"""A JSON-stat document becomes the frame it describes, or an error that names what is wrong."""

from __future__ import annotations

import json
import tracemalloc
from itertools import product
from math import isnan, prod
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.errors import SourceBroken, SourceError, SourceRefused
from data.jsonstat import Cube, describe, unpack

RECORDED = Path(__file__).parent / "recorded"
SCB = (RECORDED / "scb-v2-data-TAB6471-jsonstat2.json").read_bytes
EUROSTAT = (RECORDED / "eurostat-data-rd_e_gerdreg-flags.json").read_bytes

Row = tuple[Any, ...]


def slowly(document: dict[str, Any]) -> list[Row]:
    """Every cell that the document names, counted through one by one: codes, value, status."""
    dataset = document.get("dataset", document)
    dimension = dataset["dimension"]
    codes = []
    for one in dataset["id"] if "id" in dataset else dimension["id"]:
        category = dimension[one]["category"]
        index = category.get("index")
        if index is None:
            index = list(category["label"])
        codes.append(sorted(index, key=index.get) if isinstance(index, dict) else index)
    values, flags = _by_position(dataset["value"]), dataset.get("status")
    if isinstance(flags, list) and len(flags) == 1:
        flags = flags[0]
    flags = dict.fromkeys(values, flags) if isinstance(flags, str) else _by_position(flags or {})
    rows = []
    for position, key in enumerate(product(*codes)):
        value, flag = values.get(position), flags.get(position) or ""
        if position in values or flag:
            rows.append((*key, None if value is None or isnan(value) else float(value), flag))
    return rows


def _by_position(cells: Any) -> dict[int, Any]:
    if isinstance(cells, list):
        return dict(enumerate(cells))
    return {int(position): cell for position, cell in cells.items()}


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The frame's rows as :func:`slowly` gives them."""
    columns = [frame[name].astype(object).tolist() for name in frame.columns[:-2]]
    values = [None if isnan(value) else value for value in frame["value"].tolist()]
    return list(zip(*columns, values, frame["status"].tolist(), strict=True))


def synthetic(**changes: Any) -> dict[str, Any]:
    """Two regions in three years; a change of None takes the member away."""
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": ["region", "year"],
        "size": [2, 3],
        "dimension": {
            "region": {"category": {"index": ["17", "20"]}},
            "year": {"category": {"index": {"2024": 2, "2022": 0, "2023": 1}}},
        },
        "value": [1, 2, 3, 4, 5, 6],
    } | changes
    return {key: part for key, part in document.items() if part is not None}


def with_index(index: Any, size: int = 2, **category: Any) -> dict[str, Any]:
    """One dimension with the given index and as many values as the size says."""
    described = {"a": {"category": {"index": index} | category}}
    return synthetic(id=["a"], size=[size], dimension=described, value=list(range(size)))


# ------------------------------------------------------------------------------ any cube at all


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Any right document: every way in which the format lets a cube be written."""
    names = st.text(max_size=4).filter(lambda text: text not in ("value", "status"))
    ids = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    described: dict[str, Any] = {}
    sizes = []
    for one in ids:
        codes = draw(st.lists(st.text(max_size=4), min_size=0, max_size=4, unique=True))
        category: dict[str, Any] = {"label": {code: draw(st.text(max_size=6)) for code in codes}}
        style = draw(st.sampled_from(["list", "object", "gaps"] + ["none"] * (len(codes) == 1)))
        if style == "list":
            category["index"] = codes
        elif style != "none":
            step = 1 if style == "object" else draw(st.integers(2, 9))
            placed = [(code, step * position) for position, code in enumerate(codes)]
            category["index"] = dict(draw(st.permutations(placed)))
        described[one] = {"label": one, "category": category}
        sizes.append(len(codes))
    cells = prod(sizes)
    figures = st.none() | st.integers(-(10**20), 10**20) | st.floats(allow_infinity=False)
    marks = st.sampled_from([None, "", "e", "ep", "b|C", "|C", "..", "–"])
    document = synthetic(
        id=ids,
        size=sizes,
        dimension=dict(draw(st.permutations(list(described.items())))),
        value=draw(_cells(figures, cells)),
        status=draw(st.none() | st.sampled_from(["p", "ep"]) | _cells(marks, cells)),
    )
    if draw(st.booleans()) and not {"id", "size", "role"}.intersection(ids):
        inner = {key: document.pop(key) for key in ("id", "size")}
        del document["class"]
        document["dimension"] |= inner | {"role": {"time": [ids[0]]}}
        return {"dataset": document}
    return document


def _cells(each: st.SearchStrategy[Any], cells: int) -> st.SearchStrategy[Any]:
    dense = st.lists(each, min_size=cells, max_size=cells)
    if not cells:
        return st.sampled_from([[], {}])
    positions = st.integers(0, cells - 1).map(str)
    return dense | st.dictionaries(positions, each, max_size=cells)


@given(documents())
@example(synthetic(value={}, status={"5": "|C"}))
def test_any_cube_becomes_the_rows_it_describes(document: dict[str, Any]) -> None:
    expected = slowly(document)
    written = json.dumps(document, ensure_ascii=False).encode()
    for given_as in (document, written, b"\xef\xbb\xbf" + json.dumps(document, indent=1).encode()):
        cube = unpack(given_as, "synthetic")
        assert rows_of(cube.frame) == expected
        assert list(cube.frame)[:-2] == list(cube.about.dimensions)
        assert cube.frame["value"].dtype == "float64"
        assert cube.frame["status"].dtype == "str"


@given(documents())
def test_the_frame_leads_back_to_the_values_of_the_document(document: dict[str, Any]) -> None:
    cube = unpack(document, "synthetic")
    position = np.zeros(len(cube.frame), dtype=int)
    for one, dimension in cube.about.dimensions.items():
        codes = cube.frame[one].cat.codes.to_numpy().astype(int)
        position = position * len(dimension.codes) + codes
    found = dict(zip(position.tolist(), cube.frame["value"].tolist(), strict=True))
    value = _by_position(document.get("dataset", document)["value"])
    for at, number in value.items():
        if number is None:
            assert isnan(found[at])
        else:
            assert found[at] == float(number) or isnan(number)
    assert all(isnan(found[at]) for at in found.keys() - value.keys())


@given(st.lists(st.none() | st.floats(allow_infinity=False), min_size=6, max_size=6))
def test_dense_and_sparse_are_one_cube(values: list[float | None]) -> None:
    dense = unpack(synthetic(value=values), "dense").frame
    named = {str(position): value for position, value in enumerate(values)}
    sparse = unpack(synthetic(value=dict(reversed(named.items()))), "sparse").frame
    pd.testing.assert_frame_equal(dense, sparse)


# ---------------------------------------------------------------------------- recorded answers


def row(cube: Cube, **codes: str) -> tuple[float, str]:
    """Value and status of the one row with the given codes."""
    frame = cube.frame
    for name, code in codes.items():
        frame = frame[frame[name] == code]
    (found,) = frame[["value", "status"]].itertuples(index=False, name=None)
    return found


def test_statistics_sweden_sends_every_cell() -> None:
    cube = unpack(SCB(), "scb")
    assert rows_of(cube.frame) == slowly(json.loads(SCB()))
    assert len(cube.frame) == cube.about.cells == 2772
    first = {"Region": "01", "Alder": "0-9", "Kon": "TotSa", "Tid": "2026M01"}
    assert row(cube, **first) == (245284, "")
    # the 198th number of the list: county 1, age 5, sex 1 and month 1, each counted from nought
    men = {"Region": "03", "Alder": "50-59", "Kon": "1", "Tid": "2026M02"}
    assert row(cube, **men) == (23762, "")


def test_eurostat_keeps_joined_flags_and_the_status_of_a_cell_without_value() -> None:
    cube = unpack(EUROSTAT(), "eurostat")
    assert rows_of(cube.frame) == slowly(json.loads(EUROSTAT()))
    assert row(cube, sectperf="TOTAL", geo="EU27_2020", time="2022") == (2.22, "e")
    assert row(cube, sectperf="BES", geo="DE11", time="2023") == (6.9, "b")
    value, status = row(cube, sectperf="BES", geo="ES43", time="2024")
    assert isnan(value) and status == "|C"
    assert len(cube.frame) == 13 and cube.about.cells == 18


def test_what_is_said_about_the_figures_stands_beside_them() -> None:
    about = unpack(SCB(), "scb").about
    assert about.label.startswith("Folkmängden per månad")
    assert (about.source, about.updated) == ("SCB", "2026-06-08T06:00:00Z")
    assert about.roles == {"time": ("Tid",), "metric": ("ContentsCode",)}
    assert about.dimensions["Region"].labels["20"] == "Dalarnas län"
    unit = about.dimensions["ContentsCode"].units["000007SF"]
    assert (unit.base, unit.decimals) == ("antal", 0)
    assert about.dimensions["Alder"].notes[0].startswith("Med ålder avses")
    assert len(about.notes) == 4 and "referensåret 2025" in about.notes[0]
    assert about.extension["px"]["tableid"] == "TAB6471"


def test_a_metadata_answer_is_described_and_not_unpacked() -> None:
    raw = (RECORDED / "scb-v2-metadata-TAB6471.json").read_bytes()
    about = describe(raw, "scb")
    assert [len(one.codes) for one in about.dimensions.values()] == [312, 134, 3, 1, 16]
    with pytest.raises(SourceBroken, match="0 values for 2006784 cells"):
        unpack(raw, "scb")


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        ("eurostat-async-error-http413", 413, "ASYNCHRONOUS_RESPONSE"),
        ("eurostat-async-warning-http200", 413, "ASYNCHRONOUS_RESPONSE"),
        ("eurostat-error-404-not-found", 404, "NOPE_XX is not available"),
        ("scb-v2-error-400-missing-selection", 400, "Missing selection for mandantory variable"),
        ("scb-v2-error-400-nonexistent-variable", 400, "Non-existent variable"),
    ],
)
def test_an_error_in_place_of_data_is_raised_in_its_own_words(
    file: str, status: int, words: str
) -> None:
    with pytest.raises(SourceRefused, match=words) as caught:
        unpack((RECORDED / f"{file}.json").read_bytes(), "GET https://example.org/data")
    assert caught.value.status == status
    assert words in caught.value.words
    assert "example.org" in str(caught.value)


def test_an_error_without_a_status_is_raised_in_its_own_words() -> None:
    with pytest.raises(SourceBroken, match="answered with an error: Too busy"):
        unpack({"error": "Too busy"}, "synthetic")


# ------------------------------------------------------------------------------------- faults

REGION = {"category": {"index": ["17", "20"]}}
FAULTS: dict[str, tuple[Any, str]] = {
    "no JSON": (b"<html>Service unavailable</html>", "not JSON.*<html>Service"),
    "nothing": (b"", "not JSON"),
    "cut short": (json.dumps(synthetic()).encode()[:-9], "not JSON, or cut short"),
    "not UTF-8": (b'{"label": "V\xe4rmland"}', "not JSON"),
    "too deep": (b"[" * 100_000, "not JSON"),
    "too deep, in the slow reader": (b"[NaN," + b"[" * 100_000, "not JSON"),
    "a list": (b"[1, 2]", r"expected a JSON-stat dataset, got \[1, 2\]"),
    "a number": (b"12", "expected a JSON-stat dataset, got 12"),
    "a collection": (synthetic(**{"class": "collection"}), "class dataset, got 'collection'"),
    "other JSON": ({"values": []}, r"no dimensions among \['values'\]"),
    "v1 metadata": ({"title": "Folk", "variables": []}, "no dimensions among"),
    "a hidden key": (b'{"dimension": {}, "value": {"0": 1, "0": 2}}', "key stands twice"),
    "no id": (synthetic(id=None), "id: expected a list"),
    "no dimension": (synthetic(id=[], size=[], value=[1]), "id: expected the names"),
    "the same id twice": (synthetic(id=["year", "year"]), "id: expected the names"),
    "an id that is no text": (synthetic(id=["region", 1]), "id: expected the names"),
    "an id named as a column": (synthetic(id=["region", "value"]), "named 'value'"),
    "an id not described": (synthetic(id=["region", "sex"]), "dimension sex: named in id"),
    "too few sizes": (synthetic(size=[2]), "1 sizes for 2 dimensions"),
    "another size": (synthetic(size=[2, 4]), "dimension year: 3 codes for size 4"),
    "a size that is true": (with_index(["a"], 1) | {"size": [True]}, "1 codes for size True"),
    "an endless size": (synthetic(size=[2, 10**5000]), "3 codes for size"),
    "the same code twice": (with_index(["a", "a"]), "same code twice"),
    "two codes at one position": (with_index({"a": 0, "b": 0}), "two codes at one position"),
    "a position without a code": (with_index({"a": 0, "b": 2}, 3), "2 codes for size 3"),
    "a position below nought": (with_index({"a": 0, "b": -1}), "index: expected positions"),
    "a position that is no number": (with_index({"a": 0, "b": "1"}), "expected positions"),
    "a code that is no text": (with_index([2022, 2023]), "index: expected codes"),
    "codes without order": (with_index(None, label={"a": "A", "b": "B"}), "expected codes"),
    "a label that is no text": (with_index(["a", "b"], label={"a": 1}), "label a: expected text"),
    "decimals in words": (with_index(["a", "b"], unit={"a": {"decimals": "1"}}), "unit a"),
    "a role that is no list": (synthetic(role={"time": 1}), "role time: expected text"),
    "no value": (synthetic(value=None), "value: expected a list or an object"),
    "too few values": (synthetic(value=[1, 2]), "2 values for 6 cells"),
    "a value in words": (synthetic(value=[1, 2, "..", 4, 5, 6]), "got '..' as number 3"),
    "a value that is true": (synthetic(value=[1, 2, True, 4, 5, 6]), "got True"),
    "a list for a value": (synthetic(value=[1, 2, [3], 4, 5, 6]), r"got \[3\]"),
    "an infinite value": (synthetic(value={"0": float("inf")}), "infinite"),
    "a value beyond numbers": (synthetic(value={"0": 10**400}), "too large"),
    "a position outside": (synthetic(value={"6": 1}), "value: position 6 is outside the 6 cells"),
    "a position far outside": (synthetic(value={"9" * 30: 1}), "is outside the 6 cells"),
    "a position of many digits": (synthetic(value={"9" * 5000: 1}), "is outside the 6 cells"),
    "a position in words": (synthetic(value={"first": 1}), "value: expected positions"),
    "an empty position": (synthetic(value={"": 1}), "value: expected positions"),
    "a position below 0": (synthetic(value={"-1": 1}), "expected positions for keys, got '-1'"),
    "a position with a space": (synthetic(value={" 1": 1}), "expected positions for keys"),
    "two positions in one": (synthetic(value={"1,2": 1, "3": 1}), "for keys, got '1,2'"),
    "a position in Arabic digits": (synthetic(value={"٣": 1}), "expected positions for keys"),
    "one position twice": (synthetic(value={"1": 1, "01": 2}), "one position twice"),
    "a status outside": (synthetic(status={"6": "e"}), "status: position 6 is outside"),
    "too few statuses": (synthetic(status=["e", "p"]), "status: expected one for each of 6"),
    "a status that is a number": (synthetic(status={"0": 1}), "status: expected texts"),
    "a number for all statuses": (synthetic(status=7), "status: expected one for each"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(document: Any, fault: str) -> None:
    with pytest.raises(SourceBroken, match=fault) as caught:
        unpack(document, "the dataset")
    assert str(caught.value).startswith("the dataset gav ett svar")
    assert len(str(caught.value)) < 2000


@given(
    st.lists(st.text(alphabet=':" \\\n{,å', max_size=6), min_size=3, max_size=3),
    st.sampled_from([None, (", ", ": "), (",", ":"), (" , ", " : "), (",\n", "\t:")]),
    st.booleans(),
)
def test_a_hidden_key_is_found_whatever_the_texts_hold(
    texts: list[str], separators: tuple[str, str] | None, twice: bool
) -> None:
    label = dict(zip("abc", texts, strict=True))
    document = with_index(["a", "b", "c"], 3, label=label) | {"note": texts}
    raw = json.dumps(document, ensure_ascii=False, separators=separators)
    if twice:
        raw = raw[:-1] + ', "value": [7, 8, 9]}'
        with pytest.raises(SourceBroken, match="key stands twice"):
            unpack(raw.encode(), "synthetic")
    else:
        assert rows_of(unpack(raw.encode(), "synthetic").frame) == slowly(document)


def test_not_a_number_is_missing_though_it_is_no_json() -> None:
    raw = json.dumps(synthetic(value=[1, float("nan"), None, 4, 5, 6])).encode()
    assert unpack(raw, "synthetic").frame["value"].isna().tolist() == [0, 1, 1, 0, 0, 0]


def test_a_vast_cube_with_two_figures_costs_no_more_than_two_figures() -> None:
    ids = [f"d{number}" for number in range(12)]
    tenfold = {"category": {"index": [str(code) for code in range(10)]}}
    vast = synthetic(
        id=ids,
        size=[10] * 12,
        dimension=dict.fromkeys(ids, tenfold),
        value={"123456789012": 1.5},
        status={"999999999999": "m"},
    )
    tracemalloc.start()
    frame = unpack(vast, "vast").frame
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ["".join(codes[:-2]) for codes in rows_of(frame)] == ["123456789012", "9" * 12]
    assert peak < 1_000_000
    with pytest.raises(SourceError, match="0 values for 1000000000000 cells"):
        unpack(vast | {"value": []}, "vast")
    for many in (20, 5000):  # more cells than 64 bits hold, and than Python prints
        ids = [f"d{number}" for number in range(many)]
        beyond = vast | {"id": ids, "size": [10] * many, "dimension": dict.fromkeys(ids, tenfold)}
        with pytest.raises(SourceError, match="more cells than positions can number"):
            unpack(beyond, "vast")
