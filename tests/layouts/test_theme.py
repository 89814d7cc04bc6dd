"""Colours by role and place, and the contrast they are held to."""

from itertools import combinations

import pytest

from layouts import theme
from tests.layouts import specs

ALL = {**theme.PLACES, **theme.SEXES, "others": theme.OTHERS}


@pytest.mark.parametrize("name", ALL)
def test_every_mark_passes_three_to_one_on_white(name):
    assert theme.contrast(ALL[name].colour) >= 3


@pytest.mark.parametrize("style", theme.CHOSEN)
def test_chosen_places_pass_three_to_one_on_white(style):
    assert theme.contrast(style.colour) >= 3


@pytest.mark.parametrize("style", [*ALL.values(), *theme.CHOSEN])
def test_every_label_passes_four_and_a_half_to_one(style):
    assert theme.contrast(theme.text_colour(style.colour)) >= 4.5
    assert min(theme.contrast(theme.INK), theme.contrast(theme.MUTED)) >= 4.5


def test_contrast_follows_wcag():
    assert theme.contrast("#000000") == pytest.approx(21)
    assert theme.contrast("#FFFFFF") == pytest.approx(1)
    assert theme.contrast("#777777") == pytest.approx(4.48, abs=0.01)


def test_places_keep_their_colour_dash_and_marker_in_every_role():
    for role in ("home", "compared", "others"):
        style = theme.style("17", role)
        assert (style.colour, style.dash, style.symbol) == ("#0072B2", "solid", "circle")
    assert theme.style("20", "home").width > theme.style("20", "compared").width


def test_lines_differ_by_more_than_colour():
    looks = [theme.PLACES[code] for code in ("17", "20", "21", "SE31")]
    for one, other in combinations([*looks], 2):
        assert one.dash != other.dash
        assert one.symbol != other.symbol
    for one, other in combinations(theme.CHOSEN, 2):
        assert (one.dash, one.colour) != (other.dash, other.colour)


def test_women_and_men_differ_in_dash_marker_and_lightness():
    women, men = theme.SEXES["women"], theme.SEXES["men"]
    assert women.dash != men.dash
    assert women.symbol != men.symbol
    assert theme.contrast(women.colour, men.colour) >= 1.8


def test_the_eu_is_black_only_without_riket():
    assert theme.style("EU27_2020", "reference").colour == "#1A1A1A"
    assert theme.style("EU27_2020", "reference", riket=True).colour != "#1A1A1A"


def test_by_sex_the_marker_is_the_place_where_there_are_several():
    series = specs.by_sex().series
    looks = theme.styles(series, by_sex=True)
    assert {look.colour for look in looks} == {s.colour for s in theme.SEXES.values()}
    assert len({(look.colour, look.symbol) for look in looks}) == len(series)
