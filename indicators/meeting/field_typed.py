"""Numbers that people type in a message: which they can be, and which place they are said of.

Years, periods, dates and counts of places are no numbers to watch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.geography import RIKET, geographies
from indicators import formats
from indicators.meeting.field_asked import FIELD, kind_named, place_named

#: what the words beside a number say that it is: a share, a difference, a place, a plain unit
Sort = Literal["percent", "points", "rank", "unit", "plain"]
_GAP = f"[ {formats.NBSP}{formats.THIN}]"
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?P<sign>[-+−–](?=\d))?"
    rf"(?P<digits>\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?"
    rf"|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d])(?![.,]\d)"
)
_PERCENT = re.compile(rf"{_GAP}?(?:%|procent\b|per cent\b|percent\b)", re.I)
_POINTS = re.compile(rf"{_GAP}?(?:procentenhet|%-enhet|percentage point)", re.I)
_UNIT = re.compile(
    rf"{_GAP}?(?:kronor|kr|mnkr|tkr|miljoner|tusen|kton|ton|MWh|euro|PPS|SEK|EUR|index|företag"
    r"|personer|invånare|jobb|årsverken|enterprises|persons|inhabitants)\b", re.I)  # fmt: skip
_RANK_BEFORE = re.compile(rf"\b(?:plats|place|rank|ranked|ranks|nummer|number){_GAP}*$", re.I)
_BAND = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_RANK_AFTER = re.compile(r"(?::[ea]\b|(?:st|nd|rd|th)\b)", re.I)
#: what makes a number no number to watch: months and counts of places behind it
_NOT_AFTER = re.compile(
    rf"(?:{_GAP}?(?:län|regioner|riksområden|counties|regions|januari|februari|mars|april|maj|juni"
    r"|juli|augusti|september|oktober|november|december|January|February|March|May|June|July"
    r"|August|October|December|jan|feb|apr|aug|sep|okt|oct|nov|dec|år(?!\s\d{4}\b)|years)\b|[-–/]\d|\w)",
    re.I,
)  # fmt: skip
_NOT_BEFORE = re.compile(
    rf"(?:\b(?:kv|kvartal|quarter|NUTS|av|of|topp|top|bild|slide|figur|figure|tabell|table)"
    rf"{_GAP}*|\d[-–/])$", re.I)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"(?<![\w.,])((?:19|20)\d\d(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?)(?![\d%])")
#: where one sentence ends and the next one starts
SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed by hand: `raw` as it stands; `numbers` what it can be, as (value, decimals).

    Of a place in a ranking `numbers` are the two ends of the band, or its only number.
    """

    raw: str
    start: int
    end: int
    numbers: tuple[tuple[float, int], ...]
    signed: bool
    sort: Sort

    def is_said_of(self, value: float, least: int) -> bool:
        """Tell whether `value`, shown with `least` decimals, can be written so.

        Fewer decimals will do only where a unit shows what is meant; a sign only where both have
        one. Both ways of rounding a five are understood.
        """
        for number, decimals in self.numbers:
            if decimals < least and (self.sort in ("plain", "rank") or not _telling(number)):
                continue
            if self.signed and value and (value < 0) != (number < 0):
                continue
            size, last = abs(value), 10.0**-decimals
            # a hair more, so that a five that is stored as 4.6499999 rounds up too
            hair = min(1e-9 * max(1.0, size), last / 1000)
            rounded = {round(size, decimals), round(size + hair, decimals),
                       _half_up(size, decimals)}  # fmt: skip
            if any(abs(abs(number) - one) < last / 10 for one in rounded):
                return True
        return False


def _half_up(size: float, decimals: int) -> float:
    scale = 10.0**decimals
    return int(size * scale + 0.5 + 1e-9) / scale


def _telling(number: float) -> bool:
    """Two digits at least, so that "5 procent" is not taken for every value from 4,5 to 5,5."""
    return abs(number) >= 10


def without_fields(message: str) -> str:
    """`message` with every field blanked out, each letter where it was."""
    return FIELD.sub(lambda found: "\x00" * len(found[0]), message)


def typed_in(message: str) -> Iterator[Typed]:
    """Every number typed in a message that can be one of its slide's."""
    text = without_fields(message)
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        sort = _sort(before, after)
        digits, sign = found["digits"], found["sign"] or ""
        if sort == "rank":
            whole = _BAND.match(text, found.start())
            assert whole is not None
            numbers = tuple((float(one), 0) for one in whole.groups() if one)
            yield Typed(whole[0], whole.start(), whole.end(), numbers, False, sort)
            continue
        year = _YEAR.fullmatch(digits) and sort == "plain"
        if year or _NOT_BEFORE.search(before) or (sort == "plain" and _NOT_AFTER.match(after)):
            continue
        negative = sign in ("-", "–", formats.MINUS)
        numbers = tuple((-one if negative else one, places) for one, places in _readings(digits))
        yield Typed(found[0], found.start(), found.end(), numbers, bool(sign), sort)


def _sort(before: str, after: str) -> Sort:
    if _RANK_BEFORE.search(before) or _RANK_AFTER.match(after):
        return "rank"
    if _POINTS.match(after):
        return "points"
    if _PERCENT.match(after):
        return "percent"
    return "unit" if _UNIT.match(after) else "plain"


def _readings(digits: str) -> list[tuple[float, int]]:
    """What a number can mean: "1.234" and "1,234" are thousands to some and decimals to others."""
    text = re.sub(_GAP, "", digits)
    found = []
    for thousands, decimal in ((".", ","), (",", ".")):
        whole, _, part = text.partition(decimal)
        if (
            decimal in part
            or thousands in part
            or (thousands in whole and not _grouped(whole, thousands))
        ):
            continue
        number = whole.replace(thousands, "") + (f".{part}" if part else "")
        found.append((float(number), len(part)))
    return list(dict.fromkeys(found))


def _grouped(whole: str, mark: str) -> bool:
    first, *rest = whole.split(mark)
    return 0 < len(first) <= 3 and all(len(part) == 3 for part in rest)


def periods_in(message: str) -> tuple[str, ...]:
    """The periods that a message names, as codes, each once."""
    text = without_fields(message)
    found = [match[1] for match in _PERIOD.finditer(text)]
    for names in formats.MONTHS.values():
        for number, name in enumerate(names, start=1):
            for match in re.finditer(rf"\b{name[:3]}\w*{_GAP}(\d{{4}})\b", text, re.I):
                found.append(f"{match[1]}-{number:02}")
    for match in re.finditer(rf"\b(?:kv|kvartal|Q){_GAP}?([1-4]){_GAP}(\d{{4}})\b", text, re.I):
        found.append(f"{match[2]}-Q{match[1]}")
    return tuple(dict.fromkeys(found))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds the names of places in running text, and the code of each name."""
    found: dict[str, str] = {}
    order = {"country": 0, "eu": 0, "county": 1, "nuts2": 2, "nuts1": 3}
    for code, place in sorted(geographies().items(), key=lambda item: order[item[1].level]):
        for name in (place.name_sv, place.name_en, place.short_sv, place.short_en):
            if len(name) > 2:
                found.setdefault(name.casefold(), code)
    found |= {"sverige": RIKET, "riket": RIKET}
    longest = sorted(found, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest))})(?:s|'s|’s)?\b", re.I), found


def places_in(message: str) -> list[tuple[int, str]]:
    """(where, code) of every place that a message names, by its name or in a field."""
    pattern, codes = _names()
    found = [(one.start(), codes[one[1].casefold()]) for one in pattern.finditer(message)]
    for field in FIELD.finditer(message):
        name, *rest = (part.strip() for part in field[1].split(":"))
        named = [kind_named(name)[1], *(place_named(part) or "" for part in rest)]
        found += [(field.start(), code) for code in named if code]
    return sorted(found)


def named_before(message: str, at: int, places: list[tuple[int, str]]) -> list[str]:
    """The places named before `at` in the same sentence, the nearest first."""
    start = max((end.end() for end in SENTENCE_END.finditer(message, 0, at)), default=0)
    return [code for where, code in reversed(places) if start <= where < at]
