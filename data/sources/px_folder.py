"""Which file of a PxWeb folder is meant, where a service changes the names of its files. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

from pydantic import BaseModel, StrictStr

from data.sources.px_metadata import plain

#: the type of an entry that is a table
TABLE = "t"
#: years in the text of a file, alone or from and to
_YEARS = re.compile(r"(?:19|20)\d\d(?:[kqm]\d{1,2})?(?: ?- ?(?:19|20)\d\d(?:[kqm]\d{1,2})?)?")


class Entry(BaseModel):
    """A line of a folder: another folder (type l) or a table (t)."""

    id: StrictStr
    type: StrictStr
    text: StrictStr = ""
    updated: StrictStr | None = None


def fitting_files(entries: Sequence[Entry], title: str) -> list[Entry]:
    """The tables whose text has all the words of `title`; where none has, their name counts too."""
    files = [entry for entry in entries if entry.type == TABLE]
    words = _words(title)
    by_text = [file for file in files if words <= _words(file.text)]
    return by_text or [file for file in files if words <= _words(f"{file.text} {file.id}")]


def _words(text: str) -> set[str]:
    """The words of a text or of a file's name, which is written without å, ä and ö."""
    letters = "".join(c for c in normalize("NFKD", plain(text)) if not combining(c))
    return set(re.findall(r"[^\W_]+", letters))


def newest_file(files: Sequence[Entry]) -> Entry | None:
    """The only file, or the newest of those whose texts differ in their years alone; else None."""
    if len({_YEARS.sub("#", plain(file.text)) for file in files}) != 1:
        return None
    order = sorted(files, key=_age)
    unclear = len(order) > 1 and _age(order[-1]) == _age(order[-2])
    return None if unclear else order[-1]


def _age(file: Entry) -> tuple[str, str]:
    """What tells the newer of two files: the last year in its text, then the day of update."""
    years: list[str] = re.findall(r"(?:19|20)\d\d(?:[kqm]\d{1,2})?", plain(file.text))
    return max(years, default=""), file.updated or ""
