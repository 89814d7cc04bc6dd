"""Small multiples: a small chart for each place, with the reference as a thin line in all of them.

A figure has a fixed height and takes the width of the screen, which it does not know. Few places
therefore stand one under another, some in two columns and many in three: no panel is narrower than
its name on a telephone, and none is taller than a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.model import period_position
from indicators import formats
from indicators.spec import ChartSpec, Series, TargetLine
from layouts import theme
from layouts.figures.breaks import break_lines
from layouts.figures.events import events, lane_height, lanes
from layouts.figures.frame import SMALL, Figure, axis, frame, text_axis
from layouts.figures.lines import PHONE, TICK_ROOM, last_value, newest_period, time_span, value_axis
from layouts.figures.panel_marks import notes, reference_line, time_texts, title, traces, zero
from layouts.figures.scale import period_ticks, tick_texts
from layouts.figures.targets import target_notes, target_places, target_values, targets_in
from layouts.figures.text import escape, has_value, shown, text_width, wrap

#: so many panels and more stand in three columns, so many in two
THREE, TWO = 9, 4
HEIGHTS = {1: 120, 2: 104, 3: 84}
#: letters of a title: "Västernorrland" finds room in the narrowest of three panels
LETTERS = {1: 12.5, 2: 12.5, 3: 11.0}
TITLE_LINE, ROW_GAP = 15, 14
#: pixels between two panels on a telephone
GAP = 12
#: the sign of a target, as drawn
RING = "⊕"
#: pixels of a wide figure, its columns at most, and the rows that it is to have
SLIDE, MOST_WIDE, WIDE_ROWS = 1000, 7, 3
#: ticks that a small value axis is to have
TICKS = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """The series of one place, the ticks of its value axis, and the lines of its title."""

    series: tuple[Series, ...]
    ticks: tuple[float, ...]
    title: tuple[str, ...]
    targets: tuple[TargetLine, ...] = ()


def panels(spec: ChartSpec, wide: bool = False) -> Figure:
    """The figure of a ``panels`` spec; the caller has seen that there is something to draw.

    A `wide` one has more columns, for a slide: a telephone has no room for it.
    """
    drawn = [one for one in spec.series if any(has_value(mark) for mark in one.marks)]
    reference = [one for one in drawn if one.role == "reference"]
    inner = [one for one in drawn if one.role != "reference"]
    if not inner:
        inner, reference = reference, []
    codes = list(dict.fromkeys(one.code for one in inner))
    if wide:
        columns = min(MOST_WIDE, max(TWO, -(-len(codes) // WIDE_ROWS)))
        grid = _Grid(spec, inner, reference, columns, SLIDE)
    else:
        grid = _Grid(spec, inner, reference, _columns(len(codes), spec.own_axes))
    grid.fill([grid.panel([one for one in inner if one.code == code]) for code in codes])
    return grid.figure()


def _columns(count: int, own_axes: bool) -> int:
    """Columns for so many panels; axes of their own take room beside each."""
    if count < TWO:
        return 1
    return 2 if count < THREE or own_axes else 3


class _Grid:
    """The panels, laid out downwards in pixels; turned into shares of the height when all is known.

    Widths are shares from the start. They are chosen so that everything has room on a telephone.
    """

    def __init__(
        self,
        spec: ChartSpec,
        inner: Sequence[Series],
        reference: Sequence[Series],
        columns: int,
        screen: int = PHONE,
    ) -> None:
        self.spec, self.inner, self.reference, self.columns = spec, inner, reference, columns
        #: many columns are drawn as three are
        self.size = min(columns, 3)
        self.drawn = [*inner, *reference]
        #: what lies behind the lines of every panel
        self.behind = [reference_line(spec, one) for one in reference]
        periods = {*spec.periods, *(mark.period for one in self.drawn for mark in one.marks)}
        self.periods = sorted(periods, key=period_position)
        self.places = [period_position(period) for period in self.periods]
        self.targets = targets_in(spec, inner)
        beyond = [target.period for target in self.targets]
        #: the periods that the time axis reaches over, those of the targets too
        self.reach = sorted({*self.periods, *beyond}, key=period_position)
        self.span = time_span(sorted([*self.places, *target_places(spec, self.targets)]))
        self.newest = newest_period(self.drawn)
        held = target_values(spec, self.targets)
        self.shared, self.cut = value_axis(spec, self.drawn, TICKS, held)
        self.left = self._left()
        self.gap = GAP + (self.left if spec.own_axes else 0)
        self.room = screen - self.left - GAP
        self.width = (self.room - self.gap * (columns - 1)) / columns
        self.happened = lanes(spec, self.span, self.width)
        self.lane = lane_height(self.happened)
        self.times = self._times()
        lines = 2 if any("<br>" in text for _, text in self.times) else 1
        self.below = self.lane + 6 + 13 * lines
        #: top and bottom of every row in pixels, with its panels
        self.rows: list[tuple[float, float, Sequence[Panel]]] = []

    def _left(self) -> float:
        """Pixels that the widest tick of any value axis takes."""
        axes: list[Sequence[float]] = [self.shared]
        if self.spec.own_axes:
            axes = [self._own_ticks(code) for code in {one.code for one in self.inner}]
        return max(text_width(text, SMALL) for one in axes for text in self._texts(one)) + 8

    def _texts(self, ticks: Sequence[float]) -> list[str]:
        return tick_texts(ticks, self.spec.language, self.spec.signed)

    def _own_ticks(self, code: str) -> list[float]:
        within = [one for one in self.inner if one.code == code]
        held = target_values(self.spec, [one for one in self.targets if one.code == code])
        return value_axis(self.spec, [*within, *self.reference], TICKS, held)[0]

    def _times(self) -> list[tuple[float, str]]:
        """The periods named under a panel: the first and the last, and others that have room."""
        reach = [period_position(period) for period in self.reach]
        first, last = reach[0], reach[-1]
        ends = dict.fromkeys((self.reach[0], self.reach[-1]))
        named = [period_ticks([period], self.spec.language) for period in ends]
        found = {places[0]: texts[0] for places, texts in named}
        # the outermost texts are moved inwards by half their width
        most = min(4, int(self.width / (TICK_ROOM * 1.5)))
        if self.columns < 3 and most > 1:
            near = (last - first) / most - 1e-6
            ticks = period_ticks(self.reach, self.spec.language, most)
            for place, text in zip(*ticks, strict=True):
                if place - first >= near and last - place >= near:
                    found[place] = text
        return sorted(found.items())

    def panel(self, series: Sequence[Series]) -> Panel:
        """A panel of one place; the title holds its newest value, or its women's and men's."""
        ticks = self._own_ticks(series[0].code) if self.spec.own_axes else self.shared
        lasts = [last_value(one) for one in series]
        values = " / ".join(shown(self.spec, mark.value) for mark in lasts)
        if any(mark.period != self.newest for mark in lasts):
            values += f" ({formats.period(lasts[0].period, self.spec.language)})"
        name = series[0].name
        if self.columns < 3 and text_width(f"{name}  {values}", LETTERS[self.size]) < self.width:
            lines = [f"<b>{escape(name)}</b>  {values}"]
        else:
            wrapped = wrap(name, max(9, int(self.width / 7.4)), 3)
            lines = [*(f"<b>{escape(part)}</b>" for part in wrapped), values]
        targets = tuple(one for one in self.targets if one.code == series[0].code)
        letters = max(9, int(self.width / 7.4))
        for target in targets:
            # in a panel of women and men it is told whose target it is
            whose = target.name.removeprefix(name).removeprefix(", ")
            told = ", ".join(part for part in (whose, target.label) if part)
            lines += map(escape, wrap(f"{RING} {told}", letters, 3))
        return Panel(tuple(series), tuple(ticks), tuple(lines), targets)

    def fill(self, found: Sequence[Panel]) -> None:
        """Lay `found` out in rows."""
        height = 0.0
        for start in range(0, len(found), self.columns):
            row = found[start : start + self.columns]
            top = height + TITLE_LINE * max(len(panel.title) for panel in row) + 5
            bottom = top + HEIGHTS[self.size]
            self.rows.append((top, bottom, row))
            height = bottom + self.below + ROW_GAP

    def figure(self) -> Figure:
        """All panels drawn."""
        layout: Figure = {"annotations": [], "shapes": []}
        drawn: list[Figure] = []
        height = self.rows[-1][1]
        for top, bottom, row in self.rows:
            domain = (max(0.0, 1 - bottom / height), 1 - top / height)
            for column, panel in enumerate(row):
                drawn += self._draw(panel, column, domain, layout)
        start = self._texts(self.shared)[0] if self.cut else None
        return frame(
            self.spec,
            drawn,
            height,
            (4, GAP, self.below + 4, self.left),
            notes=[
                *notes(self.spec, self.inner, self.reference, start),
                *target_notes(self.spec, self.targets),
            ],
            **layout,
        )

    def _draw(
        self, panel: Panel, column: int, domain: tuple[float, float], layout: Figure
    ) -> list[Figure]:
        """The lines of one panel; its axes and words go into `layout`."""
        number = sum(key.startswith("xaxis") for key in layout) + 1
        suffix = "" if number == 1 else str(number)
        x, y = f"x{suffix}", f"y{suffix}"
        first = column * (self.width + self.gap) / self.room
        last = min(1.0, first + self.width / self.room)
        layout[f"xaxis{suffix}"] = axis(
            range=list(self.span), domain=[first, last], anchor=y, showticklabels=False
        )
        layout[f"yaxis{suffix}"] = text_axis(
            panel.ticks,
            self._texts(panel.ticks),
            range=[panel.ticks[0], panel.ticks[-1]],
            domain=list(domain),
            anchor=x,
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            gridwidth=1,
            showticklabels=self.spec.own_axes or column == 0,
            ticklabelstandoff=4,
            tickfont={"size": SMALL, "color": theme.MUTED},
        )
        layout["annotations"] += [
            title(panel.title, first, domain[1], LETTERS[self.size]),
            *time_texts(self.times, self.span, x, domain[0], self.lane),
            *events(self.spec, self.happened, domain[0], x, 10),
        ]
        layout["shapes"] += break_lines(self.spec, self.places, (x, f"{y} domain"))
        if panel.ticks[0] <= 0 <= panel.ticks[-1]:
            layout["shapes"].append(zero(x, y, panel.ticks[0] < 0))
        found = [
            *self.behind,
            *traces(self.spec, panel.series, self.size == 3, panel.targets),
        ]
        return [trace | {"xaxis": x, "yaxis": y} for trace in found]
