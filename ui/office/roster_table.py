"""A long list of a roster file, a page at a time: what is not in sight costs nothing."""

from collections.abc import Sequence

from ui.office import paged, table

Row = Sequence[str]


def show(name: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A table of which one page is drawn."""

    def draw(part: Sequence[Row]) -> None:
        cells = zip(*part, strict=True)
        table.show(dict(zip(headings, cells, strict=True)))

    paged.show(name, rows, draw, ("regel", "regels"))
