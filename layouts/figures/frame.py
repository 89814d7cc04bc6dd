"""What every figure shares: ground, letters, axes without chart junk, labels at the right edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.spec import ChartSpec
from layouts import theme
from layouts.figures.scale import spread
from layouts.figures.text import text_width

Figure = dict[str, Any]

SIZE = 12.5
SMALL = 11
LINE = 16
#: from the edge of the plot to a label
LABEL_GAP = 14


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label at the right edge: `lines` of markup and of plain text, pointing at `y`."""

    lines: tuple[str, ...]
    plain: tuple[str, ...]
    y: float
    colour: str

    @property
    def height(self) -> float:
        return LINE * len(self.lines)

    @property
    def width(self) -> float:
        return max(text_width(line, SIZE) for line in self.plain)


def margin_for(labels: Sequence[EndLabel]) -> int:
    """Right margin in pixels that holds the longest of `labels`."""
    return round(max((one.width for one in labels), default=0) + LABEL_GAP + 4)


def end_labels(
    labels: Sequence[EndLabel],
    x: float,
    to_pixel: Callable[[float], float],
    height: float,
    slack: float = 8,
) -> list[Figure]:
    """Annotations right of `x`, pushed apart over `height` pixels, with leaders where moved far."""
    wanted = [to_pixel(one.y) for one in labels]
    sizes = [one.height for one in labels]
    centres = spread(wanted, sizes, -slack, height + slack)
    found = []
    for label, want, centre in zip(labels, wanted, centres, strict=True):
        moved = centre - want
        annotation: Figure = {
            "x": x,
            "y": label.y,
            "text": "<br>".join(label.lines),
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "borderpad": 0,
            "font": {"size": SIZE, "color": label.colour},
        }
        if abs(moved) > 9:
            annotation |= {
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 0.8,
                "arrowcolor": theme.GUIDE,
                "standoff": 4,
                "ax": LABEL_GAP,
                "ay": round(moved, 2),
            }
        else:
            annotation |= {"showarrow": False, "xshift": LABEL_GAP, "yshift": round(-moved, 2)}
        found.append(annotation)
    return found


def axis(**changes: Any) -> Figure:
    """An axis without line, ticks or zoom; everything it shows is said by the caller."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": 12, "color": theme.MUTED},
        "tickangle": 0,
    } | changes


def text_axis(values: Sequence[float], texts: Sequence[str], **changes: Any) -> Figure:
    """An axis with our own tick texts, so that Swedish numbers stand in saved pictures too."""
    return axis(tickmode="array", tickvals=list(values), ticktext=list(texts), **changes)


def meta(spec: ChartSpec, notes: Sequence[str]) -> Figure:
    """What a saved picture must carry (rule 36), for assets/panel.js; "reading" is for the page.

    How to read the drawing stands under it and not in it: only the page and the saved picture
    know their width, and can break lines where they end.
    """
    return {
        "title": spec.title,
        "subtitle": spec.subtitle,
        "unit": spec.unit,
        "reading": list(notes),
        "notes": [*notes, *spec.notes],
        "source": spec.source,
        "processing": spec.processing,
        "explanation": spec.explanation,
        "language": spec.language,
        "file_name": spec.file_name,
        "kind": spec.kind,
    }


def frame(
    spec: ChartSpec,
    traces: list[Figure],
    plot_height: float,
    margin: tuple[float, float, float, float],
    notes: Sequence[str] = (),
    **layout: Any,
) -> Figure:
    """A whole figure; `margin` is top, right, bottom, left in pixels around `plot_height`.

    `notes` say how to read this drawing: what its signs mean, where its axis begins.
    """
    top, right, bottom, left = (round(side) for side in margin)
    return {
        "data": traces,
        "layout": {
            "template": {},
            "autosize": True,
            "height": round(top + plot_height + bottom),
            "margin": {"t": top, "r": right, "b": bottom, "l": left, "pad": 0},
            "paper_bgcolor": theme.WHITE,
            "plot_bgcolor": theme.WHITE,
            "font": {"family": theme.FONT, "size": 12, "color": theme.INK},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": theme.WHITE,
                "bordercolor": theme.MUTED,
                "align": "left",
                "font": {"family": theme.FONT, "size": 13, "color": theme.INK},
            },
            "meta": meta(spec, notes),
        }
        | layout,
    }
