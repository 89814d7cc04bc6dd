"""The map as coloured cells: no chart of Excel's is one. A tile is a name above its value."""

from __future__ import annotations

from typing import Any

from indicators.classes import class_of, members, range_words
from indicators.tiles import tiles
from layouts import theme
from layouts.exports.xlsx_table import Table, number_format
from layouts.figures.tiles import text_on
from layouts.figures.tiles_legend import say, shade
from layouts.tables import Cell

#: letters that a tile is wide, and the class in the legend
TILE_WIDTH, SWATCH_WIDTH, RANGE_WIDTH = 16, 4, 18
#: rows of the sheet that a tile takes
ROWS = 2
#: how a tile without a value looks: striped, as on screen
MISSING = {"pattern": 14, "fg_color": theme.CROWD, "bg_color": theme.WHITE}
#: Excel's border styles with their colours: between any two tiles a white gap, around ours a frame
GAP, FRAME, THICK_FRAME = (2, theme.WHITE), (2, theme.INK), (5, theme.INK)
#: the sides of a tile, and where its neighbour on that side stands
SIDES = {"top": (-1, 0), "bottom": (1, 0), "left": (0, -1), "right": (0, 1)}
Border = tuple[int, str]


def tile_map(table: Table) -> int:
    """Write the tiles and their legend beside the table; returns the first row below them."""
    by_code = {row.code: row.cells[0] for row in table.grid.rows if row.cells}
    places = tiles()
    down = 1 + max(row for row, _ in places.values())
    across = 1 + max(column for _, column in places.values())
    left = table.beside
    table.sheet.set_column(left, left + across - 1, TILE_WIDTH)
    borders = {at: _border(by_code[code]) for code, at in places.items() if code in by_code}
    for code, at in places.items():
        if code in by_code:
            _tile(table, by_code[code], at, left, borders)
    _legend(table, left + across + 1)
    return table.top + ROWS * down + 1


def _border(cell: Cell) -> Border:
    return {"home": THICK_FRAME, "others": GAP}.get(cell.series.role, FRAME)


def _tile(
    table: Table, cell: Cell, at: tuple[int, int], left: int, borders: dict[tuple[int, int], Border]
) -> None:
    spec, sheet = table.spec, table.sheet
    row, column = table.top + ROWS * at[0], left + at[1]
    ground = theme.WHITE
    if cell.value is not None:
        ground = shade(class_of(cell.value, spec), len(spec.classes))
    look: dict[str, Any] = {"bg_color": ground, "font_color": text_on(ground), "align": "center"}
    if cell.value is None:
        look |= MISSING
    edges = _edges(at, borders)
    sides = {key: edges[key] for key in edges if key.startswith(("left", "right"))}
    upper = {key: edges[key] for key in edges if key.startswith("top")}
    lower = {key: edges[key] for key in edges if key.startswith("bottom")}
    name = table.looks(**look, **sides, **upper, valign="bottom", font_size=10)
    sheet.write_string(row, column, cell.series.name, name)
    look |= sides | lower | {"valign": "top", "bold": True}
    if cell.value is None:
        sheet.write_string(row + 1, column, cell.symbol(spec.language), table.looks(**look))
    else:
        style = table.looks(**look, num_format=number_format(spec, cell))
        sheet.write_number(row + 1, column, cell.value, style)


def _edges(at: tuple[int, int], borders: dict[tuple[int, int], Border]) -> dict[str, Any]:
    """The borders of a tile; two tiles share an edge, and the stronger of their borders is it."""
    found: dict[str, Any] = {}
    order = (GAP, FRAME, THICK_FRAME)
    for side, (down, right) in SIDES.items():
        other = borders.get((at[0] + down, at[1] + right), GAP)
        style, colour = max(borders[at], other, key=order.index)
        found |= {side: style, f"{side}_color": colour}
    return found


def _legend(table: Table, left: int) -> None:
    """A coloured cell a class, the highest first, with its values and how many counties it has."""
    spec, sheet, language = table.spec, table.sheet, table.spec.language
    sheet.set_column(left, left, SWATCH_WIDTH)
    sheet.set_column(left + 1, left + 1, RANGE_WIDTH)
    row = table.top
    sheet.write_string(row, left, say()("classes", language), table.looks(bold=True))
    within = members(spec, tuple(tiles()))
    for number in reversed(range(len(within))):
        row += 1
        ground = shade(number, len(within))
        sheet.write_blank(
            row, left, None, table.looks(bg_color=ground, border=1, border_color=theme.GREY)
        )
        text = range_words(spec, within[number])
        if within[number]:
            text = say()("count", language, range=text, count=len(within[number]))
        sheet.write_string(row, left + 1, text, table.looks(indent=1))
    drawn = [one for one in table.grid.rows if one.code in tiles()]
    if any(one.cells[0].value is None for one in drawn):
        row += 1
        look = table.looks(**MISSING, border=1, border_color=theme.GREY)
        sheet.write_blank(row, left, None, look)
        sheet.write_string(row, left + 1, say()("missing", language), table.looks(indent=1))
