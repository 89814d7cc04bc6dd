"""Names that a meeting's files need: of sheets and of files, each once, and text that XML can hold.

A title is whatever an analyst has written; none of it may become a path, a formula or a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from indicators import naming

#: what XML 1.0 cannot hold (2.2), and half a character
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: what Excel does not take in the name of a sheet
NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\s]+")
SHEET_LETTERS, FILE_LETTERS = 31, 85


def clean(text: str) -> str:
    """`text` without what no file of ours can hold; a line ends as it does everywhere else."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """`text` cleaned, on one line; no-break and thin spaces stay what they are."""
    return " ".join(part for part in re.split("[ \t\n]", clean(text)) if part)


def sheet_names(titles: Iterable[tuple[int, str]], taken: Iterable[str]) -> list[str]:
    """A name of at most 31 letters for each (number, title): "3 Arbetslöshet i Dalarna".

    The number stands first, so no two are alike, and none is one that Excel keeps for itself.
    `taken` are names of other sheets, none of which begins with a number.
    """
    used = {name.casefold() for name in taken}
    found = []
    for number, title in titles:
        words = NOT_IN_SHEETS.sub(" ", one_line(title)).strip(" '")
        name = _cut(f"{number} {words}".strip(), SHEET_LETTERS).rstrip(" '")
        while name.casefold() in used:  # two slides have the same number: never, but for a mistake
            name = _cut(name, SHEET_LETTERS - 2).rstrip(" '") + " b"
        used.add(name.casefold())
        found.append(name)
    return found


def _cut(text: str, letters: int) -> str:
    """The beginning of `text`, letters counted as Excel does: those outside the BMP are two."""
    size = 0
    for index, letter in enumerate(text):
        size += 1 + (ord(letter) > 0xFFFF)
        if size > letters:
            return text[:index]
    return text


def slug(text: str) -> str:
    """A text as the part of a file's name: letters without marks, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text.translate(naming.PLAIN_LETTERS).lower())
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "_".join(words)


def file_name(number: int, text: str, ending: str) -> str:
    """ "03_arbetsloshet_i_dalarna.csv": sorts in the meeting's order and opens on every system."""
    said = re.sub(r"[^a-z0-9_-]", "", text.lower()) if text.isascii() else slug(text)
    if len(said) > FILE_LETTERS:  # whole words, so that no year is cut
        said = said[: FILE_LETTERS + 1].rpartition("_")[0] or said[:FILE_LETTERS]
    said = said.strip("_-")
    return f"{number:02}_{said}.{ending}" if said else f"{number:02}.{ending}"
