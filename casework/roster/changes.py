"""What a roster file would change in the school, one thing each: ids and codes, no sentences.

Every change has a `key` without a name in it, by which it is accepted, left alone or answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from casework.people import PersonName, Role
from casework.roster.model import RosterClass, RosterFault, RosterPupil, RosterStaff
from casework.roster.school import ClassNow

OneKind = TypeVar("OneKind")

NEW = "new"
"""The answer to WhichPupil that says: another pupil than these."""


@dataclass(frozen=True, slots=True)
class NewPupil:
    """Nobody of the school is this pupil. `namesakes` have the very same name."""

    row: RosterPupil
    namesakes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"new_pupil:{self.row.file}:{self.row.line}"


class WhyAsked(StrEnum):
    """Why a person has to say who a line is about."""

    SAME_NAME = "same_name"
    """One pupil or more have this name, and nothing else says that it is the same one."""
    NUMBER_OF_ANOTHER = "number_of_another"
    """The number is of a pupil with quite another name: renamed, or a typing error."""
    OTHER_NUMBER = "other_number"
    """E-mail, or name and birth date, are those of a pupil who has another number."""
    EMAIL_OF_ANOTHER = "email_of_another"
    """The e-mail address is of a pupil with quite another name."""


class Recognised(StrEnum):
    """By what a line was taken to be about a pupil of the school."""

    NUMBER = "number"
    EMAIL = "email"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    NAME_AND_CLASS = "name_and_class"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class WhichPupil:
    """Perhaps one of `candidates` (ids): a person says which, or NEW.

    `is_likely` when there is one with this name and nothing speaks against it; such ones can be
    confirmed all at once.
    """

    row: RosterPupil
    candidates: tuple[str, ...]
    why: WhyAsked
    is_likely: bool = False

    @property
    def can_be_new(self) -> bool:
        """Whether NEW is an answer: not for a number that another pupil has."""
        return self.why is not WhyAsked.NUMBER_OF_ANOTHER

    @property
    def key(self) -> str:
        return f"which_pupil:{self.row.file}:{self.row.line}"


@dataclass(frozen=True, slots=True)
class PupilRenamed:
    """Another name for the same pupil; taken for a correction unless a person says otherwise.

    `is_former` when the pupil had this name before: the file may be behind, so that it is only
    proposed.
    """

    pupil_id: str
    before: PersonName
    after: PersonName
    is_former: bool = False

    @property
    def key(self) -> str:
        return f"renamed:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class PupilDetailsChanged:
    """Number, e-mail address or birth date, as they are to be; `fields` names those that change.

    `recognised` says by what: a name and a class are less than an address.
    """

    pupil_id: str
    number: str
    email: str
    birth_date: date | None
    fields: tuple[str, ...]
    recognised: Recognised = Recognised.NUMBER

    @property
    def key(self) -> str:
        return f"details:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class PupilMoved:
    """To another class; `from_class` is empty for who had none, or the class of an earlier year."""

    pupil_id: str
    from_class: str
    to_class: str
    is_placed: bool = True

    @property
    def key(self) -> str:
        return f"moved:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class PupilBack:
    """Left before, and in the file again, in a class."""

    pupil_id: str
    left_on: date
    class_name: str

    @property
    def key(self) -> str:
        return f"back:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class PupilGone:
    """In a class that the file is about, and not in the file; or said by the file to be removed."""

    pupil_id: str
    class_name: str
    is_said: bool = False

    @property
    def key(self) -> str:
        return f"gone:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class PupilWithoutPlace:
    """Had a class in an earlier year, and none in the chosen one: not in the file, or no class."""

    pupil_id: str
    class_name: str

    @property
    def key(self) -> str:
        return f"without_place:{self.pupil_id}"


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class that the chosen year does not have yet.

    The year group is that of the file or of the name, "overig" when neither says it; the team is
    empty when neither the file nor the other classes of the year group say it.
    """

    row: RosterClass

    @property
    def key(self) -> str:
        return f"new_class:{self.row.name.casefold()}"


@dataclass(frozen=True, slots=True)
class ClassChanged:
    """Another year group or team than the class has; what the file leaves open stays."""

    class_id: str
    before: ClassNow
    year_group: str
    team: str

    @property
    def key(self) -> str:
        return f"class:{self.class_id}"


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Nobody of the school is this one. `user_name` is that of the file, or proposed."""

    row: RosterStaff
    user_name: str

    @property
    def key(self) -> str:
        return f"new_staff:{self.row.file}:{self.row.line}"


@dataclass(frozen=True, slots=True)
class StaffRenamed:
    """Another name under the same user name."""

    staff_id: str
    before: PersonName
    after: PersonName

    @property
    def key(self) -> str:
        return f"staff_renamed:{self.staff_id}"


@dataclass(frozen=True, slots=True)
class StaffGone:
    """Has an account, and is not in a file about the staff; or said by the file to be removed."""

    staff_id: str
    is_said: bool = False

    @property
    def key(self) -> str:
        return f"staff_gone:{self.staff_id}"


@dataclass(frozen=True, slots=True)
class StaffBack:
    """The account ended, and the file has this one again."""

    staff_id: str

    @property
    def key(self) -> str:
        return f"staff_back:{self.staff_id}"


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role by the file. `staff_id` is empty for a NewStaff, who is found by `new_staff_key`.

    `scope` is text: the name of a class (that may be a NewClass), a year group or a team.
    """

    role: Role
    scope: str
    staff_id: str = ""
    new_staff_key: str = ""

    @property
    def key(self) -> str:
        return f"role:{self.role}:{self.scope.casefold()}:{self.staff_id or self.new_staff_key}"


@dataclass(frozen=True, slots=True)
class RoleEnded:
    """Was mentor of a class for which the file names others."""

    role: Role
    scope: str
    staff_id: str

    @property
    def key(self) -> str:
        return f"role_ended:{self.role}:{self.scope.casefold()}:{self.staff_id}"


RosterChange = (
    NewPupil
    | WhichPupil
    | PupilRenamed
    | PupilDetailsChanged
    | PupilMoved
    | PupilBack
    | PupilGone
    | PupilWithoutPlace
    | NewClass
    | ClassChanged
    | NewStaff
    | StaffRenamed
    | StaffGone
    | StaffBack
    | RoleGiven
    | RoleEnded
)

ONLY_PROPOSED = (PupilGone, PupilWithoutPlace, StaffGone, WhichPupil)


def is_only_proposed(change: RosterChange) -> bool:
    """Whether it is never done unless a person says so."""
    return isinstance(change, ONLY_PROPOSED) or (
        isinstance(change, PupilRenamed) and change.is_former
    )


@dataclass(frozen=True)
class RosterPlan:
    """What would change, what was not understood, and for how many people nothing changes.

    `other_classes` are classes of the chosen year that the file says nothing about.
    """

    changes: tuple[RosterChange, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    unchanged_count: int = 0
    other_classes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether all is equal already."""
        return not self.changes

    def only(self, kind: type[OneKind]) -> list[OneKind]:
        """The changes of one kind, in the order of the file."""
        return [change for change in self.changes if isinstance(change, kind)]

    def accepted(self, keys: Iterable[str]) -> list[RosterChange]:
        """The changes with these keys."""
        wanted = set(keys)
        return [change for change in self.changes if change.key in wanted]
