"""What a store hands out and what is handed to it: plain records, without a rule in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NewType

from casework import year_groups
from casework.name_order import NaturalKey, natural_key
from casework.people import Assignment, Home, PersonName

# The reason of a line in the read log about a case that left the screen on paper.
PRINTED = "afgedrukt"
# The same for a case in the minutes of a meeting of the ondersteuningsteam.
IN_MINUTES = "in de notulen van een overleg"
IN_MINUTES_BY_NAME = "in de notulen van een overleg, met namen"
# And for the names that were shown in a meeting.
NAMES_SHOWN = "namen getoond in een overleg"
# The same of a case that showed in the network around another one; that is no opening of it.
BESIDE = "in het netwerk van een andere zaak"
# And of a case that showed on the page of one of its pupils; nor is that an opening of it.
ON_PUPIL_PAGE = "op de pagina van een leerling"
# And of a case that showed in the list of a class; nor is that: it stays new until it is opened.
ON_CLASS_PAGE = "op de pagina van een klas"
# And of who looks after a pupil and read who that is; nor is that.
ON_WATCH = "om wie het gaat, voor wie op een leerling let"
# Of a signal of which the first words stood on Vandaag.
FIRST_WORDS = "eerste woorden op Vandaag"
# The same for the figures of a team that left in a report or an export.
EXPORTED = "rapport gemaakt"
# The same for one figure of a team that left as a file; which one, stands after it.
FIGURE_SAVED = "figuur bewaard"
# The same for the list of everybody at school.
ROSTER_SAVED = "lijst van leerlingen en medewerkers gemaakt"
# And for exact figures on the own screen; of which pupils follows behind it.
EXACT_LOOK = "cijfers bekeken, exact"


@dataclass(frozen=True)
class Receipt:
    """Proof that entries are stored; `repeated` when this very form had been stored before."""

    subject_id: str
    numbers: tuple[int, ...]
    recorded_at: datetime
    label: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class StoredForm:
    """What became of a form: when it was stored, and as what.

    `title` is that of its first entry in Dutch; `label` the number of the case it is in, if any.
    """

    stored_at: datetime
    title: str = ""
    label: str = ""
    is_new_case: bool = False
    subject_id: str = ""


HashedPassword = NewType("HashedPassword", str)
"""A password as it is kept: nobody can read it back."""


@dataclass(frozen=True)
class SavePart:
    """What one save wrote in one subject: the numbers of its first and last entry there, and its
    position in the log."""

    subject_id: str
    first: int
    last: int
    position: int = 0


@dataclass(frozen=True)
class Signature:
    """Who writes, when, under which card, with which form; each form sends its key once.

    `content` is what was sent, in a fixed order and without what the program adds by itself (ids,
    labels, what follows): the same form again is the same content.
    """

    by: str
    at: datetime
    card_version: int
    form_key: str
    content: str = ""


@dataclass(frozen=True)
class Repair:
    """A repair in which changes were lost: when, and how many (0: that is not known)."""

    stamp: str
    count_missing: int


@dataclass(frozen=True)
class SchoolYear:
    school_year: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class SchoolClass:
    class_id: str
    name: str
    year_group: int
    team_id: str
    team_name: str
    school_year: str

    @property
    def home(self) -> Home:
        """Where a pupil of this class belongs."""
        return Home(self.class_id, self.year_group, self.team_id)

    @property
    def order(self) -> tuple[tuple[int, ...], NaturalKey]:
        """The place in a list of classes: by year group, then 2A, 2B, 10A."""
        return year_groups.order(self.year_group), natural_key(self.name)


@dataclass(frozen=True)
class Team:
    """A team, and how many classes it has by school year; none at all is possible."""

    team_id: str
    name: str
    classes: Mapping[str, int] = field(default_factory=dict)

    @property
    def count_classes(self) -> int:
        """The classes of all years together."""
        return sum(self.classes.values())


@dataclass(frozen=True)
class ClassUse:
    """What hangs on a class: pupils ever in it, mentors ever given, and what was recorded of it."""

    count_pupils: int = 0
    count_mentors: int = 0
    count_records: int = 0

    @property
    def is_used(self) -> bool:
        """Whether it cannot be taken away."""
        return bool(self.count_pupils or self.count_mentors or self.count_records)


@dataclass(frozen=True)
class PutRight:
    """The classes that were changed since something was recorded in them, as they are now.

    `years` are the school years that got another name: when (UTC), the old name and the new one.
    """

    classes: Mapping[str, SchoolClass] = field(default_factory=dict)
    years: tuple[tuple[datetime, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.classes or self.years)

    def year(self, school_year: str, recorded_at: datetime) -> str:
        """The present name of the year that was called so at that moment."""
        for renamed_at, old, new in self.years:
            if recorded_at < renamed_at and school_year == old:
                school_year = new
        return school_year


def team_names(classes: Iterable[SchoolClass]) -> dict[str, str]:
    """The teams of these classes: name by id, in the order of the names."""
    names = {school_class.team_id: school_class.team_name for school_class in classes}
    return dict(sorted(names.items(), key=lambda team: natural_key(team[1])))


@dataclass(frozen=True)
class Pupil:
    pupil_id: str
    name: PersonName
    class_id: str
    class_name: str
    left_on: date | None = None


@dataclass(frozen=True)
class StaffMember:
    staff_id: str
    name: PersonName
    user_name: str
    is_active: bool
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True)
class MentorTerm:
    """Somebody as mentor of a class, from the first day to the last."""

    class_id: str
    staff_id: str
    starts_on: date
    ends_on: date

    def holds_on(self, day: date) -> bool:
        """Whether this is the mentor that day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class MentorChange:
    """A class that goes from one mentor to another; `from_staff_id` is empty when it had none."""

    class_id: str
    from_staff_id: str
    to_staff_id: str


@dataclass(frozen=True)
class CaseSummary:
    """A case in one line, without names: one row of the coded facts.

    `consult_turn` is whose turn it is about the latest question to the ondersteuningsteam (a code
    of `casework.cases.consult.Turn`), empty when none was put. `roles` are the parts of
    `pupil_ids`, in their order.
    """

    case_id: str
    label: str
    state: str
    level: int
    opened_on: date
    last_report_on: date
    is_serious: bool
    group_level: bool
    kinds: tuple[str, ...]
    class_names: tuple[str, ...]
    pupil_ids: tuple[str, ...]
    closed_on: date | None = None
    ending: str = ""
    consult_turn: str = ""
    roles: tuple[str, ...] = ()

    @property
    def asks_something(self) -> bool:
        """Whether it can be on a work list: it is open, or a question about it is."""
        return self.state != "closed" or self.consult_turn not in ("", "nobody")

    @property
    def pupils_by_role(self) -> list[str]:
        """The pupils in it: the gepeste first, then the pestende leerling, then the others."""
        first = {"target": 0, "displaying": 1}
        parts = zip(self.pupil_ids, self.roles, strict=True)
        return [pupil for pupil, role in sorted(parts, key=lambda part: first.get(part[1], 2))]

    def role_of(self, pupil_id: str) -> str:
        """The part of this pupil in it; empty for who has none."""
        return dict(zip(self.pupil_ids, self.roles, strict=True)).get(pupil_id, "")


@dataclass(frozen=True)
class RelatedCase:
    """A running or recent case with the parts in it: pupil id to role."""

    case_id: str
    label: str
    state: str
    last_report_on: date
    parts: Mapping[str, str]
    count_reports: int = 1


@dataclass(frozen=True)
class CardVersion:
    """A version of the card: since when, taken into use by whom, and why."""

    version: int
    kept_at: datetime | None = None
    kept_by: str = ""
    note: str = ""


DAYS_OF_A_DRAFT = 30
"""A form that nobody typed in for so long is no unfinished work any more, and holds names."""


@dataclass(frozen=True)
class Draft:
    """A half-filled form, kept as it was typed.

    `form` is the name of the form, `screen` the screen that has it open, `address` the page with
    the ids that leads back to it, `sign_in` the sign-in in which it was typed; a store fills in the
    name.
    """

    form_key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    kept_at: datetime | None = None
    form: str = ""
    screen: str = ""
    address: str = ""
    sign_in: str = ""
