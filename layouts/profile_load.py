"""Region profiles from their TOML files, each checked whole; every fault is reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from data.errors import Fault, InputFault
from data.model import Strict, Text, Words
from data.records import read_toml, validation_faults
from layouts.profile import OWN_FOLDER, PANEL, Profile
from layouts.profile_words import Problem, both

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
#: places that have a colour of their own, see layouts.theme.PLACES
Place = Literal["17", "20", "21", "SE31", "00"]
#: our names of a deck's layouts and of a document's styles
Layout = Literal["title", "section", "view", "text"]
StyleName = Literal["title", "heading", "subheading", "text", "list", "caption", "source", "table"]


class PowerPoint(Strict):
    """The template of decks, and the template's own names of the layouts that we need."""

    template: Words
    layouts: dict[Layout, Words] = Field(default_factory=dict)


class Word(Strict):
    """The template of documents, and the template's own names of the styles that we use."""

    template: Words
    styles: dict[StyleName, Words] = Field(default_factory=dict)


class Record(Strict):
    """A profile as its file has it; paths are relative to the file."""

    home: Literal["17", "20", "21"]
    name: Text
    office: Text | None = None
    colours: dict[Place, Colour] = Field(default_factory=dict)
    logo: Words | None = None
    logo_alt: Text | None = None
    powerpoint: PowerPoint | None = None
    word: Word | None = None


def load_profiles(folders: Sequence[Path]) -> dict[str, Profile]:
    """The profiles of `folders` by id; a later folder's goes before an earlier one's of its county.

    Raises :class:`data.errors.InputFault` with every fault of every file.
    """
    faults: list[Fault] = []
    found: dict[str, Profile] = {}
    for folder in folders:
        if not folder.is_dir():
            faults.append(Fault(str(folder), OWN_FOLDER, both("no_folder")))
        own = dict(_read(folder, faults))
        taken = {profile.home for profile in own.values()}
        found = {name: one for name, one in found.items() if one.home not in taken} | own
    if faults:
        raise InputFault(faults)
    return found


def _read(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, Profile]]:
    """The profiles of one folder; what is wrong is added to `faults`."""
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        before = len(faults)
        values = read_toml(path, faults)
        if len(faults) > before:
            continue
        try:
            record = Record.model_validate(values)
        except ValidationError as error:
            faults += validation_faults(error, path.name)
            continue
        faults += [Fault(path.name, where, text) for where, text in problems(record, folder)]
        if (other := homes.setdefault(record.home, path.name)) != path.name:
            faults.append(Fault(path.name, "home", both("home_twice", other=other)))
        yield path.stem, _profile(path.stem, record, folder)


def problems(record: Record, folder: Path) -> Iterator[Problem]:
    """What is wrong with a profile beyond its keys, as (key, words in both languages)."""
    # what looks into colours and files is read in where there are any
    if record.colours:
        from layouts.profile_colours import colour_problems

        yield from colour_problems(record.colours)
    if record.logo:
        from layouts.profile_logo import logo_problems

        yield from _file("logo", folder / record.logo, logo_problems)
    if record.powerpoint:
        from layouts.profile_templates import pptx_problems

        check = partial(pptx_problems, mapped=record.powerpoint.layouts)
        yield from _file("powerpoint.template", folder / record.powerpoint.template, check)
    if record.word:
        from layouts.profile_templates import docx_problems

        check = partial(docx_problems, mapped=record.word.styles)
        yield from _file("word.template", folder / record.word.template, check)


def _file(key: str, path: Path, check: Callable[[Path], Iterator[Problem]]) -> Iterator[Problem]:
    if not path.is_file():
        yield key, both("no_file", path=path.name)
        return
    for where, text in check(path):
        yield where or key, text


def _profile(name: str, record: Record, folder: Path) -> Profile:
    powerpoint, word = record.powerpoint, record.word
    return Profile(
        id=name,
        name=record.name,
        home=record.home,
        office=record.office or PANEL,
        colours={code: colour.upper() for code, colour in record.colours.items()},
        logo=folder / record.logo if record.logo else None,
        logo_alt=record.logo_alt,
        pptx=folder / powerpoint.template if powerpoint else None,
        pptx_layouts=dict(powerpoint.layouts) if powerpoint else {},
        docx=folder / word.template if word else None,
        docx_styles=dict(word.styles) if word else {},
    )
