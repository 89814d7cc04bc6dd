"""What holds in every view of every indicator: the same numbers everywhere, and honest words.

All faults of a view are told together, each with the selection that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geography import RIKET, counties, geographies, swedish_regions
from data.model import period_position
from indicators import formats
from indicators.library import Library
from indicators.model import OVER_TIME, VIEW_IDS, Selection, ViewId
from indicators.spec import ChartSpec, Column, Mark
from indicators.tiles import tiles
from layouts.figures.text import missing_letter, words
from tests.conftest import SOAK
from tests.indicators import synthetic
from tests.layouts.every_view import Drawn, drawn, expected

#: the indicators are taken in so many parts, or the whole product would not fit in memory
PARTS = 20 if SOAK else 1


@pytest.fixture(
    scope="module",
    params=[(view, part) for view in VIEW_IDS for part in range(PARTS)],
    ids=lambda param: f"{param[0]}-{param[1] + 1}",
)
def every(request: pytest.FixtureRequest, library: Library) -> list[Drawn]:
    """A view of every indicator, or of those of one part, drawn once for all tests."""
    view, part = request.param
    found = drawn(library, view, part, PARTS)
    assert len(found) * PARTS >= 20
    return found


@pytest.fixture
def view(every: list[Drawn]) -> ViewId:
    return every[0].selection.view


def told(faults: list[str]) -> None:
    """Fail with the first faults, and how many there are."""
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:60])


def form(spec: ChartSpec, number: int) -> ChartSpec | Column:
    return spec.columns[number] if spec.columns else spec


def printed(spec: ChartSpec, number: int, mark: Mark) -> str:
    """A mark as it must read in the table."""
    if mark.value is None:
        return words(f"cell_{missing_letter(mark)}", spec.language)
    shape = form(spec, number)
    text = formats.number(mark.value, shape.decimals, spec.language, shape.signed)
    if mark.margin is not None:
        text += f" ± {formats.number(mark.margin, shape.decimals, spec.language)}"
    return text


def test_the_figure_is_one_that_plotly_takes(every: list[Drawn]) -> None:
    for one in every:
        go.Figure(one.figure)


def test_every_number_of_the_chart_stands_in_the_csv_as_it_is(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        found = {
            (row["place_code"], row["sex"], row["column"], row["period"]): row for row in one.rows
        }
        for key, mark in expected(one.spec):
            row = found.get(key)
            if row is None:
                faults.append(f"{one}: {key} is not in the CSV")
            elif mark.value is None:
                if row["value_decimal_point"] or not row["status_in_words"]:
                    faults.append(f"{one}: {key} is missing, the CSV says {row}")
            elif float(row["value_decimal_point"]) != mark.value:
                faults.append(f"{one}: {key} is {mark.value}, the CSV says {row}")
        marks = dict(expected(one.spec))
        faults += [
            f"{one}: {key} has a value in the CSV alone"
            for key, row in found.items()
            if row["value_decimal_point"] and key not in marks
        ]
    told(faults)


def test_the_sheet_and_the_csv_hold_the_same_numbers_in_the_same_order(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        for cell, row in zip(one.sheet_cells(), one.rows, strict=True):
            text = row["value_decimal_point"]
            if not text:
                if cell.data_type != "s":
                    faults.append(f"{one}: {cell.coordinate} is {cell.value}, and is missing")
            elif cell.value != pytest.approx(float(text), rel=1e-14, abs=0):
                faults.append(f"{one}: {cell.coordinate} is {cell.value}, the CSV says {text}")
    told(faults)


def test_the_table_on_screen_is_the_chart_in_the_readers_numbers(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        shown = re.findall(r'<td class="v"[^>]*>(.*?)</td>', one.html)
        shown = [re.sub(r"<sup>.*?</sup>|<[^>]+>", "", text) for text in shown]
        for text, row in zip(shown, one.rows, strict=True):
            value = row["value_decimal_point"]
            margin = row["margin_decimal_point"]
            number = _column_of(one.spec, row["column"])
            mark = Mark(
                row["period"],
                float(value) if value else None,
                row["status"],
                float(margin) if margin else None,
            )
            if text.replace("\u00a0±\u00a0", " ± ") != printed(one.spec, number, mark):
                faults.append(f"{one}: the table says {text!r} for {row}")
    told(faults)


def _column_of(spec: ChartSpec, name: str) -> int:
    return next((i for i, column in enumerate(spec.columns) if column.name == name), 0)


def test_the_sheet_shows_as_many_decimals_as_the_screen(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        forms = [
            form(one.spec, number) for row in one.grid.rows for number in range(len(row.cells))
        ]
        for cell, shape in zip(one.sheet_cells(), forms, strict=True):
            if cell.data_type != "n":
                continue
            first = cell.number_format.split(";")[0]
            decimals = len(first.partition(".")[2].split('"')[0].strip())
            if decimals != shape.decimals or (first.startswith("+") and not shape.signed):
                faults.append(f"{one}: {cell.coordinate} {cell.number_format}")
    told(faults)


# --- what is drawn -------------------------------------------------------------------------------


def points(one: Drawn) -> Iterator[tuple[str, Any, Any]]:
    """Every drawn value of the figure that belongs to a place: its name, as drawn, in the spec."""
    spec = one.spec
    for trace in one.figure["data"]:
        meta = trace.get("meta") or {}
        if spec.kind in OVER_TIME:
            yield from _lines(spec, trace, meta)
        elif spec.kind != "tile_map" and "codes" in meta:
            yield from _marks(spec, trace, meta)
    if spec.kind == "tile_map" and not spec.empty:
        yield from _tiles(one)


def _lines(
    spec: ChartSpec, trace: dict[str, Any], meta: dict[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """The points of a line; those of a crowd drawn as one are among the values of its places."""
    for item in spec.series:
        if (item.code, item.sex) == (meta.get("code"), meta.get("sex")):
            yield item.name, _drawn_points(trace), _valued(item.marks)
        if (item.code, item.sex) == (meta.get("mean"), meta.get("sex")):
            yield item.name, _drawn_points(trace), _valued(item.smoothed)
    if codes := meta.get("codes"):
        known = {pair for s in spec.series if s.code in codes for pair in _valued(s.marks)}
        yield "the crowd", set(_drawn_points(trace)), known


def _marks(
    spec: ChartSpec, trace: dict[str, Any], meta: dict[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """The bars or points of places."""
    places = {(item.code, item.sex): item for item in spec.series}
    both = spec.kind in ("quadrant", "scatter")
    at = {"two_points": (meta.get("at"),), "quadrant": (1, 3), "scatter": (0, 1)}
    for index, code in enumerate(meta["codes"]):
        item = places.get((code, meta.get("sex", spec.series[0].sex)))
        item = item or next(other for other in spec.series if other.code == code)
        shown = (trace["x"][index], trace["y"][index])[: 1 + both]
        yield item.name, shown, tuple(item.marks[n].value for n in at.get(spec.kind, (0,)))


def _valued(marks: tuple[Mark, ...]) -> list[tuple[float, float]]:
    return [(period_position(m.period), m.value) for m in marks if m.value is not None]


def _drawn_points(trace: dict[str, Any]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None]


def _tiles(one: Drawn) -> Iterator[tuple[str, Any, Any]]:
    only = {item.code: item for item in one.spec.series}
    codes = one.figure["data"][0]["meta"]["codes"]
    texts = one.figure["data"][1]["text"]
    assert set(codes) == set(tiles()) & set(only)
    for code, text in zip(codes, texts, strict=True):
        value = re.sub(r"<sup>.*?</sup>|</?(b|span)[^>]*>", "", text.split("<br>")[-1])
        yield only[code].name, value, printed(one.spec, 0, only[code].marks[0]).split(" ±")[0]


def test_what_is_drawn_are_the_values_and_never_a_missing_one(every: list[Drawn]) -> None:
    faults, count = [], 0
    for one in every:
        for name, shown, value in points(one):
            count += 1
            if shown != value:
                faults.append(f"{one}: {name} is drawn as {shown}, and is {value}")
    told(faults)
    assert count > len(every)


def test_no_native_chart_points_at_a_missing_value(every: list[Drawn]) -> None:
    faults, count = [], 0
    for one in every:
        for kind, _, found in one.chart_cells():
            count += 1
            faults += [
                f"{one}: {kind} holds {cell.coordinate}, which is {cell.value!r}"
                for cell in found
                if cell.data_type != "n" or cell.value is None
            ]
    told(faults)
    assert count or every[0].spec.kind == "tile_map"


def test_the_map_in_the_sheet_has_the_values_of_the_table(every: list[Drawn], view: ViewId) -> None:
    for one in every if view == "tile_map" else ():
        rows = list(one.sheet.iter_rows())
        drawn_tiles = 0
        for above, below in pairwise(rows):
            for name, value in zip(above, below, strict=True):
                item = next((s for s in one.spec.series if s.name == name.value), None)
                # the names in the table itself have no ground
                if item is None or name.fill.fill_type is None or item.code not in tiles():
                    continue
                drawn_tiles += 1
                mark = item.marks[0]
                if mark.value is None:
                    assert value.value == printed(one.spec, 0, mark), str(one)
                else:
                    assert value.value == pytest.approx(mark.value, rel=1e-14), str(one)
        assert drawn_tiles == len(tiles()), str(one)


# --- breaks --------------------------------------------------------------------------------------


def crossed(one: Drawn, code: str, earlier: str, later: str) -> bool:
    """Whether a break lies between two periods of a place, told anew from the values."""
    values = one.values[0]
    swedish = code == RIKET or geographies()[code].parent in (RIKET, *swedish_regions())
    marks = values.places.get(code, ())
    return synthetic.crosses(marks, earlier, later, values.breaks if swedish else ())


def joined(one: Drawn) -> Iterator[tuple[str, str, str]]:
    """The place and the periods of every two neighbouring values that the chart compares."""
    spec, asked = one.spec, one.selection
    position = {period_position(period): period for period in one.values[0].periods}
    for trace in one.figure["data"]:
        meta = trace.get("meta") or {}
        if spec.kind in OVER_TIME and "lines" in (trace.get("mode") or ""):
            places = [meta[key] for key in ("code", "mean", "band") if key in meta]
            for (x1, y1), (x2, y2) in pairwise(zip(trace["x"], trace["y"], strict=True)):
                for code in places if y1 is not None and y2 is not None and x1 < x2 else ():
                    yield code, position[x1], position[x2]
        for code in meta.get("joins", ()) if spec.kind == "two_points" else ():
            yield code, asked.base or "", asked.period or ""
    for item in spec.series:
        changes = {"two_points": (2,), "quadrant": (2, 3)}.get(spec.kind, ())
        if any(item.marks[number].value is not None for number in changes):
            yield item.code, asked.base or "", asked.period or ""
        for mark in item.marks if asked.measure in ("index", "change") else ():
            if mark.value is not None:
                yield item.code, *sorted((asked.base or "", mark.period))


def test_nothing_crosses_a_break(every: list[Drawn]) -> None:
    told(
        [
            f"{one}: {code} {earlier}–{later}"
            for one in every
            for code, earlier, later in joined(one)
            if crossed(one, code, earlier, later)
        ]
    )


def test_no_native_chart_joins_across_a_break(every: list[Drawn], view: ViewId) -> None:
    faults = []
    for one in every:
        rows = {row.name: row for row in one.grid.rows}
        for kind, line, found in one.chart_cells():
            if view not in OVER_TIME or kind != "yVal" or not line:
                continue
            row = rows[_name(one, found[0].row)]
            columns = [int(cell.column) - 2 for cell in found]
            periods = [row.cells[column].mark.period for column in columns]
            faults += [
                f"{one}: {row.name} {earlier}–{later}"
                for earlier, later in pairwise(periods)
                if crossed(one, row.code, earlier, later)
            ]
    told(faults)


def _name(one: Drawn, row: int) -> str:
    return str(one.sheet.cell(row, 1).value)


# --- words ---------------------------------------------------------------------------------------

SWEDISH = re.compile(r"\b(och|inte|är|för|med|från|till|av|län)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(and|the|of|with|from|is|are|not)\b", re.IGNORECASE)


def texts(spec: ChartSpec) -> Iterator[tuple[str, str, bool]]:
    """Every text of a spec, what it is, and whether it is made of whole sentences."""
    for name in ("title", "unit", "symbol", "said", "smoothing", "file_name"):
        yield name, getattr(spec, name), False
    for name in ("subtitle", "source", "processing", "explanation", "alt"):
        yield name, getattr(spec, name), True
    yield "empty", spec.empty or "", True
    yield from (("note", note, True) for note in spec.notes)
    yield from (("finding", found.text, True) for found in spec.findings)
    yield from (("event", event.text, True) for event in spec.events)
    yield from (("break", item.text, False) for item in spec.breaks)
    yield from (("said", item.said, False) for item in spec.series)
    for column in spec.columns:
        yield "column", column.name, False
        yield "unit of a column", column.unit, False


def test_every_text_is_there_and_filled_in(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        spec = one.spec
        for name in ("title", "subtitle", "unit", "source", "processing", "alt", "file_name"):
            if not getattr(spec, name).strip():
                faults.append(f"{one}: no {name}")
        for column in spec.columns:
            if not column.name or not column.unit:
                faults.append(f"{one}: a column without name or unit")
        for name, text, sentences in texts(spec):
            if re.search(r"[{}]|  |(?<!\.)\.\.(?!\.)|\bNone\b(?!, values)|\bnan\b| [.,;:]", text):
                faults.append(f"{one}: {name}: {text}")
            if text and sentences and not text.endswith((".", "!", "?", ")", "”")):
                faults.append(f"{one}: {name} does not end: {text[-60:]}")
    told(faults)


def test_every_text_is_in_the_language_asked_for(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        foreign = ENGLISH if one.spec.language == "sv" else SWEDISH
        for name, text, _ in texts(one.spec):
            if name == "file_name":
                text = text.replace("_", " ")
            if found := foreign.search(_without_names(one.spec, text)):
                faults.append(f"{one}: {name} says {found[0]!r}: {text}")
    told(faults)


def _without_names(spec: ChartSpec, text: str) -> str:
    """`text` without the names of places and of tables, which are in the language of their own."""
    for item in spec.series:
        text = text.replace(item.name, "")
    text = re.sub(r"(tabell|table) [^;]*?(\.|;|$)", "", text)
    return re.sub(r"“[^”]*”|\"[^\"]*\"|”[^”]*”", "", text)


def test_file_names_say_view_and_period_and_stay_short(every: list[Drawn], view: ViewId) -> None:
    ours = {
        "panels": ("sma_diagram", "small_multiples"),
        "two_points": ("tva_tidpunkter", "two_points_in_time"),
        "quadrant": ("niva_och_forandring", "level_and_change"),
        "scatter": ("samband", "relationship"),
        "tile_map": ("karta", "map"),
    }
    for one in every:
        name = one.spec.file_name
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name), name
        assert len(name) <= 112, name
        if view in ours:
            assert f"_{ours[view][one.spec.language == 'en']}_" in name, name
        if one.spec.periods:
            assert name.endswith(one.spec.periods[-1].replace("-", "").lower()), name


def test_the_sheet_carries_all_that_is_said(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        spec = one.spec
        wanted = [spec.title, spec.subtitle, spec.source, spec.processing, spec.explanation]
        wanted += [*spec.notes, *(found.text for found in spec.findings)]
        wanted += [event.source for event in spec.events]
        wanted += [item.said for item in spec.series]
        wanted += [column.unit for column in spec.columns] or [spec.unit]
        wanted.append("https://panelen.example/jamfor?indikator=fou&hem=20")
        faults += [
            f"{one}: not in the sheet: {text}" for text in wanted if text not in one.sheet_text
        ]
    told(faults)


def test_every_row_of_the_csv_carries_all_that_is_said(every: list[Drawn]) -> None:
    for one in every:
        spec = one.spec
        for row in one.rows[:1] + one.rows[-1:]:
            assert row["title"] == spec.title and row["source"] == spec.source
            assert row["processing"] == spec.processing and row["unit"]
            assert row["explanation"] == spec.explanation
            assert all(note in row["notes"] for note in spec.notes)
            assert all(found.text in row["findings"] for found in spec.findings)
            assert all(event.source in row["events"] for event in spec.events)


# --- numbers in words ----------------------------------------------------------------------------

#: per cent of the correlation's interval, as told
CONFIDENCE = 95
NUMBER = re.compile(r"[+−]?\d[\d\u202f]*(?:[,.]\d+)*%?")


def test_every_number_told_is_a_number_of_the_chart(every: list[Drawn]) -> None:
    faults = []
    for one in every:
        known = _known(one)
        for found in one.spec.findings:
            own = known | {
                formats.number(value, decimals, one.spec.language, signed)
                for _, value in found.numbers
                for decimals in range(4)
                for signed in (False, True)
            }
            faults += [
                f"{one}: finding ({found.rule}) says {text}, unknown: {found.text}"
                for text in _numbers(one.spec, found.text)
                if text not in own
            ]
        faults += [
            f"{one}: the alternative says {text}, unknown: …{_around(one.spec.alt, text)}…"
            for text in _numbers(one.spec, one.spec.alt)
            if text not in known
        ]
    told(faults)


def _around(text: str, part: str) -> str:
    at = text.find(part)
    return text[max(0, at - 60) : at + 40]


def _numbers(spec: ChartSpec, text: str) -> list[str]:
    """The numbers of `text` that are not part of a name, a unit or a note."""
    names = [spec.title, spec.unit, spec.smoothing, *(item.text for item in spec.breaks)]
    names += [spec.smoothing[:1].upper() + spec.smoothing[1:]]
    names += [formats.sentence(spec.unit).rstrip("."), *(event.text for event in spec.events)]
    names += [event.text.rstrip(".") for event in spec.events]
    names += ["EU27", *(item.name for item in spec.series)]
    for column in spec.columns:
        # a correlation's sides are told within sentences, and so with a small letter
        names += [column.unit, column.name, column.name[:1].lower() + column.name[1:]]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return [found.rstrip("%").rstrip(".,") for found in NUMBER.findall(text)]


def _known(one: Drawn) -> set[str]:
    """All numbers of a chart as people read them, with and without their sign."""
    spec = one.spec
    known = {str(count) for count in range(len({item.code for item in spec.series}) + 1)}
    known |= {formats.number(value, 2, spec.language) for value in spec.facts.values()}
    known |= {str(number) for number in range(len(spec.events) + 1)}
    if "r" in spec.facts:
        known.add(str(CONFIDENCE))
    periods = {period for values in one.values for period in values.periods}
    for period in {*spec.periods, *periods, *(event.period for event in spec.events)}:
        known |= set(NUMBER.findall(formats.period(period, spec.language)))
    for item in spec.series:
        known |= set(NUMBER.findall(item.said))
        known |= {text.rstrip("%") for text in NUMBER.findall(item.said)}
        for number, mark in enumerate(item.marks):
            known |= _forms(form(spec, number), mark.value, spec.language)
        for mark in item.smoothed:
            known |= _forms(spec, mark.value, spec.language)
    for band in spec.bands.values():
        known |= set(re.findall(r"\d+", band))
    for value in (*spec.classes, *spec.facts.values()):
        known |= _forms(spec, value, spec.language)
    return known


def _forms(shape: ChartSpec | Column, value: float | None, language: str) -> set[str]:
    if value is None:
        return set()
    return {formats.number(value, shape.decimals, language, signed) for signed in (False, True)}


# --- figures nobody has seen ---------------------------------------------------------------------

YEARS = ("2018", "2019", "2020", "2021", "2022")
PLACES = ("20", "21", "17", "01", "14", RIKET)


@cache
def _cells() -> st.SearchStrategy[list[tuple[float | None, str]]]:
    number = st.floats(-1e5, 1e5, allow_nan=False).map(lambda value: round(value, 2))
    mark = st.one_of(
        st.tuples(number, st.sampled_from(["A", "A", "A", "P", "B", "E"])),
        st.tuples(st.none(), st.sampled_from(["Q", "M", "N", "O"])),
    )
    size = len(YEARS) * len(PLACES)
    return st.lists(mark, min_size=size, max_size=size)


@pytest.mark.parametrize("kind", VIEW_IDS)
@settings(max_examples=200 if SOAK else 8)
@given(cells=_cells(), breaks=st.sets(st.sampled_from(YEARS[1:]), max_size=2), data=st.data())
def test_made_up_figures_keep_their_numbers_gaps_and_breaks(
    kind: ViewId,
    cells: list[tuple[float | None, str]],
    breaks: set[str],
    data: st.DataObject,
) -> None:
    places = [(geo, year) for geo in PLACES for year in YEARS]
    rows = synthetic.rows(
        *((geo, year, *cell) for (geo, year), cell in zip(places, cells, strict=True)),
        *((geo, "2022", None, "Q") for geo in counties() if geo not in PLACES),
    )
    second = synthetic.indicator(
        id="second", name={"sv": "andra", "en": "second"}, direction="none"
    )
    library, _ = synthetic.library_of(
        rows,
        synthetic.indicator(),
        second,
        breaks=[{"period": year, "text": synthetic.WORDS} for year in sorted(breaks)],
    )
    if not library.available():
        return
    asked = Selection(
        indicator=data.draw(st.sampled_from(sorted(library.available()))),
        view=kind,
        measure=data.draw(st.sampled_from(("value", "index", "gap", "change"))),
        smoothing=data.draw(st.sampled_from(("none", "3"))),
        period=data.draw(st.sampled_from(YEARS)),
        language=data.draw(st.sampled_from(("sv", "en"))),
    )
    chosen = library.resolve(asked).selection
    values = tuple(library.values(code) for code in (chosen.indicator, chosen.against) if code)
    one = Drawn(chosen, library.view(chosen), values)
    go.Figure(one.figure)
    for same in (
        test_every_number_of_the_chart_stands_in_the_csv_as_it_is,
        test_the_sheet_and_the_csv_hold_the_same_numbers_in_the_same_order,
        test_the_table_on_screen_is_the_chart_in_the_readers_numbers,
        test_nothing_crosses_a_break,
    ):
        same([one])
    for name, shown, value in points(one):
        assert shown == value, name
    for _, _, found in one.chart_cells():
        assert all(cell.data_type == "n" for cell in found)
