"""A table as CSV that a Dutch Excel opens right, and that runs nothing when it is opened."""

import csv
import re
from datetime import date
from io import StringIO

import pandas as pd

from exchange import cells

# What is marked already gets one mark more, so that a reader who takes one off has the text again.
_NEEDS_A_MARK = re.compile(r"[=+\-@\t\r\n]|'+[=+\-@0-9]")


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
    return f"'{text}" if _NEEDS_A_MARK.match(text) else text
