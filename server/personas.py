"""The people one can be in the demo school, in words and in groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from casework import year_groups
from casework.labels import ROLES
from casework.people import Role
from casework.school_years import year_of
from data.demo_people import DemoPersona
from data.store import Store

DESCRIPTIONS = {
    Role.STAFF: "geeft een signaal door",
    Role.SUPPORT_TEAM: "denkt mee bij zware zaken",
    Role.POLICY_COORDINATOR: "cijfers van de hele school",
    Role.SCHOOL_LEADER: "cijfers van de hele school",
    Role.ADMIN: "klassen, leerlingen en collega’s",
    Role.PRIVACY: "wie veranderde wat, en wie zag wat",
}


@dataclass(frozen=True)
class Persona:
    """Somebody to be: who, and what they do at school."""

    staff_id: str
    name: str
    description: str


def persona_groups(store: Store, today: date) -> list[tuple[str, list[Persona]]]:
    """Role by role, who one can be; nobody in a real school."""
    if not store.is_demo:
        return []
    people = sorted(store.accounts.people_to_be(today), key=lambda person: _rank(person.role))
    scopes = _scope_names(store, today)
    return [
        (ROLES[role].capitalize(), [_persona(person, scopes) for person in group])
        for role, group in groupby(people, key=lambda person: person.role)
    ]


def _rank(role: Role) -> int:
    """The order on the page; who only passes on signals comes last."""
    return len(Role) if role is Role.STAFF else list(Role).index(role)


def _persona(person: DemoPersona, scopes: Mapping[str, str]) -> Persona:
    if person.role is Role.COORDINATOR:
        description = year_groups.words(int(person.scope))
    else:
        description = DESCRIPTIONS.get(person.role) or scopes.get(person.scope, "")
    return Persona(person.staff_id, person.name, description)


def _scope_names(store: Store, today: date) -> dict[str, str]:
    """Class and team ids of this school year to their names."""
    names: dict[str, str] = {}
    year = year_of(store.school.school_years(), today)
    for school_class in store.school.classes(year.school_year) if year else ():
        names[school_class.class_id] = f"klas {school_class.name}"
        names[school_class.team_id] = school_class.team_name
    return names
