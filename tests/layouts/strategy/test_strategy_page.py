"""Strategi as a page: the map and the table hold the same, filters combine, counts are right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data.registry import load_datasets
from data.store import Store
from indicators import formats
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.selection import from_query
from indicators.strategy.counts import goal_status
from indicators.strategy.load import FOLDER, Strategy, load_strategy
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.narrowed import choices, kept, narrowed, owners, slug
from indicators.strategy.overview import items, rows, white_spots
from indicators.strategy.words import SYMBOLS, class_word
from layouts import shell
from layouts.elements import to_html
from layouts.pages import PAGES, strategy
from layouts.pages.overview_milestones import SYMBOLS as MILESTONE_SYMBOLS
from layouts.pages.strategy_lists import money
from layouts.pages.strategy_view import build

LANGUAGES = ("sv", "en")
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "strategi"
TODAY = date(2026, 11, 23)
SEEN = ("bild", "tabell")

#: made up for these tests: three challenges of another strategy, two plans, one goal in two areas
OTHER = """
[strategy]
name = "Påhittad strategi"
lead = "Tre påhittade utmaningar."

[[challenge]]
id = "one"
number = 1
name = "Påhittad utmaning ett"
lead = "Ett."
indicators = ["unemployment_bas"]
[[challenge]]
id = "two"
name = "Påhittad utmaning två"
lead = "Två."
themes = ["innovation"]
[[challenge]]
id = "three"
name = "Påhittad utmaning tre"
lead = "Tre."

[[area]]
id = "a"
name = "Område A"
aliases = ["Prioritering A", "A i planen"]
challenges = ["one"]
[[area]]
id = "b"
name = "Område B"
challenges = ["one", "two"]
[[area]]
id = "c"
name = "Område C"

[[plan]]
id = "north"
name = "Norra planen"
places = ["20", "21"]
[[plan]]
id = "south"
name = "Södra planen"
places = ["17"]
areas = ["a"]

[[goal]]
id = "both"
plan = "north"
name = "Mål i två områden"
indicator = "unemployment_bas"
place = "20"
base_period = "2020"
target_period = "2030"
target_value = 4
areas = ["a", "b"]
decided_by = "Nämnden, norra"
decided_on = 2021-01-01
document = "Dokument"

[[activity]]
id = "with_money"
plan = "north"
name = "Aktivitet <b>med</b> pengar"
owner = "Nämnden norra"
start = "2024"
state = "ongoing"
money = 1250000
areas = ["b"]
indicators = ["unemployment_bas"]
[[activity]]
id = "astray"
plan = "south"
name = "Aktivitet utan hem"
owner = "Någon"
start = "2024"
state = "planned"
"""


@pytest.fixture(scope="module")
def store(seeded: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{seeded}") as opened:
        yield opened


def shelf(store: Store, folder: Path | None) -> Library:
    datasets = load_datasets()
    catalogue = load_catalogue(datasets)
    found = load_strategy(catalogue, folder) if folder else Strategy()
    return Library(catalogue, datasets, store, found)


@pytest.fixture(scope="module")
def example(store: Store) -> Library:
    return shelf(store, EXAMPLE)


@pytest.fixture(scope="module")
def shipped(store: Store) -> Library:
    return shelf(store, FOLDER)


@pytest.fixture(scope="module")
def other(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("other")
    (folder / "one.toml").write_text(OTHER, encoding="utf-8")
    return shelf(store, folder)


def markup(tree: Any) -> str:
    if isinstance(tree, (list, tuple)):
        return "".join(markup(part) for part in tree)
    if not isinstance(tree, dict):
        return to_html(tree)
    props = tree["props"]
    if "data-html" in props:
        return str(props["data-html"])
    outer = to_html({**tree, "props": {**props, "children": "§"}})
    return outer.replace("§", markup(props.get("children", "")))


def page(library: Library, *filters: str, language: str = "sv", more: str = "") -> str:
    query = f"?sprak={language}&filter={','.join(filters)}{more}"
    return unescape(markup(strategy.layout(library, *from_query(query))))


def text(html: str) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def picture(html: str) -> str:
    """What is drawn between the filters and the lists: the map or the table."""
    return html.split('class="strategy-top"')[1].split('id="strategi-white"')[0]


def raw(name: str) -> list[dict[str, Any]]:
    """The records of a table of the example, read without the panel's own loader."""
    found: list[dict[str, Any]] = []
    for path in sorted(EXAMPLE.glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    return found


# --- both pictures hold everything ----------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("table", ["challenge", "area", "plan", "goal", "milestone", "activity"])
def test_everything_stands_in_map_and_table(
    example: Library, seen: str, language: str, table: str
) -> None:
    html = text(picture(page(example, f"visa:{seen}", language=language)))
    html = html.replace(formats.THIN, " ")  # a goal's name keeps "8 000" on one line
    records = raw(table)
    assert records
    for record in records:
        assert record["name"][language].replace(formats.THIN, " ") in html, record["id"]


@pytest.mark.parametrize("seen", SEEN)
def test_every_node_leads_to_its_page(example: Library, seen: str) -> None:
    html = page(example, f"visa:{seen}")
    drawn = picture(html)
    for goal in raw("goal"):
        assert f'href="/mal/{goal["id"]}"' in drawn
        if goal["indicator"] in example.available():
            assert f'href="/jamfor?indikator={goal["indicator"]}"' in drawn
    for kind, table in (("milstolpe", "milestone"), ("aktivitet", "activity")):
        for record in raw(table):
            assert f'href="#{kind}-{record["id"]}"' in drawn
            assert html.count(f'id="{kind}-{record["id"]}"') == 1
    for area in raw("area"):
        assert f"filter=omrade:{area['id']}" in drawn
    for challenge in raw("challenge"):
        assert f'href="/#tema-{challenge["id"]}"' in drawn


def test_map_and_table_show_the_same_goals_in_every_cell(example: Library) -> None:
    """Counted in the HTML: a goal's links are as many in the map as in the table."""
    drawn = [picture(page(example, f"visa:{seen}")) for seen in SEEN]
    for kind in ("/mal/", "#aktivitet-", "#milstolpe-"):
        counts = [sorted(re.findall(rf'href="{kind}([a-z_]+)', one)) for one in drawn]
        assert counts[0] == counts[1] and counts[0]


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_goals_show_target_and_status_as_symbol_and_word(
    example: Library, seen: str, language: str
) -> None:
    html = text(picture(page(example, f"visa:{seen}", language=language)))
    plain = html.replace(formats.NBSP, " ").replace(formats.THIN, " ")
    assert {"sv": "2029: 8 000 kr", "en": "2029: 8,000 SEK"}[language] in plain
    assert {"sv": "2030: 75,0 %, kvinnor", "en": "2030: 75.0%, women"}[language] in plain
    for goal in example.strategy.goals:
        verdict = goal_status(example, goal).assessment.verdict
        assert f"{SYMBOLS[verdict]} {class_word(verdict, language)}" in html


# --- counts ---------------------------------------------------------------------------------


def test_counts_name_their_denominators(example: Library) -> None:
    total = [len(raw(name)) for name in ("goal", "milestone", "activity")]
    html = text(page(example))
    said = "{0} av {0} mål, {1} av {1} milstolpar och {2} av {2} aktiviteter visas."
    assert said.format(*total) in html
    of_dalarna = sum(goal["plan"] == "dalarna" for goal in raw("goal"))
    assert 0 < of_dalarna < total[0]
    assert f"{of_dalarna} av {total[0]} mål, " in text(page(example, "plan:dalarna"))
    areas = sum("value_chains" in goal["areas"] for goal in raw("goal"))
    assert f"{areas} av {total[0]} mål, " in text(page(example, "omrade:value_chains"))


def test_a_goal_in_two_areas_stands_twice_and_counts_once(example: Library) -> None:
    html = page(example, "visa:tabell")
    assert picture(html).count('href="/mal/joint_growth"') == 2
    assert "16 av 16 mål" in text(html) and len(raw("goal")) == 16
    found = html.split("strategy-statuses")[1].split("</ul>")[0]
    assert sum(int(number) for number in re.findall(r"<b>(\d+)</b>", found)) == 16


def test_following_a_filter_shows_as_many_as_its_number_says(example: Library) -> None:
    html = page(example, "plan:gavleborg")
    links = re.findall(r'href="([^"]*)"[^>]*data-filter="([^"]*)"[^>]*>([^<]*) \((\d+)\)<', html)
    assert len(links) > 15
    for address, name, _, number in links:
        selection, unknown = from_query(address.partition("?")[2])
        assert not unknown
        after = build(example, selection, TODAY)
        if name == "plan:gavleborg":  # it lets go of the filter that is chosen
            assert len(after.shown) == len(after.items)
        else:
            assert len(after.shown) == int(number), name


def test_filters_combine(example: Library) -> None:
    strict = page(example, "plan:varmland", "status:on_track", "visa:tabell")
    expected = {
        goal["id"]
        for goal in raw("goal")
        if goal["plan"] == "varmland"
        and goal_status(example, goal["id"]).assessment.verdict == "on_track"
    }
    assert expected and expected != set(example.strategy.goals)
    assert set(re.findall(r'href="/mal/([a-z_]+)', picture(strict))) == expected
    assert "Visa alla" in strict and "Urval: " in strict
    assert "inget mål satt" not in text(picture(strict))
    either = build(example, from_query("filter=plan:varmland,plan:dalarna")[0], TODAY)
    assert {item.plan for item in either.items if (item.kind, item.id) in either.shown} == {
        "varmland", "dalarna"
    }  # fmt: skip
    assert either.plans == ("dalarna", "varmland")


def test_the_owner_table_adds_up(example: Library) -> None:
    html = page(example).split('id="strategi-owners"')[1].split("</table>")[0]
    numbers = [int(cell) for cell in re.findall(r"<td>(\d+)</td>", html)]
    assert numbers[-1] == len(raw("goal")) == sum(numbers[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_filters_are_said_and_everything_is_shown(example: Library, language: str) -> None:
    html = page(example, "lan:99", "fel", "visa:film", language=language)
    for text_ in ("lan:99", "fel", "visa:film"):
        assert strategy.say()("unknown_filter", language, text=text_) in html
    assert html.count('href="/mal/') >= 16
    assert "Visa alla" not in html and "Show all" not in html


@pytest.mark.parametrize("code", STATUS_CLASSES)
def test_a_class_that_no_goal_has_is_no_mistake(example: Library, code: str) -> None:
    asked = narrowed((f"status:{code}",), {})
    assert asked.unknown == () and asked.chosen == {"status": (code,)}


def test_nothing_left_says_so(example: Library) -> None:
    html = page(example, "omrade:sme_transition", "lan:17")
    assert "Inget stämmer med urvalet." in html and "0 av 16 mål" in html


# --- white spots ----------------------------------------------------------------------------


def test_white_spots_are_counted_as_by_hand(example: Library) -> None:
    taken = aimed = 0
    for plan in raw("plan"):
        for area in raw("area"):
            if area["id"] in plan.get("areas", [area["id"]]):
                taken += 1
                aimed += any(
                    goal["plan"] == plan["id"] and area["id"] in goal["areas"]
                    for goal in raw("goal")
                )
    html = text(page(example))
    assert f"Insatsområde i en plan utan mål: {taken - aimed} av {taken}" in html
    assert "Aktivitet som inte står bredvid något mål: 1 av 9" in html
    assert "Mål utan värden sedan basåret: 1 av 16" in html
    assert "Utmaning utan indikatorer: 1 av 5" in html
    assert "Utmaning utan insatsområde: 1 av 5" in html


def test_the_map_marks_exactly_the_white_spots_that_are_listed(example: Library) -> None:
    view = build(example, from_query("")[0], TODAY)
    spots = white_spots(example.strategy, example.catalogue, view.status)
    assert {(row.area, row.plan) for row in view.rows if row.kind == "no_goal"} == set(spots.empty)
    html = picture(page(example))
    drawn = sum(row.kind == "no_goal" for row in view.rows)
    assert html.count("inget mål satt") == drawn > 0
    assert html.count("målet saknar värden") >= 1
    assert html.count(">utan mål<") == 1


def test_milestones_stand_as_on_the_day(example: Library) -> None:
    html = page(example, more="&dag=2026-01-15")
    line = html.split('id="milstolpe-joint_calls"')[1].split("</tr>")[0]
    assert f"{MILESTONE_SYMBOLS['waiting']} väntar" in text(line)
    later = page(example, more="&dag=2026-11-01")
    line = later.split('id="milstolpe-joint_calls"')[1].split("</tr>")[0]
    assert f"{MILESTONE_SYMBOLS['late']} försenad" in text(line)
    assert "2026-11-01" in later


# --- other strategies, and none -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", SEEN)
def test_without_goals_the_frame_is_shown(shipped: Library, seen: str, language: str) -> None:
    html = page(shipped, f"visa:{seen}", language=language)
    found = shipped.strategy
    assert not found.goals and found.about is not None
    for note in found.about.notes:
        assert note[language] in html
    for record in (*found.challenges.values(), *found.areas.values(), *found.plans.values()):
        assert record.name[language] in text(picture(html))
    blanks = {"sv": "inget mål satt", "en": "no goal set"}[language]
    pairs = sum(len(area.challenges) for area in found.areas.values()) * len(found.plans)
    extra = 1 if seen == "tabell" else 0  # the challenge without areas has a line of its own
    assert picture(html).count(blanks) == pairs + extra
    assert "0 av 0" not in html and "0 of 0" not in html
    assert "strategi-activities" not in html and "strategi-milestones" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_strategy_says_what_to_do(store: Store, language: str) -> None:
    html = page(shelf(store, None), language=language)
    assert "STRATEGY_DIR" in html and "<h1>" in html


@pytest.mark.parametrize("seen", SEEN)
def test_another_strategy_brings_its_own_words(other: Library, seen: str) -> None:
    html = page(other, f"visa:{seen}")
    drawn = text(picture(html))
    for word in ("Påhittad utmaning ett", "Påhittad utmaning två", "Påhittad utmaning tre",
                 "Område A", "Område B", "Område C", "Norra planen", "Södra planen",
                 "kallas även Prioritering A och A i planen", "Utan utmaning",
                 "Inget insatsområde är kopplat till utmaningen."):  # fmt: skip
        assert word in drawn, word
    for name in ("Dalarnas handlingsplan", "Innovationskapacitet"):
        assert name not in drawn
    assert "1 av 1 mål" in text(html)
    assert "<b>med</b>" in unescape(html) and "<b>med</b>" not in markup(
        strategy.layout(other, *from_query(f"filter=visa:{seen}"))
    )


def test_the_cells_of_another_strategy(other: Library) -> None:
    view = build(other, from_query("")[0], TODAY)
    cells = [(row.challenge, row.area, row.plan, row.kind, row.id) for row in view.rows]
    assert cells == [
        ("one", "a", "north", "goal", "both"),
        ("one", "a", "south", "no_goal", ""),
        ("one", "b", "north", "goal", "both"),
        ("one", "b", "south", "outside", ""),
        ("two", "b", "north", "goal", "both"),
        ("two", "b", "south", "outside", ""),
        ("three", "", "", "no_area", ""),
        ("", "c", "north", "no_goal", ""),
        ("", "c", "south", "outside", ""),
        ("", "", "south", "activity", "astray"),
    ]


def test_owners_whose_names_look_alike_keep_their_own_filter(other: Library) -> None:
    found = owners(build(other, from_query("")[0], TODAY).items)
    assert sorted(found) == ["nagon", "namnden-norra", "namnden-norra-2"]
    assert len(set(found.values())) == 3
    assert slug("Ångström & Co, AB") == "angstrom-co-ab" and slug("…") == "-"
    html = page(other, f"agare:{next(c for c, n in found.items() if n == 'Nämnden, norra')}")
    assert "1 av 1 mål, 0 av 0 milstolpar och 0 av 2 aktiviteter visas." in text(html)


def test_rows_can_be_made_for_any_strategy(example: Library) -> None:
    """No item is lost, whatever plan it is in: each that is shown has a row or hangs on a goal."""
    day = TODAY
    found = example.strategy
    everything = items(found, example.catalogue, lambda goal: goal_status(example, goal.id), day)
    assert len(everything) == sum(len(raw(name)) for name in ("goal", "milestone", "activity"))
    known = choices(found, everything)
    for plan in known["plan"]:
        shown = kept(everything, {"plan": (plan,)})
        made = rows(found, everything, shown, (plan,))
        there = {(row.kind, row.id) for row in made}
        for item in everything:
            if (item.kind, item.id) in shown:
                hangs = any(("goal", goal) in there for goal in item.beside)
                assert (item.kind, item.id) in there or hangs


# --- the page among pages -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_menu(language: str) -> None:
    assert strategy in PAGES and "strategy" in shell.say()
    html = to_html(shell.header(PAGES, "/strategi", from_query(f"sprak={language}")[0]))
    current = re.findall(r'<a[^>]*aria-current="page"[^>]*>', html)
    assert len(current) == 1 and 'href="/strategi' in current[0]
    assert {"sv": ">Strategi<", "en": ">Strategy<"}[language] in html


@pytest.mark.parametrize("seen", SEEN)
def test_headings_follow_each_other_and_tables_are_tables(example: Library, seen: str) -> None:
    html = page(example, f"visa:{seen}")
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tables = re.findall(r"<table.*?</table>", html, re.S)
    assert len(tables) == (3 if seen == "bild" else 4)
    for table in tables:
        assert "<caption>" in table and 'scope="col"' in table and 'scope="row"' in table
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_activities_stand_as_context_never_as_cause(example: Library) -> None:
    html = page(example).split('id="strategi-activities"')[1]
    assert "som sammanhang, aldrig som orsak" in html
    line = html.split('id="aktivitet-joint_network"')[1].split("</tr>")[0]
    assert "3 200 000 kr" in text(line).replace(formats.THIN, " ").replace(formats.NBSP, " ")
    line = html.split('id="aktivitet-gavleborg_women"')[1].split("</tr>")[0]
    assert "ej angivet" in line and "från 2023" in line
    # nobody decides on öre
    assert "1 250 001 kr" in money(1_250_000.5001, "sv").replace(formats.THIN, " ").replace(
        formats.NBSP, " "
    )
    assert money(0.0, "en").startswith("0") and money(None, "en") == "not stated"


def test_the_example_says_that_it_is_one(example: Library, shipped: Library) -> None:
    assert "Exempel. Målen, planerna, milstolparna, aktiviteterna och" in page(example)
    assert "påhittade" not in page(shipped)


def test_the_parts_are_those_that_the_callback_fills(example: Library) -> None:
    html = page(example, "lan:20")
    for name in strategy.PARTS:
        assert f'id="{name}"' in html
    found = strategy.parts(example, *from_query("filter=lan:20"), date.today())
    assert len(found) == len(strategy.PARTS)
    assert picture(unescape(markup(found[-1]))) == picture(html)
