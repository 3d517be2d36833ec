"""A beheerder made by a command on the server: the way back when nobody can get in any more."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from casework.errors import InputRefused
from casework.identity import Invitation
from casework.people import Assignment, Role
from casework.records import StaffMember
from casework.words import local_day
from data.register import COMMAND_LINE
from data.staff import plain_user_name
from data.store import Store


def make_admin(store: Store, user_name: str, now: datetime) -> tuple[str, Invitation]:
    """Somebody with an account is beheerder for good, and chooses a new password by a link.

    An account that ended opens again, without its other roles; a second step goes off. All of it is
    on record as done by a command, and whoever watches is told.
    """
    if store.is_demo:
        raise InputRefused("In de demoschool kan iedereen beheerder zijn: kies een persoon.")
    today = local_day(now)
    member = _member(store.school.staff(today), user_name)
    with store.database.write():
        if not member.is_active:
            store.school.reopen_staff(member.staff_id, (), COMMAND_LINE)
        _make_lasting(store, member.staff_id, today)
        store.second_factors.turn_off(member.staff_id, COMMAND_LINE)
        invitation = store.accounts.invite(member.staff_id, COMMAND_LINE, now)
    return member.name.full, invitation


def _member(people: Iterable[StaffMember], user_name: str) -> StaffMember:
    sought = plain_user_name(user_name)
    for member in people:
        if plain_user_name(member.user_name) == sought:
            return member
    raise InputRefused(
        "Er is geen collega met deze gebruikersnaam. Een account dat eerder is beëindigd mag ook."
    )


def _make_lasting(store: Store, staff_id: str, today: date) -> None:
    """The role from today on without a last day, whatever there was of it."""
    held = store.school.roles_from([staff_id], today).get(staff_id, [])
    first = today
    for one in sorted(held, key=lambda one: one.starts_on):
        if one.role is not Role.ADMIN:
            continue
        if one.starts_on > first:
            _assign(store, staff_id, first, one.starts_on - timedelta(days=1))
        if one.ends_on == date.max:
            return
        first = one.ends_on + timedelta(days=1)
    _assign(store, staff_id, first, date.max)


def _assign(store: Store, staff_id: str, first: date, last: date) -> None:
    store.school.assign(staff_id, Assignment(Role.ADMIN, "", first, last), COMMAND_LINE)
