"""How to read a native drawing, in words under it: what its signs mean, where its axis begins."""

from __future__ import annotations

from collections.abc import Iterable

from indicators import formats
from indicators.spec import ChartSpec, Series
from layouts.exports.deck.chart_table import ChartTable
from layouts.exports.deck.words import say
from layouts.figures.rows import companion_notes, rank_notes
from layouts.figures.text import has_value, hollow_note, words

#: places left out that are named; of more the number is told
MOST_NAMED = 6


def line_notes(spec: ChartSpec, table: ChartTable, start: str | None) -> list[str]:
    """The notes of lines over time; `start` is where the axis begins, if not at zero."""
    language = spec.language
    parts = {one.part for one in table.series}
    named = [one for one in spec.series if one.role != "others"]
    found = [words("cut_axis", language, start=start)] if start else []
    found += pale_note(spec, "pale_points", named)
    if any(one.margins for one in table.series):
        drawn = {one.of.code for one in table.series if one.margins and one.of is not None}
        rest = any(
            mark.margin is not None for one in named if one.code not in drawn for mark in one.marks
        )
        found.append(say("some_margins", language) if rest else words("error_bars", language))
    if "mean" in parts:
        found.append(say("mean", language, smoothing=spec.smoothing))
    found += _breaks(spec, table)
    if "target" in parts:
        found.append(say("target", language))
    if "fan" in parts:
        found.append(say("fan_note", language))
    if "event" in parts and not all(event.text in spec.explanation for event in spec.events):
        told = [
            f"{number} {formats.period(event.period, language)}: {event.text.rstrip('.')}"
            for number, event in enumerate(spec.events, start=1)
        ]
        found.append(say("events", language, events="; ".join(told)))
    return [*found, *left_out(table, language)]


def _breaks(spec: ChartSpec, table: ChartTable) -> list[str]:
    """What the dashed lines are; what broke is not said again where the chart's words say it."""
    drawn = [
        item for item in spec.breaks
        if any(one.key == f"break:{item.period}" for one in table.series)
    ]  # fmt: skip
    said = " ".join([spec.explanation, *spec.notes])
    if not drawn:
        return []
    if all(item.text.rstrip(".") in said for item in drawn):
        return [say("dashed_known", spec.language)]
    return [
        say("dashed", spec.language, text=item.text.rstrip("."),
            period=formats.period(item.period, spec.language))
        for item in drawn
    ]  # fmt: skip


def bar_notes(spec: ChartSpec, table: ChartTable, pale: str = "pale_bars") -> list[str]:
    """The notes of a ranking."""
    found = [*rank_notes(spec), *companion_notes(spec)]
    found += pale_note(spec, pale, spec.series)
    if any(one.margins for one in table.series):
        found.append(words("error_bars", spec.language))
    return [*found, *without_value(spec, table)]


def pale_note(spec: ChartSpec, key: str, series: Iterable[Series]) -> list[str]:
    """What pale points or bars are: `hollow_note` of the screen, in the words of this drawing."""
    told = hollow_note("hollow_points", series, spec.language)
    if not told:
        return []
    words_ = told[0].partition(": ")[2].rstrip(".")
    return [say(key, spec.language, words=words_)]


def without_value(spec: ChartSpec, table: ChartTable) -> list[str]:
    """The places of a long ranking that have no value, counted or named."""
    missing = [
        one.name
        for one in spec.series
        if one.marks and not has_value(one.marks[0]) and one.name in table.left_out
    ]
    if not missing:
        return []
    return [say("without_value", spec.language, places=_places(missing, spec.language))]


def left_out(table: ChartTable, language: str) -> list[str]:
    """The places with values that this drawing leaves out."""
    if not table.left_out:
        return []
    return [say("left_out", language, places=_places(table.left_out, language))]


def _places(names: Iterable[str], language: str) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) > MOST_NAMED:
        return say("places", language, count=len(unique))
    return formats.listing(unique, language)
