"""The rows of a ranking: where each place stands, headings of groups, ranks, who is highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.geography import EU27, geographies
from indicators import formats
from indicators.phrases import phrases
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.figures.frame import SMALL, Figure, text_axis
from layouts.figures.text import escape, has_value, text_width

WORDS = Path(__file__).parents[1] / "words" / "ranking.toml"
#: letters of names and values in a row
SIZE = 12
#: letters of a name in a row; the longest Swedish region has 19
NAME_LETTERS = 22
#: pixels between the name and the rank of a place
COLUMN_GAP = 10
#: how much of a row a bar takes; a region above its counties has a thin one
BAR, HEAD_BAR = 0.72, 0.3


def words(key: str, language: str, **fields: object) -> str:
    """A phrase of the rankings."""
    return phrases(WORDS)(key, language, **fields)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a ranking from the top: `at` is that of each place, `count` is all of them.

    `heads` are rows that begin a group, with its name; a region that has a value of its own
    stands in the very row that begins its group.
    """

    at: tuple[int, ...]
    heads: tuple[tuple[int, str], ...]
    count: int
    #: the group that the home county belongs to
    home: str = ""


def rows_of(places: Sequence[Series]) -> Rows:
    """A row a place, and one more above each group that has no value of its own."""
    at, heads = [], []
    row, group = 0, ""
    for one in places:
        if one.said and one.said != group:
            heads.append((row, one.said))
            row += not is_head(one)
        group = one.said
        at.append(row)
        row += 1
    home = next((one.said for one in places if one.role == "home"), "")
    return Rows(tuple(at), tuple(heads), row, home)


def is_head(one: Series) -> bool:
    """Tell whether a series is that of the region whose counties follow."""
    return bool(one.said) and geographies()[one.code].level != "county"


def short_name(name: str, letters: int = NAME_LETTERS) -> str:
    """`name` cut at a word where it is too long for a row; hover text and table have it whole."""
    if len(name) <= letters:
        return name
    return name[: letters - 1].rsplit(" ", 1)[0].rstrip(" -/,") + " …"


def row_name(spec: ChartSpec, one: Series, mark: Mark, common: str) -> str:
    """The place, with the period where it is not `common` to the others (rule 3).

    Nothing for the region at the head of a group, which its heading names.
    """
    if is_head(one):
        return ""
    name = short_name(one.name)
    if has_value(mark) and mark.period != common:
        return f"{name} {formats.period(mark.period, spec.language)}"
    return name


def looks(series: Sequence[Series]) -> list[theme.Style]:
    """The styles of the bars: companions without a colour of their own are dark, others grey.

    Lines tell companions apart by dashes, which bars do not have; here they differ from the rest
    in lightness, on paper too, and by their bold names.
    """
    dark = theme.tint(theme.INK, 0.8)
    return [
        replace(look, colour=dark) if is_companion(one) else look
        for one, look in zip(series, theme.styles(series), strict=True)
    ]


def is_companion(one: Series) -> bool:
    """Tell whether a place is highlighted because it was chosen, not because it is ours."""
    return one.role == "compared" and one.code not in theme.PLACES and one.code != EU27


def pale_fill(one: Series, colour: str) -> str:
    """The fill of a bar that is not firm; companions stay darker than the rest."""
    return theme.tint(colour, 0.55) if is_companion(one) else theme.tint(colour)


def name_room(rows: Rows, names: Iterable[str]) -> float:
    """Pixels for the names at the left, and for the headings above them."""
    widest = max((text_width(name, SIZE) * 1.06 for name in names), default=0.0)
    return max([widest, *(text_width(name, SIZE) * 1.1 for _, name in rows.heads)])


def rank_room(spec: ChartSpec) -> float:
    """Pixels for the column of ranks; none where there are no ranks."""
    if not spec.bands:
        return 0.0
    head = text_width(words("rank", spec.language), SMALL)
    widest = max(text_width(band, SMALL + 0.5) for band in spec.bands.values())
    return max(head, widest) + COLUMN_GAP


def rank_axis(spec: ChartSpec, places: Sequence[Series], rows: Rows, away: float) -> Figure:
    """The layout of a second axis of names that holds the ranks, `away` pixels from the plot."""
    if not spec.bands:
        return {}
    ranks = text_axis(
        rows.at,
        [spec.bands.get(one.code, "") for one in places],
        range=[rows.count - 0.5, -0.5],
        overlaying="y",
        side="left",
        ticklabelstandoff=round(away),
        tickfont={"size": SMALL + 0.5, "color": theme.MUTED},
    )
    return {"yaxis2": ranks}


def rank_heading(spec: ChartSpec, away: float) -> list[Figure]:
    """The heading of the column of ranks, where there is one."""
    heading = _note(words("rank", spec.language), "right", -away) | {
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 2,
        "font": {"size": SMALL, "color": theme.MUTED},
    }
    return [heading] if spec.bands else []


def group_headings(rows: Rows, left: float) -> list[Figure]:
    """The names of the groups, from the left edge of the figure `left` pixels out."""
    return [
        _note(f"<b>{escape(name)}</b>" if name == rows.home else escape(name), "left", -left)
        | {
            "y": row,
            "yanchor": "middle",
            "font": {"size": SIZE, "color": theme.INK if name == rows.home else theme.MUTED},
        }
        for row, name in rows.heads
    ]


def _note(text: str, anchor: str, shift: float) -> Figure:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": anchor,
        "xshift": round(shift),
        "text": text,
        "borderpad": 0,
        "showarrow": False,
    }


def group_rules(rows: Rows, left: float, right: float) -> list[Figure]:
    """A hairline above each group, across the figure with its margins `left` and `right`."""
    return [
        shape | {"type": "line", "y0": row - 0.5, "y1": row - 0.5, "layer": "below",
                 "line": {"color": theme.CROWD, "width": 1}}
        for row, _ in rows.heads
        for shape in _across(left, right)
    ]  # fmt: skip


def home_ground(places: Sequence[Series], rows: Rows, left: float, right: float) -> list[Figure]:
    """A pale ground under the home county's row, across the figure with its margins."""
    at = next((row for one, row in zip(places, rows.at, strict=True) if one.role == "home"), None)
    if at is None:
        return []
    return [
        shape | {"type": "rect", "y0": at - 0.5, "y1": at + 0.5, "layer": "below",
                 "fillcolor": theme.HAIRLINE, "opacity": 0.6, "line": {"width": 0}}
        for shape in _across(left, right)
    ]  # fmt: skip


def _across(left: float, right: float) -> tuple[Figure, ...]:
    """The parts of a shape over the whole width: pixels of the margins, and the plot between."""
    margin = {"xref": "paper", "xsizemode": "pixel"}
    return (
        margin | {"xanchor": 0, "x0": -round(left), "x1": 0},
        {"xref": "paper", "x0": 0, "x1": 1},
        margin | {"xanchor": 1, "x0": 0, "x1": round(right)},
    )


def rank_notes(spec: ChartSpec) -> list[str]:
    """What a rank of several places means; nothing where all values are told apart."""
    band = an_open_band(spec)
    return [words("bands", spec.language, band=band)] if band else []


def an_open_band(spec: ChartSpec) -> str:
    """The first rank in the chart that is a range, for an example; "" where there is none.

    One of ours where there is: among hundreds of places only those are written out.
    """
    ours_first = sorted(spec.series, key=lambda one: one.role == "others")
    found = (spec.bands.get(one.code, "") for one in ours_first)
    return next((band for band in found if "–" in band), "")


def companion_notes(spec: ChartSpec) -> list[str]:
    """What the dark bars are, where there are any."""
    chosen = any(is_companion(one) for one in spec.series)
    return [words("companions", spec.language)] if chosen else []
