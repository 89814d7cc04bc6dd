"""One slide brought up to date: its charts, tables and maps first, then its words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from indicators import formats
from layouts.exports.deck_update.figures import Failed, Figures, anew
from layouts.exports.deck_update.found import Page, Shape, properties
from layouts.exports.deck_update.fresh import Drawn, key
from layouts.exports.deck_update.numbers import outdated
from layouts.exports.deck_update.package import Package
from layouts.exports.deck_update.pairing import paired
from layouts.exports.deck_update.records import Records
from layouts.exports.deck_update.report import Sentence, SlideReport, shortened
from layouts.exports.deck_update.texts import lines_of, renew, renewed_lines, same, set_lines
from layouts.exports.deck_update.unknown_texts import own_texts, read_again
from layouts.exports.deck_update.words import say

if TYPE_CHECKING:
    from indicators.library import Library

#: parts whose words the report names; all others are "text"
NAMED = ("chart", "table", "map", "title", "message", "notes")


class Renewal:
    """The work on one slide. `shared` holds the chart parts that have been renewed already."""

    def __init__(
        self,
        package: Package,
        page: Page,
        number: int,
        known: Mapping[str, Drawn],
        written: Records,
        library: Library,
        today: date,
        shared: dict[str, str],
    ) -> None:
        self._package, self._page, self._known = package, page, known
        self._written, self._library, self._today = written, library, today
        self._report = SlideReport(number)
        self._figures = Figures(package, self._report, shared)
        self._pairs = self._paired()
        self._changed: set[str] = set()

    def done(self) -> SlideReport:
        """Renew everything, and tell of it."""
        texts = []
        for shape, fresh in self._pairs:
            drawn = self._known.get(key(shape.record))
            reason = self._refused(shape, fresh, drawn)
            if reason:
                if reason not in self._report.failed:
                    self._report.failed.append(reason)
                self._keep(shape)
            elif drawn is None or fresh is None:
                self._keep(shape)
            elif shape.is_figure:
                self._draw(shape, fresh, drawn)
            else:
                texts.append((shape, fresh, drawn))
        for shape, fresh, drawn in texts:
            self._word(shape, fresh, drawn)
        self._own_texts()
        self._name()
        self._frozen()
        for where in self._changed:
            self._package.keep(where)
        return self._report

    def _paired(self) -> list[tuple[Shape, Shape | None]]:
        """Each shape with the one drawn today."""
        found: dict[int, Shape | None] = {}
        for name in dict.fromkeys(key(shape.record) for shape in self._page.shapes):
            mine = [shape for shape in self._page.shapes if key(shape.record) == name]
            drawn = self._known.get(name)
            pairs = paired(mine, drawn.shapes) if drawn else [None] * len(mine)
            found |= {id(shape): other for shape, other in zip(mine, pairs, strict=True)}
        return [(shape, found[id(shape)]) for shape in self._page.shapes]

    def _language(self, shape: Shape) -> str:
        meeting = shape.record.get("meeting")
        return "en" if isinstance(meeting, Mapping) and meeting.get("language") == "en" else "sv"

    def _part(self, shape: Shape) -> str:
        part = shape.part.partition(":")[0]
        return say()(f"part_{part if part in NAMED else 'text'}", self._language(shape))

    def _refused(self, shape: Shape, fresh: Shape | None, drawn: Drawn | None) -> str:
        """Why a shape is left as it was, "" where it is not or where nothing is lost by it."""
        language = self._language(shape)
        if drawn is None:
            return self._reason(shape, say()("reason_unknown", language))
        if _forgotten(shape):
            return say()("reason_since", language)
        if drawn.content.missing:
            # the view cannot be had any longer: everything on the slide stays as it was
            missing = formats.sentence(drawn.content.missing)
            return say()("reason_missing", language, text=missing)
        if fresh is None:
            absent = say()("reason_absent", language)
            return self._reason(shape, absent) if shape.said.strip() or shape.is_figure else ""
        if shape.is_figure != fresh.is_figure:
            return self._reason(shape, say()("reason_other", language))
        return ""

    def _reason(self, shape: Shape, reason: str) -> str:
        return say()("failed_part", self._language(shape), part=self._part(shape), reason=reason)

    def _draw(self, shape: Shape, fresh: Shape, drawn: Drawn) -> None:
        try:
            record = self._figures.renew(shape, fresh, drawn, self._language(shape))
        except Failed as error:
            reason = say()(f"reason_{error}", self._language(shape))
            self._report.failed.append(self._reason(shape, reason))
            self._keep(shape)
            return
        self._renewed(shape)
        self._alt(shape, fresh)
        self._put(shape, record)

    def _alt(self, shape: Shape, fresh: Shape) -> None:
        """The alt text, which tells of figures: anew, unless the analyst has written another."""
        here, today = properties(shape.element), properties(fresh.element)
        if here is None or today is None:
            return
        now, said, then = here.get("descr") or "", shape.record.get("alt"), today.get("descr") or ""
        if not now or said is None or same(now, str(said)):
            if then:
                here.set("descr", then)
        elif not same(str(said), then):
            self._reread(now, True)

    def _word(self, shape: Shape, fresh: Shape, drawn: Drawn) -> None:
        body, today = shape.text, fresh.text
        if body is None or today is None:
            self._keep(shape)
            return
        if shape.part == "notes":
            self._notes(shape, fresh)
            return
        now, then = " ".join(lines_of(body)), " ".join(lines_of(today))
        if same(now, shape.said):
            if not same(now, then):
                renew(body, today)
                self._renewed(shape)
            stale = read_again(shape, drawn, self._library, self._language(shape), then)
            typed = [one for one in outdated(shape.said, self._report.changes)
                     if one in outdated(then, self._report.changes)]  # fmt: skip
            if shape.part in ("title", "message") and (stale or typed):
                self._report.sentences.append(Sentence(then, tuple([*stale, *typed])))
        elif now.strip():
            self._reread(now, not same(shape.said, then))
        self._put(shape, anew(shape, fresh))

    def _notes(self, shape: Shape, fresh: Shape) -> None:
        """The lines of the notes that are ours; the speaker's own are left."""
        now = lines_of(shape.text)
        said, today = shape.said.strip("\n").split("\n"), fresh.said.strip("\n").split("\n")
        lines = renewed_lines(now, said, today)
        if lines is not None and lines != now:
            set_lines(shape.text, lines)
            self._renewed(shape)
        self._put(shape, anew(shape, fresh))

    def _reread(self, text: str, other: bool) -> None:
        """Tell of a text that is the analyst's own, where anything it may rest on has changed."""
        found = outdated(text, self._report.changes)
        if found or other or self._report.changes or self._report.added:
            self._report.sentences.append(Sentence(text, tuple(found)))

    def _own_texts(self) -> None:
        """Texts on the slide that are none of ours but say numbers that have changed."""
        if not self._report.changes:
            return
        for text in own_texts(self._package, self._page):
            found = outdated(text, self._report.changes)
            if found:
                self._report.sentences.append(Sentence(text, tuple(found)))

    def _renewed(self, shape: Shape) -> None:
        part = self._part(shape)
        if part not in self._report.renewed:
            self._report.renewed.append(part)

    def _put(self, shape: Shape, record: Mapping[str, Any]) -> None:
        self._written.put(shape, record)
        self._changed.add(shape.where)

    def _keep(self, shape: Shape) -> None:
        self._written.keep(shape)
        self._changed.add(shape.where)

    def _name(self) -> None:
        """The slide's title as it now reads."""
        titles = [one for one in self._page.shapes if one.part == "title" and one.text is not None]
        text = " ".join(lines_of(titles[0].text)) if titles else ""
        if not text:
            contents = [self._known.get(key(one.record)) for one in self._page.shapes]
            text = next((one.content.title for one in contents if one is not None), "")
        self._report.title = shortened(text, 90)

    def _frozen(self) -> None:
        shape = self._page.shapes[0]
        meeting = shape.record.get("meeting")
        day = meeting.get("as_of") if isinstance(meeting, Mapping) else None
        if day and self._report.renewed:
            self._report.notes.append(say()("note_frozen", self._language(shape), date=day))


def _forgotten(shape: Shape) -> bool:
    """Tell whether a slide is about an earlier showing that the file does not say the day of."""
    slide, meeting = shape.record.get("slide"), shape.record.get("meeting")
    since = isinstance(slide, Mapping) and slide.get("kind") == "since"
    return since and not (isinstance(meeting, Mapping) and meeting.get("showings"))
