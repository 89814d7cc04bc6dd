"""Everything by keyboard alone: reached, seen, used and left again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visits import ADDRESSES, Visit

MOST_STOPS = 200
#: what has the focus, whether that can be seen, and whether anything lies over it
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const ring = node => {
    const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== 'none';
  };
  const wrapper = element.closest('.mantine-Input-input');
  const box = element.getBoundingClientRect();
  const x = box.x + Math.min(box.width / 2, 40), y = box.y + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  window.stops = window.stops || [];
  let number = window.stops.indexOf(element);
  const again = number >= 0;
  if (!again) number = window.stops.push(element) - 1;
  return {
    number, again,
    name: (element.id ? '#' + element.id : '') + ' ' + element.tagName + ' ' +
      (element.getAttribute('aria-label') || element.textContent || '').trim().slice(0, 40),
    seen: ring(element) || Boolean(wrapper && ring(wrapper)),
    onTop: Boolean(top) && (element.contains(top) || top.contains(element)),
  };
}"""
HAS_FOCUS = "selector => document.activeElement === document.querySelector(selector)"


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every stop of the Tab key, until it leaves the page or is back where it began."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop is None or (stop["again"] and stop["number"] == 0):
            return stops
        assert not stop["again"], f"the focus goes round within the page at {stop['name']}"
        stops.append(stop)
    raise AssertionError(f"the focus never leaves the page: {stops[-5:]}")


def focus_by_tab(page: Page, selector: str) -> None:
    """Press Tab until `selector` has the focus."""
    passed = []
    for _ in range(MOST_STOPS):
        if page.evaluate(HAS_FOCUS, selector):
            return
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    raise AssertionError(f"Tab does not reach {selector}: {passed}")


@pytest.mark.parametrize("name", ["overview", "women and men", "data", "about", "unknown page"])
def test_tab_reaches_every_control_and_is_always_seen(visit: Visit, name: str) -> None:
    page = visit.open(ADDRESSES[name])
    wanted = page.locator(
        "a[href]:visible, button:visible, summary:visible, input:visible, [tabindex='0']:visible"
    ).evaluate_all(
        """all => all.filter(e => e.tabIndex >= 0 && e.type !== 'hidden').map((e, index) => {
             e.dataset.stop = index; return index; }).length"""
    )
    stops = walk(page)
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["onTop"]] == []
    missed = page.evaluate(
        """() => [...document.querySelectorAll('[data-stop]')].filter(
             e => !window.stops.includes(e)).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert missed == []
    assert len(stops) >= wanted
    page.evaluate("window.stops = []; document.activeElement.blur()")
    assert len(walk(page, "Shift+Tab")) >= wanted


def test_skip_link_is_first_and_leads_to_the_content(visit: Visit) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('page').contains(document.activeElement)")


def test_moving_to_a_page_moves_focus_title_language_and_voice(visit: Visit) -> None:
    page = visit.open("/")
    for path, heading in (
        ("/data", "Data och källor"),
        ("/jamfor", "FoU-utgifter"),
        ("/om", "Om"),
        ("/", "Läget"),
    ):
        focus_by_tab(page, f"#header nav a[href='{path}']")
        page.keyboard.press("Enter")
        expect(page.locator("#page h1")).to_contain_text(heading)
        expect(page.locator("#page")).to_be_focused()
        expect(page).to_have_title(re.compile(f"^{heading}.* – Omställningspanelen$"))
        expect(page.locator("#spoken")).to_contain_text(heading)
        expect(page.locator(f"#header nav a[href='{path}']")).to_have_attribute(
            "aria-current", "page"
        )
    focus_by_tab(page, ".languages a[lang=en]")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#page h1")).to_have_text("Where North Middle Sweden stands")
    expect(page).to_have_title("Where North Middle Sweden stands – The Transition Panel")
    expect(page.locator("a.skip")).to_have_text("Skip to content")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()


def test_home_county_menu_opens_closes_and_chooses(visit: Visit) -> None:
    page = visit.open("/")
    focus_by_tab(page, "#home-menu summary")
    page.keyboard.press("Enter")
    expect(page.locator("#home-menu")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("#home-menu li a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#home-menu summary")).to_be_focused()
    expect(page.locator("#home-menu")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#home-menu summary b")).to_have_text("Värmland")
    expect(page.locator("#page h1")).to_be_visible()


def test_indicator_is_found_by_typing_a_synonym(visit: Visit) -> None:
    page = visit.open("/jamfor")
    focus_by_tab(page, "#compare-indicator")
    page.keyboard.type("jobless")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#page h1")).to_contain_text("Arbetslöshet")
    page.wait_for_url("**indikator=unemployment**")
    expect(page.locator("#spoken")).to_contain_text("Arbetslöshet")
    expect(page.locator("#compare-indicator")).to_be_focused()


def test_typing_after_a_click_replaces_the_chosen_indicator(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.locator("#compare-indicator").click()
    page.keyboard.type("varuexport")
    expect(page.get_by_role("option").first).to_contain_text("Varuexport")
    page.keyboard.press("Escape")
    page.locator("#compare-places").focus()
    expect(page.locator("#compare-indicator")).to_have_value(re.compile("FoU-utgifter"))


def test_places_are_added_and_taken_away(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=grp")
    focus_by_tab(page, "#compare-places")
    page.keyboard.type("Jönköping")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#compare-below table.t").first).to_contain_text("Jönköping")
    page.wait_for_url("**,06*")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    expect(page.locator("#compare-below table.t").first).not_to_contain_text("Jönköping")
    expect(page.locator(".mantine-MultiSelect-pill", has_text="Jönköping")).to_have_count(0)


def test_links_of_measure_and_periods_work(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=grp")
    focus_by_tab(page, "#compare-choices a[href*='matt=index']")
    page.keyboard.press("Enter")
    page.wait_for_url("**matt=index**")
    expect(page.locator("#compare-choices a[aria-current]").first).to_have_text("Index")
    expect(page.locator("#spoken")).to_contain_text("Bruttoregionprodukt")
    focus_by_tab(page, "#compare-start")
    page.keyboard.type("2014")
    page.keyboard.press("Enter")
    page.wait_for_url("**fran=2014**")
    focus_by_tab(page, "#compare-base")
    page.keyboard.type("2015")
    page.keyboard.press("Enter")
    page.wait_for_url("**bas=2015**")


def test_measure_link_keeps_the_focus_near(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=grp")
    focus_by_tab(page, "#compare-choices a[href*='matt=index']")
    page.keyboard.press("Enter")
    expect(page.locator("#compare-choices a[aria-current]").first).to_have_text("Index")
    expect(page.locator("#compare-choices a[aria-current]").first).to_be_focused()


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_are_saved(visit: Visit, kind: str) -> None:
    page = visit.open("/jamfor")
    focus_by_tab(page, f"#compare-chart-{kind}")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(kind)
    assert saved.value.path().stat().st_size > 0


def test_download_menu_and_copying_the_link(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/jamfor?indikator=grp")
    focus_by_tab(page, ".actions summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".xlsx")
    assert saved.value.path().stat().st_size > 0
    page.keyboard.press("Escape")
    expect(page.locator(".actions summary")).to_be_focused()
    focus_by_tab(page, "#compare-copy")
    page.keyboard.press("Enter")
    expect(page.locator("#compare-copied")).to_have_text("Länken är kopierad.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_wide_table_scrolls_and_folded_parts_open(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=unemployment_bas_monthly")
    focus_by_tab(page, "#compare-below .scroll")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#compare-below .scroll').scrollLeft > 0")
    focus_by_tab(page, "details.rank-table summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.rank-table table")).to_be_visible()


def test_overview_unfolds_and_a_dataset_opens(visit: Visit) -> None:
    page = visit.open("/")
    focus_by_tab(page, "details.more summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.more table").first).to_be_visible()
    page = visit.open("/data")
    focus_by_tab(page, "details.dataset summary")
    page.keyboard.press("Space")
    expect(page.locator("details.dataset dl").first).to_be_visible()
