"""What stands under the charts of Jämför: how to read them, and findings said once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from indicators.library import Library
from indicators.model import Selection
from indicators.views import VIEWS
from layouts.elements import to_html
from layouts.figures import figure
from layouts.pages.compare_house import house
from layouts.pages.compare_said import findings, reading
from layouts.pages.compare_view import HIGH, parts


def page(library: Library, **wanted: Any) -> dict[str, Any]:
    return parts(library, Selection(**wanted), ())


def html(elements: list[Any]) -> str:
    return "".join(one if isinstance(one, str) else to_html(one) for one in elements)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_how_to_read_a_figure_stands_under_it_in_whole_sentences_and_in_saved_pictures(
    library: Library, view: Any, language: Any
) -> None:
    asked = Selection(view=view, indicator="gdp_per_inhabitant_pps_county", language=language)
    spec = library.view(library.resolve(asked, ()).selection)
    layout = figure(spec)["layout"]
    notes = layout["meta"]["reading"]
    assert notes and all(note.endswith(".") for note in notes)
    assert layout["meta"]["notes"] == [*notes, *spec.notes]
    within = " ".join(one["text"] for one in layout.get("annotations", ()))
    assert not any(note in within for note in notes)
    assert all(note in html(reading(figure(spec))) for note in notes)


def test_a_finding_stands_under_one_of_two_charts_beside_each_other(library: Library) -> None:
    for indicator in ("unemployment_bas", "matching_rate", "rd_per_inhabitant"):
        asked = Selection(indicator=indicator)
        chosen = library.resolve(asked, ()).selection
        texts = [one.text for one in library.ranking(chosen).findings]
        shared = {one.text for one in library.view(chosen).findings} & set(texts)
        beside = html(house(library, chosen).notes)
        assert shared and not any(text in beside for text in shared), indicator
        alone = library.view(library.resolve(Selection(indicator=indicator, view="ranking"), ())
                             .selection)  # fmt: skip
        assert all(one.text in html(findings(alone)) for one in alone.findings)


def test_the_heading_of_two_indicators_names_both(library: Library) -> None:
    drawn = page(
        library, indicator="unemployment_bas", against="reglab_innovation_index", view="scatter"
    )
    names = [
        library.catalogue.indicators[i].name
        for i in ("unemployment_bas", "reglab_innovation_index")
    ]
    said = re.sub("<[^>]+>", "", html(drawn["chart_head"]))
    assert said.endswith(f"{names[0].sv} och {names[1].sv[0].lower()}{names[1].sv[1:]}")


def test_the_style_sheet_learns_which_view_stands_alone_and_which_is_high(library: Library) -> None:
    assert page(library, indicator="unemployment_bas")["main"] == "compare-main"
    low = page(library, indicator="unemployment_bas", view="two_points")
    assert low["chart"]["layout"]["height"] < HIGH
    assert low["main"] == "compare-main alone two_points"
    high = page(library, indicator="gdp_per_inhabitant_pps_county", view="two_points")
    assert high["main"] == "compare-main alone two_points high"
