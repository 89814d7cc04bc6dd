"""The address says everything: a link shows the same view, and Back and Forward restore it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import SOAK
from tests.e2e.visits import Visit

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
    labels: words('#compare-chart .annotation-text').concat(words('#compare-rank .ytick')),
    language: document.documentElement.lang,
    home: words('#home-menu summary b'),
  };
}"""


def query(page: Page) -> dict[str, str]:
    """The query string of the address as it stands."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


#: tells whether what is shown belongs to the address: the files' links hold the view's own
SHOWN = """() => {
  const sorted = text => [...new URLSearchParams(text)].map(String).sort().join();
  const link = document.querySelector('#compare-downloads a');
  return !!link && sorted(new URL(link.href).search) === sorted(location.search);
}"""


def settled_view(visit: Visit) -> dict[str, Any]:
    """What the page shows of its address once it has stopped changing."""
    visit.settle()
    page = visit.page
    page.wait_for_function(SHOWN)
    seen, still = page.evaluate(VIEW), 0
    for _ in range(150):
        page.wait_for_timeout(100)
        again = page.evaluate(VIEW)
        # what has been answered is drawn within a moment, also by a browser that shares a machine
        still = still + 1 if again == seen and again["table"] and not visit.pending else 0
        if still == 3:
            return dict(again)
        seen = again
    raise AssertionError("the page does not come to rest")


def restored_view(visit: Visit, view: dict[str, Any]) -> dict[str, Any]:
    """What the page shows as soon as it is `view`, else what it shows once at rest."""
    visit.settle()
    visit.page.wait_for_function(SHOWN)
    for _ in range(150):
        if not visit.pending and (seen := visit.page.evaluate(VIEW)) == view:
            return dict(seen)
        visit.page.wait_for_timeout(20)
    return settled_view(visit)


def choose(page: Page, control: str, words: str) -> None:
    """Type in a select and take what it offers."""
    page.locator(f"#{control}").click()
    page.locator(f"#{control}").fill(words)
    page.get_by_role("option", name=words).first.click()
    page.keyboard.press("Escape")  # the list of places stays open for the next one


@dataclass(frozen=True)
class Change:
    """Something a reader does on Jämför, and what the address says about it afterwards."""

    act: Callable[[Page], None]
    expected: dict[str, str]


def follow(name: str) -> Callable[[Page], None]:
    """Press a link of the short lists."""
    return lambda page: page.locator("aside").get_by_role("link", name=name, exact=True).click()


def take_away_first_place(page: Page) -> None:
    """The cross on the first of the chosen places."""
    page.locator(".mantine-MultiSelect-pill button").first.click()


def go_home_to(page: Page, county: str) -> None:
    """Choose a home county in the header's menu."""
    page.locator("#home-menu summary").click()
    page.locator("#home-menu").get_by_role("link", name=county).click()


#: one walk through every control; each change adds to the address what the ones before it left
CHANGES = {
    "indicator": Change(
        lambda page: choose(page, "compare-indicator", "Anställda vars yrke matchar utbildningen"),
        {"indikator": "matching_rate"},
    ),
    "place added": Change(
        lambda page: choose(page, "compare-places", "Stockholm"), {"platser": "20,21,17,01"}
    ),
    "place taken away": Change(take_away_first_place, {"platser": "21,17,01"}),
    "ready set": Change(follow("Alla län"), {"platser": "20,21,17,lan"}),
    "breakdown": Change(follow("Kvinnor"), {"uppdelning": "kvinnor"}),
    "first period": Change(lambda page: choose(page, "compare-start", "2016"), {"fran": "2016"}),
    "last period": Change(lambda page: choose(page, "compare-end", "2019"), {"till": "2019"}),
    "ranked period": Change(
        lambda page: choose(page, "compare-period", "2017"), {"period": "2017"}
    ),
    "measure": Change(follow("Förändring"), {"matt": "forandring"}),
    "base": Change(lambda page: choose(page, "compare-base", "2016"), {"bas": "2016"}),
    "home county": Change(lambda page: go_home_to(page, "Värmland"), {"hem": "17"}),
    "language": Change(lambda page: page.locator(".languages a[lang=en]").click(), {"sprak": "en"}),
}


def test_every_control_moves_the_address_and_back_and_forward_restore_the_view(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/jamfor")
    seen = [(page.url, settled_view(visit))]
    expected: dict[str, str] = {}
    for name, change in CHANGES.items():
        change.act(page)
        expected |= change.expected
        page.wait_for_function(
            "text => decodeURIComponent(location.search).includes(text)",
            arg="=".join(next(iter(change.expected.items()))),
        )
        assert query(page) == expected, name
        seen.append((page.url, settled_view(visit)))
        assert seen[-1][1] != seen[-2][1], name
    # every view is come back to once, those between on the way forward; in the soak on both ways
    at = last = len(seen) - 1
    step = 1 if SOAK else 2
    for number in (*range(last - step, -1, -step), *range(1, last, step), last):
        address, view = seen[number]
        page.evaluate("steps => history.go(steps)", number - at)
        page.wait_for_url(address)
        assert (page.url, restored_view(visit, view)) == (address, view)
        at = number
    elsewhere = visits()
    elsewhere.open(page.url.removeprefix(visit.base))
    assert restored_view(elsewhere, seen[-1][1]) == seen[-1][1]


def test_a_link_with_everything_in_it_shows_the_same_elsewhere(
    visits: Callable[..., Visit],
) -> None:
    one, other = visits(), visits()
    one.open(FULL)
    shown = settled_view(one)
    assert shown["language"] == "en"
    assert shown["home"] == ["Värmland"]
    assert shown["selects"][1:4] == ["2016", "2019", "2018"]
    assert {"Against Sweden", "Women"} <= set(shown["chosen"])
    other.open(one.page.url.removeprefix(one.base))
    assert restored_view(other, shown) == shown


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
