"""A native chart renewed in place: new figures in the looks that the analyst has given it.

Three charts meet: the one in the file, the one drawn today, and what is written beside the chart's
tag of the one we made. What in the file still is as we made it follows today's; what somebody has
changed since stays, save what holds the figures themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from layouts.exports.deck_update import facts
from layouts.exports.deck_update.chart_axes import axes
from layouts.exports.deck_update.chart_points import labels, points
from layouts.exports.deck_update.facts import A, C
from layouts.exports.deck_update.series_parts import (
    as_literals,
    children,
    named,
    ordered,
    replaced,
)

_C, _A = f"{{{C}}}", f"{{{A}}}"
#: what of a series is its figures
FIGURES = ("cat", "val", "xVal", "yVal", "bubbleSize")
#: what a series may hold in every kind of chart with categories
PLAIN = ("idx", "order", "tx", "spPr", "dLbls", "cat", "val")
#: what stands before the series of a group
_BEFORE = {
    f"{_C}{name}" for name in ("barDir", "grouping", "scatterStyle", "varyColors", "wireframe")
}


class Unlike(Exception):
    """The chart in the file can no longer hold these figures; the text is a phrase's key."""


@dataclass(slots=True)
class Merged:
    """What became of the series, by name."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    #: what we called them before -> today
    renamed: dict[str, str] = field(default_factory=dict)
    #: taken out by the analyst, and therefore left out
    left_out: list[str] = field(default_factory=list)
    #: the analyst's own, left as they were
    own: list[str] = field(default_factory=list)
    #: an axis that was held to bounds that the figures have outgrown is free again
    freed: bool = False
    #: letters that the analyst has written on single points
    labels: list[str] = field(default_factory=list)


def merge(old: Any, fresh: Any, written: Mapping[str, Any], by_place: bool = True) -> Merged:
    """Renew the chart's element `old` from `fresh`. Raises :class:`Unlike`: then keep a copy.

    `written` are the :func:`~layouts.exports.deck_update.facts.facts` of the chart as we made it.
    `by_place` says that a series is a place; else it is what is measured, e.g. a year's values, and
    one that has got another name is known by its number.
    """
    _comparable(old, fresh)
    found = Merged()
    pairs = _pairs(old, fresh, written, by_place)
    matched = {id(one) for one, _, _ in pairs}
    for series, wanted, name in pairs:
        _renew(series, wanted, name, written, found)
    _others(old, matched, written, found)
    taken = {id(wanted) for _, wanted, _ in pairs}
    ours = _names(written)
    for wanted, name in facts.named_series(fresh):
        if id(wanted) not in taken:
            if name in ours:
                found.left_out.append(name)
            else:
                _add(old, wanted, pairs)
                found.added.append(name.partition("#")[0])
    found.freed = axes(old, fresh, written)
    _around(old, fresh, written)
    return found


def _names(written: Mapping[str, Any]) -> list[str]:
    names = written.get("series")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _comparable(old: Any, fresh: Any) -> None:
    kinds = [
        {
            "points" if one.find(f"{_C}xVal") is not None else "rows"
            for one in facts.series_of(chart)
        }
        for chart in (old, fresh)
    ]
    if not kinds[0]:
        raise Unlike("no_series")
    if kinds[1] and kinds[0] != kinds[1]:
        raise Unlike("other_kind")


def _pairs(
    old: Any, fresh: Any, written: Mapping[str, Any], by_place: bool
) -> list[tuple[Any, Any, str]]:
    """Series in the file with the one drawn today: by name, else by the number it was made with."""
    wanted = {name: series for series, name in facts.named_series(fresh)}
    numbered = {facts.number_of(series, "idx"): name for name, series in wanted.items()}
    names = _names(written)
    found, rest = [], []
    for series, name in facts.named_series(old):
        if name in wanted:
            found.append((series, wanted.pop(name), name))
        else:
            rest.append(series)
    for series in rest:
        number = facts.number_of(series, "idx")
        name = names[number] if 0 <= number < len(names) else ""
        if name and facts.name_of(series) in names:
            name = "" if by_place else numbered.get(number, "")
        if name and name in wanted:
            found.append((series, wanted.pop(name), name))
    return found


def _renew(series: Any, wanted: Any, name: str, written: Mapping[str, Any], found: Merged) -> None:
    before = facts.categories(series)
    parts = children(series)
    for part in FIGURES:
        if parts.get(part) or wanted.find(f"{_C}{part}") is not None:
            parts[part] = [deepcopy(one) for one in wanted.findall(f"{_C}{part}")]
    parts["errBars"] = [
        replaced(one, parts.get("errBars", [])) for one in wanted.findall(f"{_C}errBars")
    ]
    said, today = facts.name_of(series), facts.name_of(wanted)
    parts["tx"] = [deepcopy(one) for one in wanted.findall(f"{_C}tx")]
    if said != today and said in _names(written):
        found.renamed[said] = today
    elif said != today:
        parts["tx"] = [named(said)]
    parts["dPt"] = points(series, wanted, before, written.get("points"), name)
    made = written.get("labels")
    parts["dLbls"] = labels(series, wanted, before, made, name, found.labels)
    ordered(series, parts)


def _others(old: Any, matched: set[int], written: Mapping[str, Any], found: Merged) -> None:
    """Series without figures of today: ours are taken out, the analyst's own keep their numbers."""
    names = set(_names(written)) - {""}
    for series, name in facts.named_series(old):
        if id(series) in matched:
            continue
        if name in names or not names:
            series.getparent().remove(series)
            found.gone.append(name.partition("#")[0])
        else:
            as_literals(series)
            found.own.append(name)


def _add(old: Any, wanted: Any, pairs: list[tuple[Any, Any, str]]) -> None:
    """Put a series that is new behind those of its kind, or in its plainest form behind others."""
    groups = facts.groups(old)
    kind = wanted.getparent().tag
    beside = [one.getparent() for one, other, _ in pairs if other.getparent() is wanted.getparent()]
    like = [group for group in groups if group.tag == kind]
    group = next((one for one in beside if one in groups), None)
    group = group if group is not None else like[0] if like else groups[0]
    series = deepcopy(wanted)
    if group.tag != kind:
        if wanted.find(f"{_C}cat") is None:
            raise Unlike("other_kind")
        ordered(series, {key: one for key, one in children(series).items() if key in PLAIN})
        for labels_ in series.findall(f"{_C}dLbls"):
            series.remove(labels_)
    same = [one for one, other, _ in pairs if facts.name_of(other) == facts.name_of(wanted)]
    if same and same[0].getparent() is group:
        parts = children(series)
        parts |= {key: [deepcopy(one) for one in found] for key, found in children(same[0]).items()
                  if key in ("spPr", "marker", "smooth")}  # fmt: skip
        ordered(series, parts)
    for part in ("idx", "order"):
        highest = max((facts.number_of(one, part) for one in facts.series_of(old)), default=-1)
        series.find(f"{_C}{part}").set("val", str(highest + 1))
    present = group.findall(f"{_C}ser")
    if present:
        present[-1].addnext(series)
    else:
        group.insert(sum(one.tag in _BEFORE for one in group), series)


def _around(old: Any, fresh: Any, written: Mapping[str, Any]) -> None:
    """Titles, the plot's place and gaps, where they are as we made them."""
    words = written.get("words")
    words = words if isinstance(words, list) else []
    wanted = list(fresh.iter(f"{_C}title"))
    for title in list(old.iter(f"{_C}title")):
        text = facts.text_of(title)
        if text in words and words.index(text) < len(wanted) == len(words):
            _retitle(title, facts.text_of(wanted[words.index(text)]))
    plot, today = old.find(f".//{_C}plotArea"), fresh.find(f".//{_C}plotArea")
    if facts.layout_of(old) == written.get("layout") and today is not None:
        for one in plot.findall(f"{_C}layout"):
            plot.remove(one)
        for one in today.findall(f"{_C}layout"):
            plot.insert(0, deepcopy(one))
    _legend(old, fresh, written)
    blanks, today = old.find(f".//{_C}dispBlanksAs"), fresh.find(f".//{_C}dispBlanksAs")
    if blanks is not None and today is not None:
        blanks.set("val", today.get("val"))


def _retitle(title: Any, text: str) -> None:
    runs = list(title.iter(f"{_A}t"))
    for index, run in enumerate(runs):
        run.text = text if index == 0 else ""


def _legend(old: Any, fresh: Any, written: Mapping[str, Any]) -> None:
    """The legend of today where there is one only now; which of its rows are hidden, by series."""
    here, today = old.find(f".//{_C}legend"), fresh.find(f".//{_C}legend")
    if here is None and today is not None and not written.get("legend"):
        old.find(f".//{_C}plotArea").addnext(deepcopy(today))
        here = old.find(f".//{_C}legend")
    if here is None or today is None:
        return
    rows = {name: index for index, (_, name) in enumerate(facts.named_series(fresh))}
    hidden = {facts.number_of(one, "idx") for one in today.findall(f"{_C}legendEntry")}
    for one in here.findall(f"{_C}legendEntry"):
        here.remove(one)
    entry = today.find(f"{_C}legendEntry")
    after = here.find(f"{_C}legendPos")
    at = 0 if after is None else 1
    for index, (_, name) in enumerate(facts.named_series(old)):
        if entry is not None and rows.get(name, -1) in hidden:
            one = deepcopy(entry)
            one.find(f"{_C}idx").set("val", str(index))
            here.insert(at, one)
            at += 1
