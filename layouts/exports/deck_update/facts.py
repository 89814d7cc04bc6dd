"""What a chart says and how it looked when we wrote it, in few words.

Written beside a chart's record, so that what an analyst has changed since can be told from what
we wrote: only the latter is written anew when the figures change. Works on the XML of a chart part
(ECMA-376 part 1, 21.2), whoever has saved it since.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C, _A = f"{{{C}}}", f"{{{A}}}"
GROUPS = ("line", "bar", "scatter", "area", "pie", "bubble", "radar", "doughnut", "stock", "line3D",
          "bar3D", "area3D", "pie3D", "ofPie", "surface", "surface3D")  # fmt: skip
AXES = ("valAx", "catAx", "dateAx", "serAx")
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


def facts(chart: Any) -> dict[str, Any]:
    """Names of the series, looks of single points, bounds of axes and texts of a chart's element.

    `series` by ``c:idx``; `points` by series and category; `labels` of single points by series;
    `axes` in the order of the plot area; `words` of titles in document order; `layout` of the plot.
    """
    found: dict[str, Any] = {"series": [], "points": {}, "labels": {}}
    for series, name in sorted(named_series(chart), key=lambda pair: number_of(pair[0], "idx")):
        found["series"].append(name)
        labels = categories(series)
        points = {
            label_at(labels, number_of(point, "idx")): look(point)
            for point in series.findall(f"{_C}dPt")
        }
        if points:
            found["points"][name] = points
        told = [label_facts(label) for label in series.findall(f"{_C}dLbls/{_C}dLbl")]
        if told:
            found["labels"][name] = told
    found["axes"] = [axis_facts(axis) for axis in axes(chart)]
    found["words"] = [text_of(title) for title in chart.iter(f"{_C}title")]
    found["layout"] = layout_of(chart)
    found["legend"] = chart.find(f".//{_C}legend") is not None
    return found


def named_series(chart: Any) -> list[tuple[Any, str]]:
    """Every series with its name; of several with one name the second is ``name#2``."""
    seen: dict[str, int] = {}
    found = []
    for series in series_of(chart):
        name = name_of(series)
        seen[name] = seen.get(name, 0) + 1
        found.append((series, name if seen[name] == 1 else f"{name}#{seen[name]}"))
    return found


def label_facts(label: Any) -> list[str]:
    """Where a label has been moved to, and what it shows; widths rounded to a thousandth."""
    place = [f"{_float(_value(label, f'{_C}layout/{_C}manualLayout/{_C}{way}')) or 0:.3f}"
             for way in "xy"]  # fmt: skip
    shown = "".join(
        "1" if _value(label, f"{_C}show{what}") in ("1", "true") else "0"
        for what in ("Val", "CatName", "SerName")
    )
    return [*place, shown]


#: what of an axis depends on the figures: its bounds and steps, and how its numbers are written
AXIS_PARTS = ("scaling/min", "scaling/max", "majorUnit", "minorUnit", "tickLblSkip",
              "tickMarkSkip", "crosses", "crossesAt", "numFmt")  # fmt: skip


def axis_facts(axis: Any) -> dict[str, str]:
    """The parts of an axis that follow the figures, as the file writes them."""
    found = {}
    for part in AXIS_PARTS:
        one = axis.find("/".join(f"{_C}{step}" for step in part.split("/")))
        if one is not None:
            found[part] = plain(one.get("val") or one.get("formatCode") or "")
    return found


def plain(text: str) -> str:
    """A number's text without the ways of the program that wrote it; other texts as they are."""
    number = _float(text)
    return text if number is None else f"{number:.6g}"


def layout_of(chart: Any) -> list[str]:
    """Where the plot lies within its chart, to a thousandth; empty where the program decides."""
    held = chart.find(f".//{_C}plotArea/{_C}layout/{_C}manualLayout")
    if held is None:
        return []
    return [f"{_float(_value(held, f'{_C}{way}')) or 0:.3f}" for way in "xywh"]


def groups(chart: Any) -> list[Any]:
    """The groups of series of one kind, e.g. ``c:lineChart``."""
    plot = chart.find(f".//{_C}plotArea")
    kinds = {f"{_C}{kind}Chart" for kind in GROUPS}
    return [] if plot is None else [one for one in plot if one.tag in kinds]


def series_of(chart: Any) -> list[Any]:
    """Every series of a chart, group by group."""
    return [series for group in groups(chart) for series in group.findall(f"{_C}ser")]


def axes(chart: Any) -> list[Any]:
    """The axes of a chart in their order."""
    plot = chart.find(f".//{_C}plotArea")
    kinds = {f"{_C}{kind}" for kind in AXES}
    return [] if plot is None else [one for one in plot if one.tag in kinds]


def number_of(element: Any, child: str) -> int:
    """The whole number that a child such as ``c:idx`` carries, -1 where it has none."""
    found = element.find(f"{_C}{child}")
    text = "" if found is None else found.get("val") or ""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def name_of(series: Any) -> str:
    """The name of a series, "" where it has none."""
    found = series.find(f"{_C}tx")
    return "" if found is None else " ".join(one.text or "" for one in found.iter(f"{_C}v"))


def categories(series: Any) -> list[str]:
    """What stands at each point: the categories as kept, with a number's text as it is written."""
    return [text for text, _ in _points(series.find(f"{_C}cat"))]


def values(series: Any, child: str = "val") -> list[float | None]:
    """The numbers of a series as kept in the chart; None for a gap."""
    return [_float(text) for text, _ in _points(series.find(f"{_C}{child}"))]


#: between a place's name and its rank in a category
APART = "\u00a0" * 3


def place_of(category: str) -> str:
    """A category without the rank behind the place's name, which is another when figures change."""
    return category.partition(APART)[0].strip()


def label_at(labels: list[str], index: int) -> str:
    """The category at a point, or its number where the categories do not reach that far."""
    return place_of(labels[index]) if 0 <= index < len(labels) else f"#{index}"


#: points of a series that are read, and series that a chart of ours may have; more are not ours
MOST_POINTS, MOST_SERIES = 2_000, 300


def _points(holder: Any) -> list[tuple[str, int]]:
    if holder is None:
        return []
    level = holder.find(f".//{_C}lvl")
    cache = holder if level is None else level
    count = holder.find(f".//{_C}ptCount")
    text = "" if count is None else count.get("val") or ""
    length = int(text) if text.isdecimal() and len(text) < 9 else 0
    known: dict[int, str] = {}
    for point in cache.iter(f"{_C}pt"):
        index = point.get("idx") or ""
        value = point.find(f"{_C}v")
        if index.isdecimal() and len(index) < 9 and value is not None:
            known[int(index)] = value.text or ""
    length = min(max([length, *(index + 1 for index in known)]), MOST_POINTS)
    return [(known.get(index, ""), index) for index in range(length)]


def number(text: str | None) -> float | None:
    """The number that a text is; None where it is none, or no finite one."""
    return _float(text or "")


def _float(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def text_of(element: Any) -> str:
    """The letters of rich text, paragraph by paragraph."""
    return "\n".join(
        "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
        for paragraph in element.iter(f"{_A}p")
    )


def look(element: Any) -> str:
    """Fill, line and marker of a point as one word, with widths left out.

    Programs round widths when they save; colours, dashes and markers they keep.
    """
    parts = []
    for holder in (element.find(f"{_C}spPr"), element.find(f"{_C}marker/{_C}spPr")):
        if holder is not None:
            line = holder.find(f"{_A}ln")
            parts += [_fill(holder), _fill(line), _value(line, f"{_A}prstDash")]
    parts.append(_value(element, f"{_C}marker/{_C}symbol"))
    return "|".join(parts)


def _fill(holder: Any) -> str:
    for one in () if holder is None else holder:
        kind = one.tag.removeprefix(_A) if isinstance(one.tag, str) else ""
        if kind in _FILLS:
            colour = next((c.get("val") for c in one.iter() if c.get("val")), "")
            return f"{kind}:{(colour or '').lower()}"
    return ""


def _value(element: Any, path: str) -> str:
    found = None if element is None else element.find(path)
    return "" if found is None else found.get("val") or ""


def table_facts(table: Any) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[text_of(cell) for cell in row.findall(f"{_A}tc")] for row in table.findall(f"{_A}tr")]
