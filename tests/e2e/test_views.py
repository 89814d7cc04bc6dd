"""Jämför's views in the browser: tabs, stepping, points by keyboard, shortcuts, frozen links."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from indicators.selection import _VIEWS
from tests.e2e.visits import Visit

SPOKEN = "document.getElementById('spoken').textContent"


def plain(text: str) -> str:
    """Any run of white space or joiners as one space."""
    return re.sub(r"[\s\u2060]+", " ", text).strip()


def spoken(page: Page, after: str) -> str:
    """What the live region says once it no longer says `after`."""
    page.wait_for_function(f"said => {SPOKEN} !== said", arg=after)
    return plain(page.evaluate(SPOKEN))


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_tab_shows_its_view_with_a_chart_and_a_table(visit: Visit, language: str) -> None:
    page = visit.open(f"/jamfor?indikator=unemployment_bas&sprak={language}")
    tabs = page.locator("#compare-views a")
    assert tabs.count() == len(_VIEWS)
    for index, word in enumerate(_VIEWS):
        before = page.evaluate(SPOKEN)
        tabs.nth(index).click()
        if index:
            page.wait_for_url(f"**vy={word}*")
            spoken(page, before)
        expect(tabs.nth(index)).to_have_attribute("aria-current", "true")
        expect(page.locator("#compare-chart .main-svg").first).to_be_visible()
        expect(page.locator("#compare-below table.t tbody tr").first).to_be_visible()
        assert page.locator("#compare-rank:visible").count() == (1 if index == 0 else 0)
        assert page.locator("#compare-below table.t tbody tr").count() >= 4


def test_the_arrow_keys_step_through_points_and_say_what_the_table_says(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=rd_per_inhabitant")
    page.locator("#compare-chart").locator("xpath=ancestor::*[@data-chart]").focus()
    row = page.locator("#compare-below table.t tbody tr", has_text="Gävleborg").first
    cells = [re.sub(r"[a-z]+$", "", plain(text)) for text in row.locator("td").all_inner_texts()]
    said = ""
    for _ in range(40):  # to Gävleborg's line, whichever comes first
        page.keyboard.press("ArrowDown" if said else "ArrowRight")
        said = plain(page.evaluate(SPOKEN))
        if said.startswith("Gävleborg."):
            break
    page.keyboard.press("Home")
    heard = [spoken(page, "")]
    for _ in cells[1:]:
        page.keyboard.press("ArrowRight")
        heard.append(plain(page.evaluate(SPOKEN)))
    for cell, sentence in zip(cells, heard, strict=True):
        assert f": {cell} " in sentence, (cell, sentence)
        assert sentence.startswith("Gävleborg.")


def test_stepping_moves_the_period_and_keeps_the_keyboard_where_it_is(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=rd_per_inhabitant&vy=rangordning")
    slider = page.locator("#compare-step input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**period=2019*")
    expect(page.locator("#page h1")).to_contain_text("2019")
    assert slider.get_attribute("aria-valuetext") == "2019"
    assert page.evaluate("document.activeElement.type") == "range"
    page.keyboard.press("Escape")
    page.locator("#page h1").click()
    page.keyboard.press(".")
    page.wait_for_url("**period=2021*")
    expect(page.locator("#compare-step button").last).to_be_disabled()
    page.go_back()
    expect(page.locator("#page h1")).to_contain_text("2019")
    assert slider.get_attribute("aria-valuetext") == "2019"


def test_shortcuts_are_listed_and_can_be_switched_off(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.keyboard.press("?")
    box = page.get_by_role("dialog", name="Kortkommandon")
    expect(box).to_be_visible()
    expect(box.locator("tr")).to_have_count(9)
    box.get_by_label("Använd kortkommandon").uncheck()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("?")
    page.keyboard.press("3")
    page.wait_for_timeout(300)
    expect(box).to_be_hidden()
    assert "vy=" not in page.url
    page.get_by_role("button", name="Kortkommandon").click()
    box.get_by_label("Använd kortkommandon").check()
    box.get_by_role("button", name="Stäng").click()
    page.keyboard.press("3")
    page.wait_for_url("**vy=rangordning*")


def test_letters_typed_into_a_field_are_no_shortcuts(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.locator("#compare-indicator").click()
    page.keyboard.type("3?d")
    page.wait_for_timeout(300)
    assert "vy=" not in page.url
    expect(page.get_by_role("dialog", name="Kortkommandon")).to_be_hidden()


def test_a_view_can_be_frozen_and_follow_the_latest_again(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=rd_business&vy=rangordning")
    page.get_by_role("link", name="Frys som visad").click()
    page.wait_for_url("**dag=*")
    found = query(page)
    assert date.fromisoformat(found["dag"]) >= date(2026, 1, 1)
    assert found["period"] == "2019"
    expect(page.locator("#compare-notices")).to_contain_text("som de var kända")
    page.get_by_role("link", name="Följ senaste").click()
    page.wait_for_function("!location.search.includes('dag=')")
    expect(page.locator("#compare-notices")).not_to_contain_text("som de var kända")


def test_a_frozen_view_says_that_later_figures_differ(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=rd_business&dag=2019-01-01")
    expect(page.locator("#compare-notices")).to_contain_text("har tillkommit eller ändrats efter")


def test_what_cannot_share_a_chart_is_refused_with_the_nearest_alternative(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=unemployment_bas&vy=samband&mot=unemployment_lfs")
    expect(page.locator("#compare-notices")).to_contain_text("arbetslöshet", ignore_case=True)
    assert page.locator("#compare-against").input_value() != ""


def test_nothing_moves_for_those_who_have_asked_for_less_motion(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
             const style = getComputedStyle(element);
             return style.animationName !== 'none' && !element.closest('[class*=mantine]');
           }).map(element => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []
