"""The words of a chart: every number bound to the figures, every caution where it belongs."""

from __future__ import annotations

import re

import pytest

from data.geography import THE_THREE
from indicators.library import Library
from indicators.model import Selection
from tests.indicators.synthetic import indicator, library_of, rows


def spec_of(library: Library, kind: str = "over_time", **asked):
    chosen = library.resolve(Selection(**asked)).selection
    return getattr(library, kind)(chosen)


def test_a_chart_tells_itself_aloud(library: Library) -> None:
    spec = spec_of(library, indicator="unemployment_bas", places=THE_THREE)
    assert spec.alt == (
        "Linjediagram. Arbetslöshet, register (BAS) i Norra Mellansverige 2020–2022. "
        "Procent av arbetskraften 20–64 år. "
        "Dalarna: från 5,9\u00a0% (2020) till 4,7\u00a0% (2022). "
        "Gävleborg: från 8,5\u00a0% (2020) till 7,2\u00a0% (2022). "
        "Värmland: från 6,6\u00a0% (2020) till 4,9\u00a0% (2022). "
        "Händelse 1, mars\u00a02020: Världshälsoorganisationen (WHO) bedömer covid-19 som en "
        "pandemi den 11 mars 2020."
    )


def test_a_ranking_tells_its_ends_and_the_three(library: Library) -> None:
    spec = spec_of(library, "ranking", indicator="rd_per_inhabitant_business")
    for told in ("Gävleborg: 3\u202f819\u00a0kr, plats 12 av 21.", "Dalarna: 2\u202f441\u00a0kr, "
                 "plats 15 av 21.", "Först Västra Götaland med 25\u202f522\u00a0kr"):  # fmt: skip
        assert told in spec.alt


def test_titles_say_what_where_and_when(library: Library) -> None:
    def title(**asked):
        return spec_of(library, **asked).title

    assert title(indicator="gerd", places=("SE31",)) == (
        "FoU-utgifter, andel av BRP (riksområden) i Norra Mellansverige 2013–2023"
    )
    assert title(indicator="unemployment_bas", places=("20", "01"), language="en").endswith(
        "in Dalarna and Stockholm 2020–2022"
    )
    assert " i Sveriges län " in title(indicator="unemployment_bas", places=("20", "lan"))
    assert "(index)" in title(indicator="ghg_intensity", measure="index")
    assert "(mot Riket)" in title(indicator="unemployment_bas", measure="gap")


@pytest.mark.parametrize(
    ("measure", "unit", "symbol", "signed"),
    [
        ("value", "procent av arbetskraften 20–64 år", "%", False),
        ("gap", "skillnad mot Riket i procentenheter", "procentenheter", True),
        ("change", "förändring sedan 2020 i procentenheter", "procentenheter", True),
    ],
)
def test_differences_of_shares_are_percentage_points(library, measure, unit, symbol, signed):
    spec = spec_of(library, indicator="unemployment_bas", measure=measure)
    assert (spec.unit, spec.symbol, spec.signed) == (unit, symbol, signed)
    if signed:
        assert "\u2212" in spec.alt or "+" in spec.alt


def test_the_denominator_stands_in_the_subtitle(library: Library) -> None:
    spec = spec_of(library, indicator="rd_share_of_grp")
    assert spec.subtitle == "Procent av BRP, högre är bättre."
    index = spec_of(library, indicator="ghg_intensity", measure="index", base="2010")
    assert index.subtitle == "Index, 2010 = 100, löpande priser."


def test_the_source_is_the_producer_with_the_route_in_brackets(library: Library) -> None:
    assert spec_of(library, indicator="rd_per_inhabitant").source.startswith(
        "SCB (via Kolada), FoU-utgifter per invånare"
    )


def test_a_computed_region_shows_its_formula_and_a_refused_one_its_reason(library) -> None:
    assert "Norra Mellansverige = Dalarna + Gävleborg + Värmland" in (
        spec_of(library, indicator="rd_business").processing
    )
    refused = spec_of(library, indicator="unemployment_bas", places=(*THE_THREE, "00"))
    assert any(note.startswith("Norra Mellansverige räknas inte:") for note in refused.notes)


def test_a_ratio_of_two_series_shows_its_formula(library: Library) -> None:
    spec = spec_of(library, indicator="exports_goods_share_of_grp")
    assert "÷" in spec.processing and "beräknat av Omställningspanelen" in spec.processing


def test_figures_shown_as_published_say_so(library: Library) -> None:
    spec = spec_of(library, indicator="unemployment_bas")
    assert spec.processing == "Ingen, värdena visas som de publicerats."


def test_jumps_of_the_three_within_a_clean_stretch_are_named_and_not_called_a_trend(library):
    notes = spec_of(library, indicator="rd_per_inhabitant_business").notes
    assert notes[0] == (
        "Dalarna 2011–2013 och 2019–2021; Gävleborg 2011–2013 och 2017–2019; "
        "Värmland 2011–2013 och 2019–2021: så stora språng kan bero på enskilda företag och "
        "räknas inte som en trend."
    )
    assert "2015–2017" not in notes[0]  # a break lies there


def test_unpublished_margins_and_missing_places_are_said(library: Library) -> None:
    spec = spec_of(library, "ranking", indicator="rd_business")
    assert "Urvalsundersökning: osäkerhet ej redovisad." in spec.notes
    assert "Saknar värde 2019: Gotland och Jämtland." in spec.notes


def test_no_chart_boasts(library: Library) -> None:
    """No word of praise or blame is written by itself (rules 17 and 26)."""
    praise = re.compile(r"\b(bra|dålig\w*|stark\w*|svag\w*|tyvärr|glädj\w*|topp|botten)\b", re.I)
    for item in library.available().values():
        for kind in ("over_time", "ranking"):
            spec = spec_of(library, kind, indicator=item.id)
            for text in (spec.title, spec.subtitle, spec.alt):
                assert not praise.search(text.replace(item.name.sv, "")), (item.id, text)


def test_a_chart_without_values_says_so_and_still_has_its_title_and_source() -> None:
    library, _ = library_of(
        rows(("20", "2019", 1.0), ("21", "2018", 2.0), ("21", "2019", None, "Q")), indicator()
    )
    chosen = library.resolve(
        Selection(indicator="synthetic", places=("20",), start="2018", end="2018")
    ).selection
    spec = library.over_time(chosen)
    assert spec.empty == spec.alt == "Inga värden finns för det här valet."
    assert "  " not in spec.title and "Dalarna" in spec.title and spec.source


def test_texts_have_no_double_spaces_and_no_hyphens_between_numbers(library: Library) -> None:
    for item in library.available().values():
        for language in ("sv", "en"):
            for kind in ("over_time", "ranking"):
                spec = spec_of(library, kind, indicator=item.id, language=language)
                texts = (spec.title, spec.subtitle, spec.processing, spec.explanation, spec.alt,
                         *spec.notes)  # fmt: skip
                for text in texts:
                    assert "  " not in text and ".." not in text, (item.id, text)
                    assert not re.search(r"\b(19|20)\d\d-(19|20)\d\d\b", text), (item.id, text)


def test_a_ranking_of_one_sex_is_ordered_by_its_own_values(library: Library) -> None:
    asked = {"kind": "ranking", "indicator": "matching_rate", "view": "ranking"}
    women = spec_of(library, **asked, breakdown="women")
    assert women.subtitle.endswith("kvinnor, högst först.")
    assert "Procent av anställda 20–64 år, kvinnor." in women.alt
    both = spec_of(library, **asked, breakdown="sex")
    assert both.subtitle.endswith("ordnat efter kvinnornas värde.")


def test_the_last_of_a_ranking_of_both_sexes_is_the_last_of_the_women(library: Library) -> None:
    spec = spec_of(library, "ranking", indicator="education_3plus", view="ranking")
    # Södermanland has the lowest value of women, Gävleborg that of men: 13.9 against 15.1
    assert "Först Stockholm, kvinnor med 43,4" in spec.alt
    assert "sist Södermanland, kvinnor med 28,4" in spec.alt
