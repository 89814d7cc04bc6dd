"""Visa hur: a recipe as a program in Python or in R that needs nothing of the panel.

The functions that speak to a service stand in ``rebuilding/*.py.txt`` and ``*.r.txt``; only those
that a view needs are taken. How each language says the rest is in ``rebuild_dialects``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template

from data.geography import RIKET, geographies
from data.sources import base
from indicators.phrases import Phrases, phrases
from indicators.rebuild import Recipe
from indicators.rebuild.asks import Ask, Eurostat, Kolada, PxTable
from indicators.rebuild.dialects import Dialect, quoted
from indicators.rebuild.requested import eurostat_codes, kolada_places, kolada_years
from indicators.rebuild.steps import steps, sums_riket

FOLDER = Path(__file__).with_name("programs")
WORDS = Path(__file__).parents[1] / "words" / "rebuild.toml"
#: the order in which functions are defined, those used by others first
BLOCKS = ("start", "table", "jsonstat", "px", "kolada", "scb", "pxweb", "folder", "eurostat",
          "joined", "added", "summed", "ratio")  # fmt: skip
#: width at which comments are folded
WIDTH = 88


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def program(recipe: Recipe, dialect: Dialect) -> str:
    """The whole program; "" where nothing of the view can be fetched."""
    if not any(source.askable for source in recipe.sources):
        return ""
    language = recipe.selection.language
    blocks = _blocks(recipe, dialect)
    functions = [_block(name, dialect.ending, language) for name in BLOCKS if name in blocks]
    gap = "\n\n\n" if dialect.ending == "py" else "\n\n"
    return gap.join(
        [
            _comments(recipe) + "\n" + dialect.start(blocks) + "\n\n" + _constants(recipe, dialect),
            *functions,
            "\n".join(steps(recipe, dialect)),
        ]
    ) + "\n"  # fmt: skip


def _comments(recipe: Recipe) -> str:
    """What the program does, where the panel's own figures were read, what is not done again."""
    language = recipe.selection.language
    said = [recipe.spec.title, say()("about", language)]
    for source in recipe.sources:
        fields = {"name": source.dataset.name[language], "producer":
                  source.dataset.producer[language]}  # fmt: skip
        if not source.askable:
            said.append(say()("not_fetched", language, **fields))
        elif source.reading == "files":
            references = "; ".join(source.references)
            said.append(say()("from_files", language, references=references, **fields))
    said += [say()(f"undone_{key}", language) for key in recipe.undone]
    return "\n".join(f"# {line}" for text in said for line in _folded(text))


def _folded(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > WIDTH and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _blocks(recipe: Recipe, dialect: Dialect) -> set[str]:
    """The functions that the program calls, and those which these call."""
    found = set(dialect.first)
    for ask in _every_ask(recipe):
        if isinstance(ask, Kolada):
            found.add("kolada")
        elif isinstance(ask, Eurostat):
            found |= {"jsonstat", "eurostat"}
        else:
            found |= {"jsonstat", "px", "scb" if ask.service == "scb" else "pxweb"}
            found |= set() if ask.path else {"folder"}
            found |= {"summed"} if sums_riket(ask, recipe) else set()
    asks = [asks for source in recipe.sources for asks in source.asks.values()]
    if any(len(part) > 1 for one in asks for part in one) or _several_levels(recipe):
        found.add("joined")
    if dialect.ending == "r" and any(len(one) > 1 for one in asks):
        found.add("added")
    if recipe.group:
        found.add("summed")
    if dialect.ending == "r" and len(recipe.sources) > 1 and recipe.askable:
        found.add("ratio")
    return found


def _every_ask(recipe: Recipe) -> Iterator[Ask]:
    for source in recipe.sources:
        if source.askable:
            yield from (ask for asks in source.asks.values() for part in asks for ask in part)


def _several_levels(recipe: Recipe) -> bool:
    return recipe.wide and any(
        isinstance(ask, Eurostat) and len(ask.levels) > 1 for ask in _every_ask(recipe)
    )


@cache
def _text(name: str) -> Template:
    return Template((FOLDER / name).read_text(encoding="utf-8").rstrip("\n"))


def _block(name: str, ending: str, language: str) -> str:
    """One of the functions, with what it does said in the reader's language."""
    template = _text(f"{name}.{ending}.txt")
    words = set(re.findall(r"\$doc_(\w+)", template.template))
    return template.substitute({f"doc_{key}": say()(f"doc_{key}", language) for key in words})


def _constants(recipe: Recipe, dialect: Dialect) -> str:
    """Addresses, places and periods, those that the chosen functions use."""
    language, places = recipe.selection.language, geographies()
    asks = list(_every_ask(recipe))
    lines = []
    for service in dict.fromkeys(_service(ask) for ask in asks):
        lines.append(dialect.assign(service.upper(), quoted(base(service))))
    if not recipe.wide:
        shown = {code: places[code].short(language) for code in recipe.places}
        lines.append(dialect.assign("PLACES", dialect.pairs(shown)))
    if any(isinstance(ask, Kolada) for ask in asks):
        lines.append(dialect.assign("REGIONS", dialect.pairs(kolada_places(recipe))))
        lines.append(dialect.assign("YEARS", quoted(kolada_years(recipe))))
    if any(isinstance(ask, Eurostat) for ask in asks):
        lines.append(dialect.assign("NUTS", dialect.pairs(_nuts(recipe))))
    if any(isinstance(ask, PxTable) for ask in asks):
        names = [(code, places[code].name_sv, places[code].short_sv) for code in recipe.asked]
        lines.append(dialect.assign("NAMES", dialect.twice(names)))
    lines.append(dialect.assign("FIRST", quoted(recipe.first)))
    lines.append(dialect.assign("LAST", quoted(recipe.last)))
    if recipe.selection.measure in ("index", "change") and recipe.breaks:
        cuts = dict.fromkeys(item.period for item in recipe.breaks)
        lines.append(dialect.assign("BREAKS", dialect.words(cuts)))
    return "\n".join(lines)


def _nuts(recipe: Recipe) -> dict[str, str]:
    """Eurostat's codes that are not ours."""
    return {theirs: ours for theirs, ours in eurostat_codes(recipe).items() if theirs != ours} or {
        "SE": RIKET
    }


def _service(ask: Ask) -> str:
    if isinstance(ask, PxTable):
        return ask.service
    return "kolada" if isinstance(ask, Kolada) else "eurostat"
