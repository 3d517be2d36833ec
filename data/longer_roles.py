"""Watched roles that came back or last longer by another road than being given: they are told.

An import that is taken back, other days of a school year, an account that works again: each can
put a role in force that nobody gave. Whatever the road was, what a transaction added to the roles
of who made it, or of an account from that hand, is compared at its end.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial

from casework.people import Assignment, Role
from casework.role_watch import WATCHED, NoticeKind, gained, is_watched, role_detail, role_of
from data.ids import is_id
from data.staff import StaffRoom

ROLES = """
    select a.staff_id, a.role, a.scope, a.starts_on,
        least(a.ends_on, coalesce(s.ended_on - 1, a.ends_on))
    from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = any($1::varchar[]) and a.ends_on >= $2
        and (s.ended_on is null or s.ended_on > $2)
"""
OF_THESE = f"{ROLES} and a.staff_id = any($3::uuid[])"
# What this transaction told of roles that were given: its lines have the number that comes next.
GIVEN = """
    select subject_id, detail from reference_change
    where kind = 'notice:role' and ledger = $1
"""


class LongerRoles(StaffRoom):
    """The part of the register that tells of a watched role which nobody gave by name."""

    @contextmanager
    def _changing_each(
        self, kind: str, subject_ids: Sequence[str], by: str, **detail: str
    ) -> Iterator[None]:
        """As of every part of the register; what is one act is compared once, as a whole."""
        with super()._changing_each(kind, subject_ids, by, **detail):
            yield
            if is_id(by):
                tell = partial(self._tell_of_longer_roles, by)
                self._database.before_commit(("longer roles", by), tell)

    def _tell_of_longer_roles(self, by: str) -> None:
        touched = self._database.touched_here("assignment", "staff")
        if touched == set():
            return
        today, hands = self._now().date(), self.handed_out_by()
        after = self._watched_roles(today, touched)
        with self._database.as_committed():
            before = self._watched_roles(today, touched)
        told = self._told_here()
        for staff_id, held in after.items():
            for new in gained(before.get(staff_id, ()), held, today):
                is_told = (staff_id, new.role, new.scope) in told
                if is_watched(new.role, staff_id, by, hands) and not is_told:
                    self._give_notice(NoticeKind.LONGER_ROLE, staff_id, by, **role_detail(new))

    def _watched_roles(self, today: date, touched: set[str] | None) -> dict[str, list[Assignment]]:
        """The watched roles of these people that hold today or later; of everybody for None."""
        watched = [role.value for role in WATCHED]
        of_these = [] if touched is None else [sorted(touched)]
        sql = ROLES if touched is None else OF_THESE
        roles: dict[str, list[Assignment]] = {}
        for staff_id, role, *rest in self._database.rows(sql, (watched, today, *of_these)):
            roles.setdefault(staff_id, []).append(Assignment(Role(role), *rest))
        return roles

    def _told_here(self) -> set[tuple[str, Role, str]]:
        """The roles that this transaction told of as given: whose, which, for what."""
        number = self._database.ledger.tip.count + 1
        given = (
            (staff_id, role_of(json.loads(detail)))
            for staff_id, detail in self._database.rows(GIVEN, (number,))
        )
        return {(staff_id, held.role, held.scope) for staff_id, held in given if held}
