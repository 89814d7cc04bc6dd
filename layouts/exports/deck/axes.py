"""The axes of native charts: quiet lines, numbers as in the table, ends that are set."""

from __future__ import annotations

from dataclasses import dataclass

from layouts import theme
from layouts.exports.deck.ink import NO_LINE, escape, letters, line, rich, shape

CATEGORY, VALUE = 111_111_111, 222_222_222
#: the letters of an axis' title, to those of its numbers
TITLE_SIZE = 0.86
GRID = f"<c:majorGridlines>{shape(line(theme.HAIRLINE, 0.75))}</c:majorGridlines>"


@dataclass(frozen=True, slots=True)
class Ends:
    """Where an axis of values begins and ends, and its step."""

    low: float
    high: float
    step: float

    @classmethod
    def of(cls, ticks: list[float]) -> Ends:
        """From the ticks that the screen has."""
        return cls(ticks[0], ticks[-1], ticks[1] - ticks[0])

    def part(self, value: float) -> float:
        """Where a value lies, 0 at the axis' beginning and 1 at its end."""
        return (value - self.low) / (self.high - self.low)


def value_axis(
    ends: Ends,
    form: str,
    language: str,
    size: float,
    *,
    own: int = VALUE,
    other: int = CATEGORY,
    side: str = "l",
    title: str = "",
    hidden: bool = False,
    between: str = "between",
    at_zero: bool = False,
    grid: bool = True,
) -> str:
    """An axis of values; with `at_zero` the other axis crosses it at zero, else where it begins."""
    titled = ""
    if title:
        turn = -90 if side == "l" else 0
        text = rich(title, size * TITLE_SIZE, theme.MUTED, language, turn=turn)
        titled = f'<c:title>{text}<c:overlay val="0"/></c:title>'
    crossing = '<c:crosses val="autoZero"/>' if at_zero else '<c:crosses val="min"/>'
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{ends.high!r}"/><c:min val="{ends.low!r}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>'
        f"{GRID if grid and not hidden else ''}{titled}"
        f'<c:numFmt formatCode="{attribute(form)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{shape(line(theme.INK, 1) if at_zero else NO_LINE)}"
        f"{letters(size, theme.MUTED, language)}"
        f'<c:crossAx val="{other}"/>{crossing}<c:crossBetween val="{between}"/>'
        f'<c:majorUnit val="{ends.step!r}"/></c:valAx>'
    )


def category_axis(
    language: str,
    size: float,
    *,
    side: str = "b",
    reverse: bool = False,
    hidden: bool = False,
    skip: int = 1,
    turn: float | None = None,
    ink: str = theme.INK,
    at_zero: bool = False,
) -> str:
    """An axis of periods or places; every `skip`th is named, `turn` degrees turned."""
    crossing = '<c:crosses val="autoZero"/>' if at_zero else '<c:crosses val="min"/>'
    return (
        f'<c:catAx><c:axId val="{CATEGORY}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if reverse else "minMax"}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="@" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{shape(line(ink, 1))}{letters(size, theme.INK, language, turn=turn)}"
        f'<c:crossAx val="{VALUE}"/>{crossing}<c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def attribute(text: str) -> str:
    """`text` as it stands in an attribute."""
    return escape(text).replace('"', "&quot;")
