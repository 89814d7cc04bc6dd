"""Colours of a profile: seen on white, told apart by everyone, and in grey where they must be."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts import theme
from layouts.profile_colours import (
    DEFICIENCIES,
    OTHERS,
    alike,
    colour_problems,
    lab,
    linear,
    seen,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
OURS = {code: look.colour for code, look in theme.PLACES.items()}


def told(colours: dict[str, str]) -> str:
    return "\n".join(f"{key}: {text}" for key, text in colour_problems(colours))


def test_our_own_palette_passes_what_we_ask_of_others():
    assert told(OURS) == ""
    drawn = OURS | {OTHERS: theme.OTHERS.colour}
    for one, other in combinations(drawn, 2):
        assert alike(one, drawn[one], other, drawn[other]) == ()


def test_a_profile_of_other_good_colours_passes():
    assert told({"17": "#0067B1", "20": "#9E3A00"}) == ""


def test_a_pale_colour_is_named_with_its_contrast():
    assert "colours.21: #9AD0C2 har kontrasten 1,7 mot vitt" in told({"21": "#9AD0C2"})
    # 3:1 is enough for a mark, whose name is then written in grey
    assert "kontrasten" not in told({"21": "#2E9E85"})
    assert theme.text_colour("#2E9E85") == theme.MUTED


def test_two_places_too_alike_are_named_as_people_call_them():
    found = told({"20": "#0A70AC"})
    assert "Värmland och Dalarna har för lika färger" in found
    assert "Värmland and Dalarna have colours too alike" in found


def test_a_colour_like_the_grey_of_the_others_is_refused():
    assert "övriga län" in told({"21": "#78828C"})


@pytest.mark.parametrize(
    ("colours", "who"),
    [
        ({"21": "#C958BB"}, "protanopi"),
        ({"20": "#B4533C", "21": "#6E7B33"}, "deuteranopi"),
        ({"21": "#0B6DCD"}, "tritanopi"),
    ],
)
def test_colours_that_some_cannot_tell_apart_are_refused(colours, who):
    found = told(colours)
    assert who in found
    assert "har för lika färger" not in found


def test_in_grey_only_places_with_the_same_line_must_differ():
    # Värmland and Riket are both a solid line with circles
    assert "svartvit utskrift" in told({"00": "#3C5FD7"})
    # Dalarna is dashed with squares, and may have Värmland's lightness, as in our own palette
    assert abs(lab(linear(OURS["17"]))[0] - lab(linear(OURS["20"]))[0]) < 5
    assert "alike_grey" not in alike("17", OURS["17"], "20", OURS["20"])


def test_pairs_of_the_panel_s_own_colours_are_no_fault_of_the_profile():
    assert told({}) == ""


@given(COLOURS, COLOURS)
def test_likeness_knows_no_order(one, other):
    assert set(alike("17", one, "21", other)) == set(alike("21", other, "17", one))


@given(COLOURS)
def test_a_colour_is_always_like_itself(colour):
    assert alike("17", colour, "00", colour) == ("alike",)


@given(st.integers(0, 255), st.sampled_from(sorted(DEFICIENCIES)))
def test_greys_look_the_same_to_everyone(level, deficiency):
    light = linear(f"#{level:02X}{level:02X}{level:02X}")
    assert seen(light, DEFICIENCIES[deficiency]) == pytest.approx(light, abs=1e-3)


def test_lightness_follows_the_published_scale():
    assert lab(linear("#FFFFFF"))[0] == pytest.approx(100, abs=0.01)
    assert lab(linear("#000000"))[0] == pytest.approx(0, abs=1e-9)
    # L* of sRGB red, green and blue, published with the standard: 53.2, 87.7, 32.3
    for colour, lightness in (("#FF0000", 53.2), ("#00FF00", 87.7), ("#0000FF", 32.3)):
        assert lab(linear(colour))[0] == pytest.approx(lightness, abs=0.1)
