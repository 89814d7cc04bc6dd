"""Kolada's answers, read strictly: pages, KPI records, rows of figures. Pure.

Envelope and rows: https://api.kolada.se/v3/docs, seen November 2026. Nothing in an answer is taken
for granted, because a member that changes its kind would otherwise change figures in silence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import orjson

from data.errors import SourceBroken
from data.jsonstat_document import said
from data.query import Answer, check_json, same_service

BREAKDOWNS = {"T": "total", "K": "women", "M": "men"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: what was asked and when, its records, and the next page's address."""

    asked: str
    fetched: date
    records: tuple[Mapping[str, Any], ...]
    #: "" where it is the last
    next_url: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """What Kolada says about one of its KPIs."""

    title: str
    by_gender: bool
    #: days on which figures were or will be published, in no order
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one KPI, in Kolada's codes; None where it is missing."""

    kpi: str
    place: str
    period: str
    gender: str
    value: float | None
    #: the service's own word, "" for most
    status: str


def broken(asked: str, swedish: str, english: str) -> SourceBroken:
    """The error for an answer that says something else than expected."""
    return SourceBroken(asked, (swedish, english))


def _wrong(asked: str, where: str, found: object) -> SourceBroken:
    return broken(
        asked,
        f"gav ett svar av annan form än väntat ({where}: {said(found)}).",
        f"gave an answer of another form than expected ({where}: {said(found)}).",
    )


def read_page(asked: str, answer: Answer, base: str) -> Page:
    """The records of an answer, and the address of its next page.

    Raises SourceBroken for anything but a list of objects in an envelope, and for a next page that
    is not the service's own.
    """
    check_json(asked, answer)
    try:
        envelope = orjson.loads(answer.body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as fault:
        raise _wrong(asked, "JSON", str(fault)) from fault
    if not isinstance(envelope, dict):
        raise _wrong(asked, "envelope", envelope)
    records = envelope.get("values")
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise _wrong(asked, "values", records)
    next_url = _next(asked, envelope.get("next_url"), base)
    return Page(asked, answer.fetched.date(), tuple(records), next_url)


def _next(asked: str, url: Any, base: str) -> str:
    if url is None or url == "":
        return ""
    if not isinstance(url, str):
        raise _wrong(asked, "next_url", url)
    try:
        own, parts = urlsplit(base), urlsplit(urljoin(f"{base}/", url))
        # behind its proxy a service may not know that it is spoken to with https
        if parts.hostname == own.hostname and (parts.scheme, own.scheme) == ("http", "https"):
            parts = parts._replace(scheme=own.scheme, netloc=own.netloc)
        target = urlunsplit(parts)
        if same_service(base, target):
            return target
    except ValueError:  # not an address at all
        pass
    raise broken(
        asked,
        f"hänvisar till en nästa sida utanför tjänsten ({said(url)}).",
        f"names a next page outside the service ({said(url)}).",
    )


def read_kpi(asked: str, record: Mapping[str, Any]) -> tuple[str, Kpi]:
    """The id of a KPI record, and what it says. Raises SourceBroken."""
    code, title = record.get("id"), record.get("title")
    if not isinstance(code, str) or not isinstance(title, str):
        raise _wrong(asked, "id, title", [code, title])
    days = (record.get(name) for name in ("publication_date", "prel_publication_date"))
    kpi = Kpi(
        title,
        _flag(asked, record, "is_divided_by_gender"),
        tuple(_day(asked, day) for day in days if day not in (None, "")),
    )
    return code, kpi


def _day(asked: str, text: Any) -> date:
    if isinstance(text, str) and re.match(r"\d{4}-\d\d-\d\d(T|$)", text, re.ASCII):
        try:
            return date.fromisoformat(text[:10])
        except ValueError as fault:
            raise _wrong(asked, "publication_date", text) from fault
    raise _wrong(asked, "publication_date", text)


def _flag(asked: str, record: Mapping[str, Any], name: str) -> bool:
    """True or false, written as such or, as until version 2, as 1 or 0."""
    value = record.get(name, False)
    if value is None or (isinstance(value, int) and value in (0, 1)):
        return bool(value)
    raise _wrong(asked, name, value)


def read_figures(asked: str, record: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures of one row of data, those that were deleted left out. Raises SourceBroken."""
    kpi, place, period = (record.get(name) for name in ("kpi", "municipality", "period"))
    if not isinstance(kpi, str) or not isinstance(place, str):
        raise _wrong(asked, "kpi, municipality", [kpi, place])
    if type(period) is not int or not 1900 <= period < 2200:
        raise _wrong(asked, f"{kpi} {place}, period", period)
    values = record.get("values")
    if not isinstance(values, list):
        raise _wrong(asked, f"{kpi} {place} {period}, values", values)
    for one in values:
        if not isinstance(one, dict) or one.get("gender") not in list(BREAKDOWNS):
            raise _wrong(asked, f"{kpi} {place} {period}, gender", one)
        if _flag(asked, one, "isdeleted"):
            continue
        value, status = one.get("value"), one.get("status")
        if "value" not in one or not (value is None or _is_figure(value)):
            raise _wrong(asked, f"{kpi} {place} {period}, value", one.get("value", one))
        if not (status is None or isinstance(status, str)):
            raise _wrong(asked, f"{kpi} {place} {period}, status", status)
        told = (status or "").strip()
        number = None if value is None else float(value)
        yield Figure(kpi, place, str(period), one["gender"], number, told)


def _is_figure(value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond what a figure can hold
        return False
