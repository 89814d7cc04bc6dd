"""What a visit asks for: nothing of other hosts, little script, and an answer without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import serve
from tests.e2e.visits import Visit, addresses_asked_for, new_visit

OVERVIEW_SCRIPT = 700_000  # bytes on the wire, as the budget has it


def script_bytes(visit: Visit) -> int:
    """Bytes of script as they came over the wire, compressed."""
    return sum(
        response.request.sizes()["responseBodySize"]
        for response in visit.responses
        if response.request.resource_type == "script"
    )


def test_overview_is_light_and_loads_no_chart_script(visits: Callable[..., Visit]) -> None:
    visit = visits()  # nothing in the cache: the first visit is what the budget is about
    visit.open("/").wait_for_load_state("networkidle")
    scripts = addresses_asked_for(visit, ".js")
    assert scripts
    assert [path for path in scripts if "plotly" in path] == []
    assert script_bytes(visit) <= OVERVIEW_SCRIPT


def test_text_of_the_overview_stands_before_any_callback_answers(visit: Visit) -> None:
    visit.page.route("**/_dash-update-component", lambda route: route.abort())
    page = visit.open("/")
    expect(page.locator("table.standing").first).to_contain_text("Dalarna")


def test_a_whole_visit_asks_for_nothing_of_another_host(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("#header").get_by_role("link", name="Jämför").click()
    page.wait_for_url("**/jamfor")
    visit.settle()
    page.locator("#compare-sets a").last.click()
    page.wait_for_url("**platser=**")
    page.locator("#header").get_by_role("link", name="Data och källor").click()
    page.wait_for_url("**/data")
    page.locator("details.dataset > summary").first.click()
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url).hostname for url in visit.requests if url.startswith("http")}
    assert hosts == {"127.0.0.1"}


def test_a_view_that_cannot_be_fetched_is_said_so_and_the_next_one_comes(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=grp")
    heading = page.locator("#page h1").inner_text()
    # answered with an error: a request that is given up would be the reader's own doing
    page.route("**/vy/jamfor**", lambda route: route.fulfill(status=502))
    page.locator("#compare-choices a", has_text="Index").click()
    notice = page.locator("#compare-notices [role=alert]")
    expect(notice).to_contain_text("Det som visas är den tidigare vyn")
    assert page.locator("#page h1").inner_text() == heading
    page.unroute("**/vy/jamfor**")
    page.locator("#compare-choices a", has_text="Förändring").click()
    expect(page.locator("#page h1")).to_contain_text("förändring")
    expect(notice).to_have_count(0)
    assert [fault for fault in visit.faults if "502" not in fault] == []
    visit.faults.clear()


def test_only_what_changes_the_house_chart_has_it_drawn_anew(visit: Visit) -> None:
    page = visit.open("/jamfor?indikator=grp")
    page.locator("#compare-sets a:not([aria-current])").first.click()
    page.wait_for_url("**platser=**")
    page.wait_for_load_state("networkidle")
    assert addresses_asked_for(visit, "/vy/jamfor") and not addresses_asked_for(visit, "/vy/lan")
    page.locator("#compare-choices a", has_text="Index").click()
    expect(page.locator("#compare-rank-head")).to_contain_text("(index)")
    assert len(addresses_asked_for(visit, "/vy/lan")) == 1


def test_without_script_the_page_says_so(browser_without_script: Browser, panel: str) -> None:
    page = browser_without_script.new_page()
    for address, language, words in (
        ("/", "sv", "Panelen behöver JavaScript"),
        ("/jamfor?sprak=en", "en", "The panel needs JavaScript"),
    ):
        page.goto(panel + address)
        expect(page.locator("p.noscript")).to_contain_text(words)
        expect(page.locator("p.noscript")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("body").inner_text().strip().startswith(words)


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The panel as behind a proxy that gives it a path of its own."""
    yield from serve(tmp_path_factory.mktemp("prefix"), "/panel/")


def test_everything_works_below_a_path(browser: Browser, below_a_path: str, tmp_path: Path) -> None:
    visit = new_visit(browser, below_a_path)
    page = visit.open("/")
    page.locator("table.standing th a").first.click()
    page.wait_for_url("**/panel/jamfor?indikator=**")
    visit.settle()
    page.locator("#compare-choices a:not([aria-current])").first.click()
    page.wait_for_url("**/panel/jamfor?**matt=**")
    with page.expect_download() as saved:
        page.locator(".actions summary").click()
        page.locator("#compare-downloads a[href*=csv]").click()
    assert saved.value.suggested_filename.endswith(".csv")
    assert saved.value.path().stat().st_size > 0
    page.locator(".languages a[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "/panel/jamfor?" in page.url
    outside = [
        path
        for url in visit.requests
        if url.startswith("http") and not (path := urlsplit(url).path).startswith("/panel/")
    ]
    visit.context.close()
    assert outside == []
    assert visit.faults == []
