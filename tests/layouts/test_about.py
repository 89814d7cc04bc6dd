"""Om in both languages, and what README and the user guide say about the panel."""

import os
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from data.registry import load_datasets
from data.seed import ensure_seeded
from data.settings import MEETING_SETTINGS
from data.store import Store
from indicators import events, formats
from indicators import selection as addresses
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.model import Selection
from indicators.naming import say as chart_say
from indicators.strategy import load
from layouts import profile
from layouts.pages import about

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "anvandarguide.md").read_text(encoding="utf-8")
LANGUAGES = ("sv", "en")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    datasets = load_datasets()
    catalogue = load_catalogue(datasets)
    path = tmp_path_factory.mktemp("about") / "panel.sqlite"
    with Store(f"sqlite:///{path}") as store:
        ensure_seeded(store, datasets)
        yield Library(catalogue, datasets, store)


@pytest.fixture(autouse=True)
def nothing_stated(monkeypatch):
    for name in about.SETTINGS.values():
        monkeypatch.delenv(name, raising=False)


def walk(node):
    """Every element of a page, outer before inner, in the order of the text."""
    if isinstance(node, dict):
        yield node
        yield from walk(node["props"].get("children"))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)


def text_of(node):
    if isinstance(node, dict):
        return text_of(node["props"].get("children"))
    if isinstance(node, list | tuple):
        return " ".join(text_of(child) for child in node)
    return node or ""


def page(library, language="sv", **chosen):
    return about.layout(library, Selection(language=language, **chosen), ())


def elements(library, kind, language="sv"):
    return [one for one in walk(page(library, language)) if one["type"] == kind]


def hrefs(library, language="sv", **chosen):
    links = [one for one in walk(page(library, language, **chosen)) if one["type"] in ("A", "Link")]
    return {text_of(one): one["props"]["href"] for one in links}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_stands_on_the_page_in_its_order(library, language):
    said = text_of(page(library, language))
    facts = about._facts(library, language)
    place = 0
    for parts in about.sections().values():
        for kind, _name, key in parts:
            phrase = about.say()(key, language, **facts)
            if kind in about.SETTINGS and key.endswith(".set"):
                assert phrase not in said
                continue
            assert phrase in said[place:], key
            place = said.index(phrase, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_and_no_unfilled_field_is_shown(library, language):
    said = text_of(page(library, language))
    assert "{" not in said and "}" not in said
    assert not any(key in said for parts in about.sections().values() for *_, key in parts)


def test_the_languages_differ(library):
    assert about.title("sv") != about.title("en")
    for parts in about.sections().values():
        for kind, _name, key in parts:
            if kind in ("p", "li", "dd"):
                facts = about._facts(library, "sv")
                assert about.say()(key, "sv", **facts) != about.say()(key, "en", **facts), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_stand_in_order_and_none_is_skipped(library, language):
    levels = [int(one["type"][1]) for one in walk(page(library, language))
              if re.fullmatch(r"H[1-6]", one["type"])]  # fmt: skip
    assert levels[:3] == [1, 2, 2]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_page_leads_to_an_id_that_stands_once(library, language):
    drawn = list(walk(page(library, language)))
    ids = [one["props"]["id"] for one in drawn if "id" in one["props"]]
    assert len(ids) == len(set(ids))
    inside = [one["props"]["href"][1:] for one in drawn
              if one["props"].get("href", "").startswith("#")]  # fmt: skip
    headings = [one["props"]["id"] for one in drawn if one["type"] in ("H2", "H3")]
    assert inside == [name for name in headings if name != "contents"]
    assert "tillganglighet" in inside
    labels = {one["props"]["aria-labelledby"] for one in drawn if "aria-labelledby" in one["props"]}
    assert labels <= set(ids)


def test_lists_hold_only_what_may_stand_in_them(library):
    allowed = {"Ul": {"Li"}, "Dl": {"Dt", "Dd"}}
    for kind, inner in allowed.items():
        for one in elements(library, kind):
            children = one["props"]["children"]
            found = {c["type"] for c in (children if isinstance(children, list) else [children])}
            assert found <= inner


def test_links_to_other_pages_keep_the_settings(library):
    found = hrefs(library, "en", home="17")
    assert any(href.startswith("/data?") and "hem=17" in href for href in found.values())


@pytest.mark.parametrize(
    ("stated", "href"),
    [
        ("tillganglighet@region.example", "mailto:tillganglighet@region.example"),
        ("https://region.example/kontakt", "https://region.example/kontakt"),
        ("telefon 010-000 00 00", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_stated_contact_is_shown_and_linked_where_it_is_an_address(
    library, monkeypatch, stated, href
):
    monkeypatch.setenv("CONTACT", f" {stated} ")
    said = text_of(page(library))
    assert stated in said
    assert about.say()("tillganglighet.contact.unset", "sv") not in said
    assert hrefs(library).get(stated) == href


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_settings_the_page_says_that_nothing_was_stated(library, monkeypatch, language):
    monkeypatch.setenv("CONTACT", "  ")
    said = text_of(page(library, language))
    assert about.say()("tillganglighet.contact.unset", language) in said
    assert about.say()("tillganglighet.responsible.unset", language) in said


def test_the_responsible_region_is_named(library, monkeypatch):
    monkeypatch.setenv("RESPONSIBLE", "Region Påhitt")
    assert "Region Påhitt" in text_of(page(library))


def test_the_statement_holds_what_the_law_asks_for(library):
    said = text_of(page(library))
    for words in (
        "(2018:1937)",
        "delvis förenlig",
        "EN 301\u202f549",
        "självskattning",
        "2026-11-23",
        "oskäligt betungande",
        "skärmläsare",
        "Myndigheten för digital förvaltning",
    ):
        assert words in said
    assert "https://www.digg.se/tdosanmalan" in hrefs(library).values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_charts_and_tables_are_explained(library, language):
    said = text_of(page(library, language))
    for letter in "ZPEUDBQMNLO":
        assert chart_say()(f"status_{letter}", language) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_county_indicator_has_its_formula_or_its_reason(library, language):
    said = text_of(page(library, language))
    for indicator in library.available().values():
        how = indicator.aggregation
        if indicator.level == "county":
            assert indicator.name[language] in said
            for words in (how.formula, how.reason):
                assert words is None or words[language] in said


def test_numbers_in_the_text_are_those_of_the_panel(library):
    said = text_of(page(library))
    held = sum(bool(dataset.releases) for dataset in library.datasets.values())
    assert held < len(library.datasets)  # what was never fetched has nothing to count
    assert f"{len(library.available())} indikatorer ur {held} datamängder" in said


# --- README and the user guide ---


def test_commands_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test", "check", "bench", "slim", "soak"} <= named <= targets
    for module in re.findall(r"python -m ([a-z_]+\.[a-z_]+)", README):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()


def test_settings_of_the_readme_are_those_of_the_code():
    files = ("app.py", "data/settings.py", "data/http.py")
    code = "".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    read = set(re.findall(r'environ\.get\(\s*"([A-Z_]+)"', code)) | set(about.SETTINGS.values())
    read |= {"HTTPS_PROXY", "REQUESTS_CA_BUNDLE"}  # requests reads these itself
    read |= {events.OWN_FOLDER, load.OWN_FOLDER, profile.OWN_FOLDER, *MEETING_SETTINGS}
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([A-Z_]{4,})`", table))
    assert named == read


def test_the_example_of_the_readme_is_an_indicator_of_the_catalogue():
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    path = ROOT / "indicators" / "definitions" / "structure.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]
    (shown,) = tomllib.loads(example)["indicator"]
    assert shown in written


def test_the_folders_of_the_readme_exist():
    (drawn,) = re.findall(r"```\n(app\.py .*?)```", README, re.DOTALL)
    for name in re.findall(r"^(\S+)", drawn, re.MULTILINE):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize(
    "path", ["README.md", "docs/adding-an-indicator.md", "docs/decisions/README.md"]
)
def test_links_between_documents_lead_somewhere(path):
    document = ROOT / path
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (document.parent / target).exists(), target


def test_every_decision_is_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("0*.md"):
        assert f"({path.name})" in listed


def test_every_part_of_an_address_is_in_the_guide():
    for name in addresses._NAMES:
        assert f"`{name}`" in GUIDE, name
    for words in (*addresses._WORDS.values(), addresses.GROUPS):
        for word in words:
            assert f"`{word}`" in GUIDE, word


def test_addresses_in_the_guide_are_understood():
    for query in re.findall(r"`/jamfor(\?[^`]+)`", GUIDE):
        _, unknown = addresses.from_query(query)
        assert not unknown


def test_words_in_bold_in_the_guide_stand_on_the_screen():
    shown = set()
    for folder in ("layouts/words", "indicators/words"):
        for path in (ROOT / folder).glob("*.toml"):
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            shown |= {formats.sentence(phrase["sv"]).rstrip(".") for phrase in tables.values()}
            shown |= {phrase["sv"] for phrase in tables.values()}
    shown |= {"PNG", "SVG"}  # buttons named by the kind of file
    for path in (ROOT / "assets").glob("*.js"):
        shown |= set(re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8")))
    interface = GUIDE.partition("## När panelen säger nej")[0]
    for word in re.findall(r"\*\*([^*]+)\*\*", interface):
        word = " ".join(word.split())
        assert word in shown or word in ("fet stil", "brott", "hål", "ihålig punkt"), word


def test_nothing_is_read_when_the_module_is_imported():
    """The settings are those of the moment the page is drawn, also after the import."""
    os.environ["CONTACT"] = "later@region.example"
    try:
        assert about.setting("contact") == "later@region.example"
    finally:
        del os.environ["CONTACT"]
