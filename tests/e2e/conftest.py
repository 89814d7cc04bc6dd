"""One server and one browser for all of these tests; a fresh context for each visit."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright, sync_playwright

from tests.chromium import ARGUMENTS, BROWSERS
from tests.e2e.visits import DESKTOP, Visit, new_visit

ROOT = Path(__file__).parents[2]
EXAMPLE = "docs/examples/strategi"
START_WITHIN = 60.0  # seconds; seeding included
INSTALL = (
    "No browser for the tests. Install one: `apt-get install chromium` (Debian), or "
    "`python -m playwright install chromium` (Windows, macOS and others)."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a real browser, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def serve(folder: Path, prefix: str = "/", strategy: str = "") -> Iterator[str]:
    """``python app.py`` on a free port over a store in `folder`; yields its address, then stops.

    `strategy` is the folder of a strategy, the panel's own where it is empty.
    """
    port = _free_port()
    settings = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder / 'panel.sqlite'}",
        "URL_PREFIX": prefix,
        "CONTACT": "panelen@example.org",
        "STRATEGY_DIR": strategy,
    }
    log = folder / "server.log"
    address = f"http://127.0.0.1:{port}{prefix.rstrip('/')}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            stop = time.monotonic() + START_WITHIN
            while not _answers(f"{address}/"):
                if process.poll() is not None or time.monotonic() > stop:
                    pytest.fail(f"The panel did not start:\n{log.read_text(errors='replace')}")
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="session")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the panel, served as users serve it over a newly seeded store."""
    yield from serve(tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="session")
def example_panel(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a panel with the example strategy: made-up goals over the real figures."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copyfile(seeded, folder / "panel.sqlite")
    yield from serve(folder, strategy=EXAMPLE)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


def launch(driver: Playwright, *arguments: str) -> Browser:
    """The system's Chromium, else Playwright's own; a missing browser is a failure, not a skip."""
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        return driver.chromium.launch(executable_path=installed, args=[*ARGUMENTS, *arguments])
    except Error as error:
        pytest.fail(f"{INSTALL}\n\n{error}", pytrace=False)


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """The browser of all visits."""
    found = launch(playwright_driver)
    yield found
    found.close()


@pytest.fixture
def browser_without_script(playwright_driver: Playwright) -> Iterator[Browser]:
    """A browser whose reader has switched scripts off, so that ``noscript`` is shown."""
    found = launch(playwright_driver, "--blink-settings=scriptEnabled=false")
    yield found
    found.close()


@pytest.fixture
def visits(browser: Browser, panel: str) -> Iterator[Callable[..., Visit]]:
    """Open any number of visits; whatever went wrong in one of them fails the test.

    What goes wrong is: an error or a warning in the console, an exception of a script, a failed
    request, a request to another host.
    """
    opened: list[Visit] = []

    def start(**options: object) -> Visit:
        opened.append(new_visit(browser, panel, **options))
        return opened[-1]

    yield start
    faults = [fault for visit in opened for fault in visit.faults]
    for visit in opened:
        visit.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A context that keeps the scripts it has loaded, as a reader's browser does."""
    context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
    yield context
    context.close()


def visit_at(desk: BrowserContext, base: str) -> Iterator[Visit]:
    """A visit in the desk's one tab: to open another costs more than to draw a page in it."""
    page = desk.pages[0] if desk.pages else desk.new_page()
    found = Visit(base, page)
    try:
        yield found
    finally:
        try:
            found.leave()
        except Error:  # a tab that cannot be left is no tab for the next test
            page.close()
    assert not found.faults, "\n".join(found.faults)


@pytest.fixture
def visit(desk: BrowserContext, panel: str) -> Iterator[Visit]:
    """One visit at desktop size by a browser that has been here before."""
    yield from visit_at(desk, panel)


@pytest.fixture
def example(desk: BrowserContext, example_panel: str) -> Iterator[Visit]:
    """One visit to the panel with the example strategy."""
    yield from visit_at(desk, example_panel)
