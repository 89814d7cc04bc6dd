"""Tables on slides: as many on each as have room, long ones over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent, SlideTable
from indicators.spec import ChartSpec
from layouts import theme
from layouts.exports.deck.fitting import LEADING, Rect, height_of
from layouts.exports.deck.paragraphs import Run, paragraph, text_box
from layouts.exports.deck.sheet import Sheet
from layouts.exports.deck.table_columns import SMALLEST, common_letters
from layouts.exports.deck.tables import TablePage, put, spec_pages, table_pages
from layouts.exports.deck.view_slide import Draw, view_slide
from layouts.exports.deck.words import say

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer

#: letters of captions, of what is told below a table, and of sentences above it
CAPTION, TOLD, LINES = 14.0, 10.0, 16.0
#: between two tables
GAP = 14.0


def spec_table(writer: Writer, content: SlideContent, spec: ChartSpec) -> None:
    """The table of a chart in the chart's place."""
    pages: list[TablePage] = []

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if room.width:
            pages.extend(spec_pages(spec, room))
            _put(sheet, pages, 0, room)
        return ()

    view_slide(writer, content, content.title, draw)
    _continued(writer, content, pages)


def tables(writer: Writer, content: SlideContent, after_chart: bool) -> None:
    """The tables of a page of the panel; its sentences stand above the first."""
    pending = list(content.tables)
    first = not after_chart
    while pending:
        rest: list[TablePage] = []
        view_slide(writer, content, content.title, _stack(content, pending, rest, first), first)
        _continued(writer, content, rest)
        first = False


def _stack(
    content: SlideContent, pending: list[SlideTable], rest: list[TablePage], lines: bool
) -> Draw:
    """Draws tables from `pending` while they have room; `rest` are the pages of a longer one."""

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if not room.width:
            return ()
        if lines and content.lines:
            height = height_of(content.lines, room.width, LINES, LINES * 0.4) + 2
            head, room = room.head(min(height, room.height * 0.35), 8.0)
            sheet.lines(content.lines, head)
        top = room
        letters = _letters(content, pending, room, sheet.language)
        while pending:
            pages = table_pages(pending[0], room, sheet.language, letters)
            if len(pages) > 1 and room is not top:
                break
            pending.pop(0)
            used = _put(sheet, pages, 0, room)
            if len(pages) > 1:
                rest.extend(pages)
                break
            _, room = room.head(used, GAP)
            if room.height < CAPTION * 5:
                break
        return ()

    return draw


def _letters(
    content: SlideContent, pending: Sequence[SlideTable], room: Rect, language: str
) -> float:
    """The letters of all tables of a view; smaller ones where those that are left then find room.

    Tables of several sizes look as if one of them mattered more.
    """
    common = size = common_letters(content.tables, room, language)
    if not _fit(pending, room, language, SMALLEST):
        return common
    while size > SMALLEST and not _fit(pending, room, language, size):
        size -= 1
    return max(size, SMALLEST)


def _fit(pending: Sequence[SlideTable], room: Rect, language: str, size: float) -> bool:
    """Tell whether all tables find room on one slide in letters of a size."""
    used = -GAP
    for one in pending:
        pages = table_pages(one, room, language, size)
        used += CAPTION * LEADING + 4 + sum(pages[0].heights()) + GAP
        if len(pages) > 1 or used > room.height:
            return False
    return True


def _continued(writer: Writer, content: SlideContent, pages: Sequence[TablePage]) -> None:
    for page in range(1, len(pages)):
        title = say("continues", writer.meeting.language, title=content.title, page=page + 1,
                    pages=len(pages))  # fmt: skip
        view_slide(writer, content, title, _page(pages, page), first=False)


def _page(pages: Sequence[TablePage], page: int) -> Draw:
    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if room.width:
            _put(sheet, pages, page, room)
        return ()

    return draw


def _put(sheet: Sheet, pages: Sequence[TablePage], page: int, room: Rect) -> float:
    """A page of a table, its caption above, what is to be told below; returns the height."""
    found, language = pages[page], sheet.language
    top = room.y
    if found.caption and found.caption != sheet.content.title:
        head, room = room.head(CAPTION * LEADING + 2, 2.0)
        said = [paragraph([Run(found.caption, CAPTION, theme.INK, True)], language)]
        shape = text_box(sheet.slide, say("table_name", language), head, said)
        sheet.shown(shape, "subtitle", found.caption)
    if not found.rows:
        head, _ = room.head(CAPTION * LEADING, 0.0)
        nothing = [paragraph([Run(say("no_rows", language), CAPTION, theme.INK)], language)]
        shape = text_box(sheet.slide, say("table_name", language), head, nothing)
        sheet.shown(shape, "lines", say("no_rows", language))
        return head.bottom - top
    alt = f"{found.caption or sheet.content.title}. {sheet.content.alt}".strip()
    table = put(sheet.slide, found, room, language, alt)
    sheet.shown(table, "table", page=page)
    bottom = room.y + sum(found.heights())
    if told := list(_told(found, page, len(pages), language)):
        height = height_of(told, room.width, TOLD) + 2
        below = Rect(room.x, bottom + 6, room.width, height)
        texts = [paragraph([Run(one, TOLD, theme.MUTED)], language) for one in told]
        shape = text_box(sheet.slide, say("foot_name", language), below, texts)
        sheet.order.append(shape)
        sheet.tag(shape, "source", "\n".join(told))
        bottom = below.bottom
    return bottom - top


def _told(found: TablePage, page: int, pages: int, language: str) -> Iterator[str]:
    yield from found.said
    if page < pages - 1:
        yield say("more_below", language)
