"""The catalogue: whole as committed, and every fault of every file named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import InputFault
from indicators.catalogue import FOLDER, load_catalogue
from indicators.library import Library
from indicators.model import MEASURES, Selection
from indicators.values import used_series
from tests.indicators.synthetic import dataset

DATASETS = {"synthetic": dataset()}
THEMES = """
[[theme]]
id = "innovation"
name = { sv = "Innovation", en = "Innovation" }
lead = { sv = "Om innovation", en = "On innovation" }
"""
GOOD = """
[[indicator]]
id = "ID"
name = { sv = "Namn", en = "Name" }
definition = { sv = "Vad", en = "What" }
unit = { sv = "kronor", en = "SEK" }
decimals = 1
direction = "up"
themes = ["innovation"]
level = "county"
source = { dataset = "synthetic", measure = "number" }
[indicator.aggregation]
method = "sum"
formula = { sv = "A + B", en = "A + B" }
"""


def folder_with(tmp_path: Path, **files: str) -> Path:
    for name, text in {"themes": THEMES, **files}.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputFault) as caught:
        load_catalogue(DATASETS, folder)
    return [str(fault) for fault in caught.value.faults]


def good(name: str = "one") -> str:
    return GOOD.replace('"ID"', f'"{name}"')


def test_definitions_are_read_in_the_order_of_themes_and_files(tmp_path: Path) -> None:
    leading = good("two").replace("decimals = 1", "decimals = 1\nleading = true")
    catalogue = load_catalogue(DATASETS, folder_with(tmp_path, a=good() + leading))
    assert list(catalogue.indicators) == ["one", "two"]
    assert [item.id for item in catalogue.of_theme("innovation")] == ["two", "one"]


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        a="[[indicator]]\nid = \n",
        b=good("first") + good("second").replace('direction = "up"', 'direction = "sideways"'),
        c=good("third").replace('themes = ["innovation"]', 'themes = ["weather"]'),
        d=good("first") + "[extra]\nx = 1\n",
        e=good("fifth").replace("decimals = 1", 'decimals = 9\ncolour = "red"'),
    )
    found = faults(folder)
    for part in (
        "a.toml: line 2, column 6: expected valid TOML",
        "b.toml: indicator[2].direction: expected 'up', 'down' or 'none', got 'sideways'",
        "c.toml: indicator[1] third: themes: unknown theme 'weather', expected one of innovation",
        "d.toml: indicator[1]: id first stands twice",
        "d.toml: extra: unknown table, expected only [[indicator]]",
        "e.toml: indicator[1].colour: unknown key",
        "e.toml: indicator[1].decimals: expected less than or equal to 3, got 9",
    ):
        assert any(fault.startswith(part) for fault in found), (part, found)
    assert len(found) == 7


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"synthetic"', '"absent"', "one: source: unknown dataset 'absent'"),
        ('"number"', '"height"', "one: source: synthetic has no measure 'height', expected one of"),
        ('formula = { sv = "A + B", en = "A + B" }', "", "one: aggregation.formula: sum needs"),
        (
            'method = "sum"\nformula = { sv = "A + B", en = "A + B" }',
            'method = "refused"',
            "one: aggregation.reason: a refusal needs its reason",
        ),
        ('"sum"', '"weighted_mean"', "one: aggregation.weights: needed by weighted_mean"),
        ('"sum"', '"implied_denominator"', "one: aggregation.numerator: needed by implied"),
        ('"sum"', '"ratio"', "one: aggregation.method: ratio needs an indicator with a ratio"),
        ('"sum"', '"average"', ".aggregation.method: expected 'published', 'sum'"),
        (
            '"sum"',
            '"weighted_mean"\nweights = [{ dataset = "absent", measure = "persons" }]',
            "one: aggregation.weights[0]: unknown dataset 'absent'",
        ),
        (
            'source = { dataset = "synthetic", measure = "number" }',
            "",
            "one: source, ratio: expected exactly one of the two",
        ),
        ('unit = { sv = "kronor", en = "SEK" }', "", ".unit: this key is required"),
        ('en = "SEK"', 'en = ""', ".unit.en: expected string should have at least 1 character"),
        ('id = "one"', 'id = "One"', ".id: expected string should match pattern"),
    ],
)
def test_a_fault_names_file_table_and_key(tmp_path, before, after, expected) -> None:
    text = good()
    assert before in text
    found = faults(folder_with(tmp_path, a=text.replace(before, after, 1)))
    assert any(fault.startswith("a.toml: indicator[1]") and expected in fault for fault in found), (
        found
    )


def test_a_theme_that_stands_twice_and_a_table_that_is_none(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, themes=THEMES + THEMES, a="indicator = 5\n")
    assert faults(folder) == [
        "a.toml: indicator: expected tables [[indicator]]",
        "themes.toml: theme[2]: id innovation stands twice",
    ]


def test_a_missing_file_of_themes_is_a_fault(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=good())
    (folder / "themes.toml").unlink()
    assert any("themes.toml: file: cannot be read" in fault for fault in faults(folder))


# --- the catalogue as committed --------------------------------------------------------------


def test_the_catalogue_covers_what_the_panel_promises(library: Library) -> None:
    catalogue = library.catalogue
    assert len(catalogue.indicators) >= 50
    embedded = {name for name, one in library.datasets.items() if one.releases}
    for name, item in catalogue.indicators.items():
        here = any(library.values(name, sex).periods for sex in item.breakdowns)
        assert (name in library.available()) == here
        assert here or any(
            ref.dataset not in embedded or library.datasets[ref.dataset].live
            for ref in used_series(item)
        )
    for theme in catalogue.themes.values():
        assert any(item.leading for item in catalogue.of_theme(theme.id)), theme.id
    assert {path.stem for path in FOLDER.glob("*.toml")} >= {"themes", "research", "skills"}


def test_every_indicator_can_be_found_in_both_languages_and_is_told_apart(library) -> None:
    items = list(library.catalogue.indicators.values())
    for language in ("sv", "en"):
        names = [item.name[language] for item in items]
        assert len(names) == len(set(names))
    for item in items:
        assert len(item.synonyms) >= 3, item.id
        assert item.definition.sv.endswith(".") and item.definition.en.endswith(".")
        for text in (item.unit.sv, item.definition.sv, item.name.sv):
            assert text == text.strip()


def test_current_prices_are_called_so(library) -> None:
    for item in library.catalogue.indicators.values():
        if "kronor" in item.unit.sv:
            assert "löpande priser" in item.unit.sv and "current prices" in item.unit.en, item.id


def test_the_scoreboard_is_never_called_per_cent_and_always_carries_its_warning(library) -> None:
    found = [item for item in library.available().values() if item.id.startswith("ris_")]
    assert len(found) >= 14
    for item in found:
        assert item.symbol is None and not item.percent and item.no_index and item.warning
        for language, none in (("sv", "inte procent"), ("en", "not per cent")):
            for measure in MEASURES:
                asked = Selection(indicator=item.id, measure=measure, language=language)
                chosen = library.resolve(asked).selection
                assert chosen.measure != "index"
                for spec in (library.over_time(chosen), library.ranking(chosen)):
                    said = " ".join(
                        (spec.title, spec.subtitle, spec.unit, spec.symbol, spec.alt, *spec.notes,
                         spec.explanation, spec.processing)
                    )  # fmt: skip
                    assert "%" not in said and "procentenhet" not in said
                    assert "percentage points" not in said
                    warning = item.warning[language]
                    assert none in warning
                    assert spec.notes[0] == warning[0].upper() + warning[1:] + "."


def test_exports_always_say_that_they_cover_about_85_per_cent(library) -> None:
    names = [name for name in library.available() if name.startswith("exports_goods")]
    assert len(names) == 3
    for name in names:
        for language, share in (("sv", "85 procent"), ("en", "85 per cent")):
            chosen = library.resolve(Selection(indicator=name, language=language)).selection
            for spec in (library.over_time(chosen), library.ranking(chosen)):
                assert share in spec.notes[0] and "Region Dalarna" in spec.notes[0]
                assert spec.source.startswith("Region Dalarna")


def test_three_definitions_of_unemployment_are_one_exclusive_group(library) -> None:
    group = {i.id for i in library.available().values() if i.exclusive == "unemployment"}
    named = {
        i.id
        for i in library.available().values()
        if "arbetslöshet" in i.name.sv.lower() or "unemployment" in i.name.en.lower()
    }
    assert group == named and len(group) >= 3
