"""Where Visa hur is, and the link to it: all that a comparison needs of it."""

from __future__ import annotations

from pathlib import Path

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import to_query
from layouts.elements import Element, link

WORDS = Path(__file__).parent / "words" / "show_how.toml"
PATH = "/visa-hur"


def say() -> Phrases:
    """The phrases of Visa hur, read at first use."""
    return phrases(WORDS)


def show_how_address(selection: Selection) -> str:
    """Where it is shown how a view is made; it takes the address of the comparison as it is."""
    return PATH + to_query(selection)


def show_how_link(selection: Selection) -> Element:
    """The link that a comparison has to it."""
    label = say()("title", selection.language)
    return link(label, show_how_address(selection))
