"""How the catalogue is laid out in pages: the strategy's challenges, then the themes left over.

So another strategy brings other headings, and no page knows any challenge by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Text
from indicators.catalogue import Catalogue
from indicators.model import Indicator
from indicators.strategy.load import Strategy


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its indicators, the leading ones first; a theme left over has no number."""

    id: str
    name: Text
    lead: Text
    indicators: tuple[str, ...]
    number: int | None = None
    #: said in place of figures where no statistic measures it
    empty: Text | None = None
    #: the challenge of the strategy that it is; a theme left over is none
    challenge: str | None = None


def sections(catalogue: Catalogue, strategy: Strategy) -> tuple[Section, ...]:
    """Every indicator once: under the first challenge that claims it, else under its theme."""
    taken: set[str] = set()
    found: list[Section] = []
    for challenge in strategy.challenges.values():
        themes = set(challenge.themes)
        mine = [
            item
            for item in catalogue.indicators.values()
            if item.id not in taken
            and (item.id in challenge.indicators or item.themes[0] in themes)
        ]
        taken |= {item.id for item in mine}
        found.append(
            Section(
                challenge.id, challenge.name, challenge.lead, _ordered(mine), challenge.number,
                challenge.empty, challenge.id,
            )
        )  # fmt: skip
    for theme in catalogue.themes.values():
        rest = [item for item in catalogue.of_theme(theme.id) if item.id not in taken]
        if rest:
            found.append(Section(theme.id, theme.name, theme.lead, _ordered(rest)))
    return tuple(found)


def indicators_of(challenge: str, catalogue: Catalogue, strategy: Strategy) -> tuple[str, ...]:
    """Every indicator that serves a challenge, whatever other challenges it serves too."""
    found = strategy.challenges[challenge]
    return tuple(
        item.id
        for item in catalogue.indicators.values()
        if item.id in found.indicators or set(item.themes) & set(found.themes)
    )


def _ordered(indicators: list[Indicator]) -> tuple[str, ...]:
    return tuple(item.id for item in sorted(indicators, key=lambda item: not item.leading))
