"""Region profiles: what they may hold, what is refused in which words, and who draws so."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import InputFault
from layouts import profile, theme
from layouts.profile_load import load_profiles

#: kinds of chart and their words in the address
VIEWS = {
    "over_time": "utveckling",
    "panels": "smadiagram",
    "ranking": "rangordning",
    "two_points": "tva_tidpunkter",
    "quadrant": "niva_forandring",
    "tile_map": "karta",
}
PLAIN = 'home = "20"\nname = { sv = "Region A", en = "Region A" }\n'


def written(folder: Path, text: str, name: str = "a") -> Path:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputFault) as refused:
        load_profiles([folder])
    return [str(fault) for fault in refused.value.faults]


def test_the_three_regions_are_shipped_with_their_names_and_nothing_invented():
    found = load_profiles([profile.FOLDER])
    assert {one.home: one.name.sv for one in found.values()} == {
        "20": "Region Dalarna",
        "21": "Region Gävleborg",
        "17": "Region Värmland",
    }
    for one in found.values():
        assert one.office == profile.PANEL
        assert (one.logo, one.pptx, one.docx, dict(one.colours)) == (None, None, None, {})


def test_a_region_s_own_folder_goes_before_ours(tmp_path, monkeypatch):
    text = PLAIN + 'office = { sv = "Kontoret", en = "The office" }\n[colours]\n20 = "#8b0000"\n'
    monkeypatch.setenv(profile.OWN_FOLDER, str(written(tmp_path, text, "eget")))
    found = profile.profiles()
    assert set(found) == {"eget", "gavleborg", "varmland"}
    mine = profile.profile_for("20")
    assert (mine.id, mine.office["en"], mine.colours["20"]) == ("eget", "The office", "#8B0000")
    assert profile.profile_for("17").id == "varmland"
    assert profile.profile_for("01") is profile.DEFAULT


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    written(tmp_path, PLAIN + 'logotype = "x.png"\n', "a")
    written(tmp_path, 'home = "99"\n', "b")
    written(tmp_path, "home = ", "c")
    written(tmp_path, PLAIN + 'logo = "saknas.png"\n[colours]\n20 = "#FFFF00"\n', "d")
    told = "\n".join(faults(tmp_path))
    for part in (
        "a.toml: logotype: unknown key",
        "b.toml: home: expected '17', '20' or '21'",
        "b.toml: name: this key is required",
        "c.toml:",
        "d.toml: logo: filen saknas.png finns inte",
        "d.toml: colours.20: #FFFF00 har kontrasten 1,1 mot vitt",
        "#FFFF00 has a contrast of 1.1 on white",
    ):
        assert part in told, told


@pytest.mark.parametrize(
    ("colours", "key"),
    [
        ('07 = "#123456"', "colours.07"),
        ('20 = "red"', "colours.20"),
        ('20 = "#12345"', "colours.20"),
    ],
)
def test_only_our_places_and_only_whole_colours(tmp_path, colours, key):
    [fault] = faults(written(tmp_path, f"{PLAIN}[colours]\n{colours}\n"))
    assert f"a.toml: {key}" in fault


def test_a_folder_that_is_not_there_and_two_profiles_of_a_county(tmp_path):
    assert "found none" in faults(tmp_path / "borta")[0]
    written(tmp_path, PLAIN, "a")
    [fault] = faults(written(tmp_path, PLAIN, "b"))
    assert fault.startswith("b.toml: home: a.toml har samma hemlän")


def test_within_the_block_a_place_has_the_region_s_colour_and_keeps_its_line(tmp_path):
    before = theme.style("20", "home")
    with theme.colours({"20": "#8B0000"}):
        within = theme.style("20", "home")
        assert theme.style("17", "home") == theme.PLACES["17"].__class__(
            "#0072B2", "solid", "circle", theme.HOME_WIDTH
        )
        assert theme.style("20", "home", "women").colour == theme.SEXES["women"].colour
    assert (within.colour, before.colour) == ("#8B0000", "#C44E00")
    assert (within.dash, within.symbol, within.width) == (
        before.dash,
        before.symbol,
        before.width,
    )
    assert theme.style("20", "home") == before


def test_the_block_ends_where_drawing_fails():
    with pytest.raises(ValueError, match="x"), theme.colours({"20": "#8B0000"}):
        raise ValueError("x")
    assert theme.style("20", "home").colour == "#C44E00"


def test_another_thread_draws_in_its_own_colours():
    from concurrent.futures import ThreadPoolExecutor

    with theme.colours({"20": "#8B0000"}), ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: theme.style("20", "home").colour).result() == "#C44E00"


def test_screen_and_sheet_are_drawn_in_the_region_s_colours(library):
    """Every view of an indicator: our orange gives way to the region's own wherever it stood."""
    import io
    import json
    import zipfile

    from indicators.selection import from_query
    from layouts.exports.xlsx import workbook
    from layouts.figures import figure

    for view, word in VIEWS.items():
        query = f"?indikator=exports_goods_per_inhabitant&platser=20,17,00&vy={word}"
        chosen = library.resolve(*from_query(query)).selection
        spec = library.view(chosen)
        assert (spec.kind, chosen.indicator) == (view, "exports_goods_per_inhabitant")
        plain = json.dumps(figure(spec))
        with theme.colours({"20": "#8B0000"}):
            dressed = json.dumps(figure(spec))
            sheet = zipfile.ZipFile(io.BytesIO(workbook([spec], "")))
        if view != "tile_map":
            assert "#C44E00" in plain, view
            assert "#8B0000" in dressed, view
            charts = [name for name in sheet.namelist() if "charts/chart" in name]
            text = "".join(sheet.read(name).decode() for name in charts)
            assert "C44E00" not in text, view
        assert "#C44E00" not in dressed, view
