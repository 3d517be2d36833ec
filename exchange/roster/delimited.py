"""The lines of a text file with separators: which separator, quotes, cells over several lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from casework.roster import RosterFault
from exchange.roster.headings import is_heading
from exchange.roster.refusals import LONGEST_CELL, check_columns, check_lines, refused
from exchange.roster.table import Cells, Line

SEPARATORS = ";,\t|"
LOOKED_AT = 60
LONGEST_LINE = 100_000
MOST_JOINED = 30
UNCLOSED = (
    "Op deze regel begint een aanhalingsteken dat nergens sluit. Haal het weg, of zet er ook een "
    "achter de tekst."
)
_ENDS = re.compile(r"\r\n|\n|\r")
_SEP = re.compile(r'^\s*"?sep=(.)"?\s*$', re.IGNORECASE)
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_KEPT_TEXT = re.compile(r"^'(?='*[=+\-@\t\r\n0-9])")


def cleaned(cell: str) -> str:
    """A cell on one line. What Excel puts around a text to keep it one (="0012", '0012) is off."""
    text = cell.strip(" ")
    wrapped = _AS_TEXT.match(text)
    return " ".join((wrapped[1] if wrapped else _KEPT_TEXT.sub("", text)).split())


def read_lines(file: str, text: str) -> tuple[list[Line], list[RosterFault]]:
    """The lines that are not empty, and those that could not be read."""
    raw = _ENDS.split(text)
    check_lines(file, len(raw))
    first, separator = _separator(raw)
    lines: list[Line] = []
    faults: list[RosterFault] = []
    for number, cells in _records(file, raw, first, separator):
        if cells is None:
            # Of the rest of the line nobody knows which cell is a password.
            value = raw[number - 1].partition(separator)[0].strip('"')[:40]
            faults.append(RosterFault(file, number, "", value, UNCLOSED))
            continue
        check_columns(file, number, len(cells))
        tidy = tuple(cleaned(cell) for cell in cells)
        if any(tidy):
            _check_cells(file, number, tidy)
            lines.append((number, tidy))
    return lines, faults


def _check_cells(file: str, number: int, cells: Cells) -> None:
    if max(map(len, cells)) > LONGEST_CELL:
        raise refused(
            file,
            f"op regel {number} staat een tekst van meer dan {LONGEST_CELL} tekens. Dat is geen "
            "lijst met namen; kijk of er een aanhalingsteken te veel staat.",
        )


def _records(
    file: str, raw: Sequence[str], first: int, separator: str
) -> Iterator[tuple[int, list[str] | None]]:
    """Each record with the number of its first line; None when a quote in it never closes."""
    at = first
    while at < len(raw):
        line = raw[at]
        if len(line) > LONGEST_LINE:
            raise refused(file, f"regel {at + 1} is te lang voor een lijst met namen.")
        if '"' not in line:
            yield at + 1, line.split(separator)
            at += 1
            continue
        cells, used = _quoted(raw, at, separator)
        yield at + 1, cells
        at += used


def _quoted(raw: Sequence[str], at: int, separator: str) -> tuple[list[str] | None, int]:
    """A record with quotes, and over how many lines it goes."""
    joined = raw[at]
    for used in range(1, MOST_JOINED + 1):
        try:
            return next(csv.reader([joined], delimiter=separator, strict=True), []), used
        except csv.Error as fault:
            if "unexpected end" not in str(fault):
                if used > 1:
                    break
                # A quote inside a cell: as Excel takes it.
                return next(csv.reader([joined], delimiter=separator), []), used
            if at + used >= len(raw) or len(joined) + len(raw[at + used]) >= LONGEST_LINE:
                break
            joined = f"{joined}\n{raw[at + used]}"
    return None, 1


def _separator(raw: Sequence[str]) -> tuple[int, str]:
    """Where the lines begin, and what separates their cells."""
    if raw and (said := _SEP.match(raw[0])):
        return 1, said[1]
    sample = [line for line in raw[:LOOKED_AT] if line.strip()]
    return 0, max(SEPARATORS, key=lambda one: (_fit(sample, one), -SEPARATORS.index(one)))


def _fit(sample: Sequence[str], separator: str) -> tuple[int, float]:
    """How well a separator fits: headings that are known, then lines with as many cells."""
    try:
        rows = list(csv.reader(sample, delimiter=separator))
    except csv.Error:
        return 0, 0.0
    known = max((sum(map(is_heading, row)) for row in rows if len(row) > 1), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0.0
    width, count = max(widths.items(), key=lambda one: (one[1] * (one[0] - 1), one[0]))
    return known, count * (width - 1) / len(rows)
