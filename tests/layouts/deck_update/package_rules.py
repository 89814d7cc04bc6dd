"""The rules of a presentation's package that Office repairs files for when they do not hold."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from typing import Any

from lxml import etree

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SER = ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion",
       "dPt", "dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape",
       "extLst")  # fmt: skip


def faults(data: bytes) -> list[str]:
    """What is wrong with a presentation's package; empty where nothing is."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found += [f"twice: {name}" for name, count in Counter(names).items() if count > 1]
        trees = {}
        for name in names:
            try:
                blob = archive.read(name)
            except (zipfile.BadZipFile, zlib.error, EOFError):
                found.append(f"{name} cannot be unpacked")
                continue
            if name.endswith((".xml", ".rels")):
                trees[name] = etree.fromstring(blob)
        reached = _relationships(names, trees, found)
        _types(names, trees, found)
        for name in names:
            if name not in reached and not name.endswith((".rels", "/")) and name[0] != "[":
                found.append(f"nothing leads to {name}")
        for name, tree in trees.items():
            if tree.tag == f"{P}sld":
                _slide(name, tree, found)
            if tree.tag == f"{C}chartSpace":
                _chart(name, tree, found)
        _presentation(trees, found)
    return found


def _relationships(names: list[str], trees: dict[str, Any], found: list[str]) -> set[str]:
    reached: set[str] = set()
    owners = {name for name in trees if not name.endswith(".rels")}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)),
                               posixpath.basename(name)[: -len(".rels")])  # fmt: skip
        keys = [one.get("Id") for one in tree.iter(REL)]
        found += [f"{name}: {key} twice" for key, count in Counter(keys).items() if count > 1]
        for one in tree.iter(REL):
            if one.get("TargetMode") == "External":
                continue
            target = posixpath.join("/", posixpath.dirname(owner), one.get("Target"))
            target = posixpath.normpath(target).lstrip("/")
            reached.add(target)
            if target not in names:
                found.append(f"{name}: no {target}")
        if owner in trees:
            owners.discard(owner)
            named = [element for element in trees[owner].iter() if isinstance(element.tag, str)]
            used = {value for element in named for at, value in element.attrib.items()
                    if at.startswith(f"{{{R}}}")}  # fmt: skip
            found += [f"{owner}: {key} leads nowhere" for key in used - set(keys) - {""}]
    for owner in owners:
        used = {value for element in trees[owner].iter() if isinstance(element.tag, str)
                for at, value in element.attrib.items() if at.startswith(f"{{{R}}}")}  # fmt: skip
        found += [f"{owner}: {key} leads nowhere" for key in used - {""}]
    return reached


def _types(names: list[str], trees: dict[str, Any], found: list[str]) -> None:
    tree = trees["[Content_Types].xml"]
    given = [one.get("PartName", "").lstrip("/") for one in tree if one.tag.endswith("Override")]
    endings = {one.get("Extension", "").lower() for one in tree if one.tag.endswith("Default")}
    found += [f"type of {name} twice" for name, count in Counter(given).items() if count > 1]
    found += [f"type of {name}, which is not there" for name in given if name not in names]
    for name in names:
        if name not in given and name.rpartition(".")[2].lower() not in endings and name[0] != "[":
            found.append(f"{name} has no type")


def _slide(name: str, tree: Any, found: list[str]) -> None:
    keys = [one.get("id") for one in tree.iter(f"{P}cNvPr")]
    found += [f"{name}: shape {key} twice" for key, count in Counter(keys).items() if count > 1]


def _chart(name: str, tree: Any, found: list[str]) -> None:
    series = list(tree.iter(f"{C}ser"))
    for part in ("idx", "order"):
        numbers = [one.find(f"{C}{part}").get("val") for one in series]
        found += [f"{name}: {part} {key} twice" for key, count in Counter(numbers).items()
                  if count > 1]  # fmt: skip
    for one in series:
        places = [SER.index(child.tag.removeprefix(C)) for child in one]
        if places != sorted(places):
            found.append(f"{name}: the parts of a series stand in no order")
        points = [int(point.find(f"{C}idx").get("val")) for point in one.findall(f"{C}dPt")]
        if points != sorted(set(points)):
            found.append(f"{name}: the points of a series stand in no order")
        labels = [int(p.find(f"{C}idx").get("val")) for p in one.iterfind(f"{C}dLbls/{C}dLbl")]
        if labels != sorted(set(labels)):
            found.append(f"{name}: the labels of a series stand in no order")
    crossed = {one.get("val") for one in tree.iter(f"{C}crossAx")}
    plot = tree.find(f".//{C}plotArea")
    axes = {one.get("val") for axis in plot for one in axis.findall(f"{C}axId")
            if axis.tag.endswith("Ax")}  # fmt: skip
    used = {one.get("val") for group in plot
            if group.tag.endswith("Chart") for one in group.findall(f"{C}axId")}  # fmt: skip
    if crossed != axes or used != axes:
        found.append(f"{name}: axes do not fit")


def _presentation(trees: dict[str, Any], found: list[str]) -> None:
    tree = trees["ppt/presentation.xml"]
    listed = [one.get("id") for one in tree.iterfind(f"{P}sldIdLst/{P}sldId")]
    found += [f"slide {key} twice" for key, count in Counter(listed).items() if count > 1]
    found += [f"slide {key} below 256" for key in listed if int(key) < 256]
