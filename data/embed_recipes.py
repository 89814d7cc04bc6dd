"""The recipes of the importer (``data.embed``): their shape, and how a TOML file is checked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from data.errors import Fault, InputFault
from data.model import BREAKDOWNS, Code, Strict
from data.records import validation_faults

PATH = Path(__file__).with_name("embed_recipes.toml")

Target = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9_]+(/({'|'.join(BREAKDOWNS)}))?$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.csv$")]


class OriginRule(Strict):
    """Rows whose flags hold `flag` and whose reference contains `reference` have origin `key`."""

    key: Code
    flag: str = ""
    reference: str = ""


class Take(Strict):
    """What is taken from one figure file."""

    figures: Code
    units: Annotated[dict[str, Target], Field(min_length=1)]
    #: patterns of units, and of geographies that are no places (Extra-Regio), to leave out
    leave_out: tuple[str, ...] = ()
    leave_out_geos: tuple[str, ...] = ()
    #: only rows whose reference contains one of these; empty takes all
    only_references: tuple[str, ...] = ()
    leave_out_references: tuple[str, ...] = ()
    #: the first rule that fits decides
    origins: Annotated[tuple[OriginRule, ...], Field(min_length=1)]
    #: flags that mean something else in this file than in the others
    flags: Annotated[dict[str, str], Field(default_factory=dict)]


class Gap(Strict):
    """Cells that the producer leaves empty, and why: Q suppressed, O not published, L not read."""

    measure: Code
    breakdown: Literal["total", "women", "men"] = "total"
    geos: Annotated[tuple[str, ...], Field(min_length=1)]
    periods: Annotated[tuple[str, ...], Field(min_length=1)]
    status: Literal["Q", "O", "L"]
    origin: Code


class Output(Strict):
    """One file of ``data/published``."""

    file: Name
    dataset: Code
    take: tuple[Take, ...]
    gap: tuple[Gap, ...] = ()


class Recipes(Strict):
    """All of ``embed_recipes.toml``."""

    output: tuple[Output, ...]


def load_recipes(path: Path = PATH) -> Recipes:
    """Read and check the recipes. Raises :class:`InputFault` with every key that is wrong."""
    try:
        return Recipes.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputFault([Fault(path.name, "file", str(error.strerror))]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputFault([Fault(path.name, "TOML", str(error))]) from error
    except ValidationError as error:
        raise InputFault(validation_faults(error, path.name)) from error
