"""Words for people, in both languages at once: TOML tables of ``key = { sv = …, en = … }``.

One file holds both languages, so that a phrase cannot exist in only one of them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Formatter

from data.errors import Fault, InputFault


class Phrases:
    """The phrases of one file; call it with a key, a language and the fields of the phrase."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._phrases: dict[str, dict[str, str]] = {}
        faults: list[Fault] = []
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise InputFault([Fault(path.name, "TOML", str(error))]) from error
        for key, phrase in tables.items():
            if not isinstance(phrase, dict) or set(phrase) != {"sv", "en"}:
                faults.append(Fault(path.name, key, "expected exactly sv and en"))
            elif _fields(phrase["sv"]) != _fields(phrase["en"]):
                faults.append(Fault(path.name, key, "sv and en take different fields"))
            else:
                self._phrases[key] = phrase
        if faults:
            raise InputFault(faults)

    def __call__(self, key: str, language: str, **fields: object) -> str:
        """The phrase `key` in `language` with its fields filled in. Raises KeyError."""
        phrase = self._phrases[key][language]
        return phrase.format(**fields) if "{" in phrase else phrase

    def __contains__(self, key: str) -> bool:
        return key in self._phrases

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._phrases)


def _fields(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


#: by the file's name as text: a path takes ten times as long to look up, and a view has hundreds
_READ: dict[str, Phrases] = {}


def phrases(path: Path) -> Phrases:
    """The phrases of the file at `path`, read once. Raises :class:`InputFault`."""
    name = str(path)
    found = _READ.get(name)
    if found is None:
        found = _READ[name] = Phrases(path)
    return found
