"""The sheets of an Excel workbook as lines of text: numbers, days and formulas by their value."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from casework.roster import RosterFault
from exchange.roster.archive import check_unpacked
from exchange.roster.refusals import (
    LONGEST_CELL,
    MOST_COLUMNS,
    SAVE_AS,
    check_columns,
    check_lines,
    refused,
)
from exchange.roster.table import Line

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# A tag is taken whole and looked into after that: one with a million attributes is one tag.
MOST_SHEETS = 100
_CELL = re.compile(rb"<(?:\w{1,40}:)?c\b([^<>]*)(?<!/)>\s*<(?:\w{1,40}:)?(?:v|is|f)\b")
_FAR_DOWN = re.compile(rb"""\br=["'][A-Z]{1,40}(\d{6,20})["']""")
_FAR_RIGHT = re.compile(rb"""\br=["'](?:[A-Z]{3,40}|[L-Z][A-Z])(\d{1,20})["']""")
_HIDDEN_ROW = re.compile(rb'<row\b[^<>]*?\shidden="(?:1|true)"')
_SHEET = re.compile(r"<sheet\b([^<>]*)")
_OF_SHEET = re.compile(r'\b(name|r:id)="([^"]*)"')
_TARGET = re.compile(r"<Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')


def sheets_of(file: str, content: bytes) -> tuple[list[tuple[str, list[Line]]], list[RosterFault]]:
    """Each sheet that is in sight and has something in it: its name and its lines."""
    # Loaded when the first workbook is read.
    from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

    check_unpacked(file, content)
    _check_reach(file, content)
    try:
        with load_workbook(BytesIO(content)) as book:
            names = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible
            ]
            _check_sheets(file, len(names))
            sheets = []
            for name in names:
                sheets.append((name, _lines(file, _sheet(book, name))))
                check_lines(file, sum(len(lines) for _, lines in sheets))
    except PasswordError as fault:
        raise locked(file) from fault
    except (CalamineError, ValueError, OSError) as fault:
        raise refused(file, f"deze werkmap is niet te lezen. {SAVE_AS}") from fault
    filled = [(name, lines) for name, lines in sheets if lines]
    return filled, _hidden_rows(file, content, {name for name, _ in filled})


def _check_reach(file: str, content: bytes) -> None:
    """Refuse a cell far away: a reader would make room for all that is empty before it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for path in archive.namelist():
            if not path.casefold().startswith("xl/worksheets/"):
                continue
            sheet = archive.read(path)
            if _FAR_DOWN.search(sheet) or _FAR_RIGHT.search(sheet):
                _check_cells(file, sheet)


def _check_cells(file: str, sheet: bytes) -> None:
    for cell in _CELL.finditer(sheet):
        if down := _FAR_DOWN.search(cell[1]):
            check_lines(file, int(down[1]))
        if right := _FAR_RIGHT.search(cell[1]):
            check_columns(file, int(right[1]), MOST_COLUMNS + 1)


def _check_sheets(file: str, count: int) -> None:
    """Refuse more sheets than a school has classes: many can show the lines of one."""
    if count > MOST_SHEETS:
        raise refused(
            file,
            f"hier zitten meer dan {MOST_SHEETS} bladen in. Bewaar alleen de lijsten.",
        )


def locked(file: str) -> Exception:
    """The refusal of a workbook with a password."""
    return refused(
        file,
        "deze werkmap heeft een wachtwoord. Haal het in Excel weg (Bestand, Info, Werkmap "
        "beveiligen) en bewaar opnieuw.",
    )


def _sheet(book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    return book.get_sheet_by_name(name)


def _lines(file: str, sheet: "CalamineSheet") -> list[Line]:
    check_lines(file, sheet.total_height)
    if sheet.total_height:
        check_columns(file, 1, sheet.total_width)
    lines: list[Line] = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = tuple(map(_text, row))
        if any(cells):
            lines.append((number, cells))
            if max(map(len, cells)) > LONGEST_CELL:
                raise refused(
                    file,
                    f"op regel {number} staat een tekst van meer dan {LONGEST_CELL} tekens; dat is "
                    "geen lijst met namen.",
                )
    return lines


def _text(value: Any) -> str:
    """A cell as a person reads it; a number that is whole has no ".0" behind it."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if isinstance(value, time | timedelta) else str(value)


def _hidden_rows(file: str, content: bytes, names: set[str]) -> list[RosterFault]:
    """A word about rows that a filter hides: they are read as all others."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        held = set(archive.namelist())
        return [
            RosterFault(
                f"{file}, blad {name}",
                0,
                "",
                str(count),
                f"In dit blad zijn {count} rijen verborgen. Ze zijn gewoon meegelezen.",
                is_notice=True,
            )
            for name, path in _sheet_paths(archive)
            if name in names
            and path in held
            and (count := len(_HIDDEN_ROW.findall(archive.read(path))))
        ]


def _sheet_paths(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    parts = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    if not set(parts) <= set(archive.namelist()):
        return []
    book, relations = (archive.read(part).decode("utf-8", errors="replace") for part in parts)
    pairs: Sequence[dict[str, str]] = [
        dict(_ATTRIBUTE.findall(one)) for one in _TARGET.findall(relations)
    ]
    targets = {one.get("Id", ""): one.get("Target", "").lstrip("/") for one in pairs}
    named = [dict(_OF_SHEET.findall(one)) for one in _SHEET.findall(book)]
    return [
        (one.get("name", ""), target if target.startswith("xl/") else f"xl/{target}")
        for one in named
        if (target := targets.get(one.get("r:id", "")))
    ]
