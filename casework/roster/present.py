"""The school as it is now, in the form in which a roster file says it."""

from collections import defaultdict

from casework.people import Role
from casework.roster.model import RosterClass, RosterFile, RosterPupil, RosterStaff
from casework.roster.school import PupilNow, SchoolState, StaffNow

NOT_IN_A_FILE = frozenset({Role.STAFF, Role.ADMIN, Role.PRIVACY})


def roster_now(state: SchoolState, school_year: str) -> RosterFile:
    """The pupils with a class of the year, its classes with their mentors, and who works here.

    Laid beside the school it was made of, it changes nothing.
    """
    year_groups = {held.class_id: held.year_group for held in state.classes}
    mentors: defaultdict[str, list[str]] = defaultdict(list)
    for one in state.staff:
        for role, scope in sorted(one.roles):
            if role is Role.MENTOR and one.is_active:
                mentors[scope].append(one.user_name)
    return RosterFile(
        pupils=tuple(
            _pupil(pupil, year_groups.get(pupil.class_id, ""))
            for pupil in state.pupils
            if pupil.is_placed and pupil.class_name and pupil.left_on is None
        ),
        classes=tuple(
            RosterClass(held.name, held.year_group, held.team, tuple(mentors[held.name]))
            for held in state.classes
        ),
        staff=tuple(_colleague(one) for one in state.staff if one.is_active),
        school_year=school_year,
    )


def _pupil(pupil: PupilNow, year_group: str) -> RosterPupil:
    return RosterPupil(
        number=pupil.number,
        given=pupil.name.given,
        family=pupil.name.family,
        email=pupil.email,
        birth_date=pupil.birth_date,
        class_names=(pupil.class_name,),
        year_group=year_group,
    )


def _colleague(one: StaffNow) -> RosterStaff:
    roles = sorted(held for held in one.roles if held[0] not in NOT_IN_A_FILE)
    return RosterStaff("", one.name.given, one.name.family, one.user_name, roles=tuple(roles))
