"""The table: real header cells, every gap with its reason, the same numbers as the chart."""

import re
from dataclasses import replace

from indicators.spec import Mark
from layouts.elements import to_html
from layouts.tables import cells, legend, table
from tests.layouts import specs


def children(element):
    found = element["props"].get("children", [])
    return found if isinstance(found, list) else [found]


def within(element, kind):
    if not isinstance(element, dict):
        return []
    own = [element] if element["type"] == kind else []
    return own + [found for child in children(element) for found in within(child, kind)]


def text(element):
    if not isinstance(element, dict):
        return element
    return "".join(text(child) for child in children(element))


def test_the_table_has_a_caption_and_header_cells_with_scope():
    drawn = table(specs.over_time())
    assert "Företagens FoU" in text(within(drawn, "Caption")[0])
    assert re.findall(r'<th scope="(\w+)"', to_html(drawn)) == ["col"] * 7 + ["row"] * 4
    assert [text(one) for one in within(drawn, "Th")][:3] == ["Plats", "2011", "2013"]


def test_periods_run_to_the_newest_last():
    grid = cells(specs.over_time())
    assert grid.columns == specs.YEARS
    assert [cell.value for cell in grid.rows[0].cells] == list(specs.VALUES["20"])


def test_every_gap_keeps_its_reason():
    letters = {"Q": "..", "M": ".", "N": "–", "O": "ej publ.", "L": "ej publ."}
    series = [specs.line(code, {"2020": None}) for code in letters]
    series = [replace(one, marks=(Mark("2020", None, one.code),)) for one in series]
    drawn = table(specs.spec("over_time", series))
    found = re.findall(r'<abbr title="([^"]+)">([^<]+)</abbr>', to_html(drawn))
    assert [said for _, said in found] == list(letters.values())
    assert found[0][0] == "sekretess"


def test_what_a_name_holds_is_text_and_nothing_else():
    series = [replace(specs.line("20", {"2020": 1.0}), name="<b>Dal & co</b>")]
    html = to_html(table(specs.spec("over_time", series)))
    assert '<th scope="row">&lt;b&gt;Dal &amp; co&lt;/b&gt;</th>' in html


def test_a_period_the_place_does_not_have_is_not_published():
    grid = cells(specs.gaps())
    riket = next(row for row in grid.rows if row.code == "00")
    assert riket.cells[-1].value is None
    assert riket.cells[-1].text(specs.gaps()) == "ej publ."


def test_status_letters_and_margins_stand_behind_the_number_and_are_explained():
    spec = specs.gaps()
    dalarna = cells(spec).rows[0]
    assert [cell.letters for cell in dalarna.cells] == ["", "", "", "ub", "p"]
    assert dalarna.cells[0].text(spec) == "71,3\u00a0±\u00a00,8"
    said = legend(spec, cells(spec))
    assert "p preliminär" in said
    assert ".. sekretess" in said
    assert "e skattad" not in said
    assert said in text(table(spec))


def test_what_we_computed_is_marked_derived():
    group = next(row for row in cells(specs.over_time()).rows if row.code == "SE31")
    assert {cell.letters for cell in group.cells} == {"d"}


def test_a_ranking_has_bands_and_periods_only_where_they_differ():
    spec = specs.ranking()
    grid = cells(spec)
    assert grid.header("sv") == ("Nr", "Plats", "Värde")
    assert [row.rank for row in grid.rows[:3]] == ["1", "2–3", ""]
    late = replace(spec.series[0], marks=(Mark("2019", 7418.0),))
    grid = cells(replace(spec, series=(late, *spec.series[1:])))
    assert grid.header("en") == ("Rank", "Place", "Period", "Värde")
    assert grid.rows[0].period == "2019"


def test_women_and_men_are_columns_of_one_row():
    grid = cells(specs.by_sex())
    assert grid.header("sv") == ("Plats", "Kvinnor", "Män")
    assert [cell.value for cell in grid.rows[2].cells] == [72.9, None]


def test_no_missing_value_becomes_a_zero():
    for spec in (specs.gaps(), specs.ranking(), specs.by_sex(), specs.europe()):
        for cell in cells(spec).cells:
            if cell.value is None:
                assert "0" not in cell.text(spec)


def test_an_empty_chart_has_an_empty_table():
    table(specs.spec("over_time", []))
    table(specs.spec("ranking", []))
