"""Names for what a chart shows: places, units, symbols, files, in the reader's language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties, geographies
from indicators import formats
from indicators.model import OVER_TIME, Indicator, Measure, Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import GROUPS, PEERS
from indicators.spec import ChartSpec, Series
from indicators.values import Values, reference_place

WORDS = Path(__file__).with_name("words") / "charts.toml"
VIEW_WORDS = WORDS.with_name("views.toml")
#: letters that one indicator, each of two, and the places take of a file's name
NAME_LETTERS, PAIR_LETTERS, PLACE_LETTERS = 44, 26, 36
#: words that a name too long does without
#: letters that do not come apart into a plain one and a mark
PLAIN_LETTERS = str.maketrans("øØłŁıß", "oOlLis")
JOINTS = (
    *("och", "i", "av", "som", "till", "med", "mot", "vars", "vill"),
    *("and", "in", "of", "that", "to", "with", "the", "against", "whose", "want"),
)


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def place_name(code: str, language: str, indicator: Indicator) -> str:
    """The short name; a region among counties, or the other way round, is said to be one."""
    place = geographies()[code]
    if indicator.level == "county" and place.level == "nuts2" and code != NORRA_MELLANSVERIGE:
        return f"{place.short(language)} ({say()('region', language)})"
    return place.short(language)


def series_name(item: Series, language: str) -> str:
    """The place, and the sex where the series is of one."""
    return item.name if item.sex == "total" else f"{item.name}, {say()(item.sex, language)}"


def where(places: list[str], language: str) -> str:
    """The places of a chart in few words: the three counties are Norra Mellansverige."""
    unique = list(dict.fromkeys(places))
    if set(THE_THREE) <= set(unique) or unique == [NORRA_MELLANSVERIGE]:
        rest = [c for c in unique if c not in THE_THREE and c != NORRA_MELLANSVERIGE]
        names = [say()("where_north", language)]
    else:
        names, rest = [], unique
    names += [geographies()[code].short(language) for code in rest]
    if len(names) > 4:
        return say()("where_more", language, first=", ".join(names[:2]), count=len(names) - 2)
    return formats.listing(names, language)


def ranked_where(spec: ChartSpec) -> str:
    """What the house chart covers: counties, riksområden and those chosen, or all of Europe."""
    codes = {item.code for item in spec.series}
    if set(counties()) & codes:
        return say()("where_lan", spec.language)
    known = (RIKET, EU27)
    abroad = [
        item
        for item in spec.series
        if item.code not in known and geographies()[item.code].parent != RIKET
    ]
    # all of Europe holds regions that nobody chose one by one
    if any(item.role == "others" for item in abroad):
        return say()("where_europa", spec.language)
    return say()("where_riksomraden_chosen" if abroad else "where_riksomraden", spec.language)


def where_lines(spec: ChartSpec, selection: Selection) -> str:
    """The places of a chart over time: a chosen group by its name, else the places themselves."""
    for group in GROUPS[::-1]:
        if group == PEERS and group in selection.places and selection.peers:
            return _where_peers(selection)
        if group in selection.places and group != PEERS:
            return say()(f"where_{group}", spec.language)
    codes = [item.code for item in spec.series if item.role != "others"]
    # a chart without a line is still about the places asked for
    return where(codes or list(selection.places), spec.language)


def _where_peers(selection: Selection) -> str:
    """The structural peers in words: "län som liknar Dalarna"."""
    level = geographies()[selection.peers[0]].level
    home = selection.home if level == "county" else NORRA_MELLANSVERIGE
    name = geographies()[home].short(selection.language)
    return say()(f"where_lika_{level}", selection.language, home=name)


def is_difference(indicator: Indicator, measure: Measure) -> bool:
    """True where a value is a difference and carries its sign."""
    return measure == "change" or (measure == "gap" and indicator.percent)


def reference_name(values: Values, language: str) -> str:
    """The short name of the place that values are held against, "" where there is none."""
    reference = reference_place(values)
    return geographies()[reference].short(language) if reference else ""


def measured_name(indicator: Indicator, selection: Selection, reference: str) -> str:
    """The indicator's name with its measure: "BRP per sysselsatt (index)"."""
    name = indicator.name[selection.language]
    if selection.measure == "value":
        return name
    against = {"reference": reference} if selection.measure == "gap" else {}
    return say()(f"measure_{selection.measure}", selection.language, name=name, **against)


def decimals(indicator: Indicator, measure: Measure) -> int:
    """Decimals shown: the indicator's own, or one for an index."""
    if measure == "index" or (measure == "gap" and not indicator.percent):
        return 1
    return indicator.decimals


def unit(indicator: Indicator, selection: Selection, reference: str) -> str:
    """The unit of the chosen measure, as an axis title."""
    language, own = selection.language, indicator.unit[selection.language]
    base = formats.period(selection.base, language) if selection.base else ""
    if selection.measure == "index":
        return say()("unit_index", language, base=base)
    if selection.measure == "gap":
        key = "unit_gap_points" if indicator.percent else "unit_gap_index"
        return say()(key, language, reference=reference)
    if selection.measure == "change":
        key = "unit_change_points" if indicator.percent else "unit_change"
        return say()(key, language, base=base, **({} if indicator.percent else {"unit": own}))
    return own


def symbol(indicator: Indicator, selection: Selection) -> str:
    """What follows a number in running text: "kr", "%", "procentenheter", or nothing."""
    if decimals(indicator, selection.measure) != indicator.decimals or selection.measure == "index":
        return ""
    if indicator.percent and is_difference(indicator, selection.measure):
        return say()("symbol_points", selection.language)
    if selection.measure == "gap":
        return ""
    return indicator.symbol[selection.language] if indicator.symbol else ""


def file_name(spec: ChartSpec, *indicators: Indicator, where_words: str = "") -> str:
    """``fou_per_invanare_dalarna_2011-2021``: letters and digits that every system takes.

    Views beside the lines and the house chart are named before the period, one sex after the
    indicator; two indicators stand with "mot" between them. `where_words` replace the places.
    """
    language = spec.language
    codes = [item.code for item in spec.series if item.role != "others"]
    # lines of every county are named as their title is
    chosen = spec.kind in OVER_TIME and not set(counties()) <= {item.code for item in spec.series}
    places = where_words or (where(codes, language) if chosen else ranked_where(spec))
    room = NAME_LETTERS if len(indicators) == 1 else PAIR_LETTERS
    names = [_plain(item.name[language], room) for item in indicators]
    sexes = {item.sex for item in spec.series}
    sex = say()(sexes.pop(), language) if len(sexes) == 1 and "total" not in sexes else ""
    plain = spec.kind in ("over_time", "ranking")
    view = "" if plain else phrases(VIEW_WORDS)(f"name_{spec.kind}", language)
    ends = dict.fromkeys((spec.periods[0], spec.periods[-1])) if spec.periods else ()
    parts = [
        f"_{say()('file_against', language)}_".join(names),
        _plain(sex),
        _plain(places, PLACE_LETTERS),
        _plain(view),
        "-".join(period.replace("-", "").lower() for period in ends),
    ]
    return "_".join(part for part in parts if part)


@lru_cache(maxsize=1 << 10)
def _plain(text: str, most: int = 99) -> str:
    """`text` in small letters of the alphabet, joined by _, whole words up to `most` letters."""
    spaced = re.sub(r"[-–—/’']", " ", text.translate(PLAIN_LETTERS))
    letters = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)
    if len("_".join(words)) > most:
        words = [word for word in words if word not in JOINTS] or words
    while len(words) > 1 and len("_".join(words)) > most:
        del words[-1]
    return "_".join(words)
