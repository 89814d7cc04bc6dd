"""Which figures of a table are wanted: one category of every variable, from address or answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.add.address import Wanted
from data.add.asking import Asker, picked, wrong
from data.sources.about import About, Aspect, Both, Level
from data.sources.px_metadata import plain

#: words for all, and the codes that Eurostat has for them
_WHOLE = {"totalt", "total", "samtliga", "alla", "all", "båda könen", "kvinnor och män",
          "män och kvinnor", "women and men", "men and women"}  # fmt: skip
_WHOLE_CODES = {"TOTAL", "T", "TOT", "TotSa", "SAMANST", "1+2", "tot"}
_WOMEN, _MEN = {"kvinnor", "kvinna", "women", "females"}, {"män", "man", "men", "males"}
_LEFT_OUT = Both("utelämnas: tabellen summerar själv", "left out: the table sums by itself")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken of a table: a code of every variable but places and times.

    A variable that the service may sum over itself is in none of the members. `sex` is the variable
    that tells women and men apart, "" where there is none, and `sexes` our breakdown -> its code.
    """

    level: Level
    codes: Mapping[str, str]
    sex: str = ""
    sexes: Mapping[str, str] | None = None


def choose(about: About, wanted: Wanted, asker: Asker) -> Chosen:
    """Take what the address says, then what ``--set`` says, and ask for what is open.

    Raises PanelError for a variable or a category that is not there.
    """
    settings = _settings(about, asker.given)
    level: Level = next(iter(about.places))
    if len(about.places) > 1:
        options = {"county": Both("län", "counties"), "nuts2": Both("riksområden", "NUTS 2")}
        level = "nuts2" if asker.ask("level", Both("Nivå", "Level"), "county",
                                     options=options) == "nuts2" else "county"  # fmt: skip
    codes: dict[str, str] = {}
    sex, sexes = "", {}
    for aspect in about.open_aspects:
        limits = _limits(about, aspect, wanted)
        told = settings.get(aspect.code)
        if told is not None:
            limits = (_set(aspect, told),)
        if limits == ("",):
            continue
        if found := _sexes(aspect, limits):
            sex, sexes = aspect.code, found
        elif code := _code(aspect, limits, asker):
            codes[aspect.code] = code
    return Chosen(level, codes, sex, sexes or None)


def _settings(about: About, given: Mapping[str, str]) -> dict[str, str]:
    """Variable -> what ``--set`` says of it. Raises PanelError for one that is not there."""
    names = {one.code: one.label for one in about.open_aspects}
    flags = {flag.removeprefix("--set "): text for flag, text in given.items()
             if flag.startswith("--set ")}  # fmt: skip
    return {picked(names, name, "--set"): text for name, text in flags.items()}


def _set(aspect: Aspect, text: str) -> str:
    if not text and aspect.optional:
        return ""
    return picked(aspect.labels, text, f"--set {aspect.code}")


def _limits(about: About, aspect: Aspect, wanted: Wanted) -> tuple[str, ...]:
    """The codes that the address names of a variable. Raises PanelError for one not there."""
    named = {plain(name): codes for name, codes in wanted.chosen.items()}
    codes = named.get(plain(aspect.code), ())
    position = about.aspects.index(aspect)
    if not codes and position < len(wanted.in_order):
        codes = wanted.in_order[position]
    if lost := [code for code in codes if code not in aspect.labels]:
        some = ", ".join(list(aspect.labels)[:10])
        raise wrong(
            f"Adressen väljer {', '.join(lost)} i {aspect.code}, som inte finns där (det finns "
            f"{some}). En gruppering som sidan själv gör kan inte hämtas.",
            f"The address selects {', '.join(lost)} in {aspect.code}, which is not there (there "
            f"are {some}). A grouping that the page makes itself cannot be fetched.",
        )
    return tuple(codes)


def _sexes(aspect: Aspect, limits: tuple[str, ...]) -> dict[str, str]:
    """Our breakdown -> code, where the variable tells women and men apart and has their total.

    Empty for another variable, and where the total comes about by leaving the variable out.
    """
    found: dict[str, str] = {}
    for code, both in aspect.labels.items():
        words = {plain(one) for one in both if one}
        eurostat = aspect.code == "sex"
        if words & _WOMEN or (eurostat and code == "F"):
            found.setdefault("women", code)
        elif words & _MEN or (eurostat and code == "M"):
            found.setdefault("men", code)
        elif {_first(one) for one in words} & _WHOLE or code in _WHOLE_CODES:
            found.setdefault("total", code)
    if not {"women", "men"} <= found.keys():
        return {}
    taken = {name: code for name, code in found.items() if not limits or code in limits}
    if not limits and "total" not in found and aspect.optional:
        return {}
    return {name: taken[name] for name in ("total", "women", "men") if name in taken}


def _code(aspect: Aspect, limits: tuple[str, ...], asker: Asker) -> str:
    """The one category that is taken; "" where the variable is left out."""
    if len(limits) == 1:
        return limits[0]
    if len(aspect.labels) == 1:
        return next(iter(aspect.labels))
    options = {code: aspect.labels[code] for code in limits or aspect.labels}
    suggestion = aspect.whole if aspect.whole in options else _whole(options)
    if aspect.optional and not limits:
        options = {**options, "": _LEFT_OUT}
        suggestion = suggestion or ""
    name = aspect.label.words(asker.language) or aspect.code
    question = Both(f"Vilket värde av {name}", f"Which value of {name}")
    return asker.ask(f"--set {aspect.code}=", question, suggestion, options=options)


def _first(words: str) -> str:
    """The words; of "totalt ålder" and "total, all ages" the first."""
    text = plain(words)
    return re.split(r"[ ,]", text)[0] if text.startswith("total") else text


def _whole(options: Mapping[str, Both]) -> str | None:
    """The category that is all of them, by its words or by a code that always means so."""
    by_words = [code for code, both in options.items() if {_first(one) for one in both} & _WHOLE]
    by_code = [code for code in options if code in _WHOLE_CODES]
    return next(iter([*by_words, *by_code]), None)
