"""One figure as a file: only its suppressed tables, in full, and nothing that runs."""

import csv
import io
import re
from dataclasses import replace

import pytest

from analytics.disclosure.suppression import TOTAL
from casework.words import SMALL_NUMBERS
from exchange.figure_file import figure_csv, figure_picture, figure_workbook
from exchange.published_tables import published_tables
from exchange.report_words import STEPS, TABLES
from tests.exchange import workbook_reading
from tests.exchange.test_report import a_report, small_cells, two_teams

NAMES = ("aftercare_by_outcome", "aftercare_by_kind")
TITLE = "Is nazorg op tijd?"
DANGEROUS = "=HYPERLINK(1)"


def lines(written: bytes) -> list[dict[str, str]]:
    """What a Dutch Excel reads in the CSV."""
    text = io.StringIO(written.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def test_a_workbook_holds_the_tables_of_the_figure_and_no_other() -> None:
    sheets = workbook_reading.sheets(figure_workbook(a_report(two_teams()), TITLE, NAMES))
    assert list(sheets) == ["Nazorg op tijd", "Nazorg  met wie"]
    in_time = sheets["Nazorg op tijd"]
    assert ["op tijd", 20.0] in in_time
    assert ["te laat", 0.0] in in_time


def test_a_workbook_says_of_what_whom_and_when_it_is_and_how_to_read_it() -> None:
    report = a_report(two_teams())
    text = workbook_reading.words(figure_workbook(report, TITLE, NAMES))
    assert f"{TITLE}. Het Voorbeeld, onderbouw." in text
    assert "14 september 2026 tot en met dinsdag 1 december 2026" in text
    assert SMALL_NUMBERS in text
    assert "Gemaakt op 1-12-2026 10:00 door Willem van Dam." in text
    for table in published_tables(report.publication, NAMES):
        assert table.words.definition in text


def test_a_csv_has_a_row_for_each_number_with_what_it_counts() -> None:
    rows = lines(figure_csv(a_report(two_teams()), TITLE, NAMES))
    assert [row["categorie"] for row in rows] == [
        "op tijd",
        "te laat",
        "niet gedaan",
        "nog open",
        "gepeste leerling",
        "pestende leerling",
        "ouders",
    ]
    first = rows[0]
    assert (first["figuur"], first["team"], first["aantal"]) == (TITLE, "onderbouw", "20")
    assert (first["van"], first["tot en met"]) == ("14-09-2026", "01-12-2026")
    assert first["betekenis"].startswith("Nazorg is aan de beurt als")
    assert first["betekenis"].endswith(SMALL_NUMBERS)


def test_a_picture_is_a_png_that_is_wide_enough_to_read() -> None:
    written = figure_picture(a_report(two_teams()), TITLE, NAMES)
    assert written.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(written[at : at + 4], "big") for at in (16, 20))
    assert width == round(170 / 25.4 * 192)
    assert height > 400


def test_a_picture_shows_what_was_typed_as_it_was_typed() -> None:
    odd = a_report(two_teams(), team_name='#panic("x") *b* <a>', school_name="]\\")
    assert figure_picture(odd, TITLE, NAMES).startswith(b"\x89PNG")


@pytest.mark.parametrize("make", [figure_workbook, figure_csv])
def test_no_title_or_name_is_a_formula(make) -> None:
    written = make(a_report(two_teams(), team_name=DANGEROUS), DANGEROUS, NAMES)
    if make is figure_csv:
        assert {(row["figuur"], row["team"]) for row in lines(written)} == {
            (f"'{DANGEROUS}", f"'{DANGEROUS}")
        }
    else:
        assert "<f>" not in workbook_reading.page(written)


@pytest.mark.parametrize("team", ["t1", "t2", TOTAL])
@pytest.mark.parametrize("name", [words.table for words in TABLES])
def test_a_small_number_is_in_no_file_of_any_figure(team: str, name: str) -> None:
    report = a_report(two_teams(), team)
    for rows in workbook_reading.sheets(figure_workbook(report, TITLE, [name])).values():
        assert small_cells(rows) == set()  # type: ignore[arg-type]
    text = figure_csv(report, TITLE, [name]).decode("utf-8-sig")
    assert not re.search(r";[1-4];", text)


def test_a_figure_of_the_steps_has_a_row_for_each_step() -> None:
    report = a_report(two_teams())
    sheets = workbook_reading.sheets(figure_workbook(report, TITLE, [STEPS.table]))
    assert list(sheets) == ["Doen we wat op de kaart staat"]


@pytest.mark.parametrize("make", [figure_workbook, figure_csv, figure_picture])
def test_a_figure_of_which_nothing_may_leave_has_no_file(make) -> None:
    with pytest.raises(ValueError, match="nothing of this figure may leave"):
        make(a_report(two_teams()), TITLE, ())


def test_the_same_figure_has_the_same_bytes() -> None:
    report = a_report(two_teams())
    for make in (figure_workbook, figure_csv, figure_picture):
        assert make(report, TITLE, NAMES) == make(replace(report), TITLE, NAMES)
