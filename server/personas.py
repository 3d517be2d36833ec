"""The people one can be in the demo school, in words and in groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from casework.people import Role
from data.accounts import Persona
from data.store import Store

ROLES = {
    Role.STAFF: "Docent",
    Role.MENTOR: "Mentor",
    Role.COORDINATOR: "Leerlingcoördinator",
    Role.TEAM_LEADER: "Teamleider",
    Role.SUPPORT_TEAM: "Ondersteuningsteam",
    Role.POLICY_COORDINATOR: "Coördinator pestbeleid",
    Role.SCHOOL_LEADER: "Schoolleiding",
    Role.ADMIN: "Beheerder",
}
WHAT_FOR = {
    Role.STAFF: "geeft een signaal door",
    Role.SUPPORT_TEAM: "denkt mee bij zware zaken",
    Role.POLICY_COORDINATOR: "cijfers van de hele school",
    Role.SCHOOL_LEADER: "cijfers van de hele school",
    Role.ADMIN: "klassen, leerlingen en collega’s",
}


@dataclass(frozen=True)
class PersonaChoice:
    """Somebody to be: who, and what they are at school."""

    staff_id: str
    name: str
    what: str


def parts(store: Store, today: date) -> list[tuple[str, list[PersonaChoice]]]:
    """Role by role, who one can be; nobody in a real school."""
    if not store.is_demo:
        return []
    people = store.accounts.people_to_be(today)
    names = _scope_names(store, today)
    return [(ROLES[role], [_part(one, names) for one in held]) for role, held in _by_role(people)]


def _by_role(people: Iterable[Persona]) -> list[tuple[Role, list[Persona]]]:
    order = [*list(ROLES)[1:], Role.STAFF]
    ranked = sorted(people, key=lambda one: order.index(one.role))
    return [(role, list(held)) for role, held in groupby(ranked, key=lambda one: one.role)]


def _part(person: Persona, names: dict[str, str]) -> PersonaChoice:
    if person.role is Role.COORDINATOR:
        what = f"leerjaar {person.scope}"
    else:
        what = WHAT_FOR.get(person.role) or names.get(person.scope, "")
    return PersonaChoice(person.staff_id, person.name, what)


def _scope_names(store: Store, today: date) -> dict[str, str]:
    years = [one for one in store.school.school_years() if one.starts_on <= today <= one.ends_on]
    names: dict[str, str] = {}
    for year in years:
        for one in store.school.classes(year.school_year):
            names[one.class_id] = f"klas {one.name}"
            names[one.team_id] = one.team_name
    return names
