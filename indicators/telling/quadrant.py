"""The words of level and change: columns, quadrants, what is near, the chart told aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from data.model import period_position
from indicators import formats, naming, telling
from indicators.cautions import margin_unpublished
from indicators.material import Material
from indicators.model import Direction, Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.quadrants import PROGRESS, Word, excess, in_points, quadrant_word
from indicators.spans import comparable_bases, why_no_change
from indicators.spec import ChartSpec, Column, Series, TargetLine
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
from indicators.telling.two_points import told
from indicators.values import Values

WORDS = Path(__file__).parents[1] / "words" / "quadrant.toml"
#: words that tell of a change no different from the reference's
PRINTED_ALIKE: tuple[Word, ...] = ("higher_same", "lower_same", "near_same")
#: fact of the chart: 1 where higher is better, −1 where lower is, 0 where neither may be said
BETTER = "better"
#: fact of the chart: 1 where places stand in points from the reference, 0 where in per cent
POINTS = "points"
#: quadrants as (level, change) against the reference, from the top left by rows
CORNERS = ((-1, 1), (1, 1), (-1, -1), (1, -1))


def say() -> Phrases:
    """The phrases of this view, read at first use."""
    return phrases(WORDS)


def verdict_direction(material: Material) -> Direction:
    """The indicator's direction; none for a sample whose margins of error were not published.

    Without them nobody can tell a county that falls behind from a sample that fell otherwise.
    """
    if margin_unpublished(material.indicator, material.datasets):
        return "none"
    return material.indicator.direction


def reference_words(code: str, language: str) -> dict[str, str]:
    """The reference's name, and what is its: ``Riket`` and ``Rikets``."""
    name = geographies()[code].short(language)
    end = "’s" if language == "en" else ":s" if name[-1].isdigit() else "s"
    return {"reference": name, "references": name + end}


def columns(indicator: Indicator, selection: Selection, reference: str) -> tuple[Column, ...]:
    """The value, its level against the reference, its change, and that less the reference's."""
    language, when = selection.language, span_words(selection)
    names = reference_words(reference, language)
    unit, symbol = indicator.unit[language], ""
    if indicator.symbol:
        symbol = indicator.symbol[language]
    points = points_symbol(language)
    percent = say_spans()("percent", language)
    if indicator.percent:
        forms = [(points, points)] * 3
    elif in_points(indicator):
        forms = [(unit, symbol)] * 3
    else:
        forms = [(percent, "%"), (percent, "%"), (points, points)]
    decimals = indicator.decimals if in_points(indicator) else 1
    heads = (
        say()("column_level", language, period=when["period"], reference=names["reference"]),
        say_spans()("column_change", language, span=when["span"]),
        say()("column_against", language, span=when["span"], references=names["references"]),
    )
    period = selection.period or ""
    differences = (
        Column(head, *form, decimals, True, period if index == 0 else "")
        for index, (head, form) in enumerate(zip(heads, forms, strict=True))
    )
    return (Column(when["period"], unit, symbol, indicator.decimals, period=period), *differences)


def word_text(word: Word, jumped: bool, reference: str, language: str, unsure: bool = False) -> str:
    """A word of :func:`indicators.quadrants.quadrant_word` as people read it.

    Where a jump that one firm may account for lies within the span, a word of progress gives way
    to that, and all others carry it in brackets (rule 10). `unsure` is a sample survey without
    published margins (rule 11): of a difference too small to print it is said only that.
    """
    if jumped and word in PROGRESS:
        word = "one_firm"
    style = "_plain" if unsure and word in PRINTED_ALIKE else ""
    text = say()(f"word_{word}{style}", language, **reference_words(reference, language))
    if jumped and word != "one_firm":
        text = say()("with_firms", language, word=text)
    return text[:1].upper() + text[1:]


def corners(spec: ChartSpec) -> tuple[str, ...]:
    """The words of the four quadrants, from the top left by rows."""
    better = round(spec.facts[BETTER])
    reference = reference_of(spec)
    direction: Direction = "up" if better > 0 else "down" if better else "none"
    words = (quadrant_word(level, change, 0, 0, direction) for level, change in CORNERS)
    return tuple(word_text(word, False, reference.code, spec.language) for word in words)


def reference_of(spec: ChartSpec) -> Series:
    """The place that all others are held against: the first reference, always in the chart."""
    return next(item for item in spec.series if item.role == "reference")


def target_level(spec: ChartSpec, target: TargetLine) -> float | None:
    """Where a target lies on the level's axis: held against the reference as the values are.

    None where the reference has no value, or none that per cent can be taken of.
    """
    base = reference_of(spec).marks[0].value
    if base is None:
        return None
    return target.value - base if spec.facts[POINTS] else excess(target.value, base)


def has_point(item: Series) -> bool:
    """Tell whether a place can be drawn: it has both a level and a change to hold against."""
    return item.marks[1].value is not None and item.marks[3].value is not None


def complete(spec: ChartSpec, material: Material, selection: Selection, one_sex: bool) -> ChartSpec:
    """`spec` with its words."""
    language, indicator = selection.language, material.indicator
    reference = reference_of(spec)
    names, when = reference_words(reference.code, language), span_words(selection)
    form = "relative" if not in_points(indicator) else "points" if indicator.percent else "unit"
    name, where = indicator.name[language], naming.ranked_where(spec)
    added = say()(f"subtitle_{form}", language, **names)
    way = "relative" if form == "relative" else "points"
    rules = []
    if not margin_unpublished(indicator, material.datasets):
        rules = [say()("explain_near", language, rule=error_rule(indicator, language), **names)]
    if spec.facts[BETTER]:
        rules.insert(0, say()("explain_verdict", language, **names))
    spec = replace(
        spec,
        title=say()("title", language, name=name, where=where, **names, **when),
        subtitle=subtitle([added], indicator, selection),
        said=say()("said", language, **names),
        processing=processing(
            say()(f"processing_{way}", language, **names, **when), spec, material, selection
        ),
        explanation=explanation(rules, 1, spec, material),
        notes=tuple(_notes(spec, material, selection, one_sex)),
        file_name=naming.file_name(spec, indicator),
    )
    if not any(has_point(item) for item in spec.series if item.role != "reference"):
        spec = replace(spec, empty=_empty(material.any, reference.code, selection))
    return replace(spec, alt=_alternative(spec, names))


def _empty(values: Values, reference: str, selection: Selection) -> str:
    """That no place can be compared, and the nearest two periods in which ours can."""
    language, asked = selection.language, selection.period or ""
    said = say()("empty", language, **span_words(selection))
    far = period_position(asked)
    for period in sorted(values.periods, key=lambda each: abs(period_position(each) - far)):
        for code in (selection.home, NORRA_MELLANSVERIGE):
            for base in comparable_bases(values, code, period):
                if not why_no_change(values, reference, base, period):
                    when = span_words(replace(selection, base=base, period=period))
                    return f"{said} {say_spans()('instead', language, **when)}"
    return said


def why_no_point(values: Values, code: str, reference: str, selection: Selection) -> str:
    """Why a place has no point, in a few words."""
    base, period, language = selection.base or "", selection.period or "", selection.language
    why = why_no_change(values, code, base, period)
    if why:
        return missing_word(why, language)
    if why_no_change(values, reference, base, period):
        return say()("why_reference", language, **reference_words(reference, language))
    return say()("why_zero", language)


def _notes(spec: ChartSpec, material: Material, selection: Selection, one_sex: bool) -> list[str]:
    """The shared cautions, what the words may not say here, and which places have no point."""
    language, reference = selection.language, reference_of(spec)
    names, found = reference_words(reference.code, language), []
    if material.indicator.direction != "none" and not spec.facts[BETTER]:
        kind = "county" if material.indicator.level == "county" else "region"
        found.append(say()(f"note_plain_{kind}", language))
    if reference.code != RIKET:
        found.append(say()("note_reference", language, **names))
    lost: dict[str, list[Series]] = {}
    for item in spec.series:
        if item.role != "reference" and not has_point(item):
            why = why_no_point(material.any, item.code, reference.code, selection)
            lost.setdefault(why, []).append(item)
    if lost:
        told_of = [
            say()("no_point", language, place=listed(items, language), why=why)
            for why, items in lost.items()
        ]
        found.append(say()("note_no_point", language, places="; ".join(told_of)))
    shared = notes(spec, material, selection, one_sex)
    return [*(formats.sentence(note) for note in found), *shared]


def _alternative(spec: ChartSpec, names: Mapping[str, str]) -> str:
    """What a sighted reader sees: how many places in each quadrant, and where our counties are."""
    if spec.empty:
        return spec.empty
    language = spec.language
    points = [item for item in spec.series if item.role != "reference" and has_point(item)]
    counted = Counter(item.said for item in points)
    lines = [
        say()(
            "alt",
            language,
            title=spec.title,
            unit=formats.sentence(telling.unit_of_sex(spec)).rstrip("."),
            count=len(points),
            **names,
        ),
        say()(
            "alt_counts",
            language,
            counts="; ".join(
                say()("alt_count", language, word=word, count=count)
                for word, count in counted.most_common()
            ),
        ),
    ]
    for item in spec.series:
        if item.code not in THE_THREE and item.role not in ("group", "home"):
            continue
        if not has_point(item):
            lines.append(say()("alt_no_point", language, place=item.name, why=item.said))
            continue
        level, change = (told(item.marks[i].value, spec.columns[i], language) for i in (1, 3))
        fields = {"level": level, "change": change, "word": item.said}
        lines.append(say()("alt_place", language, place=item.name, **fields, **names))
    return " ".join(lines)
