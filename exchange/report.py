"""The report of a school year for MR, board and inspection, as PDF and as XLSX."""

from collections.abc import Mapping, Sequence

import pandas as pd

from casework.words import SMALL_NUMBERS, moment
from exchange import cells
from exchange.pdf import compiled
from exchange.report_figures import NOW, Report, ReportFigure, report_figures
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
    figures = list(report_figures(report))
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
        "chapters": [_chapter(code, figures) for code in CHAPTERS],
        "definitions": [(found.figure.title, found.figure.definition) for found in figures],
    }
    return compiled("report", data, report.made_at)


def report_workbook(report: Report) -> bytes:
    """The same figures as XLSX: a first sheet that says what it is, and a sheet for each."""
    figures = list(report_figures(report))
    sheets = [_front(report), *(_sheet(report, found) for found in figures)]
    return workbook(sheets, report.made_at, report.title)


def _facts(report: Report) -> list[tuple[str, str]]:
    return [
        ("School", report.school_name),
        ("Gaat over", report.team_name),
        ("Periode", report.days),
        ("Gemaakt op", moment(report.made_at)),
        ("Gemaakt door", report.made_by),
    ]


def _chapter(code: str, figures: Sequence[ReportFigure]) -> dict[str, object]:
    title, words = CHAPTERS[code]
    own = [found for found in figures if found.figure.chapter == code]
    return {"title": title, "words": words, "figures": [_on_paper(found) for found in own]}


def _on_paper(found: ReportFigure) -> dict[str, object]:
    figure = found.figure
    frame = found.frame
    return {
        "title": figure.title,
        "sentence": found.sentence,
        "note": figure.note,
        "definition": figure.definition,
        "n": found.n,
        "heads": [] if frame is None else [str(name) for name in cells.columns(frame)],
        "rows": [] if frame is None else [[str(cell) for cell in row] for row in cells.rows(frame)],
        "bars": [] if frame is None or NOW not in frame else _bars(frame),
        "alt": "" if frame is None or NOW not in frame else _alt(figure.title, frame),
    }


def _bars(frame: pd.DataFrame) -> list[Mapping[str, object]]:
    """A bar for each category: how long it is, and what stands behind it."""
    most = max((int(count) for count in frame[NOW].dropna()), default=0)
    return [
        {
            "label": str(label),
            "long": 0.0 if pd.isna(count) or not most else int(count) / most,
            "said": str(said),
            "hidden": bool(pd.isna(count)),
        }
        for (label, said, *_), count in zip(cells.rows(frame), frame[NOW], strict=True)
    ]


def _alt(title: str, frame: pd.DataFrame) -> str:
    said = ", ".join(f"{label} {count}" for label, count, *_ in cells.rows(frame))
    return f"Staven bij {title}: {said}."


def _front(report: Report) -> Sheet:
    rows = [
        *_facts(report),
        (EXPLANATION, report.explanation or NOT_FILLED_IN),
        (MONITOR, report.monitor or NOT_FILLED_IN),
    ]
    frame = pd.DataFrame(rows, columns=["wat", "woorden"])
    return Sheet(report.title, [INTRODUCTION, NOT_LESS_SAFE, SMALL_NUMBERS], frame)


def _sheet(report: Report, found: ReportFigure) -> Sheet:
    figure = found.figure
    lines = [found.sentence, f"Periode: {report.days}. {found.n}".strip(), figure.definition]
    frame = pd.DataFrame() if found.frame is None else found.frame
    return Sheet(figure.title, [*lines, *filter(None, [figure.note])], frame)
