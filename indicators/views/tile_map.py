"""Karta: the 21 counties in one period, as tiles in classes from light to dark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.geography import RIKET, THE_THREE, counties
from indicators import classes, formats, naming, telling
from indicators.citing import explanation
from indicators.findings import findings
from indicators.material import Material
from indicators.model import Indicator, Selection
from indicators.pairing import sex_of
from indicators.phrases import Phrases, phrases
from indicators.ranking import ranking
from indicators.spec import ChartSpec
from indicators.telling.targets import aloud
from indicators.values import Values
from indicators.views.model import Shelf, View

WORDS = Path(__file__).parents[1] / "words" / "tile_map.toml"


def say() -> Phrases:
    """The phrases of this view, read at first use."""
    return phrases(WORDS)


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The map of a resolved selection: the ranking of the counties, with classes."""
    indicator = library.catalogue.indicators[selection.indicator or ""]
    # a tile holds one number
    sex = sex_of(indicator, selection.breakdown)
    shown = replace(selection, breakdown=sex, grouping="none")
    material = library.material(shown)
    spec = ranking(material, shown, library.ranked_places(shown))
    spec = replace(spec, kind="tile_map", from_zero=False, classes=_classes(spec, shown))
    if selection.breakdown == "sex":
        spec = replace(spec, notes=(say()("women_alone", spec.language), *spec.notes))
    spec = replace(spec, notes=(*spec.notes, *_margin_note(spec)))
    spec = _with_words(spec, material, shown)
    # the targets came with the ranking; its spoken text did not
    return replace(spec, alt=aloud(spec), findings=findings(spec, material, shown))


def _margin_note(spec: ChartSpec) -> list[str]:
    """How far values can err: a tile has no room for margins, which the table tells one by one."""
    margins = [one.marks[0].margin for one in spec.series if one.code in counties()]
    largest = max((margin for margin in margins if margin is not None), default=0.0)
    shown = formats.number(largest, spec.decimals, spec.language)
    return [say()("margin", spec.language, margin=shown)] if largest else []


def _classes(spec: ChartSpec, selection: Selection) -> tuple[float, ...]:
    """Lower bounds over the counties; differences and indices part at what they differ from."""
    values = [
        round(value, spec.decimals)
        for one in spec.series
        if one.code in counties() and (value := one.marks[0].value) is not None
    ]
    if selection.measure == "value":
        return classes.even_classes(values)
    return classes.symmetric_classes(values, _centre(spec), spec.decimals)


def _centre(spec: ChartSpec) -> float:
    """No difference: zero, or 100 for an index."""
    return 0.0 if spec.signed else 100.0


def _with_words(spec: ChartSpec, material: Material, selection: Selection) -> ChartSpec:
    return replace(
        spec,
        subtitle=_subtitle(spec, material.indicator, selection),
        explanation=_explanation(spec, material, selection),
        alt=_alternative(spec),
        file_name=naming.file_name(spec, material.indicator),
    )


def _subtitle(spec: ChartSpec, indicator: Indicator, selection: Selection) -> str:
    words, language = naming.say(), spec.language
    unit = formats.sentence(spec.unit).rstrip(".")
    parts = [unit, *telling.index_prices(indicator, selection)]
    if selection.breakdown in ("women", "men"):
        parts.append(words(selection.breakdown, language))
    parts.append(say()("darker", language))
    if indicator.direction != "none" and selection.measure == "value":
        parts.append(words(f"direction_{indicator.direction}", language))
    return ", ".join(parts) + "."


def _explanation(spec: ChartSpec, material: Material, selection: Selection) -> str:
    """The rule of the classes, then the caveats; tiles have no hollow markers to explain."""
    language = spec.language
    even = selection.measure == "value"
    centre = formats.number(_centre(spec), 0, language)
    rule = say()("even", language) if even else say()("symmetric", language, centre=centre)
    caveats = explanation(material, replace(spec, series=()), language)
    words = (rule, say()("no_verdict", language), say()("equal_tiles", language), caveats)
    return " ".join(part for part in words if part)


def _alternative(spec: ChartSpec) -> str:
    """Every county by its class, the darkest first, then ours with their places."""
    if spec.empty:
        return spec.empty
    language = spec.language
    within = classes.members(spec, counties())
    count = sum(map(len, within))
    unit = formats.sentence(telling.unit_of_sex(spec)).rstrip(".")
    told = {"title": spec.title, "unit": unit, "count": count}
    lines = [
        say()("alt", language, classes=len(within), **told)
        if len(within) > 1
        else say()("alt_one", language, **told)
    ]
    for members in reversed(within):
        if members:
            reach = classes.range_words(spec, members)
            names = formats.listing([one.name for one in members], language)
            lines.append(say()("alt_class", language, range=reach, places=names))
    missing = [one.name for one in spec.series if one.marks[0].value is None]
    if missing:
        names = formats.listing(missing, language)
        lines.append(say()("alt_missing", language, places=names))
    return " ".join([*lines, *_ours(spec)])


def _ours(spec: ChartSpec) -> list[str]:
    """The three counties with value and place, and Riket with its value."""
    lines = []
    for one in spec.series:
        mark = one.marks[0]
        if mark.value is None or one.code not in (*THE_THREE, RIKET):
            continue
        value = telling.value_told(mark, spec)
        told = {"place": one.name, "value": value}
        if band := spec.bands.get(one.code):
            told |= {"band": band, "count": str(len(spec.bands))}
            lines.append(naming.say()("alt_ranked", spec.language, **told))
        else:
            lines.append(say()("alt_place", spec.language, **told))
    return lines


def _refuse(indicator: Indicator, _values: Values) -> str | None:
    return None if indicator.level == "county" else "refused_only_regions"


VIEW = View(
    "tile_map", draw, frozenset({"places", "period", "base", "measure"}), refuse=_refuse
)  # fmt: skip
