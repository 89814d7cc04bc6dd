"""The steps of a status as files: computed anew from the JSON, cell for cell in the workbook."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app import create_app
from indicators.library import Library
from indicators.strategy.assess import assess, used
from indicators.strategy.counts import goal_status
from indicators.strategy.steps import steps
from indicators.strategy.steps_file import question_of
from layouts.exports.goal_steps import TOP
from tests.layouts.goal.pages import GOALS, LANGUAGES, example


@pytest.fixture(scope="module")
def goals(library: Library) -> Library:
    """The embedded figures under the example strategy."""
    return example(library)


@pytest.fixture(scope="module")
def client(goals: Library) -> FlaskClient:
    return create_app(goals).server.test_client()


@pytest.mark.parametrize("name", GOALS)
def test_the_json_gives_the_same_assessment(goals, client, name) -> None:
    answer = client.get(f"/ladda-ner/mal/{name}.json?sprak=en")
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert f'filename="mal_{name}.json"' in answer.headers["Content-Disposition"]
    record = json.loads(answer.data)
    found = goal_status(goals, name)
    assert question_of(record) == found.question
    assert assess(question_of(record)) == found.assessment
    assert record["address"].endswith(f"/mal/{name}?sprak=en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOALS)
def test_the_workbook_holds_every_step_cell_for_cell(goals, client, name, language) -> None:
    answer = client.get(f"/ladda-ner/mal/{name}.xlsx?sprak={language}")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    sheet, values = book.worksheets
    found = goal_status(goals, name)
    told = steps(found, language)
    assert sheet["A1"].value == found.goal.name[language]
    for row, step in enumerate(told, start=TOP + 1):
        cells = [sheet.cell(row, column).value for column in range(1, 5)]
        number = None if step.number is None else pytest.approx(step.number)
        assert cells == [step.label, step.text, number, step.unit or None]
    below = " ".join(
        str(sheet.cell(row, 1).value) for row in range(TOP + len(told) + 1, sheet.max_row + 1)
    )
    assert f"/mal/{name}" in below and found.goal.decided_by in below
    assert {"sv": "Exempel. Målen", "en": "Example. The goals"}[language] in below
    points = {point.period: point.value for point in used(found.question)}
    rows = [[cell.value for cell in row] for row in values.iter_rows(min_row=TOP + 1)]
    yes = {"sv": "ja", "en": "yes"}[language]
    assert {row[0]: row[1] for row in rows if row[3] == yes} == pytest.approx(points)
    assert len([row for row in rows if row[0]]) == len(found.question.points) + len(found.left_out)


@pytest.mark.parametrize("path", ["finns-inte.xlsx", f"{GOALS[0]}.csv", "made.up.json"])
def test_other_files_are_not_there(client, path) -> None:
    assert client.get(f"/ladda-ner/mal/{path}").status_code == 404


def test_a_file_is_of_the_day_that_its_address_names(goals, client) -> None:
    answer = client.get(f"/ladda-ner/mal/{GOALS[0]}.json?dag=2016-01-01")
    record = json.loads(answer.data)
    assert record["as_of"] == "2016-01-01"
    assert record["assessment"]["reason"] == "not_published"


def test_the_same_figures_give_the_same_bytes(client) -> None:
    paths = [f"/ladda-ner/mal/{GOALS[0]}.{kind}" for kind in ("xlsx", "json")]
    for path in paths:
        assert client.get(path).data == client.get(path).data
