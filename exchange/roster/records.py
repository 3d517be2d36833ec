"""A line of OneRoster or School Data Sync by the names of its fields, and the person in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.errors import InputRefused
from casework.name_spelling import tidy_person_name
from casework.people import PersonName
from exchange.roster.list_line import BROKEN
from exchange.roster.names import family_name, is_broken, is_prefix
from exchange.roster.table import Table

GONE = "tobedeleted"


@dataclass(frozen=True)
class Record:
    """One line of one of the files."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def where(self) -> tuple[str, int]:
        return self.file, self.line

    @property
    def is_gone(self) -> bool:
        """An empty status is active: a file of everything has none."""
        return self["status"].casefold() == GONE


def records_of(table: Table) -> list[Record]:
    names = [heading.strip().casefold() for heading in table.headings]
    return [
        Record(table.title, line, dict(zip(names, cells, strict=False)))
        for line, cells in table.lines
    ]


def written_name(user: Record) -> PersonName:
    """The name that somebody goes by; a middle name that is a tussenvoegsel goes in front."""
    middle = user["preferredmiddlename"] or user["middlename"]
    prefix = middle if middle and is_prefix(middle) else ""
    return PersonName(
        user["preferredgivenname"] or user["givenname"],
        family_name(prefix, user["preferredfamilyname"] or user["familyname"]),
    )


def kept_name(user: Record, *, is_staff: bool = False) -> PersonName:
    name = written_name(user)
    if is_broken(name.full):
        raise InputRefused(f"In deze naam zijn {BROKEN}")
    return tidy_person_name(name, needs_given=is_staff)


def grade_of(text: str) -> str:
    """The year group, when it is one of ours: OneRoster writes "02", others "8" or "PS"."""
    first = text.split(",")[0].strip().lstrip("0")
    return first if first in tuple("123456") else ""
