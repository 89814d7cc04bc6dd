"""Event notes: what happened in the world around the figures, as context and never as cause.

They are ``[[event]]`` tables of ``event_notes/*.toml``, and of a region's own folder, which the
environment names in ``EVENTS_DIR``. All faults of all files are reported at once (rule 33: what
stands beside an indicator is context).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from data.errors import Fault, InputFault
from data.geography import geographies
from data.model import Code, Strict, Text, period_position
from data.records import listed_records
from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, EventLine

FOLDER = Path(__file__).with_name("event_notes")
OWN_FOLDER = "EVENTS_DIR"
WORDS = Path(__file__).with_name("words") / "over_time.toml"
TABLE = "event"
#: a note stands on one or two lines below a chart
LONGEST = 160


def _period(code: str) -> str:
    period_position(code)
    return code


def _listed(value: Any) -> Any:
    """ "all" as an empty list; an empty list itself concerns nothing and is refused."""
    if value == "all":
        return ()
    if not isinstance(value, list) or not value:
        raise ValueError('"all" or a list of codes')
    return value


def _short(text: Text) -> Text:
    if max(len(text.sv), len(text.en)) > LONGEST:
        raise ValueError(f"at most {LONGEST} letters")
    return text


class Event(Strict):
    """One event: when, which places and indicators it concerns (none listed: all), and who says so.

    `source` is the address of the public page that the text can be checked against.
    """

    period: Annotated[str, AfterValidator(_period)]
    places: Annotated[tuple[str, ...], BeforeValidator(_listed)]
    indicators: Annotated[tuple[Code, ...], BeforeValidator(_listed)]
    text: Annotated[Text, AfterValidator(_short)]
    source: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.\S+$")]


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def folders() -> tuple[Path, ...]:
    """The panel's own folder of events, and the region's where the environment names one."""
    own = os.environ.get(OWN_FOLDER, "").strip()
    return (FOLDER, Path(own)) if own else (FOLDER,)


def load_events(
    read: Sequence[Path], indicators: Collection[str] | None = None
) -> tuple[Event, ...]:
    """The events of all folders in time order. Raises :class:`InputFault` with every fault.

    `indicators` are the ids of the catalogue, where unknown ones shall be faults.
    """
    faults: list[Fault] = []
    found: dict[tuple[str, str], Event] = {}
    for folder in read:
        if not folder.is_dir():
            faults.append(Fault(str(folder), OWN_FOLDER, "expected a folder, found none"))
        for path in sorted(folder.glob("*.toml")):
            for where, event in listed_records(path, TABLE, Event, faults):
                key = (event.period, event.text.sv)
                if key in found:
                    faults.append(Fault(path.name, where, "the same event stands twice"))
                faults.extend(Fault(path.name, where, text) for text in _faulty(event, indicators))
                found[key] = event
    if faults:
        raise InputFault(faults)
    return tuple(sorted(found.values(), key=lambda event: period_position(event.period)))


def _faulty(event: Event, indicators: Collection[str] | None) -> Iterator[str]:
    for code in event.places:
        if code not in geographies():
            yield f"places: unknown place {code!r}"
    for code in event.indicators:
        if indicators is not None and code not in indicators:
            yield f"indicators: unknown indicator {code!r}"


@cache
def _kept(read: tuple[Path, ...]) -> tuple[Event, ...]:
    return load_events(read)


def events_shown(
    indicator: str, places: Collection[str], periods: Sequence[str], language: str
) -> tuple[EventLine, ...]:
    """The events of an indicator and of places that fall on an axis of `periods`, in time order."""
    if len(periods) < 2:
        return ()
    first, last = period_position(periods[0]), period_position(periods[-1])
    return tuple(
        EventLine(event.period, event.text[language], event.source)
        for event in _kept(folders())
        if (not event.indicators or indicator in event.indicators)
        and (not event.places or not set(event.places).isdisjoint(places))
        and first <= event_position(event.period, periods[-1]) <= last
    )


def event_position(period: str, like: str) -> float:
    """Where an event stands on an axis of periods like `like`: at the period that it falls in.

    The value of a year stands where the year begins. An event of that March stands with it, and
    not to the right of it, as if the value had been there before.
    """
    year, _, part = period.partition("-")
    shape = like.partition("-")[2]
    if not shape or not part:
        return period_position(year)
    if shape.startswith("Q") and not part.startswith("Q"):
        return period_position(f"{year}-Q{(int(part) + 2) // 3}")
    return period_position(period)


def events_told(spec: ChartSpec) -> list[str]:
    """The events of a chart aloud, each a sentence."""
    return [
        formats.sentence(say()("alt_event", spec.language, **fields)) for fields in _numbered(spec)
    ]


def events_explained(spec: ChartSpec) -> list[str]:
    """What the numbers at the time axis are, for "Diagramförklaring"; nothing without events."""
    if not spec.events:
        return []
    told = "; ".join(
        say()("explain_event", spec.language, **fields).rstrip(".") for fields in _numbered(spec)
    )
    return [say()("explain_events", spec.language, events=told)]


def _numbered(spec: ChartSpec) -> Iterator[dict[str, object]]:
    for number, event in enumerate(spec.events, start=1):
        when = formats.period(event.period, spec.language)
        yield {"number": number, "period": when, "text": event.text}
