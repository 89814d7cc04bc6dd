"""Names and values beside the marks of a chart: native data labels, which follow the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layouts import theme
from layouts.exports.deck.axes import attribute
from layouts.exports.deck.ink import letters, line, moved, shape

#: hairlines from marks to labels that were moved, which PowerPoint knows since 2013
LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="1"/><c15:leaderLines>'
    f"{shape(line(theme.GREY, 0.5))}</c15:leaderLines></c:ext></c:extLst>"
)
#: between the parts of a label
SPACE = " "


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one point: what of it is shown, where, and in which letters."""

    point: int
    size: float
    colour: str = theme.INK
    bold: bool = False
    place: str = "r"
    name: bool = False
    category: bool = False
    value: bool = False
    form: str = "General"
    #: moved right and down, in parts of the chart
    right: float = 0.0
    down: float = 0.0

    def xml(self, language: str) -> str:
        """``c:dLbl``."""
        return (
            f'<c:dLbl><c:idx val="{self.point}"/>{moved(self.right, self.down)}'
            f'<c:numFmt formatCode="{attribute(self.form)}" sourceLinked="0"/>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f"{letters(self.size, self.colour, language, self.bold)}"
            f'<c:dLblPos val="{self.place}"/>'
            f"{_shown(self.value, self.category, self.name)}</c:dLbl>"
        )


def labels(found: Sequence[Label], language: str) -> str:
    """``c:dLbls`` of a series whose other points have none; "" without any."""
    if not found:
        return ""
    points = "".join(one.xml(language) for one in sorted(found, key=lambda one: one.point))
    leaders = LEADERS if any(abs(one.right) + abs(one.down) > 0.01 for one in found) else ""
    return f"<c:dLbls>{points}{_shown(False, False, False)}{leaders}</c:dLbls>"


def all_labels(label: Label, language: str, others: Sequence[Label] = ()) -> str:
    """``c:dLbls`` for every point of a series as `label`, and `others` for some of its points."""
    points = "".join(one.xml(language) for one in sorted(others, key=lambda one: one.point))
    return (
        f'<c:dLbls>{points}<c:numFmt formatCode="{attribute(label.form)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters(label.size, label.colour, language, label.bold)}"
        f'<c:dLblPos val="{label.place}"/>'
        f"{_shown(label.value, label.category, label.name)}</c:dLbls>"
    )


def _shown(value: bool, category: bool, name: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/>'
        f'<c:showCatName val="{int(category)}"/><c:showSerName val="{int(name)}"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        f"<c:separator>{SPACE}</c:separator>"
    )
