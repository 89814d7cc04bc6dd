"""How the series of a chart look: colours, dashes and markers by role.

A region's own colours hold within ``theme.colours(profile.colours)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.exports.deck.chart_table import ChartTable
from layouts.figures.traces import paler

MEAN, TARGET, FAN, FAN_END = 1.5, 1.5, 1.75, 1.0


def line_looks(spec: ChartSpec, table: ChartTable) -> list[theme.Style]:
    """The style of every series of lines: those of a place all look alike, its mean is pale."""
    shown = list(dict.fromkeys(
        one.of for one in table.series if one.of is not None and one.part == "values"
    ))  # fmt: skip
    named = [one for one in shown if one.role != "others"]
    by_sex = len({one.sex for one in shown}) > 1
    styles = dict(zip(named, theme.styles(named, by_sex=by_sex), strict=True))
    found = []
    for one in table.series:
        look = styles.get(one.of, theme.OTHERS) if one.of is not None else theme.OTHERS
        if one.part == "mean":
            look = replace(look, colour=paler(look.colour), dash="solid", width=MEAN)
        elif one.part == "target":
            look = replace(look, dash="dash", width=TARGET, symbol="circle")
        elif one.part in ("fan", "fan_end"):
            look = _fan(spec, styles, one.part == "fan")
        elif one.part in ("break", "event"):
            look = replace(theme.OTHERS, colour=theme.MUTED)
        found.append(look)
    return found


def _fan(spec: ChartSpec, styles: Mapping[Series, theme.Style], middle: bool) -> theme.Style:
    code = spec.targets[0].code if spec.targets else ""
    found = next((look for one, look in styles.items() if one.code == code), theme.OTHERS)
    if middle:
        return replace(found, dash="dot", width=FAN)
    return replace(found, colour=paler(found.colour), dash="dot", width=FAN_END)
