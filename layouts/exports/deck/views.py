"""A view on its slides: chart, panels, map or tables; more slides where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from indicators.spec import ChartSpec
from layouts import theme
from layouts.exports.deck.chart_table import chart_data, drawable, panel_specs
from layouts.exports.deck.chart_xml import Drawing, Size
from layouts.exports.deck.charts import drawing_of, native_chart
from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.frames import chart_frame
from layouts.exports.deck.paragraphs import Run, paragraph, text_box
from layouts.exports.deck.sheet import Sheet
from layouts.exports.deck.table_slides import spec_table, tables
from layouts.exports.deck.tiles import tile_map
from layouts.exports.deck.view_slide import Draw, view_slide
from layouts.exports.deck.words import say

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer

#: points that the foot of a slide often takes, and the part by which a guess of the height may
#: miss: places in a chart are parts of it, and its labels have that much air
FOOT, NEAR = 78.0, 0.05
#: panels on one slide; more go on over the next
MOST_PANELS = 6


def view(writer: Writer, content: SlideContent) -> None:
    """Write the slides of a view."""
    spec = content.chart
    if content.missing or (spec is not None and not drawable(spec)):
        _missing(writer, content)
    elif spec is not None and content.slide.part == "table":
        spec_table(writer, content, spec)
    elif spec is not None:
        _chart(writer, content, spec)
    elif not content.tables:
        _words(writer, content)
    if content.tables:
        tables(writer, content, after_chart=spec is not None)


def _chart(writer: Writer, content: SlideContent, spec: ChartSpec) -> None:
    if spec.kind == "panels":
        panels = panel_specs(spec)
        pages = ceil(len(panels) / MOST_PANELS)
        for page in range(pages):
            part = panels[page * MOST_PANELS : (page + 1) * MOST_PANELS]
            title = content.title
            if pages > 1:
                title = say("page", spec.language, title=title, page=page + 1, pages=pages)
            view_slide(writer, content, title, _panels(spec, part), first=page == 0)
    else:
        draw = _map(spec) if spec.kind == "tile_map" else _native(spec)
        view_slide(writer, content, content.title, draw)


def _native(spec: ChartSpec) -> Draw:
    """One native chart; in a room of nothing it is only asked how it is read."""
    table = chart_data(spec)
    guessed: list[tuple[Size, Drawing]] = []

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if table is None:
            return ()
        if not room.width:
            wide = sheet.room
            size = Size(wide.width, max(wide.height - FOOT, 120), sheet.writer.letters)
            guessed.append((size, drawing_of(spec, table, size)))
            return guessed[0][1].notes
        size = Size(room.width, room.height, sheet.writer.letters)
        known, drawing = guessed[0]
        near = known.width == size.width and abs(known.height - size.height) <= NEAR * size.height
        record = sheet.writer.held(sheet.content.slide)
        found = native_chart(spec, size, record, table=table, drawing=drawing if near else None)
        if found is not None:
            alt = sheet.content.alt or spec.alt or spec.title
            holder = sheet.held(sheet.roles.holder)
            frame = chart_frame(sheet.slide, found, room, alt, sheet.language, holder)
            sheet.shown(frame, "chart")
        return ()

    return draw


def _map(spec: ChartSpec) -> Draw:
    from indicators.tiles import tiles
    from layouts.figures.tiles_legend import notes_under

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if not room.width:
            return notes_under(spec, [one for one in spec.series if one.code in tiles()])
        group, _ = tile_map(sheet.slide, spec, room)
        sheet.shown(group, "map")
        return ()

    return draw


def _panels(spec: ChartSpec, panels: Sequence[tuple[str, ChartSpec]]) -> Draw:
    columns = 1 if len(panels) < 2 else 2 if len(panels) in (2, 4) else 3
    rows = ceil(len(panels) / columns)

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if not room.width:
            shared = None if spec.own_axes else spec
            table = chart_data(panels[0][1])
            if table is None:
                return []
            notes = list(drawing_of(panels[0][1], table, Size(300, 160, 10), True, shared).notes)
            if spec.own_axes:
                notes = [say("own_axes", spec.language), *notes]
            references = [one.name for one in spec.series if one.role == "reference"]
            notes += [say("reference_line", spec.language, place=name) for name in references]
            return list(dict.fromkeys(notes))
        wide, high = (
            (room.width - 14 * (columns - 1)) / columns,
            (room.height - 8 * (rows - 1)) / rows,
        )
        letters = max(8.0, min(11.0, high / 13))
        for index, (code, panel) in enumerate(panels):
            row, column = divmod(index, columns)
            rect = Rect(room.x + column * (wide + 14), room.y + row * (high + 8), wide, high)
            size = Size(wide, high, letters)
            record = sheet.writer.held(sheet.content.slide) | {"panel": code}
            found = native_chart(
                panel, size, record, title=panel.title, small=True,
                shared=None if spec.own_axes else spec,
            )  # fmt: skip
            if found is not None:
                frame = chart_frame(sheet.slide, found, rect, panel.alt, sheet.language, None)
                frame.name = f"{frame.name} {panel.title}"
                sheet.shown(frame, "chart", panel=code)
        return ()

    return draw


def _missing(writer: Writer, content: SlideContent) -> None:
    """The slide keeps its place and says what is missing."""
    said = content.missing or (content.chart.empty if content.chart is not None else "") or ""

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if room.width:
            head, _ = room.head(min(room.height, 150.0))
            shape = text_box(
                sheet.slide, say("missing_name", sheet.language), head,
                [paragraph([Run(said, 18, theme.INK)], sheet.language, align="ctr")], anchor="ctr",
            )  # fmt: skip
            shape.line.color.rgb = _colour(theme.GREY)
            shape.line.dash_style = _dash()
            sheet.shown(shape, "chart", said)
        return ()

    view_slide(writer, content, content.title, draw)


def _colour(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour[1:])


def _dash() -> Any:
    from pptx.enum.dml import MSO_LINE

    return MSO_LINE.DASH


def _words(writer: Writer, content: SlideContent) -> None:
    """A slide of sentences, or of its title and message alone."""

    def draw(sheet: Sheet, room: Rect) -> Sequence[str]:
        if room.width and content.lines:
            sheet.lines(content.lines, room)
        return ()

    view_slide(writer, content, content.title, draw)
