"""The school as it is in one school year, to lay a roster file beside."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from casework import year_groups
from casework.people import Assignment, PersonName, Role
from casework.pupil_identity import number_key
from casework.records import SchoolClass
from casework.roster import ClassNow, PupilNow, SchoolState, StaffNow
from data.handover import Handover
from data.pupil_details import NOTHING
from data.pupil_names import NAME

# Of each pupil one class: that of the chosen year on the chosen day, or else the last one.
SEATS = """
    select pupil_id, class_id, name, is_placed
    from (
        select e.pupil_id, c.class_id, c.name,
            c.school_year = $1 and (e.ends_on is null or e.ends_on >= $2) as is_placed,
            row_number() over (
                partition by e.pupil_id
                order by
                    case
                        when c.school_year = $1 and (e.ends_on is null or e.ends_on >= $2) then 0
                        else 1
                    end,
                    e.starts_on desc
            ) as place
        from pupil_enrolment e join school_class c on c.class_id = e.class_id
    ) seat
    where place = 1
"""
PUPILS = "select pupil_id, sealed_name, left_on from present_pupil"


class RosterState(Handover):
    """The part of `casework.ports.roster_imports.RosterImports` that says how the school is now."""

    def register_version(self) -> int:
        """Another number after each change of the register."""
        return self._version

    def numbers_of_merged(self) -> dict[str, str]:
        """Numbers under which a pupil stood in another record: to the number of the pupil now."""
        merged = self.merged_pupils()
        numbers = self.pupil_numbers() if merged else {}
        sql = "select pupil_id, sealed from pupil_detail where pupil_id = any($1::uuid[])"
        rows = self._database.rows(sql, (list(merged),)) if merged else []
        others = {one: self._opened_details(one, sealed).number for one, sealed in rows}
        return {
            number_key(number): numbers.get(merged[one], number)
            for one, number in others.items()
            if number
        }

    def roster_state(self, school_year: str, day: date) -> SchoolState:
        """Pupils, classes and staff, with the classes and roles of that year on that day.

        With every name and number unsealed: for whoever may administer, and for no cache.
        """
        classes = self.classes(school_year)
        return SchoolState(
            tuple(self._pupils_now(school_year, day)),
            tuple(_class_now(school_class) for school_class in classes),
            tuple(self._staff_now(classes, day)),
            tuple(name for _, name in self.teams()),
            day,
        )

    def _pupils_now(self, school_year: str, day: date) -> Iterable[PupilNow]:
        seats = {row[0]: row[1:] for row in self._database.rows(SEATS, (school_year, day))}
        details, later, others = self.all_details(), self._later_names(), self.other_numbers()
        rows = self._database.rows(PUPILS)
        self._vault.recall(row[0] for row in rows)
        for pupil_id, first, left_on in rows:
            sealed = [first, *(name[0] for name in later.get(pupil_id, ()))]
            names = [self._name(pupil_id, one, NAME) for one in sealed]
            known = details.get(pupil_id, NOTHING)
            class_id, class_name, is_placed = seats.get(pupil_id, ("", "", False))
            yield PupilNow(
                pupil_id=pupil_id,
                name=names[-1],
                number=known.number,
                other_numbers=others.get(pupil_id, ()),
                email=known.email,
                birth_date=known.birth_date,
                class_id=class_id,
                class_name=class_name,
                is_placed=bool(is_placed),
                left_on=left_on if left_on and left_on < day else None,
                former_names=_former(names),
            )

    def _staff_now(self, classes: list[SchoolClass], day: date) -> Iterable[StaffNow]:
        names = {
            Role.MENTOR: {one.class_id: one.name for one in classes},
            Role.TEAM_LEADER: dict(self.teams()),
        }
        for member in self.staff(day):
            roles = (_role_now(held, names) for held in member.assignments)
            yield StaffNow(
                member.staff_id,
                member.name,
                member.user_name,
                member.is_active,
                frozenset(role for role in roles if role),
            )


def _former(names: list[PersonName]) -> tuple[PersonName, ...]:
    return tuple(dict.fromkeys(name for name in names[:-1] if name != names[-1]))


def _class_now(school_class: SchoolClass) -> ClassNow:
    year_group = year_groups.short(school_class.year_group)
    return ClassNow(school_class.class_id, school_class.name, year_group, school_class.team_name)


def _role_now(held: Assignment, names: dict[Role, dict[str, str]]) -> tuple[Role, Any] | None:
    """A role with the text of its scope; none of a class of another year."""
    if held.role is Role.STAFF:
        return None
    if held.role is Role.COORDINATOR:
        return held.role, year_groups.short(int(held.scope))
    if held.role in names:
        name = names[held.role].get(held.scope)
        return (held.role, name) if name else None
    return held.role, ""
