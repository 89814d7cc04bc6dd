"""A presentation brought up to date: every chart, table and text of ours, and a report of it.

The file is changed member by member: what is not ours is copied with the bytes it came with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from layouts.exports.deck_update.found import Page, Shape, pages
from layouts.exports.deck_update.fresh import Drawn, Writer, drawn, key
from layouts.exports.deck_update.guard import MOST_SLIDES, Refused, damaged, opened
from layouts.exports.deck_update.package import Damaged, Package
from layouts.exports.deck_update.page import Renewal
from layouts.exports.deck_update.records import Records
from layouts.exports.deck_update.report import Report, SlideReport
from layouts.exports.deck_update.report_slide import REPORT, append, take_out

if TYPE_CHECKING:
    from indicators.library import Library
    from layouts.profile import Profile


@dataclass(frozen=True, slots=True)
class Updated:
    """The presentation as it now is, and what was done to it."""

    deck: bytes
    report: Report


def update(
    data: bytes,
    library: Library,
    today: date,
    profile: Profile | None,
    base_address: str,
    writer: Writer | None = None,
) -> Updated:
    """The presentation `data` with today's figures (or those of the day its meeting is frozen at).

    `base_address` is where the panel is, for the addresses in notes; without a `profile` each
    meeting has its own county's. Raises :class:`Refused`, whose
    text tells people why; nothing else, whatever `data` holds.
    """
    package = opened(data)
    try:
        return _updated(package, library, today, profile, base_address, writer or _writer())
    except Damaged as error:
        raise damaged(error) from error
    except RecursionError as error:  # a record nested to exhaust whoever reads it
        raise Refused("damaged", part="customXml") from error


def _writer() -> Writer:
    from layouts.exports.deck import deck

    return deck


def _updated(
    package: Package,
    library: Library,
    today: date,
    profile: Profile | None,
    base_address: str,
    writer: Writer,
) -> Updated:
    found = pages(package)
    if len(found) > MOST_SLIDES:
        raise Refused("slides", most=MOST_SLIDES)
    earlier = [page for page in found if any(one.part == REPORT for one in page.shapes)]
    kept = [page for page in found if page not in earlier]
    shapes = [shape for page in kept for shape in page.shapes]
    if not shapes:
        raise Refused("nothing")
    records = [shape.record for shape in shapes]
    if len({key(record) for record in records}) > MOST_SLIDES:
        raise Refused("views", most=MOST_SLIDES)
    known = drawn(records, library, today, profile, base_address, writer)
    for page in earlier:
        take_out(package, page.name)
    written = Records(package)
    told = _slides(package, kept, known, written, library, today)
    report = Report(_language(shapes), today, tuple(told), sum(not page.shapes for page in kept))
    append(package, report, written)
    written.save()
    return Updated(package.saved(), report)


def _slides(
    package: Package,
    kept: Sequence[Page],
    known: dict[str, Drawn],
    written: Records,
    library: Library,
    today: date,
) -> list[SlideReport]:
    """What has happened on each slide with something of ours; a chart on two slides is one."""
    found = []
    shared: dict[str, str] = {}
    for number, page in enumerate(kept, 1):
        if page.shapes:
            renewal = Renewal(package, page, number, known, written, library, today, shared)
            found.append(renewal.done())
    return found


def _language(shapes: Sequence[Shape]) -> str:
    """The language that most of the presentation is in."""
    meetings = [shape.record.get("meeting") for shape in shapes]
    languages = Counter(str(one.get("language")) for one in meetings if isinstance(one, dict))
    first = languages.most_common(1)
    return "en" if first and first[0][0] == "en" else "sv"
