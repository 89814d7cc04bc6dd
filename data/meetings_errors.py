"""What can be wrong with a saved meeting: what happened, what still stands and what to do.

The panel's pages say the same in the reader's language (``layouts/words/meeting_saved.toml``).
"""

from __future__ import annotations

from data.errors import PanelError


class MeetingError(PanelError):
    """A saved meeting cannot be given, kept or removed."""


class MeetingUnknown(MeetingError):
    """No saved meeting has this key, or it is removed."""

    def __init__(self) -> None:
        super().__init__(
            "Inget sparat möte har den adressen. Inget har ändrats. Kontrollera att hela länken "
            "är med, eller öppna mötets fil (.mote.json).\n"
            "No saved meeting has that address. Nothing was changed. Check that the link is whole, "
            "or open the meeting's file (.mote.json)."
        )


class MeetingViewOnly(MeetingError):
    """The key is one for viewing, and cannot change the meeting."""

    def __init__(self) -> None:
        super().__init__(
            "Länken är till för att visa mötet och kan inte ändra det. Det sparade mötet är "
            "orört. Be den som har redigeringslänken, eller spara som ett nytt möte.\n"
            "The link is for viewing the meeting and cannot change it. The saved meeting is "
            "untouched. Ask whoever has the edit link, or save it as a new meeting."
        )


class MeetingTooLarge(MeetingError):
    """The meeting is larger than `most` bytes."""

    def __init__(self, size: int, most: int) -> None:
        self.size, self.most = size, most
        super().__init__(
            f"Mötet är {size} byte och servern sparar högst {most}. Inget har sparats; det som "
            "var sparat står kvar. Dela upp mötet, eller ladda ner det som fil.\n"
            f"The meeting is {size} bytes and the server keeps at most {most}. Nothing was saved; "
            "what was saved still stands. Divide the meeting, or download it as a file."
        )


class MeetingsFull(MeetingError):
    """The server keeps `most` meetings and no more."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"Servern sparar högst {most} möten och har inte plats för fler. Inget har sparats. "
            "Ladda ner mötet som fil, ta bort ett gammalt eller be den som sköter panelen att "
            "höja MEETINGS_MOST.\n"
            f"The server keeps at most {most} meetings and has no room for more. Nothing was "
            "saved. Download the meeting as a file, remove an old one or ask whoever runs the "
            "panel to raise MEETINGS_MOST."
        )


class MeetingOutdated(MeetingError):
    """Somebody else has saved since `base`; version `version` with `content` stands now."""

    def __init__(self, base: int, version: int, content: str) -> None:
        self.base, self.version, self.content = base, version, content
        super().__init__(
            f"Mötet har sparats av någon annan: version {version} gäller nu, ändringen utgick från "
            f"{base}. Inget har skrivits över. Läs den nya versionen och spara igen.\n"
            f"Somebody else has saved the meeting: version {version} stands now, the change was "
            f"made from {base}. Nothing was overwritten. Read the new version and save again."
        )
