"""A role with what it is for, in words: "mentor van 2B"; for whoever may hear of roles."""

from casework import year_groups
from casework.desk.access import Access
from casework.labels import SCOPED_ROLES, WHOLE_SCHOOL_ROLES
from casework.people import Assignment, Role

GONE = "een klas of team dat er niet meer is"


def role_words(access: Access, assignment: Assignment) -> str:
    """What somebody is at school by this role."""
    if assignment.role not in SCOPED_ROLES:
        return WHOLE_SCHOOL_ROLES[assignment.role]
    return f"{SCOPED_ROLES[assignment.role]} {_scope_words(access, assignment) or GONE}"


def class_words(access: Access, class_id: str) -> str:
    """The name of a class, with its year unless that is the present one; empty for none."""
    school = access.store.school
    for year in access.school_years():
        held = school.class_index(year.school_year).get(class_id)
        if held is not None:
            present = year.school_year == access.year_to_prepare.school_year
            return held.name if present else f"{held.name} ({year.school_year})"
    return ""


def team_words(access: Access, team_id: str) -> str:
    """The name of a team; empty for none."""
    return next((t.name for t in access.store.school.all_teams() if t.team_id == team_id), "")


def _scope_words(access: Access, assignment: Assignment) -> str:
    if assignment.role is Role.COORDINATOR:
        return year_groups.words(int(assignment.scope)) if assignment.scope else ""
    if assignment.role is Role.TEAM_LEADER:
        name = team_words(access, assignment.scope)
        return f"team {name}" if name else ""
    return class_words(access, assignment.scope)
