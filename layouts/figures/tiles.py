"""The 21 counties as equal tiles in classes from light to dark, each with its name and value."""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import RIKET
from indicators.classes import class_of, members, range_words
from indicators.spec import ChartSpec, Series
from indicators.tiles import tiles
from layouts import theme
from layouts.figures.frame import SMALL, Figure, axis, frame
from layouts.figures.text import (
    escape,
    has_value,
    hover_head,
    hover_value,
    missing_letter,
    shown,
    words,
)
from layouts.figures.tiles_legend import (
    common_letters,
    legend,
    letters,
    notes_under,
    say,
    shade,
    there,
)

#: pixels of a tile on a wide screen; on a narrow one both shrink alike
TILE_WIDTH, TILE_HEIGHT = 88, 68
#: part of a tile's side that is left between it and the next
GAP = 0.06
#: the longest name that fits a tile of the narrowest screen, and where longer ones are parted
LETTERS_A_LINE = 10
PARTS = ("Västra ", "Västman", "Väster", "Öster", "Söderman", "Norr")


def tile_map(spec: ChartSpec) -> Figure:
    """The figure of a ``tile_map`` spec: tiles, their texts, and the legend in the north-west."""
    by_code = {one.code: one for one in spec.series}
    drawn = [(by_code[code], *at) for code, at in tiles().items() if code in by_code]
    rows = max(row for _, row, _ in drawn) + 1
    columns = max(column for _, _, column in drawn) + 1
    legend_shapes, legend_texts = legend(spec, [one for one, _, _ in drawn], by_code.get(RIKET))
    return frame(
        spec,
        [_tiles(spec, drawn), _texts(spec, drawn)],
        rows * TILE_HEIGHT,
        (6, 8, 8, 8),
        barmode="overlay",
        xaxis=axis(
            range=[0, columns],
            showticklabels=False,
            constrain="domain",
            constraintoward="left",
        ),
        yaxis=axis(
            range=[rows, 0],
            showticklabels=False,
            # tiles keep their shape: the plot narrows on a wide screen, and shortens on a narrow
            scaleanchor="x",
            scaleratio=TILE_HEIGHT / TILE_WIDTH,
            constrain="domain",
            constraintoward="top",
        ),
        shapes=legend_shapes,
        annotations=legend_texts,
        notes=notes_under(spec, [one for one, _, _ in drawn]),
    )


def text_on(ground: str) -> str:
    """The colour of the text on a tile: the one of dark and white that reads better."""
    return max((theme.INK, theme.WHITE), key=lambda colour: theme.contrast(colour, ground))


def name_lines(name: str) -> list[str]:
    """A county's name as it stands in its tile, parted where it is too long for one line."""
    if len(name) <= LETTERS_A_LINE:
        return [name]
    for part in PARTS:
        if name.startswith(part):
            first = part.rstrip() if part.endswith(" ") else f"{part}-"
            return [first, name[len(part) :]]
    return [name]


def _ground(spec: ChartSpec, one: Series) -> str:
    mark = one.marks[0]
    if not has_value(mark) or mark.value is None:
        return theme.WHITE
    return shade(class_of(mark.value, spec), len(spec.classes))


def _tiles(spec: ChartSpec, drawn: Sequence[tuple[Series, int, int]]) -> Figure:
    """The tiles as bars one tile high: they can be hatched, and the pointer meets all of them."""
    valued = [has_value(one.marks[0]) for one, _, _ in drawn]
    return {
        "type": "bar",
        "name": spec.title,
        "x": [column + 0.5 for _, _, column in drawn],
        "base": [row + GAP / 2 for _, row, _ in drawn],
        "y": [1 - GAP] * len(drawn),
        "width": [1 - GAP] * len(drawn),
        "hovertext": [_hover(spec, one) for one, _, _ in drawn],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "color": [
                _ground(spec, one) if there else theme.CROWD
                for (one, _, _), there in zip(drawn, valued, strict=True)
            ],
            "line": {
                "color": [theme.GREY if one.role == "others" else theme.INK for one, _, _ in drawn],
                "width": [{"home": 4, "others": 0.8}.get(one.role, 2) for one, _, _ in drawn],
            },
            "pattern": {
                "shape": ["" if there else "/" for there in valued],
                "bgcolor": theme.WHITE,
                # the hatching takes the tile's own colour
                "fillmode": "replace",
                "size": 7,
                "solidity": 0.45,
            },
        },
        "meta": {
            "codes": [one.code for one, _, _ in drawn],
            "roles": [one.role for one, _, _ in drawn],
        },
    }


def _texts(spec: ChartSpec, drawn: Sequence[tuple[Series, int, int]]) -> Figure:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [column + 0.5 for _, _, column in drawn],
        "y": [row + 0.5 for _, row, _ in drawn],
        "text": [_text(spec, one, common_letters(spec)) for one, _, _ in drawn],
        "textposition": "middle center",
        "textfont": {
            "size": SMALL,
            "color": [text_on(_ground(spec, one)) for one, _, _ in drawn],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"labels": True},
    }


def _text(spec: ChartSpec, one: Series, common: str) -> str:
    mark = one.marks[0]
    if has_value(mark):
        own = "".join(letter for letter in letters(one) if letter not in common)
        raised = f"<sup>{own}</sup>" if own else ""
        value = f'<b><span style="font-size:14px">{shown(spec, mark.value)}</span></b>{raised}'
    else:
        value = words(f"cell_{missing_letter(mark)}", spec.language)
    return "<br>".join([*map(escape, name_lines(one.name)), value])


def _hover(spec: ChartSpec, one: Series) -> str:
    said = hover_head(one, spec.language) + hover_value(spec, one, one.marks[0])
    own = [escape(target.label) for target in spec.targets if target.code == one.code]
    said = "<br>".join([said, *own])
    value = one.marks[0].value
    if not there(one) or value is None or len(spec.classes) < 2:
        return said
    number = class_of(value, spec)
    reach = range_words(spec, members(spec, tuple(tiles()))[number])
    told = say()("class_of", spec.language, number=number + 1, count=len(spec.classes), range=reach)
    return f"{said}<br>{escape(told)}"
