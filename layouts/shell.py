"""What surrounds every page: skip link, header with menu, home county and language, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from data.geography import THE_THREE, geographies
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import settings, to_query
from layouts.elements import Element, h, inert, link

WORDS = Path(__file__).with_name("words") / "shell.toml"


def say() -> Phrases:
    """The phrases of the shell, read at first use."""
    return phrases(WORDS)


def address(path: str, selection: Selection) -> str:
    """A page's address that keeps the user's settings: language, home county, day."""
    return path + to_query(settings(selection))


def owns(page: ModuleType, path: str) -> bool:
    """Tell whether a page stands at a path: its own, or one of a family that it ``owns``."""
    if hasattr(page, "owns"):
        return bool(page.owns(path))
    return bool(path == page.PATH)


def _menu_path(page: ModuleType, selection: Selection) -> str:
    """Where the menu leads: the page's own path, or the one of its family that it names."""
    if hasattr(page, "menu_path"):
        return str(page.menu_path(selection))
    return str(page.PATH)


def _marked(page: ModuleType, path: str) -> bool:
    """Tell whether the menu marks a page: where one stands on it, or on a page that it leads to."""
    return owns(page, path) or path.startswith(getattr(page, "LEADS_TO", ()))


def header(pages: Sequence[ModuleType], path: str, selection: Selection) -> list[Element]:
    """Brand, menu with the current page marked, home county, language."""
    language = selection.language
    items = [
        h(
            "li",
            link(
                say()(page.NAME, language),
                address(_menu_path(page, selection), selection),
                **({"aria_current": "page", "cls": "on"} if _marked(page, path) else {}),
            ),
        )
        for page in pages
        if getattr(page, "IN_MENU", True)
    ]
    name = say()("name", language)
    brand = link(
        [h("img", src="/assets/favicon.svg", alt="", width=26, height=26), h("span", name)],
        address("/", selection),
        cls="brand",
    )
    return [
        brand,
        h("nav", h("ul", *items), aria_label=say()("menu", language)),
        h("div", _home(path, selection), _languages(path, selection), cls="settings"),
    ]


def _home(path: str, selection: Selection) -> Element:
    """The home county as a menu of links: works by keyboard and without any callback."""
    language, places = selection.language, geographies()
    links = [
        h(
            "li",
            h(
                "a",
                places[code].short(language),
                href=address(path, replace(selection, home=code)),
                data_set=f"hem={code}",
                **({"aria_current": "true"} if code == selection.home else {}),
            ),
        )
        for code in THE_THREE
    ]
    summary = h(
        "summary",
        h("span", say()("home", language) + " "),
        h("b", places[selection.home].short(language)),
    )
    return h("details", summary, h("ul", *links), cls="menu", id="home-menu")


def _languages(path: str, selection: Selection) -> Element:
    links = []
    for code, label, name in (("sv", "SV", "Svenska"), ("en", "EN", "English")):
        current = {"aria_current": "true"} if code == selection.language else {}
        links.append(
            h(
                "a",
                label,
                href=address(path, replace(selection, language=code)),  # type: ignore[arg-type]
                title=name,
                lang=code,
                hrefLang=code,
                data_set=f"sprak={code}",
                aria_label=name,
                **current,
            )
        )
    return h(
        "div", *links, cls="languages", role="group",
        aria_label=say()("language", selection.language),
    )  # fmt: skip


def footer(selection: Selection) -> list[Element]:
    """One sentence on what this is, and the way to the accessibility statement."""
    language = selection.language
    return [
        h("p", say()("footer", language)),
        h(
            "p",
            link(say()("about", language), address("/om", selection)),
            " · ",
            link(
                say()("footer_accessibility", language),
                address("/om", selection) + "#tillganglighet",
            ),
            " · ",
            h(
                "button",
                say()("shortcuts", language),
                h("kbd", "?"),
                type="button",
                cls="plain-button",
                data_shortcuts="open",
            ),
        ),
        _shortcuts(language),
    ]


#: keys as they stand on the keyboard, or a phrase for them -> what they do
SHORTCUTS = (
    (("?",), "keys_help"),
    (("/",), "keys_search"),
    ((",", "."), "keys_step"),
    (("1–7",), "keys_view"),
    (("D",), "keys_chart"),
    (("key_arrows",), "keys_points"),
    (("Home", "End"), "keys_ends"),
    (("T",), "keys_table"),
    (("Esc",), "keys_escape"),
)


def _shortcuts(language: str) -> Element:
    """The list of shortcuts, in which they can be switched off too (assets/shortcuts.js)."""
    words = say()
    rows = [
        h(
            "tr",
            h("th", *(h("kbd", words(key, language) if key in words else key) for key in keys),
              scope="row"),
            h("td", words(what, language)),
        )
        for keys, what in SHORTCUTS
    ]  # fmt: skip
    title = words("shortcuts", language)
    return inert(
        h(
            "dialog",
            h("h2", title),
            h("table", h("tbody", *rows)),
            h("label", h("input", type="checkbox"), " " + words("shortcuts_off", language)),
            h("button", words("shortcuts_close", language), type="button", cls="button",
              data_shortcuts="close"),
            id="shortcuts",
            aria_label=title,
        )
    )  # fmt: skip


def notices(texts: Sequence[str], language: str) -> list[Element]:
    """What an address asked for and did not get, said plainly at the top of the page."""
    if not texts:
        return []
    items = [h("p", text) for text in texts]
    return [h("div", *items, cls="notice", role="status", aria_label=say()("notices", language))]


def missing_page(path: str, selection: Selection) -> list[Element]:
    """Said plainly when an address leads nowhere."""
    language = selection.language
    return [
        h("h1", say()("missing_title", language)),
        h("p", say()("missing_text", language, path=path[:80])),
        h("p", link(say()("to_overview", language), address("/", selection))),
    ]
