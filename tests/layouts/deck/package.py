"""What a presentation must be to open without repair: the rules of its package, checked.

ECMA-376 part 2 (parts, content types, relations) and part 1 (ids, order of children). Returns
faults in words, none for a sound file.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import openpyxl
from lxml import etree

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SERIES_HEAD = "idx order tx spPr"
LABELS = "showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
AXIS = ("axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
        "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt")  # fmt: skip
#: children in the order of the schema, by the element and, for series, what it is within
ORDERS = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource "
    "protection chart spPr txPr externalData printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
    "plotVisOnly dispBlanksAs extLst",
    "plotArea": "layout lineChart barChart scatterChart catAx valAx dTable spPr extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "scatterChart": "scatterStyle varyColors ser dLbls axId",
    "ser/lineChart": f"{SERIES_HEAD} marker dPt dLbls trendline errBars cat val smooth",
    "ser/barChart": f"{SERIES_HEAD} invertIfNegative pictureOptions dPt dLbls trendline errBars "
    "cat val shape",
    "ser/scatterChart": f"{SERIES_HEAD} marker dPt dLbls trendline errBars xVal yVal smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions",
    "dLbl": f"idx delete layout tx numFmt spPr txPr dLblPos {LABELS} extLst",
    "dLbls": f"dLbl delete numFmt spPr txPr dLblPos {LABELS} showLeaderLines leaderLines extLst",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "trendline": "name spPr trendlineType order period forward backward intercept dispRSqr dispEq",
    "catAx": f"{AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": f"{AXIS} crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "title": "tx layout overlay spPr txPr",
    "marker": "symbol size spPr",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "numCache": "formatCode ptCount pt",
    "strCache": "ptCount pt",
    "txPr": "bodyPr lstStyle p",
    "sp": "nvSpPr spPr style txBody extLst",
    "grpSp": "nvGrpSpPr grpSpPr sp grpSp graphicFrame cxnSp pic extLst",
    "graphicFrame": "nvGraphicFramePr xfrm graphic extLst",
    "nvPr": "ph audioCd wavAudioFile audioFile videoFile quickTimeFile custDataLst extLst",
    "txBody": "bodyPr lstStyle p",
    "tc": "txBody tcPr extLst",
    "tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill extLst",
    "tbl": "tblPr tblGrid tr",
    "ln": "noFill solidFill gradFill pattFill prstDash custDash round bevel miter headEnd tailEnd",
    "rPr": "ln noFill solidFill effectLst latin ea cs sym hlinkClick hlinkMouseOver extLst",
    "pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buFontTx buFont buNone buAutoNum "
    "buChar buBlip tabLst defRPr extLst",
}


class Package:
    """A presentation's parts, by name with a leading slash."""

    def __init__(self, blob: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(blob))
        self.parts = {f"/{name}": self.archive.read(name) for name in self.archive.namelist()}

    def faults(self) -> list[str]:
        """Everything that is wrong, in words."""
        found = []
        if bad := self.archive.testzip():
            found.append(f"{bad} is damaged")
        if len(self.parts) != len(self.archive.namelist()):
            found.append("two parts have one name")
        checks = (self._xml, self._types, self._relations, self._ids, self._order, self._charts)
        for check in checks:
            found += check()
        return found

    @cached_property
    def trees(self) -> dict[str, Any]:
        return {
            name: etree.fromstring(blob)
            for name, blob in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }

    def _xml(self) -> Iterator[str]:
        for name, blob in self.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    etree.fromstring(blob)
                except etree.XMLSyntaxError as error:
                    yield f"{name}: {error}"

    def _types(self) -> Iterator[str]:
        root = self.trees["/[Content_Types].xml"]
        defaults = {one.get("Extension").lower() for one in root.iter(f"{{{TYPES}}}Default")}
        overrides = [one.get("PartName") for one in root.iter(f"{{{TYPES}}}Override")]
        for name in overrides:
            if name not in self.parts:
                yield f"a content type for {name}, which is not there"
        if len(set(overrides)) != len(overrides):
            yield "two content types for one part"
        for name in self.parts:
            extension = name.rpartition(".")[2].lower()
            if name == "/[Content_Types].xml" or name in overrides:
                continue
            if extension not in defaults:
                yield f"no content type for {name}"
            elif extension == "xml" and not name.startswith("/customXml/item"):
                yield f"{name} has only the content type of any XML"

    def relations(self, source: str) -> dict[str, str]:
        """Id -> the part that it leads to, of one part; those outside the file are left out."""
        folder, name = posixpath.split(source)
        rels = self.trees.get(f"{folder.rstrip('/')}/_rels/{name}.rels")
        if rels is None:
            return {}
        return {
            one.get("Id"): posixpath.normpath(posixpath.join(folder or "/", one.get("Target")))
            for one in rels.iter(f"{{{RELS}}}Relationship")
            if one.get("TargetMode") != "External"
        }

    def _relations(self) -> Iterator[str]:
        reached: set[str] = set()
        pending = list(self.relations("/").values())
        while pending:
            name = pending.pop()
            if name in reached:
                continue
            reached.add(name)
            if name not in self.parts:
                yield f"a relation to {name}, which is not there"
                continue
            own = self.relations(name)
            pending += own.values()
            if name in self.trees:
                wanted = {
                    value
                    for node in self.trees[name].iter()
                    if isinstance(node.tag, str)
                    for key, value in node.attrib.items()
                    if key.startswith(f"{{{R}}}")
                }
                for missing in wanted - set(own) - self._external(name):
                    yield f"{name} names {missing}, which leads nowhere"
        for name in self.parts:
            known = name in reached or name == "/[Content_Types].xml"
            if not name.endswith(".rels") and not known:
                yield f"nothing leads to {name}"
            if name.endswith(".rels") and name != "/_rels/.rels":
                source = name.replace("/_rels/", "/").removesuffix(".rels")
                if source not in self.parts:
                    yield f"{name} belongs to nothing"

    def _external(self, source: str) -> set[str]:
        folder, name = posixpath.split(source)
        rels = self.trees.get(f"{folder.rstrip('/')}/_rels/{name}.rels")
        return set() if rels is None else {
            one.get("Id") for one in rels if one.get("TargetMode") == "External"
        }  # fmt: skip

    def slides(self) -> list[str]:
        """The names of the slides' parts, in their order."""
        order = self.trees["/ppt/presentation.xml"].iter(f"{{{P}}}sldId")
        known = self.relations("/ppt/presentation.xml")
        return [known[one.get(f"{{{R}}}id")] for one in order]

    def _ids(self) -> Iterator[str]:
        for name, tree in self.trees.items():
            if not re.match(r"/ppt/(slide|notesSlide|slideLayout|slideMaster)s/[^/]+\.xml", name):
                continue
            ids = [one.get("id") for one in tree.iter(f"{{{P}}}cNvPr")]
            for double in {one for one in ids if ids.count(one) > 1}:
                yield f"{name}: two shapes are {double}"
        presentation = self.trees["/ppt/presentation.xml"]
        ids = [int(one.get("id")) for one in presentation.iter(f"{{{P}}}sldId")]
        if len(set(ids)) != len(ids) or any(one < 256 for one in ids):
            yield "ids of slides"
        high = [
            int(one.get("id"))
            for tree in self.trees.values()
            for kind in ("sldMasterId", "sldLayoutId")
            for one in tree.iter(f"{{{P}}}{kind}")
        ]
        if len(set(high)) != len(high) or any(one < 2**31 for one in high):
            yield "ids of masters and layouts"

    def _order(self) -> Iterator[str]:
        for name, tree in self.trees.items():
            if not name.startswith(("/ppt/slides/", "/ppt/charts/", "/ppt/notesSlides/",
                                    "/ppt/slideLayouts/")):  # fmt: skip
                continue
            for node in tree.iter():
                if isinstance(node.tag, str):
                    yield from self._ordered(name, node)

    def _ordered(self, name: str, node: Any) -> Iterator[str]:
        tag = etree.QName(node).localname
        parent = etree.QName(node.getparent()).localname if node.getparent() is not None else ""
        order = ORDERS.get(f"{tag}/{parent}") or ORDERS.get(tag)
        if tag == "marker" and parent == "lineChart":
            return
        if order is None or (tag == "title" and etree.QName(node).namespace != C):
            return
        known = order.split(" ")
        at = -1
        for child in node:
            if not isinstance(child.tag, str):
                continue
            own = etree.QName(child).localname
            if own not in known:
                yield f"{name}: {own} within {tag}"
                continue
            if tag == "grpSp" and at >= 2:
                continue
            if known.index(own) < at:
                yield f"{name}: {own} too late within {tag}"
            at = known.index(own)

    def charts(self) -> list[str]:
        """The names of the charts' parts."""
        return sorted(name for name in self.parts if re.match(r"/ppt/charts/[^/]+\.xml", name))

    def workbook(self, chart: str) -> Any:
        """The workbook inside a chart."""
        external = self.trees[chart].find(f"{{{C}}}externalData")
        name = self.relations(chart)[external.get(f"{{{R}}}id")]
        return openpyxl.load_workbook(io.BytesIO(self.parts[name]))

    def _charts(self) -> Iterator[str]:
        for name in self.charts():
            if self.trees[name].find(f"{{{C}}}externalData") is None:
                yield f"{name} has no workbook"
                continue
            book = self.workbook(name)
            order = [one.get("val") for one in self.trees[name].iter(f"{{{C}}}idx")
                     if etree.QName(one.getparent()).localname == "ser"]  # fmt: skip
            if len(set(order)) != len(order):
                yield f"{name}: two series have one index"
            axes = {one.get("val") for one in self.trees[name].iter(f"{{{C}}}axId")}
            if len(axes) != 2:
                yield f"{name} has {len(axes)} axes"
            for kind in ("numRef", "strRef"):
                for ref in self.trees[name].iter(f"{{{C}}}{kind}"):
                    yield from self._cache(name, book, ref)

    def _cache(self, name: str, book: Any, ref: Any) -> Iterator[str]:
        formula = ref.findtext(f"{{{C}}}f")
        sheet, _, area = formula.partition("!")
        cells = book[sheet][area.replace("$", "")]
        rows = [row[0] for row in cells] if isinstance(cells, tuple) else [cells]
        cache = ref[1]
        count = int(cache.find(f"{{{C}}}ptCount").get("val"))
        if count != len(rows):
            yield f"{name}: {formula} has {len(rows)} cells and {count} points"
        shown = {int(pt.get("idx")): pt.findtext(f"{{{C}}}v") for pt in cache.iter(f"{{{C}}}pt")}
        for index, cell in enumerate(rows):
            text = shown.get(index)
            if ref.tag.endswith("numRef") and text is not None:
                if not isinstance(cell.value, int | float) or float(text) != cell.value:
                    yield f"{name}: {formula} {index}: {text} and {cell.value}"
            elif (text or None) != (cell.value or None):
                yield f"{name}: {formula} {index}: {text!r} and {cell.value!r}"
