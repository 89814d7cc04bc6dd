"""What SCB's two interfaces say of a table, read by the modules that fetch its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal
from urllib.parse import quote

from pydantic import StrictStr

from data.errors import SourceBroken, SourceRefused
from data.jsonstat import describe
from data.jsonstat_document import Description
from data.query import Query
from data.sources import pxweb, scb
from data.sources.about import About, Aspect, Both, Level, Telling
from data.sources.px_metadata import Metadata, Variable, plain
from data.sources.px_service import read_record


def tell_scb(base: str, name: str) -> Telling:
    """What PxWebApi 2 says of a table. Raises SourceError."""

    def question(language: Literal["sv", "en"]) -> Query:
        return Query(f"{base}/tables/{quote(name)}/metadata", (("lang", language),))

    query = question("sv")
    about = describe((yield from scb.read(query)).body, query.asked)
    english: Description | None = None
    try:
        other = question("en")
        english = describe((yield from scb.read(other)).body, other.asked)
    except (SourceRefused, SourceBroken) as fault:
        if fault.passing:
            raise
    metadata = Metadata(query.asked, name, tuple(scb.variables(about)))
    words = _words_of(tuple(scb.variables(english)) if english else ())
    units = {code: _units(about, english, code) for code in about.dimensions}
    decimals = {
        code: {
            one: unit.decimals for one, unit in dimension.units.items() if unit.decimals is not None
        }
        for code, dimension in about.dimensions.items()
    }
    notes = english.notes if english and len(english.notes) == len(about.notes) else ()
    aspects = tuple(_aspects(metadata, words, units, decimals))
    return _px_about(
        metadata,
        Both(about.label, english.label if english else ""),
        aspects,
        tuple(Both(one, notes[number] if notes else "") for number, one in enumerate(about.notes)),
        about.source,
    )


class _Info(pxweb.TableInfo):
    """A table's metadata in version 1, with its title."""

    title: StrictStr = ""


def tell_scb_v1(base: str, name: str) -> Telling:
    """What SCB's PxWeb v1 says of a table at a path. Raises SourceError."""
    query = Query(f"{base}/{quote(name.strip('/'), safe='/')}")
    info = read_record(_Info, query.asked, (yield from pxweb.read_path(query, name)))
    english: _Info | None = None
    if "/sv/" in base:  # the language is a part of the address
        head, _, tail = base.rpartition("/sv/")
        other = Query(query.url.replace(base, f"{head}/en/{tail}"))
        try:
            english = read_record(_Info, other.asked, (yield other))
        except (SourceRefused, SourceBroken) as fault:
            if fault.passing:
                raise
    metadata = Metadata(query.asked, name, pxweb.variables(info))
    aspects = tuple(_aspects(metadata, _words_of(pxweb.variables(english) if english else ())))
    title = Both(info.title, english.title if english else "")
    return _px_about(metadata, title, aspects, (), "")


def _words_of(variables: tuple[Variable, ...]) -> dict[str, Variable]:
    return {one.code: one for one in variables}


def _units(about: Description, english: Description | None, code: str) -> dict[str, Both]:
    """Category -> the words for its unit."""
    there = english.dimensions.get(code) if english else None
    return {
        one: Both(unit.base, there.units[one].base if there and one in there.units else "")
        for one, unit in about.dimensions[code].units.items()
        if unit.base
    }


def _aspects(
    metadata: Metadata,
    english: Mapping[str, Variable],
    units: Mapping[str, Mapping[str, Both]] | None = None,
    decimals: Mapping[str, Mapping[str, int]] | None = None,
) -> Iterator[Aspect]:
    for one in metadata.variables:
        other = english.get(one.code)
        words = other.labels if other else {}
        yield Aspect(
            one.code,
            Both(one.label, other.label if other else ""),
            {code: Both(label, words.get(code, "")) for code, label in one.labels.items()},
            optional=not one.mandatory,
            whole=one.whole,
            units=(units or {}).get(one.code, {}),
            decimals=(decimals or {}).get(one.code, {}),
        )


def _px_about(
    metadata: Metadata,
    title: Both,
    aspects: tuple[Aspect, ...],
    notes: tuple[Both, ...],
    producer: str,
) -> About:
    """The table, once it is known which of its variables are places and times."""
    times = [one.code for one in metadata.variables if _fits(metadata.periods, one.code, None)]
    levels: tuple[Level, ...] = ("county", "nuts2")
    found = [
        (level, one.code)
        for level in levels
        for one in metadata.variables
        if _fits(metadata.places, one.code, level)
    ]
    if not times or not found:
        raise metadata.wrong(
            "ingen variabel har både Dalarna, Gävleborg och Värmland, eller riksområdet Norra "
            "Mellansverige, eller ingen har perioder",
            "no variable has Dalarna, Gävleborg and Värmland, or the NUTS 2 region Norra "
            "Mellansverige, or none has periods",
        )
    time = next((code for code in times if plain(code) in ("tid", "time")), times[-1])
    return About(
        metadata.asked,
        title,
        aspects,
        dict(reversed(found)),  # the first of a level stands
        time,
        notes=notes,
        producer=producer,
        periods=tuple(sorted(metadata.periods(time, None).values())),
    )


def _fits(reading: Callable[..., object], *given: object) -> bool:
    try:
        reading(*given)
    except SourceBroken:
        return False
    return True
