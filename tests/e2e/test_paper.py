"""On paper: no menus, nothing folded away."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.visits import Visit

FOLDED_STATES = "[...document.querySelectorAll('#page details')].map(d => d.open)"


def pages_of(pdf: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_overview_prints_without_menus_and_with_every_indicator(visit: Visit) -> None:
    page = visit.open("/")
    before = page.evaluate(FOLDED_STATES)
    assert not any(before)
    folded = page.locator("details.more th a").evaluate_all("l => l.map(a => a.href)")
    page.emulate_media(media="print")
    expect(page.locator("#header")).to_be_hidden()
    expect(page.locator("#footer")).to_be_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    # links keep their address in the file as plain text: a link of a row is there if the row is
    missing = [address for address in folded if address.encode() not in pdf]
    assert folded
    assert missing == []
    assert 2 <= pages_of(pdf) <= 12
    assert page.evaluate(FOLDED_STATES) == before, "what was unfolded for paper is folded again"


def test_comparison_prints_charts_and_tables_without_controls(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.emulate_media(media="print")
    for hidden in ("#header", "aside", ".actions", ".pictures >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for shown in ("#compare-chart .main-svg >> nth=0", "details.rank-table table", ".source"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.locator("#compare-below table.t").first).to_be_visible()


def test_every_dataset_prints_with_its_facts(visit: Visit) -> None:
    page = visit.open("/data")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    hidden = page.locator("details.dataset > dl").evaluate_all(
        "lists => lists.filter(list => !list.offsetHeight).length"
    )
    assert hidden == 0
