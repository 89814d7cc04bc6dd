"""A region's own look: home county, colours, logo, templates and the office that did the work.

One TOML file a region, in ``layouts/profiles/`` and in the folder that the environment names in
``PROFILES_DIR`` (a file there goes before ours of the same county). :mod:`layouts.profile_load`
reads and checks them. Whatever draws with a region's colours does so within
``theme.colours(profile.colours)``, so that screen, slide and sheet agree.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from data.model import Text
from layouts import theme

FOLDER = Path(__file__).with_name("profiles")
OWN_FOLDER = "PROFILES_DIR"
PANEL = Text(sv="Omställningspanelen", en="Omställningspanelen")


@dataclass(frozen=True)
class Profile:
    """A region's look; what it leaves out is the panel's own.

    `colours` are ``#RRGGBB`` by code of place and hold only those that differ from
    :data:`layouts.theme.PLACES`. `office` stands behind what the meeting says ("Region Dalarna,
    Samhällsanalys"), the panel's name where the region names none. `pptx_layouts` gives, for
    title, section, view and text, the template's own name of the layout; one that is missing is
    found by its placeholders. `docx_styles` does the same for the styles of `docx`.
    """

    id: str
    name: Text
    home: str = ""
    office: Text = PANEL
    colours: Mapping[str, str] = field(default_factory=dict)
    logo: Path | None = None
    #: what the logo says, where that is more than the region's name
    logo_alt: Text | None = None
    pptx: Path | None = None
    pptx_layouts: Mapping[str, str] = field(default_factory=dict)
    docx: Path | None = None
    docx_styles: Mapping[str, str] = field(default_factory=dict)


#: without a region: the panel's own colours and its plain templates
DEFAULT = Profile("panelen", PANEL)


def profiles() -> dict[str, Profile]:
    """Every profile by id. Raises :class:`data.errors.InputFault` with every fault of every file.

    Read once; the panel reads changed files when it is started again, as it does its settings.
    """
    return dict(_profiles(os.environ.get(OWN_FOLDER, "").strip()))


def profile_for(home: str) -> Profile:
    """The profile of a county by its code, the panel's own where there is none.

    Raises :class:`data.errors.InputFault` as :func:`profiles` does.
    """
    return _by_home(os.environ.get(OWN_FOLDER, "").strip()).get(home, DEFAULT)


def colours_of(home: str) -> AbstractContextManager[None]:
    """Draw within the block with the colours of a county's profile: ``with colours_of(home):``."""
    return theme.colours(profile_for(home).colours)


@lru_cache(maxsize=8)
def _profiles(own: str) -> dict[str, Profile]:
    from layouts.profile_load import load_profiles

    return load_profiles([FOLDER, Path(own)] if own else [FOLDER])


@lru_cache(maxsize=8)
def _by_home(own: str) -> dict[str, Profile]:
    return {profile.home: profile for profile in _profiles(own).values()}
