"""A native table renewed in place: rows by place and columns by heading, in the analyst's looks."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from layouts.exports.deck_update.facts import A, table_facts
from layouts.exports.deck_update.numbers import Key
from layouts.exports.deck_update.texts import renew, same

_A = f"{{{A}}}"
#: cells of a table of ours at most, with room for what an analyst adds
MOST_CELLS = 10_000
Texts = Sequence[Sequence[str]]


class Unlike(Exception):
    """The table in the file can no longer hold these figures; the text is a phrase's key."""


@dataclass(slots=True)
class MergedTable:
    """What became of a table: rows and columns by heading, and cells the analyst has written in."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    #: (what the analyst's cell reads, what it would have read)
    kept: list[tuple[str, str]] = field(default_factory=list)


def merge(old: Any, fresh: Any, written: object) -> MergedTable:
    """Renew the table's element `old` from `fresh`. Raises :class:`Unlike`: then keep a copy.

    `written` are the texts of the table as we made it, row by row.
    """
    if sum(1 for _ in old.iter(f"{_A}tc")) > MOST_CELLS:
        raise Unlike("other_table")
    if any(cell.get(part) for cell in old.iter(f"{_A}tc")
           for part in ("gridSpan", "rowSpan", "hMerge", "vMerge")):  # fmt: skip
        raise Unlike("merged_cells")
    now, today = table_facts(old), table_facts(fresh)
    made = _texts(written)
    if not now or not today:
        raise Unlike("other_table")
    name = name_column(today)
    found = MergedTable()
    columns = _aligned(now[0], today[0], made[0] if made else [])
    if name not in columns.values():
        raise Unlike("other_table")
    found.added += [today[0][at] for at in range(len(today[0])) if at not in columns.values()]
    found.gone += _columns(old, fresh, columns, made, found)
    now = table_facts(old)
    places = {wanted: at for at, wanted in columns.items()}
    _rows(old, fresh, places, name, made, found)
    return found


def numbers(texts: Texts, wanted: set[str] | None = None) -> dict[Key, str]:
    """The cells of a table that hold numbers, by row and column."""
    if not texts:
        return {}
    name = name_column(texts)
    return {
        (row[name], head): row[at]
        for row in texts[1:]
        if len(row) > name
        for at, head in enumerate(texts[0])
        if at != name and at < len(row) and any(letter.isdigit() for letter in row[at])
        and (wanted is None or head in wanted)
    }  # fmt: skip


def name_column(texts: Texts) -> int:
    """The column that names the rows: the first whose texts are words and differ."""
    for at in range(len(texts[0])):
        column = [row[at].strip() for row in texts[1:] if at < len(row)]
        worded = [text for text in column if text and not text[0].isdigit()]
        if column and len(worded) == len(column) and len(set(column)) == len(column):
            return at
    return 0


def _texts(written: object) -> list[list[str]]:
    if not isinstance(written, list):
        return []
    return [[str(cell) for cell in row] for row in written if isinstance(row, list)]


def _counted(names: Sequence[str]) -> list[tuple[str, int]]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        key = " ".join(name.split())
        seen[key] = seen.get(key, 0) + 1
        found.append((key, seen[key]))
    return found


def _aligned(now: Sequence[str], today: Sequence[str], made: Sequence[str]) -> dict[int, int]:
    """Index now -> index today, by name; one that was renamed by its place as made."""
    wanted = {key: at for at, key in enumerate(_counted(today))}
    keys = _counted(now)
    found = {at: wanted.pop(key) for at, key in enumerate(keys) if key in wanted}
    written = _counted(made)
    for at, key in enumerate(keys):
        if at not in found and key not in written and at < len(written) == len(now):
            other = wanted.pop(written[at], None)
            if other is not None:
                found[at] = other
    return found


def _columns(
    old: Any, fresh: Any, columns: dict[int, int], made: Texts, found: MergedTable
) -> list[str]:
    """Take out columns of ours that are gone and put in those that are new; `columns` follows."""
    heads = table_facts(old)[0]
    ours = {key for key, _ in _counted(made[0])} if made else set(heads)
    gone = [at for at in range(len(heads)) if at not in columns and heads[at] in ours]
    grid = old.find(f"{_A}tblGrid")
    width = sum(_width(one) for one in grid)
    for at in reversed(gone):
        for row in [grid, *old.findall(f"{_A}tr")]:
            row.remove(_cells(row)[at])
    at_now = [columns.get(at) for at in range(len(heads)) if at not in gone]
    count = len(table_facts(fresh)[0])
    for wanted in range(count):
        if wanted in at_now:
            continue
        before = [at for at, other in enumerate(at_now) if other is not None and other < wanted]
        at = before[-1] + 1 if before else 0
        for row in [grid, *old.findall(f"{_A}tr")]:
            cells = _cells(row)
            like = cells[min(max(at - 1, 0), len(cells) - 1)]
            cells[at - 1].addnext(deepcopy(like)) if at else cells[0].addprevious(deepcopy(like))
        at_now.insert(at, wanted)
    columns.clear()
    columns.update({at: other for at, other in enumerate(at_now) if other is not None})
    _fit(grid, width, name_column(table_facts(old)))
    return [heads[at] for at in gone]


def _fit(grid: Any, width: int, name: int) -> None:
    """Let the columns fill their earlier width; names keep theirs, numbers share the rest."""
    columns = list(grid)
    widths = [_width(one) for one in columns]
    kept = widths[name] if name < len(widths) else 0
    total = sum(widths) - kept
    if sum(widths) == width or total <= 0 or width <= kept:
        return
    for at, one in enumerate(columns):
        if at != name:
            one.set("w", str(round(widths[at] * (width - kept) / total)))


def _width(column: Any) -> int:
    text = column.get("w") or ""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _cells(row: Any) -> list[Any]:
    return [one for one in row if one.tag in (f"{_A}tc", f"{_A}gridCol")]


def _rows(
    old: Any, fresh: Any, places: dict[int, int], name: int, made: Texts, found: MergedTable
) -> None:
    """Renew every row of ours by its name, in the order drawn today; others keep their place."""
    rows, wanted = old.findall(f"{_A}tr"), fresh.findall(f"{_A}tr")
    texts, today = table_facts(old), table_facts(fresh)
    key = places[name]
    names = [row[key] if key < len(row) else "" for row in texts[1:]]
    made_name = name_column(made) if made else 0
    known = {row[made_name]: row for row in made[1:] if made_name < len(row)}
    _row(rows[0], wanted[0], places, made[0] if made else [], today[0], made, found)
    there = {key: at for at, key in enumerate(_counted(names), 1)}
    held: dict[int, Any] = {}
    for at, (row, label) in enumerate(zip(today[1:], _counted([r[name] for r in today[1:]],),
                                          strict=True), 1):  # fmt: skip
        place = there.pop(label, None)
        if place is None:
            if row[name] in known:
                continue
            element = deepcopy(rows[min(at, len(rows) - 1)])
            found.added.append(row[name])
            _row(element, wanted[at], places, [], today[0], [], found, whole=True)
        else:
            element = rows[place]
            _row(element, wanted[at], places, known.get(row[name], []), today[0], made, found)
        held[at] = element
    for label, place in there.items():
        if label[0] in known or not made:
            old.remove(rows[place])
            found.gone.append(names[place - 1])
    # in today's order; the analyst's own rows stay below
    last = rows[0]
    for element in held.values():
        last.addnext(element)
        last = element


def _row(
    row: Any,
    wanted: Any,
    places: dict[int, int],
    said: Sequence[str],
    heads: Sequence[str],
    made: Texts,
    found: MergedTable,
    whole: bool = False,
) -> None:
    """Renew the cells of one row that read as we wrote them (all of them where `whole`)."""
    here, there = row.findall(f"{_A}tc"), wanted.findall(f"{_A}tc")
    at_made = {key: at for at, key in enumerate(_counted(made[0]))} if made else {}
    keys = _counted(heads)
    for at, cell in enumerate(there):
        place = places.get(at)
        if place is None or place >= len(here):
            continue
        now, then = _text(here[place]), _text(cell)
        was = at_made.get(keys[at])
        before = said[was] if was is not None and was < len(said) else None
        if whole or before is None or same(now, before):
            renew(here[place].find(f"{_A}txBody"), cell.find(f"{_A}txBody"))
        elif not same(now, then):
            found.kept.append((now, then))


def _text(cell: Any) -> str:
    return "\n".join(
        "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
        for paragraph in cell.iter(f"{_A}p")
    )
