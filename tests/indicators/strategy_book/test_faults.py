"""Every fault of a workbook is told by sheet, row and column, all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from indicators.strategy.book_faults import BookFaults, column_letter
from indicators.strategy.book_read import read_book
from tests.indicators.strategy_book.books import catalogue, changed, column, faults


def cell(sheet: str, heading: str, value: Any, row: int = 2) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][f"{column(book, sheet, heading)}{row}"] = value

    return change


#: sheet, heading, what is written there, and what the fault says of it
CELLS: list[tuple[str, str, Any, str]] = [
    ("Mål", "Målvärde", "4,5", "talet 4,5 står som text"),
    ("Mål", "Målvärde", "1 234,5", "talet 1 234,5 står som text"),
    ("Mål", "Målvärde", "−3", "talet −3 står som text"),
    ("Mål", "Målvärde", "95 %", "talet 95 % står som text"),
    ("Mål", "Målvärde", "mycket", "ska vara ett tal, inte mycket"),
    ("Mål", "Målvärde", True, "ska vara ett tal, inte SANT"),
    ("Mål", "Målvärde", date(2026, 1, 1), "ska vara ett tal, inte 2026-01-01"),
    ("Mål", "Målvärde", None, "måste fyllas i"),
    ("Mål", "Målvärde", "=3+4", "cellen har en formel"),
    ("Mål", "Målvärde", "=[1]Blad!A1", "cellen har en formel"),
    ("Mål", "Målvärde", "#REF!", "cellen har felet #REF!"),
    ("Mål", "Beslutsdag", "2026-01-31", "datumet 2026-01-31 står som text"),
    ("Mål", "Beslutsdag", "31 januari 2026", "datumet 31 januari 2026 står som text"),
    ("Mål", "Beslutsdag", "i fjol", "ska vara ett datum som 2026-06-30, inte i fjol"),
    ("Mål", "Beslutsdag", datetime(2026, 1, 31, 12, 30), "ska vara ett datum som 2026-06-30, inte"),
    ("Mål", "Basår", "år 2020", "ska vara en period som 2024, 2024-Q1 eller 2024-03, inte år 2020"),
    ("Mål", "Basår", 20205, "ska vara en period"),
    ("Mål", "Basår", date(2020, 3, 1), "Excel har gjort om perioden till ett datum"),
    ("Mål", "Basår", "2027", "basår, banans perioder och målår ska komma i den ordningen"),
    ("Mål", "Kod", "Dalarna 1", "ska vara en kod med a–z"),
    ("Mål", "Plan", "skane", "okänt: skane"),
    ("Mål", "Plats", "Atlantis", "okänt: Atlantis"),
    ("Mål", "Plats", 99, "okänt: 99"),
    ("Mål", "Indikator", "Lycka [lycka]", "okänt: Lycka [lycka]"),
    ("Mål", "Uppdelning", "barn", "okänt: barn"),
    ("Mål", "Uppdelning", "kvinnor", "indikatorn har inte den uppdelningen"),
    ("Mål", "Önskad riktning", "åt sidan", "okänt: åt sidan"),
    ("Mål", "Gräns för på väg", 95, "ska vara en andel över 0 och högst 150 %, inte 95"),
    ("Mål", "Gräns för långsamt", 0.99, "gränsen för långsamt är högre än gränsen för på väg"),
    ("Mål", "Områden", "value_chains; hav", "okänt: hav"),
    ("Mål", "Länk", "www.exempel.test", "ska vara en adress som börjar med https://"),
    ("Mål", "Namn", None, "måste fyllas i"),
    ("Mål", "Dokument", 4.5, "ska vara text, inte 4,5"),
    ("Mål", "Indikator", "grp [grp]", "indikatorn har ingen egen riktning"),
    ("Banor", "Mål", "inget", "okänt: inget"),
    ("Bedömningar", "Omdöme", "sådär", "okänt: sådär"),
    ("Utmaningar", "Nummer", 1.5, "ska vara ett heltal, inte 1,5"),
    ("Utmaningar", "Teman", "tema", "okänt: tema"),
    ("Områden", "Källa", 7, "ska vara en adress"),
    ("Planer", "Platser", "20; 98", "okänt: 98"),
    ("Milstolpar", "Klar", "kanske", "ska vara ja, nej eller tom, inte kanske"),
    ("Milstolpar", "Klar", "nej", "en dag är angiven, men milstolpen är inte markerad som klar"),
    ("Milstolpar", "Anmärkning på engelska", "note", "den svenska texten saknas"),
    ("Aktiviteter", "Kronor", -1, "ska vara minst 0 kronor, inte -1"),
    ("Aktiviteter", "Läge", "på gång", "okänt: på gång"),
    ("Aktiviteter", "Slut", "2020", "slutet kommer före starten"),
    ("Strategi", "Ingress", None, "måste fyllas i"),
]


@pytest.mark.parametrize(("sheet", "heading", "value", "said"), CELLS)
def test_a_wrong_cell_is_named_by_sheet_row_and_column(
    sheet: str, heading: str, value: Any, said: str
) -> None:
    found = faults(changed(cell(sheet, heading, value)))
    assert any(line.partition(": ")[2].startswith(said) for line in found), found
    places = {"Basår": "Basår", "Gräns för långsamt": heading}
    named = "Önskad riktning" if "ingen egen riktning" in said else places.get(heading, heading)
    named = "Klar den" if "inte markerad" in said else named
    named = "Anmärkning" if "svenska texten" in said else named
    assert any(
        line.startswith(f"{sheet}, rad 2, kolumn ") and f"({named}): {said}" in line
        for line in found
    ), found


def test_all_faults_come_at_once_in_reading_order() -> None:
    def change(book: Any) -> None:
        cell("Aktiviteter", "Läge", "på gång", row=4)(book)
        cell("Mål", "Målvärde", "4,5", row=12)(book)
        cell("Mål", "Målvärde", "4,5", row=3)(book)
        cell("Planer", "Platser", None)(book)

    assert [line.split(":")[0] for line in faults(changed(change))] == [
        "Planer, rad 2, kolumn D (Platser)",
        "Mål, rad 3, kolumn K (Målvärde)",
        "Mål, rad 12, kolumn K (Målvärde)",
        "Aktiviteter, rad 4, kolumn I (Läge)",
    ]


def test_a_fault_stands_in_both_languages() -> None:
    with pytest.raises(BookFaults) as refused:
        read_book(changed(cell("Mål", "Målvärde", "4,5")), catalogue())
    assert str(refused.value) == (
        "plan.xlsx: 1 fel.\n"
        "plan.xlsx: number of faults: 1.\n"
        "  Mål, rad 2, kolumn K (Målvärde): talet 4,5 står som text. Skriv det som ett tal, eller "
        "välj Konvertera till tal.\n"
        "    Mål, row 2, column K (Målvärde): the number 4,5 is stored as text. Write it as a "
        "number, or choose Convert to Number.\n"
        "Inget har ändrats. Rätta det som står i listan och försök igen.\n"
        "Nothing was changed. Correct what the list names and try again."
    )


def test_what_names_a_goal_that_is_gone_is_told_of() -> None:
    assert faults(changed(cell("Mål", "Kod", "arbetsloshet"))) == [
        "Bedömningar, rad 2, kolumn A (Mål): okänt: dalarna_unemployment. "
        "Välj ur listan eller skriv en kod som finns."
    ]


def test_a_code_that_stands_twice_names_the_first() -> None:
    found = faults(changed(cell("Milstolpar", "Kod", "joint_agreement", row=3)))
    assert found == [
        "Milstolpar, rad 3, kolumn A (Kod): koden joint_agreement finns redan på rad 2."
    ]


# --- sheets and headings ---------------------------------------------------------------------


def test_sheets_that_are_missing_unknown_or_twice() -> None:
    def change(book: Any) -> None:
        del book["Planer"]
        book.create_sheet("Blad1")
        book.create_sheet("Goals")

    found = faults(changed(change))
    assert "Planer: bladet saknas." in found
    assert "Blad1: okänt blad. Ta bort det, eller ge det ett av namnen i mallen." in found
    assert "Goals: bladet finns två gånger, på svenska och engelska." in found


def test_a_chart_on_a_sheet_of_its_own_is_refused() -> None:
    assert faults(changed(lambda book: book.create_chartsheet("Diagram1"))) == [
        "arbetsboken har ett blad som bara är ett diagram eller en dialogruta. Ta bort det."
    ]


def test_headings_that_are_missing_unknown_or_twice() -> None:
    def change(book: Any) -> None:
        book["Mål"]["C1"] = "Titel"
        book["Mål"]["D1"] = "Plan"
        book["Banor"]["E3"] = "kom ihåg"

    assert faults(changed(change)) == [
        "Mål, rad 1 (Namn): rubriken saknas. Rad 1 ska ha mallens rubriker.",
        "Mål, rad 1 (Namn på engelska): rubriken saknas. Rad 1 ska ha mallens rubriker.",
        "Mål, rad 1, kolumn C: okänd rubrik: Titel.",
        "Mål, rad 1, kolumn D: rubriken står två gånger: Plan.",
        "Banor, rad 3, kolumn E: det står något i en kolumn utan rubrik: kom ihåg.",
    ]


def test_merged_cells() -> None:
    found = faults(changed(lambda book: book["Mål"].merge_cells("B2:C4")))
    assert found[0] == "Mål, rad 2, kolumn B: cellerna B2:C4 är sammanslagna. Dela upp dem."
    assert "Mål, rad 2, kolumn C (Namn): måste fyllas i." in found


def test_a_second_strategy_and_notes_without_one() -> None:
    twice = faults(changed(lambda book: book["Strategi"].append(["Två", None, "Mer"])))
    assert twice == ["Strategi, rad 3, kolumn A (Namn): bladet ska ha en enda rad."]
    none = faults(changed(lambda book: book["Strategi"].delete_rows(2)))
    assert none == [
        "Anmärkningar, rad 2, kolumn A (Anmärkning): "
        "anmärkningar kräver att bladet Strategi är ifyllt."
    ]


def test_what_stands_far_away_is_told_of_and_not_passed_over() -> None:
    def change(book: Any) -> None:
        book["Banor"]["A6000"] = "dalarna_climate"
        book["Mål"]["CA3"] = "x"

    assert faults(changed(change)) == [
        "Mål, kolumn CA: det står något till höger om de 60 kolumner som läses.",
        "Banor, rad 6000: det står något efter de 5000 rader som läses.",
    ]


# --- what is taken as it is meant ------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "heading", "value"),
    [
        ("Mål", "Plats", "Dalarna"),
        ("Mål", "Plats", 20),
        ("Mål", "Plats", "dalarna [20]"),
        ("Mål", "Basår", 2020),
        ("Mål", "Indikator", "unemployment_bas"),
        ("Mål", "Indikator", "arbetslöshet, register (bas)"),
        ("Mål", "Områden", " skills_for_industry ;"),
        ("Mål", "Områden", "Kompetenser för en attraktiv industri"),
        ("Mål", "Uppdelning", "totalt"),
        ("Mål", "Målvärde", 4),
        ("Mål", "Gräns för på väg", 0.95),
        ("Milstolpar", "Klar", True),
        ("Milstolpar", "Klar", "JA"),
        ("Planer", "Platser", "Norra Mellansverige"),
    ],
)
def test_a_cell_may_be_written_in_several_ways(sheet: str, heading: str, value: Any) -> None:
    content = changed(cell(sheet, heading, value))
    assert read_book(content, catalogue()) == read_book(changed(lambda _: None), catalogue())


def test_columns_may_stand_in_another_order_and_rows_may_be_empty() -> None:
    def change(book: Any) -> None:
        book["Banor"].insert_rows(3)
        book["Banor"].move_range("A1:A9", cols=5)

    assert faults(changed(change)) == []


@pytest.mark.parametrize(("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ")])
def test_letters_of_columns(number: int, letter: str) -> None:
    assert column_letter(number) == letter
