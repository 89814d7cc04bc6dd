"""Every view of every indicator as slides: sound files, the same figures, nothing lost.

A spread of them in the usual run, all with SOAK.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indicators import formats
from indicators.library import Library
from indicators.model import VIEW_IDS, ViewId
from layouts.exports.deck.chart_table import MOST_SERIES, drawable, panel_specs
from layouts.figures import crowd_to_background
from tests.conftest import SOAK
from tests.layouts.deck import reading
from tests.layouts.deck.package import Package
from tests.layouts.every_view import Drawn, drawn

#: parts that the indicators of a view are tested in; one of them in the usual run
PARTS = 4


def _decks(library: Library, view: ViewId) -> Iterator[tuple[list[Drawn], bytes]]:
    for part in range(PARTS) if SOAK else (VIEW_IDS.index(view) % PARTS,):
        found = drawn(library, view, part, PARTS)
        for language in ("sv", "en"):
            own = [one for one in found if one.spec.language == language]
            if own:
                contents = [reading.content_of(one, number, notes="Egna ord.")
                            for number, one in enumerate(own)]  # fmt: skip
                yield own, reading.made(contents, language=language)


@pytest.mark.parametrize("view", VIEW_IDS)
def test_a_deck_of_any_view_is_sound_and_holds_the_figures_of_the_screen(
    library: Library, view: ViewId
) -> None:
    count = 0
    for own, blob in _decks(library, view):
        assert Package(blob).faults() == []
        presentation = reading.opened(blob)
        slides = list(presentation.slides)
        for one in own:
            count += _checked(one, slides)
        assert not slides, "a slide that no view has made"
    assert count > 0


def _checked(one: Drawn, slides: list[Any]) -> int:
    """Check the slides of one view, which are the first of `slides`, and take them away."""
    spec = crowd_to_background(one.spec)
    first = slides[0]
    assert first.shapes.title.text_frame.text.startswith(spec.title), str(one)
    assert "Egna ord." in first.notes_slide.notes_text_frame.text
    assert reading.BASE.rstrip("/") + "/jamfor?" in first.notes_slide.notes_text_frame.text
    if not drawable(spec):
        assert spec.empty in reading.text_of(slides.pop(0)), str(one)
        return 0
    if spec.kind == "tile_map":
        slide = slides.pop(0)
        group = next(shape for shape in slide.shapes if shape.shape_type == 6)
        texts = "\n".join(shape.text_frame.text for shape in group.shapes)
        for row in one.grid.rows:
            if row.code != "00" and row.code in _tiles():  # margins stand in a note
                assert row.cells[0].text(spec).split(formats.NBSP + "±")[0] in texts, str(one)
        return 1
    if spec.kind == "panels":
        panels = panel_specs(spec)
        frames: list[Any] = []
        while len(frames) < len(panels):
            frames += [shape for shape in slides.pop(0).shapes if shape.has_chart]
        for (_, panel), frame in zip(panels, frames, strict=True):
            assert reading.figures(frame, panel) == pytest.approx(
                reading.expected(panel), rel=1e-14
            )
        return len(frames)
    frame = next(shape for shape in slides.pop(0).shapes if shape.has_chart)
    found, wanted = reading.figures(frame, spec), reading.expected(spec)
    if (spec.kind == "two_points" and len(spec.series) > 40) or len(found) > MOST_SERIES:
        assert set(found) <= set(wanted)
        wanted = {key: wanted[key] for key in found}
    assert found == pytest.approx(wanted, rel=1e-14), str(one)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == spec.alt
    return 1


def _tiles() -> dict[str, tuple[int, int]]:
    from indicators.tiles import tiles

    return tiles()
