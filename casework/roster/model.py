"""What a roster file says: pupils, classes and staff with their line, and what was not understood.

Nothing here knows what the school has already; see casework.roster.school and .plan for that.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.people import PersonName, Role


class FileKind(StrEnum):
    """What kind of file it was taken for."""

    LIST = "list"
    ONE_ROSTER = "one_roster"
    SCHOOL_DATA_SYNC = "school_data_sync"


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """A pupil as a line has it. `family` has its tussenvoegsel in front.

    `number` is the leerlingnummer with its leading zeros. `class_names` has the homeroom first;
    empty means that the file names no class. `year_group` is the text of the file ("2", "1/2 HV").
    """

    number: str
    given: str
    family: str
    email: str = ""
    birth_date: date | None = None
    class_names: tuple[str, ...] = ()
    year_group: str = ""
    line: int = 0
    file: str = ""

    @property
    def name(self) -> PersonName:
        """The name as it is shown."""
        return PersonName(self.given, self.family)

    @property
    def class_name(self) -> str:
        """The homeroom; empty when the file names no class."""
        return self.class_names[0] if self.class_names else ""


@dataclass(frozen=True, slots=True)
class RosterClass:
    """A class that the file names, of its own or because a pupil is in it.

    `year_group` and `team` are the text of the file, empty when it says nothing. `mentors` are
    references to staff as the file has them: a number, an abbreviation, a user name, an e-mail
    address or a whole name.
    """

    name: str
    year_group: str = ""
    team: str = ""
    mentors: tuple[str, ...] = ()
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class RosterStaff:
    """A member of staff as a line has it.

    `number` is a number or an abbreviation. A role goes with the text of its scope: the name of
    a class for a mentor, a year group for a coordinator, the name of a team for a team leader,
    empty for the others. What everybody has (Role.STAFF) is not among them.
    """

    number: str
    given: str
    family: str
    user_name: str = ""
    email: str = ""
    roles: tuple[tuple[Role, str], ...] = ()
    is_active: bool = True
    line: int = 0
    file: str = ""

    @property
    def name(self) -> PersonName:
        """The name as it is shown."""
        return PersonName(self.given, self.family)


@dataclass(frozen=True, slots=True)
class RosterFault:
    """A place in a file that was not understood, and why: a Dutch sentence that says what to do.

    `line` counts as a spreadsheet does, from 1; 0 is the file as a whole. `column` is the heading
    as it stands in the file. What only catches the eye and stops nothing is a `is_notice`.
    """

    file: str
    line: int
    column: str
    value: str
    why: str
    is_notice: bool = False


@dataclass(frozen=True)
class RosterFile:
    """Everything that one upload says, whatever files it is made of.

    `school_year` is "2026-2027" when the file says so, else empty. `holds` says what the file is
    about: a file without staff says nothing about who has left the staff. Numbers of pupils that
    the file marks as removed are in `removed_numbers`.
    """

    pupils: tuple[RosterPupil, ...] = ()
    classes: tuple[RosterClass, ...] = ()
    staff: tuple[RosterStaff, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    kind: FileKind = FileKind.LIST
    school_year: str = ""
    removed_numbers: frozenset[str] = frozenset()
    removed_staff: frozenset[str] = frozenset()
    is_delta: bool = False
    """A file that holds only what changed: who is not in it is not gone."""
