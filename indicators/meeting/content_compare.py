"""A view of Jämför on a slide: its chart, with source, cautions and definition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent, say
from indicators.meeting.facts import facts
from indicators.meeting.model import Slide
from indicators.model import Indicator, Selection
from indicators.selection import to_query

if TYPE_CHECKING:
    from indicators.library import Library


def compare(library: Library, slide: Slide, asked: Selection, _today: date) -> SlideContent:
    """The chart of the selection, or a named placeholder for an indicator that is not there."""
    language = asked.language
    known = library.available()
    gone = [code for code in (asked.indicator, asked.against) if code and code not in known]
    if gone:
        text = say()("missing_indicator", language, code=gone[0][:60])
        return SlideContent(slide, text, missing=text)
    resolved = library.resolve(asked)
    chosen = resolved.selection
    spec = library.view(chosen)
    indicator = known[chosen.indicator or ""]
    against = chosen.against if chosen.view == "scatter" else None
    return SlideContent(
        slide,
        spec.title,
        subtitle=spec.subtitle,
        chart=spec,
        selection=chosen,
        cautions=spec.notes,
        source=spec.source,
        processing=spec.processing,
        explanation=spec.explanation,
        alt=spec.alt,
        background=(*background(indicator, language), *_goals(library, chosen)),
        address="/jamfor" + to_query(asked),
        notices=resolved.notices,
        missing=spec.empty or "",
        file_name=spec.file_name,
        facts=facts(library, [code for code in (chosen.indicator, against) if code], chosen),
    )


def background(indicator: Indicator, language: str) -> tuple[str, ...]:
    """What the speaker should know of an indicator: what it is, and with what caution."""
    told = [indicator.definition, indicator.proxy, indicator.warning, *indicator.caveats]
    return tuple(text[language] for text in told if text is not None)


def _goals(library: Library, chosen: Selection) -> tuple[str, ...]:
    """Where the goals of the home place stand that are set for what the slide shows (rule 28)."""
    from indicators.meeting.goal_lines import status_words
    from indicators.strategy.counts import goal_status
    from indicators.strategy.words import name_of

    language = chosen.language
    return tuple(
        say()(
            "goal_of",
            language,
            goal=name_of(goal, language),
            status=status_words(goal_status(library, goal.id, chosen.as_of), language),
        )
        for goal in library.strategy.goals_of(chosen.indicator or "")
        if goal.place == chosen.home
        and goal.breakdown == (chosen.breakdown or "total")
        and (chosen.as_of is None or goal.decided_on <= chosen.as_of)
    )
