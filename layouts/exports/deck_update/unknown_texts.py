"""Sentences that may no longer hold: the analyst's own boxes, and numbers typed into a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.meeting.watch import watched
from layouts.exports.deck_update.found import Page, Shape, every_shape, notes_of
from layouts.exports.deck_update.fresh import Drawn
from layouts.exports.deck_update.numbers import Change
from layouts.exports.deck_update.package import Package
from layouts.exports.deck_update.texts import lines_of

if TYPE_CHECKING:
    from indicators.library import Library


def own_texts(package: Package, page: Page) -> Iterator[str]:
    """The texts of the slide and its notes that stand in shapes which are not ours."""
    # elements of the tree are told by what they are: the number of one nobody holds is used again
    ours = {shape.element for shape in page.shapes}
    for where in (page.name, *notes_of(package, page.name)):
        for element in every_shape(package.tree(where)):
            body = element.find("{*}txBody")
            if body is not None and ours.isdisjoint((element, *element.iterancestors())):
                yield from (line for line in lines_of(body) if line.strip())


def read_again(
    shape: Shape, drawn: Drawn, library: Library, language: str, text: str
) -> list[Change]:
    """The numbers of a message, read when it was last confirmed, that are others today."""
    if shape.part != "message" or not drawn.content.slide.confirmed:
        return []
    found = watched(drawn.content.slide, drawn.content, library, language)
    return [Change("", one.said, one.now) for one in found if one.stale and one.said in text]
