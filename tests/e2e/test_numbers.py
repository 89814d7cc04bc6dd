"""The numbers on screen are the published ones: read by eye from the sources, written here by hand.

The exact transfer of every embedded row is tested with the data; here it is what a reader sees.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.visits import Visit

#: indicator -> (period, Dalarna, Gävleborg, Värmland) as a Swedish reader writes them
PUBLISHED = {
    # SCB, FoU per invånare (Kolada N85085–N85087) and regional accounts NR0105, as % of GRP
    "rd_share_of_grp": ("2021", "0,77", "1,15", "1,26"),
    # SCB, Forskning och utveckling inom företagssektorn, as published 2020-10-29, SEK million
    "rd_business": ("2019", "1 302", "1 410", "740"),
    # the same three sectors, SEK per inhabitant: 3 263,0, 4 673,9 and 5 370,8
    "rd_per_inhabitant": ("2021", "3 263", "4 674", "5 371"),
    # SCB, Regionala matchningsindikatorer (AM9906), total
    "matching_rate": ("2020", "68,9", "69,9", "70,9"),
    # SCB, Befolkningens arbetsmarknadsstatus, 20–64 years
    "unemployment_bas": ("2022", "4,7", "7,2", "4,9"),
    "unemployment_bas_monthly": ("jan 2024", "4,6", "7,2", "4,9"),
    # Tillväxtverket, Företagens villkor och verklighet 2020
    "sme_skills_shortage": ("2020", "27,9", "37,8", "27,6"),
    "sme_growth_willingness": ("2020", "51", "64", "60"),
    # Region Dalarna, goods exports, SEK per inhabitant aged 20–64
    "exports_goods_per_inhabitant": ("2019", "302 129", "182 381", "193 678"),
    # Tillväxtverket, internationalisation index: 49,23, 25,77 and 47,23
    "internationalisation_index": ("2020", "49,2", "25,8", "47,2"),
    # SCB, Miljöräkenskaper MI1301, thousand tonnes
    "ghg_industries": ("2020", "1 213", "836", "812"),
    # SCB, NR0105, SEK million and SEK thousand per employed
    "grp": ("2020", "111 634", "113 880", "107 007"),
    "grp_per_employed": ("2020", "878", "911", "882"),
}
COUNTIES = ("Dalarna", "Gävleborg", "Värmland")
#: one of each chart: lines, months, one year only
CHARTS = ("rd_share_of_grp", "unemployment_bas_monthly", "exports_goods_per_inhabitant", "grp")

#: every text of a chart with its middle in pixels
TEXTS = """plot => [...plot.querySelectorAll('text')].map(text => {
  const box = text.getBoundingClientRect();
  return { text: text.textContent, x: box.x, y: box.y + box.height / 2 };
}).filter(found => found.text.trim())"""


def plain(text: str) -> str:
    """Any run of white space or joiners as one space: 1 302 with whatever space is typed 1 302."""
    return re.sub(r"[\s\u2060]+", " ", text).strip()


def test_overview_shows_the_published_numbers(visit: Visit) -> None:
    page = visit.open("/")
    shown = {
        indicator: [
            plain(
                page.locator(
                    f"tr:has(th a[href='/jamfor?indikator={indicator}']) "
                    f"td[data-label='{county}'] .big"
                ).text_content()
                or ""
            )
            for county in COUNTIES
        ]
        for indicator in PUBLISHED
    }
    assert shown == {name: list(values) for name, (_, *values) in PUBLISHED.items()}


def table_value(page: Page, county: str, period: str) -> str:
    """The cell of the table over time, without the small letters behind the number."""
    return page.locator("#compare-below table.t").first.evaluate(
        r"""(table, [county, period]) => {
          const words = element => element.textContent.trim().replace(/\s+/g, ' ');
          const column = [...table.tHead.rows[0].cells].findIndex(c => words(c) === period);
          const row = [...table.tBodies[0].rows].find(r => words(r.cells[0]) === county);
          const cell = row.cells[column].cloneNode(true);
          cell.querySelectorAll('sup').forEach(letters => letters.remove());
          return words(cell);
        }""",
        [county, period],
    )


@pytest.mark.parametrize("indicator", CHARTS)
def test_table_and_charts_show_the_published_numbers(visit: Visit, indicator: str) -> None:
    page = visit.open(f"/jamfor?indikator={indicator}")
    period, *values = PUBLISHED[indicator]
    in_table = [plain(table_value(page, county, period)) for county in COUNTIES]
    assert in_table == values
    labels = [plain(found["text"]) for found in page.locator("#compare-chart").evaluate(TEXTS)]
    for county, value in zip(COUNTIES, values, strict=True):
        assert f"{county} {value}" in labels
    ranked = page.locator("#compare-rank").evaluate(TEXTS)
    for county, value in zip(COUNTIES, values, strict=True):
        line = next(found["y"] for found in ranked if plain(found["text"]) == county)
        beside = [plain(found["text"]) for found in ranked if abs(found["y"] - line) < 6]
        assert value in beside, f"{county}: {beside}"


def test_an_earlier_day_shows_what_was_published_then(visit: Visit) -> None:
    address = "/jamfor?indikator=rd_business&till=2017"
    now = plain(table_value(visit.open(address), "Dalarna", "2017"))
    then = plain(table_value(visit.open(f"{address}&dag=2019-01-01"), "Dalarna", "2017"))
    assert (now, then) == ("1 323", "1 344")


def test_english_numbers_are_english(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=exports_goods_per_inhabitant&sprak=en")
    assert table_value(page, "Dalarna", "2019") == "302,129"
