"""A table as CSV that a Dutch Excel opens right, and that runs nothing when it is opened."""

import csv
from datetime import date
from io import StringIO

import pandas as pd

from exchange import cells

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(frame: pd.DataFrame) -> bytes:
    """The frame with a row of column names: `;`, decimal comma, dd-mm-yyyy, UTF-8 with a mark.

    A text that a spreadsheet would take for a formula gets a `'` before it. What is hidden or
    not known is a word (see exchange.cells).
    """
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(str(name)) for name in cells.columns(frame)])
    writer.writerows([_text(cell) for cell in row] for row in cells.rows(frame))
    return written.getvalue().encode("utf-8-sig")


def _text(cell: cells.Cell) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, int | float):
        return str(cell).replace(".", ",")
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else _harmless(cell)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
