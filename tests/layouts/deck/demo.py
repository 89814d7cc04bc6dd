"""The slides that tests and eyes look at: every kind of view, with what an analyst would write."""

from __future__ import annotations

from indicators.meeting.model import Slide

#: (query, part, title, message, notes)
VIEWS = (
    ("?indikator=rd_per_inhabitant_business&vy=utveckling", "chart", "",
     "Företagens FoU har halverats i Dalarna sedan 2019.", "Nämn ABB."),
    ("?indikator=rd_per_inhabitant_business&vy=rangordning", "chart", "",
     "Dalarna ligger i mitten, långt efter Västra Götaland.", ""),
    ("?indikator=matching_rate&vy=rangordning&uppdelning=kon", "chart", "", "", ""),
    ("?indikator=unemployment_bas_monthly&vy=utveckling", "chart", "", "Säsongen syns.", ""),
    ("?indikator=rd_per_inhabitant_business&vy=tva_tidpunkter", "chart", "", "", ""),
    ("?indikator=unemployment_bas&vy=niva_forandring", "chart", "", "", ""),
    ("?indikator=rd_per_inhabitant_business&vy=samband&mot=education_3plus", "chart", "", "", ""),
    ("?indikator=tertiary_education&vy=rangordning&platser=20,europa", "chart", "", "", ""),
    ("?indikator=matching_rate&vy=karta", "chart", "", "Mörkast i norr.", ""),
    ("?indikator=matching_rate&vy=smadiagram", "chart", "", "", ""),
    ("?indikator=matching_rate&vy=smadiagram&platser=lan", "chart", "", "", ""),
    ("?indikator=rd_per_inhabitant_business&vy=utveckling", "table", "", "", ""),
    ("?indikator=unemployment_bas_monthly&vy=utveckling", "table", "", "", ""),
    ("?indikator=tertiary_education&vy=rangordning&platser=20,europa", "table", "", "", ""),
    ("?indikator=finns_inte&vy=utveckling", "chart", "", "Den här meningen står kvar.", ""),
)  # fmt: skip


def slides() -> tuple[Slide, ...]:
    """A section, a text, every kind of view, what has changed, and the pages that hold tables."""
    found = [Slide(id="avsnitt", kind="section", title="Innovation och forskning",
                   message="Vad har hänt sedan i våras?")]  # fmt: skip
    for number, (query, part, title, message, notes) in enumerate(VIEWS):
        found.append(Slide(id=f"vy{number}", path="/jamfor", query=query, part=part,  # type: ignore[arg-type]
                           title=title, message=message, notes=notes))  # fmt: skip
    found += [
        Slide(id="text", kind="text", title="Att besluta",
              message="Fortsätt satsningen på testbäddar\nBjud in högskolorna till nästa möte"),
        Slide(id="sedan", kind="since", title="Sedan förra mötet"),
        Slide(id="lan", path="/county/20"),
        Slide(id="strategi", path="/strategi"),
    ]  # fmt: skip
    return tuple(found)
