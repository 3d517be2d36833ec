"""A school without a store, to which the changes of a roster plan can be done."""

from collections.abc import Iterable
from dataclasses import replace

from casework.people import Role
from casework.roster import (
    ClassChanged,
    ClassNow,
    NewClass,
    NewPupil,
    NewStaff,
    PupilBack,
    PupilDetailsChanged,
    PupilGone,
    PupilMoved,
    PupilNow,
    PupilRenamed,
    RoleEnded,
    RoleGiven,
    RosterChange,
    SchoolState,
    StaffBack,
    StaffGone,
    StaffNow,
    StaffRenamed,
)
from tests.cast import TODAY


class PureSchool:
    """The school as dictionaries; `done` gives the state after the changes."""

    def __init__(self, state: SchoolState) -> None:
        self._pupils = {one.pupil_id: one for one in state.pupils}
        self._classes = {one.class_id: one for one in state.classes}
        self._staff = {one.staff_id: one for one in state.staff}
        self._teams = state.teams
        self._new_staff: dict[str, str] = {}

    def done(self, changes: Iterable[RosterChange]) -> SchoolState:
        """Classes first, then people, as the plan has them."""
        for change in changes:
            self._do(change)
        return SchoolState(
            tuple(self._pupils.values()),
            tuple(self._classes.values()),
            tuple(self._staff.values()),
            self._teams,
        )

    def _do(self, change: RosterChange) -> None:
        match change:
            case NewClass(row):
                key = f"c{len(self._classes)}"
                self._classes[key] = ClassNow(key, row.name, row.year_group, row.team)
            case ClassChanged(class_id, before, year_group, team):
                self._classes[class_id] = replace(before, year_group=year_group, team=team)
            case NewPupil(row):
                key = f"p{len(self._pupils)}"
                self._pupils[key] = PupilNow(key, row.name, row.number, row.email, row.birth_date)
                self._seat(key, row.class_name)
            case PupilRenamed(pupil_id, before, after):
                former = (*self._pupils[pupil_id].former_names, before)
                self._pupil(pupil_id, name=after, former_names=former)
            case PupilDetailsChanged(pupil_id, number, email, birth_date):
                self._pupil(pupil_id, number=number, email=email, birth_date=birth_date)
            case PupilMoved(pupil_id, _, to_class):
                self._seat(pupil_id, to_class)
            case PupilBack(pupil_id, _, class_name):
                self._seat(pupil_id, class_name)
            case PupilGone(pupil_id):
                self._pupil(pupil_id, left_on=TODAY)
            case _:
                self._do_staff(change)

    def _do_staff(self, change: RosterChange) -> None:
        match change:
            case NewStaff(row, user_name):
                key = f"s{len(self._staff)}"
                self._new_staff[change.key] = key
                self._staff[key] = StaffNow(key, row.name, user_name)
            case StaffRenamed(staff_id, _, after):
                self._staff[staff_id] = replace(self._staff[staff_id], name=after)
            case StaffBack(staff_id):
                self._staff[staff_id] = replace(self._staff[staff_id], is_active=True)
            case StaffGone(staff_id):
                self._staff[staff_id] = replace(self._staff[staff_id], is_active=False)
            case RoleGiven(role, scope, staff_id, new_staff_key):
                key = staff_id or self._new_staff[new_staff_key]
                self._role(key, role, scope, is_given=True)
            case RoleEnded(role, scope, staff_id):
                self._role(staff_id, role, scope, is_given=False)

    def _pupil(self, pupil_id: str, **fields: object) -> None:
        self._pupils[pupil_id] = replace(self._pupils[pupil_id], **fields)  # type: ignore[arg-type]

    def _seat(self, pupil_id: str, class_name: str) -> None:
        [class_id] = [key for key, one in self._classes.items() if one.name == class_name]
        self._pupil(
            pupil_id, class_id=class_id, class_name=class_name, is_placed=True, left_on=None
        )

    def _role(self, staff_id: str, role: Role, scope: str, *, is_given: bool) -> None:
        held = self._staff[staff_id].roles
        roles = held | {(role, scope)} if is_given else held - {(role, scope)}
        self._staff[staff_id] = replace(self._staff[staff_id], roles=roles)
