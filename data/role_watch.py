"""Roles that may be given to oneself: they wait for a second beheerder, or are told."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from casework.own_sight import gain_from
from casework.people import Assignment, Role
from casework.role_watch import (
    WATCHED,
    Giving,
    Notice,
    NoticeKind,
    OwnRoles,
    RoleRequest,
    deciders,
    is_watched,
    role_of,
)
from data.ids import only_ids
from data.roles_in_force import RolesInForce
from data.rows import shown_moment, stored_moment

OWN_ROLES = "own_roles"
OPEN = "open"
# By whom each account last got a password from somebody else, before there were invitations.
SET_BY = """
    select subject_id, arg_max(changed_by, changed_at) from reference_change
    where kind = 'password_set' group by subject_id
"""
# Who typed the address of each colleague, unless an invitation that came there was used.
TYPED_BY = """
    select c.subject_id, c.changed_by from (
        select subject_id, arg_max(changed_by, changed_at) as changed_by,
            max(changed_at) as changed_at
        from reference_change where kind = 'staff_email_set' group by subject_id
    ) c
    left join account_origin o on cast(o.staff_id as varchar) = c.subject_id
    where cast(c.changed_by as varchar) <> c.subject_id
        and not coalesce(o.redeemed_at > c.changed_at and o.handed_out_by is null, false)
"""
LAST_TYPED = """
    select subject_id, arg_max(changed_by, changed_at) from reference_change
    where kind = 'staff_email_set' and subject_id = any($1::varchar[]) group by subject_id
"""
EVER_WATCHED = """
    select distinct staff_id from assignment
    where staff_id = any($1::uuid[]) and role = any($2::varchar[])
"""
ORIGINS = "select staff_id, handed_out_by from account_origin"
HANDED_OUT = "select staff_id, made_by from invitation where is_handed_out"
# Of a row with a `staff_id`: whether that person can sign in. In a demo school everybody can.
CAN_SIGN_IN = """
    (
        exists (select 1 from account w where w.staff_id = {0}.staff_id)
        or exists (select 1 from school_account w where w.staff_id = {0}.staff_id)
        or exists (select 1 from meta where key = 'is_demo' and value = 'yes')
    )
"""
WAYS_IN = f"""
    select s.staff_id from staff s where s.staff_id = any($1::uuid[]) and (
        {CAN_SIGN_IN.format("s")}
        or exists (select 1 from invitation i where i.staff_id = s.staff_id)
    )
"""
WAS_USED = """
    select 1 from reference_change where kind = 'password_set' and subject_id = $1
"""
ADMINS = f"""
    select distinct a.staff_id from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = 'admin' and a.starts_on <= $1 and a.ends_on >= $1
        and (s.ended_on is null or s.ended_on > $1) and {CAN_SIGN_IN.format("s")}
"""
REQUESTS = """
    select request_id, staff_id, role, scope, starts_on, ends_on, asked_by, asked_at
    from role_request where outcome = 'open' order by asked_at, request_id
"""
NOTICES = """
    select changed_at, changed_by, kind, subject_id, detail from reference_change
    where starts_with(kind, 'notice:') and changed_at >= $1 order by changed_at
"""


class RoleWatch(RolesInForce):
    """The part of the register that keeps a beheerder from giving himself sight of cases unseen."""

    def own_roles(self) -> OwnRoles:
        """What the school chose for a role that may be given to oneself; it waits until it did."""
        rows = self._rows("select value from setting where key = $1", (OWN_ROLES,))
        return OwnRoles(rows[0][0]) if rows else OwnRoles.WAIT

    def handed_out_by(self) -> dict[str, str]:
        """By account who had its password or the link to choose one in hand, if anybody."""
        rows = self._database.rows
        by = {one: giver for one, giver in rows(SET_BY) if giver and giver != one}
        for account, giver in rows(ORIGINS):
            by[account] = giver or ""
        by.update((account, giver or "") for account, giver in rows(HANDED_OUT))
        return {account: giver for account, giver in by.items() if giver}

    def giving(self, staff_id: str, role: Role, by: str) -> Giving:
        """What becomes of this role when this person gives it to this account.

        Of an account with no way in yet anybody may hand out the invitation: its role waits too.
        Where nothing waits, that is told when the invitation is handed out.
        """
        return self.givings([(staff_id, role)], by)[0]

    def givings(self, wanted: Sequence[tuple[str, Role]], by: str) -> list[Giving]:
        """The same of many roles; an account that is to be made yet has an empty id."""
        if not by or not any(role in WATCHED for _, role in wanted):
            return [Giving.IN_FORCE for _ in wanted]
        ids = only_ids(one for one, _ in wanted)
        open_accounts = {one for (one,) in self._database.rows(WAYS_IN, (ids,))}
        handed_out_by = self.handed_out_by()
        in_one_hand = handed_out_by | self._new_by_typed_address(open_accounts - {*handed_out_by})
        waits, admins = self.own_roles() is OwnRoles.WAIT, self._admins()

        def becomes(staff_id: str, role: Role) -> Giving:
            is_own = is_watched(role, staff_id, by, in_one_hand)
            is_shut = role in WATCHED and staff_id not in open_accounts
            if not (is_own or is_shut):
                return Giving.IN_FORCE
            if waits and deciders(admins, staff_id, by, handed_out_by):
                return Giving.WAITS
            return Giving.WITH_NOTICE if is_own else Giving.IN_FORCE

        return [becomes(*one) for one in wanted]

    def _new_by_typed_address(self, staff_ids: set[str]) -> dict[str, str]:
        """Of who got in by an address that a colleague typed, and never had a watched role: whose.

        Nobody has met that person yet: it may be a second name of who made the account.
        """
        if not staff_ids:
            return {}
        watched = [role.value for role in WATCHED]
        ids = sorted(staff_ids)
        typed = {one: by for one, by in self._database.rows(LAST_TYPED, (ids,)) if by != one}
        known = {one for (one,) in self._database.rows(EVER_WATCHED, (ids, watched))}
        return {one: by for one, by in typed.items() if by and one not in known}

    def address_typed_by(self, staff_id: str) -> str:
        """Who typed the address of a colleague; empty where it is proven, or one's own, or none."""
        typed_by: dict[str, str] = dict(self._database.rows(TYPED_BY))
        return typed_by.get(staff_id, "")

    def deciders(self, request: RoleRequest) -> frozenset[str]:
        """The beheerders who can decide about a role that waits."""
        by = request.asked_by
        return deciders(self._admins(), request.staff_id, by, self.handed_out_by())

    def _was_used(self, staff_id: str) -> bool:
        """Whether this account was in use before."""
        return self._database.one(WAS_USED, (staff_id,)) is not None

    def _admins(self) -> list[str]:
        today = self._now().date()
        return [staff_id for (staff_id,) in self._database.rows(ADMINS, (today,))]

    # --- roles that wait ----------------------------------------------------------------------

    def role_requests(self) -> list[RoleRequest]:
        """The roles that wait for a second beheerder, the first one first."""
        return [
            RoleRequest(request_id, staff_id, Assignment(Role(role), *period), by, shown_moment(at))
            for request_id, staff_id, role, *period, by, at in self._database.rows(REQUESTS)
        ]

    def _ask_for(self, staff_id: str, asked: Assignment, by: str) -> None:
        self._database.run(
            """
            insert into role_request
                (request_id, staff_id, role, scope, starts_on, ends_on, asked_by, asked_at, outcome)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            (
                str(uuid4()),
                staff_id,
                asked.role.value,
                asked.scope,
                asked.starts_on,
                asked.ends_on,
                by,
                stored_moment(self._now()),
                OPEN,
            ),
        )

    def _close_request(self, request_id: str, outcome: str, by: str) -> None:
        self._database.run(
            """
            update role_request set outcome = $2, decided_by = $3, decided_at = $4
            where request_id = $1
            """,
            (request_id, outcome, by, stored_moment(self._now())),
        )

    # --- notices ------------------------------------------------------------------------------

    def notices_since(self, moment: datetime) -> list[Notice]:
        """What Vandaag tells of changes since then (UTC), the first one first."""
        return [_notice(*row) for row in self._rows(NOTICES, (stored_moment(moment),))]

    def notices_seen_until(self, staff_id: str) -> datetime | None:
        """Until when somebody said to have seen what was told; None for who never did."""
        rows = self._rows("select seen_at from notices_seen where staff_id = $1", (staff_id,))
        return shown_moment(rows[0][0]) if rows else None

    def see_notices(self, staff_id: str, until: datetime) -> None:
        """Somebody has seen what was told until then."""
        with self._changing("notices_seen", staff_id, staff_id):
            self._database.run(
                """
                insert into notices_seen (staff_id, seen_at) values ($1, $2)
                on conflict (staff_id) do update set seen_at = excluded.seen_at
                """,
                (staff_id, stored_moment(until)),
            )

    def _give_notice(self, what: NoticeKind, staff_id: str, by: str, **detail: str) -> None:
        self._on_record(f"notice:{what}", [staff_id], by, **detail)


def _notice(at: datetime, by: str | None, kind: str, staff_id: str, detail: str | None) -> Notice:
    said = json.loads(detail) if detail else {}
    what = NoticeKind(kind.partition(":")[2])
    return Notice(shown_moment(at), by or "", staff_id, what, role_of(said), gain_from(said))
