"""The whole panel on another strategy: made-up challenges of ``tests/other_strategy``.

Nothing in the code may know the challenges that the panel ships.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from data.registry import load_datasets
from data.store import Store
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.model import Selection
from indicators.resolve import first_shown
from indicators.selection import to_query
from indicators.strategy.load import Strategy, load_strategy
from indicators.strategy.status import status
from layouts.pages import PAGES
from tests.indicators import synthetic
from tests.test_app import LANGUAGES, find, layout, words

ROOT = Path(__file__).parents[3]
OTHER = ROOT / "tests" / "other_strategy"
#: every path there is a page at, those of families included
PATHS = [page.PATH for page in PAGES] + ["/county/20", "/county/17", "/mal/intensity_17"]
#: what lists indicators or goals by challenge
BY_CHALLENGE = ("/", "/jamfor", "/strategi")


@pytest.fixture(scope="module")
def other(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("other") / "panel.sqlite"
    shutil.copyfile(seeded, path)
    datasets = load_datasets()
    catalogue = load_catalogue(datasets)
    with Store(f"sqlite:///{path}") as store:
        yield Library(catalogue, datasets, store, load_strategy(catalogue, OTHER))


@pytest.fixture(scope="module")
def client(other: Library) -> FlaskClient:
    return create_app(other).server.test_client()


def own() -> Strategy:
    return load_strategy(load_catalogue(load_datasets()))


def everything(client: FlaskClient, path: str, language: str) -> str:
    """All text of a page, what its controls offer and its title included."""
    address = path + to_query(Selection(language=language))
    assert client.get(address).status_code == 200
    found = layout(client, address)
    raw = json.dumps(found, ensure_ascii=False)
    return unescape(re.sub(r"<[^>]*>", " ", raw)) + client.get(address).get_data(as_text=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_knows_the_shipped_challenges(client, other, path, language) -> None:
    text = everything(client, path, language)
    for challenge in own().challenges.values():
        assert challenge.name[language] not in text
        assert challenge.lead[language] not in text
        assert f"tema-{challenge.id}" not in text
    if path in BY_CHALLENGE:
        for challenge in other.strategy.challenges.values():
            assert challenge.name[language] in text


def test_the_shipped_challenges_are_those_looked_for(other: Library) -> None:
    names = {item.name.sv for item in own().challenges.values()}
    assert len(names) == 5
    assert names.isdisjoint(item.name.sv for item in other.strategy.challenges.values())
    assert own().challenges.keys().isdisjoint(other.strategy.challenges)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_has_a_section_a_challenge_and_none_besides(client, other, language) -> None:
    page = find(layout(client, "/" + to_query(Selection(language=language))), "page")
    html = json.dumps(page)
    found = list(dict.fromkeys(re.findall(r"id=\\\"tema-(\w+)\\\"", html)))
    assert found == list(other.strategy.challenges)
    shown = words(page)
    for milestone in other.strategy.milestones.values():
        assert milestone.name[language] in shown


def test_the_crumb_of_a_comparison_names_the_challenge(client) -> None:
    page = find(layout(client, "/jamfor?indikator=ghg_intensity"), "page")
    assert "7 · Klimatneutral ekonomi" in words(page)
    page = find(layout(client, "/jamfor?indikator=rd_business&sprak=en"), "page")
    assert "Open counties rich in knowledge" in words(page)


def test_every_indicator_stands_under_exactly_one_challenge(other: Library) -> None:
    placed = [code for section in other.sections() for code in section.indicators]
    assert sorted(placed) == sorted(other.catalogue.indicators)


def test_goals_of_another_strategy_are_assessed_by_the_same_rules(other: Library) -> None:
    found = {
        goal.id: (status(other, goal).assessment.verdict, status(other, goal).assessment.reason)
        for goal in other.strategy.goals.values()
    }
    assert found == {
        # 10.1 in 2015 to 5.0 in 2030 asks for −0.34 a year; the slope 2015–2020 is −0.51
        "intensity_17": ("on_track", None),
        # 1 288, 1 332, 1 349, 1 294, 1 279, 1 213: the slopes between pairs go both ways
        "industries_20": ("no_sure_change", None),
        # 8.5, 8.2, 7.2: −0.65 a year of the −0.45 asked for
        "unemployment_21": ("on_track", None),
        # the definitions changed in 2017
        "research_se31": ("cannot", "break"),
    }


# --- what is shown first -----------------------------------------------------------------------


def made_up(**challenges: tuple[str, ...]) -> Strategy:
    """A synthetic strategy: id of a challenge -> its indicators."""
    text = {"sv": "påhittad", "en": "synthetic"}
    from indicators.strategy.model import Challenge

    records: dict[str, Any] = {
        code: Challenge.model_validate(
            {"id": code, "name": text, "lead": text, "indicators": list(names)}
        )
        for code, names in challenges.items()
    }
    return Strategy(challenges=records)


def test_the_first_view_is_of_the_shipped_set_as_before(library: Library) -> None:
    assert first_shown(library).id == "rd_share_of_grp"


def test_the_first_view_follows_the_order_of_the_strategy(library: Library, monkeypatch) -> None:
    for names, expected in (
        ((("ghg_intensity",), ("rd_share_of_grp",)), "ghg_intensity"),
        ((("matching_rate",), ("exports_goods_per_inhabitant",)), "exports_goods_per_inhabitant"),
        ((("gerd",), ("ghg_intensity",)), "ghg_intensity"),
    ):
        strategy = made_up(first=names[0], second=names[1])
        shown = Library(library.catalogue, library.datasets, library._store, strategy)
        assert first_shown(shown).id == expected


def test_something_is_shown_where_nothing_can_be_computed_for_the_region() -> None:
    figures = synthetic.rows(("20", "2020", 1.0), ("21", "2020", 2.0))
    item = synthetic.indicator()
    shown, _ = synthetic.library_of(figures, item)
    assert first_shown(shown).id == item.id
    leading, _ = synthetic.library_of(figures, item.model_copy(update={"leading": True}))
    assert first_shown(leading).id == item.id


def test_a_page_without_any_strategy_is_as_it_was(library: Library) -> None:
    bare = Library(library.catalogue, library.datasets, library._store, replace(Strategy()))
    client = create_app(bare).server.test_client()
    shown = words(find(layout(client, "/"), "page"))
    assert "Målen" not in shown and "Inget mål är satt" not in shown
    assert "75,5" in shown
