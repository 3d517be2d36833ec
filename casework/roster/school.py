"""What the school has now, beside which a roster file is laid."""

from dataclasses import dataclass
from datetime import date

from casework.people import PersonName, Role


@dataclass(frozen=True, slots=True)
class PupilNow:
    """A pupil of the school, also one who left.

    The class is that of the chosen school year on the chosen day, or else the last one; then
    `is_placed` is False. `left_on` is given only when the pupil left before that day.
    `former_names` are those that the pupil had before; `other_numbers` lead to this pupil as well,
    by a record that was merged.
    """

    pupil_id: str
    name: PersonName
    number: str = ""
    email: str = ""
    birth_date: date | None = None
    class_id: str = ""
    class_name: str = ""
    is_placed: bool = True
    left_on: date | None = None
    former_names: tuple[PersonName, ...] = ()
    other_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassNow:
    """A class of the chosen school year. `year_group` is its text: "2", "1/2", "ISK"."""

    class_id: str
    name: str
    year_group: str
    team: str


@dataclass(frozen=True, slots=True)
class StaffNow:
    """A member of staff, also one whose account ended.

    Roles are those in force on the chosen day, with the text of their scope: the name of a
    class of the chosen year for a mentor, a year group for a coordinator, the name of a team for
    a team leader.
    """

    staff_id: str
    name: PersonName
    user_name: str
    is_active: bool = True
    roles: frozenset[tuple[Role, str]] = frozenset()


@dataclass(frozen=True)
class SchoolState:
    """The school in the chosen year, on the day from which the file holds.

    `teams` are the names of all teams, also of those without a class in that year. `day` is that
    day, by which a birth date is believed.
    """

    pupils: tuple[PupilNow, ...] = ()
    classes: tuple[ClassNow, ...] = ()
    staff: tuple[StaffNow, ...] = ()
    teams: tuple[str, ...] = ()
    day: date | None = None
