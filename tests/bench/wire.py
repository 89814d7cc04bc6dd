"""What a browser loads: script bytes on the wire, as the browser itself counts them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from layouts import slim
from tests.bench.results import Result, amount
from tests.bench.serving import Server, panel, serving
from tests.chromium import ARGUMENTS, BROWSERS

OVERVIEW = 700.0  # KB of script


@dataclass(slots=True)
class Loaded:
    """One page's visit: bytes over the wire in KB, and the addresses of its scripts."""

    scripts: float
    total: float
    addresses: list[str]

    @property
    def plotly(self) -> bool:
        """True where any plotly.js was loaded."""
        return any("plotly" in address for address in self.addresses)


def measure(store: Path) -> Iterator[Result]:
    """Översikt's scripts, and Jämför with plotly's own script and, if fetched, the smaller one."""
    full = ["-m", "tests.bench.peers", "full_script"]
    with browsing() as browser, panel(store) as server:
        overview = visit(browser, server, "/", "#page h1")
        yield amount("Översikt, script on the wire", overview.scripts, OVERVIEW, "KB")
        without = "none" if not overview.plotly else "loaded"
        yield Result("Översikt, plotly.js", without, "none", None, not overview.plotly)
        with serving(full, {"DATABASE_URL": f"sqlite:///{store}"}) as other:
            plain = visit(browser, other, "/jamfor", ".js-plotly-plot .main-svg")
        yield Result("Jämför, plotly's own script", f"{plain.total:,.0f} KB in all")
        if (slim.FOLDER / slim.FILE).is_file():
            less = visit(browser, server, "/jamfor", ".js-plotly-plot .main-svg")
            yield Result("Jämför, after make slim", f"{less.total:,.0f} KB in all", "",
                         less.total / plain.total)  # fmt: skip
        else:
            yield Result("Jämför, after make slim", "not measured: make slim has not been run")


@contextmanager
def browsing() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield browser
        browser.close()


def visit(browser: object, server: Server, path: str, awaited: str) -> Loaded:
    """A first visit, with an empty cache, until `awaited` is there and the network is quiet."""
    page = browser.new_context().new_page()  # type: ignore[attr-defined]
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    kinds: dict[str, tuple[str, str]] = {}
    sizes: dict[str, float] = {}
    devtools.on(
        "Network.responseReceived",
        lambda told: kinds.update({told["requestId"]: (told["type"], told["response"]["url"])}),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda told: sizes.update({told["requestId"]: told["encodedDataLength"] / 1000}),
    )
    page.goto(f"http://127.0.0.1:{server.port}{path}")
    page.wait_for_selector(awaited, state="attached", timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.context.close()
    scripts = {name: url for name, (kind, url) in kinds.items() if kind == "Script"}
    return Loaded(
        sum(sizes.get(name, 0.0) for name in scripts),
        sum(sizes.values()),
        list(scripts.values()),
    )
