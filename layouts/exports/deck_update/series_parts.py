"""The parts of a chart's series, in the order of the schema (ECMA-376 part 1, 21.2.2.170)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from layouts.exports.deck_update.facts import C

_C = f"{{{C}}}"
#: one order that keeps to the schema of every kind of series
ORDER = ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion",
         "dPt", "dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape",
         "bubbleSize", "bubble3D", "extLst")  # fmt: skip


def children(series: Any) -> dict[str, list[Any]]:
    """The parts of a series by name."""
    found: dict[str, list[Any]] = {}
    for one in series:
        if isinstance(one.tag, str):
            found.setdefault(one.tag.removeprefix(_C), []).append(one)
    return found


def ordered(series: Any, parts: Mapping[str, Sequence[Any]]) -> None:
    """Give a series these parts and no others, in the schema's order."""
    for one in list(series):
        series.remove(one)
    known = [name for name in ORDER if name in parts]
    for name in [*known, *(name for name in parts if name not in ORDER)]:
        series.extend(parts[name])


def named(name: str) -> Any:
    """``c:tx`` with a name of its own, which no cell holds."""
    from lxml import etree

    found = etree.Element(f"{_C}tx")
    etree.SubElement(found, f"{_C}v").text = name
    return found


def replaced(wanted: Any, present: Sequence[Any]) -> Any:
    """Error bars with today's numbers in the looks of those in the same direction."""
    found = deepcopy(wanted)
    for one in present:
        if _direction(one) == _direction(wanted):
            for own in found.findall(f"{_C}spPr"):
                found.remove(own)
            found.extend(deepcopy(look) for look in one.findall(f"{_C}spPr"))
    return found


def _direction(bars: Any) -> str:
    found = bars.find(f"{_C}errDir")
    return "y" if found is None else found.get("val") or "y"


def as_literals(series: Any) -> None:
    """Let a series hold its numbers itself, not in the workbook, which is written anew."""
    for kind in ("num", "str"):
        for held in list(series.iter(f"{_C}{kind}Ref")):
            cache = held.find(f"{_C}{kind}Cache")
            if held.getparent().tag == f"{_C}tx":
                text = " ".join(one.text or "" for one in held.iter(f"{_C}v"))
                parent = held.getparent()
                parent.getparent().replace(parent, named(text))
            elif cache is not None:
                cache.tag = f"{_C}{kind}Lit"
                held.getparent().replace(held, cache)
