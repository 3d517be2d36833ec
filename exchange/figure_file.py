"""One figure as a file: its report tables, as XLSX, CSV and PNG. Nothing else leaves."""

from collections.abc import Sequence

from casework.words import SMALL_NUMBERS, moment
from exchange.csv_file import csv_file
from exchange.facts_file import facts
from exchange.pdf import typeset_picture
from exchange.published_tables import PublishedTable, Report, published_tables
from exchange.report import table_on_paper, table_sheet
from exchange.workbook import Sheet, workbook

MEANING = "betekenis"


def figure_workbook(report: Report, title: str, names: Sequence[str]) -> bytes:
    """The tables `names` as XLSX, a sheet each, with period, n, definition and how to read "<5".

    `title` is that of the figure. ValueError when it has no table.
    """
    sheets = [_about(report, title, table_sheet(report, table)) for table in _tables(report, names)]
    return workbook(sheets, report.made_at, title)


def figure_csv(report: Report, title: str, names: Sequence[str]) -> bytes:
    """The same numbers as CSV for a Dutch Excel: one row a number, with what it counts.

    ValueError when the figure has no table.
    """
    tables = _tables(report, names)
    meanings = {table.words.title: table.words.definition for table in tables}
    frame = facts(report, names)
    frame.insert(0, "figuur", title)
    frame[MEANING] = frame["cijfer"].map(meanings) + " " + SMALL_NUMBERS
    return csv_file(frame)


def figure_picture(report: Report, title: str, names: Sequence[str]) -> bytes:
    """The same numbers as a picture of bars (PNG). ValueError when the figure has no table."""
    return typeset_picture(
        "figure",
        {
            "title": title,
            "about": f"{report.school_name}, {report.team_name}. Periode: {report.days}.",
            "tables": [table_on_paper(table) for table in _tables(report, names)],
            "small_numbers": SMALL_NUMBERS,
            "made": f"Gemaakt op {moment(report.made_at)} door {report.made_by}",
        },
    )


def _tables(report: Report, names: Sequence[str]) -> list[PublishedTable]:
    tables = list(published_tables(report.publication, names))
    if not tables:
        raise ValueError("nothing of this figure may leave")
    return tables


def _about(report: Report, title: str, sheet: Sheet) -> Sheet:
    first = f"{title}. {report.school_name}, {report.team_name}."
    last = f"Gemaakt op {moment(report.made_at)} door {report.made_by}."
    return Sheet(sheet.title, [first, *sheet.notes, SMALL_NUMBERS, last], sheet.frame)
