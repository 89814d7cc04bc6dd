"""Why a number changed between two publications: stated rules, and never a reason of our own.

Each rule reads what the source or the dataset's record says. In this order:

1. the number is the first the panel holds, was left out, or came back after that;
2. it was missing before, or is missing now, with the reason that the source gives for that;
3. a break of the dataset that belongs to the new publication's rows alone (``origins`` of a break)
   and falls at or before the period: a change of method, with its text;
4. a letter of the source's went: a provisional or estimated value became firm; or one came;
5. the note of the publication itself, quoted;
6. else, where the value differs: "revised without a stated reason".

A break that lies between two *periods* explains nothing about two *publications* of one period, so
it is no reason here (rules 5 and 7 of the statistics rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from data.model import Dataset, Text

#: letters whose coming or going the source tells us: provisional, estimated, uncertain, a break
TOLD = "PEUBD"


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase of ``words/history.toml`` by `key`, with the `text` that it quotes."""

    key: str
    text: Text | None = None
    #: a place, or the letters of a status, where the phrase names one
    about: str = ""


class Seen(Protocol):
    """What the rules look at in a version."""

    @property
    def value(self) -> float | None: ...
    @property
    def status(self) -> str: ...
    @property
    def margin(self) -> float | None: ...
    @property
    def origin(self) -> str: ...
    @property
    def note(self) -> Text | None: ...
    @property
    def gone(self) -> bool: ...


def reasons(
    before: Seen | None, now: Seen, dataset: Dataset, measure: str, period: str
) -> tuple[Reason, ...]:
    """What can be said of the way from one version to the next, the weightiest first."""
    said: list[Reason] = []
    if now.gone:
        said.append(Reason("withdrawn"))
    elif before is None:
        said.append(Reason("first"))
    elif before.gone:
        said.append(Reason("returned"))
    else:
        said += _missing(before, now)
        said += _method(before, now, dataset, measure, period)
        said += _letters(before, now)
    if now.note is not None:
        said.append(Reason("note", now.note))
    if before is not None and not before.gone and not now.gone:
        said += _remaining(before, now, said)
    return tuple(said)


def _missing(before: Seen, now: Seen) -> list[Reason]:
    if before.value is None and now.value is not None:
        return [Reason("published_now", about=before.status)]
    if before.value is not None and now.value is None:
        return [Reason("missing_now", about=now.status)]
    if before.value is None and before.status != now.status:
        return [Reason("missing_otherwise", about=now.status)]
    return []


def _method(
    before: Seen, now: Seen, dataset: Dataset, measure: str, period: str
) -> list[Reason]:  # fmt: skip
    return [
        Reason("method", item.text)
        for item in dataset.breaks
        if item.period <= period
        and now.origin in item.origins
        and before.origin not in item.origins
        and item.concerns(measure, frozenset({now.origin}))
    ]


def _letters(before: Seen, now: Seen) -> list[Reason]:
    """What the source's own marks say: P and E that went, and every letter that came."""
    if before.value is None or now.value is None:
        return []
    same = before.value == now.value
    gone, come = set(before.status) - set(now.status), set(now.status) - set(before.status)
    said = []
    if "P" in gone:
        said.append(Reason("final_same" if same else "final"))
    if "E" in gone:
        said.append(Reason("no_estimate"))
    came = "".join(letter for letter in TOLD if letter in come)
    return [*said, Reason("marked", about=came)] if came else said


def _remaining(before: Seen, now: Seen, said: list[Reason]) -> list[Reason]:
    """What is left to say: a value that differs for no stated reason, or does not differ."""
    told = {reason.key for reason in said} - {"marked"}
    if before.value != now.value:
        return [] if told else [Reason("unstated")]
    if before.margin != now.margin:
        return [Reason("margin")]
    if now.value is not None and "final_same" not in told:
        return [Reason("unchanged")]
    return []
