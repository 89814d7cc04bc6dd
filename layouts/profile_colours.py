"""Whether colours can be seen on white, and told from each other by everyone.

How a colour looks to those who lack one kind of cones is computed with the matrices of Machado,
Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
(IEEE TVCG 15, 2009), for full severity, on linear RGB; differences are distances in CIE L*a*b*
(CIE 1976, D65).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import dist

from data.geography import geographies
from layouts import theme
from layouts.profile_words import Pair, Problem, both, number, phrase

#: marks that carry information against white (WCAG 2.2, success criterion 1.4.11)
LEAST_CONTRAST = 3.0
#: names written in a colour (1.4.3); below it they are written in grey
LEAST_TEXT = 4.5
#: L*a*b* units that two colours must differ by: for all, and for those who lack a kind of cones.
#: The panel's own palette has 37 and 8 as its smallest.
LEAST_DIFFERENCE, LEAST_DEFICIENT = 20.0, 7.0
#: L* that two places must differ by in a grey print where line and marker are the same
LEAST_GREY = 7.0

Linear = tuple[float, float, float]
Matrix = tuple[Linear, Linear, Linear]
DEFICIENCIES: dict[str, Matrix] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
D65 = (0.9505, 1.0, 1.089)
OTHERS = "others"


def colour_problems(colours: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with a profile's colours, as (key, words): each alone, then each pair.

    Pairs are compared as they would be drawn, the panel's own colours standing for those that the
    profile does not have, and the grey of all other places.
    """
    for code, colour in colours.items():
        if (found := theme.contrast(colour)) < LEAST_CONTRAST:
            yield f"colours.{code}", both("pale", colour=colour, contrast=number(found))
    drawn = {code: look.colour for code, look in theme.PLACES.items()} | dict(colours)
    drawn[OTHERS] = theme.OTHERS.colour
    for one, other in combinations(drawn, 2):
        if one in colours or other in colours:
            for key in alike(one, drawn[one], other, drawn[other]):
                where = f"colours.{one if one in colours else other}"
                yield where, both(key, one=_name(one), other=_name(other))


def alike(one: str, colour: str, other: str, beside: str) -> tuple[str, ...]:
    """For whom two places' colours are too alike: "alike", "alike_protan", …, "alike_grey".

    Where all see them as alike nothing more is said. In grey only places with the same line and
    marker are held apart by lightness; all others differ in print anyhow.
    """
    first, second = linear(colour), linear(beside)
    if dist(lab(first), lab(second)) < LEAST_DIFFERENCE:
        return ("alike",)
    found = [
        f"alike_{name}"
        for name, matrix in DEFICIENCIES.items()
        if dist(lab(seen(first, matrix)), lab(seen(second, matrix))) < LEAST_DEFICIENT
    ]
    if _same_line(one, other) and abs(lab(first)[0] - lab(second)[0]) < LEAST_GREY:
        found.append("alike_grey")
    return tuple(found)


def linear(colour: str) -> Linear:
    """``#RRGGBB`` as linear light, each channel 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def seen(light: Linear, matrix: Matrix) -> Linear:
    """Linear light as it looks to those who lack a kind of cones."""
    red, green, blue = _times(matrix, light)
    return _clip(red), _clip(green), _clip(blue)


def lab(light: Linear) -> Linear:
    """Linear light in CIE L*a*b*: lightness 0 to 100, red to green, yellow to blue."""
    x, y, z = (_root(value / white) for value, white in zip(_times(XYZ, light), D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def _times(matrix: Matrix, light: Linear) -> Linear:
    first, second, third = (sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix)
    return first, second, third


def _same_line(one: str, other: str) -> bool:
    first, second = (
        theme.OTHERS if code == OTHERS else theme.PLACES[code] for code in (one, other)
    )
    return (first.dash, first.symbol) == (second.dash, second.symbol)


def _name(code: str) -> Pair:
    """The short name of a place; the other counties share one."""
    if code == OTHERS:
        return phrase(OTHERS)
    return geographies()[code].short("sv"), geographies()[code].short("en")
