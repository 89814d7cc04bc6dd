"""What a service says of one of its tables or KPIs, in both languages: enough to choose from it.

Questions and answers as in ``data/conversation.py``, each service read by its own module. Used by
``python -m data.add``; a refresh has no need of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from data.errors import SourceRefused
from data.jsonstat import Cube, unpack
from data.model import period_position
from data.query import Query, check_json
from data.sources.about import About, Aspect, Both, Level, Telling
from data.sources.describe_px import tell_scb, tell_scb_v1
from data.sources.eurostat import in_own_words
from data.sources.kolada_answers import broken, read_kpi, read_page

#: places that tell at which levels Eurostat has a dataset
ASKED_GEOS = {"aggregate": ("EU27_2020",), "country": ("SE",), "nuts2": ("SE31",),
              "nuts3": ("SE311", "SE312", "SE313")}  # fmt: skip


def tell(service: str, base: str, name: str) -> Telling:
    """Ask a service of :data:`data.sources.SERVICES` what it says of `name`.

    Raises SourceError; a table without the three counties, or Norra Mellansverige, is SourceBroken.
    """
    readers: dict[str, Callable[[str, str], Telling]] = {
        "kolada": _kolada,
        "scb": tell_scb,
        "scb_v1": tell_scb_v1,
        "eurostat": _eurostat,
    }
    return readers[service](base, name)


def _kolada(base: str, name: str) -> Telling:
    query = Query(f"{base}/kpi/{name}")
    page = read_page(query.asked, (yield query), base)
    for record in page.records:
        code, kpi = read_kpi(page.asked, record)
        if code != name:
            continue
        labels = {"T": Both("totalt", "total"), "K": Both("kvinnor", "women"),
                  "M": Both("män", "men")}  # fmt: skip
        sex = Aspect("gender", Both("kön", "sex"), labels)
        told = record.get("description")
        # recorded texts end in a backslash and an n, which is a line break that was escaped twice
        words = told.replace("\\n", " ").strip() if isinstance(told, str) else ""
        return About(
            page.asked,
            Both(kpi.title, ""),
            (sex,) if kpi.by_gender else (),
            {"county": ""},
            description=Both(words, ""),
            producer=words.rpartition("Källa:")[2].strip(" .") if "Källa:" in words else "",
        )
    raise broken(query.asked, f"känner inte till nyckeltal {name}.", f"knows no KPI {name}.")


def _eurostat(base: str, name: str) -> Telling:
    """Ask for the figures of our own places: a dataset's dimensions come with any of its figures.

    Where all periods are too many (413), the newest is asked for. A place that the dataset does not
    have may be refused (400), and then the levels are asked for one by one.
    """
    whole = tuple(geo for geos in ASKED_GEOS.values() for geo in geos)
    newest = ("lastTimePeriod", "1")
    attempts = [
        (whole, ()),
        (whole, (newest,)),
        *((geos, (newest,)) for geos in ASKED_GEOS.values()),
    ]
    refusal: SourceRefused | None = None
    cubes: list[Cube] = []
    for geos, more in attempts:
        params = (("format", "JSON"), ("lang", "EN"), *(("geo", geo) for geo in geos), *more)
        query = Query(f"{base}/{name}", params)
        try:
            answer = yield query
            check_json(query.asked, answer)
            cubes.append(unpack(answer.body, query.asked))
        except SourceRefused as fault:
            refusal = in_own_words(fault)
            if refusal.status not in (400, 413):
                raise refusal from fault
            continue
        if geos == whole:
            break
    if not cubes:
        assert refusal is not None
        raise refusal
    return _eurostat_about(query.asked, name, cubes)


def _eurostat_about(asked: str, name: str, cubes: Sequence[Cube]) -> About:
    """What the answers say together. Raises SourceBroken without figures for any of our regions."""
    first = cubes[0].about
    named = [one for one in cubes if one.about.dimensions.keys() == first.dimensions.keys()]
    frame = pd.concat([one.frame for one in named]).astype(dict.fromkeys(first.dimensions, "str"))
    figures = frame[frame["value"].notna()]
    geos = set(figures["geo"]) if {"geo", "time"} <= first.dimensions.keys() else set()
    levels = tuple(level for level, codes in ASKED_GEOS.items() if not geos.isdisjoint(codes))
    places: dict[Level, str] = {"county": "geo"} if "nuts3" in levels else {}
    places |= {"nuts2": "geo"} if "nuts2" in levels else {}
    if not places:
        raise broken(
            asked,
            f"har inga värden i {name} för länen eller för Norra Mellansverige.",
            f"has no figures in {name} for the counties or for Norra Mellansverige.",
        )
    aspects = []
    for code, dimension in first.dimensions.items():
        labels = {key: Both("", words) for one in named
                  for key, words in one.about.dimensions[code].labels.items()}  # fmt: skip
        aspects.append(Aspect(code, Both("", dimension.label), labels))
    return About(
        asked,
        Both("", first.label),
        tuple(aspects),
        places,
        "time",
        levels,
        notes=tuple(Both("", note) for note in first.notes),
        periods=tuple(sorted(filter(_is_period, set(figures["time"])))),
        figures=figures,
    )


def _is_period(text: str) -> bool:
    try:
        period_position(text)
    except ValueError:
        return False
    return True
