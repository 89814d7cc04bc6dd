"""The importer of the embedded figures, on made-up figure files."""

import os
from pathlib import Path

import pytest

from data import embed
from data.embed import FIGURE_COLUMNS, PUBLISHED, rows_of, status_of
from data.embed_recipes import Output, load_recipes
from data.errors import InputFault
from data.model import OBSERVATION_DTYPES

ROOT = Path(__file__).parents[2]
FIGURES = Path(os.environ.get("FIGURES_DIR", ROOT / "../shared/figures"))


def synthetic_figure(**changes):
    """One made-up row of a figure file."""
    figure = dict.fromkeys(FIGURE_COLUMNS, "") | {
        "geo_code": "20",
        "geo_level": "county",
        "period": "2020",
        "value": "1.50",
        "unit": "number",
        "source_ref": "made up",
    }
    return figure | changes


def synthetic_output(**changes):
    """A made-up recipe that takes the unit `number` of the figure file `some`."""
    take = {"figures": "some", "units": {"number": "persons"}, "origins": [{"key": "a"}]}
    return Output.model_validate(
        {"file": "some.csv", "dataset": "some", "take": [take | changes]}
        | {key: changes.pop(key) for key in ("gap",) if key in changes}
    )


@pytest.mark.parametrize(
    ("flags", "empty", "letters"),
    [
        ("", False, "A"),
        ("b", False, "B"),
        ("e", False, "E"),
        ("p", False, "P"),
        ("u", False, "U"),
        ("d", False, "Z"),
        ("be", False, "BE"),
        ("d|p", False, "PZ"),
        ("C", True, "Q"),
        ("b|C", True, "BQ"),
        ("u", True, "OU"),
        ("bu", True, "BOU"),
    ],
)
def test_each_flag_becomes_its_sorted_status_letters(flags, empty, letters):
    assert status_of(flags, empty, {}) == letters


def test_a_recipe_can_say_that_a_flag_means_something_else():
    assert status_of("bdu", False, {"d": "D"}) == "BDU"


@pytest.mark.parametrize(
    ("flags", "empty", "problem"),
    [
        ("x", False, "unknown flag 'x'"),
        ("", True, "empty value without a flag"),
        ("p", True, "empty value without a flag"),
        ("C", False, "confidential, and yet a value"),
    ],
)
def test_a_flag_that_cannot_be_right_is_a_fault(flags, empty, problem):
    with pytest.raises(ValueError, match=problem):
        status_of(flags, empty, {})


def test_a_value_is_kept_exactly_as_it_was_collected():
    (row,) = rows_of(synthetic_output(), {"some": [synthetic_figure(value="7.10")]})
    assert list(row) == list(OBSERVATION_DTYPES)
    assert row["value"] == "7.10"
    assert (row["measure"], row["breakdown"], row["margin"], row["origin"]) == (
        "persons", "total", "", "a"
    )  # fmt: skip


def test_sweden_is_riket_and_extra_regio_can_be_left_out():
    figures = [synthetic_figure(geo_code=code) for code in ("SE", "SEZZ")]
    (row,) = rows_of(synthetic_output(leave_out_geos=["*ZZ"]), {"some": figures})
    assert row["geo"] == "00"


def test_every_fault_of_a_file_is_reported_with_its_row():
    figures = [
        synthetic_figure(flag="x"),
        synthetic_figure(geo_code="21", value="1,5"),
        synthetic_figure(geo_code="EU28", geo_level="eu"),
        synthetic_figure(geo_code="17", unit="other"),
        synthetic_figure(geo_code="01"),
        synthetic_figure(geo_code="01"),
    ]
    with pytest.raises(InputFault) as caught:
        rows_of(synthetic_output(), {"some": figures})
    problems = {fault.where: fault.problem for fault in caught.value.faults}
    assert problems["row 2 (20/2020)"].startswith("unknown flag")
    assert problems["row 3 (21/2020)"].startswith("not a number")
    assert "older composition of the EU" in problems["row 4 (EU28/2020)"]
    assert "neither taken nor left out" in problems["row 5 (17/2020)"]
    assert problems["row 7 (01/2020)"] == "the same key twice"
    assert len(problems) == 5


def two_takes(one, other):
    output = Output.model_validate(
        {
            "file": "some.csv",
            "dataset": "some",
            "take": [
                {"figures": name, "units": {"number": "persons"}, "origins": [{"key": key}]}
                for name, key in (("one", "a"), ("other", "b"))
            ],
        }
    )
    return rows_of(output, {"one": [one], "other": [other]})


def test_a_key_in_two_figure_files_keeps_the_first_when_they_agree():
    (row,) = two_takes(synthetic_figure(value="7.0"), synthetic_figure(value="7"))
    assert (row["value"], row["origin"]) == ("7.0", "a")


def test_a_key_in_two_figure_files_that_disagree_is_a_fault():
    with pytest.raises(InputFault, match=r"other.csv: row 2 .*'8' here, '7' in another"):
        two_takes(synthetic_figure(value="7"), synthetic_figure(value="8"))


def test_the_first_origin_that_fits_decides_and_none_is_a_fault():
    rules = [{"key": "b", "flag": "d"}, {"key": "a", "reference": "xlsx"}]
    output = synthetic_output(origins=rules)
    figures = [
        synthetic_figure(geo_code="00", flag="d"),
        synthetic_figure(source_ref="file.xlsx"),
    ]
    assert [row["origin"] for row in rows_of(output, {"some": figures})] == ["b", "a"]
    with pytest.raises(InputFault, match="no origin for 'elsewhere'"):
        rows_of(output, {"some": [synthetic_figure(source_ref="elsewhere")]})


def test_a_gap_is_a_row_without_value_and_never_hides_a_value():
    gap = {"measure": "persons", "geos": ["09"], "periods": ["2020"], "status": "Q", "origin": "a"}
    output = Output.model_validate(synthetic_output().model_dump() | {"gap": [gap]})
    first, _ = rows_of(output, {"some": [synthetic_figure()]})
    assert (first["geo"], first["value"], first["status"]) == ("09", "", "Q")
    with pytest.raises(InputFault, match="is no gap"):
        rows_of(output, {"some": [synthetic_figure(geo_code="09")]})


def test_malformed_recipes_are_refused_with_every_fault(tmp_path):
    path = tmp_path / "recipes.toml"
    path.write_text(
        '[[output]]\nfile = "Some.csv"\ndataset = "some"\nextra = 1\n'
        '[[output.take]]\nfigures = "some"\norigins = []\n[output.take.units]\nnumber = "a/boys"\n',
        encoding="utf-8",
    )
    with pytest.raises(InputFault) as caught:
        load_recipes(path)
    places = {fault.where for fault in caught.value.faults}
    assert places == {
        "output[1].file",
        "output[1].extra",
        "output[1].take[1].origins",
        "output[1].take[1].units.number",
    }


@pytest.mark.parametrize("content", [b"[[output", b"\xff"])
def test_a_file_that_is_no_toml_is_a_fault(tmp_path, content):
    path = tmp_path / "recipes.toml"
    path.write_bytes(content)
    with pytest.raises(InputFault, match=r"recipes\.toml: TOML"):
        load_recipes(path)


def test_a_figure_file_that_is_missing_or_ragged_is_a_fault(tmp_path):
    with pytest.raises(InputFault, match=r"none.csv: file"):
        embed.read_figures(tmp_path / "none.csv")
    ragged = tmp_path / "ragged.csv"
    ragged.write_text(",".join(FIGURE_COLUMNS) + "\na,b\n", encoding="utf-8")
    with pytest.raises(InputFault, match="expected 10 columns"):
        embed.read_figures(ragged)
    ragged.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputFault, match="header"):
        embed.read_figures(ragged)


def test_the_command_reports_faults_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(embed, "PUBLISHED", tmp_path / "published")
    assert embed.main([]) == 2
    assert embed.main([str(tmp_path)]) == 1
    assert "rd_business_mnkr.csv: file" in capsys.readouterr().err
    assert not (tmp_path / "published").exists()


def test_the_same_figures_give_the_same_bytes():
    if not FIGURES.is_dir():
        pytest.skip("the collected figures are not on this machine (FIGURES_DIR)")
    contents = embed.embed(FIGURES, load_recipes())
    assert set(contents) == {path.name for path in PUBLISHED.glob("*.csv")}
    for name, content in contents.items():
        assert (PUBLISHED / name).read_bytes() == content, name
