"""The axes of a chart renewed: bounds that follow the figures, and none that cut them off."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from layouts.exports.deck_update import facts
from layouts.exports.deck_update.facts import C

_C = f"{{{C}}}"


def axes(old: Any, fresh: Any, written: Mapping[str, Any]) -> bool:
    """Bounds and steps as drawn today where they are as we made them, or no longer hold all.

    Tells whether an axis that the analyst had held to bounds had to be let go.
    """
    freed = False
    made = written.get("axes")
    made = made if isinstance(made, list) else []
    here, today = facts.axes(old), facts.axes(fresh)
    if [one.tag for one in here] != [one.tag for one in today]:
        return False
    for index, (axis, wanted) in enumerate(zip(here, today, strict=True)):
        now = facts.axis_facts(axis)
        was = made[index] if index < len(made) and isinstance(made[index], dict) else {}
        for part in facts.AXIS_PARTS:
            if now.get(part) == was.get(part):
                _copy(axis, wanted, part)
        freed = _hold(old, axis, wanted) or freed
    return freed


def _hold(chart: Any, axis: Any, wanted: Any) -> bool:
    """Free an axis that cuts off figures which today's drawing of it does not."""
    key = axis.find(f"{_C}axId").get("val")
    across = axis.find(f"{_C}axPos") is not None and axis.find(f"{_C}axPos").get("val") in "bt"
    numbers = [
        value
        for series in facts.series_of(chart)
        if key in {one.get("val") for one in series.getparent().findall(f"{_C}axId")}
        for child in (("xVal",) if across else ("val", "yVal"))
        for value in facts.values(series, child)
        if value is not None
    ]
    if axis.tag != f"{_C}valAx" or not numbers:
        return False
    now, then = facts.axis_facts(axis), facts.axis_facts(wanted)
    low, high = facts.number(now.get("scaling/min")), facts.number(now.get("scaling/max"))
    if (low is None or low <= min(numbers)) and (high is None or max(numbers) <= high):
        return False
    parts = ("scaling/min", "scaling/max", "majorUnit")
    for part in parts:
        _copy(axis, wanted, part)
    return any(now.get(part) != then.get(part) for part in parts)


def _copy(axis: Any, wanted: Any, part: str) -> None:
    """A part of an axis as in another: there, or not there."""
    path = "/".join(f"{_C}{step}" for step in part.split("/"))
    here, there = axis.find(path), wanted.find(path)
    if there is None:
        if here is not None:
            here.getparent().remove(here)
    elif here is not None:
        here.attrib.clear()
        here.attrib.update(there.attrib)
    else:
        _insert(axis, deepcopy(there), part)


#: the order of an axis' parts (ECMA-376 part 1, 21.2.2.25 and 21.2.2.226), and of its scaling's
_AXIS = ("axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title",
         "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx",
         "crosses", "crossesAt", "crossBetween", "auto", "lblAlgn", "lblOffset", "baseTimeUnit",
         "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl", "majorUnit", "majorTimeUnit", "minorUnit",
         "minorTimeUnit", "dispUnits", "extLst")  # fmt: skip
_SCALING = ("logBase", "orientation", "max", "min", "extLst")


def _insert(axis: Any, element: Any, part: str) -> None:
    holder, order = axis, _AXIS
    if part.startswith("scaling/"):
        holder, order = axis.find(f"{_C}scaling"), _SCALING
        if holder is None:
            return
    else:
        for other in {"crosses": ("crossesAt",), "crossesAt": ("crosses",)}.get(part, ()):
            for one in holder.findall(f"{_C}{other}"):
                holder.remove(one)
    place = order.index(element.tag.removeprefix(_C))
    at = sum(1 for one in holder if isinstance(one.tag, str)
             and one.tag.removeprefix(_C) in order[:place])  # fmt: skip
    holder.insert(at, element)
