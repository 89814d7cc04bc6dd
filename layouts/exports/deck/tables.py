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
from layouts.exports.deck.words import say
from layouts.figures.text import text_width
from layouts.tables import Row, cells, legend

LARGEST, SMALLEST = 16.0, 10.0
#: from one line to the next; programs differ, and a table that grows would cover what is below
LEADING = 1.38
#: letters that a long table is made smaller to
COMFORTABLE = 12.0
#: points beside and above the text of a cell
SIDE, ABOVE = 5.0, 2.5
#: slides that one table goes on over
MOST_PAGES = 3
#: rows kept from either end of a table too long for that
ENDS = 5
#: the widest column, as a part of the table
WIDEST = 0.45


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
        return [_height(row, self.widths, self.size, index == 0) for index, row in enumerate(every)]


@dataclass(frozen=True, slots=True)
class _Whole:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    bold: frozenset[int]
    said: tuple[str, ...]
    #: columns that may give way, the first of them first
    older: tuple[int, ...] = ()


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
    whole = _Whole("", header, tuple(rows), numbers, bold, tuple(said), older)
    return _pages(whole, room, language)


def table_pages(table: SlideTable, room: Rect, language: str) -> list[TablePage]:
    """A table of texts over as many slides as it takes, up to MOST_PAGES."""
    most = MOST_PAGES * max(1, int(room.height / (SMALLEST * LEADING + 2 * ABOVE)) - 2)
    rows, said = table.rows, []
    if len(rows) > most:
        said.append(say("first_rows", language, shown=most, all=len(rows)))
        rows = rows[:most]
    whole = _Whole(table.caption, table.header, rows, table.numbers, frozenset(), tuple(said))
    return _pages(whole, room, language)


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


def _pages(whole: _Whole, room: Rect, language: str) -> list[TablePage]:
    whole, widths, size = _fit(whole, room, language)
    while True:
        heights = [_height(row, widths, size) for row in whole.rows]
        space = _space(whole, widths, size, room)
        if sum(heights) <= space or size <= COMFORTABLE:
            break
        # smaller letters rather than a table that goes on over the next slide
        size -= 1
        widths = _stretched(whole, _widths(whole, size, room.width), room.width)
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


def _space(whole: _Whole, widths: Sequence[float], size: float, room: Rect) -> float:
    """The height that is left for the rows."""
    said = [*whole.said, "x"] if whole.said else []
    notes = sum(lines_of(text, room.width, SMALLEST) for text in said) * SMALLEST * LEADING
    caption = LARGEST * LEADING + 4 if whole.caption else 0.0
    return room.height - _height(whole.header, widths, size, True) - notes - caption


def _fit(whole: _Whole, room: Rect, language: str) -> tuple[_Whole, list[float], float]:
    """The largest letters in which the columns find room; the oldest columns give way."""
    while True:
        size = LARGEST
        while size >= (COMFORTABLE if len(whole.older) > 1 else SMALLEST):
            widths = _widths(whole, size, room.width)
            if sum(widths) <= room.width + 0.5:
                return whole, _stretched(whole, widths, room.width), size
            size -= 1
        if len(whole.older) < 2:
            widths = _widths(whole, SMALLEST, room.width)
            part = room.width / sum(widths)
            return whole, [width * part for width in widths], SMALLEST
        whole = _without(whole, whole.older[0], language)


def _without(whole: _Whole, column: int, language: str) -> _Whole:
    """`whole` without its oldest column, and with a sentence that says from when it is."""

    def rest(row: tuple[str, ...]) -> tuple[str, ...]:
        return (*row[:column], *row[column + 1 :])

    header = rest(whole.header)
    told = say("newest_columns", language, period=header[column])
    said = tuple(text for text in whole.said if not _is_told(text, language))
    return _Whole(
        whole.caption,
        header,
        tuple(rest(row) for row in whole.rows),
        frozenset(one if one < column else one - 1 for one in whole.numbers if one != column),
        whole.bold,
        (told, *said),
        whole.older[:-1],
    )


def _is_told(text: str, language: str) -> bool:
    head = say("newest_columns", language, period="\0").partition("\0")[0]
    return text.startswith(head)


def _widths(whole: _Whole, size: float, width: float) -> list[float]:
    found = []
    for column, heading in enumerate(whole.header):
        texts = [row[column] for row in whole.rows]
        words = max((text_width(word, size) * 1.08 for word in heading.split(" ")), default=0.0)
        widest = max((text_width(text, size) for text in texts), default=0.0)
        found.append(min(max(words, widest), width * WIDEST) + 2 * SIDE + 6)
    return found


def _stretched(whole: _Whole, widths: Sequence[float], width: float) -> list[float]:
    """Columns of a narrow table a little wider, so that the table is no narrower than it looks."""
    spare = width - sum(widths)
    numbers = [column for column in range(len(widths)) if column in whole.numbers]
    share = min(spare / max(len(numbers), 1), 46.0) if numbers else 0.0
    return [width + (share if column in numbers else 0) for column, width in enumerate(widths)]


def _height(row: Sequence[str], widths: Sequence[float], size: float, bold: bool = False) -> float:
    lines = max(
        (
            lines_of(text, width - 2 * SIDE, size, bold)
            for text, width in zip(row, widths, strict=True)
        ),
        default=1,
    )
    return lines * size * LEADING + 2 * ABOVE


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
    said = paragraph([Run(text, page.size, colour, bold)], language, align=side)
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
