"""Texts renewed in place: the words are ours, the letters' looks the analyst's."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from layouts.exports.deck_update.facts import A

_A = f"{{{A}}}"
RUNS = (f"{_A}r", f"{_A}br", f"{_A}fld")


def lines_of(body: Any) -> list[str]:
    """The paragraphs of a text as plain lines; a line break counts as a space."""
    found = []
    for paragraph in body.findall(f"{_A}p"):
        parts = []
        for one in paragraph:
            if one.tag == f"{_A}br":
                parts.append(" ")
            elif one.tag in RUNS:
                parts.append(one.findtext(f"{_A}t") or "")
        found.append("".join(parts))
    return found


def same(one: str, other: str) -> bool:
    """Whether two texts read the same; programs differ in spaces at the ends and in breaks."""
    return one.split() == other.split()


def renew(body: Any, fresh: Any) -> None:
    """Give a text the paragraphs of another, each run looking as the run in its place did."""
    old = body.findall(f"{_A}p")
    for paragraph in old:
        body.remove(paragraph)
    for index, wanted in enumerate(fresh.findall(f"{_A}p")):
        like = old[min(index, len(old) - 1)] if old else None
        body.append(_paragraph(wanted, like))


def set_lines(body: Any, lines: Sequence[str]) -> None:
    """Give a text plain paragraphs, each looking as the one in its place did."""
    old = body.findall(f"{_A}p")
    for paragraph in old:
        body.remove(paragraph)
    for index, line in enumerate(lines):
        like = old[min(index, len(old) - 1)] if old else None
        body.append(_paragraph(plain_paragraph(line), like))


def plain_paragraph(line: str) -> Any:
    """A paragraph of one run without any look."""
    from lxml import etree

    paragraph = etree.Element(f"{_A}p")
    if line:
        run = etree.SubElement(paragraph, f"{_A}r")
        etree.SubElement(run, f"{_A}t").text = line
    return paragraph


def _paragraph(wanted: Any, like: Any) -> Any:
    """`wanted` in the looks of `like`, which is left as it is."""
    found = deepcopy(wanted)
    if like is None:
        return found
    looks = [one.find(f"{_A}rPr") for one in like if one.tag in RUNS]
    looks = [one for one in looks if one is not None]
    runs = [one for one in found if one.tag in RUNS]
    for index, run in enumerate(runs):
        look = looks[min(index, len(looks) - 1)] if looks else None
        if look is not None:
            for own in run.findall(f"{_A}rPr"):
                # a raised letter behind a number is raised wherever it stands
                raised = own.get("baseline")
                run.remove(own)
                look = _raised(look, raised)
            run.insert(0, deepcopy(look))
    for name, at in (("pPr", 0), ("endParaRPr", len(found))):
        held = like.find(f"{_A}{name}")
        for own in found.findall(f"{_A}{name}"):
            found.remove(own)
        if held is not None:
            found.insert(min(at, len(found)), deepcopy(held))
    return found


def _raised(look: Any, raised: str | None) -> Any:
    found = deepcopy(look)
    if raised is None:
        found.attrib.pop("baseline", None)
    else:
        found.set("baseline", raised)
    return found


def renewed_lines(
    now: Sequence[str], said: Sequence[str], fresh: Sequence[str]
) -> list[str] | None:
    """The lines `now` with those of `said` replaced by `fresh`; None where none of them is left.

    Where all of them still stand together, they are replaced as a whole; otherwise one by one, in
    so far as both have as many.
    """
    block = _block(now, said)
    if block >= 0:
        return [*now[:block], *fresh, *now[block + len(said) :]]
    if len(said) != len(fresh):
        return None
    pairs = {line.strip(): new for line, new in zip(said, fresh, strict=True) if line.strip()}
    if not any(line.strip() in pairs for line in now):
        return None
    return [pairs.get(line.strip(), line) for line in now]


def _block(now: Sequence[str], said: Sequence[str]) -> int:
    if not said:
        return -1
    for start in range(len(now) - len(said) + 1):
        together = zip(now[start : start + len(said)], said, strict=True)
        if all(same(one, other) for one, other in together):
            return start
    return -1
