"""The report of an update as the XML of slides: a title, a lead and a table of what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from layouts.exports.deck.tag_parts import P, R
from layouts.exports.deck_update.facts import A
from layouts.exports.deck_update.report import Report
from layouts.exports.deck_update.words import say

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
#: letters' size in points, a line's height and a row's margins, in EMU
SIZE, LINE, MARGIN = 12, 190_000, 100_000
#: between two lines of a row, in EMU and in hundredths of a point
BETWEEN, SPACE = 38_100, 300
#: the table's head, and the lead above it
HEAD, LEAD = LINE + MARGIN, 2 * LINE + MARGIN
#: the average letter's width, in parts of its size; one point is 12 700 EMU
LETTER = 0.5
POINT = 12_700
#: part of the width that the column with the slides' names has
FIRST = 0.27


@dataclass(frozen=True, slots=True)
class Room:
    """Where the table has room, in EMU, and the layout that the slide stands on."""

    layout: str
    titled: bool
    left: int
    top: int
    width: int
    height: int


#: a slide by name, and what has happened on it line by line
Row = tuple[str, tuple[str, ...]]


def height(row: Row, room: Room) -> int:
    """How high a row becomes, about."""
    name, lines = row
    left = _lines(name, room.width * FIRST)
    right = sum(_lines(line, room.width * (1 - FIRST)) for line in lines)
    return max(left, right) * LINE + len(lines) * BETWEEN + MARGIN


def _lines(text: str, width: float) -> int:
    across = max(int((width - 2 * MARGIN) / (SIZE * LETTER * POINT)), 8)
    return max(1, -(-len(text) // across))


def slide_xml(room: Room, title: str, lead: str, rows: Sequence[Row], report: Report) -> bytes:
    language = LANGUAGES[report.language]
    place = '<p:ph type="title"/>' if room.titled else ""
    box = ""
    if not room.titled:
        box = (
            f'<a:xfrm><a:off x="{room.left}" y="{round(room.top * 0.3)}"/>'
            f'<a:ext cx="{room.width}" cy="{round(room.top * 0.6)}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
    top, parts = room.top, []
    if lead:
        parts.append(_lead(room, lead, language))
        top += LEAD
    if rows:
        parts.append(_table(room, top, rows, report, language))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<p:sld xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"><p:cSld><p:spTree><p:nvGrpSpPr>'
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name={quoteattr(title)}/><p:cNvSpPr/>'
        f"<p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr>{box}</p:spPr><p:txBody><a:bodyPr>"
        f'<a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang="{language}"/>'
        f"<a:t>{escape(title)}</a:t></a:r></a:p></p:txBody></p:sp>{''.join(parts)}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    ).encode()


def _lead(room: Room, text: str, language: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{room.left}" y="{room.top}"/>'
        f'<a:ext cx="{room.width}" cy="{2 * LINE}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" lIns="{MARGIN}" tIns="0" rIns="{MARGIN}" bIns="0"/>'
        f"<a:lstStyle/>{_words(text, language)}</p:txBody></p:sp>"
    )


def _table(room: Room, top: int, rows: Sequence[Row], report: Report, language: str) -> str:
    first = round(room.width * FIRST)
    head = tuple(say()(key, report.language) for key in ("column_slide", "column_what"))
    body = "".join(_row(row, height(row, room), language) for row in rows)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Tabell"'
        f" descr={quoteattr(report.title)}/><p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{room.left}" y="{top}"/><a:ext cx="{room.width}" cy="{LINE}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol w="{first}"/>'
        f'<a:gridCol w="{room.width - first}"/></a:tblGrid>'
        f"{_row((head[0], (head[1],)), HEAD, language, True)}{body}</a:tbl></a:graphicData>"
        "</a:graphic></p:graphicFrame>"
    )


def _row(row: Row, high: int, language: str, bold: bool = False) -> str:
    cells = "".join(_cell(lines, language, bold) for lines in ((row[0],), row[1]))
    return f'<a:tr h="{high}">{cells}</a:tr>'


def _cell(lines: Sequence[str], language: str, bold: bool) -> str:
    """A cell without ground, with a line above it; colours are the theme's."""
    line = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    rules = "".join(
        f'<a:ln{side} w="{6350 if side == "T" else 0}">'
        f"{line if side == 'T' else '<a:noFill/>'}</a:ln{side}>"
        for side in "LRTB"
    )
    words = "".join(_words(text, language, bold) for text in lines)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{MARGIN}" marR="{MARGIN}" marT="{MARGIN // 2}" marB="{MARGIN // 2}">'
        f"{rules}<a:noFill/></a:tcPr></a:tc>"
    )


def _words(text: str, language: str, bold: bool = False) -> str:
    look = (
        f'lang="{language}" sz="{SIZE * 100}" b="{int(bold)}"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill>'
    )
    if not text:
        return f"<a:p><a:endParaRPr {look}</a:endParaRPr></a:p>"
    space = f'<a:pPr><a:spcAft><a:spcPts val="{SPACE}"/></a:spcAft></a:pPr>'
    return f"<a:p>{space}<a:r><a:rPr {look}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>"
