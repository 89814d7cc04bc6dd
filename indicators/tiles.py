"""Sweden's 21 counties as equal tiles, so that Stockholm and Gotland weigh the same to the eye."""

from __future__ import annotations

from functools import cache

#: the map itself, north at the top: county codes where the tiles stand, dots where there are none
MAP = """
 .  .  25 .
 .  .  24 .
 .  23 22 .
 .  20 21 .
 17 18 19 03
 14 05 04 01
 13 06 08 09
 12 07 10 .
"""


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """The (row, column) of every county's tile, from the north-west corner, row by row.

    The layout is our own: it keeps counties that share a border within two tiles of each other.
    """
    return {
        code: (row, column)
        for row, line in enumerate(MAP.strip("\n").splitlines())
        for column, code in enumerate(line.split())
        if code != "."
    }
