"""The address says everything: a link shows the same view, and Back and Forward restore it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visits import Visit

COUNTY = "/jamfor?indikator=rd_share_of_grp"
FULL = (
    "/jamfor?indikator=matching_rate&platser=20,17,00,lan&fran=2016&till=2019&period=2018"
    "&matt=mot_riket&uppdelning=kvinnor&sprak=en&hem=17"
)

#: what a reader sees of a view
VIEW = """() => {
  const words = selector => [...document.querySelectorAll(selector)].map(
    element => element.textContent.replace(/\\s+/g, ' ').trim());
  return {
    heading: words('#page h1'),
    selects: ['indicator', 'start', 'end', 'period', 'base'].map(
      name => document.getElementById('compare-' + name).value),
    places: words('.mantine-MultiSelect-pill'),
    chosen: words('#page a[aria-current]'),
    table: words('#compare-below table.t'),
    labels: words('#compare-time .annotation-text').concat(words('#compare-rank .ytick')),
    language: document.documentElement.lang,
    home: words('#home-menu summary b'),
  };
}"""


def query(page: Page) -> dict[str, str]:
    """The query string of the address as it stands."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def settled_view(visit: Visit) -> dict[str, Any]:
    """What the page shows once it has stopped changing."""
    visit.settle()
    page = visit.page
    seen = page.evaluate(VIEW)
    for _ in range(40):
        page.wait_for_timeout(100)
        again = page.evaluate(VIEW)
        if again == seen and again["table"]:
            return dict(again)
        seen = again
    raise AssertionError("the page does not come to rest")


def choose(page: Page, control: str, words: str) -> None:
    """Type in a select and take what it offers."""
    page.locator(f"#{control}").click()
    page.locator(f"#{control}").fill(words)
    page.get_by_role("option", name=words).first.click()


@dataclass(frozen=True)
class Change:
    """Something a reader does on Jämför, from an address, and what the address then says."""

    start: str
    act: Callable[[Page], None]
    expected: dict[str, str]


CHANGES = {
    "indicator": Change(
        COUNTY,
        lambda page: choose(page, "compare-indicator", "Arbetslöshet, register (BAS)"),
        {"indikator": "unemployment_bas"},
    ),
    "place added": Change(
        COUNTY,
        lambda page: choose(page, "compare-places", "Stockholm"),
        {"platser": "20,21,17,SE31,01"},
    ),
    "place taken away": Change(
        COUNTY,
        lambda page: page.locator(".mantine-MultiSelect-pill button").first.click(),
        {"platser": "21,17,SE31"},
    ),
    "ready set": Change(
        COUNTY,
        lambda page: page.get_by_role("link", name="Alla län").click(),
        {"platser": "20,21,17,lan"},
    ),
    "measure": Change(
        COUNTY,
        lambda page: page.get_by_role("link", name="Index", exact=True).click(),
        {"matt": "index"},
    ),
    "breakdown": Change(
        "/jamfor?indikator=matching_rate",
        lambda page: page.get_by_role("link", name="Kvinnor och män").click(),
        {"uppdelning": "kon"},
    ),
    "first period": Change(
        COUNTY, lambda page: choose(page, "compare-start", "2015"), {"fran": "2015"}
    ),
    "last period": Change(
        COUNTY, lambda page: choose(page, "compare-end", "2019"), {"till": "2019"}
    ),
    "ranked period": Change(
        COUNTY, lambda page: choose(page, "compare-period", "2017"), {"period": "2017"}
    ),
    "base": Change(
        "/jamfor?indikator=grp&matt=index",
        lambda page: choose(page, "compare-base", "2015"),
        {"bas": "2015"},
    ),
    "language": Change(
        COUNTY, lambda page: page.locator(".languages a[lang=en]").click(), {"sprak": "en"}
    ),
    "home county": Change(
        COUNTY,
        lambda page: (
            page.locator("#home-menu summary").click(),
            page.locator("#home-menu").get_by_role("link", name="Värmland").click(),
        )[0],
        {"hem": "17"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_control_moves_the_address_and_back_restores_the_view(
    visits: Callable[..., Visit], name: str
) -> None:
    change = CHANGES[name]
    visit = visits()
    page = visit.open(change.start)
    before = settled_view(visit)
    asked = query(page)
    change.act(page)
    page.wait_for_function("old => location.search !== old", arg="?" + urlsplit(page.url).query
                           if query(page) == asked else "")  # fmt: skip
    after = settled_view(visit)
    assert query(page) == asked | change.expected
    assert after != before
    there = page.url

    page.go_back()
    assert settled_view(visit) == before
    assert query(page) == asked
    page.go_forward()
    assert settled_view(visit) == after
    assert page.url == there

    elsewhere = visits()
    elsewhere.open(there.removeprefix(visit.base))
    assert settled_view(elsewhere) == after


def test_a_link_with_everything_in_it_shows_the_same_elsewhere(
    visits: Callable[..., Visit],
) -> None:
    one, other = visits(), visits()
    one.open(FULL)
    shown = settled_view(one)
    assert shown["language"] == "en"
    assert shown["home"] == ["Värmland"]
    assert shown["selects"][1:4] == ["2016", "2019", "2018"]
    assert shown["chosen"] == ["All counties", "Against Sweden", "Women"] or {
        "Against Sweden",
        "Women",
    } <= set(shown["chosen"])
    other.open(one.page.url.removeprefix(one.base))
    assert settled_view(other) == shown


def test_language_and_home_county_keep_everything_else_of_the_address(visit: Visit) -> None:
    page = visit.open(FULL)
    asked = query(page)
    page.locator(".languages a[lang=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    asked.pop("sprak")
    assert query(page) == asked
    page.locator("#home-menu summary").click()
    page.locator("#home-menu").get_by_role("link", name="Gävleborg").click()
    expect(page.locator("#home-menu summary b")).to_have_text("Gävleborg")
    assert query(page) == asked | {"hem": "21"}


def test_back_and_forward_move_between_pages(visit: Visit) -> None:
    page = visit.open("/?hem=21")
    page.locator("table.standing th a").first.click()
    page.wait_for_url("**/jamfor?**")
    visit.settle()
    heading = page.locator("#page h1").inner_text()
    page.locator("#header").get_by_role("link", name="Data och källor").click()
    expect(page.locator("#page h1")).to_have_text("Data och källor")
    page.go_back()
    expect(page.locator("#page h1")).to_have_text(heading)
    page.go_back()
    expect(page.locator("#page h1")).to_have_text("Läget i Norra Mellansverige")
    expect(page.locator("#home-menu summary b")).to_have_text("Gävleborg")
    assert query(page) == {"hem": "21"}
    page.go_forward()
    expect(page.locator("#page h1")).to_have_text(heading)
    assert page.title().startswith(heading.replace("\u2060", "")[:20])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/jamfor?indikator=finns_inte", "Indikatorn ”finns_inte” finns inte."),
        ("/jamfor?indikator=grp&platser=20,99", "Platskoden 99 finns inte"),
        ("/jamfor?indikator=grp&fran=1850", "Perioden 1850 finns inte i serien."),
        ("/jamfor?indikator=grp&farg=bla", "”farg=bla”, som panelen inte känner"),
        ("/jamfor?indikator=gerd&platser=20", "publiceras bara för riksområden"),
        ("/jamfor?indikator=grp&uppdelning=kvinnor", "Uppdelningen kvinnor finns inte"),
        ("/jamfor?dag=1990-01-01&indikator=grp", "Inget av detta var publicerat"),
        ("/jamfor?indikator=<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_stale_address_is_answered_in_plain_words(visit: Visit, address: str, said: str) -> None:
    page = visit.open(address)
    notice = page.locator("#compare-notices [role=status]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(said)
    expect(page.locator("#compare-below table.t").first).to_be_visible()


def test_a_page_that_does_not_exist_says_so_and_leads_on(visit: Visit) -> None:
    page = visit.open("/finns/inte?hem=17")
    expect(page.locator("#page h1")).to_have_text("Sidan finns inte")
    page.locator("#page").get_by_role("link", name="Till läget").click()
    expect(page.locator("#page h1")).to_have_text("Läget i Norra Mellansverige")
    assert query(page) == {"hem": "17"}


def test_search_words_among_the_datasets_stand_in_the_address(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open("/data")
    page.locator("#data-search").fill("Reglab")
    expect(page.locator("details.dataset:visible")).to_have_count(1)
    assert query(page) == {"sok": "Reglab"}
    elsewhere = visits().open("/data?sok=Reglab")
    expect(elsewhere.locator("details.dataset:visible")).to_have_count(1)
    expect(elsewhere.locator("#data-search")).to_have_value("Reglab")


def test_a_link_to_one_dataset_opens_it(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=gerd")
    page.get_by_role("link", name="Mer om datamängden").first.click()
    page.wait_for_url("**/data#gerd")
    expect(page.locator("#gerd")).to_have_attribute("open", "")
    expect(page.locator("#gerd dl")).to_be_in_viewport()
