"""Which shape of a slide is which of those drawn today, where a view takes several slides."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.exports.deck_update.found import Shape

#: what a shape of the same panel or page weighs against one with the same words
FIGURE = 3.0


def paired(shapes: Sequence[Shape], fresh: Sequence[Shape]) -> list[Shape | None]:
    """For each of the shapes of one slide, all of one view, the one drawn today, or None.

    A view with many panels, or a long table, is drawn on several slides; the one that has the same
    panels or the same rows is taken. What it lacks is looked for on the others.
    """
    pages: dict[str, list[Shape]] = {}
    wheres = list(dict.fromkeys(one.where for one in fresh if "/slides/" in one.where))
    for where, group in zip(wheres, _by_slide(fresh, wheres), strict=True):
        pages[where] = group
    if not pages:
        return [None] * len(shapes)
    best = max(pages.values(), key=lambda group: _likeness(shapes, group))
    taken: set[int] = set()
    return [_partner(shape, best, fresh, taken) for shape in shapes]


def _by_slide(fresh: Sequence[Shape], wheres: Sequence[str]) -> list[list[Shape]]:
    """The shapes slide by slide; those of a slide's notes follow the slide's own in the file."""
    groups: list[list[Shape]] = [[] for _ in wheres]
    at = 0
    for one in fresh:
        at = wheres.index(one.where) if one.where in wheres else at
        if groups:
            groups[at].append(one)
    return groups


def _identity(shape: Shape) -> tuple[str, str]:
    """A panel by its place, a table's page by its number; other shapes have but their part."""
    panel = shape.record.get("panel")
    return (shape.part, str(panel) if panel is not None else "")


def _likeness(shapes: Sequence[Shape], group: Sequence[Shape]) -> float:
    found = 0.0
    texts = {(one.part, one.said) for one in group if one.said}
    known = {_identity(one) for one in group if one.is_figure}
    for shape in shapes:
        if shape.is_figure:
            found += FIGURE * (_identity(shape) in known)
            found += FIGURE * max((_rows(shape, one) for one in group), default=0.0)
        elif shape.said:
            found += (shape.part, shape.said) in texts
    return found


def _rows(shape: Shape, other: Shape) -> float:
    """How much of a table's head and first columns another has."""
    mine, theirs = _names(shape), _names(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _names(shape: Shape) -> set[str]:
    table = shape.record.get("table")
    if not isinstance(table, list) or not table or not isinstance(table[0], list):
        return set()
    rows = [row for row in table if isinstance(row, list)]
    return {str(cell) for cell in rows[0]} | {str(cell) for row in rows for cell in row[:2]}


def _partner(
    shape: Shape, best: Sequence[Shape], fresh: Sequence[Shape], taken: set[int]
) -> Shape | None:
    """The first free shape of the same identity on the best slide, else on any."""
    for group in (best, fresh if shape.is_figure else ()):
        for one in group:
            if _identity(one) == _identity(shape) and id(one) not in taken:
                taken.add(id(one))
                return one
    return None
