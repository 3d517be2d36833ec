"""Where the headings of a table are: below a title, absent, or again half-way down the file."""

from collections.abc import Iterator, Sequence

from exchange.roster.headings import Field, is_heading, meaning, plain
from exchange.roster.table import Line, Table, unnamed

LOOKED_AT = 25


def tables_of(file: str, lines: Sequence[Line], sheet: str = "") -> list[Table]:
    """The tables in the lines of one file or sheet; none when there is nothing below a heading."""
    if lines and _is_record_file(lines[0]):
        return [_named_table(file, lines[0], lines[1:], sheet)]
    heads = list(_heading_places(lines))
    if not heads:
        return [_unnamed_table(file, lines, sheet)] if lines else []
    ends = [*heads[1:], len(lines)]
    tables = [
        _named_table(file, lines[start], lines[start + 1 : end], sheet)
        for start, end in zip(heads, ends, strict=True)
    ]
    return [table for table in tables if table.lines]


def _is_record_file(head: Line) -> bool:
    """Whether this is a file of OneRoster or School Data Sync, of which the headings are fixed."""
    return any(plain(cell).endswith(("sourcedid", "propertyname")) for cell in head[1])


def _heading_places(lines: Sequence[Line]) -> Iterator[int]:
    """The first row of headings near the top, and every other one below it."""
    first = _first_headings(lines)
    if first is None:
        return
    yield first
    least = min(3, _known(lines[first]))
    for place in range(first + 1, len(lines)):
        cells = lines[place][1]
        if is_heading(next(filter(None, cells))) and _is_headings(lines[place], max(least, 2)):
            yield place


def _first_headings(lines: Sequence[Line]) -> int | None:
    best = max(
        range(min(len(lines), LOOKED_AT)),
        key=lambda place: (_known(lines[place]), -place),
        default=None,
    )
    if best is None:
        return None
    filled = sum(map(bool, lines[best][1]))
    known = _known(lines[best])
    return best if known >= 2 or (known == 1 and filled <= 2 and best == 0) else None


def _known(line: Line) -> int:
    return len({cell for cell in line[1] if cell and is_heading(cell)})


def _is_headings(line: Line, least: int) -> bool:
    filled = [cell for cell in line[1] if cell]
    return _known(line) >= least and sum(map(is_heading, filled)) > len(filled) / 2


def _named_table(file: str, head: Line, lines: Sequence[Line], sheet: str) -> Table:
    width = _width(head, lines)
    headings = tuple((head[1][n] if n < len(head[1]) else "") or unnamed(n) for n in range(width))
    secret = frozenset(n for n, name in enumerate(headings) if meaning(name) is Field.SECRET)
    return Table(file, headings, tuple(lines), sheet).without_columns(secret)


def _width(head: Line, lines: Sequence[Line]) -> int:
    """As wide as the headings; wider when most lines have something without a heading."""
    width, named = _used((head, *lines)), _used((head,))
    while width > named:
        filled = sum(len(cells) >= width and bool(cells[width - 1]) for _, cells in lines)
        if filled > len(lines) / 2:
            return width
        width -= 1
    return named


def _used(lines: Sequence[Line]) -> int:
    """How many columns have something in them: separators at the end of a line are no column."""
    width = 0
    for _, cells in lines:
        end = len(cells)
        while end > width and not cells[end - 1]:
            end -= 1
        width = max(width, end)
    return width


def _unnamed_table(file: str, lines: Sequence[Line], sheet: str) -> Table:
    headings = tuple(unnamed(n) for n in range(_used(lines)))
    return Table(file, headings, tuple(lines), sheet, has_headings=False)
