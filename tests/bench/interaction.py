"""From a change to the redrawn chart, as a browser sees it: the panel beside four other apps.

All draw the same lines, 21 counties and Riket over time, and change the indicator. The time runs
from the change of the control to the last change in the chart's own elements; the bytes are those
that came over the wire meanwhile. A page that polls is told of in bytes, not in time.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from indicators.library import Library
from indicators.model import Selection
from layouts.figures import figure
from tests.bench.bodies import LAN
from tests.bench.results import Result, at_most
from tests.bench.serving import Server, panel, peer
from tests.bench.wire import browsing

VIZRO, STREAMLIT, REDRAW, BYTES = 0.45, 0.35, 1.5, 0.35
ROUNDS = 4
#: the first indicator changed to: one that none of the apps shows from the start
FIRST = 2
QUIET = 350  # milliseconds without a change in the chart: it is drawn
INDICATORS = ("unemployment_bas", "grp_per_employed", "rd_per_inhabitant", "matching_rate")

#: notes the time of the last change in the drawing, and of the keystroke that begins it
WATCH = """selector => {
  window.drawn = 0;
  const holder = () => document.querySelector(selector);
  const drawing = change => change.target.closest && change.target.closest('.main-svg') ||
    [...change.addedNodes].some(node => node.querySelector && node.querySelector('.main-svg'));
  new MutationObserver(changes => {
    if (changes.some(change => holder()?.contains(change.target) && drawing(change)))
      window.drawn = performance.now();
  }).observe(document.body, {childList: true, subtree: true, attributes: true});
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter') { window.began = performance.now(); window.drawn = 0; }
  }, true);
}"""
SET = """([control, value]) => {
  window.began = performance.now(); window.drawn = 0;
  dash_clientside.set_props(control, {value});
}"""
DONE = f"() => window.drawn && performance.now() - window.drawn > {QUIET}"


@dataclass
class Contestant:
    """One app: its page, how its control is set, and what was measured."""

    page: Any
    change: Callable[[Any, str], None]
    times: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    #: KB of the first answer, which holds the lines; the panel's house chart comes in a second
    lines: list[float] = field(default_factory=list)
    received: list[float] = field(default_factory=list)


def measure(library: Library, store: Path, folder: Path) -> Iterator[Result]:
    """Medians over all changes, every contestant in every round."""
    shown = [name for name in INDICATORS if name in library.available()]
    rows = _rows(library, shown, folder / "interaction.csv")
    figures = folder / "figures.json"
    figures.write_text(json.dumps(_figures(library, shown)), encoding="utf-8")
    with ExitStack() as running, browsing() as browser:
        found = {
            "panel": _open(browser, running.enter_context(panel(store)),
                           f"/jamfor?platser={','.join(LAN)}", "#compare-chart",
                           _set("compare-indicator")),
            "redraw": _open(browser, running.enter_context(peer("redraw", str(figures))), "/",
                            "#chart", _set("indicator")),
            "express": _open(browser, running.enter_context(peer("express", str(rows))), "/",
                             "#chart", _set("indicator")),
        }  # fmt: skip
        if find_spec("vizro"):
            server = running.enter_context(peer("vizro", str(rows)))
            found["vizro"] = _open(browser, server, "/", "#chart", _set("indicator"))
        if find_spec("streamlit"):
            server = running.enter_context(peer("streamlit", str(rows)))
            found["streamlit"] = _open(browser, server, "/", ".js-plotly-plot", _typed)
        for index in range(ROUNDS * len(shown)):
            for contestant in found.values():
                _interact(contestant, shown[(index + FIRST) % len(shown)], warm=index >= len(shown))
    yield from _results(found)


def _results(found: dict[str, Contestant]) -> Iterator[Result]:
    time = {name: median(one.times) for name, one in found.items()}
    size = {name: median(one.sizes) for name, one in found.items()}
    own = f"{time['panel']:.0f} ms"
    for name, most in (("vizro", VIZRO), ("streamlit", STREAMLIT), ("redraw", REDRAW)):
        what = "a bare clientside redraw" if name == "redraw" else name.capitalize()
        if name not in found:
            yield Result(f"change to redrawn chart, against {what}", "not measured: not installed")
            continue
        yield at_most(f"change to redrawn chart, {own}, against {what}", f"{time[name]:.0f} ms",
                      time["panel"] / time[name], most, what)  # fmt: skip
    yield Result("change to redrawn chart, plotly.express in Dash", f"{time['express']:.0f} ms", "",
                 time["panel"] / time["express"])  # fmt: skip
    lines = median(found["panel"].lines)
    yield at_most(f"bytes a change, the same lines, {lines:.1f} KB", f"{size['express']:.1f} KB",
                  lines / size["express"], BYTES, "plotly.express")  # fmt: skip
    yield Result(f"bytes a change with the house chart, {size['panel']:.1f} KB",
                 f"{size['express']:.1f} KB", "", size["panel"] / size["express"])  # fmt: skip


def _open(
    browser: Any, server: Server, path: str, chart: str, change: Callable[[Any, str], None]
) -> Contestant:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    contestant = Contestant(page, change)

    def came(told: dict[str, Any]) -> None:
        contestant.received.append(told["encodedDataLength"] / 1000)

    def framed(told: dict[str, Any]) -> None:
        contestant.received.append(len(told["response"]["payloadData"]) / 1000)

    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", came)
    devtools.on("Network.webSocketFrameReceived", framed)
    page.goto(f"http://127.0.0.1:{server.port}{path}")
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.evaluate(WATCH, chart)
    return contestant


def _set(control: str) -> Callable[[Any, str], None]:
    return lambda page, value: page.evaluate(SET, [control, value])


def _typed(page: Any, value: str) -> None:
    """Streamlit's controls are set by typing only."""
    chooser = page.locator("[data-testid=stSelectbox] input").first
    chooser.click()
    chooser.fill(value)
    page.wait_for_timeout(300)  # its list follows what is typed
    page.keyboard.press("Enter")


def _interact(contestant: Contestant, value: str, warm: bool) -> None:
    page = contestant.page
    page.bring_to_front()
    contestant.received.clear()
    contestant.change(page, value)
    page.wait_for_function(DONE, timeout=60_000)
    if warm:
        contestant.times.append(page.evaluate("window.drawn - window.began"))
        contestant.sizes.append(sum(contestant.received))
        contestant.lines.append(contestant.received[0] if contestant.received else 0.0)


def _selection(name: str) -> Selection:
    return Selection(indicator=name, places=LAN)


def _figures(library: Library, shown: list[str]) -> dict[str, Any]:
    resolved = {name: library.resolve(_selection(name)).selection for name in shown}
    return {name: figure(library.view(chosen)) for name, chosen in resolved.items()}


def _rows(library: Library, shown: list[str], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("indicator", "place", "period", "value"))
        for name in shown:
            spec = library.view(library.resolve(_selection(name)).selection)
            for one in spec.series:
                for mark in one.marks:
                    writer.writerow((name, one.name, mark.period, mark.value))
    return path
