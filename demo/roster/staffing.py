"""Who works at a demo school: mentors, colleagues with a task, and the people a visitor can be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from casework.people import Assignment, PersonName, Role
from demo.roster.names import new_user_name, staff_name
from demo.roster.positions import POSITIONS, TEAMS

if TYPE_CHECKING:
    from demo.roster.school import DemoClass, DemoSchool

ONE_DAY = timedelta(days=1)
Period = tuple[date, date, str]


@dataclass
class DemoStaff:
    staff_id: str
    name: PersonName
    user_name: str
    assignments: list[Assignment] = field(default_factory=list)
    ended_on: date | None = None


# The people whom a visitor can be: role, scope, name; in this order.
PERSONAS = (
    (Role.MENTOR, "2B", PersonName("Samira", "el Idrissi")),
    (Role.MENTOR, "3H2", PersonName("Joris", "Veenstra")),
    (Role.COORDINATOR, "2", PersonName("Dwight", "Pinas")),
    (Role.TEAM_LEADER, "Onderbouw", PersonName("Anneke", "van der Linden")),
    (Role.SUPPORT_TEAM, "", PersonName("Rania", "Haddad")),
    (Role.ADMIN, "", PersonName("Henk", "Boersma")),
    (Role.STAFF, "", PersonName("Agnieszka", "Kowalska")),
    (Role.POLICY_COORDINATOR, "", PersonName("Judith", "Lansink")),
    (Role.SCHOOL_LEADER, "", PersonName("Ruud", "Onderwater")),
    (Role.PRIVACY, "", PersonName("Nadia", "Groothuis")),
)


# The class that lost its mentor, and how many school days ago mentors changed, by class.
WITHOUT_MENTOR = "2H"
CHANGED = {WITHOUT_MENTOR: 6, "3H2": 2}


class Staffing:
    """Everybody who works at the school, now and before."""

    def __init__(self, school: "DemoSchool", user_names: set[str]) -> None:
        self.school = school
        self.rng = school.rng
        self._user_names = user_names
        self.people: list[DemoStaff] = []
        self._names = {name for _, _, name in PERSONAS}
        self._personas = {
            (role, scope): name for role, scope, name in PERSONAS if school.number == 1
        }
        self._make_mentors()
        self._make_others()
        by_name = {person.name: person.staff_id for person in self.people}
        school.personas = [by_name[name] for _, _, name in PERSONAS if name in by_name]

    def _hire(self, name: PersonName | None = None, staff_id: str = "") -> DemoStaff:
        name, staff_id = name or self._new_name(), staff_id or self.school.new_id()
        person = DemoStaff(staff_id, name, new_user_name(name, self._user_names))
        person.assignments.append(Assignment(Role.STAFF))
        self.people.append(person)
        return person

    def _new_name(self) -> PersonName:
        """A name that nobody of this school has."""
        name = staff_name(self.rng)
        while name in self._names:
            name = staff_name(self.rng)
        self._names.add(name)
        return name

    def _make_mentors(self) -> None:
        """Going back in time, a class now and then had somebody else, some of whom left."""
        years = self.school.clock.years
        for number, position in enumerate(POSITIONS):
            person = self._hire(self._personas.get((Role.MENTOR, position.name)))
            for index in reversed(range(len(years))):
                person = self._mentor_in(person, index, number)

    def _mentor_in(self, person: DemoStaff, index: int, number: int) -> DemoStaff:
        years, latest = self.school.clock.years, len(self.school.clock.years) - 1
        if index < latest and self.rng.random() < 0.12:
            person = self._hire()
            person.ended_on = years[index + 1].starts_on
        ends_on = years[index].ends_on if index < latest else date.max
        scope = self.school.classes[self.school.class_index[index][number]].class_id
        starts_on = years[index].starts_on
        if index == latest - 1 and number % 20 == 3:
            handover = starts_on + timedelta(days=150)
            before = self._hire()
            before.ended_on = handover
            before.assignments.append(Assignment(Role.MENTOR, scope, starts_on, handover - ONE_DAY))
            starts_on = handover
        if index == latest and self.school.number == 1:
            starts_on, ends_on = self._changed_this_year(person, POSITIONS[number].name, scope)
        person.assignments.append(Assignment(Role.MENTOR, scope, starts_on, ends_on))
        return person

    def _changed_this_year(self, person: DemoStaff, name: str, scope: str) -> tuple[date, date]:
        """From when until when: one class got another mentor, one has none any more."""
        first, clock = self.school.clock.years[-1].starts_on, self.school.clock
        changed = clock.day(clock.present - CHANGED.get(name, 0))
        if name not in CHANGED or changed <= first:
            return first, date.max
        if name == WITHOUT_MENTOR:
            person.ended_on = changed
            return first, changed - ONE_DAY
        before = Assignment(Role.MENTOR, scope, first, changed - ONE_DAY)
        self._hire().assignments.append(before)
        return changed, date.max

    def _make_others(self) -> None:
        for year_groups in ("1", "2", "3", "4", "56"):
            person = self._hire(self._personas.get((Role.COORDINATOR, year_groups)))
            person.assignments += [Assignment(Role.COORDINATOR, group) for group in year_groups]
        for team in TEAMS:
            person = self._hire(self._personas.get((Role.TEAM_LEADER, team)))
            person.assignments.append(Assignment(Role.TEAM_LEADER, self.school.teams[team]))
        self._several(4, Role.SUPPORT_TEAM)
        self._several(2 if self.school.number == 1 else 0, Role.ADMIN)
        self._several(6, Role.STAFF)
        if self.school.number == 1:
            self._for_whole_school(Role.POLICY_COORDINATOR)
            self._for_whole_school(Role.SCHOOL_LEADER)
            self._for_whole_school(Role.PRIVACY)

    def _for_whole_school(self, role: Role) -> None:
        """Somebody with an id that is not drawn by lot, so that all the rest stays what it was."""
        staff_id = str(uuid5(UUID(next(iter(self.school.teams.values()))), role.value))
        person = self._hire(self._personas[role, ""], staff_id)
        person.assignments.append(Assignment(role))

    def _several(self, count: int, role: Role) -> None:
        for n in range(count):
            person = self._hire(self._personas.get((role, "")) if n == 0 else None)
            if role is not Role.STAFF:
                person.assignments.append(Assignment(role))


def mentors_by_class(
    staff: Sequence[DemoStaff], classes: Sequence["DemoClass"]
) -> list[list[Period]]:
    """Per class its mentors: first day, last day, staff id."""
    periods: dict[str, list[Period]] = {school_class.class_id: [] for school_class in classes}
    for person in staff:
        for task in person.assignments:
            if task.role is Role.MENTOR:
                periods[task.scope].append((task.starts_on, task.ends_on, person.staff_id))
    return [sorted(periods[school_class.class_id]) for school_class in classes]


def colleagues_by_task(staff: Sequence[DemoStaff]) -> dict[tuple[str, str], str]:
    """Who to turn to, by role and scope: the first one who was hired for it."""
    colleagues: dict[tuple[str, str], str] = {}
    for person in staff:
        for task in person.assignments:
            colleagues.setdefault((task.role.value, task.scope), person.staff_id)
    return colleagues
