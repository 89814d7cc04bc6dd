"""A meeting as an archive: the figures of every chart, where they come from, the meeting itself.

For machines and for those who go on computing; decimal points, UTF-8. Names of files are plain
letters, so that they open on every system, and none of them is a path.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from indicators.meeting.file import ENDING, FORMAT, write
from indicators.meeting.model import Meeting
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec
from layouts.exports.csv_file import table_csv
from layouts.exports.meeting_names import clean, file_name, one_line, slug
from layouts.exports.meeting_xlsx import joined, state

if TYPE_CHECKING:
    from layouts.profile import Profile

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: of every file in the archive, so that equal meetings give equal bytes
STAMP = (2020, 1, 1, 0, 0, 0)
METADATA = "metadata.json"
#: raised when a field of the metadata changes its meaning
VERSION = 1


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def archive(
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    base_address: str,
    today: date,
) -> bytes:
    """A .zip of the meeting; the same bytes for the same contents and day."""
    files: dict[str, bytes] = {}
    slides = []
    for number, content in enumerate(contents, start=1):
        address = joined(base_address, content.address)
        name = ""
        if content.chart is not None and not content.missing:
            name = file_name(number, content.file_name or content.chart.file_name, "csv")
            files[name] = table_csv([content.chart], address)
        slides.append(_slide(number, content, address, name))
    own = (slug(meeting.title)[:60].strip("_") or "mote") + ENDING
    files[own] = write(meeting)
    files[METADATA] = _json(_metadata(meeting, profile, base_address, today, slides))
    readme = say()("readme_name", meeting.language)
    files[readme] = _readme(meeting, profile, base_address, today, (own, slides))
    return _packed(files)


def _packed(files: dict[str, bytes]) -> bytes:
    """The files in the order of their names; a name that is not ASCII is marked as UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, STAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            packed.writestr(about, files[name])
    return stream.getvalue()


def _metadata(
    meeting: Meeting, profile: Profile, base: str, today: date, slides: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "format": f"{FORMAT}.metadata",
        "version": VERSION,
        "title": clean(meeting.title),
        "on": meeting.on and meeting.on.isoformat(),
        "language": meeting.language,
        "home": meeting.home,
        "office": profile.office[meeting.language],
        "as_of": meeting.as_of and meeting.as_of.isoformat(),
        "figures_known_on": (meeting.as_of or today).isoformat(),
        "panel": base,
        "slides": slides,
    }


def _slide(number: int, content: SlideContent, address: str, name: str) -> dict[str, Any]:
    """What a slide shows: its words, its view's address, its figures' sources."""
    found: dict[str, Any] = {
        "number": number,
        "kind": content.slide.kind,
        "title": clean(content.title),
        "message": clean(content.message),
        "address": address,
        "file": name,
        "missing": content.missing,
        "lines": list(content.lines),
        "cautions": list(content.cautions),
        "source": content.source,
        "processing": content.processing,
        "explanation": content.explanation,
        "indicators": [asdict(fact) for fact in content.facts],
        "tables": [
            {"caption": table.caption, "header": list(table.header),
             "rows": [list(row) for row in table.rows]}
            for table in content.tables
        ],
    }  # fmt: skip
    if content.chart is not None:
        found["chart"] = _chart(content.chart)
    return found


def _chart(spec: ChartSpec) -> dict[str, Any]:
    """What a chart is, beside the values of its CSV: targets and projection among it."""
    return {
        "kind": spec.kind,
        "title": spec.title,
        "subtitle": spec.subtitle,
        "unit": spec.unit,
        "breaks": [asdict(item) for item in spec.breaks],
        "targets": [
            {"goal": line.goal, "place": line.code, "path": [list(stop) for stop in line.path],
             "told": line.told}
            for line in spec.targets
        ],
        "projection": [point._asdict() for point in spec.fan],
    }  # fmt: skip


def _json(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(
        "utf-8", "replace"
    )


def _readme(
    meeting: Meeting,
    profile: Profile,
    base: str,
    today: date,
    known: tuple[str, list[dict[str, Any]]],
) -> bytes:
    """What is in the archive, for people: UTF-8 with its mark and Windows' ends of lines."""
    own, slides = known
    language = meeting.language
    lines = [
        one_line(meeting.title) or say()("meeting", language),
        " · ".join(filter(None, [str(meeting.on or ""), profile.office[language]])),
        state(meeting, today),
        "",
        say()("readme_files", language),
        "",
    ]
    for slide in slides:
        if slide["file"]:
            title = one_line(slide["title"])
            lines.append(say()("readme_file", language, file=slide["file"], title=title))
            lines.append(f"  {say()('source', language, text=slide['source'])}")
    lines += [
        "",
        say()("readme_metadata", language, file=METADATA),
        say()("readme_meeting", language, file=own),
        "",
        say()("readme_csv", language),
        say()("readme_licence", language),
        say()("readme_panel", language, address=base),
    ]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")
