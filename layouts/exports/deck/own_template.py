"""The panel's own template: plain, wide, large letters; layouts for title, section, view, text.

Made from the one that python-pptx carries: its slide master with our letters and colours, and its
layouts redrawn. A region's own template goes before it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

from layouts import theme
from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.ink import FONT, escape, fill
from layouts.exports.deck.paragraphs import NAMESPACES, element

WIDTH, HEIGHT = 960.0, 540.0
EDGE = 42.0
FULL = WIDTH - 2 * EDGE
TITLE = Rect(EDGE, 24, FULL, 62)
NUMBER = Rect(WIDTH - EDGE - 60, 514, 60, 16)
COLOURS = {
    "dk1": theme.INK,
    "lt1": theme.WHITE,
    "dk2": theme.MUTED,
    "lt2": "#F3F5F7",
    "accent1": theme.PLACES["17"].colour,
    "accent2": theme.PLACES["20"].colour,
    "accent3": theme.PLACES["21"].colour,
    "accent4": theme.PLACES["SE31"].colour,
    "accent5": theme.GREY,
    "accent6": theme.INK,
    "hlink": theme.PLACES["17"].colour,
    "folHlink": theme.PLACES["SE31"].colour,
}
#: our layouts by what they are for: name, PowerPoint's type, placeholders
#: (type, idx, name, rectangle, letters, bold, colour, anchor)
Holder = tuple[str, int, str, Rect, float, bool, str, str]
LAYOUTS: dict[str, tuple[str, str, tuple[Holder, ...]]] = {
    "title": ("Titel", "title", (
        ("ctrTitle", 0, "Rubrik", Rect(EDGE, 150, FULL, 130), 44, True, theme.INK, "b"),
        ("subTitle", 1, "Underrubrik", Rect(EDGE, 296, FULL, 90), 22, False, theme.MUTED, "t"),
    )),
    "section": ("Avsnitt", "secHead", (
        ("title", 0, "Rubrik", Rect(EDGE, 170, FULL, 110), 38, True, theme.INK, "b"),
        ("body", 1, "Text", Rect(EDGE, 296, FULL, 150), 22, False, theme.MUTED, "t"),
    )),
    "view": ("Vy", "cust", (
        ("title", 0, "Rubrik", TITLE, 28, True, theme.INK, "t"),
        ("body", 13, "Budskap", Rect(EDGE, 90, FULL, 44), 20, False, theme.INK, "t"),
        ("", 1, "Diagram", Rect(EDGE, 138, FULL, 296), 16, False, theme.INK, "t"),
        ("body", 14, "Källa", Rect(EDGE, 442, FULL, 70), 10, False, theme.MUTED, "b"),
    )),
    "text": ("Text", "obj", (
        ("title", 0, "Rubrik", TITLE, 28, True, theme.INK, "t"),
        ("", 1, "Text", Rect(EDGE, 100, FULL, 400), 22, False, theme.INK, "t"),
    )),
}  # fmt: skip


@lru_cache(maxsize=1)
def own_template() -> bytes:
    """The template as a file without slides."""
    from pptx import Presentation

    found = Presentation()
    found.slide_width, found.slide_height = round(WIDTH * 12700), round(HEIGHT * 12700)
    master = found.slide_master
    for layout, (name, kind, holders) in zip(
        list(found.slide_layouts), LAYOUTS.values(), strict=False
    ):
        _redraw(layout._element, name, holders)
        layout._element.set("type", kind)
        layout._element.set("preserve", "1")
    for layout in list(found.slide_layouts)[len(LAYOUTS) :]:
        found.slide_layouts.remove(layout)
    _master(master._element)
    _theme(master.part)
    target = BytesIO()
    found.save(target)
    return target.getvalue()


def _redraw(layout: Any, name: str, holders: tuple[Holder, ...]) -> None:
    """Put our placeholders in place of those that a layout has."""
    tree = layout.cSld.spTree
    layout.cSld.set("name", name)
    for old in tree.xpath("./p:sp|./p:pic|./p:grpSp|./p:cxnSp"):
        tree.remove(old)
    for number, holder in enumerate(holders, start=2):
        tree.append(element(_holder(number, holder)))
    tree.append(element(_number(len(holders) + 2)))


def _holder(number: int, holder: Holder) -> str:
    kind, idx, name, rect, size, bold, colour, anchor = holder
    type_ = f' type="{kind}"' if kind else ""
    index = f' idx="{idx}"' if idx else ""
    body = kind == "body" or kind == "subTitle"
    level = '<a:lvl1pPr marL="0" indent="0"><a:buNone/>' if body else "<a:lvl1pPr>"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{type_}{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_at(rect)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{level}"
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f"{fill(colour)}</a:defRPr></a:lvl1pPr></a:lstStyle>"
        f'<a:p><a:r><a:rPr lang="sv-SE"/><a:t>{escape(name)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _number(number: int) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Bildnummer"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{_at(NUMBER)}</p:spPr><p:txBody>"
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle>'
        '<a:lvl1pPr algn="r">'
        f'<a:defRPr sz="1000">{fill(theme.MUTED)}</a:defRPr></a:lvl1pPr></a:lstStyle><a:p>'
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="sv-SE"/>'
        "<a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>"
    )


def _at(rect: Rect) -> str:
    left, top, width, height = rect.emu
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _master(master: Any) -> None:
    """Left-aligned titles, quiet bullets, and placeholders where the wide slide has them."""
    tree = master.cSld.spTree
    for sp in tree.xpath("./p:sp"):
        kind = sp.xpath("string(.//p:ph/@type)")
        if kind in ("dt", "ftr"):
            tree.remove(sp)
            continue
        rect = {"title": TITLE, "sldNum": NUMBER}.get(kind, Rect(EDGE, 100, FULL, 400))
        sp.x, sp.y, sp.cx, sp.cy = rect.emu
    for style in master.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr"):
        style.set("algn", "l")
        for letters in style.findall("{*}defRPr"):
            letters.set("sz", "2800")
            letters.set("b", "1")
    sizes = ("2200", "2000", "1800", "1600", "1600")
    for level, size in enumerate(sizes, start=1):
        for letters in master.xpath(f"./p:txStyles/p:bodyStyle/a:lvl{level}pPr/a:defRPr"):
            letters.set("sz", size)


def _theme(part: Any) -> None:
    """Our colours and letters in the master's theme."""
    for rel in part.rels.values():
        if not rel.reltype.endswith("/theme"):
            continue
        text = rel.target_part.blob.decode()
        for name, colour in COLOURS.items():
            text = re.sub(
                f"(<a:{name}>).*?(</a:{name}>)",
                rf'\g<1><a:srgbClr val="{colour[1:]}"/>\g<2>',
                text,
                flags=re.S,
            )
        text = re.sub(r'(<a:m(?:aj|in)orFont>\s*<a:latin typeface=")[^"]*"', rf'\g<1>{FONT}"', text)
        text = text.replace('name="Office Theme"', 'name="Omställningspanelen"', 1)
        rel.target_part._blob = text.encode()
