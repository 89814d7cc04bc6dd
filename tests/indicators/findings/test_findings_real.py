"""What is said of the real figures: bound to its numbers, in both languages, and never too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import THE_THREE, counties
from indicators import formats
from indicators.findings import MOST, findings
from indicators.findings.words import degrees
from indicators.library import Library
from indicators.model import MEASURES, Selection
from indicators.spec import ChartSpec, Finding, Mark
from indicators.views import VIEWS
from tests.indicators import synthetic
from tests.indicators.findings.made import chart

#: a number as the panel writes it, with its sign, in either language
NUMBER = re.compile(r"[−+]?\d(?:[\d\u202f,.]*\d)?")
#: words that no rule may use: praise, blame, certainty that nobody has, causes, English in Swedish
FORBIDDEN = re.compile(
    r"\b(bäst|bästa|sämst|sämsta|framgång|framsteg|imponerande|stark utveckling|glädjande|"
    r"oroande|dramatisk|rekord|tack vare|på grund av|best|worst|success|thanks to|"
    r"because|progress)\b",
    re.IGNORECASE,
)


def charts(library: Library, language: str) -> Iterator[tuple[str, ChartSpec]]:
    """The charts of every available indicator and view: each home's values, Dalarna's measures."""
    cases = [(home, "value", None) for home in THE_THREE]
    cases += [("20", measure, None) for measure in MEASURES[1:]] + [("20", "value", "sex")]
    for code, item in library.available().items():
        for view in VIEWS:
            for home, measure, breakdown in cases:
                if breakdown == "sex" and "women" not in item.breakdowns:
                    continue
                asked = Selection(
                    indicator=code, view=view, home=home, measure=measure,  # type: ignore[arg-type]
                    breakdown=breakdown, language=language,  # type: ignore[arg-type]
                )  # fmt: skip
                selection = library.resolve(asked).selection
                if (selection.view, selection.measure) == (view, measure) and view != "scatter":
                    yield f"{code} {view} {home} {measure} {breakdown}", told(library, selection)


def told(library: Library, selection: Selection) -> ChartSpec:
    """The chart of a selection with the findings on it, in whatever view."""
    spec = library.view(selection)
    one_sex = selection.breakdown == "sex" and spec.kind in ("two_points", "quadrant", "tile_map")
    shown = replace(selection, breakdown="women") if one_sex else selection
    return replace(spec, findings=findings(spec, library.material(shown), shown))


@pytest.fixture(scope="module")
def everything(library: Library) -> dict[str, dict[str, ChartSpec]]:
    """All charts with their findings, by language and name."""
    return {language: dict(charts(library, language)) for language in ("sv", "en")}


def said(everything: dict[str, dict[str, ChartSpec]]) -> list[tuple[str, ChartSpec, Finding]]:
    return [
        (name, spec, found)
        for specs in everything.values()
        for name, spec in specs.items()
        for found in spec.findings
    ]


@cache
def periods_in_words(codes: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(formats.period(code, language) for code in codes)


def numbers_of(found: Finding, spec: ChartSpec, library: Library) -> list[str]:
    """The numbers written in a finding, without those of its periods, names and bands."""
    text = found.text
    indicator = next(
        item for item in library.available().values() if item.name[spec.language] in spec.title
    )
    codes: set[str] = set(spec.periods) | {column.period for column in spec.columns}
    for sex in indicator.breakdowns:
        codes |= set(library.values(indicator.id, sex).periods)
    words = periods_in_words(tuple(sorted(codes - {""})), spec.language)
    for part in sorted((*words, "EU27"), key=len, reverse=True):
        text = re.sub(rf"(?<![\d,.\u202f]){re.escape(part)}(?![\d\u202f]|[,.]\d)", " ", text)
    return NUMBER.findall(text.replace("–", " "))


def written(value: float, language: str) -> set[str]:
    """All ways in which the panel may write a number."""
    return {
        formats.number(value, decimals, language, signed)
        for decimals in range(4)
        for signed in (False, True)
    }


def test_every_number_in_a_sentence_is_one_that_the_rule_names(
    library: Library, everything: dict[str, dict[str, ChartSpec]]
) -> None:
    checked = 0
    for name, spec, found in said(everything):
        allowed = {text for _, value in found.numbers for text in written(value, spec.language)}
        for number in numbers_of(found, spec, library):
            checked += 1
            assert number in allowed, (name, found)
    assert checked > 3000


def test_the_values_in_a_sentence_have_the_decimals_of_the_chart(
    everything: dict[str, dict[str, ChartSpec]],
) -> None:
    checked = 0
    for name, spec, found in said(everything):
        numbers = dict(found.numbers)
        if not found.rule.startswith("level") or "value" not in numbers:
            continue
        text = formats.number(numbers["value"], spec.decimals, spec.language, spec.signed)
        checked += 1
        assert text in found.text, (name, found)
    assert checked > 500


def test_both_languages_rest_on_the_same_rules_and_numbers(
    everything: dict[str, dict[str, ChartSpec]],
) -> None:
    assert set(everything["sv"]) == set(everything["en"])
    for name, spec in everything["sv"].items():
        english = everything["en"][name].findings
        assert [item.rule for item in spec.findings] == [item.rule for item in english], name
        for ours, theirs in zip(spec.findings, english, strict=True):
            assert [v for _, v in ours.numbers] == [v for _, v in theirs.numbers], name
            assert ours.text != theirs.text


def test_at_most_four_sentences_each_whole_and_said_once(
    everything: dict[str, dict[str, ChartSpec]],
) -> None:
    for specs in everything.values():
        for name, spec in specs.items():
            texts = [item.text for item in spec.findings]
            assert len(texts) <= MOST, name
            assert len(set(texts)) == len(texts), name
            for text in texts:
                assert text.endswith(".") and text[0].isupper(), text
                assert "  " not in text and "{" not in text and "None" not in text, text
                assert ".." not in text and " ," not in text and "()" not in text, text


def test_no_sentence_praises_blames_or_names_a_cause(
    everything: dict[str, dict[str, ChartSpec]],
) -> None:
    for name, _, found in said(everything):
        assert not FORBIDDEN.search(found.text), (name, found.text)


def test_most_charts_have_something_to_say(everything: dict[str, dict[str, ChartSpec]]) -> None:
    shown = [spec for spec in everything["sv"].values() if not spec.empty]
    assert sum(bool(spec.findings) for spec in shown) > 0.9 * len(shown)


def test_degree_words_stand_only_where_a_rule_tested_them(
    everything: dict[str, dict[str, ChartSpec]],
) -> None:
    table = degrees()
    strong = [degree[way][language] for degree in ({"up": d.up, "down": d.down}
              for scale in (table.level, table.change) for d in scale)
              for way in ("up", "down") for language in ("sv", "en")]  # fmt: skip
    qualified = [word for word in strong if word.split()[0] in
                 ("klart", "något", "well", "slightly") or "kraftigt" in word]  # fmt: skip
    for name, _, found in said(everything):
        if any(word in found.text for word in qualified):
            assert found.rule.endswith(("_sure", "_up", "_down")), (name, found)


def test_a_survey_without_margins_never_carries_a_degree_word(
    library: Library, everything: dict[str, dict[str, ChartSpec]]
) -> None:
    spec = everything["sv"]["rd_share_of_grp over_time 20 value None"]
    rules = [item.rule for item in spec.findings]
    assert "caution_margin" in rules
    assert not [rule for rule in rules if rule.endswith(("_sure", "_up", "_down"))]


def test_the_chart_carries_its_findings(library: Library) -> None:
    selection = library.resolve(Selection(indicator="unemployment_bas")).selection
    spec = library.view(selection)
    assert [item.text.replace("\u00a0", " ") for item in spec.findings] == [
        "Dalarna låg 2022 något lägre än Riket: 4,7 % mot 5,2 % (−0,5 procentenheter).",
        "Mellan 2020 och 2022 har värdet för Dalarna minskat, "
        "från 5,9 % till 4,7 % (−1,2 procentenheter).",
    ]


def test_the_house_chart_names_the_band_and_those_alike(library: Library) -> None:
    asked = Selection(indicator="unemployment_bas", view="ranking")
    spec = library.view(library.resolve(asked).selection)
    assert spec.findings[0].text == (
        "Dalarna låg 2022 på plats 8–10 av 21, räknat från lägsta värde, "
        "utan säker skillnad mot Kalmar och Västra Götaland."
    )


def test_the_business_research_of_dalarna_is_a_jump_and_no_trend(library: Library) -> None:
    asked = Selection(indicator="rd_per_inhabitant_business")
    rules = [item.rule for item in library.view(library.resolve(asked).selection).findings]
    assert rules == ["level_median_plain", "caution_firm", "caution_margin"]


@given(synthetic.marks(), synthetic.breaks)
def test_no_sentence_about_change_crosses_a_break(
    marks: tuple[Mark, ...], breaks: tuple[object, ...]
) -> None:
    cells = [("20", mark.period, mark.value, mark.status, mark.margin) for mark in marks]
    if all(mark.value is None for mark in marks):
        return
    shelf, _ = synthetic.library_of(
        synthetic.rows(*cells), synthetic.indicator(decimals=3), breaks=breaks
    )
    for found in findings(*chart(shelf)):
        if not found.rule.startswith("change"):
            continue
        numbers = dict(found.numbers)
        first, last = numbers["first"], numbers["last"]
        clean = [
            (a.period, b.period)
            for a in marks
            for b in marks
            if a.value == first and b.value == last and a.period < b.period
        ]
        assert any(not synthetic.crosses(marks, *pair, breaks) for pair in clean)  # type: ignore[arg-type]


@given(st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=8))
def test_missing_values_never_become_numbers(values: list[int | None]) -> None:
    cells = [("20", str(2001 + i), v, "A" if v is not None else "O") for i, v in enumerate(values)]
    if all(value is None for value in values):
        return
    cells += [(code, "2001", 50.0, "A") for code in counties() if code != "20"]
    shelf, _ = synthetic.library_of(synthetic.rows(*cells), synthetic.indicator())
    known = {float(value) for value in values if value is not None}
    for found in findings(*chart(shelf)):
        for what, number in found.numbers:
            if what in ("first", "last", "lowest", "highest", "value"):
                assert number in known


@pytest.mark.parametrize("view", ["over_time", "ranking", "tile_map", "quadrant", "two_points"])
def test_what_is_said_of_women_alone_names_them(library: Library, view: str) -> None:
    asked = Selection(indicator="matching_rate", view=view, breakdown="women")  # type: ignore[arg-type]
    spec = library.view(library.resolve(asked).selection)
    assert "Dalarna (kvinnor)" in spec.findings[0].text
    assert "Riket (" not in spec.findings[0].text or "Riket (kvinnor)" in spec.findings[0].text
    assert "kvinnor" in spec.alt
