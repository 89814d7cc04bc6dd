"""The address of a view or a query -> which table or KPI it is about, and what it selects. Pure.

Understood are the pages and the interfaces of Statistikdatabasen (SCB), Kolada and Eurostat. What
an address names in codes is taken over; patterns and the choice of periods and places are not,
because a dataset always takes all counties and all periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from data.errors import PanelError, shortened

FORMS = """\
  https://www.statistikdatabasen.scb.se/pxweb/sv/ssd/START__NR__NR0105__NR0105A/NR0105ENS2010T01A/
  https://statistikdatabasen.scb.se/api/v2/tables/TAB6366/data?valueCodes[Kon]=2
  https://api.scb.se/OV0104/v1/doris/sv/ssd/NR/NR0105/NR0105A/NR0105ENS2010T01A
  https://www.kolada.se/verktyg/fri-sokning/?kpis=N00945   N00945
  https://api.kolada.se/v3/data/kpi/N00945/municipality/0020
  https://ec.europa.eu/eurostat/databrowser/view/rd_e_gerdreg/default/table
  https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/rd_e_gerdreg?unit=PC_GDP"""

_KPI = re.compile(r"[A-Za-z]\d{5}")
_TABLE = re.compile(r"TAB\d+", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+")
#: a dataset of Eurostat, with what the Data Browser adds for a view of one's own
_DATASET = re.compile(r"([A-Za-z][A-Za-z0-9_]*?)(?:__custom_\d+|\$\w+)?", re.ASCII)
#: parameters of Eurostat's addresses that are no dimensions
_NOT_DIMENSIONS = {"format", "lang", "geo", "geoLevel", "time", "sinceTimePeriod",
                   "untilTimePeriod", "lastTimePeriod", "page", "compressed", "startPeriod",
                   "endPeriod", "detail", "c[geo]", "c[TIME_PERIOD]", "attributes",
                   "measures", "returnData", "i"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address means: a service, its table or KPIs, and the codes the address selects.

    `names` are the identifiers as the service's own question has them; only Kolada's addresses
    hold several. `chosen` is variable -> codes; `in_order` the same by position, ``()`` for all.
    """

    service: str
    names: tuple[str, ...]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_order: tuple[tuple[str, ...], ...] = ()
    #: first period of the selection, where it is said as a lower bound
    since: str = ""
    #: names in the address that nothing can be made of
    unread: tuple[str, ...] = ()


def read_address(address: str) -> Wanted:
    """What `address` is about. Raises PanelError, with the forms that are understood."""
    text = address.strip().strip("<>\"'”“")
    if _KPI.fullmatch(text):
        return Wanted("kolada", (text.upper(),))
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host = (parts.hostname or "").casefold()
    except ValueError as fault:
        raise not_understood(address) from fault
    path = [unquote(part) for part in parts.path.split("/") if part]
    wanted = None
    if _of(host, "scb.se"):
        wanted = _scb(path, parts)
    elif _of(host, "kolada.se"):
        wanted = _kolada(path, parts)
    elif _of(host, "ec.europa.eu") and path[:1] == ["eurostat"]:
        wanted = _eurostat(path[1:], parts)
    if wanted is None:
        raise not_understood(address)
    return wanted


def not_understood(address: str, swedish: str = "", english: str = "") -> PanelError:
    """The error for an address that cannot be understood, with more to say where there is."""
    said = shortened(address, 200)
    return PanelError(
        f"Adressen går inte att tolka: {said}\n{swedish}Inget har skrivits. Dessa former förstås:\n"
        f"{FORMS}\n"
        f"The address cannot be understood: {said}\n{english}Nothing was written. The forms above "
        "are understood."
    )


def _of(host: str, family: str) -> bool:
    return host == family or host.endswith(f".{family}")


def _scb(path: list[str], parts: SplitResult) -> Wanted | None:
    """A table of PxWebApi 2 where the path names one, else a path of version 1."""
    for part in path:
        if _TABLE.fullmatch(part):
            chosen, since = _selected(parts.query)
            return Wanted("scb", (part.upper(),), chosen, since=since)
    if "ssd" not in path:
        return None
    rest = path[path.index("ssd") + 1 :]
    if rest and "__" in rest[0]:  # a page: folders in one part, the table in the next
        rest = [*rest[0].split("__"), *rest[1:2]] if len(rest) > 1 else []
    rest = rest[1:] if rest[:1] == ["START"] else rest
    if len(rest) < 2 or not all(_NAME.fullmatch(part) for part in rest):
        return None
    return Wanted("scb_v1", ("/".join(rest),))


def _selected(query: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """The codes that ``valueCodes[…]`` names, and the first period of ``from(…)``."""
    chosen: dict[str, tuple[str, ...]] = {}
    since = ""
    for name, value in parse_qsl(query):
        match = re.fullmatch(r"valuecodes\[([^$].*)\]", name, re.IGNORECASE)
        if match is None:
            continue
        codes = _codes(value)
        if bound := re.fullmatch(r"from\((.+)\)", value, re.IGNORECASE):
            since = bound[1]
        elif codes and not any(re.search(r"[*?]|^\w+\(.*\)$", code) for code in codes):
            chosen[match[1]] = codes
    return chosen, since


def _codes(text: str) -> tuple[str, ...]:
    """Codes with commas between; one that holds a comma itself stands within brackets."""
    found = re.findall(r"\[([^\]]*)\]|([^,\[\]]+(?:\([^)]*\))?)", text)
    return tuple((bracketed or plain).strip() for bracketed, plain in found)


def _kolada(path: list[str], parts: SplitResult) -> Wanted | None:
    listed = [value for name, value in parse_qsl(parts.query) if name in ("kpis", "kpi_id", "kpi")]
    listed += [after for before, after in pairwise(path) if before == "kpi"]
    ids = [one.strip() for value in listed for one in value.split(",") if one.strip()]
    names = tuple(dict.fromkeys(one.upper() for one in ids if _KPI.fullmatch(one)))
    if ids and not names:
        raise not_understood(
            parts.geturl(),
            f"Kolada skriver här nyckeltal med egna löpnummer ({', '.join(ids[:5])}) som dess "
            "öppna gränssnitt inte har. Ta nyckeltalets id, som N00945, ur dess beskrivning. ",
            f"Here Kolada writes KPIs as running numbers of its own ({', '.join(ids[:5])}), which "
            "its open interface does not have. Take the KPI's id, such as N00945, from its "
            "description. ",
        )
    unread = tuple(one for one in ids if not _KPI.fullmatch(one))
    return Wanted("kolada", names, unread=unread) if names else None


def _eurostat(path: list[str], parts: SplitResult) -> Wanted | None:
    """A dataset, from a page of the Data Browser or an address of one of the interfaces."""
    if "bookmark" in path:
        raise not_understood(
            parts.geturl(),
            "Ett sparat bokmärke säger inte vilken tabell det gäller: öppna det och kopiera "
            "adressen till sidan som visas. ",
            "A saved bookmark does not say which table it is about: open it and copy the address "
            "of the page it leads to. ",
        )
    name, key = _dataset_in(path, parts)
    match = _DATASET.fullmatch(name)
    if match is None:
        return None
    chosen: dict[str, tuple[str, ...]] = {}
    since = ""
    for parameter, value in parse_qsl(parts.query):
        if parameter in ("sinceTimePeriod", "startPeriod"):
            since = value
        if "dissemination" not in path or parameter in _NOT_DIMENSIONS:
            continue
        dimension = re.sub(r"^c\[(.*)\]$", r"\1", parameter)
        codes = value.split(",") if parameter != dimension else [value]
        chosen[dimension] = (*chosen.get(dimension, ()), *codes)
    return Wanted("eurostat", (match[1].lower(),), chosen, _in_order(key), since)


def _dataset_in(path: list[str], parts: SplitResult) -> tuple[str, str]:
    """The name of the dataset, and the key of an SDMX address; "" where there is none."""
    for value in (value for name, value in parse_qsl(parts.query) if name == "code"):
        return value, ""
    if "ESTAT" in path and "3.0" in path:
        rest = path[path.index("ESTAT") + 1 :]
        return next(iter(rest), ""), next(iter(rest[2:]), "")
    for before in ("data", "view", "page", "-"):
        rest = path[path.index(before) + 1 :] if before in path else []
        if rest:
            sdmx = before == "data" and "sdmx" in path
            return rest[0], (rest[1] if sdmx and len(rest) > 1 else "")
    return "", ""


def _in_order(key: str) -> tuple[tuple[str, ...], ...]:
    """The codes of an SDMX key such as ``A.BES+GOV..SE31``, by the position of their dimension."""
    return tuple(_without_star(part.split("+")) for part in key.split(".")) if key else ()


def _without_star(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in ("", "*"))
