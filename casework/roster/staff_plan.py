"""What a roster file changes among the staff: who is new, renamed, gone, and who has which role."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from casework import year_groups
from casework.name_spelling import name_key
from casework.people import Role
from casework.roster.changes import (
    NewStaff,
    RoleEnded,
    RoleGiven,
    RosterChange,
    StaffBack,
    StaffGone,
    StaffRenamed,
)
from casework.roster.model import RosterFault, RosterFile, RosterStaff
from casework.roster.recognition import is_akin
from casework.roster.school import SchoolState, StaffNow
from casework.roster.staff_names import (
    Words,
    pieces_of,
    proposed_user_name,
    ways_of_writing,
    words_of,
)

SAME_NAME = (
    "Er zijn meer collega's met deze naam. Zet de gebruikersnaam in het bestand; deze regel is "
    "niet gelezen."
)
USER_NAME_OF_ANOTHER = (
    "Deze gebruikersnaam is van een collega met een andere naam. Kijk na wie dit is; deze regel "
    "is niet gelezen."
)
UNKNOWN_MENTOR = (
    "Deze mentor is niet gevonden bij de medewerkers. Lees ook de lijst van medewerkers in, of "
    "geef de klas daarna zelf een mentor."
)
TWO_MENTORS = (
    "Er zijn meer collega's die zo heten. Schrijf de afkorting of de hele naam in het bestand."
)
NO_SCOPE = {
    Role.MENTOR: "Er staat niet bij van welke klas. Geef de rol zelf, bij Rollen.",
    Role.COORDINATOR: "Er staat niet bij van welk leerjaar. Geef de rol zelf, bij Rollen.",
    Role.TEAM_LEADER: "Er staat niet bij van welk team. Geef de rol zelf, bij Rollen.",
}
UNKNOWN_SCOPE = {
    Role.MENTOR: "Deze klas is er niet in dit schooljaar. De rol is niet gegeven.",
    Role.COORDINATOR: "Dit is geen leerjaar. De rol is niet gegeven.",
    Role.TEAM_LEADER: "Dit team is er niet. Maak het bij Klassen; de rol is niet gegeven.",
}


@dataclass
class _Person:
    """Somebody of the file or of the school: one of the two ids is empty."""

    staff: StaffNow | None = None
    new_key: str = ""

    @property
    def who(self) -> str:
        return self.staff.staff_id if self.staff else self.new_key


@dataclass
class StaffPlan:
    """The changes, what was not understood, and for how many nothing changes."""

    changes: list[RosterChange] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    unchanged_count: int = 0


def plan_staff(file: RosterFile, state: SchoolState, new_teams: Iterable[str] = ()) -> StaffPlan:
    """People first, then the roles of people and the mentors of classes.

    `new_teams` are those that the new classes of the file get.
    """
    return _StaffPlanning(file, state, new_teams).plan()


class _StaffPlanning:
    def __init__(self, file: RosterFile, state: SchoolState, new_teams: Iterable[str]) -> None:
        self._file, self._state = file, state
        self._plan = StaffPlan()
        self._by_user_name = {name_key(one.user_name): one for one in state.staff if one.user_name}
        self._by_name: defaultdict[str, list[StaffNow]] = defaultdict(list)
        for one in state.staff:
            self._by_name[name_key(one.name.full)].append(one)
        self._mentors: defaultdict[str, list[tuple[StaffNow, str]]] = defaultdict(list)
        for one in state.staff:
            for role, scope in sorted(one.roles):
                if role is Role.MENTOR:
                    self._mentors[name_key(scope)].append((one, scope))
        self._user_names = set(self._by_user_name)
        self._given: set[str] = set()
        self._people: list[tuple[RosterStaff, _Person]] = []
        names = (*(one.name for one in file.classes), *(one.name for one in state.classes))
        self._classes = {name_key(name): name for name in names}
        teams = (*state.teams, *(one.team for one in file.classes), *new_teams)
        self._teams = {name_key(team): team for team in teams if team}

    def plan(self) -> StaffPlan:
        """Everything about the staff."""
        for row in self._file.staff:
            self._take(row)
        self._take_gone()
        self._take_roles()
        held = {
            change.staff_id
            for change in self._plan.changes
            if isinstance(change, StaffRenamed | StaffBack | StaffGone | RoleGiven | RoleEnded)
        }
        known = [person.staff for _, person in self._people if person.staff]
        self._plan.unchanged_count = sum(one.staff_id not in held for one in known)
        return self._plan

    def _fault(self, row: RosterStaff, column: str, value: str, why: str) -> None:
        self._plan.faults.append(RosterFault(row.file, row.line, column, value, why))

    def _take(self, row: RosterStaff) -> None:
        staff, why = self._recognised(row)
        if why:
            self._fault(row, "naam", row.name.full, why)
        elif staff is None:
            self._take_new(row)
        elif not row.is_active:
            if staff.is_active:
                self._plan.changes.append(StaffGone(staff.staff_id, is_said=True))
            self._people.append((replace(row, roles=()), _Person(staff)))
        else:
            self._take_known(row, staff)

    def _recognised(self, row: RosterStaff) -> tuple[StaffNow | None, str]:
        """The colleague of a line, or nobody; a sentence when that cannot be said."""
        for text in (row.user_name, row.email):
            held = self._by_user_name.get(name_key(text)) if text else None
            if held:
                return (held, "") if is_akin(row.name, held.name) else (None, USER_NAME_OF_ANOTHER)
        for text in (row.number, row.email.partition("@")[0]):
            held = self._by_user_name.get(name_key(text)) if text else None
            if held and is_akin(row.name, held.name):
                return held, ""
        named = self._by_name.get(name_key(row.name.full), [])
        return (None, SAME_NAME) if len(named) > 1 else (named[0] if named else None, "")

    def _take_new(self, row: RosterStaff) -> None:
        if not row.is_active:
            return
        user_name = self._free(row)
        self._user_names.add(name_key(user_name))
        change = NewStaff(row, user_name)
        self._plan.changes.append(change)
        self._people.append((row, _Person(new_key=change.key)))

    def _free(self, row: RosterStaff) -> str:
        """A user name that nobody has: that of the file, or one with a number behind it."""
        first = row.user_name or proposed_user_name(row.name, row.email, row.number)
        tries = (first, *(f"{first}{n}" for n in range(2, len(self._user_names) + 3)))
        return next(one for one in tries if name_key(one) not in self._user_names)

    def _take_known(self, row: RosterStaff, staff: StaffNow) -> None:
        if not staff.is_active:
            self._plan.changes.append(StaffBack(staff.staff_id))
        if name_key(staff.name.full) != name_key(row.name.full):
            self._plan.changes.append(StaffRenamed(staff.staff_id, staff.name, row.name))
        self._people.append((row, _Person(staff)))

    def _take_gone(self) -> None:
        """Of a file about the staff: who is not in it, which is only proposed."""
        said = {name_key(one) for one in self._file.removed_staff}
        present = {person.who for _, person in self._people}
        for staff in self._state.staff:
            if not staff.is_active or staff.staff_id in present:
                continue
            is_said = name_key(staff.user_name) in said
            if is_said or (self._file.staff and not self._file.is_delta):
                self._plan.changes.append(StaffGone(staff.staff_id, is_said))

    def _take_roles(self) -> None:
        mentors: defaultdict[str, dict[str, _Person]] = defaultdict(dict)
        unsure: set[str] = set()
        for row, person in self._people:
            for role, scope in self._roles(row):
                if role is Role.MENTOR:
                    mentors[name_key(scope)][person.who] = person
                else:
                    self._give(person, role, scope)
        self._take_mentors(mentors, unsure)
        for key, held in mentors.items():
            for person in held.values():
                self._give(person, Role.MENTOR, self._classes[key])
            if key not in unsure:
                self._end_others(key, held)

    def _roles(self, row: RosterStaff) -> Iterator[tuple[Role, str]]:
        for role, text in row.roles:
            if role not in NO_SCOPE:
                yield role, ""
            elif not text:
                self._fault(row, "functie", role_word(role), NO_SCOPE[role])
            elif scopes := self._scopes(role, text):
                yield from ((role, scope) for scope in scopes)
            else:
                self._fault(row, "functie", text, UNKNOWN_SCOPE[role])

    def _scopes(self, role: Role, text: str) -> Sequence[str]:
        if role is Role.COORDINATOR:
            code = year_groups.from_text(text)
            return (
                ()
                if code is None
                else [year_groups.short(part) for part in year_groups.parts_of(code)]
            )
        known = self._classes if role is Role.MENTOR else self._teams
        name = known.get(name_key(text))
        return (name,) if name else ()

    def _give(self, person: _Person, role: Role, scope: str) -> None:
        held = person.staff.roles if person.staff else frozenset()
        if any(role is one and name_key(scope) == name_key(text) for one, text in held):
            return
        staff_id = person.staff.staff_id if person.staff else ""
        change = RoleGiven(role, scope, staff_id, person.new_key)
        if change.key not in self._given:
            self._given.add(change.key)
            self._plan.changes.append(change)

    def _take_mentors(
        self, mentors: defaultdict[str, dict[str, _Person]], unsure: set[str]
    ) -> None:
        """The mentors that stand with a class or with its pupils."""
        references = _References(self._people, self._state.staff)
        for held in self._file.classes:
            for reference in held.mentors:
                person, why = references.person(reference)
                if person is None:
                    unsure.add(name_key(held.name))
                    self._plan.faults.append(
                        RosterFault(held.file, held.line, "mentor", reference, why)
                    )
                else:
                    mentors[name_key(held.name)][person.who] = person

    def _end_others(self, key: str, held: dict[str, _Person]) -> None:
        """A class for which the file names mentors has no others."""
        for staff, scope in self._mentors.get(key, ()):
            if staff.staff_id not in held:
                self._plan.changes.append(RoleEnded(Role.MENTOR, scope, staff.staff_id))


class _References:
    """Finds who a reference means, among those of the file and of the school."""

    def __init__(
        self, people: Sequence[tuple[RosterStaff, _Person]], staff: Sequence[StaffNow]
    ) -> None:
        self._by_code: dict[str, dict[str, _Person]] = defaultdict(dict)
        self._by_words: dict[Words, dict[str, _Person]] = defaultdict(dict)
        for row, person in people:
            local = row.email.partition("@")[0]
            for code in filter(None, (row.number, row.user_name, row.email, local)):
                self._by_code[name_key(code)][person.who] = person
            for words in ways_of_writing(row.name):
                self._by_words[words][person.who] = person
        for one in staff:
            if one.is_active:
                self._by_code[name_key(one.user_name)][one.staff_id] = _Person(one)
                for words in ways_of_writing(one.name):
                    self._by_words[words][one.staff_id] = _Person(one)

    def person(self, reference: str) -> tuple[_Person | None, str]:
        """Who is meant; nobody, with why, when that is unknown or could be two."""
        why = UNKNOWN_MENTOR
        for piece in pieces_of(reference):
            for held in (
                self._by_code.get(name_key(piece), {}),
                self._by_words.get(words_of(piece), {}),
            ):
                if len(held) == 1:
                    return next(iter(held.values())), ""
                if held:
                    why = TWO_MENTORS
        return None, why


def role_word(role: Role) -> str:
    """The Dutch word of a role that has a scope."""
    return {
        Role.MENTOR: "mentor",
        Role.COORDINATOR: "leerlingcoördinator",
        Role.TEAM_LEADER: "teamleider",
    }[role]
