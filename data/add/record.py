"""The records of a new dataset and its indicator, as they are written in TOML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from data.add.address import Wanted
from data.add.asking import wrong
from data.add.choice import Chosen
from data.add.text import both_printed, kolada_parts, printed
from data.sources.about import About, Aspect, Both
from data.sources.describe import ASKED_GEOS
from data.sources.px_metadata import as_period, plain

#: the one measure of a dataset that was added by its address
MEASURE = "value"
_SCB = Both("SCB", "Statistics Sweden (SCB)")
PRODUCERS = {"scb": _SCB, "scb_v1": _SCB, "eurostat": Both("Eurostat", "Eurostat"),
             "kolada": Both("Kolada (RKA)", "Kolada (RKA)")}  # fmt: skip
_SCB_LICENCE = Both("SCB:s öppna statistik (CC0); ange SCB som källa",
                    "SCB open statistics (CC0); cite SCB")  # fmt: skip
LICENCES = {
    "scb": _SCB_LICENCE,
    "scb_v1": _SCB_LICENCE,
    "kolada": Both("Fri att använda med producenten och Kolada angivna",
                   "Free to use, citing the producer and Kolada"),
    "eurostat": Both("Eurostats policy för vidareutnyttjande (CC BY 4.0)",
                     "Eurostat reuse policy (CC BY 4.0)"),
}  # fmt: skip
REFUSED = Both(
    "Vad länens värden ska vägas med är inte bestämt.",
    "What the values of the counties are to be weighted by has not been decided.",
)
SUMMED = Both("Dalarna + Gävleborg + Värmland.", "Dalarna + Gävleborg + Värmland.")
_KOLADA_GENDERS = {"total": "T", "women": "K", "men": "M"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered of a new indicator; the texts are in both languages."""

    id: str
    name: Both
    unit: Both
    definition: Both
    theme: str
    kind: str
    direction: str
    decimals: int
    #: how Norra Mellansverige comes about: published, sum or refused
    aggregation: str


def content_of(about: About, chosen: Chosen) -> Aspect | None:
    """The variable whose categories are contents, each in a unit of its own; None without any."""
    for aspect in about.open_aspects:
        if aspect.code in chosen.codes and (aspect.units or plain(aspect.code) == "contentscode"):
            return aspect
    return None


def question_of(about: About, wanted: Wanted, chosen: Chosen) -> dict[str, Any]:
    """The table ``[live.question]``, as the service's own module understands it."""
    name = wanted.names[0]
    if wanted.service == "kolada":
        genders = [_KOLADA_GENDERS[one] for one in chosen.sexes or {"total": "T"}]
        expect = kolada_parts(about.title.sv)[0]
        question: dict[str, Any] = {"kpis": {MEASURE: name}}
        question |= {"expect": {MEASURE: expect}} if expect else {}
        return question | ({"genders": genders} if genders != ["T"] else {})
    since = as_period(wanted.since) if wanted.since else None
    if wanted.service == "eurostat":
        return _eurostat_question(about, name, chosen, since)
    content = content_of(about, chosen)
    own = {content.code: chosen.codes[content.code]} if content else {}
    fixed = {code: one for code, one in chosen.codes.items() if code not in own}
    if not own and fixed:  # a measure is told by one category at least
        first = next(iter(fixed))
        own = {first: fixed.pop(first)}
    place = about.places[chosen.level]
    table: dict[str, Any] = {"table" if wanted.service == "scb" else "path": name}
    table |= {"place": place} if place != "Region" else {}
    table |= {"time": about.time} if about.time != "Tid" else {}
    table |= {"level": chosen.level} if chosen.level != "county" else {}
    table |= {"since": since} if since else {}
    table |= {"fixed": fixed} if fixed else {}
    table |= {"breakdowns": {"variable": chosen.sex, **chosen.sexes}} if chosen.sexes else {}
    return {"tables": [table | {"measures": {MEASURE: own}}]}


def _eurostat_question(
    about: About, name: str, chosen: Chosen, since: str | None
) -> dict[str, Any]:
    """Unit, frequency and dimensions with one category are filters; the others the measure's."""
    single = {aspect.code for aspect in about.open_aspects if len(aspect.labels) == 1}
    shared = single | {"unit", "freq"}
    filters = {code: [one] for code, one in chosen.codes.items() if code in shared}
    own = {code: one for code, one in chosen.codes.items() if code not in shared}
    levels = _levels(about, chosen, since)
    found: dict[str, Any] = {"dataset": name, "filters": filters, "levels": levels}
    found |= {"since": since} if since else {}
    found |= {"sexes": dict(chosen.sexes)} if chosen.sexes else {}
    return found | {"measures": {MEASURE: own}}


def _levels(about: About, chosen: Chosen, since: str | None) -> list[str]:
    """The levels that hold figures for what is chosen, counties only where they are wanted."""
    levels = list(about.levels)
    rows = about.figures
    if rows is not None:
        for code, one in chosen.codes.items():
            rows = rows[rows[code] == one]
        there = set(rows.loc[rows["time"].astype("str") >= (since or ""), "geo"])
        levels = [level for level in levels if not there.isdisjoint(ASKED_GEOS[level])]
    if chosen.level != "county":
        levels = [level for level in levels if level != "nuts3"]
    if {"county": "nuts3", "nuts2": "nuts2"}[chosen.level] not in levels:
        raise wrong(
            "Tjänsten har inga värden för länen, eller riksområdet, med det som är valt; välj ett "
            "annat med --set.",
            "The service has no values for the counties, or the NUTS 2 region, with what is "
            "chosen; choose another with --set.",
        )
    return levels


def dataset_record(
    about: About,
    wanted: Wanted,
    chosen: Chosen,
    answers: Answers,
    periods: Iterable[str],
    notes: Iterable[Both],
) -> dict[str, Any]:
    """The content of ``data/datasets/<id>.toml``, whose rows come from the service alone."""
    service, name = wanted.service, wanted.names[0]
    table = name.rpartition("/")[2]
    producer = PRODUCERS[service]
    if service == "kolada" and about.producer:
        producer = both_printed(Both(about.producer, about.producer))
    told = {"scb": f"SCB, statistikdatabasen, {table}", "kolada": f"Kolada, {table}",
            "eurostat": f"Eurostat, {table}"}  # fmt: skip
    record: dict[str, Any] = {
        "id": answers.id,
        "landing_page": landing_page(service, name),
        "table": table,
        "frequency": frequency_of(periods),
        "kind": answers.kind,
        "name": text(answers.name),
        "producer": text(producer),
    }
    record |= {"route": {"sv": "Kolada", "en": "Kolada"}} if service == "kolada" else {}
    record["licence"] = text(LICENCES[service])
    own = "en" if service == "eurostat" else "sv"
    label, unit = answers.name.words(own), answers.unit.words(own)
    record["measures"] = {MEASURE: {"label": label, "unit": unit}}
    reference = told[service.removesuffix("_v1")]
    record["origins"] = {"live": {"reference": reference, "processing": "as_published"}}
    record["live"] = {"source": service, "origin": "live"}
    record["live"]["question"] = question_of(about, wanted, chosen)
    caveats = [text(both_printed(note)) for note in notes if any(note)]
    return record | ({"caveats": caveats} if caveats else {})


def indicator_record(chosen: Chosen, answers: Answers, europe: bool) -> dict[str, Any]:
    """The content of the ``[[indicator]]`` of a dataset that was added by its address."""
    record: dict[str, Any] = {
        "id": answers.id,
        "name": text(answers.name),
        "definition": text(answers.definition),
        "unit": text(answers.unit),
    }
    unit = answers.unit.words("sv").casefold()
    if "%" in unit or unit.startswith(("procent", "percentage", "per cent")):
        record["symbol"] = {"sv": "%", "en": "%"}
    record |= {"decimals": answers.decimals, "direction": answers.direction,
               "themes": [answers.theme]}  # fmt: skip
    record["source"] = {"dataset": answers.id, "measure": MEASURE}
    breakdowns = list(chosen.sexes or {})
    record |= {"breakdowns": breakdowns} if breakdowns not in ([], ["total"]) else {}
    record["level"] = chosen.level
    record |= {"europe": True} if europe else {}
    how: dict[str, Any] = {"method": answers.aggregation}
    if answers.aggregation == "sum":
        record["extensive"] = True
        how["formula"] = text(SUMMED)
    if answers.aggregation == "refused":
        how["reason"] = text(REFUSED)
    return record | {"aggregation": how}


def text(both: Both) -> dict[str, str]:
    """Words in both languages; where one is lacking, those of the other stand in its place."""
    return {"sv": both.words("sv"), "en": both.words("en")}


def landing_page(service: str, name: str) -> str:
    """The page where people meet the same figures."""
    if service == "scb_v1":
        *folders, table = name.split("/")
        where = "__".join(["START", *folders])
        return f"https://www.statistikdatabasen.scb.se/pxweb/sv/ssd/{where}/{table}/"
    if service == "eurostat":
        return f"https://ec.europa.eu/eurostat/databrowser/view/{name}/default/table"
    pages = {"scb": "https://www.statistikdatabasen.scb.se", "kolada": "https://www.kolada.se/"}
    return pages[service]


def frequency_of(periods: Iterable[str]) -> str:
    """How often figures come, told by their periods; annual where there is only one."""
    known = sorted(set(periods))
    if any("-Q" in one for one in known):
        return "quarterly"
    if any("-" in one for one in known):
        return "monthly"
    steps = {int(later) - int(earlier) for earlier, later in pairwise(known)}
    return "annual" if steps <= {1} else "biennial" if steps == {2} else "irregular"


def untranslated(told: Mapping[str, Both]) -> list[str]:
    """The texts that the service has in one language only, as ``name.en``."""
    return [
        f"{key}.{language}"
        for key, both in told.items()
        for language, words in (("sv", both.sv), ("en", both.en))
        if not words and printed("".join(both), language)
    ]
