"""What somebody typed leaves as that text by every way out: each cell and each line compared."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from unicodedata import category

import pytest
from pyarrow import parquet

from casework.text_direction import contained
from exchange.facts_file import facts_csv, facts_parquet, facts_workbook
from exchange.figure_file import figure_csv, figure_picture, figure_workbook
from exchange.poster import poster_pdf
from exchange.printable import text as on_paper
from exchange.published_tables import Report
from exchange.report import report_pdf, report_workbook
from tests.browser.hostile_texts import TEXTS
from tests.exchange import pdf_reading, workbook_reading
from tests.exchange.test_poster import AT, CARD
from tests.exchange.test_report import a_report, two_teams

LINES = (
    *(" ".join(text.split()) for text in TEXTS),
    *(
        "=cmd|' /C calc'!A0",
        "+31 6 12",
        "-2B",
        "@SOM(A1)",
        "'=1",
        " =1+1",
        "＝1+1",
        "a,=1+1",
        "a;=1",
    ),
    *("<r><t>x</t></r>", "</si></sst>", "<script>alert(1)</script>", "&amp;", "_x0041_", "{=1}"),
    *("#panic(1) #set page(fill: red)", "\\u{41} // `x` $x$", "*vet* _schuin_ <label> @ref", '"x"'),
    *("kaart\u202e om", "open\u2067", "dicht\u2069\u202c door", "a\u200bb", "\ufeffa", "a\u00adb"),
    *(
        "علي بن عمر (2B) 12",
        "דוד לוי",
        "e\u0301\u0302",
        "Şahin Ğ",
        "👩\u200d👧 🏫",
        "李明",
        "x" * 5_000,
    ),
)
"""Each on one line, as a name or a title can be."""
NAMES = ("aftercare_by_outcome", "aftercare_by_kind")
IDS = [f"{number}-{ascii(line)[1:21]}" for number, line in enumerate(LINES)]


def about(line: str) -> Report:
    """A report in which everything that somebody can type is this line."""
    given = {"school_name": line, "team_name": line, "made_by": line}
    own = {"explanation": line, "monitor": line}
    return replace(a_report(two_teams()), **given, **own)  # type: ignore[arg-type]


def csv_cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_text(line: str) -> set[str]:
    """The cell of a CSV with this line, with the mark by which a spreadsheet takes it as text."""
    return {contained(line), f"'{contained(line)}"}


@pytest.mark.parametrize("line", LINES, ids=IDS)
def test_each_cell_of_a_csv_is_what_was_typed(line: str) -> None:
    report = about(line)
    for written in (facts_csv(report), figure_csv(report, line, NAMES)):
        head, *rows = csv_cells(written)
        assert {len(row) for row in rows} == {len(head)}
        for row in rows:
            assert row[head.index("team")] in as_text(line)
            assert "figuur" not in head or row[head.index("figuur")] in as_text(line)
            assert not [cell for cell in row if cell.lstrip().startswith(tuple("=+-@"))]


@pytest.mark.parametrize("line", LINES, ids=IDS)
def test_each_cell_of_a_workbook_is_what_was_typed(line: str) -> None:
    report, kept = about(line), contained(line)
    for sheets in map(workbook_reading.sheets, (report_workbook(report), facts_workbook(report))):
        cells = [str(cell) for rows in sheets.values() for row in rows for cell in row]
        assert kept in cells
    front = next(iter(workbook_reading.sheets(report_workbook(report)).values()))
    said = {str(row[0]): row[1] for row in front if len(row) == 2}
    assert said["School"] == said["Toelichting van de school"] == kept
    figure = workbook_reading.sheets(figure_workbook(report, line, NAMES))
    for rows in figure.values():
        assert [contained(f"{line}. {line}, {line}.")] in rows


@pytest.mark.parametrize("line", LINES, ids=IDS)
def test_each_cell_of_a_parquet_file_is_what_was_typed(line: str) -> None:
    table = parquet.read_table(io.BytesIO(facts_parquet(about(line))))
    assert set(table.column("team").to_pylist()) == {contained(line)}
    assert json.loads(table.schema.metadata[b"uitleg"])


@pytest.mark.parametrize(
    "make",
    [
        lambda: report_pdf(about("\n".join(LINES))),
        lambda: poster_pdf(CARD, " ".join(LINES), AT),
    ],
    ids=["report", "poster"],
)
def test_a_pdf_has_every_line_as_it_was_typed_and_nothing_that_acts(make: Any) -> None:
    pdf = make()
    words = readable(pdf_reading.words(pdf))
    for line in LINES:
        # What is written to the left is read word by word, from where it stands.
        assert [one for one in on_paper(line).split() if readable(one) not in words] == []
    for page in pdf_reading.read(pdf).pages:
        assert "/Annots" not in page
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


def test_a_picture_of_hostile_words_is_made() -> None:
    report = about(" ".join(LINES))
    assert figure_picture(report, "\n".join(LINES), NAMES).startswith(b"\x89PNG")


def readable(text: str) -> str:
    """Without white space, and without what nobody sees."""
    return "".join(sign for sign in pdf_reading.squeezed(text) if category(sign) != "Cf")
