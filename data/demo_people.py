"""Who a visitor of the demo school can be."""

import json
from dataclasses import dataclass
from datetime import date

from casework.people import Role
from casework.records import StaffMember
from data.school import School

# The setting in which a demo school names the people to be, in order: a JSON list of staff ids.
DEMO_PEOPLE = "demo_people"
SHOWN = (*(role for role in Role if role is not Role.STAFF), Role.STAFF)


@dataclass(frozen=True)
class DemoPersona:
    """Somebody to be in the demo school."""

    staff_id: str
    name: str
    role: Role
    scope: str


def people_to_be(school: School, today: date, mentors: int) -> list[DemoPersona]:
    """Those whom the school names, or somebody of each role."""
    people = {person.staff_id: person for person in school.staff(today)}
    named = json.loads(school.setting(DEMO_PEOPLE) or "[]")
    chosen = [people[staff_id] for staff_id in named if staff_id in people]
    personas = [_persona(person) for person in chosen or people.values() if person.assignments]
    if chosen:
        return personas
    several = {role: mentors if role is Role.MENTOR else 1 for role in Role}
    by_role = [[who for who in personas if who.role is role][: several[role]] for role in SHOWN]
    return [who for some in by_role for who in some]


def _persona(person: StaffMember) -> DemoPersona:
    """Somebody under the role that says most; everybody is staff, so that one comes last."""
    held = min(person.assignments, key=lambda assignment: SHOWN.index(assignment.role))
    return DemoPersona(person.staff_id, person.name.full, held.role, held.scope)
