"""Texts on slides as DrawingML: every run says its language, for those who listen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.ink import LANGUAGES, escape, fill

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of letters; None leaves size, colour and weight to the template."""

    text: str
    size: float | None = None
    colour: str | None = None
    bold: bool | None = None


def run(one: Run, language: str) -> str:
    """``a:r``."""
    size = f' sz="{round(one.size * 100)}"' if one.size else ""
    bold = f' b="{int(one.bold)}"' if one.bold is not None else ""
    ink = fill(one.colour) if one.colour else ""
    return (
        f'<a:r><a:rPr lang="{LANGUAGES[language]}"{size}{bold} dirty="0">{ink}</a:rPr>'
        f"<a:t>{escape(one.text)}</a:t></a:r>"
    )


def paragraph(
    runs: Iterable[Run],
    language: str,
    after: float = 0.0,
    align: str = "l",
    bullet: bool = True,
    ends: float | None = None,
) -> str:
    """``a:p``; without `bullet` the template's own bullets are taken away.

    `ends` are the letters of a paragraph without any, which make an empty row as high as others.
    """
    plain = "" if bullet else "<a:buNone/>"
    indent = "" if bullet else ' marL="0" indent="0"'
    space = "" if bullet else (
        '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>'
    )  # fmt: skip
    side = f' algn="{align}"' if align != "l" else ""
    texts = "".join(run(one, language) for one in runs if one.text or ends is None)
    sized = f' sz="{round(ends * 100)}"' if ends is not None else ""
    return (
        f"<a:p><a:pPr{indent}{side}>{space}{plain}</a:pPr>{texts}"
        f'<a:endParaRPr lang="{LANGUAGES[language]}"{sized} dirty="0"/></a:p>'
    )


def write(shape: Any, paragraphs: Iterable[str], shrink: bool = True) -> None:
    """Put paragraphs into a shape in place of what it holds."""
    body = shape._element.txBody
    for old in body.findall("{*}p"):
        body.remove(old)
    if shrink:
        _shrink(body)
    parsed = element(f"<a:x {NAMESPACES}>{''.join(paragraphs)}</a:x>")
    for one in list(parsed):
        body.append(one)


def _shrink(body: Any) -> None:
    """Let PowerPoint shrink the text if someone writes more than finds room."""
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.text.text import TextFrame

    TextFrame(body, None).auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def element(xml: str) -> Any:
    """A node of python-pptx's own classes from text whose prefixes are a, p, r and c."""
    from pptx.oxml import parse_xml

    return parse_xml(xml)


def text_box(
    slide: Any, name: str, rect: Rect, paragraphs: Iterable[str], anchor: str = "t"
) -> Any:
    """A box of text without fill or margins; returns the shape."""
    left, top, width, height = rect.emu
    number = next_id(slide)
    xml = (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/>'
        '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        "<a:normAutofit/></a:bodyPr><a:lstStyle/>"
        f"{''.join(paragraphs)}</p:txBody></p:sp>"
    )
    return add(slide, xml)


def add(slide: Any, xml: str) -> Any:
    """Put a shape last on a slide, and so last in the reading order; returns the shape."""
    from pptx.shapes.shapetree import BaseShapeFactory

    node = element(xml)
    slide.shapes._spTree.insert_element_before(node, "p:extLst")
    return BaseShapeFactory(node, slide.shapes)


def next_id(slide: Any) -> int:
    """An id that no shape of the slide has."""
    ids = (node.get("id") for node in slide.shapes._spTree.iter("{*}cNvPr"))
    return max((int(found) for found in ids), default=1) + 1


def place(shape: Any, rect: Rect) -> None:
    """Move a shape to a rectangle."""
    properties = shape._element.spPr
    for old in properties.findall("{*}xfrm"):
        properties.remove(old)
    left, top, width, height = rect.emu
    properties.insert(0, element(
        f'<a:xfrm {NAMESPACES}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        "</a:xfrm>"
    ))  # fmt: skip
