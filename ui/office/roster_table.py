"""A long list of a roster file, a page at a time: what is not in sight costs nothing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ui.office import paged, table

Row = Sequence[str]
Item = TypeVar("Item")


def show(
    name: str, headings: Sequence[str], items: Sequence[Item], row: Callable[[Item], Row]
) -> None:
    """A table with a row for each item, of which one page is drawn."""

    def draw(part: Sequence[Item]) -> None:
        cells = zip(*map(row, part), strict=True)
        table.show(dict(zip(headings, cells, strict=True)))

    paged.show(name, items, draw, ("regel", "regels"))
