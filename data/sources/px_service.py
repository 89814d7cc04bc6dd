"""What the two PxWeb services have in common: limits, splitting, answers read with care."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from itertools import islice
from math import ceil, prod
from typing import Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from data.conversation import Fetched
from data.errors import SourceBroken, SourceError, SourceRefused, SourceTooLarge
from data.jsonstat import Cube, unpack
from data.query import Answer, Query
from data.sources.px_frame import check_answer, fetched
from data.sources.px_metadata import Metadata
from data.sources.px_question import Table, resolve

#: calls and seconds
Pace = tuple[int, float]
#: variable -> the codes asked for
Codes = Mapping[str, tuple[str, ...]]
Reads = Generator[Query, Answer, Answer]
Record = TypeVar("Record")
#: a number that a configuration states
Limit = Annotated[int, Field(gt=0, le=10**9, strict=True)]

#: more questions than this for one table is a mistake, not a table
MOST_PARTS = 100


def stricter(one: Pace, other: Pace) -> Pace:
    """The pace that keeps both: one of them where it does, else the fewer calls in the longer time.

    >>> stricter((3, 1), (30, 10))
    (3, 1)
    """
    for first, second in ((one, other), (other, one)):
        if ceil(second[1] / first[1]) * first[0] <= second[0]:
            return first
    return min(one[0], other[0]), max(one[1], other[1])


def text_of(body: bytes) -> str:
    """The text of a body in UTF-8, with or without its mark, or else in Latin-1.

    As in a browser that is Windows' own Latin-1, which has the dashes, wherever it can be.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("latin-1")


def read_record(kind: type[Record], asked: str, answer: Answer) -> Record:
    """The JSON of an answer as the record that `kind` describes; raises SourceBroken otherwise."""
    try:
        document = json.loads(text_of(answer.body), object_pairs_hook=_members)
        return TypeAdapter(kind).validate_python(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        fault = f"{place}: {first['msg']}" if place else first["msg"]
    except (ValueError, RecursionError) as error:
        fault = str(error)
    raise SourceBroken(
        asked,
        (f"gav ett svar som inte går att läsa ({fault}).", f"gave an unreadable answer ({fault})."),
    )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one object, so one of its values is hidden")
    return members


def parts(codes: Codes, most: int) -> Iterator[Codes]:
    """`codes` cut into pieces of at most `most` cells, which together are the whole, once each.

    The variable with the most codes is cut, as evenly as it goes into as few pieces as may be, and
    these again where that is not enough.
    """
    cells = prod(map(len, codes.values()))
    if cells <= most:
        yield codes
        return
    longest = max(codes, key=lambda variable: len(codes[variable]))
    every = codes[longest]
    fitting = max(most * len(every) // cells, 1)
    size = ceil(len(every) / ceil(len(every) / fitting))
    for start in range(0, len(every), size):
        yield from parts({**codes, longest: every[start : start + size]}, most)


def read_slice(
    metadata: Metadata,
    table: Table,
    most: int,
    asking: Callable[[Codes], Query],
    reading: Callable[[Query], Reads],
    too_large: Callable[[SourceRefused], bool],
) -> Generator[Query, Answer, Fetched]:
    """Ask for what `table` takes of the table that `metadata` describes, in as many parts as it
    takes, and return the figures.

    `asking` makes the query for some codes, `reading` asks it, and `too_large` tells a refusal for
    the number of cells from others: such a part, and one that is larger than the client takes, is
    cut in two and asked again. Raises SourceError.
    """
    chosen = resolve(table, metadata)
    waiting = list(islice(parts(chosen.codes, most), MOST_PARTS + 1))
    cubes: list[Cube] = []
    while waiting:
        if len(cubes) + len(waiting) > MOST_PARTS:
            raise metadata.wrong(
                f"frågan gäller mer än tjänsten ger på {MOST_PARTS} gånger ({most} celler i taget)",
                f"the question is about more than the service gives in {MOST_PARTS} answers "
                f"({most} cells at a time)",
            )
        codes = waiting.pop(0)
        query = asking(codes)
        try:
            answer = yield from reading(query)
        except SourceError as fault:
            smaller = prod(map(len, codes.values())) // 2
            if not smaller or not _too_large(fault, too_large):
                raise
            waiting[:0] = parts(codes, smaller)
            continue
        cube = unpack(text_of(answer.body).encode(), query.asked)
        check_answer(cube, codes, query.asked)
        cubes.append(cube)
    return fetched(cubes, chosen, metadata.asked)


def _too_large(fault: SourceError, refused: Callable[[SourceRefused], bool]) -> bool:
    if isinstance(fault, SourceRefused):
        return refused(fault)
    return isinstance(fault, SourceTooLarge)
