"""A table out of a file: its headings, and its lines with the number that they have in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

Cells = tuple[str, ...]
Line = tuple[int, Cells]
"""The number of a line in its file, from 1, and what stands in it."""


@dataclass(frozen=True)
class Table:
    """Lines below one row of headings. `sheet` is empty for a text file.

    Without headings (`has_headings` False) the columns are called "kolom A", "kolom B".
    """

    file: str
    headings: Cells
    lines: tuple[Line, ...]
    sheet: str = ""
    has_headings: bool = True

    @property
    def title(self) -> str:
        """How a person finds it: the file, and the sheet when there is one."""
        return f"{self.file}, blad {self.sheet}" if self.sheet else self.file

    def without_columns(self, secret: frozenset[int]) -> "Table":
        """The same table in which these columns are empty, so that nobody keeps them."""
        if not secret:
            return self
        lines = tuple(
            (number, tuple("" if n in secret else cell for n, cell in enumerate(cells)))
            for number, cells in self.lines
        )
        return replace(self, lines=lines)

    def column(self, index: int, most: int | None = None) -> Iterator[str]:
        """What is filled in a column, from the top; at most so many."""
        left = len(self.lines) if most is None else most
        for _, cells in self.lines:
            if left <= 0:
                return
            if index < len(cells) and cells[index]:
                left -= 1
                yield cells[index]


def letter(index: int) -> str:
    """The name that a spreadsheet gives a column: 0 is "A", 26 is "AA"."""
    name, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def unnamed(index: int) -> str:
    """What a column without a heading is called."""
    return f"kolom {letter(index)}"
