"""The report of a school year for MR, board and inspection, as PDF and as XLSX."""

from collections.abc import Mapping, Sequence

import pandas as pd

from casework.words import SMALL_NUMBERS, moment
from exchange import cells
from exchange.pdf import typeset_pdf
from exchange.published_tables import NOW, PublishedTable, Report, published_tables
from exchange.report_words import CHAPTERS, NOT_LESS_SAFE
from exchange.workbook import Sheet, workbook

INTRODUCTION = (
    "Dit rapport volgt de vier woorden van de inspectie voor beleid tegen pesten: voorkomen, "
    "afhandelen, registreren en evalueren. Er staan geen namen in, en geen ranglijst."
)
EXPLANATION = "Toelichting van de school"
MONITOR = "Uitkomst van de veiligheidsmonitor"
NOT_FILLED_IN = "Hier is niets ingevuld."


def file_name(report: Report, ending: str) -> str:
    """What the file is called: "rapport-pesten-2025-2026.pdf"; no name is in it."""
    return f"rapport-pesten-{report.school_year}.{ending}"


def report_pdf(report: Report) -> bytes:
    """The report on A4 (PDF/UA-1); the same report gives the same bytes."""
    tables = list(published_tables(report.publication))
    data = {
        "title": report.title,
        "school": report.school_name,
        "made": f"Gemaakt op {moment(report.made_at)} door {report.made_by}",
        "facts": _facts(report),
        "introduction": [INTRODUCTION, NOT_LESS_SAFE, SMALL_NUMBERS],
        "own": [
            (EXPLANATION, report.explanation or NOT_FILLED_IN),
            (MONITOR, report.monitor or NOT_FILLED_IN),
        ],
        "chapters": [_chapter(code, tables) for code in CHAPTERS],
        "definitions": [(table.words.title, table.words.definition) for table in tables],
    }
    return typeset_pdf("report", data, report.made_at)


def report_workbook(report: Report) -> bytes:
    """The same figures as XLSX: a first sheet that says what it is, and a sheet for each."""
    tables = list(published_tables(report.publication))
    sheets = [_front(report), *(table_sheet(report, table) for table in tables)]
    return workbook(sheets, report.made_at, report.title)


def _facts(report: Report) -> list[tuple[str, str]]:
    return [
        ("School", report.school_name),
        ("Gaat over", report.team_name),
        ("Periode", report.days),
        ("Gemaakt op", moment(report.made_at)),
        ("Gemaakt door", report.made_by),
    ]


def _chapter(code: str, tables: Sequence[PublishedTable]) -> dict[str, object]:
    title, words = CHAPTERS[code]
    own = [table for table in tables if table.words.chapter == code]
    return {"title": title, "words": words, "figures": [table_on_paper(table) for table in own]}


def table_on_paper(table: PublishedTable) -> dict[str, object]:
    """What the templates ask of a table: words, cells, and bars where it has one count a row."""
    words, frame = table.words, table.frame
    return {
        "title": words.title,
        "sentence": table.sentence,
        "note": words.note,
        "definition": words.definition,
        "n": table.n,
        "heads": [] if frame is None else [str(name) for name in cells.columns(frame)],
        "rows": [] if frame is None else [[str(cell) for cell in row] for row in cells.rows(frame)],
        "bars": [] if frame is None or NOW not in frame else _bars(frame),
        "alt": "" if frame is None or NOW not in frame else _alt(words.title, frame),
    }


def _bars(frame: pd.DataFrame) -> list[Mapping[str, object]]:
    """A bar for each category: how long it is, and what stands behind it."""
    most = max((int(count) for count in frame[NOW].dropna()), default=0)
    return [
        {
            "label": str(label),
            "long": 0.0 if pd.isna(count) or not most else int(count) / most,
            "value": str(value),
            "hidden": bool(pd.isna(count)),
        }
        for (label, value, *_), count in zip(cells.rows(frame), frame[NOW], strict=True)
    ]


def _alt(title: str, frame: pd.DataFrame) -> str:
    values = ", ".join(f"{label} {count}" for label, count, *_ in cells.rows(frame))
    return f"Staven bij {title}: {values}."


def _front(report: Report) -> Sheet:
    rows = [
        *_facts(report),
        (EXPLANATION, report.explanation or NOT_FILLED_IN),
        (MONITOR, report.monitor or NOT_FILLED_IN),
    ]
    frame = pd.DataFrame(rows, columns=["wat", "woorden"])
    return Sheet(report.title, [INTRODUCTION, NOT_LESS_SAFE, SMALL_NUMBERS], frame)


def table_sheet(report: Report, table: PublishedTable) -> Sheet:
    """A report table as a sheet, with its period, n and definition above it."""
    words = table.words
    lines = [table.sentence, f"Periode: {report.days}. {table.n}".strip(), words.definition]
    frame = pd.DataFrame() if table.frame is None else table.frame
    return Sheet(words.title, [*lines, *filter(None, [words.note])], frame)
