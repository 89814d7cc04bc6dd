"""A visit to the panel in a real browser, and all that went wrong or was asked for during it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
)

from tests.conftest import SOAK

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SIDEWAYS = {"width": 844, "height": 390}
#: 1280 x 1024 at 400 % zoom, as WCAG 1.4.10 (reflow) has it
ZOOMED = {"width": 320, "height": 256}

#: one view of every kind: name -> address, see :func:`cases`
ADDRESSES = {
    "overview": "/",
    "counties": "/jamfor?indikator=rd_share_of_grp",
    "index of all counties": "/jamfor?indikator=grp&matt=index&platser=20,21,17,00,lan",
    "nuts2 and europe": "/jamfor?indikator=gerd&platser=SE31,00,europa",
    "women and men": "/jamfor?indikator=matching_rate&uppdelning=kon",
    "monthly": "/jamfor?indikator=unemployment_bas_monthly",
    "points only": "/jamfor?indikator=exporting_enterprises",
    "ranking with missing": "/jamfor?indikator=rd_business&period=2011",
    "panels": "/jamfor?indikator=unemployment_bas&vy=smadiagram&platser=20,21,17,00,lan",
    "ranking in groups": "/jamfor?indikator=rd_per_inhabitant&vy=rangordning&grupp=riksomraden",
    "two points": "/jamfor?indikator=grp_per_employed&vy=tva_tidpunkter",
    "quadrant": "/jamfor?indikator=unemployment_bas&vy=niva_forandring",
    "relationship": "/jamfor?indikator=grp_per_employed&vy=samband&mot=rd_per_inhabitant",
    "map": "/jamfor?indikator=unemployment_bas&vy=karta",
    "similar counties": "/jamfor?indikator=unemployment_bas&platser=20,00,lika",
    "pilots": "/jamfor?indikator=gerd&vy=rangordning&platser=SE31,europa,piloter",
    "county": "/county/20",
    "peers": "/lika",
    "strategy": "/strategi",
    "goals": "/mal",
    "about the data": "/lage-data",
    "history": "/historia?indikator=rd_business&platser=20&period=2017",
    "show how": "/visa-hur?indikator=rd_business",
    "unknown codes": "/jamfor?indikator=finns_inte&platser=99",
    "data": "/data",
    "about": "/om",
    "unknown page": "/finns/inte",
}

#: views of the panel with the example strategy (docs/examples/strategi): name -> address
EXAMPLE_ADDRESSES = {
    "example: overview": "/",
    "example: strategy": "/strategi",
    "example: strategy of a county": "/strategi?filter=lan:20,status:on_track",
    "example: strategy as table": "/strategi?filter=visa:tabell",
    "example: nothing left": "/strategi?filter=plan:gavleborg,status:reached",
    "example: goals": "/mal",
    "example: reached": "/mal/varmland_unemployment",
    "example: on track": "/mal/dalarna_unemployment",
    "example: too slow": "/mal/gavleborg_unemployment",
    "example: far too slow": "/mal/joint_growth",
    "example: no certain change": "/mal/dalarna_innovation",
    "example: the wrong way": "/mal/joint_exports",
    "example: break": "/mal/dalarna_productivity",
    "example: single enterprises": "/mal/dalarna_rd",
    "example: not published": "/mal/gavleborg_high_growth",
    "example: unknown goal": "/mal/finns_inte",
    "example: about the data": "/lage-data",
    "example: goals over time": "/jamfor?indikator=unemployment_bas",
    "example: goals in a ranking": "/jamfor?indikator=unemployment_bas&vy=rangordning",
    "example: goals on a map": "/jamfor?indikator=unemployment_bas&vy=karta",
    "example: goal of the region": "/jamfor?indikator=gdp_per_inhabitant_pps",
}

#: families of pages of one build, which need not all be looked at in both languages each time
FAMILIES = ("/jamfor?", "/mal/")


def cases(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """Every name with each language; of a family by turns in one of them, in the soak in both."""
    turn, found = 0, []
    for name, address in addresses.items():
        languages: tuple[str, ...] = ("sv", "en")
        if address.startswith(FAMILIES) and not SOAK:
            turn += 1
            languages = languages[turn % 2 : turn % 2 + 1]
        found += [(name, language) for language in languages]
    return found


#: the browser's own remarks that say nothing about the panel
_NOT_OURS = re.compile(r"Download the React DevTools")


def in_language(address: str, language: str) -> str:
    """The same address in a language; Swedish is the default and is left out."""
    if language == "sv":
        return address
    return f"{address}{'&' if '?' in address else '?'}sprak={language}"


@dataclass
class Visit:
    """A page in a browser context of its own, with what its console said and what it asked for."""

    base: str
    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    #: requests without an answer yet
    pending: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        for event, heard in self._heard().items():
            self.page.on(event, heard)  # type: ignore[call-overload]

    def _heard(self) -> dict[str, Any]:
        return {
            "console": self._console,
            "pageerror": self._page_error,
            "request": self._request,
            "response": self._response,
            "requestfinished": self._finished,
            "requestfailed": self._failed,
        }

    def leave(self) -> None:
        """Leave the tab as a new one: at no page, its tools and listeners put away."""
        page = self.page
        for other in self.context.pages:
            if other is not page:
                other.close()
        page.unroute_all()
        # what is kept for the tab alone would outlive the visit
        page.evaluate("location.protocol.startsWith('http') && sessionStorage.clear()")
        page.goto("about:blank")
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        page.emulate_media(media="null", reduced_motion="no-preference")
        page.mouse.move(0, 0)
        for event, heard in self._heard().items():
            page.remove_listener(event, heard)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self, address: str) -> Page:
        """Go to an address of the panel and wait until it stands there, charts and all."""
        self.page.bring_to_front()
        self.page.goto(self.base + address)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is drawn: heading, and on Jämför both charts."""
        self.page.locator("#page h1").first.wait_for()
        if "/jamfor" in self.page.url:
            self.page.locator("#compare-chart .main-svg").first.wait_for()
            if self.page.locator("#compare-main.alone").count() == 0:
                self.page.locator("#compare-rank .main-svg").first.wait_for()

    def _page_error(self, error: Error) -> None:
        self.faults.append(f"page error: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _NOT_OURS.search(message.text):
            self.faults.append(f"console {message.type}: {message.text[:500]}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        self.pending.add(request)
        if urlsplit(request.url).scheme in ("data", "blob"):
            return
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        self.responses.append(response)

    def _finished(self, request: Request) -> None:
        self.pending.discard(request)

    def _failed(self, request: Request) -> None:
        self.pending.discard(request)
        # a request is given up when the reader moves on or a file is saved: no fault
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"request failed: {request.url} {request.failure}")


def new_visit(browser: Browser, base: str, **options: Any) -> Visit:
    """A visit in a fresh context: no cookies, no cache, nothing remembered."""
    settings: dict[str, Any] = {"viewport": DESKTOP, "accept_downloads": True} | options
    return Visit(base, browser.new_context(**settings).new_page())


def addresses_asked_for(visit: Visit, ending: str) -> list[str]:
    """Paths of the requests whose path ends so."""
    return [path for url in visit.requests if (path := urlsplit(url).path).endswith(ending)]
