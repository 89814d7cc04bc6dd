"""What a dataset's file may ask of Kolada: the table ``[live.question]``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from data.model import Code, Dataset, Strict, Words

#: as in "N85085"
KpiId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{5}$")]


class Question(Strict):
    """What to ask Kolada for: measure -> KPI, for the 21 counties and Riket."""

    kpis: Annotated[dict[Code, KpiId], Field(min_length=1)]
    #: measure -> words that the title of its KPI holds for as long as it means the same
    expect: dict[Code, Words] = Field(default_factory=dict)
    genders: Annotated[tuple[Literal["T", "K", "M"], ...], Field(min_length=1)] = ("T",)
    #: first year to take; all that there are where it is left out
    since: Annotated[int, Field(ge=1900, lt=2200)] | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the dataset that the question fills."""
        return tuple(self.kpis)

    @model_validator(mode="after")
    def _consistent(self) -> Question:
        if strange := sorted(set(self.expect) - set(self.kpis)):
            raise ValueError(f"expect: {strange[0]!r} is not among kpis")
        if len(set(self.kpis.values())) < len(self.kpis):
            raise ValueError("kpis: one KPI twice")
        return self


def question_of(dataset: Dataset) -> Question:
    """The question a dataset's file asks, checked. Raises pydantic's ValidationError."""
    assert dataset.live is not None, f"{dataset.id} is not fetched"
    return Question.model_validate(dataset.live.question)
