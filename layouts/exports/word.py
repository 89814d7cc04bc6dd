"""A meeting as a Word document on the region's template: charts that can be edited, real tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting
from layouts import theme
from layouts.exports.meeting_names import clean, one_line
from layouts.exports.meeting_xlsx import joined, state
from layouts.exports.word_parts import footer, logo
from layouts.exports.word_slide import Writing, say, write_slide
from layouts.exports.word_styles import opened

if TYPE_CHECKING:
    from docx.document import Document

    from layouts.profile import Profile

#: a document made twice of the same meeting is the same bytes
STAMP = (2020, 1, 1, 0, 0, 0)
#: EMU of a centimetre, and the logo's height in them
CENTIMETRE = 360_000
LOGO_HEIGHT = 1.2
#: columns of a table of words that a standing page is too narrow for
WIDE = 6


def document(
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    base_address: str,
    today: date,
) -> bytes:
    """A .docx file of the meeting; the same bytes for the same contents, template and day.

    Raises :class:`data.errors.InputFault` where the region's template cannot be opened.
    """
    with theme.colours(profile.colours):
        made, styles = opened(profile, meeting.language)
        to = Writing(made, styles, meeting.language, *_room(made))
        _head(to, meeting, profile, today)
        level, turned = "heading", False
        for content in contents:
            if _is_wide(content) != turned:
                turned = not turned
                _turn(made)
                to.wide, to.high = _room(made)
            write_slide(to, content, level, joined(base_address, content.address))
            if content.slide.kind == "section":
                level = "subheading"
        if not contents:
            to.paragraph(say()("no_slides", meeting.language))
        _about(made, meeting, profile)
    return _packed(made)


def _room(made: Document) -> tuple[int, int]:
    """The text's width and how high a chart may be, with room for its caption, in EMU."""
    section = made.sections[-1]
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    return across, round(down * 0.8)


def _is_wide(content: SlideContent) -> bool:
    """Whether a slide's tables need the page across."""
    return any(len(table.header) >= WIDE for table in content.tables)


def _turn(made: Document) -> None:
    """Go on upon a new page that lies where this one stands, or the other way round."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section = made.add_section(WD_SECTION.NEW_PAGE)
    wide, high = section.page_width, section.page_height
    section.page_width, section.page_height = high, wide
    across = section.page_width > section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT


def _head(to: Writing, meeting: Meeting, profile: Profile, today: date) -> None:
    """Title, day and office, and of which day the figures are; ours has a foot, and the logo."""
    language = meeting.language
    title = one_line(meeting.title) or say()("meeting", language)
    to.paragraph(title, "title")
    told = [str(meeting.on) if meeting.on else "", profile.office[language]]
    to.paragraph(" · ".join(filter(None, told)))
    to.paragraph(state(meeting, today), "source")
    if profile.docx is not None:
        return  # the template has its own head and foot
    footer(to.document, to.styles["source"], title, say()("page", language))
    if profile.logo is not None and profile.logo.suffix.lower() in (".png", ".jpg", ".jpeg"):
        words = profile.logo_alt[language] if profile.logo_alt else ""
        words = words or say()("logo", language, name=profile.name[language])
        logo(to.document, str(profile.logo), words, round(LOGO_HEIGHT * CENTIMETRE))


def _about(made: Document, meeting: Meeting, profile: Profile) -> None:
    """The document's own properties; nothing of whoever made the template stays among them."""
    about = made.core_properties
    about.title = one_line(meeting.title) or say()("meeting", meeting.language)
    about.author = about.last_modified_by = clean(profile.office[meeting.language])
    about.comments = about.keywords = about.subject = about.category = ""
    about.created = about.modified = datetime(*STAMP)
    about.revision = 1


def _packed(made: Document) -> bytes:
    """The package with the same stamp on every part, so that nothing but its content tells."""
    stream = io.BytesIO()
    made.save(stream)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as read,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as write,
    ):
        for name in read.namelist():
            part = zipfile.ZipInfo(name, STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(part, read.read(name))
    return packed.getvalue()
