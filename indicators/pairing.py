"""Which two indicators may be set against each other, in which periods, and what to do if not.

A correlation is refused where it would follow from the arithmetic: a thing against itself, against
another definition of itself, against what it is computed from, size against size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from data.geography import counties, geographies, swedish_regions
from indicators import formats
from indicators.correlation import TOO_FEW
from indicators.kin import bound_by, unfit
from indicators.model import Breakdown, Indicator, Selection
from indicators.phrases import phrases
from indicators.places import european_regions, expanded
from indicators.ranking import one_edition
from indicators.selection import EUROPE
from indicators.spec import Sex
from indicators.values import Values

WORDS = Path(__file__).with_name("words") / "notices.toml"
VIEW_WORDS = WORDS.with_name("views.toml")
#: fewer places with both values than this are no relationship: the interval needs one more than 3
FEWEST = TOO_FEW + 1


class Shelf(Protocol):
    """What pairing asks of the library."""

    def available(self) -> dict[str, Indicator]: ...
    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two indicators are not set against each other, and the nearest that can be."""

    reason: str
    alternative: Indicator | None


def sex_of(indicator: Indicator, breakdown: Breakdown | None) -> Sex:
    """The one breakdown drawn: the chosen one if the indicator has it, else the total or women.

    Where women and men were asked for together, women alone.
    """
    if breakdown in ("women", "men", "sex") and "women" in indicator.breakdowns:
        return "men" if breakdown == "men" else "women"
    return "total" if "total" in indicator.breakdowns else "women"


def compared_places(a: Indicator, b: Indicator, values: Values, chosen: Selection) -> list[str]:
    """The places that the correlation is over, as codes.

    All counties; or all riksområden and, where both indicators hold them, Europe's regions if
    asked for, else the regions abroad that were chosen. `values` are those of `a`.
    """
    if a.level == "county":
        return list(counties())
    found = list(swedish_regions())
    if a.europe and b.europe:
        abroad = [code for code, _ in expanded(chosen.places, values, chosen.peers)]
        if EUROPE in chosen.places:
            abroad = list(european_regions())
        regions = set(european_regions())
        found += [code for code in abroad if code in regions and code not in found]
    return found


def paired_places(a: Values, b: Values, period: str, places: Iterable[str]) -> list[str]:
    """The places with both values in a period, in order; the same ground counts once.

    Left out are regions of an older NUTS edition, and those of which a part is there itself.
    """
    none: frozenset[str] = frozenset()
    both = a.valued.get(period, none) & b.valued.get(period, none)
    found = tuple(code for code in places if code in both)
    if not found or geographies()[found[0]].level == "county":
        return list(found)
    found = one_edition(found)
    parents = {geographies()[code].parent for code in found}
    return [code for code in found if code not in parents]


def common_periods(a: Values, b: Values, places: Iterable[str]) -> tuple[str, ...]:
    """The periods in which enough places have both values, the oldest first.

    Enough is half as many as in the best period, and at least :data:`FEWEST`.
    """
    places = tuple(places)
    counts = {
        period: len(paired_places(a, b, period, places))
        for period in a.periods
        if period in b.valued
    }
    least = max(FEWEST, max(counts.values(), default=0) / 2)
    return tuple(period for period, count in counts.items() if count >= least)


def periods_of_pair(library: Shelf, chosen: Selection) -> tuple[str, ...]:
    """The periods that a resolved selection of two indicators can be shown in."""
    available = library.available()
    a, b = available[chosen.indicator or ""], available[chosen.against or ""]
    values = _values(library, a, chosen)
    places = compared_places(a, b, values, chosen)
    return common_periods(values, _values(library, b, chosen), places)


def possible_against(
    library: Shelf, indicator: Indicator, chosen: Selection | None = None
) -> tuple[Indicator, ...]:
    """The indicators that `indicator` may be set against, in the catalogue's order.

    `chosen` holds places, breakdown and day where they are not the usual ones.
    """
    chosen = chosen or Selection()
    return tuple(
        other
        for other in library.available().values()
        if unfit(indicator, other) is None and _meet(library, indicator, other, chosen)
    )


def refusal(
    library: Shelf, indicator: Indicator, other: Indicator, chosen: Selection
) -> Refusal | None:
    """Why `other` is not set against `indicator`, with the nearest alternative; None if it is."""
    key = unfit(indicator, other)
    if key is None and not _meet(library, indicator, other, chosen):
        key = "against_no_period"
    if key is None:
        return None
    language, why = chosen.language, bound_by(indicator, other)
    reason = phrases(WORDS)(
        key,
        language,
        name=indicator.name[language],
        other=other.name[language],
        why=why[language] if why else "",
    )
    return Refusal(reason, nearest(possible_against(library, indicator, chosen), other))


def nearest(possible: Iterable[Indicator], wanted: Indicator) -> Indicator | None:
    """Of `possible` the one most like `wanted`: by words in common, then themes, then order."""
    words, themes = _words(wanted), set(wanted.themes)
    return max(
        possible,
        key=lambda one: (len(words & _words(one)), len(themes.intersection(one.themes))),
        default=None,
    )


def settle(
    library: Shelf, asked: Selection, indicator: Indicator
) -> tuple[Selection, tuple[str, ...]]:
    """The second indicator and the period of a view of two, and what had to be replaced.

    `asked` is resolved but for these two. Where nothing can be set against `indicator` the
    selection comes back in the first view.
    """
    say, language = phrases(WORDS), asked.language
    notices = []
    other = library.available().get(asked.against or "")
    refused = refusal(library, indicator, other, asked) if other is not None else None
    if other is None or refused is not None:
        other = refused.alternative if refused else _default(library, indicator, asked)
        if other is None:
            words = phrases(VIEW_WORDS)
            told = {"view": words("name_scatter", language),
                    "reason": words("refused_no_partner", language)}  # fmt: skip
            return replace(asked, view="over_time"), (say("impossible_view", language, **told),)
        shown = {"name": indicator.name[language], "shown": other.name[language]}
        if refused is not None:
            notices.append(f"{refused.reason} {say('against_instead', language, **shown)}")
        elif asked.against:
            notices.append(say("unknown_against", language, code=asked.against[:60], **shown))
    pair = replace(asked, indicator=indicator.id, against=other.id)
    period = _nearest_period(asked.period, periods_of_pair(library, pair))
    if asked.period not in (None, period):
        code, shown_period = (asked.period or "")[:20], formats.period(period, language)
        notices.append(say("against_period", language, code=code, shown=shown_period))
    return replace(pair, period=period), tuple(notices)


def _values(library: Shelf, indicator: Indicator, chosen: Selection) -> Values:
    return library.values(indicator.id, sex_of(indicator, chosen.breakdown), chosen.as_of)


def _meet(library: Shelf, a: Indicator, b: Indicator, chosen: Selection) -> bool:
    """Tell whether the two have a period with enough places, without counting all of them."""
    own, other = _values(library, a, chosen), _values(library, b, chosen)
    places = compared_places(a, b, own, chosen)
    return any(
        len(paired_places(own, other, period, places)) >= FEWEST
        for period in reversed(own.periods)
        if period in other.valued
    )


def _default(library: Shelf, indicator: Indicator, chosen: Selection) -> Indicator | None:
    """The first leading indicator of another theme, else the first there is.

    Two of one theme often measure nearly the same.
    """
    possible = possible_against(library, indicator, chosen)
    apart = [one for one in possible if set(one.themes).isdisjoint(indicator.themes)]
    return next((one for one in apart if one.leading), next(iter([*apart, *possible]), None))


def _words(indicator: Indicator) -> set[str]:
    """The words of an indicator's name and synonyms that may tell what it is about."""
    text = " ".join((indicator.name.sv, *indicator.synonyms)).lower()
    return {word for word in re.findall(r"\w+", text) if len(word) > 3}


def _nearest_period(asked: str | None, periods: tuple[str, ...]) -> str:
    """The asked period, else the one before it, else the first after; the newest if none is."""
    if asked is None or asked in periods:
        return asked or periods[-1]
    earlier = [period for period in periods if period < asked]
    return earlier[-1] if earlier else periods[0]
