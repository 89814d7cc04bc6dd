"""Which fields are offered while a message is written, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE
from indicators import naming
from indicators.meeting.field_asked import NAMES, Asked, Kind
from indicators.meeting.field_facts import Facts, facts_of
from indicators.meeting.field_goal import goals_of, read_goal
from indicators.meeting.field_read import read
from indicators.meeting.field_reading import Reading
from indicators.meeting.field_words import Refused, say
from indicators.spec import Sex

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent

#: places told of in full, and offers in all: a list that can be read
MOST_PLACES, MOST = 6, 40
Offer = tuple[str, str, Reading]
_OF_PLACE: tuple[Kind, ...] = ("value", "rank", "change", "gap")


def offers(content: SlideContent, library: Library, language: str) -> list[Offer]:
    """(what is written, what it is called, what it says now) of every field that says something."""
    goals = list(_of_goals(content, library, language))
    view = list(_of_view(content, library, language))
    # the goal's own page is about the goal; elsewhere the figures that are drawn come first
    own = content.slide.path.startswith("/mal/")
    found = [*goals, *view] if own else [*view[: max(MOST - len(goals), 0)], *goals]
    unique = {insert: (insert, label, now) for insert, label, now in found}
    return list(unique.values())[:MOST]


def _of_view(content: SlideContent, library: Library, language: str) -> Iterator[Offer]:
    try:
        facts = facts_of(content, library, language)
    except Refused:
        yield from _of_indicators(content, library, language)
        return
    places, rest = _places(facts)
    sexes: tuple[Sex | None, ...] = tuple(facts.material.values)
    sexes = sexes if len(sexes) > 1 else (None,)
    for index, code in enumerate(places):
        for sex in sexes:
            kinds = _OF_PLACE if code != RIKET else ("value", "change")
            yield from (one for kind in kinds for one in _offer(facts, kind, code, sex))
        if index == 0:
            yield from _offer(facts, "period", "", None)
    for code in rest:
        yield from _offer(facts, "value", code, sexes[0])
    yield from _offer(facts, "name", places[0], None)


def _places(facts: Facts) -> tuple[list[str], list[str]]:
    """The places to tell of in full, the subject first and Riket next; and the other ones drawn."""
    drawn = [one.code for one in facts.spec.series] if facts.spec else [*facts.material.any.places]
    named = [one.code for one in facts.spec.series if one.role != "others"] if facts.spec else []
    near = [code for code in (*THE_THREE, NORRA_MELLANSVERIGE) if code in drawn]
    wanted = dict.fromkeys((facts.subject, RIKET, *near, *named))
    known = [code for code in wanted if code in facts.material.any.places]
    first = known[:MOST_PLACES] or [facts.subject]
    return first, [code for code in dict.fromkeys(drawn) if code not in first]


def _offer(facts: Facts, kind: Kind, code: str, sex: Sex | None) -> Iterator[Offer]:
    asked = Asked(kind, code, sex=sex or "")
    try:
        found = read(facts, asked)
    except Refused:
        return
    language = facts.language
    name = facts.name(code) if code else ""
    if sex:
        name = say()("of_sex", language, place=name, sex=naming.say()(sex, language))
    fields = {"place": name, "period": found.period} if kind in ("value", "rank", "gap") else {}
    fields = {"place": name} if kind == "change" else fields
    yield (
        _written(kind, language, code, naming.say()(sex, language) if sex else ""),
        say()(f"label_{kind}", language, **fields),
        found,
    )


def _written(kind: Kind, language: str, *parts: str) -> str:
    name = NAMES[kind][1 if language == "en" else 0]
    return "{" + ":".join([name, *(part for part in parts if part)]) + "}"


def _of_goals(content: SlideContent, library: Library, language: str) -> Iterator[Offer]:
    for goal in goals_of(content, library):
        kinds: tuple[Kind, ...] = ("target", "status")
        for kind in kinds:
            try:
                found = read_goal(content, library, Asked(kind, goal=goal.id), language)
            except Refused:
                continue
            label = say()(f"label_{kind}", language, name=goal.name[language])
            yield _written(kind, language, goal.id), label, found


def _of_indicators(content: SlideContent, library: Library, language: str) -> Iterator[Offer]:
    """On a page of many indicators, the value of its place in each of them."""
    for about in content.facts[:MOST]:
        try:
            facts = facts_of(content, library, language, about.code)
            code = facts.subject
            found = read(facts, Asked("value", code, indicator=about.code))
        except Refused:
            continue
        fields = {"name": about.name, "place": facts.name(code), "period": found.period}
        label = say()("label_indicator", language, **fields)
        yield _written("value", language, code, about.code), label, found
