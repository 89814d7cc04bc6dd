"""The words of two points in time: how a place changed, the order, and the chart told aloud."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.geography import RIKET, THE_THREE
from indicators import formats, naming, telling
from indicators.cautions import margin_unpublished
from indicators.framing import noise_of
from indicators.material import Material
from indicators.measures import error_of
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.quadrants import excess, in_points, side, visible
from indicators.spans import has_jump, value_in, why_no_change
from indicators.spec import ChartSpec, Column, Mark, Series
from indicators.telling.spans import (
    error_rule,
    explanation,
    listed,
    missing_word,
    notes,
    points_symbol,
    processing,
    span_words,
    subtitle,
)
from indicators.telling.spans import say as say_spans
from indicators.values import Values

WORDS = Path(__file__).parents[1] / "words" / "two_points.toml"
#: places named among the largest rises and falls
MOST_TOLD = 3


def say() -> Phrases:
    """The phrases of this view, read at first use."""
    return phrases(WORDS)


def columns(indicator: Indicator, selection: Selection) -> tuple[Column, ...]:
    """The value in the earlier period, in the later, and the change between them."""
    language, when = selection.language, span_words(selection)
    unit = indicator.unit[language]
    symbol = indicator.symbol[language] if indicator.symbol else ""
    points = points_symbol(language)
    return (
        Column(when["base"], unit, symbol, indicator.decimals, period=selection.base or ""),
        Column(when["period"], unit, symbol, indicator.decimals, period=selection.period or ""),
        Column(
            say_spans()("column_change", language, span=when["span"]),
            points if indicator.percent else unit,
            points if indicator.percent else symbol,
            indicator.decimals,
            signed=True,
        ),
    )


def direction_of(change: Mark, error: float, decimals: int) -> int:
    """1 for a rise, −1 for a fall, 0 for none that the figures can carry."""
    return 0 if change.value is None else side(change.value, visible(error, decimals))


def change_error(values: Values, code: str, selection: Selection, indicator: Indicator) -> float:
    """The error of the change of a place: both ends err."""
    asked = replace(selection, measure="change")
    return error_of(values, code, asked, indicator, noise_of(indicator))


def said(
    values: Values,
    code: str,
    change: Mark,
    selection: Selection,
    indicator: Indicator,
    unsure: bool = False,
) -> str:
    """A place's change in words: which way, by how many per cent, or why there is none.

    `unsure` is a sample survey without published margins (rule 11): its values are higher or
    lower, and whether anything has risen or fallen nobody can tell.
    """
    base, period, language = selection.base or "", selection.period or "", selection.language
    if change.value is None:
        why = why_no_change(values, code, base, period)
        return _large(missing_word(why, language))
    error = change_error(values, code, selection, indicator)
    way = direction_of(change, error, indicator.decimals)
    style = "_plain" if unsure else ""
    if way == 0:
        return _large(say()(f"word_same{style}", language))
    word = say()(f"word_up{style}" if way > 0 else f"word_down{style}", language)
    earlier, later = value_in(values, code, base).value, value_in(values, code, period).value
    assert earlier is not None and later is not None
    percent = None if in_points(indicator) else excess(later, earlier)
    if percent is not None:
        text = formats.number(percent, 1, language, signed=True)
        sign = "%" if language == "en" else f"{formats.NBSP}%"
        word = say()("with_percent", language, word=word, percent=text + sign)
    if indicator.one_firm and code != RIKET and has_jump(values, code, base, period):
        word = say()("with_firms", language, word=word)
    return _large(word)


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def complete(
    spec: ChartSpec, material: Material, selection: Selection, one_sex: bool, sides: dict[str, int]
) -> ChartSpec:
    """`spec` with its words; `sides` are the directions of all places that have a change."""
    language, indicator = selection.language, material.indicator
    # without any change the later value is all there is to sort by
    by = selection if sides else replace(selection, order="level")
    when, order = span_words(selection), order_words(indicator, by)
    ends = {"base": when["base"], "period": when["period"]}
    where = naming.ranked_where(spec)
    name = indicator.name[language]
    unsure = margin_unpublished(indicator, material.datasets)
    rules = []
    if not unsure:
        rules = [say()("explanation", language, rule=error_rule(indicator, language))]
    spec = replace(
        spec,
        title=say()("title", language, name=name, where=where, **ends),
        subtitle=subtitle([order], indicator, selection),
        said=say()("said", language),
        processing=processing(say()("processing", language, **ends), spec, material, selection),
        explanation=explanation(rules, 0, spec, material),
        notes=tuple(_notes(spec, material, selection, one_sex)),
        file_name=naming.file_name(spec, indicator),
    )
    if not any(mark.value is not None for item in spec.series for mark in item.marks):
        spec = replace(spec, empty=naming.say()("empty_none", language))
    return replace(spec, alt=_alternative(spec, order, sides, unsure))


def order_words(indicator: Indicator, selection: Selection) -> str:
    """How the places are sorted; best first where the indicator has a direction."""
    end = "lowest" if indicator.direction == "down" else "highest"
    when = span_words(selection)["period"]
    fields = {"period": when} if selection.order == "level" else {}
    return say()(f"order_{selection.order}_{end}", selection.language, **fields)


def _notes(spec: ChartSpec, material: Material, selection: Selection, one_sex: bool) -> list[str]:
    """The shared cautions, and which places have no change for a reason of their own."""
    values, language = material.any, selection.language
    base, period = selection.base or "", selection.period or ""
    found = notes(spec, material, selection, one_sex)
    reasons = {item.code: why_no_change(values, item.code, base, period) for item in spec.series}
    for why in ("own_break", "publication", "missing"):
        lost = [item for item in spec.series if reasons[item.code] == why]
        if lost:
            places = listed(lost, language)
            found.append(formats.sentence(say_spans()(f"note_{why}", language, places=places)))
    return found


def _alternative(spec: ChartSpec, order: str, sides: dict[str, int], unsure: bool) -> str:
    """What a sighted reader sees: how many rise and fall, the largest changes, our counties."""
    if spec.empty:
        return spec.empty
    language, places = spec.language, [s for s in spec.series if s.role != "reference"]
    head = {
        "title": spec.title,
        "unit": formats.sentence(telling.unit_of_sex(spec)).rstrip("."),
        "count": len(spec.series),
        "order": order,
    }
    counted = [sides.get(item.code) for item in places]
    style = "_plain" if unsure else ""
    lines = [
        say()("alt", language, **head),
        say()(
            f"alt_counts{style}",
            language,
            count=len(places),
            up=counted.count(1),
            down=counted.count(-1),
            same=counted.count(0),
            missing=counted.count(None),
        ),
    ]
    for key, way in ((f"alt_rises{style}", 1), (f"alt_falls{style}", -1)):
        moved = [item for item in places if sides.get(item.code) == way]
        moved.sort(key=lambda item, way=way: -way * (item.marks[2].value or 0.0))  # type: ignore[misc]
        if moved:
            told = [f"{s.name} ({_told(spec, s.marks[2], 2)})" for s in moved[:MOST_TOLD]]
            lines.append(say()(key, language, places=formats.listing(told, language)))
    own = [item for item in spec.series if item.code in THE_THREE or item.role == "group"]
    return " ".join(lines + [_place(spec, item) for item in own])


def _place(spec: ChartSpec, item: Series) -> str:
    first, last, change = item.marks
    language = spec.language
    if first.value is None and last.value is None:
        return say()("alt_none", language, place=item.name)
    if first.value is None or last.value is None:
        index = 0 if last.value is None else 1
        value = _told(spec, item.marks[index], index)
        when = spec.columns[index].name
        return say()("alt_only", language, place=item.name, value=value, when=when, why=item.said)
    both = {"first": _told(spec, first, 0), "last": _told(spec, last, 1)}
    ends = {"base": spec.columns[0].name, "period": spec.columns[1].name}
    moved = item.said if change.value is None else f"{item.said}: {_told(spec, change, 2)}"
    return say()("alt_place", language, place=item.name, change=moved, **both, **ends)


def _told(spec: ChartSpec, mark: Mark, index: int) -> str:
    """A value with its unit, in the form of its column."""
    return told(mark.value, spec.columns[index], spec.language)


def told(value: float | None, column: Column, language: str) -> str:
    """`value` with its short unit and, where the column is of differences, its sign."""
    return formats.with_unit(value, column.decimals, language, column.symbol, column.signed)
