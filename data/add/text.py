"""The service's own words as the panel prints them, and what they suggest: name, unit, id. Pure."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from data.sources.about import About, Both

_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\b")
#: "År 2025M01-2026M04" at the end of a table's title, and what it is divided by
_YEARS = re.compile(r"[.,]?\s+(?:År|Years?)\s+\d{4}\S*\s*$")
_DIVIDED = re.compile(r"\s+(?:efter|by)\s.*$", re.DOTALL)
#: how the units in the titles of Kolada's KPIs begin
_UNIT = re.compile(
    r"\s*(?:andel|antal|kr|tkr|mnkr|ton|kg|[kMGT]?Wh|procent|index|km|kvm|ha|dagar|timmar|%)(?!\w)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]*)\]\((https?:[^)\s]*)\)")


def printed(text: str, language: str) -> str:
    """The text set as print is: dashes, quotation marks, minus signs, one space between words.

    Links in the notes of a table, ``[words](address)``, become words and address.
    """
    text = _LINK.sub(r"\1 (\2)", text)
    text = " ".join(text.replace("...", "…").split())
    kept = _DATE.findall(text)
    pieces = [_dashes(piece) for piece in _DATE.split(text)]
    text = pieces[0] + "".join(date + piece for date, piece in zip(kept, pieces[1:], strict=True))
    if language == "en":
        return re.sub(r'"([^"]*)"', "“\\1”", text).replace('"', "”")
    return text.replace('"', "”")


def _dashes(text: str) -> str:
    text = re.sub(r"(?<=\d)-(?=\d)", "–", text)
    text = re.sub(r"(?<=\s)-(?=\s)|(?<=\s)-$|^-(?=\s)", "–", text)
    return re.sub(r"(?<=[\s(])-(?=\d)", "−", text)


def both_printed(both: Both) -> Both:
    """Both versions as print is; an empty one stays empty."""
    return Both(printed(both.sv, "sv"), printed(both.en, "en"))


def name_of(service: str, about: About, content: Both) -> Both:
    """A short name: the content where a table has several, else the title without its divisions."""
    if service == "kolada":
        return both_printed(Both(kolada_parts(about.title.sv)[0], ""))
    if any(content):
        return both_printed(content)
    words = (_DIVIDED.sub("", _YEARS.sub("", one)) if service != "eurostat" else one
             for one in about.title)  # fmt: skip
    return both_printed(Both(*words))


def kolada_parts(title: str) -> tuple[str, str]:
    """What a KPI is called, and the unit that its title ends in; "" without any.

    The unit starts at the first part, commas between, that begins as units do; else at the second.
    """
    parts = title.split(",")
    starts = (number for number, part in enumerate(parts) if number and _UNIT.match(part))
    start = next(starts, 1)
    return ",".join(parts[:start]).strip(), ",".join(parts[start:]).strip()


def definition_of(about: About, picked: list[tuple[Both, Both]]) -> Both:
    """What the service says that the figures are: its description, else title and categories.

    `picked` is label of a variable and of the category that is taken of it.
    """
    if any(about.description):
        return both_printed(about.description)
    told = []
    for language in range(2):
        parts = [_YEARS.sub("", about.title[language])]
        parts += [f"{label[language]}: {words[language]}" for label, words in picked]
        complete = about.title[language] and all(words[language] for _, words in picked)
        sentences = (f"{part[:1].upper()}{part[1:].rstrip('. ')}." for part in parts if part)
        told.append(" ".join(sentences) if complete else "")
    return both_printed(Both(*told))


def id_of(name: str) -> str:
    """A suggestion for an id: the words of a name in small letters, å and ä as a, ö as o."""
    letters = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    words = re.findall(r"[a-z0-9]+", letters)
    found = ""
    for word in words:
        if found and len(found) + len(word) >= 40:
            break
        found = f"{found}_{word}" if found else word[:40]
    return found if found[:1].isalpha() else f"n_{found}".rstrip("_")
