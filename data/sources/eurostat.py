"""Eurostat's dissemination API: JSON-stat, sparse, by level of region.

API: https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access. A question that is
too large is put in a queue (413, or 200 with a warning): it is asked again after a while, and then
in parts that together are the whole. No rate is published. Data are CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping

import pandas as pd

from data.conversation import Conversation, Fetched
from data.errors import SourceBroken, SourceError, SourceRefused, SourceTooLarge
from data.jsonstat import unpack
from data.model import Dataset
from data.query import Answer, Query, check_json
from data.sources.eurostat_frame import Told, broken, level_frame, updated
from data.sources.eurostat_question import Part, Question, parts_of, question_of

__all__ = ["Question", "Source"]

#: seconds to wait before the whole question is asked again, and before a part of it is
PATIENCE, PATIENCE_WITH_PARTS = (30.0, 60.0), (30.0,)
#: how many times a question is halved; a half of the years may be empty, and then helps little
DEEPEST = 6
TOO_BIG = "EXTRACTION_TOO_BIG"


class Source:
    """Eurostat during one refresh."""

    def __init__(self, base: str, datasets: Iterable[Dataset]) -> None:
        self._base = base
        #: none is published; this is what other services permit
        self.paces: Mapping[str, tuple[int, float]] = {base: (3, 1.0)}

    def plan(self, dataset: Dataset) -> list[Query]:
        """One request for each level; more where an address would be too long."""
        question = question_of(dataset)
        return [
            part.query(self._base)
            for level in question.levels
            for part in parts_of(dataset, question, level, self._base)
        ]

    def ask(self, dataset: Dataset) -> Conversation:
        """Ask for the figures level by level, in smaller parts where the service wants it so.

        Raises SourceRefused in the service's own words, and SourceBroken for codes that are asked
        for and not there, and for a measure without any figures. `units` are the labels of the
        dimension "unit".
        """
        question = question_of(dataset)
        everything: list[Told] = []
        frames = []
        for level in question.levels:
            told: list[Told] = []
            for part in parts_of(dataset, question, level, self._base):
                told += yield from self._told(part)
            frames.append(level_frame(question, level, told))
            everything += told
        frame = pd.concat(frames, ignore_index=True)
        _check_whole(question, frame, everything[0].asked)
        return Fetched(
            frame,
            published=updated(everything),
            units=_units(question, everything),
            notes=tuple(dict.fromkeys(note for one in everything for note in one.cube.about.notes)),
        )

    def _told(self, part: Part) -> Generator[Query, Answer, list[Told]]:
        """The answers that together are one part. Raises SourceError."""
        refusal: SourceError | None = None
        for after in (0.0, *(PATIENCE_WITH_PARTS if part.depth else PATIENCE)):
            query = part.query(self._base, after)
            try:
                answer = yield query
                check_json(query.asked, answer)
                cube = unpack(answer.body, query.asked)
                return [Told(query.asked, answer.fetched.date(), cube)]
            except SourceTooLarge as fault:
                refusal = fault
                break
            except SourceRefused as fault:
                refusal = in_own_words(fault)
                if refusal.status != 413:
                    raise refusal from fault
                if TOO_BIG in refusal.words:  # however long we wait
                    break
        halves = part.halves() if part.depth < DEEPEST else ()
        if not halves:
            assert refusal is not None
            raise refusal
        return (yield from self._told_in_halves(halves))

    def _told_in_halves(self, halves: Iterable[Part]) -> Generator[Query, Answer, list[Told]]:
        """The answers of both halves; years without any figures may be refused with 400 or 404."""
        told: list[Told] = []
        empty: SourceRefused | None = None
        for half in halves:
            try:
                told += yield from self._told(half)
            except SourceRefused as fault:
                if not half.partial or fault.status not in (400, 404):
                    raise
                empty = fault
        if empty is not None and not told:
            raise empty
        return told


def in_own_words(fault: SourceRefused) -> SourceRefused:
    """The refusal with the words that stand in its body, where that is an error of the service."""
    try:
        unpack(fault.body, fault.asked)
    except SourceRefused as told:
        if told.words:
            given = (fault.status, told.words, fault.body, fault.retry_after)
            return SourceRefused(fault.asked, *given)
    except SourceBroken:
        pass  # no error in the service's form: the words are those of the body as it stands
    return fault


def _check_whole(question: Question, frame: pd.DataFrame, asked: str) -> None:
    """Raise SourceBroken for a measure or a sex that has no figures at any level."""
    there = set(zip(frame["measure"], frame["breakdown"], strict=True))
    for measure in question.measures:
        for breakdown, sex in question.breakdowns():
            if (measure, breakdown) not in there:
                codes = {**question.codes_of(measure)} | ({"sex": sex} if sex else {})
                chosen = ", ".join(f"{name} {code}" for name, code in codes.items())
                raise broken(
                    asked,
                    f"har inga värden för {question.dataset} med {chosen}.",
                    f"has no figures for {question.dataset} with {chosen}.",
                )


def _units(question: Question, told: Iterable[Told]) -> dict[str, str]:
    """Measure -> the label of its unit, where the dataset has such a dimension."""
    labels: dict[str, str] = {}
    for one in told:
        unit = one.cube.about.dimensions.get("unit")
        labels |= unit.labels if unit else {}
    units = {measure: question.codes_of(measure).get("unit") for measure in question.measures}
    if len(labels) == 1:
        return {measure: next(iter(labels.values())) for measure in units}
    return {measure: labels[code] for measure, code in units.items() if code in labels}
