"""A number that stands for the rows of a table, whatever their order: the sum of their digests.

A row that comes is added and a row that goes is taken off, so that a change in a large table costs
no more than the rows that it is about. Each digest is keyed: who has only the file cannot make one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import duckdb

BYTES = 16
MODULUS = 1 << (8 * BYTES)
BATCH = 20_000
TABLES = """
    select table_name, sql from duckdb_tables()
    where database_name = current_database() and schema_name = current_schema()
    order by table_name
"""
COLUMNS = """
    select c.table_name, c.column_name, c.data_type
    from information_schema.columns c join information_schema.tables t
        on t.table_catalog = c.table_catalog and t.table_schema = c.table_schema
        and t.table_name = c.table_name
    where c.table_catalog = current_database() and c.table_schema = current_schema()
        and t.table_type = 'BASE TABLE'
    order by c.table_name, c.ordinal_position
"""

Row = tuple[Any, ...]


class Asked(Protocol):
    """What answers a question in batches."""

    def __call__(self, sql: str, params: Sequence[Any] = ()) -> Iterator[list[Row]]: ...


@dataclass(frozen=True)
class Digest:
    """How many rows, and the sum of their digests."""

    count: int = 0
    total: int = 0

    def __add__(self, other: "Digest") -> "Digest":
        return Digest(self.count + other.count, (self.total + other.total) % MODULUS)

    def __sub__(self, other: "Digest") -> "Digest":
        return Digest(self.count - other.count, (self.total - other.total) % MODULUS)

    @property
    def text(self) -> str:
        """The sum as it is kept."""
        return f"{self.total:0{2 * BYTES}x}"

    @staticmethod
    def is_nothing(total: int) -> bool:
        """Whether a sum of digests, with others taken off it, comes to nothing."""
        return total % MODULUS == 0

    @classmethod
    def read(cls, count: int, text: str) -> Self:
        """What was kept."""
        return cls(count, total_of(text))


@dataclass(frozen=True)
class TableShape:
    """A table with its columns in order; its rows go together by the first of them."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def key(self) -> str:
        """The first column. It is never written over."""
        return self.columns[0]

    def select(self, where: str = "") -> str:
        """Every column as it goes into a digest: an id as text."""
        columns = (
            f"cast({name} as varchar)" if kind.upper() == "UUID" else name
            for name, kind in zip(self.columns, self.types, strict=True)
        )
        return f"select {', '.join(columns)} from {self.name} {where}"

    def row(self, columns: Sequence[str], values: Sequence[Any]) -> Row:
        """A whole row of these values, each as the file gives it back."""
        given = dict(zip(columns, values, strict=True))
        row = tuple(
            None if (value := given.pop(name, None)) is None else _KEPT.get(kind, _as_it_is)(value)
            for name, kind in zip(self.columns, self.types, strict=True)
        )
        if given:
            raise ValueError(f"{self.name} has no {', '.join(given)}")
        return row

    def select_about(self) -> str:
        """The rows about any of the keys in `$1`."""
        return self.select(f"where {self.key} = any(cast($1 as {self.types[0]}[]))")


def _as_it_is(value: Any) -> Any:
    return value


_KEPT: Mapping[str, Callable[[Any], Any]] = {
    "UUID": lambda value: str(value).lower(),
    "VARCHAR": lambda value: str.__str__(value) if isinstance(value, str) else str(value),
    "INTEGER": int,
    "BIGINT": int,
    "BLOB": bytes,
}


def total_of(text: str) -> int:
    """The sum that was kept; one that no rows have when somebody wrote over it."""
    try:
        return int(text, 16)
    except ValueError:
        return -1


def table_shapes(rows: Iterable[Row]) -> dict[str, TableShape]:
    """Every table, of the answer to `COLUMNS`."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, name, kind in rows:
        columns.setdefault(table, []).append((name, kind))
    return {
        table: TableShape(table, tuple(n for n, _ in own), tuple(k for _, k in own))
        for table, own in columns.items()
    }


# By the statements that would make them. The engine lists the columns of a file at four times the
# cost of its tables, for a school that is opened again or that is given one shape after another.
_known_shapes: dict[tuple[Row, ...], dict[str, TableShape]] = {}
MOST_KNOWN = 64


def shapes_in(cursor: duckdb.DuckDBPyConnection) -> dict[str, TableShape]:
    """Every table of the file, by its name."""
    tables = tuple(cursor.execute(TABLES).fetchall())
    shapes = _known_shapes.get(tables)
    if shapes is None:
        shapes = table_shapes(cursor.execute(COLUMNS).fetchall())
        if len(_known_shapes) >= MOST_KNOWN:
            _known_shapes.clear()
        _known_shapes[tables] = shapes
    return dict(shapes)


class RowDigests:
    """Makes the digests of rows with the key of the school."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_rows(self, table: str, rows: Iterable[Row]) -> Digest:
        """The digest of rows as `TableShape.select` gives them."""
        count, total = 0, 0
        for one in self.each(table, rows):
            count, total = count + 1, total + one
        return Digest(count, total % MODULUS)

    def each(self, table: str, rows: Iterable[Row]) -> Iterator[int]:
        """The digest of each of these rows."""
        begin = hashlib.blake2b(f"{table}\0".encode(), digest_size=BYTES, key=self._key)
        for row in rows:
            # A column that came later is empty in the rows of before.
            while row and row[-1] is None:
                row = row[:-1]
            one = begin.copy()
            # In ASCII: what may be printed differs between versions of Python.
            one.update(ascii(row).encode())
            yield int.from_bytes(one.digest(), "big")

    def of_table(self, shape: TableShape, ask: Asked, where: str = "") -> Digest:
        """The digest of a table, or of a part of it, a batch of rows at a time."""
        batches = ask(shape.select(where))
        return sum((self.of_rows(shape.name, rows) for rows in batches), Digest())


def batches_of(cursor: duckdb.DuckDBPyConnection) -> Asked:
    """Asks this cursor, to the end of each answer."""

    def ask(sql: str, params: Sequence[Any] = ()) -> Iterator[list[Row]]:
        cursor.execute(sql, list(params))
        while rows := cursor.fetchmany(BATCH):
            yield rows

    return ask
