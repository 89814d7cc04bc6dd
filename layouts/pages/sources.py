"""Data och källor: every dataset with producer, route, licence, periods, breaks, caveats, gaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from data.geography import geographies
from data.sources import base
from indicators import formats
from indicators.holdings import Holding, holdings
from indicators.model import Selection
from indicators.naming import say as chart_say
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from layouts.elements import Child, Element, h, inert, link
from layouts.pages.overview import compare_address
from layouts.shell import address, notices

if TYPE_CHECKING:
    from dash import Dash

    from data.model import Dataset
    from indicators.library import Library

PATH = "/data"
NAME = "sources"
#: the menu marks this page there too: it is about the same data, and has no place of its own
LEADS_TO = ("/lage-data",)
WORDS = Path(__file__).parents[1] / "words" / "sources.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """The search works in the browser (assets/search.js): there are no callbacks."""


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for a selection's language; its search words stand in the box from the start."""
    language = selection.language
    found = library.keep(("sources", selection), lambda: [
        _dataset(library, holding, selection) for holding in holdings(library)
    ])  # fmt: skip
    return [
        *notices(not_understood(unknown, language), language),
        h("h1", title(language)),
        h("p", say()("intro", language), cls="lead"),
        h("p", link(say()("to_timeliness", language), address("/lage-data", selection))),
        _search(selection),
        _heads(language),
        inert(*found, id="datasets"),
        h("p", say()("none_found", language), id="none-found", cls="empty", hidden=True),
    ]


def _search(selection: Selection) -> Element:
    language = selection.language
    box = {
        "type": "Input",
        "namespace": "dash_core_components",
        "props": {
            "id": "data-search",
            "type": "search",
            "value": selection.search,
            "placeholder": say()("search_hint", language),
            "autoComplete": "off",
            "className": "search",
        },
    }
    shown = h("span", h("span", "", id="data-count"), " " + say()("found", language), cls="small",
              role="status")  # fmt: skip
    return h("div", h("label", say()("search", language), htmlFor="data-search"), box, shown,
             cls="search-box")  # fmt: skip


def _heads(language: str) -> Element:
    names = ("column_dataset", "column_producer", "column_latest", "column_published",
             "column_collected")  # fmt: skip
    return h("div", *(h("span", say()(name, language)) for name in names), cls="data-heads",
             aria_hidden="true")  # fmt: skip


def _dataset(library: Library, holding: Holding, selection: Selection) -> Element:
    language, dataset = selection.language, holding.dataset
    newest = holding.releases[0] if holding.releases else {"published": "", "fetched": ""}
    latest = formats.period(holding.latest, language) if holding.latest else formats.MISSING
    collected = newest["fetched"][:10] or say()("not_fetched", language)
    published = say()("unknown_date", language) if holding.releases else formats.MISSING
    if newest["published"]:
        words = library.published_words(dataset.id, newest["published"], language)
        published = words.partition(" ")[2]
    cells = [
        h("span", dataset.name[language], cls="dataset-name"),
        _cell("column_producer", dataset.producer[language], language),
        _cell("column_latest", latest, language),
        _cell("column_published", published, language),
        _cell("column_collected", collected, language),
    ]
    rows = [
        part
        for key, value in _facts(library, holding, selection)
        if value not in ("", [])
        for part in (h("dt", say()(key, language)), h("dd", value))
    ]
    return h("details", h("summary", *cells), h("dl", *rows), id=dataset.id, cls="dataset")


def _cell(heading: str, text: str, language: str) -> Element:
    """A cell of the summary line; its heading is spoken, and seen where the heads are not."""
    return h("span", h("span", say()(heading, language) + ": ", cls="cell-head"), text)


def _facts(library: Library, holding: Holding, selection: Selection) -> list[tuple[str, Child]]:
    language, dataset = selection.language, holding.dataset
    kind = say()(f"kind_{dataset.kind}", language)
    if dataset.kind == "survey" and not dataset.margin_published:
        kind = f"{kind}, {say()('margin_no', language)}"
    page = dataset.landing_page
    return [
        ("producer", dataset.producer[language]),
        ("route", dataset.route[language] if dataset.route else say()("route_direct", language)),
        ("service", _service(dataset, language)),
        ("command", _command(holding, language)),
        ("licence", dataset.licence[language]),
        ("landing", h("a", page, href=page, rel="noreferrer") if page else ""),
        ("table", dataset.table or ""),
        ("kind", kind),
        ("frequency", say()(f"frequency_{dataset.frequency}", language)),
        ("coverage", _coverage(holding, language)),
        ("gaps", _gaps(holding, language)),
        ("releases", _list(_releases(library, holding, language))),
        ("next_release", library.told(dataset.id).next_release),
        ("checked", library.told(dataset.id).checked),
        ("review", _list(_review(library, holding, language))),
        ("breaks", _list(_breaks(holding, language))),
        ("caveats", _list([caveat[language] for caveat in dataset.caveats])),
        ("notes", _list(list(library.told(dataset.id).notes))),
        ("missing", dataset.missing[language] if dataset.missing else ""),
        ("custodian", dataset.custodian[language] if dataset.custodian else ""),
        ("processing", _list(_processing(holding, language))),
        ("measures", _list([f"{m.label} ({m.unit})" for m in dataset.measures.values()])),
        ("indicators", _indicators(library, holding, selection)),
    ]


def _service(dataset: Dataset, language: str) -> str:
    """Where the dataset is fetched: the service and its host; nothing for one that never is."""
    if dataset.live is None:
        return ""
    host = urlsplit(base(dataset.live.source)).hostname or ""
    name = say()(f"service_{dataset.live.source}", language)
    return say()("service_text", language, name=name, host=host)


def _command(holding: Holding, language: str) -> Child:
    """The command that fetches the dataset, after plain words where there are no figures yet."""
    if holding.dataset.live is None:
        return ""
    command = h("code", f"python -m data.refresh {holding.dataset.id}")
    if holding.releases:
        return command
    return h("span", say()("not_fetched_text", language) + " ", command)


def _list(items: list[str]) -> Child:
    if len(items) < 2:
        return "".join(items)
    return h("ul", *(h("li", item) for item in items))


def _coverage(holding: Holding, language: str) -> str:
    if not holding.latest:
        return ""
    return say()(
        "coverage_text",
        language,
        period=formats.period_range(holding.first, holding.latest, language),
        places=formats.number(holding.places, 0, language),
        values=formats.number(holding.values, 0, language),
    )


def _gaps(holding: Holding, language: str) -> str:
    return ", ".join(
        say()("gap_text", language, count=formats.number(count, 0, language),
              reason=chart_say()(f"status_{letter}", language))
        for letter, count in sorted(holding.gaps.items())
    )  # fmt: skip


def _releases(library: Library, holding: Holding, language: str) -> list[str]:
    texts = []
    for release in holding.releases:
        text = library.published_words(holding.dataset.id, release["published"], language)
        collected = chart_say()("collected", language, date=release["fetched"][:10])
        note = release.get(f"note_{language}", "")
        line = say()("release_text", language, published=text, collected=collected)
        texts.append(formats.sentence(line) + (f" {note}" if note else ""))
    return texts


def _review(library: Library, holding: Holding, language: str) -> list[str]:
    """The values that await review, and the command that says they have been looked at."""
    texts = [
        say()("review_text", language, measure=holding.dataset.measures[measure].label,
              place=geographies()[geo].short(language), period=formats.period(period, language),
              breakdown=say()(f"breakdown_{breakdown}", language))
        for measure, breakdown, geo, period in library.told(holding.dataset.id).awaiting
        if measure in holding.dataset.measures
    ]  # fmt: skip
    command = f"python -m data.refresh --accept {holding.dataset.id}"
    return [*texts, say()("review_command", language, command=command)] if texts else []


def _breaks(holding: Holding, language: str) -> list[str]:
    return [
        f"{formats.period(item.period, language)}: {item.text[language]}"
        for item in holding.dataset.breaks
    ]


def _processing(holding: Holding, language: str) -> list[str]:
    texts = []
    for origin in holding.dataset.origins.values():
        how = say()(f"processing_{origin.processing}", language)
        method = f": {origin.method[language].rstrip('.')}" if origin.method else ""
        read = say()("read_in", language, reference=origin.reference)
        texts.append(formats.sentence(f"{how}{method}") + " " + formats.sentence(read))
    return texts


def _indicators(library: Library, holding: Holding, selection: Selection) -> Child:
    """The indicators of a dataset, as links where there is something to compare."""
    if not holding.indicators:
        return say()("no_indicators", selection.language)
    shown = library.available()
    links = []
    for item in holding.indicators:
        name = item.name[selection.language]
        there = item.id in shown
        links.append(h("li", link(name, compare_address(item, selection)) if there else name))
    return h("ul", *links)
