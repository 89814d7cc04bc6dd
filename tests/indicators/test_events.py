"""Event notes: every fault of every file at once, shown where they fall, never a cause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.errors import InputFault
from indicators.events import (
    FOLDER,
    OWN_FOLDER,
    event_position,
    events_shown,
    folders,
    load_events,
)
from indicators.library import Library
from indicators.model import Selection

GOOD = """
[[event]]
period = "{period}"
places = {places}
indicators = {indicators}
text = {{ sv = "{text}", en = "An event." }}
source = "https://www.example.org/report"
"""


def note(period="2015", places='"all"', indicators='"all"', text="En händelse.") -> str:
    return GOOD.format(period=period, places=places, indicators=indicators, text=text)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A region's own folder, named in the environment."""
    folder = tmp_path / "egna"
    folder.mkdir()
    monkeypatch.setenv(OWN_FOLDER, str(folder))
    return folder


def chart(library: Library, **asked):
    return library.view(library.resolve(Selection(**asked)).selection)


def test_the_notes_that_come_along_are_few_known_to_the_catalogue_and_blame_nobody(library) -> None:
    found = load_events([FOLDER], library.catalogue.indicators)
    assert 0 < len(found) <= 10
    assert [event.period for event in found] == sorted(event.period for event in found)
    blame = re.compile(
        r"\b(orsak\w*|därför|på grund av|ledde till|berodde|påverka\w*|because|caused?|led to)\b",
        re.IGNORECASE,
    )
    for event in found:
        assert not blame.search(event.text.sv + " " + event.text.en), event.text
        assert event.source.startswith("https://")
        # the year of the text is that of the period, in both languages
        assert event.period[:4] in event.text.sv and event.period[:4] in event.text.en


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        note(period="2015-13") + note(places="[]") + note(places='["99"]', indicators='["nix"]'),
        encoding="utf-8",
    )
    (tmp_path / "b.toml").write_text('[[event]]\nperiod = "2016"\ncause = "x"\n', encoding="utf-8")
    (tmp_path / "c.toml").write_text("[[händelse", encoding="utf-8")
    (tmp_path / "d.toml").write_text("[other]\nx = 1\n", encoding="utf-8")
    long = note(text="x" * 200) + note(text="Två gånger.") * 2
    (tmp_path / "e.toml").write_text(long, encoding="utf-8")
    with pytest.raises(InputFault) as raised:
        load_events([tmp_path], {"known"})
    told = [str(fault) for fault in raised.value.faults]
    for wanted in (
        "a.toml: event[1].period",
        'a.toml: event[2].places: expected value error, "all" or a list',
        "a.toml: event[3]: places: unknown place '99'",
        "a.toml: event[3]: indicators: unknown indicator 'nix'",
        "b.toml: event[1].cause: unknown key",
        "b.toml: event[1].source: this key is required",
        "c.toml: ",
        "d.toml: other: unknown table, expected only [[event]]",
        "e.toml: event[1].text",
        "e.toml: event[3]: the same event stands twice",
    ):
        assert any(line.startswith(wanted) for line in told), (wanted, told)


def test_a_folder_that_does_not_exist_is_a_fault(own: Path) -> None:
    own.rmdir()
    with pytest.raises(InputFault, match="expected a folder"):
        load_events(folders())


@pytest.mark.parametrize("source", ["example.org", "ftp://example.org/x", "https://", "nowhere"])
def test_a_source_is_an_address(tmp_path: Path, source: str) -> None:
    text = note().replace("https://www.example.org/report", source)
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match="source"):
        load_events([tmp_path])


def test_a_regions_own_notes_stand_among_the_others_in_time_order(own: Path) -> None:
    (own / "egna.toml").write_text(
        note("2010-05", places='["20"]', indicators='["ghg_industries"]', text="Egen händelse."),
        encoding="utf-8",
    )
    years = [str(year) for year in range(2008, 2021)]
    found = events_shown("ghg_industries", {"20", "00"}, years, "sv")
    assert [event.period for event in found][:2] == ["2008-09", "2010-05"]
    assert found[1].text == "Egen händelse." and found[1].source.startswith("https://")
    assert "2010-05" not in [e.period for e in events_shown("ghg_industries", {"21"}, years, "sv")]
    assert "2010-05" not in [e.period for e in events_shown("grp", {"20"}, years, "sv")]


@pytest.mark.parametrize(
    ("event", "like", "expected"),
    [("2020-03", "2021", 2020.0), ("2020-12", "2021", 2020.0), ("2020", "2021", 2020.0),
     ("2020-Q3", "2021", 2020.0), ("2020-03", "2021-Q1", 2020.0), ("2020-04", "2021-Q1", 2020.25),
     ("2020-12", "2021-Q1", 2020.75), ("2020-03", "2021-06", 2020 + 2 / 12),
     ("2020", "2021-06", 2020.0), ("2020-Q2", "2021-06", 2020.25)],
)  # fmt: skip
def test_an_event_stands_at_the_period_it_falls_in(event, like, expected) -> None:
    assert event_position(event, like) == pytest.approx(expected)


def test_only_events_on_the_axis_are_shown(own: Path) -> None:
    text = "".join(note(str(year), text=f"År {year}.") for year in (2009, 2010, 2012, 2013))
    (own / "egna.toml").write_text(text, encoding="utf-8")
    found = events_shown("rd_business", {"20"}, ["2010", "2011", "2012"], "sv")
    assert [event.period for event in found] == ["2010", "2012"]
    assert events_shown("rd_business", {"20"}, ["2012"], "sv") == ()


@pytest.mark.parametrize("view", ["over_time", "panels"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_chart_shows_its_events_tells_them_aloud_and_explains_them(
    library, view, language
) -> None:
    spec = chart(library, indicator="ghg_industries", view=view, language=language)
    assert [event.period for event in spec.events] == ["2008-09", "2013-01", "2018-01", "2020-03"]
    for number, event in enumerate(spec.events, start=1):
        assert f"{number}, " in spec.alt and event.text in spec.alt
        assert event.text.rstrip(".") in spec.explanation
    context = "sammanhang" if language == "sv" else "context"
    assert context in spec.explanation


def test_an_event_of_one_county_stands_only_where_that_county_is_named(library: Library) -> None:
    def periods(*places: str, view="over_time") -> list[str]:
        asked = {"indicator": "population_average", "places": places, "view": view}
        return [event.period for event in chart(library, **asked).events]

    assert "2007-01" in periods("20", "19")
    assert "2007-01" not in periods("20", "21")
    # a grey line among twenty has no note of its own, its panel has
    assert "2007-01" not in periods("20", "lan")
    assert "2007-01" in periods("20", "lan", view="panels")


def test_no_other_view_has_events(library: Library) -> None:
    assert chart(library, indicator="ghg_industries", view="ranking").events == ()
