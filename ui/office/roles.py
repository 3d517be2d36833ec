"""Roles in words: what somebody is, of which class, year group or team, and from when to when."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework import year_groups
from casework.desk.office import Office
from casework.people import Assignment, Role
from casework.records import SchoolClass
from casework.words import short_date
from ui.office.choice import MOST_OFFERED

SCOPE_LABELS = {
    Role.MENTOR: "Van welke klas?",
    Role.COORDINATOR: "Van welk leerjaar of welke afdeling?",
    Role.TEAM_LEADER: "Van welk team?",
}
NO_SCOPES = {
    Role.MENTOR: "Er is nog geen klas. Maak die eerst bij Klassen.",
    Role.TEAM_LEADER: "Er is nog geen team. Een team ontstaat als je bij Klassen een klas maakt.",
}
TO_GIVE = tuple(role for role in Role if role is not Role.STAFF)


@dataclass(frozen=True)
class Scopes:
    """What a role can be for: the classes, year groups and teams of this school, in words."""

    office: Office

    def of_role(self, role: Role, typed: str = "") -> dict[str, str]:
        """What this role can be for, by id: what fits, at most so many; else there is none."""
        if role is Role.COORDINATOR:
            return {str(code): year_groups.words(code) for code in year_groups.for_coordinators()}
        if role is Role.TEAM_LEADER:
            return self._teams
        if role is not Role.MENTOR:
            return {}
        classes = self.office.groups.find_in_every_year(typed, MOST_OFFERED)
        return {held.class_id: class_words(held, self._present) for held in classes}

    def is_long(self, role: Role) -> bool:
        """Whether there are more than a list can offer, so that one has to search."""
        return role is Role.MENTOR and len(self.of_role(role)) >= MOST_OFFERED

    def words(self, assignment: Assignment) -> str:
        """A role and what it is for: "mentor van 2B"."""
        return self.office.people.role_words(assignment)

    @cached_property
    def _teams(self) -> dict[str, str]:
        return {team.team_id: f"team {team.name}" for team in self.office.groups.teams()}

    @cached_property
    def _present(self) -> str:
        return self.office.present_year().school_year


def class_words(school_class: SchoolClass, present: str) -> str:
    """The name of a class, with its year unless that is the `present` one."""
    year = school_class.school_year
    return school_class.name if year == present else f"{school_class.name} ({year})"


def period(assignment: Assignment, today: date) -> str:
    """From when to when, as far as that says something: "vanaf 1 aug 2027"."""
    parts = []
    if assignment.starts_on > today:
        parts.append(f"vanaf {short_date(assignment.starts_on, today)}")
    if assignment.ends_on < date.max:
        parts.append(f"t/m {short_date(assignment.ends_on, today)}")
    return " ".join(parts)
