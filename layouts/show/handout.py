"""The meeting as one HTML file that shows itself on any machine, without network or server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting
from layouts.show import scripts
from layouts.show.document import document
from layouts.show.words import spoken

if TYPE_CHECKING:
    from layouts.profile import Profile


def handout(
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    base_address: str,
    today: date,
) -> bytes:
    """The file, its slides fixed as they are `today`.

    `base_address` is where the panel is reached: each slide says where its view stands there. The
    file's own policy forbids it to fetch anything at all.
    """
    from layouts.meeting.drawn import drawn
    from layouts.theme import colours

    with colours(profile.colours):
        slides = [_slide(drawn(one), base_address) for one in contents]
    data = {
        **base(meeting, profile, today),
        "live": False,
        "slides": slides,
    }
    plotly, plotly_allowed = scripts.plotly()
    own = scripts.script()
    policy = (
        f"default-src 'none'; script-src {plotly_allowed} {scripts.allowed(own)}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return document(
        data,
        head=f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        style=f"<style>{scripts.style()}</style>",
        scripts=f"<script>{plotly}</script>\n<script>{own}</script>",
    ).encode()


def base(meeting: Meeting, profile: Profile, today: date) -> dict[str, Any]:
    """What the document says of the meeting as a whole."""
    from layouts.figures import graph_config

    language = meeting.language
    return {
        "language": language,
        "words": {language: spoken(language)},
        "config": {language: graph_config(language)},
        "made": today.isoformat(),
        "office": profile.office[language],
        "meeting": {
            "title": meeting.title,
            "on": meeting.on.isoformat() if meeting.on else "",
            "as_of": meeting.as_of.isoformat() if meeting.as_of else "",
            "language": language,
        },
    }


def _slide(slide: Mapping[str, Any], base_address: str) -> dict[str, Any]:
    address = slide["address"]
    whole = base_address.rstrip("/") + address if address else ""
    return {**slide, "address": whole}
