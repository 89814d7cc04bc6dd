"""What the views of two periods say alike: breaks, missing changes, jumps, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from indicators import cautions, citing, formats, naming
from indicators.compare import JUMP
from indicators.framing import HALF, chart_frame, noise_of
from indicators.material import Material
from indicators.model import Indicator, Selection, ViewId
from indicators.phrases import Phrases, phrases
from indicators.spans import (
    Why,
    comparable_bases,
    has_jump,
    same_season,
    why_no_change,
)
from indicators.spec import BreakLine, ChartSpec, Series
from indicators.values import Values

WORDS = Path(__file__).parents[1] / "words" / "spans.toml"
#: places named in a note; the rest are counted
MOST_NAMED = 6


def say() -> Phrases:
    """The phrases shared by the views of two periods, read at first use."""
    return phrases(WORDS)


def of_one_sex(selection: Selection) -> Selection:
    """`selection` with women alone where women and men were asked for together."""
    return replace(selection, breakdown="women") if selection.breakdown == "sex" else selection


def span_words(selection: Selection) -> dict[str, str]:
    """Base, period and span in words, for phrases."""
    base, period, language = selection.base or "", selection.period or "", selection.language
    return {
        "base": formats.period(base, language),
        "period": formats.period(period, language),
        "span": formats.period_range(base, period, language),
    }


def span_frame(
    material: Material, selection: Selection, kind: ViewId, series: tuple[Series, ...]
) -> ChartSpec:
    """The chart of two periods without its own words; breaks are those between the periods."""
    base, period = selection.base or "", selection.period or ""
    indicator, language = material.indicator, selection.language
    breaks = tuple(
        BreakLine(item.period, item.text[language])
        for item in material.any.breaks
        if base < item.period <= period
    )
    spec = replace(chart_frame(material, selection, kind, (base, period), series), breaks=breaks)
    return replace(
        spec,
        unit=indicator.unit[language],
        symbol=indicator.symbol[language] if indicator.symbol else "",
        source=citing.source(material),
    )


def missing_word(why: Why, language: str) -> str:
    """Why a place has no change, in a few words."""
    return say()(f"why_{why}", language)


def points_symbol(language: str) -> str:
    """What follows a difference between percentages."""
    return naming.say()("symbol_points", language)


def subtitle(parts: Sequence[str], indicator: Indicator, selection: Selection) -> str:
    """Unit, sex, direction and what the view adds, as one line."""
    language = selection.language
    found = [formats.sentence(indicator.unit[language]).rstrip(".")]
    if selection.breakdown in ("women", "men"):
        found.append(naming.say()(selection.breakdown, language))
    if indicator.direction != "none":
        found.append(naming.say()(f"direction_{indicator.direction}", language))
    return ", ".join([*found, *parts]) + "."


def processing(own: str, spec: ChartSpec, material: Material, selection: Selection) -> str:
    """Bearbetning: what the collector did, then what this view computed."""
    language = selection.language
    group = any(item.code == NORRA_MELLANSVERIGE for item in spec.series)
    plain = replace(selection, places=(NORRA_MELLANSVERIGE,) if group else (), measure="value")
    before = citing.processing(material, plain, "")
    none = formats.sentence(naming.say()("processing_none", language))
    return " ".join([*([] if before == none else [before]), formats.sentence(own)])


def explanation(own: Sequence[str], values: int, spec: ChartSpec, material: Material) -> str:
    """Diagramförklaring: the view's own rules, then breaks, hollow markers and caveats.

    Only the first `values` marks of a series are drawn hollow where they are not firm.
    """
    published = tuple(replace(item, marks=item.marks[:values]) for item in spec.series)
    rest = citing.explanation(material, replace(spec, series=published), spec.language)
    return " ".join([*(formats.sentence(part) for part in own), rest]).strip()


def error_rule(indicator: Indicator, language: str) -> str:
    """What a difference must exceed, in words."""
    # told as the half that it is, and not as the hair less that comparisons need
    noise = round(noise_of(indicator) / (2 * HALF), 6)
    decimals = next(count for count in range(7) if round(noise, count) == noise)
    return say()(
        "rule_error",
        language,
        noise=formats.number(noise, decimals, language),
        unit=indicator.unit[language],
    )


def notes(spec: ChartSpec, material: Material, selection: Selection, one_sex: bool) -> list[str]:
    """Cautions of a chart of two periods, the most important first; the view adds its own."""
    language, values = selection.language, material.any
    found = []
    if spec.breaks:
        found.append(say()("note_break", language, **_two(selection)) + instead(values, selection))
    if material.indicator.one_firm:
        found.append(_jump_note(spec, values, selection))
    if not same_season(selection.base or "", selection.period or ""):
        found.append(say()("note_season", language))
    if one_sex:
        found.append(say()("note_sex", language))
    common = cautions.notes(spec, material, replace(selection, measure="value"))
    return [*(formats.sentence(note) for note in found), *common]


def _two(selection: Selection) -> dict[str, str]:
    words = span_words(selection)
    return {"base": words["base"], "period": words["period"]}


def instead(values: Values, selection: Selection) -> str:
    """The nearest comparison that no break lies in, led by a space; "" where there is none.

    It is the home county's or its region's, whichever has values.
    """
    language, period = selection.language, selection.period or ""
    shown = formats.period(period, language)
    for code in (selection.home, NORRA_MELLANSVERIGE):
        bases = comparable_bases(values, code, period)
        if bases:
            base = formats.period(bases[0], language)
            return " " + say()("instead", language, base=base, period=shown)
        later = [
            each for each in values.periods
            if each > period and not why_no_change(values, code, period, each)
        ]  # fmt: skip
        if later:
            last = formats.period(later[-1], language)
            return " " + say()("instead", language, base=shown, period=last)
    return ""


def _jump_note(spec: ChartSpec, values: Values, selection: Selection) -> str:
    base, period = selection.base or "", selection.period or ""
    found = [
        item
        for item in spec.series
        if item.role != "reference"
        and not why_no_change(values, item.code, base, period)
        and has_jump(values, item.code, base, period)
    ]
    if not found:
        return say()("note_no_jump", selection.language)
    share = formats.number(JUMP * 100, 0, selection.language)
    places = listed(found, selection.language)
    return say()("note_jump", selection.language, jump=share, places=places)


def listed(series: Sequence[Series], language: str) -> str:
    """The names of places, ours first; a long list ends with how many more there are."""
    ordered = sorted(series, key=lambda item: item.code not in THE_THREE)
    names = list(dict.fromkeys(item.name for item in ordered))
    if len(names) <= MOST_NAMED:
        return formats.listing(names, language)
    shown, rest = ", ".join(names[: MOST_NAMED - 1]), len(names) - MOST_NAMED + 1
    return say()("and_more", language, places=shown, count=rest)
