"""The styles of a document: those of the region's template where it has them, else plain ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import Fault, InputFault
from indicators.phrases import Phrases, phrases
from layouts import theme

if TYPE_CHECKING:
    from docx.document import Document

    from layouts.profile import Profile

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
FONT = "Calibri"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
#: our name of a style -> what Word calls it, in English and in Swedish templates
KNOWN = {
    "title": ("Title", "Rubrik"),
    "heading": ("Heading 1", "Rubrik 1"),
    "subheading": ("Heading 2", "Rubrik 2"),
    "text": ("Normal", "Brödtext"),
    "list": ("List Bullet", "Punktlista"),
    "caption": ("Caption", "Beskrivning"),
    "source": (),
    "table": ("Table Grid", "Tabellrutnät"),
}  # fmt: skip
#: our own styles where a template lacks them: size in points, bold, space before and after
OWN: Mapping[str, tuple[str, float, bool, float, float]] = {
    "title": ("Panel Title", 24, True, 0, 6),
    "heading": ("Panel Heading 1", 16, True, 18, 6),
    "subheading": ("Panel Heading 2", 13, True, 16, 4),
    "list": ("Panel List", 10.5, False, 0, 3),
    "caption": ("Panel Caption", 9.5, True, 10, 4),
    "source": ("Panel Source", 8.5, False, 3, 0),
}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by our names; `table` is None where tables have their own lines."""

    by_name: Mapping[str, Any]
    table: Any

    def __getitem__(self, name: str) -> Any:
        return self.by_name[name]


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def opened(profile: Profile, language: str) -> tuple[Document, Styles]:
    """An empty document of the region's template, or a plain one of ours, with its styles.

    The template's header, footer and page are kept, its text is not. Raises
    :class:`data.errors.InputFault` for a template that cannot be opened.
    """
    from docx import Document as open_document

    if profile.docx is None:
        document = open_document()
        _plain(document)
        _without_thumbnail(document)
    else:
        try:
            document = open_document(str(profile.docx))
        except Exception as error:  # whatever is wrong with the file, it is no template
            where = profile.docx.name
            raise InputFault([Fault(where, "docx", f"cannot be opened: {error}")]) from error
        _emptied(document)
    set_language(document, LANGUAGES[language])
    return document, _styles(document, profile)


def _emptied(document: Document) -> None:
    """Leave of the body only its last section, which holds page, header and footer."""
    from docx.oxml.ns import qn

    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _without_thumbnail(document: Document) -> None:
    """The built-in template carries a picture of an empty page, which shows nothing of ours."""
    package = document.part.package
    assert package is not None
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _plain(document: Document) -> None:
    """A4, one typeface, dark text: the built-in styles made plain and legible."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    shapes = {"Title": (24, True, 0, 4), "Heading 1": (17, True, 20, 6),
              "Heading 2": (14, True, 18, 5), "Normal": (10.5, False, 0, 6),
              "List Bullet": (10.5, False, 0, 3), "Caption": (9.5, True, 10, 4),
              "Subtitle": (11, False, 0, 12)}  # fmt: skip
    for name, (size, bold, before, after) in shapes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(theme.INK[1:])
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for key in list(fonts.attrib):  # theme fonts go before named ones
            if "Theme" in key:
                del fonts.attrib[key]
        for key in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before), Pt(after),
        )  # fmt: skip
        borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        if borders is not None:  # the line below the built-in title
            borders.getparent().remove(borders)
    document.styles["Caption"].paragraph_format.keep_with_next = True


def set_language(document: Document, tag: str) -> None:
    """Say in which language all text is written: for spelling, hyphenation and speech."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/"
                                            f"{qn('w:rPr')}")  # fmt: skip
    places = [document.styles["Normal"].element.get_or_add_rPr()]
    if defaults is not None:
        places.append(defaults)
    for place in places:
        language = place.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            place.append(language)
        language.set(qn("w:val"), tag)
    theme_language = document.settings.element.find(qn("w:themeFontLang"))
    if theme_language is not None:
        theme_language.set(qn("w:val"), tag)
    document.core_properties.language = tag


def _styles(document: Document, profile: Profile) -> Styles:
    """The template's own names first, then Word's, then our own style, made where it is needed."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name: style for style in document.styles
             if style.type == WD_STYLE_TYPE.PARAGRAPH}  # fmt: skip
    tables = {style.name: style for style in document.styles
              if style.type == WD_STYLE_TYPE.TABLE}  # fmt: skip
    found = {}
    for name, names in KNOWN.items():
        wanted = (profile.docx_styles.get(name, ""), *names)
        if name != "table":
            style = next((known[one] for one in wanted if one in known), None)
            found[name] = style if style is not None else _own(document, name)
    wanted = (profile.docx_styles.get("table", ""), *(KNOWN["table"] if profile.docx else ()))
    return Styles(found, next((tables[one] for one in wanted if one in tables), None))


def _own(document: Document, name: str) -> Any:
    """A style of ours, built on the template's text so that the typeface is the template's."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    normal = document.styles["Normal"]
    if name not in OWN:
        return normal
    title, size, bold, before, after = OWN[name]
    style = document.styles.add_style(title, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = normal
    style.font.size, style.font.bold = Pt(size), bold
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if name == "source":
        style.font.color.rgb = RGBColor.from_string(theme.MUTED[1:])
    if name in ("title", "heading", "subheading", "caption"):
        style.paragraph_format.keep_with_next = True
    if name in ("heading", "subheading"):
        _outline(style, 0 if name == "heading" else 1)
    return style


def _outline(style: Any, level: int) -> None:
    """Make a style a heading for those who move by headings."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)
