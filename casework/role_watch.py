"""Which roles are watched when somebody gives them, who may decide about them, and who is told.

A beheerder could give himself a role that opens cases, or give it to an account of which he handed
out the invitation himself, and so may know the password. Such a role waits for another beheerder
or is told to the people concerned; the school chooses which, and cannot choose neither.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.own_sight import OwnGain
from casework.people import EVERYBODY_FROM, MAY, Action, Actor, Assignment, Home, Reach, Role
from casework.year_groups import within

OPENS_CASES = MAY[Action.SEE_CASE] | MAY[Action.HANDLE_SIGNAL] | MAY[Action.SEE_FIGURES]
"""The roles that bring pupils in sight: cases, signals or exact figures."""

WATCHED = OPENS_CASES | MAY[Action.SEE_WHO_READ]
"""Besides, who watches the others: nobody becomes that by the own hand unseen."""

OVERSIGHT = frozenset({Role.ADMIN, Role.PRIVACY, Role.SCHOOL_LEADER})
"""Who is told of everything that is told; that one of them is taken away is told as well."""

ONE_DAY = timedelta(days=1)
NOTICE_SCHOOL_DAYS = 5
"""So many school days a line stands on Vandaag, unless its reader says that it was seen."""


class OwnRoles(StrEnum):
    """What the school chose for a watched role: there is no third way."""

    WAIT = "wait"
    TELL = "tell"


class Giving(StrEnum):
    """What becomes of a role that is given: in force, in force and told, or waiting."""

    IN_FORCE = "in_force"
    WITH_NOTICE = "with_notice"
    WAITS = "waits"


class NoticeKind(StrEnum):
    """What is told on Vandaag of a change of who may see what."""

    ROLE = "role"
    LONGER_ROLE = "longer_role"
    INVITATION = "invitation"
    FIRST_INVITATION = "first_invitation"
    TYPED_ADDRESS = "typed_address"
    ADMIN_GIVEN = "admin_given"
    ADMIN_ENDED = "admin_ended"
    OVERSIGHT_ENDED = "oversight_ended"
    SETTING = "setting"
    OWN_SIGHT = "own_sight"


TO_THE_ACCOUNT_ITSELF = frozenset(
    {
        NoticeKind.INVITATION,
        NoticeKind.TYPED_ADDRESS,
        NoticeKind.ADMIN_ENDED,
        NoticeKind.OVERSIGHT_ENDED,
    }
)


@dataclass(frozen=True)
class RoleRequest:
    """A role that waits for a second beheerder."""

    request_id: str
    staff_id: str
    assignment: Assignment
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True)
class Notice:
    """A change of who may see what, that is told on Vandaag of the people concerned.

    `by` is empty for what was done by a command on the server; `assignment` only says something
    where a role was given, `gain` where somebody came to see more without one.
    """

    given_at: datetime
    by: str
    staff_id: str
    what: NoticeKind
    assignment: Assignment | None = None
    gain: OwnGain | None = None


def same_hands(staff_id: str, handed_out_by: Mapping[str, str]) -> frozenset[str]:
    """Everybody whose account may be in one hand with this one.

    Whoever hands out an invitation may have used it; so may, in turn, who handed out his.
    """
    hands, todo = {staff_id}, [staff_id]
    while todo:
        one = todo.pop()
        near = {other for other, giver in handed_out_by.items() if giver == one}
        near |= {handed_out_by[one]} if handed_out_by.get(one) else set()
        todo += near - hands
        hands |= near
    return frozenset(hands)


def is_watched(role: Role, staff_id: str, by: str, handed_out_by: Mapping[str, str]) -> bool:
    """Whether this role, given to this account by this person, may be given to himself."""
    if role not in WATCHED or not by:
        return False
    return staff_id == by or handed_out_by.get(staff_id) == by


def gained(
    before: Collection[Assignment], after: Iterable[Assignment], today: date
) -> list[Assignment]:
    """What of the roles of one person is new from today on: from the first day that is."""
    new = ((held, _first_new_day(before, held, today)) for held in after)
    return [replace(held, starts_on=day) for held, day in new if day is not None]


def _first_new_day(before: Iterable[Assignment], held: Assignment, today: date) -> date | None:
    """The first day of a role on which the same one was not in force before."""
    day = max(held.starts_on, today)
    same = [one for one in before if (one.role, one.scope) == (held.role, held.scope)]
    for one in sorted(same, key=lambda one: one.starts_on):
        if one.holds_on(day):
            if one.ends_on >= held.ends_on:
                return None
            day = one.ends_on + ONE_DAY
    return day if day <= held.ends_on else None


def deciders(
    admins: Iterable[str], staff_id: str, by: str, handed_out_by: Mapping[str, str]
) -> frozenset[str]:
    """The beheerders who can decide about a role: in one hand with neither who asks nor whom
    it is for."""
    among = {one: giver for one, giver in handed_out_by.items() if one in {*admins, staff_id, by}}
    return frozenset(admins) - same_hands(by, among) - same_hands(staff_id, among)


def classes_concerned(assignment: Assignment, homes: Collection[Home]) -> list[Home]:
    """The classes, by their place in the school, of which this role brings pupils in sight."""
    reach = Reach(
        classes=frozenset({assignment.scope}) if assignment.role is Role.MENTOR else frozenset(),
        year_groups=_year_groups(assignment),
        teams=frozenset({assignment.scope} if assignment.role is Role.TEAM_LEADER else ()),
    )
    if not assignment.scope:
        return list(homes)
    return [home for home in homes if reach.covers([home], EVERYBODY_FROM, is_consulted=False)]


def _year_groups(assignment: Assignment) -> frozenset[int]:
    return within([int(assignment.scope)]) if assignment.role is Role.COORDINATOR else frozenset()


def concerns(change: Notice, reader: Actor, homes: Collection[Home]) -> bool:
    """Whether this change is told to somebody: who is concerned, and who watches over everybody.

    Not to who made it, nor to who got the role; but an invitation for the own account is.
    """
    if reader.staff_id == change.by:
        return False
    is_own = reader.staff_id == change.staff_id
    if is_own or any(reader.has(role) for role in OVERSIGHT):
        return not is_own or change.what in TO_THE_ACCOUNT_ITSELF
    concerned = _concerned(change, homes)
    reach = reader.reach(Action.SEE_CLASS)
    return bool(concerned) and reach.covers(concerned, EVERYBODY_FROM, is_consulted=False)


def _concerned(change: Notice, homes: Collection[Home]) -> Collection[Home]:
    if change.gain is not None:
        return change.gain.homes
    if change.what is NoticeKind.OVERSIGHT_ENDED:
        return ()
    if change.assignment is None or change.assignment.role not in OPENS_CASES:
        return ()
    return classes_concerned(change.assignment, homes)


def role_detail(held: Assignment) -> dict[str, str]:
    """A role in the record of changes: its scope and its days, as far as it has them."""
    days = {"from": held.starts_on, "to": held.ends_on}
    bounds = {date.min, date.max}
    shown = {name: day.isoformat() for name, day in days.items() if day not in bounds}
    return {"role": held.role.value, **({"scope": held.scope} if held.scope else {}), **shown}


def role_of(detail: Mapping[str, str]) -> Assignment | None:
    """The role that `role_detail` wrote."""
    if "role" not in detail:
        return None
    first, last = (detail.get(name) for name in ("from", "to"))
    return Assignment(
        Role(detail["role"]),
        detail.get("scope", ""),
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last) if last else date.max,
    )
