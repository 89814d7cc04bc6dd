"""Every page under axe-core, on a phone and at 400 % zoom: WCAG 2.2 AA as far as a machine sees."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.conftest import SOAK
from tests.e2e.visits import (
    ADDRESSES,
    DESKTOP,
    PHONE,
    SIDEWAYS,
    ZOOMED,
    Visit,
    cases,
    in_language,
)

#: takes all rows of long tables but the first five out of the page, or puts them back: the
#: European table has thousands of equal cells, which would cost ten seconds each time
TAKE_ROWS = """() => {
  window.taken = [...document.querySelectorAll('table.t tbody tr:nth-child(n+6)')].map(
    row => [row.parentElement, row]);
  window.taken.forEach(([, row]) => row.remove());
}"""
GIVE_ROWS = "() => window.taken.forEach(([body, row]) => body.append(row))"
#: lists what sticks out of the window to the right, or is cut off within its own box
STICKING_OUT = """() => {
  const found = [];
  const clipped = e => e && (getComputedStyle(e).clipPath !== 'none' || clipped(e.parentElement));
  for (const element of document.querySelectorAll('#header *, #page *, #footer *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || element.closest('.scroll, pre, svg, .unseen')) continue;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!box.width || style.visibility === 'hidden') continue;
    const out = box.right > innerWidth + 1 || box.left < -1;
    const cut = style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
    if ((out || cut) && !clipped(element)) found.push(
      element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60));
  }
  return found;
}"""
REFLOWED = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def assert_no_violations(page: Page, where: str) -> None:
    """Zero findings of axe-core, of any impact, best practice included."""
    page.evaluate(TAKE_ROWS)
    results = Axe().run(page)
    page.evaluate(GIVE_ROWS)
    found = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}\n  {node['failureSummary']}"
        for rule in results.response["violations"]
        for node in rule["nodes"][:3]
    ]
    assert not found, f"{where}:\n" + "\n".join(found)


def assert_reflows(page: Page, size: dict[str, int], where: str) -> None:
    """The page itself never scrolls sideways and no word sticks out; tables scroll in their own."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    try:
        page.wait_for_function(REFLOWED, timeout=5000)  # charts follow a moment later
    except PlaywrightTimeout:
        pytest.fail(f"{where} scrolls sideways: {page.evaluate(STICKING_OUT)}")
    assert page.evaluate(STICKING_OUT) == [], where


#: the languages differ in words only: each is looked at in sizes of its own, in the first of them
#: under axe-core too; in the soak both in all sizes
SIZES = {"sv": (DESKTOP, SIDEWAYS, ZOOMED), "en": (PHONE, ZOOMED)}


@pytest.mark.parametrize(("name", "language"), cases(ADDRESSES))
def test_page_has_no_violations_and_reflows(visit: Visit, name: str, language: str) -> None:
    looked_at = (DESKTOP, SIDEWAYS, PHONE, ZOOMED) if SOAK else SIZES[language]
    visit.page.set_viewport_size(looked_at[0])  # type: ignore[arg-type]
    page = visit.open(in_language(ADDRESSES[name], language))
    assert page.locator("html").get_attribute("lang") == language
    for number, size in enumerate(looked_at):
        assert_reflows(page, size, f"{name}, {size}")
        if size != ZOOMED and (SOAK or number == 0):
            assert_no_violations(page, f"{name}, {size}")


@pytest.mark.parametrize("address", ["/", "/jamfor", "/data", "/om"])
def test_small_windows_have_no_violations_with_everything_unfolded(
    visit: Visit, address: str
) -> None:
    page = visit.open(address)
    page.set_viewport_size(PHONE)
    assert_no_violations(page, "phone")
    page.evaluate("document.querySelectorAll('#page details').forEach(d => { d.open = true })")
    assert_reflows(page, PHONE, "unfolded, phone")
    assert_reflows(page, ZOOMED, "unfolded, 400 %")
    assert_no_violations(page, "unfolded, 400 %")


def test_no_violations_with_menus_and_lists_open(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.locator("#home-menu summary").click()
    assert_no_violations(page, "home county menu")
    page.keyboard.press("Escape")
    page.locator(".actions summary").click()
    expect(page.locator("#compare-downloads a").first).to_be_visible()
    assert_no_violations(page, "download menu")
    for control in ("compare-indicator", "compare-places", "compare-start"):
        page.locator(f"#{control}").click()
        expect(page.locator("[role=listbox]:visible")).to_have_count(1)
        assert_no_violations(page, f"{control} opened")
        page.keyboard.press("Escape")


def test_no_violations_in_a_list_without_hits(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.locator("#compare-indicator").fill("qqqq")
    expect(page.get_by_text("Ingen indikator passar sökningen").first).to_be_visible()
    assert_no_violations(page, "nothing found")
    page.goto(page.url.replace("/jamfor", "/data"))
    page.locator("#data-search").fill("qqqq")
    expect(page.locator("#none-found")).to_be_visible()
    assert_no_violations(page, "no dataset found")


def test_text_of_charts_stays_within_their_boxes(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=unemployment_bas")
    for size in (DESKTOP, PHONE, ZOOMED):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(700)  # charts follow the window
        wide = page.evaluate(
            """() => [...document.querySelectorAll('.js-plotly-plot')].filter(plot => {
                 const frame = plot.getBoundingClientRect();
                 return [...plot.querySelectorAll('text')].some(text => {
                   const box = text.getBoundingClientRect();
                   return box.width && (box.right > frame.right + 2 || box.left < frame.left - 2);
                 });
               }).map(plot => plot.closest('figure').className)"""
        )
        assert wide == [], f"text outside the chart at {size}"
