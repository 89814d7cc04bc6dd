"""What a dataset's file may ask of Eurostat, and how that is cut into requests. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from data.model import Code, Dataset, Strict
from data.query import Query

#: longer addresses are cut off by networks on the way (seen as status 400)
MOST_LETTERS = 1800
#: a year, a quarter or a month
Time = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(-(Q[1-4]|(0[1-9]|1[0-2])))?$")]
Dimension = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
ServiceCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.+-]+$")]
Level = Literal["aggregate", "country", "nuts1", "nuts2", "nuts3"]
#: dimensions and parameters that a filter may not name
RESERVED = {"geo", "time", "geoLevel", "format", "lang", "sinceTimePeriod", "untilTimePeriod",
            "lastTimePeriod"}  # fmt: skip
#: what the first and the last period of a year add to it
WITHIN = {"quarterly": ("-Q1", "-Q4"), "monthly": ("-01", "-12")}
#: where an open range is taken to begin and to end when it is halved; the halves stay open
EARLIEST, LATEST = 1990, 2030


class Question(Strict):
    """What to ask Eurostat for: one dataset, a code of each dimension for each measure."""

    dataset: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    #: dimension -> its one code, or those that the measures choose from
    filters: dict[Dimension, Annotated[tuple[ServiceCode, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    #: measure -> dimension -> code
    measures: Annotated[dict[Code, dict[Dimension, ServiceCode]], Field(min_length=1)]
    #: breakdown -> code of the dimension "sex"
    sexes: dict[Literal["total", "women", "men"], ServiceCode] = Field(default_factory=dict)
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    since: Time | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Question:
        """Every dimension comes down to one code for each measure, and may be asked for."""
        named = [set(codes) for codes in self.measures.values()]
        if strange := RESERVED & set(self.filters).union(*named):
            raise ValueError(f"{min(strange)!r} is not a dimension to filter by")
        if self.sexes and "sex" in set(self.filters).union(*named):
            raise ValueError("sex: named beside sexes")
        if any(one != named[0] for one in named):
            raise ValueError("measures: each must name the same dimensions")
        if len({tuple(sorted(one.items())) for one in self.measures.values()}) < len(named):
            raise ValueError("measures: two with the same codes")
        for dimension, codes in self.filters.items():
            if dimension not in named[0] and len(codes) > 1:
                raise ValueError(f"filters: {dimension} has several codes that no measure names")
            chosen = {one[dimension] for one in self.measures.values() if dimension in one}
            if not chosen <= set(codes):
                raise ValueError(f"filters: {dimension} leaves out a code that a measure names")
        if len(set(self.levels)) < len(self.levels):
            raise ValueError("levels: one of them twice")
        return self

    def codes(self) -> dict[str, tuple[str, ...]]:
        """Dimension -> the codes that are needed of it, each once."""
        needed: dict[str, dict[str, None]] = {}
        for measure in self.measures:
            for dimension, code in self.codes_of(measure).items():
                needed.setdefault(dimension, {})[code] = None
        if self.sexes:
            needed["sex"] = dict.fromkeys(self.sexes.values())
        return {dimension: tuple(codes) for dimension, codes in needed.items()}

    def codes_of(self, measure: str) -> Mapping[str, str]:
        """Dimension -> the one code that `measure` takes of it; of sex, none where sexes are."""
        fixed = {name: codes[0] for name, codes in self.filters.items()}
        return fixed | self.measures[measure]

    def breakdowns(self) -> list[tuple[str, str | None]]:
        """Our breakdowns and the code of sex of each; the total alone where none are named."""
        return list(self.sexes.items()) or [("total", None)]


def question_of(dataset: Dataset) -> Question:
    """The question a dataset's file asks, checked. Raises pydantic's ValidationError."""
    assert dataset.live is not None, f"{dataset.id} is not fetched"
    return Question.model_validate(dataset.live.question)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question that one request asks: a block of codes, a level, a range of time."""

    dataset: str
    codes: Mapping[str, tuple[str, ...]]
    level: str
    #: "" where the range is open
    since: str = ""
    until: str = ""
    #: what the first and the last period of a year add to it
    within: tuple[str, str] = ("", "")
    #: how many times the question was halved to become this part
    depth: int = 0
    #: halved by time: there may rightly be nothing in it
    partial: bool = False

    def query(self, base: str, after: float = 0) -> Query:
        """The request for this part."""
        params = [("format", "JSON"), ("lang", "EN")]
        params += [(name, code) for name, codes in self.codes.items() for code in codes]
        params += [("geoLevel", self.level)]
        params += [("sinceTimePeriod", self.since)] if self.since else []
        params += [("untilTimePeriod", self.until)] if self.until else []
        return Query(f"{base}/{self.dataset}", tuple(params), after=after)

    def halves(self) -> tuple[Part, ...]:
        """Two parts that together are this one: half of the codes each, or half of the years.

        Nothing where the part cannot be halved any more.
        """
        return self.halves_of_codes() or self._halves_of_time()

    def halves_of_codes(self) -> tuple[Part, ...]:
        """Two parts with half each of the codes of the dimension that has most; or nothing."""
        longest = max(self.codes, key=lambda name: len(self.codes[name]), default="")
        codes = self.codes.get(longest, ())
        if len(codes) < 2:
            return ()
        middle = len(codes) // 2
        return tuple(
            replace(self, codes={**self.codes, longest: half}, depth=self.depth + 1)
            for half in (codes[:middle], codes[middle:])
        )

    def _halves_of_time(self) -> tuple[Part, ...]:
        first = int(self.since[:4]) if self.since else EARLIEST
        last = int(self.until[:4]) if self.until else LATEST
        if last <= first:
            return ()
        middle = (first + last + 1) // 2
        start, end = self.within
        part = replace(self, depth=self.depth + 1, partial=True)
        early = replace(part, until=f"{middle - 1}{end}")
        return early, replace(part, since=f"{middle}{start}")


def parts_of(dataset: Dataset, question: Question, level: str, base: str) -> list[Part]:
    """The parts to ask for at one level: one, or more where its address would be too long."""
    within = WITHIN.get(dataset.frequency, ("", ""))
    part = Part(question.dataset, question.codes(), level, question.since or "", within=within)
    return list(_short(part, base))


def _short(part: Part, base: str) -> Iterator[Part]:
    halves = part.halves_of_codes()
    if not halves or len(part.query(base).address) <= MOST_LETTERS:
        yield part
    else:
        for half in halves:
            yield from _short(replace(half, depth=0), base)
