"""What each column of a table is taken for: by its heading, or else by what stands in it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from exchange.roster.class_names import is_class_name
from exchange.roster.dates import day_of
from exchange.roster.headings import Field, meaning, plain, rank
from exchange.roster.names import is_prefix
from exchange.roster.table import Table

LOOKED_AT = 200
SHOWN = 4
MANY = 0.8
SEVERAL = frozenset({Field.MENTOR, Field.NOT_READ, Field.SECRET})
"""What more columns than one may hold."""
NAMES = frozenset({Field.GIVEN, Field.GIVEN_NAMES, Field.FAMILY, Field.FULL_NAME, Field.INITIALS})


class Subject(StrEnum):
    """Who or what the lines of a table are."""

    PUPILS = "pupils"
    STAFF = "staff"
    CLASSES = "classes"


@dataclass(frozen=True)
class Column:
    """One column with what it is taken for; a person looks at what is not sure."""

    index: int
    heading: str
    field: Field
    is_sure: bool
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """How a table is read. `mark` is that of its headings, by which it is remembered."""

    subject: Subject
    columns: tuple[Column, ...]
    mark: str

    @property
    def doubtful(self) -> tuple[Column, ...]:
        """What a person should look at."""
        return tuple(column for column in self.columns if not column.is_sure)

    def places(self, field: Field) -> tuple[int, ...]:
        """The columns that hold this."""
        return tuple(column.index for column in self.columns if column.field is field)

    def corrected(self, fields: Mapping[int, Field], subject: Subject | None = None) -> "Columns":
        """The same as a person wants it; what is secret stays so."""
        columns = tuple(
            replace(column, field=fields.get(column.index, column.field), is_sure=True)
            if column.field is not Field.SECRET
            else column
            for column in self.columns
        )
        return replace(self, columns=columns, subject=subject or self.subject)

    @property
    def what_is_missing(self) -> str:
        """A sentence on what is needed to read this table; empty when it can be read."""
        fields = {column.field for column in self.columns}
        if self.subject is Subject.CLASSES:
            return "" if Field.CLASS in fields else "Wijs aan in welke kolom de klas staat."
        if not fields & NAMES:
            return "Wijs aan in welke kolommen de namen staan."
        twice = [field for field in fields - SEVERAL if len(self.places(field)) > 1]
        return "Twee kolommen zijn als hetzelfde aangewezen. Kies er één." if twice else ""


def heading_mark(headings: Sequence[str]) -> str:
    """By what the same headings are known again; it tells nothing about who is in the file."""
    plainly = "\n".join(map(plain, headings))
    return hashlib.sha256(plainly.encode()).hexdigest()[:32]


def proposed_columns(table: Table) -> Columns:
    """What each column probably holds, with the first values of it."""
    columns = [_by_heading(table, index) for index in range(len(table.headings))]
    if not table.has_headings:
        columns = _by_content(table, columns)
    columns = _one_of_each(_names_told_apart(table, _numbers_told_apart(table, columns)))
    subject = _subject(table, columns)
    if subject is Subject.PUPILS:
        columns = _code_as_number(columns)
    return Columns(subject, tuple(columns), heading_mark(table.headings))


def _by_heading(table: Table, index: int) -> Column:
    heading = table.headings[index]
    field = meaning(heading) if table.has_headings else None
    samples = () if field is Field.SECRET else tuple(table.column(index, SHOWN))
    if field is not None:
        return Column(index, heading, field, is_sure=True, samples=samples)
    guess = _in_pieces(heading) if table.has_headings else None
    # Nobody has to look at a column of which the heading means nothing to this program.
    is_sure = table.has_headings and guess is None
    return Column(index, heading, guess or Field.NOT_READ, is_sure, samples)


def _in_pieces(heading: str) -> Field | None:
    """A heading of more words, of which one is known: "Klas (stamklas)"."""
    words = "".join(c if c.isalnum() else " " for c in heading).split()
    fields = [field for word in words if (field := meaning(word)) is not None]
    return next((field for field in fields if field is not Field.NOT_READ), None)


def _numbers_told_apart(table: Table, columns: list[Column]) -> list[Column]:
    """A column "nr" that counts the lines is no number of a pupil; one "leerling" may be one."""
    return [replace(one, field=_number_or_not(table, one)) for one in columns]


def _number_or_not(table: Table, column: Column) -> Field:
    if column.field is Field.NUMBER and _counts_lines(table, column.index):
        return Field.NOT_READ
    if column.field is Field.FULL_NAME:
        values = list(table.column(column.index, LOOKED_AT))
        return Field.NUMBER if _most(values, str.isdecimal) else Field.FULL_NAME
    return column.field


def _code_as_number(columns: list[Column]) -> list[Column]:
    """Of pupils a code is their number, where there is no other."""
    if any(column.field is Field.NUMBER for column in columns):
        return columns
    return [
        replace(column, field=Field.NUMBER, is_sure=False) if column.field is Field.CODE else column
        for column in columns
    ]


def _counts_lines(table: Table, index: int) -> bool:
    values = list(table.column(index, LOOKED_AT))
    return len(values) > 2 and values == [str(n) for n in range(1, len(values) + 1)]


def _names_told_apart(table: Table, columns: list[Column]) -> list[Column]:
    """Whether "naam" is a whole name or a family name depends on what stands beside it."""
    held = {column.field: column for column in reversed(columns)}
    whole, given = held.get(Field.FULL_NAME), held.get(Field.GIVEN)
    if whole is None:
        return columns
    if Field.FAMILY in held:
        has_given = given or Field.GIVEN_NAMES in held or Field.INITIALS in held
        better = replace(whole, field=Field.NOT_READ if has_given else Field.GIVEN)
        return _replaced(columns, replace(better, is_sure=bool(has_given)))
    if given is None:
        return columns
    if _contains(table, whole.index, given.index):
        return _replaced(columns, replace(given, field=Field.NOT_READ))
    return _replaced(columns, replace(whole, field=Field.FAMILY))


def _contains(table: Table, whole: int, part: int) -> bool:
    pairs = [
        (cells[whole].casefold(), cells[part].casefold())
        for _, cells in table.lines[:LOOKED_AT]
        if len(cells) > max(whole, part) and cells[part]
    ]
    return sum(part in whole for whole, part in pairs) > len(pairs) / 2


def _replaced(columns: list[Column], other: Column) -> list[Column]:
    return [other if column.index == other.index else column for column in columns]


def _one_of_each(columns: list[Column]) -> list[Column]:
    """Of two columns for one thing the better heading is read; of the other a person decides."""
    best: dict[Field, Column] = {}
    for column in columns:
        held = best.get(column.field)
        if held is None or (not column.is_sure, rank(column.heading)) < (
            not held.is_sure,
            rank(held.heading),
        ):
            best[column.field] = column
    return [
        column
        if column.field in SEVERAL or best[column.field] is column
        else replace(column, field=Field.NOT_READ, is_sure=False)
        for column in columns
    ]


def _by_content(table: Table, columns: list[Column]) -> list[Column]:
    """Without headings: what stands in a column says what it is; nothing of it is sure."""
    taken: dict[int, Field] = {}
    for field, holds in _CONTENTS:
        for column in columns:
            values = list(table.column(column.index, LOOKED_AT))
            if column.index not in taken and field not in taken.values() and holds(values):
                taken[column.index] = field
    words = [c.index for c in columns if c.index not in taken and _are_names(table, c.index)]
    for index, field in zip(words, _name_fields(table, words), strict=False):
        taken[index] = field
    return [
        replace(column, field=taken.get(column.index, Field.NOT_READ), is_sure=False)
        for column in columns
    ]


def _most(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(test, values)) >= MANY * len(values)


def _are_numbers(values: Sequence[str]) -> bool:
    is_one = _most(values, lambda value: value.isdecimal() and 3 <= len(value) <= 10)
    return is_one and len(set(values)) > 0.9 * len(values)


_CONTENTS: tuple[tuple[Field, Callable[[Sequence[str]], bool]], ...] = (
    (Field.EMAIL, lambda values: _most(values, lambda value: "@" in value)),
    (Field.NUMBER, _are_numbers),
    (Field.BIRTH_DATE, lambda values: _most(values, lambda value: day_of(value) is not None)),
    (Field.YEAR_GROUP, lambda values: _most(values, lambda value: value in "123456")),
    (Field.CLASS, lambda values: _most(values, is_class_name)),
    (Field.PREFIX, lambda values: _most(values, is_prefix)),
)


def _are_names(table: Table, index: int) -> bool:
    values = list(table.column(index, LOOKED_AT))
    return _most(values, lambda value: value[0].isalpha() and not any(map(str.isdigit, value)))


def _name_fields(table: Table, words: Sequence[int]) -> tuple[Field, ...]:
    if len(words) == 1 and _most(list(table.column(words[0], LOOKED_AT)), lambda v: " " in v):
        return (Field.FULL_NAME,)
    return (Field.GIVEN, Field.FAMILY)


def _subject(table: Table, columns: Sequence[Column]) -> Subject:
    fields = {column.field for column in columns}
    if not fields & NAMES and Field.CLASS in fields and Field.NUMBER not in fields:
        return Subject.CLASSES
    words = plain(f"{table.title} {' '.join(table.headings)}")
    staff = sum(
        (
            2 * (Field.ROLE in fields),
            2 * (Field.CODE in fields),
            3 * (Field.MENTOR_OF in fields),
            Field.USER_NAME in fields,
            3 * any(w in words for w in ("medewerk", "personeel", "docent", "staff", "teacher")),
        )
    )
    pupils = sum(
        (
            2 * (Field.CLASS in fields),
            2 * (Field.MENTOR in fields),
            Field.BIRTH_DATE in fields,
            Field.YEAR_GROUP in fields,
            Field.STUDY in fields,
            3 * any(w in words for w in ("leerling", "llnr", "stamn", "pupil", "student")),
        )
    )
    return Subject.STAFF if staff > pupils else Subject.PUPILS
