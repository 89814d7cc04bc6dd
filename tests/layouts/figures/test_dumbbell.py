"""The chart of two points in time: dots, lines, values at both ends, reasons, on any screen."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Column, Mark, Role, Series
from indicators.views.two_points import refuse
from layouts import theme
from layouts.figures import figure
from layouts.figures.dumbbell import few_texts
from layouts.figures.dumbbell_beside import LEAST_PLOT, find_room
from layouts.figures.dumbbell_text import common_letters
from layouts.figures.lines import PHONE
from tests.layouts import specs


def place(
    code: str,
    earlier: float | None,
    later: float | None,
    role: Role | None = None,
    joined: bool = True,
    **of: object,
) -> Series:
    """A row; without `joined` its two values may not be compared."""
    status = str(of.get("status", "A"))
    margin = of.get("margin")
    ends = [
        Mark(period, value, "Q" if value is None else status, margin)  # type: ignore[arg-type]
        for period, value in (("2011", earlier), ("2021", later))
    ]
    change: float | None = None
    why = "Q"
    if earlier is not None and later is not None:
        change, why = (later - earlier, "Z") if joined else (None, "M")
    marks = (*ends, Mark("", change, why))
    found = role or specs.ROLES.get(code, "others")
    return Series(code, specs.NAMES.get(code, code), found, marks, said="Ökning")


def chart(*rows: Series, **changes: object) -> ChartSpec:
    unit = ("procent", "%", 1)
    columns = (
        Column("2011", *unit, period="2011"),
        Column("2021", *unit, period="2021"),
        Column("Förändring 2011–2021", "procentenheter", "procentenheter", 1, signed=True),
    )
    return specs.spec(
        "two_points", rows, columns=columns, said="Förändring i ord", periods=("2011", "2021"),
        **changes,
    )  # fmt: skip


ROWS = (
    place("20", 5.0, 7.5),
    place("00", 6.0, 6.0),
    place("06", 8.0, 4.0),
    place("07", 4.5, 9.0, joined=False),
    place("09", None, 5.5),
    place("23", None, None),
)


def traces(drawn: dict, **wanted: object) -> list[dict]:
    return [t for t in drawn["data"] if all(t["meta"].get(k) == v for k, v in wanted.items())]


def beside(drawn: dict, row: int) -> list[str]:
    return [a["text"] for a in drawn["layout"]["annotations"] if a.get("y") == row
            and a.get("yref") != "paper"]  # fmt: skip


def notes(drawn: dict) -> str:
    return " ".join(drawn["layout"]["meta"]["reading"])


def test_the_earlier_dot_is_hollow_and_the_later_filled() -> None:
    drawn = figure(chart(*ROWS))
    (early,), (late,) = traces(drawn, at=0), traces(drawn, at=1)
    assert early["x"] == [5.0, 6.0, 8.0, 4.5] and early["y"] == [0, 1, 2, 3]
    assert late["x"] == [7.5, 6.0, 4.0, 9.0, 5.5] and late["y"] == [0, 1, 2, 3, 4]
    assert set(early["marker"]["color"]) == {theme.WHITE}
    assert late["marker"]["color"][:2] == [theme.PLACES["20"].colour, theme.PLACES["00"].colour]
    assert late["marker"]["color"][2] == theme.GREY
    assert early["marker"]["symbol"] == late["marker"]["symbol"][:4]
    head = drawn["layout"]["annotations"][0]["text"]
    assert head.index("○") < head.index("2011") < head.index("●") < head.index("2021")


def test_only_what_may_be_compared_is_joined() -> None:
    drawn = figure(chart(*ROWS))
    joined = [code for t in drawn["data"] for code in t["meta"].get("joins", ())]
    assert sorted(joined) == ["00", "06", "20"]
    home = next(t for t in drawn["data"] if t["meta"].get("joins") == ["20"])
    assert home["x"] == [5.0, 7.5, None] and home["line"]["color"] == theme.PLACES["20"].colour
    assert "brott" in beside(drawn, 3) and "Utan linje" in notes(drawn)
    assert "Utan linje" not in notes(figure(chart(*ROWS[:3])))


def test_changes_and_reasons_stand_at_the_right() -> None:
    drawn = figure(chart(*ROWS))
    assert beside(drawn, 0) == ["<b>+2,5</b>"] and beside(drawn, 2) == ["−4,0"]
    assert beside(drawn, 1) == ["<b>0,0</b>"]
    assert beside(drawn, 4) == [".."] and ".. sekretess." in notes(drawn)
    assert beside(drawn, 5) == []
    (reasons,) = traces(drawn, labels=True)
    assert reasons["y"] == [5] and reasons["text"] == ["sekretess"]


def test_values_stand_away_from_the_other_dot() -> None:
    drawn = figure(chart(*ROWS))
    (early,), (late,) = traces(drawn, values=0), traces(drawn, values=1)
    assert early["text"][2] == "8,0" and early["textposition"][2] == "middle right"
    assert late["text"][2] == "4,0" and late["textposition"][2] == "middle left"
    # alike: the earlier left, the later right
    assert (early["textposition"][1], late["textposition"][1]) == ("middle left", "middle right")
    assert early["text"][0] == "<b>5,0</b>" and early["marker"]["opacity"] == 0


def test_whiskers_push_the_values_out() -> None:
    drawn = figure(chart(place("20", 5.0, 7.5, margin=0.4), place("06", 8.0, 4.0)))
    (dots,), (values,) = traces(drawn, at=0), traces(drawn, values=0)
    assert dots["error_x"]["array"] == [0.4, None] and values["x"] == [4.6, 8.0]
    (late,) = traces(drawn, values=1)
    assert late["x"] == [7.9, 4.0] and "osäkerhet" in notes(drawn)
    assert "error_x" not in traces(figure(chart(*ROWS)), at=0)[0]


def test_values_that_are_not_firm_carry_a_letter() -> None:
    some = chart(place("20", 5.0, 7.5, status="P"), place("06", 8.0, 4.0))
    drawn = figure(some)
    assert traces(drawn, values=0)[0]["text"] == ["<b>5,0p</b>", "8,0"]
    assert "p preliminär" in notes(drawn)
    every = chart(place("20", 5.0, 7.5, status="P"), place("06", 8.0, 4.0, status="PU"))
    drawn = figure(every)
    assert traces(drawn, values=0)[0]["text"] == ["<b>5,0</b>", "8,0u"]
    assert "Gäller alla värden: preliminär." in notes(drawn) and "u osäker" in notes(drawn)


def test_the_cut_axis_is_said_and_a_short_cut_is_not_made() -> None:
    assert "Axeln börjar vid 3,9" in notes(figure(chart(*ROWS)))
    low = chart(place("20", 0.5, 7.5))
    assert "Axeln börjar" not in notes(figure(low))
    assert figure(low)["layout"]["xaxis"]["range"][0] == 0.0


def test_long_numbers_move_the_names_above_the_dots() -> None:
    wide = chart(
        *(place(code, 100000.0 * n, 320538.0) for n, code in enumerate(("20", "06", "07"), 1))
    )
    drawn = figure(wide)
    assert drawn["layout"]["yaxis"]["ticktext"] == ["", "", ""]
    assert "<b>Dalarna</b>" in beside(drawn, 0)
    assert figure(chart(*ROWS))["layout"]["yaxis"]["ticktext"][:2] == [
        "<b>Dalarna</b>", "<b>Riket</b>"
    ]  # fmt: skip


def test_one_value_alone_and_values_all_alike_have_an_axis() -> None:
    for rows in ([place("20", 5.0, 5.0)], [place("20", None, 3.0)], [place("20", 0.0, 0.0)]):
        low, high = figure(chart(*rows))["layout"]["xaxis"]["range"]
        assert low < high


def test_of_hundreds_ours_the_swedish_and_the_ends_are_drawn() -> None:
    rows = [place(f"DE{n:03}", 5.0, 50.0 - n / 10) for n in range(240)]
    rows[100] = place("SE31", 5.0, 40.0)
    rows[120] = place("SE11", 5.0, 38.0)
    drawn = figure(chart(*rows))
    (late,) = traces(drawn, at=1)
    assert late["meta"]["codes"] == [
        *(f"DE{n:03}" for n in range(5)), "SE31", "SE11", *(f"DE{n:03}" for n in range(235, 240))
    ]  # fmt: skip
    assert "12 av 240" in notes(drawn)


def test_tick_texts_give_way_on_a_telephone() -> None:
    assert few_texts(["0", "1", "2"], 200) == ["0", "1", "2"]
    assert few_texts(["0", "100 000", "200 000", "300 000"], 150) == ["0", "", "200 000", ""]
    assert few_texts(["100 000", "200 000"], 10) == ["100 000", "200 000"]


def test_hover_says_both_values_the_change_and_the_word() -> None:
    said = traces(figure(chart(*ROWS)), at=1)[0]["hovertext"][0]
    for part in ("Dalarna", "2011: 5,0\u00a0%", "2021: 7,5\u00a0%", "+2,5\u00a0procentenheter",
                 "Ökning"):  # fmt: skip
        assert part in said
    assert "härledd" not in said


def test_names_are_escaped() -> None:
    odd = replace(ROWS[0], name="<i>A&B</i>")
    drawn = figure(chart(odd, ROWS[2]))
    assert drawn["layout"]["yaxis"]["ticktext"][0] == "<b>&lt;i&gt;A&amp;B&lt;/i&gt;</b>"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("order", ["change", "level"])
def test_every_indicator_is_drawn_with_its_own_numbers(library: Library, language, order) -> None:
    for name, item in library.available().items():
        if refuse(item, library.values(name, item.breakdowns[0])) is not None:
            continue
        asked = Selection(indicator=name, view="two_points", language=language, order=order)
        spec = library.view(library.resolve(asked).selection)
        drawn = figure(spec)
        go.Figure(drawn)
        assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
        truth = {one.code: [mark.value for mark in one.marks] for one in spec.series}
        for at in (0, 1):
            (dots,) = traces(drawn, at=at)
            assert dots["x"] == [truth[code][at] for code in dots["meta"]["codes"]]
            assert len(dots["x"]) == sum(values[at] is not None for values in truth.values())
            low, high = drawn["layout"]["xaxis"]["range"]
            assert all(low <= x <= high for x in dots["x"])
        room, _ = find_room(spec, spec.series, common_letters(spec.series))
        assert room.plot >= LEAST_PLOT or room.names == 0
        margin = drawn["layout"]["margin"]
        assert PHONE - margin["l"] - margin["r"] > 60, name
