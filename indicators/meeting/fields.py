"""Fields in a message, which follow the figures: ``{värde:20}``, ``{rang:20}``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent


@dataclass(frozen=True, slots=True)
class Filled:
    """A message with its fields filled in."""

    text: str


def filled(message: str, content: SlideContent, library: Library, language: str) -> Filled:
    """`message` with every field replaced by what the figures say."""
    return Filled(message)
