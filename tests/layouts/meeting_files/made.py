"""Meetings for the tests of their files: every kind of slide, and words that want to do harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.model import Text
from indicators.library import Library
from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import Meeting, Slide
from indicators.spec import ChartSpec
from layouts.profile import Profile

TODAY = date(2026, 11, 24)
BASE = "https://panelen.example/"
EXAMPLE = Path(__file__).parents[3] / "docs/examples/strategi"
OFFICE = Profile(
    "dalarna", Text(sv="Region Dalarna", en="Region Dalarna"), "20",
    Text(sv="Region Dalarna, Samhällsanalys", en="Region Dalarna, Analysis"),
)  # fmt: skip
RD = "?indikator=rd_per_inhabitant_business"
#: what an analyst could write, and what no file may take for more than words
HOSTILE = (
    '=HYPERLINK("https://ond.example","x")', "+1+1", "-2", "@SUM(A1)", "'citat", "[a]:b?/\\*",
    "History", "  ", "\x00\x0b\x1f", "<b>&amp;</b>", "x" * 300, "😀" * 60, "https://x.example",
    "=1+1", "../../etc/passwd",
)  # fmt: skip


def meeting(language: str = "sv", **changes: object) -> Meeting:
    """A meeting of every kind of slide."""
    slides = (
        Slide(id="avsnitt", kind="section", title="Innovation"),
        Slide(id="linjer", path="/jamfor", query=RD, title="=Egen rubrik",
              message="Företagens FoU har minskat.\nDet är en fråga för styrgruppen."),
        Slide(id="staplar", path="/jamfor", query=RD + "&vy=rangordning"),
        Slide(id="par", path="/jamfor", query=RD + "&vy=tva_tidpunkter"),
        Slide(id="falt", path="/jamfor", query="?indikator=unemployment_bas&vy=niva_forandring"),
        Slide(id="punkter", path="/jamfor", query=RD + "&vy=samband&mot=education_3plus"),
        Slide(id="karta", path="/jamfor", query=RD + "&vy=karta"),
        Slide(id="tabell", path="/jamfor", query=RD, part="table"),
        Slide(id="lan", path="/county/20"),
        Slide(id="matt", path="/county/20", part="table"),
        Slide(id="mal", path="/mal/dalarna_unemployment"),
        Slide(id="strategi", path="/strategi"),
        Slide(id="laget", path="/"),
        Slide(id="borta", path="/jamfor", query="?indikator=finns_inte", message="Står kvar."),
        Slide(id="ord", kind="text", title="Att besluta", message="Fortsätt."),
    )  # fmt: skip
    own = {"title": "Styrgruppen: läget", "on": date(2026, 12, 3), "slides": slides} | changes
    return Meeting(language=language, **own)  # type: ignore[arg-type]


def drawn(library: Library, one: Meeting) -> tuple[SlideContent, ...]:
    """What the slides of a meeting show."""
    return contents(library, one, TODAY)


def of(spec: ChartSpec, title: str = "", message: str = "") -> SlideContent:
    """A slide of one chart."""
    return SlideContent(
        Slide(id="a", path="/jamfor", title=title[:300]), title or spec.title, spec.subtitle,
        message, spec, cautions=spec.notes, source=spec.source, processing=spec.processing,
        explanation=spec.explanation, alt=spec.alt, address="/jamfor?indikator=x",
        file_name=spec.file_name,
    )  # fmt: skip
