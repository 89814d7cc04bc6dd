"""What stands in and around one small panel: its lines, its name, its periods, its zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.geography import RIKET
from indicators import formats
from indicators.spec import ChartSpec, Series, TargetLine
from layouts import theme
from layouts.figures.events import events_note
from layouts.figures.frame import SMALL, Figure
from layouts.figures.targets import target_traces
from layouts.figures.text import has_value, hollow_note, words
from layouts.figures.traces import band, has_band, has_margin, line, mean, say, whiskers

REFERENCE_WIDTH = 1.2
PLAIN = theme.Style(theme.MUTED, "solid", "circle", theme.WIDTH)
HOME_WIDTH = 2.6
#: more points than this in a line are drawn smaller
MANY_POINTS = 12


def traces(
    spec: ChartSpec, series: Sequence[Series], small: bool, targets: Sequence[TargetLine] = ()
) -> list[Figure]:
    """The lines of one place: margins, means and targets behind, then its values."""
    several = len({one.sex for one in spec.series}) > 1
    pairs = [(one, _look(one, several)) for one in series]
    found = [band(one, look) for one, look in pairs if has_band(one)]
    found += [mean(spec, one, look) for one, look in pairs if one.smoothed]
    if targets:
        found += target_traces(spec, targets, pairs)
    return found + [_line(spec, one, look, small) for one, look in pairs]


def _look(one: Series, several: bool) -> theme.Style:
    """A place's own colour and line where it has one; the others need none, being named."""
    if several:
        return replace(theme.style(one.code, one.role, one.sex), width=theme.WIDTH)
    if one.code not in theme.PLACES:
        return PLAIN
    width = HOME_WIDTH if one.role == "home" else theme.WIDTH
    return replace(theme.style(one.code, one.role), width=width)


def _line(spec: ChartSpec, one: Series, look: theme.Style, small: bool) -> Figure:
    trace = line(spec, one, look)
    size = 4 if small or len(one.marks) > MANY_POINTS else 6
    trace["marker"] |= {"size": size, "line": {"color": look.colour, "width": 1}}
    if has_margin(one) and not has_band(one):
        trace["error_y"] = whiskers(one, look)
    return trace


def reference_line(spec: ChartSpec, one: Series) -> Figure:
    """The thin line that is the same in every panel; markers only where it is not a line."""
    black = theme.style(RIKET, "reference").colour
    trace = line(spec, one, theme.Style(black, "solid", "circle", REFERENCE_WIDTH))
    valued = sum(has_value(mark) for mark in one.marks)
    trace["mode"] = "lines" if valued > 2 * (len(one.cuts) + 1) else "lines+markers"
    trace["marker"] |= {"size": 3, "line": {"color": black, "width": 1}}
    return trace


def title(lines: Sequence[str], left: float, top: float, size: float) -> Figure:
    """The name and newest value above a panel whose upper left corner is at `left`, `top`."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": top,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 3,
        "align": "left",
        "text": "<br>".join(lines),
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": theme.INK},
    }


def time_texts(
    times: Sequence[tuple[float, str]],
    span: tuple[float, float],
    axis: str,
    bottom: float,
    lane: int,
) -> list[Figure]:
    """Periods under a panel; the outermost are kept within it, and so clear of the next panel."""
    found = []
    for place, text in times:
        edge = (place - span[0]) / (span[1] - span[0])
        side = "left" if edge < 0.1 else "right" if edge > 0.9 else "center"
        found.append(
            {
                "x": {"left": span[0], "right": span[1], "center": place}[side],
                "xref": axis,
                "y": bottom,
                "yref": "paper",
                "xanchor": side,
                "yanchor": "top",
                "yshift": -3 - lane,
                "align": side,
                "text": text,
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": SMALL, "color": theme.MUTED},
            }
        )
    return found


def zero(x: str, y: str, below: bool) -> Figure:
    """The line at zero in one panel, darker where there are values `below` it."""
    line_ = {"color": theme.MUTED if below else theme.GUIDE, "width": 1}
    return {"type": "line", "xref": f"{x} domain", "yref": y, "x0": 0, "x1": 1, "y0": 0, "y1": 0,
            "line": line_, "layer": "below"}  # fmt: skip


def notes(
    spec: ChartSpec, drawn: Sequence[Series], reference: Sequence[Series], start: str | None
) -> list[str]:
    """What a reader of the panels must know; `start` is where a shared axis begins if cut."""
    language = spec.language
    found = []
    if spec.own_axes:
        # any of them may be cut, each where its own figures say
        found.append(say()("own_axes", language))
    elif start is not None:
        found.append(words("cut_axis", language, start=start))
    found += [say()("reference", language, place=one.name) for one in reference]
    if len({one.sex for one in drawn}) > 1:
        found.append(say()("sexes", language))
    found += hollow_note("hollow_points", drawn, language)
    own = [one for one in drawn if one not in reference]
    if any(has_band(one) for one in own):
        found.append(say()("band_own", language))
    if any(has_margin(one) and not has_band(one) for one in own):
        found.append(words("error_bars", language))
    if spec.smoothing:
        found.append(say()("mean", language, smoothing=spec.smoothing))
    for item in spec.breaks:
        when = formats.period(item.period, language)
        found.append(say()("dotted", language, period=when, text=item.text.rstrip(".")))
    return found + events_note(spec)
