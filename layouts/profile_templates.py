"""Templates of a region: whether a .pptx and a .docx are what they say and hold what we need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from layouts.profile_package import Package, Refused
from layouts.profile_words import Pair, Problem, both, phrase

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: types of placeholder by what we call them; one without a type holds any content
TITLE, BODY = frozenset({"title", "ctrTitle"}), frozenset({"body", "subTitle", "obj"})
KINDS = {"title": TITLE, "body": BODY}
#: what a slide of each layout cannot be without: a real title, and on a text slide its text
NEEDED: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "section": ("title",),
    "view": ("title",),
    "text": ("title", "body"),
}


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """A layout of a template: its name and the types of its placeholders, in their order."""

    name: str
    placeholders: tuple[str, ...]

    def lacks(self, ours: str) -> tuple[str, ...]:
        """Which of the placeholders that our layout needs it does not have."""
        return tuple(
            kind for kind in NEEDED[ours] if not KINDS[kind].intersection(self.placeholders)
        )


def pptx_problems(path: Path, mapped: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with a PowerPoint template and with the layouts `mapped` to it.

    Layouts are named as the deck finds them: large and small letters are one.
    """
    try:
        found = slide_layouts(path)
    except Refused as refused:
        yield "", refused.told(path)
        return
    if not found:
        yield "", both("no_layouts", path=path.name)
        return
    names = {one.name.strip().casefold(): one for one in reversed(found)}
    for ours, theirs in mapped.items():
        where, named = f"powerpoint.layouts.{ours}", names.get(theirs.strip().casefold())
        if named is None:
            known = _quoted([one.name for one in found])
            yield where, both("no_layout", name=theirs, known=known)
        elif lacks := named.lacks(ours):
            yield where, both("no_placeholder", name=theirs, lacks=_kinds(lacks))
    for ours in NEEDED:
        if ours not in mapped and all(layout.lacks(ours) for layout in found):
            lacks = _kinds(NEEDED[ours])
            yield f"powerpoint.layouts.{ours}", both("none_fits", layout=ours, lacks=lacks)


def slide_layouts(path: Path) -> tuple[SlideLayout, ...]:
    """The layouts of a template, master by master. Raises :class:`Refused` for other files."""
    with Package(path) as package:
        main = _checked(package, PPTX, "no_pptx")
        masters = _targets(package, main, "sldMasterId", "slideMaster")
        return tuple(
            _layout(package, part)
            for master in masters
            for part in _targets(package, master, "sldLayoutId", "slideLayout")
        )


def docx_problems(path: Path, mapped: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with a Word template and with the styles `mapped` to it."""
    try:
        known = style_names(path)
    except Refused as refused:
        yield "", refused.told(path)
        return
    # Word itself takes no notice of letters' size in the names of its own styles
    lower = {name.lower() for name in known}
    for ours, theirs in mapped.items():
        if theirs.lower() not in lower:
            yield f"word.styles.{ours}", both("no_style", name=theirs, known=_quoted(known))


def style_names(path: Path) -> tuple[str, ...]:
    """The names of a Word template's styles. Raises :class:`Refused` for other files."""
    with Package(path) as package:
        main = _checked(package, DOCX, "no_docx")
        for kind, _, target in package.related(main):
            if kind == "styles":
                return tuple(_style_names(package, target))
    return ()


def _style_names(package: Package, part: str) -> Iterator[str]:
    """A style's name follows it as an element of its own; other elements have names too."""
    within = False
    for tag, attributes in package.elements(part):
        if tag == "style":
            within = True
        elif tag == "name" and within:
            within = False
            yield attributes.get("val", "")


def _checked(package: Package, expected: str, key: str) -> str:
    """The main part, where the file is of the `expected` type and without macros."""
    main, kind = package.main_part()
    if "macroEnabled" in kind or any(name.endswith("vbaProject.bin") for name in package.names):
        raise Refused("macros")
    if kind != expected:
        raise Refused(key)
    return main


def _targets(package: Package, part: str, tag: str, kind: str) -> Iterator[str]:
    """The parts that the elements `tag` of a part point at, in their order."""
    related = {name: target for found, name, target in package.related(part) if found == kind}
    for name, attributes in package.elements(part):
        if name == tag and (target := related.get(attributes.get("r:id", ""))):
            yield target


def _layout(package: Package, part: str) -> SlideLayout:
    name, placeholders = "", []
    for tag, attributes in package.elements(part):
        if tag == "cSld":
            name = attributes.get("name", "")
        elif tag == "ph":
            placeholders.append(attributes.get("type", "obj"))
    return SlideLayout(name, tuple(placeholders))


def _quoted(names: Sequence[str]) -> Pair:
    """Names that exist, at most twenty of them: who has mistyped one finds it here."""
    listed = list(names)[:20]
    more = ", …" if len(names) > len(listed) else ""
    return (
        ", ".join(f"”{name}”" for name in listed) + more,
        ", ".join(f"“{name}”" for name in listed) + more,
    )


def _kinds(kinds: Sequence[str]) -> Pair:
    swedish, english = zip(*(phrase(f"placeholder_{kind}") for kind in kinds), strict=True)
    return ", ".join(swedish), ", ".join(english)
