"""Profilvakt on a slide's chart: colours, lines, printed values, the axis of bars, units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from indicators import formats
from indicators.model import Language
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures import crowd_to_background
from layouts.figures.dense import MANY_PLACES
from layouts.figures.text import has_value
from layouts.profile import Profile
from layouts.profile_guard import Mend, Remark, say

LEAST_MARK, LEAST_TEXT = 3.0, 4.5
#: lines that can be told apart at a glance (rule 24)
MOST_LINES = 5
#: charts whose marks carry no numbers, however few
WITHOUT_VALUES = frozenset({"quadrant", "scatter"})
#: those whose numbers give way where places are many
CROWDED = frozenset({"ranking"})
#: which places stay when there must be fewer: ours first, then what they are measured against
FIRST = ("home", "reference", "group", "compared")


#: the places that stay -> the query of the address with only them
Fewer = Callable[[tuple[str, ...]], str]


def unit(spec: ChartSpec, language: Language) -> Iterator[Remark]:
    """Every number has a unit."""
    units = [column.unit for column in spec.columns] or [spec.unit]
    if not all(text.strip() for text in units):
        yield Remark("no_unit", say()("no_unit", language))


def drawn(
    spec: ChartSpec, profile: Profile, language: Language, fewer: Fewer | None
) -> Iterator[Remark]:
    """What a drawn chart breaks; a table has none of it.

    `fewer` gives the query of the chart's address in Jämför with only the places it is told, None
    where its places do not stand there.
    """
    spec = crowd_to_background(spec)
    named = [one for one in spec.series if one.role != "others" and _valued(one)]
    as_table = Mend(say()("as_table", language), {"part": "table"})
    if profile.colours:  # the panel's own pass
        yield from _contrast(named, profile, as_table, language)
    if spec.kind == "over_time":
        yield from _lines(fewer, named, as_table, language)
        yield from _colour_alone(fewer, named, as_table, language)
    if spec.kind in WITHOUT_VALUES or (spec.kind in CROWDED and len(spec.series) > MANY_PLACES):
        yield Remark("no_values", say()("no_values", language), as_table)
    if spec.kind == "ranking" and not spec.from_zero:
        yield Remark("cut_bars", say()("cut_bars", language), as_table)


def _valued(one: Series) -> bool:
    return any(has_value(mark) for mark in one.marks)


def _contrast(
    named: Sequence[Series], profile: Profile, as_table: Mend, language: Language
) -> Iterator[Remark]:
    """Marks 3:1 on white, names 4.5:1; a paler name is written in grey and so loses its colour."""
    with theme.colours(profile.colours):
        looks = theme.styles(named, _by_sex(named))
    pale: dict[str, str] = {}
    grey: dict[str, str] = {}
    for one, look in zip(named, looks, strict=True):
        found = theme.contrast(look.colour)
        if found < LEAST_MARK:
            pale[one.name] = formats.number(found, 1, language)
        elif found < LEAST_TEXT and one.code in profile.colours:
            grey[one.name] = formats.number(found, 1, language)
    for name, number in pale.items():
        text = say()("contrast", language, place=name, contrast=number)
        yield Remark("contrast", text, as_table)
    for name, number in grey.items():
        text = say()("text_contrast", language, place=name, contrast=number)
        yield Remark("text_contrast", text, Mend(say()("darker", language)))


def _by_sex(named: Sequence[Series]) -> bool:
    return len({one.sex for one in named}) > 1


def _lines(
    fewer: Fewer | None, named: Sequence[Series], as_table: Mend, language: Language
) -> Iterator[Remark]:
    if len(named) <= MOST_LINES:
        return
    text = say()("many_lines", language, count=len(named), most=MOST_LINES)
    sexes = len({one.sex for one in named})
    kept = kept_places(named, max(1, MOST_LINES // sexes))
    yield Remark("many_lines", text, _fewer(fewer, named, kept, language) or as_table)


def kept_places(named: Sequence[Series], most: int) -> tuple[str, ...]:
    """The places that stay where at most `most` may, in the chart's own order."""
    by_rank = sorted(dict.fromkeys((FIRST.index(one.role), one.code) for one in named),
                     key=lambda pair: pair[0])  # fmt: skip
    chosen = {code for _, code in by_rank[:most]}
    return tuple(dict.fromkeys(one.code for one in named if one.code in chosen))


def _fewer(
    fewer: Fewer | None, named: Sequence[Series], kept: Sequence[str], language: Language
) -> Mend | None:
    """The address with only these places, where the chart's places stand in an address."""
    if fewer is None:
        return None
    names = {one.code: one.name for one in named}
    label = say()(
        "fewer", language, places=formats.listing([names[code] for code in kept], language)
    )
    return Mend(label, {"query": fewer(tuple(kept))})


def _colour_alone(
    fewer: Fewer | None, named: Sequence[Series], as_table: Mend, language: Language
) -> Iterator[Remark]:
    """Lines that only their colour tells apart (WCAG 2.2, 1.4.1): same dash, marker and width."""
    if sum(one.code not in theme.PLACES for one in named) < 2:
        return  # ours all differ
    looks = list(zip(named, theme.styles(named, _by_sex(named)), strict=True))
    for (one, look), (other, beside) in combinations(looks, 2):
        same = (look.dash, look.symbol, look.width) == (beside.dash, beside.symbol, beside.width)
        if same and one.code != other.code:
            text = say()("colour_alone", language, one=one.name, other=other.name)
            kept = [code for code in dict.fromkeys(line.code for line in named)
                    if code != other.code]  # fmt: skip
            yield Remark("colour_alone", text, _fewer(fewer, named, kept, language) or as_table)
            return
