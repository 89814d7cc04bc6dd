"""A presentation made once from the embedded figures, and the library of a later vintage."""

from __future__ import annotations

import pytest

from indicators.library import Library
from indicators.meeting.model import Slide
from tests.layouts.deck_update.newer import LAN, made, meeting, newer, view

SLIDES = (
    Slide(id="s0", kind="section", title="Forskning"),
    view(1, "over_time", message="Dalarna ligger på {värde:20}.", notes="Mina ord\n\nTvå stycken"),
    view(2, "ranking", LAN, title="Vår egen rubrik", message="Dalarna hade 3 263 kronor 2021."),
    view(3, "two_points", LAN),
    view(4, "tile_map", LAN),
    view(5, "scatter", LAN, against="new_enterprises_per_1000"),
    view(6, "over_time", part="table"),
)


@pytest.fixture(scope="session")
def deck_made(library: Library) -> bytes:
    """The presentation of seven slides (behind the meeting's title), from the embedded figures."""
    return made(library, meeting(*SLIDES))


@pytest.fixture(scope="session")
def later(library: Library) -> Library:
    """The library where every place has figures for 2023 and Dalarna's 2021 is revised."""
    return newer(library)
