"""Data och källor: what is held, what was never fetched, and how to fetch it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from data.sources import SERVICES
from indicators.library import Library
from indicators.model import Selection
from layouts.elements import to_html
from layouts.pages import sources

LANGUAGES = ("sv", "en")
NOT_FETCHED = {"sv": "ännu inte hämtad", "en": "not yet fetched"}


def blocks(library: Library, language: str = "sv") -> dict[str, str]:
    """The HTML of each dataset on the page, by id."""
    page = sources.layout(library, Selection(language=language), ())
    found = re.split(r"(?=<details)", markup(page))
    parts = [part for part in found if part.startswith("<details")]
    return {re.search(r' id="(\w+)"', part)[1]: part for part in parts}


def markup(page: list[Any]) -> str:
    held = next(part for part in page if part["props"].get("id") == "datasets")
    text = held["props"].get("data-html")
    return text if text is not None else to_html(held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_never_fetched_says_so_with_the_command(library: Library, language: str) -> None:
    found = blocks(library, language)
    assert set(found) == set(library.datasets)
    for name, dataset in library.datasets.items():
        waiting = not dataset.releases
        summary = found[name].partition("</summary>")[0]
        assert (NOT_FETCHED[language] in summary) == waiting, name
        command = f"<code>python -m data.refresh {name}</code>"
        assert (command in found[name]) == (dataset.live is not None), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dataset_that_is_fetched_says_from_where(library: Library, language: str) -> None:
    hosts = {"kolada": "api.kolada.se", "scb": "statistikdatabasen.scb.se",
             "scb_v1": "api.scb.se", "eurostat": "ec.europa.eu",
             "tillvaxtanalys": "statistik.tillvaxtanalys.se"}  # fmt: skip
    assert set(hosts) == set(SERVICES)
    heading = sources.say()("service", language)
    for name, text in blocks(library, language).items():
        live = library.datasets[name].live
        assert (f"<dt>{heading}</dt>" in text) == (live is not None), name
        if live is not None:
            assert f"({hosts[live.source]})" in text


def test_indicators_without_figures_are_named_but_lead_nowhere(library: Library) -> None:
    found = blocks(library)
    for name in library.catalogue.indicators:
        link = f'href="/jamfor?indikator={name}"'
        linked = any(link in text or f"{link[:-1]}&" in text for text in found.values())
        assert linked == (name in library.available()), name
    text = found["unemployment_registered"]
    assert "<li>Arbetslöshet 18–65 år (Arbetsförmedlingen)</li>" in text


def test_nothing_is_made_up_for_a_dataset_without_figures(library: Library) -> None:
    text = blocks(library)["ai_use"]
    for key in ("coverage", "gaps", "releases"):
        assert f"<dt>{sources.say()(key, 'sv')}</dt>" not in text
    assert not re.search(r"\b(None|nan|NaN)\b", text)


def test_a_mirror_is_named_as_where_figures_come_from(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLADA_URL", "http://127.0.0.1:9/v3")
    assert "(127.0.0.1)" in sources._service(library.datasets["net_income"], "sv")


def test_the_page_can_be_sent_as_json(library: Library) -> None:
    json.dumps(sources.layout(library, Selection(), ()))
