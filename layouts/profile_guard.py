"""Profilvakt: what of a slide breaks the region's profile or WCAG, with the mend for each.

A quiet list beside the slide, never a hindrance. :func:`guard` follows from the slide's content and
the profile alone. Whoever draws a slide for its analyst adds ``told(content, profile, language)``
to what it sends the browser: a list of ``{key, text, label, change}``, where `change` holds fields
of the meeting's slide to be set when the analyst takes the mend ({"part": "table"}, {"query": …},
{"message": …}), or is None where only words can tell what to do. :func:`remarks` is the same as
elements of a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.model import Language, Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import from_query, to_query
from indicators.spec import ChartSpec
from layouts.elements import Element, h, link
from layouts.profile import Profile

if TYPE_CHECKING:
    from indicators.meeting.content import SlideContent

#: the page whose charts follow from places in the address
VIEW = "/jamfor"
WORDS = Path(__file__).with_name("words") / "profile_guard.toml"


@dataclass(frozen=True, slots=True)
class Mend:
    """What can be done: the words on its button, and the slide's fields that it sets if any."""

    label: str
    change: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that breaks a rule: which rule, in words, and the mend where there is one."""

    key: str
    text: str
    mend: Mend | None = None


def say() -> Phrases:
    """The phrases of Profilvakt, read at first use."""
    return phrases(WORDS)


def guard(
    content: SlideContent, profile: Profile, language: Language | None = None
) -> tuple[Remark, ...]:
    """What breaks the profile or WCAG on a slide, the gravest first; () where all is well.

    `language` is the meeting's; where it is left out, that of the slide's view. A slide that
    cannot show its view says so itself, and only its words are looked at.
    """
    from layouts import profile_guard_chart as chart
    from layouts import profile_guard_words as words

    spoken: Language = language or _language(content)

    def found() -> Iterator[Remark]:
        yield from words.title(content, spoken)
        yield from words.message(content, spoken)
        yield from words.colour_words(content, spoken)
        if content.missing:
            return
        yield from words.alt(content, spoken)
        if content.chart is not None:
            yield from chart.unit(content.chart, spoken)
            if content.slide.part == "chart":
                fewer = _fewer(content.slide.query) if content.slide.path == VIEW else None
                yield from chart.drawn(content.chart, profile, spoken, fewer)

    return tuple(found())


def told(
    content: SlideContent, profile: Profile, language: Language | None = None
) -> list[dict[str, Any]]:
    """:func:`guard` as JSON; `label` and `change` are None where there is no mend."""
    return [
        {
            "key": remark.key,
            "text": remark.text,
            "label": remark.mend.label if remark.mend else None,
            "change": remark.mend.change if remark.mend else None,
        }
        for remark in guard(content, profile, language)
    ]


def remarks(
    content: SlideContent, profile: Profile, language: Language | None = None
) -> list[Element]:
    """:func:`guard` as a list with a button a mend (its change as JSON in ``data-change``)."""
    found = guard(content, profile, language)
    if not found:
        return []
    spoken = language or _language(content)
    return [
        h("h3", say()("heading", spoken), cls="guard-head"),
        h("ul", *(h("li", remark.text, *_mend(remark)) for remark in found), cls="guard"),
    ]


def _fewer(query: str) -> Callable[[tuple[str, ...]], str]:
    asked, _ = from_query(query)
    return lambda places: to_query(asked, places=places)


def beside_view(spec: ChartSpec, profile: Profile, chosen: Selection) -> list[Element]:
    """The list under a chart of Jämför while it is being built, folded; [] where all is well.

    The table stands below in any case, so only what another address mends is offered.
    """
    from layouts import profile_guard_chart as chart

    found = [one for one in chart.drawn(spec, profile, spec.language,
                                           lambda places: to_query(chosen, places=places))
             if one.key != "no_values"]  # fmt: skip
    if not found:
        return []
    heading = say()("counted", spec.language, count=len(found))
    items = [h("li", one.text, *_to(one)) for one in found]
    return [h("details", h("summary", heading), h("ul", *items), cls="guard")]


def _to(remark: Remark) -> list[Any]:
    change = remark.mend.change if remark.mend else None
    if remark.mend is None or not change or "query" not in change:
        return []
    return [" ", link(remark.mend.label, VIEW + change["query"])]


def _mend(remark: Remark) -> list[Any]:
    if remark.mend is None:
        return []
    if remark.mend.change is None:
        return [" ", h("span", remark.mend.label, cls="guard-how")]
    change = json.dumps(remark.mend.change, ensure_ascii=False)
    return [" ", h("button", remark.mend.label, type="button", cls="quiet", data_change=change)]


def _language(content: SlideContent) -> Language:
    if content.chart is not None:
        return content.chart.language
    return content.selection.language if content.selection else "sv"
