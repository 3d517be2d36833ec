"""A table as CSV that a Dutch Excel opens right, and that runs nothing when it is opened."""

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

from casework.text_direction import contained
from exchange import cells

# What is marked already gets one mark more, so that a reader who takes one off has the text again.
# A spreadsheet may skip white space and what cannot be seen, and knows the wide signs too.
_NEEDS_A_MARK = re.compile(
    r"[\t\r\n]|[\s\ufeff\u200b-\u200f\u2060-\u206f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'+[=+\-@0-9]"
)
# A spreadsheet of another country begins a cell at a comma or a tab.
_NEEDS_QUOTES = re.compile(r'[;,\t|"\r\n]')

QUOTED_NOTHING = '""'
"""A line of one empty field, which would be no line at all."""


def csv_file(frame: pd.DataFrame) -> bytes:
    """The frame with a row of column names: `;`, decimal comma, dd-mm-yyyy, UTF-8 with a mark.

    A text that a spreadsheet would take for a formula gets a `'` before it. What is hidden or
    not known is a word (see exchange.cells).
    """
    head = [_quoted(_harmless(contained(str(name)))) for name in cells.columns(frame)]
    rows = ([_text(cell) for cell in row] for row in cells.rows(frame))
    return "".join(map(_line, [head, *rows])).encode("utf-8-sig")


def _line(fields: Iterable[str]) -> str:
    line = ";".join(fields)
    return f"{line or QUOTED_NOTHING}\r\n"


def _text(cell: cells.Cell) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, int | float):
        return str(cell).replace(".", ",")
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else _quoted(_harmless(cell))


def _harmless(text: str) -> str:
    return f"'{text}" if _NEEDS_A_MARK.match(text) else text


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _NEEDS_QUOTES.search(text) else text
