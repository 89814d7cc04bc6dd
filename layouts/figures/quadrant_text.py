"""Around level and change: the words of the four fields, the axes' titles, the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from indicators.phrases import phrases
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import escape, hollow_note, words

WORDS = Path(__file__).parents[1] / "words" / "quadrant.toml"
#: the marks of a place
VALUE, LEVEL, CHANGE, AHEAD = 0, 1, 2, 3


def axis_title(key: str, spec: ChartSpec, at: int) -> str:
    """What an axis shows and in what unit; `key` is ``up`` or ``right``."""
    column = spec.columns[at]
    return phrases(WORDS)(key, spec.language, name=column.name, unit=column.unit)


def corner_words(texts: Sequence[Sequence[str]]) -> list[Figure]:
    """The fields' words at their corners, above and below the plot."""
    found = []
    for index, lines in enumerate(texts):
        right, bottom = index % 2, index // 2
        found.append(
            _paper(lines, right, 1 - bottom, "bottom" if not bottom else "top")
            | {
                "text": "<br>".join(f"<b>{escape(line)}</b>" for line in lines),
                "xanchor": "right" if right else "left",
                "align": "right" if right else "left",
                "yshift": -3 if bottom else 3,
                "font": {"size": 13, "color": theme.INK},
            }
        )
    return found


def axis_titles(
    titles: Sequence[Sequence[str]], above: float, below: float, left: float
) -> list[Figure]:
    """What runs upwards, over the plot, and what runs to the right, under it."""
    font = {"size": 12, "color": theme.MUTED}
    base: Figure = {"xanchor": "left", "align": "left", "xshift": -round(left), "font": font}
    return [
        _paper(titles[0], 0, 1, "bottom") | base | {"yshift": above + 8},
        _paper(titles[1], 0, 0, "top") | base | {"yshift": -(below + 24)},
    ]


def _paper(lines: Sequence[str], x: float, y: float, anchor: str) -> Figure:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "yanchor": anchor,
        "text": "<br>".join(escape(line) for line in lines),
        "showarrow": False,
    }


def notes(spec: ChartSpec, drawn: Sequence[Series], named: int) -> list[str]:
    """What hollow points and whiskers mean, and that not all of the points have a name."""
    # what we computed from the values is no reason to call them derived
    values = [replace(one, marks=one.marks[: VALUE + 1]) for one in drawn]
    notes = hollow_note("hollow_points", values, spec.language)
    if any(one.marks[LEVEL].margin for one in drawn if one.role != "others"):
        notes.append(words("error_bars", spec.language))
    if named < len(drawn):
        notes.append(phrases(WORDS)("unnamed", spec.language))
    return notes
