"""What a tile map explains: its classes from dark to light, its frames, its small letters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.classes import members, range_words
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, Series
from indicators.tiles import tiles
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import UNFIRM, escape, has_value, shown, status_words
from layouts.tables import LETTERS

WORDS = Path(__file__).parents[1] / "words" / "tiles.toml"
#: one hue, from light to dark in even steps of lightness, so that a grey print reads the same
SHADES = ("#E6EDF5", "#B9CBDD", "#86A2BF", "#4F7092", "#1D3A59")
#: a line of the legend: eight of them find room beside two tiles on a telephone
LEGEND_LINE = 15.5


def say() -> Phrases:
    return phrases(WORDS)


def shade(number: int, count: int) -> str:
    """The colour of class `number` of `count`, 0 being the lowest; of fewer, the ends stay."""
    last = len(SHADES) - 1
    return SHADES[round(number * last / (count - 1)) if count > 1 else last // 2]


def there(one: Series) -> bool:
    return has_value(one.marks[0])


def letters(one: Series) -> str:
    """The small letters of a value that is not firm, as in the table (rule 25)."""
    mark = one.marks[0]
    return "".join(LETTERS[x] for x in UNFIRM if has_value(mark) and x in mark.status)


def common_letters(spec: ChartSpec) -> str:
    """The letters that every value carries: said once under the map, not in each tile."""
    valued = [letters(one) for one in spec.series if one.code in tiles() and there(one)]
    return "".join(x for x in LETTERS.values() if valued and all(x in found for found in valued))


def legend(
    spec: ChartSpec, drawn: Sequence[Series], riket: Series | None
) -> tuple[list[Figure], list[Figure]]:
    """A swatch and a line a class, the highest first, then the missing; Riket's value on top."""
    within = members(spec, [one.code for one in drawn])
    lines: list[tuple[str | None, str]] = []
    if riket is not None and there(riket):
        value = shown(spec, riket.marks[0].value, symbol=True)
        lines.append((None, say()("reference", spec.language, place=riket.name, value=value)))
    lines.append((None, say()("classes", spec.language)))
    for number in reversed(range(len(within))):
        lines.append((shade(number, len(within)), _class_line(spec, within[number])))
    if not all(map(there, drawn)):
        lines.append((theme.WHITE, say()("missing", spec.language)))
    shapes, texts = [], []
    for index, (colour, text) in enumerate(lines):
        down = index * LEGEND_LINE
        if colour is not None:
            shapes += _swatch(colour, down)
        texts.append(
            {
                "x": 0,
                "y": 0,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 3 if colour is None else 22,
                "yshift": -(down + LEGEND_LINE / 2 + 2),
                "text": f"<b>{escape(text)}</b>" if colour is None else escape(text),
                "align": "left",
                "borderpad": 0,
                "showarrow": False,
                "font": {"size": 11.5, "color": theme.INK},
            }
        )
    return shapes, texts


def _class_line(spec: ChartSpec, within: Sequence[Series]) -> str:
    reach = range_words(spec, within)
    if not within:
        return reach
    return say()("count", spec.language, range=reach, count=len(within))


def _swatch(colour: str, down: float) -> list[Figure]:
    """A square of pixels in a class's colour; the white one is struck through, as hatched tiles."""
    square: Figure = {
        "xref": "x",
        "yref": "y",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0,
        "yanchor": 0,
        "x0": 3,
        "x1": 17,
        "y0": -(down + LEGEND_LINE),
        "y1": -(down + 4),
        "line": {"color": theme.GREY, "width": 1},
    }
    found = [square | {"type": "rect", "fillcolor": colour}]
    return [*found, square | {"type": "line"}] if colour == theme.WHITE else found


def notes_under(spec: ChartSpec, drawn: Sequence[Series]) -> list[str]:
    """What frames and small letters mean, as lines under the map."""
    ours = [one.name for one in drawn if one.role not in ("home", "others")]
    home = next((one.name for one in drawn if one.role == "home"), "")
    notes = []
    if home and ours:
        notes.append(say()("outlined_more", spec.language, place=home, places=", ".join(ours)))
    elif home:
        notes.append(say()("outlined", spec.language, place=home))
    common = common_letters(spec)
    said: dict[str, dict[str, None]] = {"letters_all": {}, "letters": {}}
    for one in filter(there, drawn):
        for letter in UNFIRM:
            for word in status_words(one, one.marks[0], spec.language, letter):
                small = LETTERS[letter]
                everywhere = small in common
                said["letters_all" if everywhere else "letters"][
                    word if everywhere else f"{small} {word}"
                ] = None
    for key, found in said.items():
        if found:
            notes.append(say()(key, spec.language, words=", ".join(found)))
    return notes
