"""One slide while it is written: title, message, what it shows, source; each tagged as ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from layouts import theme
from layouts.exports.deck import places, tags
from layouts.exports.deck.fitting import LEADING, Rect, fitted, height_of, lines_of
from layouts.exports.deck.paragraphs import Run, paragraph, place, text_box, write
from layouts.exports.deck.words import say

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer

#: letters in points, largest and smallest
SMALL_TITLE = 18.0
MESSAGE, SMALL_MESSAGE = 20.0, 12.0
SUBTITLE, SMALL_SUBTITLE = 13.0, 10.0
LINES, SMALL_LINES = 18.0, 11.0
#: a title so much smaller stands on one line rather than leave a word on a line of its own
ONE_LINE = 0.84
#: the part of the room that a message may take
MOST_MESSAGE = 0.3
GAP = 8.0


class Sheet:
    """A slide; `room` is what is free for what it shows, and shrinks as parts are written."""

    def __init__(self, writer: Writer, content: SlideContent, use: str, title: str) -> None:
        self.writer, self.content, self.language = writer, content, writer.meeting.language
        self.slide, self._held, self.roles = writer.new_slide(use)
        self.room = self.roles.room
        #: shapes in the order in which they are read; the foot comes last
        self.order: list[Any] = []
        self._foot: Any = None
        self._title(title or say("untitled", self.language))

    def tag(self, shape: Any, part: str, said: str, **more: Any) -> None:
        """Mark a shape as one that follows the figures."""
        tags.tag(shape, self.writer.record(self.content.slide, part, said, **more))

    def held(self, role: places.Holder | None) -> Any:
        """The slide's placeholder in a role, None where the layout has none."""
        return self._held.get(role.idx) if role is not None else None

    def _title(self, text: str) -> None:
        role, shape = self.roles.title, self.held(self.roles.title)
        if role is None or shape is None:
            rect, self.room = self.room.head(SMALL_TITLE * LEADING * 2, GAP)
            shape, largest = text_box(self.slide, "Rubrik", rect, []), SMALL_TITLE
        else:
            rect, largest = role.rect, role.size
        size = fitted(text, rect, largest, min(SMALL_TITLE, largest), bold=True)
        alone = fitted(
            text, Rect(0, 0, rect.width, size * LEADING + 1), size, size * ONE_LINE, True
        )
        if lines_of(text, rect.width, alone, bold=True) == 1:
            size = alone
        if self.writer.own:
            # our own slides have no air below a short title
            height = lines_of(text, rect.width, size, True) * size * LEADING + 2
            place(shape, Rect(rect.x, rect.y, rect.width, height))
            top = rect.y + height + 6
            self.room = Rect(self.room.x, top, self.room.width, self.room.bottom - top)
        write(shape, [paragraph([Run(text, None if size == largest else size)], self.language)])
        self.order.append(shape)
        self.tag(shape, "title", text)

    def message(self) -> None:
        """The analyst's sentence, under the title or in the template's own place for it."""
        text, role = self.content.message.strip(), self.roles.message
        paragraphs = [one for one in text.split("\n") if one.strip()]
        if not paragraphs:
            return
        shape = self.held(role)
        if self.roles.beside and role is not None and shape is not None:
            size = fitted(text, role.rect, role.size, SMALL_MESSAGE)
        else:
            wide = Rect(0, 0, self.room.width, self.room.height * MOST_MESSAGE)
            size = fitted(text, wide, MESSAGE, SMALL_MESSAGE)
            height = height_of(paragraphs, self.room.width, size) + 2
            head, self.room = self.room.head(height, GAP)
            if shape is None:
                shape = text_box(self.slide, say("message_name", self.language), head, [])
            else:
                place(shape, head)
        write(shape, [paragraph([Run(one, size)], self.language, bullet=False)
                      for one in paragraphs])  # fmt: skip
        self.order.append(shape)
        self.tag(shape, "message", self.content.message)

    def subtitle(self, text: str) -> None:
        """What is shown and in what unit, right above it."""
        if not text:
            return
        wide = Rect(0, 0, self.room.width, SUBTITLE * LEADING * 2)
        size = fitted(text, wide, SUBTITLE, SMALL_SUBTITLE)
        head, self.room = self.room.head(height_of([text], self.room.width, size), 6.0)
        said = [paragraph([Run(text, size, theme.MUTED)], self.language)]
        shape = text_box(self.slide, say("subtitle_name", self.language), head, said)
        self.order.append(shape)
        self.tag(shape, "subtitle", text)

    def lines(self, texts: Sequence[str], room: Rect) -> None:
        """Short sentences, each a paragraph of its own, in `room`."""
        size = LINES
        while size > SMALL_LINES and height_of(texts, room.width, size, size * 0.4) > room.height:
            size -= 1
        said = [
            paragraph([Run(one, size, theme.INK)], self.language, size * 0.4, bullet=False)
            for one in texts
        ]
        shape = text_box(self.slide, say("lines_name", self.language), room, said)
        self.order.append(shape)
        self.tag(shape, "lines", "\n".join(texts))

    def shown(self, shape: Any, part: str, said: str = "", **more: Any) -> None:
        """A shape that shows the figures stands on the slide."""
        self.order.append(shape)
        self.tag(shape, part, said, **more)

    def foot(self, parts: Sequence[tuple[str, float, str]], height: float) -> None:
        """Source and explanation at the bottom: (text, letters, colour) a paragraph."""
        if not parts:
            return
        low, self.room = self.room.foot(height, GAP)
        shape = self.held(self.roles.foot)
        if shape is None:
            shape = text_box(self.slide, say("foot_name", self.language), low, [], anchor="b")
        else:
            place(shape, low)
        write(shape, [paragraph([Run(text, size, colour)], self.language, bullet=False)
                      for text, size, colour in parts])  # fmt: skip
        self._foot = shape
        self.tag(shape, "source", "\n".join(text for text, _, _ in parts))

    def finish(self) -> None:
        """Take away what nothing fills, and put the shapes into their reading order."""
        read = [*self.order, *([self._foot] if self._foot is not None else [])]
        kept = {id(shape._element) for shape in read}
        for shape in self._held.values():
            if id(shape._element) not in kept:
                places.remove(shape)
        tree = self.slide.shapes._spTree
        for shape in read:
            tree.remove(shape._element)
            tree.insert_element_before(shape._element, "p:extLst")
        places.number_slide(self.slide, self.roles, self.language, self.writer.count())
