"""Level and change against Riket: the words, the numbers, and when nothing may be said."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET, THE_THREE, counties
from indicators.library import Library
from indicators.model import Indicator, Selection
from indicators.phrases import phrases
from indicators.quadrants import (
    PROGRESS,
    excess,
    quadrant_word,
    rebased,
    side,
    visible,
)
from indicators.spec import ChartSpec
from indicators.telling.quadrant import WORDS, corners, reference_words, word_text
from indicators.views.quadrant import refuse
from layouts.exports.csv_file import table_csv
from layouts.tables import cells
from tests.indicators import synthetic
from tests.indicators.views.test_two_points import by_code, figures

PERCENT = {"symbol": {"sv": "%", "en": "%"}, "unit": {"sv": "procent", "en": "per cent"}}
#: level and change with errors 1 and 2: (level, change) -> word where higher is better
HIGHER_IS_BETTER = {
    (1.1, 2.1): "ahead", (1.1, -2.1): "losing", (-1.1, 2.1): "catching", (-1.1, -2.1): "behind",
    (1.0, 2.1): "near_better", (-1.0, 2.1): "near_better", (0.0, 2.1): "near_better",
    (1.0, -2.1): "near_worse", (-1.0, -2.1): "near_worse",
    (1.1, 2.0): "better_same", (1.1, -2.0): "better_same", (1.1, 0.0): "better_same",
    (-1.1, 2.0): "worse_same", (-1.1, -2.0): "worse_same",
    (1.0, 2.0): "near_same", (-1.0, -2.0): "near_same", (0.0, 0.0): "near_same",
}  # fmt: skip
#: the same points where lower is better
LOWER_IS_BETTER = {
    (1.1, 2.1): "behind", (1.1, -2.1): "catching", (-1.1, 2.1): "losing", (-1.1, -2.1): "ahead",
    (1.0, 2.1): "near_worse", (-1.0, 2.1): "near_worse", (0.0, 2.1): "near_worse",
    (1.0, -2.1): "near_better", (-1.0, -2.1): "near_better",
    (1.1, 2.0): "worse_same", (1.1, -2.0): "worse_same", (1.1, 0.0): "worse_same",
    (-1.1, 2.0): "better_same", (-1.1, -2.0): "better_same",
    (1.0, 2.0): "near_same", (-1.0, -2.0): "near_same", (0.0, 0.0): "near_same",
}  # fmt: skip
#: and where neither is
NEITHER = {
    (1.1, 2.1): "higher_above", (1.1, -2.1): "higher_below",
    (-1.1, 2.1): "lower_above", (-1.1, -2.1): "lower_below",
    (1.0, 2.1): "near_above", (-1.0, -2.1): "near_below",
    (1.1, 2.0): "higher_same", (-1.1, -2.0): "lower_same", (0.0, 0.0): "near_same",
}  # fmt: skip


def view(library: Library, name: str = "synthetic", **asked: object) -> ChartSpec:
    chosen = library.resolve(Selection(indicator=name, view="quadrant", **asked)).selection  # type: ignore[arg-type]
    assert chosen.view == "quadrant"
    return library.view(chosen)


def made(
    cells_: list[tuple[object, ...]], breaks: tuple[str, ...] = (), **about: object
) -> Library:
    falls = [synthetic.break_at(period).model_dump() for period in breaks]
    kind = about.pop("kind", "register")
    item = synthetic.indicator(**about)
    return synthetic.library_of(synthetic.rows(*cells_), item, breaks=falls, kind=kind)[0]


# --- the words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "table"),
    [("up", HIGHER_IS_BETTER), ("down", LOWER_IS_BETTER), ("none", NEITHER)],
)
def test_the_words_at_and_around_their_thresholds(direction, table) -> None:
    for (level, change), word in table.items():
        assert quadrant_word(level, change, 1.0, 2.0, direction) == word, (level, change)


def test_the_dust_of_floats_is_no_difference() -> None:
    assert 0.1 + 0.2 > 0.3 and side(0.1 + 0.2, 0.3) == 0
    assert side(0.31, 0.3) == 1 and side(-0.31, 0.3) == -1
    assert visible(0.01, 1) == 0.05 and visible(0.2, 1) == 0.2


@given(
    level=st.floats(-100, 100), change=st.floats(-100, 100),
    errors=st.tuples(st.floats(0, 50), st.floats(0, 50)),
)  # fmt: skip
def test_what_is_better_one_way_is_worse_the_other(level, change, errors) -> None:
    turned = quadrant_word(-level, -change, *errors, "down")
    assert quadrant_word(level, change, *errors, "up") == turned
    if turned in ("ahead", "losing", "catching", "behind"):
        assert abs(level) > errors[0] and abs(change) > errors[1]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_is_in_both_languages_and_progress_is_never_said_of_a_jump(language) -> None:
    words = {*HIGHER_IS_BETTER.values(), *NEITHER.values()}
    alone = phrases(WORDS)("word_one_firm", language)
    firms = phrases(WORDS)("with_firms", language, word="").strip()
    progress = {word_text(word, False, RIKET, language).lower() for word in PROGRESS}
    for word in words:
        plain = word_text(word, False, RIKET, language)
        flagged = word_text(word, True, RIKET, language)
        assert plain[0].isupper() and firms in flagged.lower()
        assert (flagged.lower() == alone) == (word in PROGRESS)
        assert not any(flagged.lower().startswith(text) for text in progress)
    assert len({word_text(word, False, RIKET, language) for word in words}) == len(words)


def test_the_four_words_and_the_reference_are_as_people_write_them() -> None:
    said = [word_text(w, False, RIKET, "sv") for w in ("ahead", "losing", "catching", "behind")]
    assert said == ["Drar ifrån", "Tappar fart", "Kommer ikapp", "Halkar efter"]
    assert reference_words(RIKET, "sv") == {"reference": "Riket", "references": "Rikets"}
    assert reference_words("EU27_2020", "sv")["references"] == "EU27:s"
    assert reference_words(RIKET, "en")["references"] == "Sweden’s"


# --- the numbers -----------------------------------------------------------------------------


def table(library: Library, name: str, spec: ChartSpec) -> np.ndarray:
    """Values of base and period by place, in the spec's order, read past the library's sums."""
    source = library.catalogue.indicators[name].source
    assert source is not None
    rows = library.rows(source.dataset)["total"]
    wide = rows[rows["measure"] == source.measure].pivot(
        index="geo", columns="period", values="value"
    )
    return wide.loc[[one.code for one in spec.series], list(spec.periods)].to_numpy()


def test_percentages_differ_by_percentage_points(library: Library) -> None:
    spec = view(library, "unemployment_bas")
    first, last = table(library, "unemployment_bas", spec).T
    riket = [one.code for one in spec.series].index(RIKET)
    level, change = last - last[riket], last - first
    expected = np.column_stack([last, level, change, change - change[riket]])
    drawn = np.array([[mark.value for mark in one.marks] for one in spec.series])
    assert np.allclose(drawn, expected, rtol=0, atol=1e-9)
    assert {one.code for one in spec.series} == {*counties(), RIKET}
    # values of one decimal err by 0.05 each: two in a level, four in a change; lower is better
    for one, x, y in zip(spec.series, np.round(level, 6), np.round(expected[:, 3], 6), strict=True):
        if one.code != RIKET:
            sides = int(-np.sign(x)) * (abs(x) > 0.0999), int(-np.sign(y)) * (abs(y) > 0.1999)
            word = {(1, 1): "Drar ifrån", (1, -1): "Tappar fart", (-1, 1): "Kommer ikapp",
                    (-1, -1): "Halkar efter"}.get(sides)  # fmt: skip
            if word is not None:
                assert one.said == word
            elif sides[0] == 0:
                assert one.said.startswith("Nära Riket")
            else:
                assert "ingen säker skillnad" in one.said
    assert {"Drar ifrån", "Tappar fart", "Kommer ikapp", "Halkar efter"} <= {
        one.said for one in spec.series
    }


def test_other_values_differ_by_per_cent_of_riket(library: Library) -> None:
    name = "gdp_per_inhabitant_pps_county"
    spec = view(library, name)
    first, last = table(library, name, spec).T
    riket = [one.code for one in spec.series].index(RIKET)
    level, change = (last / last[riket] - 1) * 100, (last / first - 1) * 100
    expected = np.column_stack([last, level, change, change - change[riket]])
    drawn = np.array([[mark.value for mark in one.marks] for one in spec.series])
    assert np.allclose(drawn, expected)
    assert [column.symbol for column in spec.columns[1:]] == ["%", "%", "procentenheter"]
    # an independent bound of the errors: values are rounded to hundreds, 50 either way
    low, high = (last - 50) / (last[riket] + 50), (last + 50) / (last[riket] - 50)
    for one, x, bottom, top in zip(spec.series, level, low, high, strict=True):
        if one.code != RIKET and bottom > 1.0005:
            assert x > 0 and not one.said.startswith(("Nära", "Kommer", "Halkar"))
        if one.code != RIKET and top < 0.9995:
            assert x < 0 and not one.said.startswith(("Nära", "Drar", "Tappar"))


def test_a_score_differs_by_its_own_points_from_the_eu_where_riket_is_missing(library) -> None:
    spec = view(library, "ris_innovation_index")
    assert spec.series[0].code == "EU27_2020" and spec.series[0].role == "reference"
    eu, north = (next(one for one in spec.series if one.code == code)
                 for code in ("EU27_2020", "SE31"))  # fmt: skip
    assert north.marks[1].value == pytest.approx(north.marks[0].value - eu.marks[0].value)
    assert spec.columns[1].unit == spec.unit
    assert any("Riket saknas" in note and "EU27" in note for note in spec.notes)
    assert "mot EU27" in spec.title


def test_margins_widen_the_thresholds_and_stand_at_the_numbers() -> None:
    rows = [(code, year, value, "A", margin) for code, margin, *values in (
        ("00", 0.1, 10.0, 10.0), ("20", 0.5, 11.0, 12.0), ("21", 0.9, 11.0, 12.0),
    ) for year, value in zip(("2011", "2012"), values, strict=True)]  # fmt: skip
    spec = view(made(rows, **PERCENT))
    dalarna, gavleborg = (next(s for s in spec.series if s.code == code) for code in ("20", "21"))
    # level 2.0 against 0.6 and 1.0; change 1.0 against 1.2 and 2.0
    assert [mark.margin for mark in dalarna.marks] == pytest.approx([0.5, 0.6, 1.0, 1.2])
    assert dalarna.said == "Bättre nivå, ingen säker skillnad i förändring"
    assert gavleborg.said == dalarna.said
    near = [(*row[:4], 1.95) if row[0] == "20" else row for row in rows]
    spec = view(made(near, **PERCENT))
    assert by_code(spec)["20"][2] == "Nära Riket, ingen säker skillnad i förändring"


# --- what may not be said --------------------------------------------------------------------

GROWING = {"p00": [10.0, 11.0, 12.0], "p20": [11.0, 13.0, 15.0], "p21": [9.0, 9.0, 9.0]}


def test_without_a_direction_no_verdict_is_said() -> None:
    spec = view(made(figures(**GROWING), direction="none", **PERCENT))
    assert by_code(spec)["20"][2] == "Högre nivå, förändring över Rikets"
    assert by_code(spec)["21"][2] == "Lägre nivå, förändring under Rikets"
    assert corners(spec) == (
        "Lägre nivå, förändring över Rikets", "Högre nivå, förändring över Rikets",
        "Lägre nivå, förändring under Rikets", "Högre nivå, förändring under Rikets",
    )  # fmt: skip
    assert "Drar ifrån" not in spec.explanation + spec.alt and spec.facts["better"] == 0.0


def test_the_corners_follow_the_direction() -> None:
    up, down = (view(made(figures(**GROWING), direction=way, **PERCENT)) for way in ("up", "down"))
    assert corners(up) == ("Kommer ikapp", "Drar ifrån", "Halkar efter", "Tappar fart")
    assert corners(down) == ("Tappar fart", "Halkar efter", "Drar ifrån", "Kommer ikapp")
    assert by_code(up)["20"][2] == "Drar ifrån" and by_code(down)["20"][2] == "Halkar efter"


def test_a_sample_without_published_margins_gets_no_verdict() -> None:
    spec = view(made(figures(**GROWING), kind="survey", **PERCENT))
    assert by_code(spec)["20"][2] == "Högre nivå, förändring över Rikets"
    assert any("felmarginaler är inte publicerade" in note for note in spec.notes)
    assert corners(spec)[1] == "Högre nivå, förändring över Rikets"


def test_a_jump_of_one_firm_is_never_called_progress() -> None:
    lines = GROWING | {"p17": [20.0, 28.0, 28.0], "p01": [20.0, 14.0, 14.0], "p20": [11.0, 13, 15]}
    spec = view(made(figures(**lines), one_firm=True))
    found = by_code(spec)
    assert found["17"][2] == "Inget omdöme (kan bero på enskilda företag)"
    assert found["01"][2] == "Tappar fart (kan bero på enskilda företag)"
    assert found["20"][2] == "Drar ifrån"
    assert any("25 procent" in note and "Värmland och Stockholm" in note for note in spec.notes)
    plain = view(made(figures(**lines)))
    assert by_code(plain)["17"][2] == "Drar ifrån"
    # a jump before the span does not matter
    later = view(made(figures(**lines), one_firm=True), base="2012")
    assert "företag" not in by_code(later)["17"][2]


def test_a_place_with_a_break_within_the_span_has_no_point_and_is_listed() -> None:
    rows = [*figures(**GROWING), ("17", "2011", 9.0), ("17", "2012", 9.0, "B"), ("17", "2013", 9.0)]
    spec = view(made(rows, **PERCENT))
    values, status, said = by_code(spec)["17"]
    assert values == [9.0, -3.0, None, None] and status[2:] == ["M", "M"]
    assert said == "Eget brott däremellan"
    assert any("Utan punkt" in note and "Värmland (eget brott däremellan)" in note
               for note in spec.notes)  # fmt: skip
    assert "Värmland: ingen punkt. Eget brott däremellan." in spec.alt


def test_across_a_break_nothing_is_drawn_and_the_nearest_pair_is_named() -> None:
    lines = {code: [*values, *values] for code, values in GROWING.items()}
    spec = view(made(figures(**lines), ("2014",), **PERCENT), base="2011", period="2016")
    assert spec.empty == (
        "Ingen plats kan jämföras mellan 2011 och 2016. Närmast jämförbart: 2014 och 2016."
    )
    for one in spec.series:
        assert one.marks[2].value is None and one.marks[3].value is None
    assert by_code(spec)["20"][2] == "Brott däremellan" and spec.alt == spec.empty
    assert view(made(figures(**lines), ("2014",), **PERCENT)).periods == ("2014", "2016")


def test_where_riket_is_missing_nothing_is_held_against_it() -> None:
    lines = GROWING | {"p00": [10.0, 11.0, None]}
    library = made(figures(**lines), **PERCENT)
    assert view(library).periods == ("2011", "2012")  # Riket must have a value
    spec = view(library, period="2013", base="2011")
    assert by_code(spec)["20"][0] == [15.0, None, 4.0, None]
    assert by_code(spec)["20"][2] == "Riket kan inte jämföras mellan perioderna"
    assert spec.empty is not None and spec.empty.endswith("Närmast jämförbart: 2011 och 2012.")


def test_missing_values_and_zeros_have_no_point() -> None:
    lines = GROWING | {"p17": [None, 9.0, 9.0], "p01": [0.0, 5.0, 5.0]}
    found = by_code(view(made(figures(**lines)), base="2011"))
    assert found["17"][0][2:] == [None, None] and found["17"][1][2] == "Q"
    assert found["17"][2] == "Värde saknas"
    assert found["01"][0][2:] == [None, None]
    assert found["01"][2] == "Värdet noll går inte att dela med"
    assert found["03"][0] == [None] * 4 and found["03"][2] == "Värde saknas"
    assert excess(5.0, 0.0) is None and excess(5.0, -1.0) is None and excess(5.0, 4.0) == 25.0


def test_with_both_sexes_women_are_shown_and_it_is_said() -> None:
    rows = [synthetic.rows(*figures(**GROWING)).assign(breakdown=sex) for sex in ("women", "men")]
    item = synthetic.indicator(breakdowns=["women", "men"], **PERCENT)
    library, _ = synthetic.library_of(pd.concat(rows), item)
    spec = view(library, breakdown="sex")
    assert {one.sex for one in spec.series} == {"women"}
    assert any("Här visas kvinnor" in note for note in spec.notes) and "kvinnor" in spec.subtitle


# --- refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "breaks", "item", "why"),
    [
        (GROWING, (), {}, None),
        (GROWING, (), {"extensive": True}, "refused_extensive"),
        ({"p20": [1.0, 2.0], "p21": [1.0, 3.0]}, (), {}, "refused_no_reference"),
        ({"p20": [1.0], "p00": [2.0]}, (), {}, "refused_one_period"),
        (GROWING, (), {"points_only": True}, "refused_points_only"),
        (GROWING, ("2012", "2013"), {}, "refused_no_clean_stretch"),
        ({"p20": [1.0, 2.0], "p00": [None, 3.0]}, (), {}, "refused_reference_once"),
        ({"p20": [100.0, 1.0], "p21": [100.0, 2.0], "p00": [100.0, 3.0]}, (), {},
         "refused_rebased"),
    ],
)  # fmt: skip
def test_when_the_view_makes_no_sense(lines, breaks, item, why) -> None:
    library = made(figures(**lines), breaks, **item)
    indicator: Indicator = library.catalogue.indicators["synthetic"]
    assert refuse(indicator, library.values("synthetic")) == why
    resolved = library.resolve(Selection(indicator="synthetic", view="quadrant"))
    assert resolved.selection.view == ("over_time" if why else "quadrant")
    assert len(resolved.notices) == bool(why)


def test_levels_of_an_index_with_a_base_year_are_not_compared(library: Library) -> None:
    assert rebased(library.values("gdp_real_index"))
    others = [name for name in library.available() if rebased(library.values(name))]
    assert others == ["gdp_real_index"]


# --- properties ------------------------------------------------------------------------------


@given(
    lines=st.fixed_dictionaries({code: synthetic.marks() for code in ("00", "20", "21", "17")}),
    breaks=synthetic.breaks,
    direction=st.sampled_from(["up", "down", "none"]),
    percent=st.booleans(),
    one_firm=st.booleans(),
)
def test_no_number_is_made_up_or_changed(lines, breaks, direction, percent, one_firm) -> None:
    rows = [
        (code, mark.period, mark.value, mark.status, mark.margin)
        for code, marks in lines.items()
        for mark in marks
    ]
    form = PERCENT if percent else {}
    item = synthetic.indicator(direction=direction, one_firm=one_firm, **form)
    falls = [one.model_dump() for one in breaks]
    library, _ = synthetic.library_of(synthetic.rows(*rows), item, breaks=falls)
    if not library.available() or refuse(item, library.values("synthetic")):
        return
    spec = view(library)
    base, period = spec.periods

    def change(code: str) -> float | None:
        truth = {mark.period: mark.value for mark in lines.get(code, ())}
        first, last = truth.get(base), truth.get(period)
        crossed = synthetic.crosses(tuple(lines.get(code, ())), base, period, breaks)
        if first is None or last is None or crossed or (not percent and first <= 0):
            return None
        return last - first if percent else (last / first - 1) * 100

    def level(code: str) -> float | None:
        own, riket = ({m.period: m.value for m in lines.get(c, ())}.get(period)
                      for c in (code, RIKET))  # fmt: skip
        if own is None or riket is None or (not percent and riket <= 0):
            return None
        return own - riket if percent else (own / riket - 1) * 100

    riket = change(RIKET)
    for one in spec.series:
        _, there, moved, ahead = (mark.value for mark in one.marks)
        own = change(one.code)
        assert there == level(one.code) and moved == own
        assert ahead == (None if own is None or riket is None else own - riket)
        assert all(mark.status != "A" for mark in one.marks if mark.value is None)
        judged = one.said in ("Drar ifrån", "Tappar fart", "Kommer ikapp", "Halkar efter")
        if there is None or ahead is None or direction == "none":
            assert not judged
        elif judged:
            better = -1 if direction == "down" else 1
            assert (there * better > 0) == (one.said in ("Drar ifrån", "Tappar fart"))
            assert (ahead * better > 0) == (one.said in ("Drar ifrån", "Kommer ikapp"))
    for row, one in zip(cells(spec).rows, spec.series, strict=True):
        assert [cell.value for cell in row.cells] == [mark.value for mark in one.marks]
    written = csv.DictReader(io.StringIO(table_csv([spec], "x").decode("utf-8-sig")))
    in_file = [row["value_decimal_point"] for row in written]
    assert [float(text) if text else None for text in in_file] == [
        mark.value for one in spec.series for mark in one.marks
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_indicator_that_may_is_drawn_with_all_its_words(library: Library, language) -> None:
    drawn = 0
    for name, item in library.available().items():
        if refuse(item, library.values(name, item.breakdowns[0])) is not None:
            continue
        drawn += 1
        spec = view(library, name, language=language)
        base, period = spec.periods
        assert base < period and base[:4] in spec.title and period[:4] in spec.title
        assert spec.empty is None, name
        reference = spec.series[0]
        assert reference.role == "reference" and reference.marks[1].value == 0
        assert all(one.said for one in spec.series[1:])
        own = set(THE_THREE) if item.level == "county" else {"SE31"}
        for one in spec.series:
            if one.code in own:
                assert one.said in spec.alt
        assert spec.title in spec.alt and spec.said and len(set(corners(spec))) == 4
        assert not any("{" in text for text in (*spec.notes, spec.alt, spec.explanation))
        assert spec.file_name.isascii() and spec.source and "Omställningspanelen" in spec.processing
    assert drawn >= 20


def test_a_sample_without_margins_has_no_certain_difference_to_lack(library: Library) -> None:
    spec = view(library, "tertiary_education")
    assert any("samma förändring som Rikets" in one.said for one in spec.series)
    assert not any("säker" in one.said for one in spec.series)
    assert "säker skillnad" not in spec.explanation
