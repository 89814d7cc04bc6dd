"""The one table of degree words: which word a number may carry, read from ``degrees.toml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from data.errors import Fault, InputFault
from data.model import Code, Strict, Text
from data.records import whole_file
from indicators.phrases import Phrases, phrases

PATH = Path(__file__).with_name("degrees.toml")
WORDS = Path(__file__).parents[1] / "words" / "findings.toml"
#: the limits that rules ask for; the file must hold exactly these
LIMITS = ("agreement", "shortest", "places", "peers", "quarter", "regions", "named")
#: floats that differ by less than this share are the same number
DUST = 1e-9

Scale = Literal["level", "change", "change_relative", "correlation"]
SCALES: tuple[Scale, ...] = ("level", "change", "change_relative", "correlation")


class Degree(Strict):
    """A word upwards and downwards, and the size from which it may be said."""

    at_least: float
    up: Text
    down: Text
    reason: str
    plain: bool = False


class Even(Strict):
    """What is said of two values that surely lie within `at_most` of each other."""

    word: Text
    at_most: float
    reason: str


class Weak(Strict):
    """What is said of a correlation that surely is no larger than `at_most`."""

    up: Text
    down: Text
    at_most: float
    reason: str


class Limit(Strict):
    """A number that a rule asks for, with its reason."""

    value: float
    reason: str


class Degrees(Strict):
    """The whole table. `version` rises with every change (rule 31)."""

    version: int
    level: tuple[Degree, ...]
    change: tuple[Degree, ...]
    change_relative: tuple[Degree, ...]
    correlation: tuple[Degree, ...]
    weak: Weak
    even: Even
    limits: dict[Code, Limit]

    def scale(self, name: Scale) -> tuple[Degree, ...]:
        """The words of one scale, the weakest first."""
        scales: dict[Scale, tuple[Degree, ...]] = {
            "level": self.level,
            "change": self.change,
            "change_relative": self.change_relative,
            "correlation": self.correlation,
        }
        return scales[name]


def say() -> Phrases:
    """The sentences of the findings, read at first use."""
    return phrases(WORDS)


@cache
def degrees(path: Path = PATH) -> Degrees:
    """The table of the file at `path`, read once. Raises :class:`InputFault` with every fault."""
    found = whole_file(path, Degrees)
    faults: list[Fault] = []
    for name in SCALES:
        steps = [degree.at_least for degree in found.scale(name)]
        plain = [degree for degree in found.scale(name) if degree.plain]
        if len(plain) != (name != "correlation"):
            faults.append(Fault(path.name, name, "expected one plain word, but for correlation"))
        if not steps or steps[0] != 0.0 or steps != sorted(set(steps)):
            faults.append(Fault(path.name, name, "expected thresholds that rise from 0"))
    if sorted(found.limits) != sorted(LIMITS):
        faults.append(Fault(path.name, "limits", f"expected {LIMITS}, got {list(found.limits)}"))
    if faults:
        raise InputFault(faults)
    return found


def uncapitalised(text: str) -> str:
    """`text` as it reads within a sentence: small first letter, unless it is an abbreviation."""
    first = re.split(r"[\s,(-]", text, maxsplit=1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() else text


def limit(name: str) -> float:
    """The value of a limit. Raises KeyError."""
    return degrees().limits[name].value


def reaches(size: float, threshold: float) -> bool:
    """Tell whether `size` is at least `threshold`, but for the dust of floats."""
    return size >= threshold - DUST * max(1.0, abs(threshold))


def beyond(difference: float, error: float) -> bool:
    """Tell whether a difference is larger than its error (rule 12), beyond the dust of floats."""
    return abs(difference) > error + DUST * max(1.0, abs(difference))


def degree_word(
    scale: Scale, size: float, rising: bool, language: str, capped: bool = False
) -> str:
    """The strongest word whose threshold `size` reaches; `size` is zero or more.

    A `capped` word is never stronger than the one that claims no degree.
    """
    steps = degrees().scale(scale)
    if capped:
        steps = steps[: next(i for i, degree in enumerate(steps) if degree.plain) + 1]
    degree = [steps[0], *(step for step in steps if reaches(size, step.at_least))][-1]
    return (degree.up if rising else degree.down)[language]


def change_word(
    size: float,
    spread: float,
    base: float,
    rising: bool,
    language: str,
    natural: bool = True,
    capped: bool = False,
    shown: float = 0.0,
) -> str:
    """The word for a change of `size` from `base`, measured by the spread between places.

    What is a great share of `base`, or is `shown` as one, is never called slight. What only the
    spread calls great gets the plain word, if the number has a `natural` zero so that a share says
    something. A `capped` word is never the strongest.
    """
    steps = degrees().change
    index = sum(reaches(size / spread, step.at_least) for step in steps[1:])
    plain = next(i for i, step in enumerate(steps) if step.plain)
    great = is_great(size, base)
    if great or is_great(shown, base):
        index = max(index, plain)
    if natural and not great:
        index = min(index, plain)
    return degree_word("change", steps[index].at_least, rising, language, capped)


def is_great(size: float, base: float) -> bool:
    """Tell whether a change is so great a share of its start that it is never called slight."""
    return base > 0 and reaches(size / base, degrees().change_relative[-1].at_least)


def plain_from(scale: Scale) -> float:
    """The threshold of the word that claims no degree."""
    return next(degree.at_least for degree in degrees().scale(scale) if degree.plain)


def plain_word(scale: Scale, rising: bool, language: str) -> str:
    """The word that claims no degree."""
    degree = next(degree for degree in degrees().scale(scale) if degree.plain)
    return (degree.up if rising else degree.down)[language]


def correlation_word(low: float, high: float, language: str) -> str:
    """The word that all of an interval supports, "" where it does not exclude zero."""
    if low <= 0 <= high:
        return ""
    near, far = sorted((abs(low), abs(high)))
    weak = degrees().weak
    if reaches(weak.at_most, far):
        return (weak.up if low > 0 else weak.down)[language]
    return degree_word("correlation", near, low > 0, language)


def level_word(
    difference: float, error: float, spread: float | None, language: str
) -> tuple[Literal["even", "unsure", "sure"], str]:
    """How a value lies against another, and the word for it ("" where nothing is sure).

    `difference` is the value less the other, `error` what both can err together, `spread` the
    robust standard deviation between places, all in one unit; without a spread no degree is said.
    """
    if spread and reaches(degrees().even.at_most, (abs(difference) + error) / spread):
        return "even", degrees().even.word[language]
    if not beyond(difference, error):
        return "unsure", ""
    if not spread:
        return "sure", plain_word("level", difference > 0, language)
    size = (abs(difference) - error) / spread
    return "sure", degree_word("level", size, difference > 0, language)
