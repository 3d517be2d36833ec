"""Tables as an Excel workbook: one sheet a table, with what it is about above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from casework.text_direction import contained
from casework.words import HIDDEN, SMALL
from exchange import cells

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
NARROWEST, WIDEST = 8, 60
LONGEST_CELL, CUT_OFF = 32_767, " ... (afgekapt)"
"""What a cell of Excel holds, in units of UTF-16, and how a longer text ends."""
# A format follows the settings of the reader: a Dutch Excel shows 1.234 and 12,5 %.
FORMATS = {"whole": "#,##0", "decimal": "#,##0.0", "share": "0.0%", "day": "dd-mm-yyyy"}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table with its title and the lines above it: the period, n, and what it counts.

    The frame has the Dutch names of its columns; `shares` names the columns that are parts of
    one (0.5 shows as 50,0 %). A column is_small_<name> is left out (see exchange.cells).
    """

    title: str
    notes: Sequence[str]
    frame: pd.DataFrame
    shares: frozenset[str] = frozenset()


def workbook(sheets: Sequence[Sheet], made_at: datetime, title: str = "") -> bytes:
    """The XLSX of these sheets; the same sheets and the same `made_at` give the same bytes.

    No text is a formula or a link, whatever it starts with. The row of column names stays in
    sight. ValueError without a sheet.
    """
    # Loaded when the first workbook is asked for.
    from xlsxwriter import Workbook

    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    written = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, settings) as book:
        book.set_properties({"title": contained(title), "created": _moment(made_at)})
        looks = _looks(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write(book.add_worksheet(_name(sheet.title, taken)), sheet, looks)
    return written.getvalue()


def _moment(made_at: datetime) -> datetime:
    return made_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)


def _looks(book: "Workbook") -> dict[str, Any]:
    looks = {name: book.add_format({"num_format": code}) for name, code in FORMATS.items()}
    return looks | {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "missing": book.add_format({"align": "right", "italic": True}),
    }


def _name(title: str, taken: set[str]) -> str:
    """A name for the sheet that Excel allows and that no other sheet has."""
    whole = NOT_IN_A_NAME.sub(" ", contained(title)).strip().strip("'") or "Tabel"
    name, number = whole[:LONGEST_NAME].strip(), 1
    while name.casefold() in taken:
        number += 1
        after = f" {number}"
        name = whole[: LONGEST_NAME - len(after)].strip() + after
    taken.add(name.casefold())
    return name


def _write(page: "Worksheet", sheet: Sheet, looks: dict[str, Any]) -> None:
    _write_text(page, 0, 0, sheet.title, looks["title"])
    for row, note in enumerate(sheet.notes, 1):
        _write_text(page, row, 0, note)
    head = len(sheet.notes) + 2
    names = [str(name) for name in cells.columns(sheet.frame)]
    widths = [len(name) for name in names]
    for column, name in enumerate(names):
        _write_text(page, head, column, name, looks["head"])
    for row, values in enumerate(cells.rows(sheet.frame), head + 1):
        for column, value in enumerate(values):
            _write_cell(page, row, column, value, looks, names[column] in sheet.shares)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    page.freeze_panes(head + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def _write_cell(
    page: "Worksheet",
    row: int,
    column: int,
    value: cells.Cell,
    looks: dict[str, Any],
    is_share: bool,
) -> None:
    if isinstance(value, bool):
        page.write_string(row, column, "ja" if value else "nee")
    elif isinstance(value, int | float):
        whole = "whole" if isinstance(value, int) else "decimal"
        page.write_number(row, column, value, looks["share" if is_share else whole])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, looks["day"])
    elif value in (SMALL, HIDDEN, cells.UNKNOWN):
        _write_text(page, row, column, value, looks["missing"])
    else:
        _write_text(page, row, column, value)


def _write_text(
    page: "Worksheet", row: int, column: int, text: str, look: "Format | None" = None
) -> None:
    """A cell with this very text, or as much of it as fits, with a sign that it was cut."""
    whole = contained(_fitting(text))
    if whole.startswith("<r>") and whole.endswith("</r>"):
        # xlsxwriter would take it for markup that it made itself, and write it unescaped.
        page.write_rich_string(row, column, "<", "r", whole[2:], *([look] if look else []))
    else:
        page.write_string(row, column, whole, look)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= LONGEST_CELL * 2:
        return text
    kept = units[: (LONGEST_CELL - len(CUT_OFF)) * 2].decode("utf-16-le", "ignore")
    return kept + CUT_OFF
