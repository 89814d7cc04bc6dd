"""Everyone by distance: a table of the home, its peers and the others, value and difference."""

from __future__ import annotations

from pathlib import Path

from data.geography import RIKET, geographies
from data.model import MISSING_STATUS
from indicators import formats, naming
from indicators.peers import Comparison, Likeness
from indicators.phrases import Phrases, phrases
from indicators.spec import Mark
from indicators.structure import Column
from layouts import small_charts
from layouts.elements import Element, h
from layouts.theme import GREY, INK

WORDS = Path(__file__).parents[1] / "words" / "peers.toml"
#: rows that follow the peers in the first table; the rest is folded
NEXT = 15
#: more rows than this are folded: the counties never are
LONG = 40
BAR_WIDTH, BAR_HEIGHT = 72, 8


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def place_name(code: str, language: str) -> str:
    """The short name, and the country where it is not Sweden: "Prov. Liège (Belgien)"."""
    place = geographies()[code]
    country = place
    while country.level != "country" and country.parent in geographies():
        country = geographies()[country.parent]
    name = place.short(language)
    if country.code in (RIKET, code) or country.level != "country":
        return name
    return f"{name} ({country.short(language)})"


def tables(found: Comparison, peers: int, language: str) -> list[Element]:
    """The table of distances; what is long is folded, and who was left out is said."""
    near, after = found.ranked[:peers], found.ranked[peers:]
    shown = after if len(found.ranked) <= LONG else after[:NEXT]
    rest = after[len(shown) :]
    home = geographies()[found.home].short(language)
    groups = [
        h("tbody", _group(found, "home_group", language), _home(found, language)),
        _rows(found, near, 1, "peers_group", language),
        _rows(found, shown, peers + 1, "next_group", language),
    ]
    caption = say()(f"caption_{found.level}", language, home=home)
    parts = [_table(found, caption, groups, language)]
    if rest:
        words = say()("rest", language, count=formats.number(len(rest), 0, language))
        caption = say()("caption_rest", language, home=home)
        rows = [_row(found, one, number, language) for number, one in
                enumerate(rest, start=peers + len(shown) + 1)]  # fmt: skip
        table = _table(found, caption, [h("tbody", *rows)], language)
        parts.append(h("details", h("summary", words), table, cls="rank-table"))
    return [*parts, *_left_out(found, language)]


def _table(found: Comparison, caption: str, groups: list[Element], language: str) -> Element:
    heads = [
        h("th", say()("column_rank", language), scope="col", cls="rank"),
        h("th", say()(f"column_place_{found.level}", language), scope="col"),
        h("th", say()("column_distance", language), scope="col"),
        *(_head(found, column, language) for column in found.columns),
    ]
    if _uneven(found):
        heads.append(h("th", say()("column_shared", language), scope="col"))
    table = h(
        "table", h("caption", caption), h("thead", h("tr", *heads)), *groups, cls="t likeness"
    )
    return h("div", table, cls="scroll", tabIndex="0", role="region", aria_label=caption)


def _head(found: Comparison, column: Column, language: str) -> Element:
    name = column.variable.name[language]
    if column.breakdown != "total":
        name += f", {naming.say()(column.breakdown, language)}"
    more = [formats.period(column.period, language)]
    if column.symbol:
        more.append(column.symbol[language])
    if not found.weights[column.variable.id]:
        more.append(say()("not_counted", language))
    return h("th", name, h("span", ", ".join(more), cls="sub"), scope="col")


def _uneven(found: Comparison) -> bool:
    """Tell whether some distances rest on less than the whole weight."""
    return any(one.shared < 1 for one in found.ranked)


def _group(found: Comparison, key: str, language: str) -> Element:
    width = 3 + len(found.columns) + _uneven(found)
    words = say()(f"{key}_{found.level}", language)
    return h("tr", h("th", words, colSpan=str(width), scope="rowgroup"), cls="group-head")


def _home(found: Comparison, language: str) -> Element:
    cells = [
        h("td", "", cls="rank"),
        h("th", place_name(found.home, language), scope="row"),
        h("td", formats.number(0.0, 2, language)),
        *(_value(column, found.home, None, language) for column in found.columns),
    ]
    if _uneven(found):
        cells.append(h("td", ""))
    return h("tr", *cells, cls="home")


def _rows(
    found: Comparison, ones: tuple[Likeness, ...], first: int, key: str, language: str
) -> Element | None:
    if not ones:
        return None
    rows = [_row(found, one, number, language) for number, one in enumerate(ones, start=first)]
    return h("tbody", _group(found, key, language), *rows)


def _row(found: Comparison, one: Likeness, number: int, language: str) -> Element:
    farthest = found.ranked[-1].distance
    peer = one.code in found.peers
    pairs = zip(found.columns, one.differences, strict=True)
    cells = [
        h("td", str(number), cls="rank"),
        h("th", place_name(one.code, language), scope="row"),
        h("td", _bar(one.distance / farthest if farthest else 0.0, peer),
          formats.number(one.distance, 2, language), cls="distance"),
        *(_value(column, one.code, difference, language) for column, difference in pairs),
    ]  # fmt: skip
    if _uneven(found):
        share = formats.with_unit(100 * one.shared, 0, language, "%")
        cells.append(h("td", share))
    return h("tr", *cells, cls="peer" if peer else None)


def _bar(part: float, peer: bool) -> Element:
    """The distance beside the largest; the number stands next to it."""
    width = max(part * BAR_WIDTH, 1)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {BAR_WIDTH} {BAR_HEIGHT}' "
        f"width='{BAR_WIDTH}' height='{BAR_HEIGHT}'>"
        f"<rect width='{width:.1f}' height='{BAR_HEIGHT}' fill='{INK if peer else GREY}'/></svg>"
    )
    return h("img", src=small_charts.picture(svg), alt="", width=BAR_WIDTH, height=BAR_HEIGHT)


def _value(column: Column, code: str, difference: float | None, language: str) -> Element:
    """The value, and under it how many standard deviations it lies from the home's."""
    mark = column.marks.get(code)
    if mark is None or mark.value is None:
        return h("td", h("span", _reason(mark, language), cls="sub"))
    below = None
    if difference is not None:
        below = h("span", formats.number(difference, 2, language, signed=True), cls="sub")
    return h("td", formats.number(mark.value, column.decimals, language), below)


def _reason(mark: Mark | None, language: str) -> str:
    """Why there is no value, as the source says it; just that there is none where it is silent."""
    letters = sorted(MISSING_STATUS & set(mark.status)) if mark is not None else []
    if not letters:
        return say()("no_value", language)
    return naming.say()(f"status_{letters[0]}", language)


def _left_out(found: Comparison, language: str) -> list[Element]:
    """Who lacks too much to be compared, by name where any value is there at all."""
    if not found.left_out:
        return []
    some = [code for code, part in found.left_out if part > 0]
    none = len(found.left_out) - len(some)
    texts = []
    if some:
        names = [place_name(code, language) for code in some]
        texts.append(say()("left_out", language, names=formats.listing(names, language)))
    if none:
        texts.append(say()("left_out_more", language, count=formats.number(none, 0, language)))
    count = formats.number(len(found.left_out), 0, language)
    summary = h("summary", say()("left_out_summary", language, count=count))
    return [h("details", summary, *(h("p", text) for text in texts), cls="words")]
