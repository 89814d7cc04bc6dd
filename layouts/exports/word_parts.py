"""Parts of a document that python-docx has no name for: numbered captions, links, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.exports.meeting_names import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LINK = "0B5CAD"


def caption(document: Document, style: Any, label: str, number: int, text: str) -> Paragraph:
    """ "Diagram 3. …": the number is a field, so that Word renumbers and can list the captions."""
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{label} ")
    field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    paragraph.add_run(f". {clean(text)}")
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word computes, with what it is now."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), f" {code} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def link(paragraph: Paragraph, address: str) -> None:
    """An address that can be followed, and read on paper."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    holder = OxmlElement("w:hyperlink")
    holder.set(qn("r:id"), key)
    run, looks = OxmlElement("w:r"), OxmlElement("w:rPr")
    colour, line = OxmlElement("w:color"), OxmlElement("w:u")
    colour.set(qn("w:val"), LINK)
    line.set(qn("w:val"), "single")
    looks.append(colour)
    looks.append(line)
    text = OxmlElement("w:t")
    text.text = address
    run.append(looks)
    run.append(text)
    holder.append(run)
    paragraph._p.append(holder)


def footer(document: Document, style: Any, title: str, page: str) -> None:
    """The meeting's title and the number of the page at the foot of every page."""
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(f"{clean(title)} · {page} ")
    field(paragraph, "PAGE", "1")


def logo(document: Document, path: str, said: str, height: int) -> None:
    """The region's logo at the head of every page, with its words; `height` in EMU."""
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    run = section.header.paragraphs[0].add_run()
    picture = run.add_picture(path, height=height)
    picture._inline.docPr.set("descr", clean(said))
