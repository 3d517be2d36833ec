"""Roles in words: what somebody is, of which class, year group or team, and from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework import year_groups
from casework.desk.office import Office
from casework.people import Assignment, Role
from casework.records import SchoolClass
from casework.words import short_date

WHOLE_SCHOOL = {
    Role.SUPPORT_TEAM: "lid van het ondersteuningsteam",
    Role.POLICY_COORDINATOR: "coördinator pestbeleid",
    Role.SCHOOL_LEADER: "lid van de schoolleiding",
    Role.ADMIN: "beheerder",
    Role.STAFF: "docent",
}
SCOPED = {
    Role.MENTOR: "mentor van",
    Role.COORDINATOR: "leerlingcoördinator van",
    Role.TEAM_LEADER: "teamleider van",
}
SCOPE_LABELS = {
    Role.MENTOR: "Van welke klas?",
    Role.COORDINATOR: "Van welk leerjaar?",
    Role.TEAM_LEADER: "Van welk team?",
}
NO_SCOPES = {
    Role.MENTOR: "Er is nog geen klas. Maak die eerst bij Klassen.",
    Role.TEAM_LEADER: "Er is nog geen team. Een team ontstaat als je bij Klassen een klas maakt.",
}
GONE = "een klas of team dat er niet meer is"
TO_GIVE = tuple(role for role in Role if role is not Role.STAFF)


@dataclass(frozen=True)
class Scopes:
    """What a role can be for: ids and words of the classes, year groups and teams."""

    classes: Mapping[str, str]
    year_groups: Mapping[str, str]
    teams: Mapping[str, str]

    @classmethod
    def from_office(cls, office: Office) -> "Scopes":
        """Those of this school; a class of another year than this one says so."""
        present = office.present_year().school_year
        classes = sorted(office.all_classes(), key=lambda c: c.school_year != present)
        return cls(
            {c.class_id: class_words(c, present) for c in classes},
            {str(code): year_groups.words(code) for code in year_groups.for_coordinators()},
            {team_id: f"team {name}" for team_id, name in office.teams().items()},
        )

    def of_role(self, role: Role) -> Mapping[str, str]:
        """What this role can be for; nothing when it is for the whole school."""
        kinds = {
            Role.MENTOR: self.classes,
            Role.COORDINATOR: self.year_groups,
            Role.TEAM_LEADER: self.teams,
        }
        return kinds.get(role, {})

    def words(self, assignment: Assignment) -> str:
        """A role and what it is for: "mentor van 2B"."""
        if assignment.role not in SCOPED:
            return WHOLE_SCHOOL[assignment.role]
        scope = self.of_role(assignment.role).get(assignment.scope, GONE)
        return f"{SCOPED[assignment.role]} {scope}"


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
