"""Meetings that the tests of the show, its bench and its browser tests share."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators.meeting.model import Meeting, Slide

#: one view of every kind, and what each is asked with
VIEWS = (
    "?indikator=unemployment_bas",
    "?indikator=unemployment_bas&vy=smadiagram&platser=20,21,17,00,lan",
    "?indikator=rd_per_inhabitant&vy=rangordning",
    "?indikator=unemployment_bas&vy=tva_tidpunkter",
    "?indikator=unemployment_bas&vy=niva_forandring",
    "?indikator=grp_per_employed&vy=samband&mot=rd_per_inhabitant",
    "?indikator=unemployment_bas&vy=karta",
    "?indikator=matching_rate&uppdelning=kon",
)


def twelve(language: Any) -> Meeting:
    """Twelve slides: a section, every kind of view, a table, a text and a view that is gone."""
    slides = [
        Slide(id="first", kind="section", title="Läget", message="Styrgruppen den 3 december")
    ]
    slides += [
        Slide(
            id=f"view{number}",
            path="/jamfor",
            query=query,
            message=f"Budskap {number}.",
            notes=f"Anteckning {number}, rad ett.\nRad två.",
        )
        for number, query in enumerate(VIEWS, start=2)
    ]
    slides += [
        Slide(id="table", path="/jamfor", query=VIEWS[2], part="table", title="Som tabell"),
        Slide(id="text", kind="text", title="Att besluta", message="Ett.\nTvå.\nTre."),
        Slide(id="gone", path="/jamfor", query="?indikator=finns_inte", title="Borttagen"),
    ]
    return Meeting(
        title="Styrgruppsmöte", on=date(2026, 12, 3), language=language, slides=tuple(slides)
    )
