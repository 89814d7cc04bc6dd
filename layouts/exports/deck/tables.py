"""Tables as PowerPoint's own: a header row that is read aloud, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators import formats
from indicators.meeting.content import SlideTable
from indicators.spec import ChartSpec
from layouts import theme
from layouts.exports.deck.fitting import Rect, lines_of
from layouts.exports.deck.ink import POINT, escape, fill
from layouts.exports.deck.paragraphs import NAMESPACES, Run, add, next_id, paragraph
from layouts.exports.deck.table_columns import (
    ABOVE,
    COMFORTABLE,
    LARGEST,
    LEADING,
    SIDE,
    SMALLEST,
    Whole,
    fit,
    row_height,
    stretched,
    widths_of,
)
from layouts.exports.deck.words import say
from layouts.tables import Row, cells, legend

#: slides that one table goes on over
MOST_PAGES = 3
#: rows kept from either end of a table too long for that
ENDS = 5


@dataclass(frozen=True, slots=True)
class TablePage:
    """What of a table stands on one slide; `bold` are rows of ours, `said` what is to be told."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    widths: tuple[float, ...]
    size: float
    bold: frozenset[int] = frozenset()
    said: tuple[str, ...] = ()

    def heights(self) -> list[float]:
        """The height of every row in points, the header first."""
        every = (self.header, *self.rows)
        return [
            row_height(row, self.widths, self.size, index == 0) for index, row in enumerate(every)
        ]


def spec_pages(spec: ChartSpec, room: Rect) -> list[TablePage]:
    """The table of a chart over as many slides as it takes, up to MOST_PAGES."""
    grid = cells(spec)
    language = spec.language
    header = grid.header(language)
    first = int(grid.ranked) + 1 + int(grid.dated)
    numbers = frozenset(range(first, first + len(grid.columns))) | (
        frozenset({0}) if grid.ranked else frozenset()
    )
    kept, said = _kept(grid.rows, room, language)
    rows = []
    for row in kept:
        lead = ([row.rank] if grid.ranked else []) + [row.name]
        if grid.dated:
            known = any(cell.value is not None for cell in row.cells)
            lead.append(formats.period(row.period, language) if known else "")
        values = [
            cell.text(spec) + (f"{formats.NBSP}{cell.letters}" if cell.letters else "")
            for cell in row.cells
        ]
        rows.append((*lead, *values, *([row.said] if grid.said else [])))
    bold = frozenset(
        index for index, row in enumerate(kept) if row.cells and row.cells[0].series.role == "home"
    )
    said += [target.told for target in spec.targets]
    if signs := legend(spec, grid):
        said.append(signs)
    older = tuple(range(first, first + len(grid.columns) - 1)) if any(grid.periods) else ()
    whole = Whole("", header, tuple(rows), numbers, bold, tuple(said), older)
    return _pages(whole, room, language)


def table_pages(
    table: SlideTable, room: Rect, language: str, largest: float = LARGEST
) -> list[TablePage]:
    """A table of texts over as many slides as it takes, up to MOST_PAGES."""
    most = MOST_PAGES * max(1, int(room.height / (SMALLEST * LEADING + 2 * ABOVE)) - 2)
    rows, said = table.rows, []
    if len(rows) > most:
        said.append(say("first_rows", language, shown=most, all=len(rows)))
        rows = rows[:most]
    whole = Whole(table.caption, table.header, rows, table.numbers, frozenset(), tuple(said))
    return _pages(whole, room, language, largest)


def _kept(rows: Sequence[Row], room: Rect, language: str) -> tuple[list[Row], list[str]]:
    """All rows, or of hundreds ours with those first and last; and what is said of it."""
    most = MOST_PAGES * max(1, int(room.height / (SMALLEST * LEADING + 2 * ABOVE)) - 2)
    if len(rows) <= most:
        return list(rows), []
    edge = {*range(ENDS), *range(len(rows) - ENDS, len(rows))}
    ours = {
        index
        for index, row in enumerate(rows)
        if row.cells and row.cells[0].series.role != "others"
    }
    kept = [row for index, row in enumerate(rows) if index in edge | ours][:most]
    told = say("some_rows", language, shown=len(kept), all=len(rows), ends=ENDS)
    return kept, [told]


def _pages(whole: Whole, room: Rect, language: str, largest: float = LARGEST) -> list[TablePage]:
    whole, widths, size = fit(whole, room, language, largest)
    while True:
        heights = [row_height(row, widths, size) for row in whole.rows]
        space = _space(whole, widths, size, room)
        if sum(heights) <= space or size <= COMFORTABLE:
            break
        # smaller letters rather than a table that goes on over the next slide
        size -= 1
        widths = stretched(whole, widths_of(whole, size, room.width), room.width)
    pages: list[list[int]] = [[]]
    used = 0.0
    for index, height in enumerate(heights):
        if pages[-1] and used + height > space:
            pages.append([])
            used = 0.0
        pages[-1].append(index)
        used += height
    return [
        TablePage(
            whole.caption,
            whole.header,
            tuple(whole.rows[index] for index in page),
            whole.numbers,
            tuple(widths),
            size,
            frozenset(at for at, index in enumerate(page) if index in whole.bold),
            whole.said,
        )
        for page in pages
    ]


def _space(whole: Whole, widths: Sequence[float], size: float, room: Rect) -> float:
    """The height that is left for the rows."""
    said = [*whole.said, "x"] if whole.said else []
    notes = sum(lines_of(text, room.width, SMALLEST) for text in said) * SMALLEST * LEADING
    caption = LARGEST * LEADING + 4 if whole.caption else 0.0
    return room.height - row_height(whole.header, widths, size, True) - notes - caption


def put(slide: Any, page: TablePage, room: Rect, language: str, alt: str) -> Any:
    """Draw a page of a table at the top of `room`; returns the shape."""
    heights = page.heights()
    left, top, _, _ = room.emu
    width, height = round(sum(page.widths) * POINT), round(sum(heights) * POINT)
    grid = "".join(f'<a:gridCol w="{round(width * POINT)}"/>' for width in page.widths)
    every = (page.header, *page.rows)
    rows = "".join(
        f'<a:tr h="{round(heights[index] * POINT)}">'
        + "".join(_cell(page, index, column, text, language) for column, text in enumerate(row))
        + "</a:tr>"
        for index, row in enumerate(every)
    )
    description = escape(alt).replace('"', "&quot;")
    return add(
        slide,
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{next_id(slide)}" name="{say("table_name", language)}"'
        f' descr="{description}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        '<a:tblPr firstRow="1"><a:tableStyleId>{2D5ABB26-0587-4C30-8999-92F81FD0307C}'
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>",
    )


def _cell(page: TablePage, row: int, column: int, text: str, language: str) -> str:
    head = row == 0
    bold = head or (row - 1) in page.bold
    side = "r" if column in page.numbers else "l"
    colour = theme.MUTED if head else theme.INK
    said = paragraph([Run(text, page.size, colour, bold)], language, align=side, ends=page.size)
    edge = fill(theme.MUTED if head else theme.HAIRLINE)
    ground = fill(theme.HAIRLINE) if (row - 1) in page.bold and not head else "<a:noFill/>"
    none = "".join(f'<a:{name} w="0"><a:noFill/></a:{name}>' for name in ("lnL", "lnR", "lnT"))
    inner = (round(SIDE * POINT), round(ABOVE * POINT))
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{said}</a:txBody>"
        f'<a:tcPr marL="{inner[0]}" marR="{inner[0]}" marT="{inner[1]}" marB="{inner[1]}"'
        f' anchor="{"b" if head else "ctr"}">{none}'
        f'<a:lnB w="{12700 if head else 6350}">{edge}</a:lnB>{ground}</a:tcPr></a:tc>'
    )
