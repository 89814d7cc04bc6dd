"""New slides and notes as copies of the first of their kind.

python-pptx looks through layout and master for each of them, a fifth of the time of a long deck.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any


class NewSlides:
    """Makes slides on layouts, and their notes."""

    def __init__(self, presentation: Any) -> None:
        self.presentation = presentation
        self._slides: dict[str, list[Any]] = {}
        self._notes: Any = None
        #: where among the shapes of the notes their text stands
        self._at: int | None = None

    def slide(self, layout: Any) -> tuple[Any, dict[int, Any]]:
        """A slide on `layout`, with its placeholders by their index."""
        from pptx.shapes.shapetree import SlideShapeFactory

        slides, key = self.presentation.slides, str(layout.part.partname)
        if key not in self._slides:
            slide = slides.add_slide(layout)
            self._slides[key] = [deepcopy(shape._element) for shape in slide.placeholders]
            nodes = [shape._element for shape in slide.placeholders]
        else:
            number, slide = self.presentation.part.add_slide(layout)
            slides._sldIdLst.add_sldId(number)
            nodes = [deepcopy(node) for node in self._slides[key]]
            for node in nodes:
                slide.shapes._spTree.append(node)
        shapes = slide.shapes
        return slide, {int(node.ph_idx): SlideShapeFactory(node, shapes) for node in nodes}

    def notes(self, slide: Any) -> Any:
        """The place for a slide's notes, None where the template's notes have none."""
        from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from pptx.parts.slide import NotesSlidePart
        from pptx.shapes.placeholder import NotesSlidePlaceholder

        if self._notes is None:
            found = slide.notes_slide
            self._notes = deepcopy(found._element)
            place = found.notes_placeholder
            if place is not None:
                self._at = found.shapes._spTree.index(place._element)
            return place
        package = slide.part.package
        part = NotesSlidePart(
            package.next_partname("/ppt/notesSlides/notesSlide%d.xml"),
            CONTENT_TYPE.PML_NOTES_SLIDE,
            package,
            deepcopy(self._notes),
        )
        part.relate_to(package.presentation_part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
        part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
        slide.part.relate_to(part, RELATIONSHIP_TYPE.NOTES_SLIDE)
        if self._at is None:
            return None
        shapes = part.notes_slide.shapes
        return NotesSlidePlaceholder(shapes._spTree[self._at], shapes)
