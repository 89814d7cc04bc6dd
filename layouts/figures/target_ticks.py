"""Decided targets in a ranking: a tick in the place's row, and its value behind the place's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import formats
from indicators.spec import ChartSpec, Mark, Series, TargetLine
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import escape, has_value, shown, text_width, words, wrap

#: pixels: the tick, and the white that keeps it visible on a dark bar
LENGTH, THICK, HALO = 17, 2.4, 6.0

Drawn = Sequence[tuple[Series, Mark]]


@dataclass(frozen=True, slots=True)
class RowTexts:
    """What the rows of a ranking say where some have targets.

    `ends` are where the texts stand: past bar, margin and ticks; `hovers` name the targets too.
    """

    ends: list[float]
    texts: list[str]
    hovers: list[str]


def row_targets(spec: ChartSpec, drawn: Drawn) -> list[list[TargetLine]]:
    """The targets of each row; no list at all where the chart has none."""
    if not spec.targets:
        return []
    found: dict[str, list[TargetLine]] = {}
    for target in spec.targets:
        found.setdefault(target.code, []).append(target)
    return [found.get(one.code, []) for one, _ in drawn]


def values_of(targets: Sequence[Sequence[TargetLine]]) -> list[float]:
    """All values that the axis must hold."""
    return [one.value for own in targets for one in own]


def row_texts(
    spec: ChartSpec,
    drawn: Drawn,
    targets: Sequence[Sequence[TargetLine]],
    texts: Sequence[str],
    hovers: Sequence[str],
) -> RowTexts:
    """`texts` and `hovers` of the rows with their targets."""
    found = RowTexts([], [], [])
    for (_, mark), own, text, hovered in zip(drawn, targets, texts, hovers, strict=True):
        side = -1 if text.startswith(formats.MINUS) else 1
        end = (mark.value or 0.0) + side * (mark.margin or 0.0) if has_value(mark) else 0.0
        past = side * max(side * value for value in (end, *(one.value for one in own)))
        found.ends.append(past)
        told = f"{text} · {_beside(spec, own)}" if own else text
        if past != end:  # the text starts at a tick: off its white edge
            told = told + formats.NBSP if side < 0 else formats.NBSP + told
        found.texts.append(told)
        found.hovers.append("<br>".join([hovered, *(escape(one.label) for one in own)]))
    return found


def room_right(
    told: RowTexts, targets: Sequence[Sequence[TargetLine]], high: float, left: float
) -> float:
    """Pixels right of the plot that the rows with targets need on a telephone, if any.

    A text that starts at the share `s` of the plot has the rest of the plot before the margin: of
    `whole` pixels for both, the margin must hold (width - (1 - s) * whole) / s.
    """
    from layouts.figures.lines import PHONE  # with goals only; the ranking does not need the lines

    whole, found = PHONE - left, 0.0
    for end, text, own in zip(told.ends, told.texts, targets, strict=True):
        if own and end > 0 < high:
            share = end / high
            width = text_width(text, 12) * 1.12 + 10
            found = max(found, (width - (1 - share) * whole) / share)
    # the plot keeps a third, however long the texts
    return min(found, whole * 2 / 3)


def _beside(spec: ChartSpec, targets: Sequence[TargetLine]) -> str:
    """``mål 4 000``: what follows the value of a place; years stand in the note and the hover."""
    values = dict.fromkeys(shown(spec, target.value) for target in targets)
    return words("target_beside", spec.language, values=", ".join(values))


def target_marks(
    targets: Sequence[Sequence[TargetLine]], at: Sequence[float], length: float = LENGTH
) -> list[Figure]:
    """A black tick with a white edge for every target, across the bar of its row."""
    placed = [(row, one) for row, own in zip(at, targets, strict=True) for one in own]
    if not placed:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [target.value for _, target in placed],
            "y": [row for row, _ in placed],
            "hovertext": [
                "<br>".join(escape(line) for line in wrap(target.told, 44)) for _, target in placed
            ],
            "hoverinfo": "text" if name == "targets" else "skip",
            "cliponaxis": False,
            "marker": {
                "symbol": "line-ns",
                "size": length,
                "opacity": 1,
                "line": {"color": colour, "width": width},
            },
            "meta": {name: [target.goal for _, target in placed]},
        }
        for name, colour, width in (
            ("target_halo", theme.WHITE, HALO),
            ("targets", theme.INK, THICK),
        )
    ]


def tick_note(spec: ChartSpec, targets: Sequence[Sequence[TargetLine]]) -> list[str]:
    """What the ticks are: targets of which year, and whose."""
    due: dict[str, list[str]] = {}
    for own in targets:
        for target in own:
            due.setdefault(formats.period(target.period, spec.language), []).append(target.name)
    if not due:
        return []
    listing = formats.listing
    told = (f"{when} ({listing(names, spec.language)})" for when, names in due.items())
    return [words("target_tick", spec.language, targets="; ".join(told))]
