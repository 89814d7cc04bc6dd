"""What a ranking says beyond the words of every chart: groups, companions, quartiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.geography import RIKET, THE_THREE, geographies
from indicators import formats, naming, telling
from indicators.model import Indicator
from indicators.phrases import Phrases, phrases
from indicators.ranking_groups import Groups
from indicators.spec import ChartSpec, Mark, Series

WORDS = Path(__file__).parents[1] / "words" / "ranking.toml"
#: companions whose place is told aloud; the table holds them all
TOLD = 12


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def with_words(
    spec: ChartSpec, groups: Groups, indicator: Indicator, flat: Sequence[Series]
) -> ChartSpec:
    """`spec` with the words that only a ranking needs; `flat` are its bars, the best first."""
    if spec.empty:
        return spec
    # told in the order of the values, whatever groups they stand in
    alt = [telling.alternative(replace(spec, series=tuple(flat)), indicator), *_told(spec)]
    explained = []
    if groups.grouped:
        within = say()("within_regions", spec.language)
        order = "by_own" if groups.by_own else _best(indicator)
        explained.append(say()(f"regions_{order}", spec.language))
        spec = replace(
            spec,
            said=say()("region_heading", spec.language),
            subtitle=formats.sentence(f"{spec.subtitle.rstrip('.')}, {within}"),
        )
    if _strangers(spec):
        explained.append(say()("unranked", spec.language))
    if spec.facts:
        alt.append(_quartiles(spec))
        spec = replace(spec, processing=_processing(spec))
    return replace(
        spec,
        explanation=" ".join([*explained, spec.explanation]).strip(),
        alt=" ".join([*alt, *explained]),
    )


def _best(indicator: Indicator) -> str:
    return "by_lowest" if indicator.direction == "down" else "by_highest"


def _strangers(spec: ChartSpec) -> bool:
    """Tell whether companions from abroad stand beside the Swedish regions that are ranked."""
    places = geographies()
    return (
        bool(spec.bands)
        and not spec.facts
        and any(item.role == "compared" and item.code not in spec.bands for item in spec.series)
        and all(places[code].parent == RIKET for code in spec.bands)
    )


def _told(spec: ChartSpec) -> list[str]:
    """The ranks of the home region and the companions; those of our counties are told already."""
    found = [
        item
        for item in spec.series
        if item.role in ("home", "group", "compared")
        and item.code in spec.bands
        and item.code not in THE_THREE
    ]
    return [
        naming.say()(
            "alt_ranked",
            spec.language,
            place=item.name,
            value=_value(spec, item.marks[0]),
            band=spec.bands[item.code],
            count=len(spec.bands),
        )
        for item in sorted(found, key=lambda item: item.role == "compared")[:TOLD]
    ]


def _value(spec: ChartSpec, mark: Mark) -> str:
    return formats.with_unit(mark.value, spec.decimals, spec.language, spec.symbol, spec.signed)


def _quartiles(spec: ChartSpec) -> str:
    facts = spec.facts
    told = {
        name: _value(spec, Mark("", facts[key]))
        for name, key in (
            ("lower", "lower_quartile"), ("median", "median"), ("upper", "upper_quartile")
        )
    }  # fmt: skip
    return say()("quartiles", spec.language, count=round(facts["n"]), **told)


def _processing(spec: ChartSpec) -> str:
    """What was done to the figures; "none, as published" no longer holds for the whole chart."""
    none = formats.sentence(naming.say()("processing_none", spec.language))
    before = spec.processing
    if before == none:
        before = say()("as_published", spec.language)
    method = say()("quartiles_method", spec.language, count=round(spec.facts["n"]))
    return f"{before} {_quartiles(spec)} {method}"
