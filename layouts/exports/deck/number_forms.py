"""Excel's formats of numbers: the decimals of the chart, a true minus, in the chart's language.

A format is written with American signs and shown in the reader's own. The language in front of it
makes LibreOffice show Swedish ones everywhere; PowerPoint follows the computer.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators import formats
from indicators.spec import ChartSpec, Column
from layouts.figures.scale import tick_texts

LOCALES = {"sv": "[$-41D]", "en": "[$-809]"}


def plain_form(decimals: int, language: str) -> str:
    """A number without sign."""
    digits = "." + "0" * decimals if decimals else ""
    return f"{LOCALES[language]}#,##0{digits}"


def form_of(form: ChartSpec | Column, language: str) -> str:
    """The values of a chart or of one of its columns, differences with their sign."""
    return _signed(plain_form(form.decimals, language), form.signed)


def unsigned(form: ChartSpec | Column, language: str) -> str:
    """A value that rounds to zero, which carries no sign."""
    plain = plain_form(form.decimals, language)
    return f"{plain};{plain};{plain}"


def axis_form(ticks: Sequence[float], signed: bool, language: str) -> str:
    """The ticks of an axis: as many decimals as their step needs, zero without sign.

    A program adds its steps up, and what should be zero may be a hair below it: it is a text here.
    """
    decimals = len(tick_texts(ticks, "en")[0].partition(".")[2])
    form = _signed(plain_form(decimals, language), signed)
    if ticks[0] >= 0:
        return form
    plus, minus, _ = form.split(";")
    half = f"{(ticks[1] - ticks[0]) / 2:.6g}"
    zero = formats.number(0.0, decimals, language)
    return f'[>={half}]{plus};[<=-{half}]{minus};"{zero}"'


def _signed(plain: str, signed: bool) -> str:
    head, _, digits = plain.partition("]")
    plus = f"{head}]+{digits}" if signed else plain
    return f"{plus};{head}]{formats.MINUS}{digits};{plain}"
