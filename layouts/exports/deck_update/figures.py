"""A chart, table or map of a slide renewed, its workbook with it, and how its numbers changed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from indicators import formats
from indicators.spec import ChartSpec
from layouts.exports.deck.tag_parts import R
from layouts.exports.deck_update import charts, drawn_groups, tables
from layouts.exports.deck_update.facts import (
    MOST_SERIES,
    C,
    facts,
    named_series,
    number_of,
    series_of,
    table_facts,
)
from layouts.exports.deck_update.found import Shape
from layouts.exports.deck_update.fresh import Drawn
from layouts.exports.deck_update.numbers import Key, changes, newest, shown, weighed
from layouts.exports.deck_update.package import Package
from layouts.exports.deck_update.report import Sentence, SlideReport, listed
from layouts.exports.deck_update.words import say

_C, _R = f"{{{C}}}", f"{{{R}}}"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PACKAGE_REL = f"{R}/package"


#: what work on XML ends in that lacks what the schema asks for; it is done on copies
BROKEN = (AttributeError, TypeError, ValueError, KeyError, IndexError)


class Failed(Exception):
    """What cannot be renewed; the text is the key of a reason in words."""


class Figures:
    """Renews what shows figures, and tells of it in a slide's report."""

    def __init__(self, package: Package, report: SlideReport, shared: dict[str, str]) -> None:
        self._package, self._report, self._shared = package, report, shared

    def renew(self, shape: Shape, fresh: Shape, drawn: Drawn, language: str) -> Mapping[str, Any]:
        """Renew a shape from the one drawn today. Gives its new record, raises `Failed`."""
        try:
            return self._renewed(shape, fresh, drawn, language)
        except BROKEN as error:
            raise Failed("broken") from error

    def _renewed(
        self, shape: Shape, fresh: Shape, drawn: Drawn, language: str
    ) -> Mapping[str, Any]:
        record = anew(shape, fresh)
        if shape.chart and fresh.chart:
            return record | {"chart": self._chart(shape, fresh, drawn, language)}
        if shape.table is not None and fresh.table is not None:
            return record | {"table": self._table(shape, fresh, drawn, language)}
        if not shape.chart and shape.table is None and not fresh.chart and fresh.table is None:
            self._group(shape, fresh, drawn, language)
            return record
        raise Failed("other_kind")

    def _chart(self, shape: Shape, fresh: Shape, drawn: Drawn, language: str) -> Mapping[str, Any]:
        name = _target(self._package, shape)
        own = drawn.package
        today = own.tree(_target(own, fresh))
        signs = _signs(drawn.content.chart)
        tree = self._package.tree(name)
        linked = self._linked(name, tree)
        if len(series_of(tree)) > MOST_SERIES:
            raise Failed("other_kind")
        written = shape.record.get("chart")
        written = written if isinstance(written, Mapping) else {}
        before = shown(tree, language, today, signs)
        renamed: Mapping[str, str] = {}
        # two slides may show one chart: it is renewed once, and told of on both
        if name not in self._shared:
            root = deepcopy(tree)
            try:
                merged = charts.merge(root, today, written, _by_place(drawn.content.chart))
            except charts.Unlike as error:
                raise Failed(str(error)) from error
            self._shared[name] = ""
            self._workbook(name, root, linked, fresh, own)
            self._package.put(name, root)
            self._told(merged, signs, language)
            tree = root
            renamed = {now: was for was, now in merged.renamed.items()}
        after = shown(tree, language, today, signs)
        self._compare(before, after, drawn.content.chart, language, renamed)
        self._years(shape, fresh)
        return _facts(today, tree)

    def _linked(self, name: str, tree: Any) -> str:
        """The workbook part of a chart, "" where it has none. Raises :class:`Failed`."""
        held = tree.find(f"{_C}externalData")
        rel = None if held is None else self._package.rels(name).get(held.get(f"{_R}id") or "")
        if rel is None:
            return ""
        if rel.external:
            raise Failed("linked")
        return rel.target

    def _workbook(self, name: str, root: Any, linked: str, fresh: Shape, own: Package) -> None:
        """Put today's workbook behind a chart, in the part that it had or in a new one."""
        chart = _target(own, fresh)
        held = own.tree(chart).find(f"{_C}externalData")
        if held is None:
            return
        blob = own.read(own.rels(chart)[held.get(f"{_R}id")].target)
        usable = linked.lower().endswith(".xlsx") and linked in self._package
        if usable and linked not in self._shared:
            self._package.write(linked, blob)
            self._shared[linked] = name
            return
        added = self._package.free_name("ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx")
        self._package.add(added, blob, SHEET)
        self._shared[added] = name
        rel = self._package.relate(name, PACKAGE_REL, added)
        self._embed(root, rel)

    def _embed(self, root: Any, rel: str) -> None:
        from lxml import etree

        for one in root.findall(f"{_C}externalData"):
            root.remove(one)
        held = etree.Element(f"{_C}externalData")
        held.set(f"{_R}id", rel)
        etree.SubElement(held, f"{_C}autoUpdate").set("val", "0")
        later = {f"{_C}{name}" for name in ("printSettings", "userShapes", "extLst")}
        at = next((at for at, one in enumerate(root) if one.tag in later), len(root))
        root.insert(at, held)

    def _table(self, shape: Shape, fresh: Shape, drawn: Drawn, language: str) -> Any:
        before = table_facts(shape.table)
        root = deepcopy(shape.table)
        try:
            merged = tables.merge(root, fresh.table, shape.record.get("table"))
        except tables.Unlike as error:
            raise Failed(str(error)) from error
        shape.table.getparent().replace(shape.table, root)
        today = table_facts(fresh.table)
        numbers = tables.numbers(before), tables.numbers(table_facts(root))
        self._compare(*numbers, drawn.content.chart, language)
        if merged.gone:
            self._note("note_gone", merged.gone, language)
        for now, _ in merged.kept:
            self._report.sentences.append(Sentence(now))
        return today

    def _group(self, shape: Shape, fresh: Shape, drawn: Drawn, language: str) -> None:
        before = drawn_groups.numbers(shape.element)
        root = deepcopy(shape.element)
        highest = drawn_groups.highest(shape.element)
        if not drawn_groups.merge(root, fresh.element, shape.record.get("tiles"), highest):
            raise Failed("other_kind")
        shape.element.getparent().replace(shape.element, root)
        shape.element = root
        after = drawn_groups.numbers(shape.element)
        self._compare(before, after, drawn.content.chart, language)
        self._years(shape, fresh)

    def _told(self, merged: charts.Merged, signs: Collection[str], language: str) -> None:
        known = self._report.added
        known += [one for one in [*merged.renamed.values(), *merged.added]
                  if one not in [*known, *signs]]  # fmt: skip
        for key, names in (
            ("note_gone", merged.gone),
            ("note_left_out", merged.left_out),
            ("note_own", merged.own),
        ):
            told = [name for name in names if name not in signs]
            if told:
                self._note(key, told, language)
        if merged.freed:
            self._report.notes.append(say()("note_freed", language))
        self._report.sentences += [Sentence(text) for text in merged.labels]

    def _note(self, key: str, names: list[str], language: str) -> None:
        unique = list(dict.fromkeys(name.partition("#")[0] for name in names))
        self._report.notes.append(say()(key, language, names=listed(unique)))

    def _years(self, shape: Shape, fresh: Shape) -> None:
        """A chart of one period that is now another: its alt text, as we wrote it, says which."""
        before = set(_YEAR.findall(str(shape.record.get("alt") or "")))
        after = _YEAR.findall(str(fresh.record.get("alt") or ""))
        known = self._report.added
        known += [year for year in dict.fromkeys(after)
                  if before and year not in before and year not in " ".join(known)]  # fmt: skip

    def _compare(
        self,
        before: Mapping[Key, str],
        after: Mapping[Key, str],
        spec: ChartSpec | None,
        language: str,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        found, fresh = changes(before, after, language, renamed)
        known = self._report.added
        known += [one for one in fresh if one not in known]
        named = () if spec is None else spec.series
        ours = [one.name for role in ROLES for one in named if one.role == role]
        latest = newest(before, after, fresh)
        self._report.changes += weighed([*latest, *found], ours)


#: the places whose numbers are told first
ROLES = ("home", "compared", "group", "reference")
#: the parts of a chart's table that are signs in it and no figures
SIGNS = ("break", "event", "fan", "fan_end", "trend")


def _signs(spec: ChartSpec | None) -> frozenset[str]:
    """The names of the series that are drawn as signs: breaks, events, where a trend leads."""
    from layouts.exports.deck.chart_table import chart_data
    from layouts.exports.deck.words import say as deck_say

    if spec is None:
        return frozenset()
    # charts of one place each have a table each, but the breaks of them all
    found = {deck_say("break", spec.language, period=formats.period(one.period, spec.language))
             for one in spec.breaks}  # fmt: skip
    table = chart_data(spec)
    series = () if table is None else table.series
    return frozenset(found | {one.name for one in series if one.part in SIGNS})


def _by_place(spec: ChartSpec | None) -> bool:
    """Tell whether the series of a chart are places; where they are not, its rows are."""
    return spec is None or spec.kind not in ("ranking", "two_points")


def anew(shape: Shape, fresh: Shape) -> dict[str, Any]:
    """The record of a renewed shape: what is said today, of the slide that it always was."""
    kept = {name: shape.record.get(name) for name in ("slide", "meeting")}
    return dict(fresh.record) | kept


def _target(package: Package, shape: Shape) -> str:
    rel = package.rels(shape.where).get(shape.chart)
    if rel is None or rel.external or rel.target not in package:
        raise Failed("broken")
    return posixpath.normpath(rel.target)


def _facts(today: Any, merged: Any) -> Mapping[str, Any]:
    """What we would have made today, its series by the numbers that they have in the file."""
    found = facts(today)
    by_number = {number_of(one, "idx"): name for one, name in named_series(merged)}
    ours = set(found["series"])
    ordered = [by_number.get(at, "") for at in range(max(by_number, default=-1) + 1)]
    ordered = [name if name in ours else "" for name in ordered]
    found["series"] = [*ordered, *(name for name in found["series"] if name not in ordered)]
    return found
