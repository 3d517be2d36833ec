"""Roles given and ended; none without a line, and no day without a beheerder."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from casework import year_groups
from casework.always_an_admin import Term, check_an_admin_stays
from casework.errors import InputRefused, NotHere
from casework.people import Assignment, Role
from casework.role_watch import OVERSIGHT, WATCHED, Giving, NoticeKind, role_detail
from casework.words import numeric_date
from data.ids import is_id
from data.register import known_id
from data.role_watch import CAN_SIGN_IN, RoleWatch

# Until which day somebody is beheerder; an account ends on the day before `ended_on`.
ADMIN_TERMS = f"""
    select a.starts_on, least(a.ends_on, coalesce(s.ended_on - 1, a.ends_on))
    from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = 'admin' and (s.ended_on is null or s.ended_on > a.starts_on)
        and {CAN_SIGN_IN.format("s")}
"""


class RoleGiving(RoleWatch):
    """The part of `casework.ports.school` that gives roles and ends them."""

    @contextmanager
    def _changing_each(
        self, kind: str, subject_ids: Sequence[str], by: str, **detail: str
    ) -> Iterator[None]:
        """As of every part of the register; no change leaves a day without a beheerder."""
        with self.keeping_an_admin(), super()._changing_each(kind, subject_ids, by, **detail):
            yield

    @contextmanager
    def keeping_an_admin(self) -> Iterator[None]:
        """InputRefused when a transaction leaves a day without a beheerder who can sign in."""
        with self._database.write():
            before = self._admin_terms()
            yield
            if self._database.has_changed_here("assignment", "staff", "account", "school_account"):
                check_an_admin_stays(before, self._admin_terms(), self._now().date())

    def _admin_terms(self) -> list[Term]:
        """When who is, and who becomes, beheerder with an account that can sign in."""
        return [(first, last) for first, last in self._rows(ADMIN_TERMS)]

    def assign(self, staff_id: str, assignment: Assignment, by: str) -> Giving:
        """Give somebody a role; InputRefused when its scope or period cannot be.

        One that may be given to oneself waits for a second beheerder, or is told.
        """
        staff_id = known_id(staff_id)
        if assignment.ends_on < assignment.starts_on:
            raise InputRefused("De rol eindigt voordat zij begint.", "ends_on")
        with self._database.write():
            giving, detail = self.giving(staff_id, assignment.role, by), role_detail(assignment)
            done = "asked" if giving is Giving.WAITS else "given"
            with self._changing(f"role_{done}:{assignment.role}", staff_id, by, **detail):
                self._refuse_departed(staff_id)
                self._check_scope(assignment)
                self._refuse_held(staff_id, assignment)
                self._give(staff_id, assignment, by, giving)
        return giving

    def _refuse_held(self, staff_id: str, assignment: Assignment) -> None:
        if any(_overlap(assignment, held) for held in self._held(staff_id)):
            raise InputRefused("Deze collega heeft deze rol in die periode al.", "role")

    def _refuse_waiting(self, staff_id: str, assignment: Assignment) -> None:
        waiting = [one.assignment for one in self.role_requests() if one.staff_id == staff_id]
        if any(_overlap(assignment, asked) for asked in waiting):
            raise InputRefused(
                "Deze rol is voor deze collega al aangevraagd, en wacht op een andere beheerder.",
                "role",
            )

    def _give(self, staff_id: str, assignment: Assignment, by: str, giving: Giving) -> None:
        """Put a role in force, and on Vandaag of who should know; or let it wait."""
        if giving is Giving.WAITS:
            self._refuse_waiting(staff_id, assignment)
            self._ask_for(staff_id, assignment, by)
            return
        self._hold(staff_id, assignment)
        if giving is Giving.WITH_NOTICE:
            self._give_notice(NoticeKind.ROLE, staff_id, by, **role_detail(assignment))
        elif assignment.role is Role.ADMIN and by != staff_id:
            self._give_notice(NoticeKind.ADMIN_GIVEN, staff_id, by, **role_detail(assignment))

    def note_handed_out(self, staff_id: str, by: str) -> None:
        """In the transaction of an invitation that somebody had in hand: it is told.

        Whoever used it may be somebody else than the colleague. Where it is the first one, to those
        who are concerned by the roles of the account; after that to its owner and to who watches.
        """
        held = self.roles_from([staff_id], self._now().date()).get(staff_id, [])
        opens = [one for one in held if one.role in WATCHED | {Role.ADMIN}]
        if not opens or by == staff_id:
            return
        if self._was_used(staff_id):
            self._give_notice(NoticeKind.INVITATION, staff_id, by)
            return
        for one in opens:
            self._give_notice(NoticeKind.FIRST_INVITATION, staff_id, by, **role_detail(one))

    def note_mailed(self, staff_id: str, by: str) -> str:
        """In the transaction of an invitation that goes by e-mail: whose hand it may be in.

        That of who typed the address, as long as nobody proved to read what comes there. Of an
        account in use that is an account in that hand; of a new one it is told.
        """
        typed_by = self.address_typed_by(staff_id)
        held = self.roles_from([staff_id], self._now().date()).get(staff_id, [])
        opens = [one for one in held if one.role in WATCHED | {Role.ADMIN}]
        if not typed_by or not opens or not by or by == staff_id:
            return ""
        if self._was_used(staff_id):
            self._give_notice(NoticeKind.TYPED_ADDRESS, staff_id, typed_by)
            return typed_by
        for one in opens:
            self._give_notice(NoticeKind.TYPED_ADDRESS, staff_id, typed_by, **role_detail(one))
        return ""

    def _give_besides(self, staff_id: str, assignment: Assignment, by: str) -> None:
        """The same as a part of another change, which has its own line; one that waits has two."""
        giving = self.giving(staff_id, assignment.role, by)
        if giving is Giving.WAITS:
            kind, detail = f"role_asked:{assignment.role}", role_detail(assignment)
            self._on_record(kind, [staff_id], by, **detail)
        self._give(staff_id, assignment, by, giving)

    def end_assignment(self, staff_id: str, held: Assignment, last_day: date, by: str) -> None:
        """The last day of a role; the access ends with it.

        A last day before the first one takes the role away altogether: given by mistake.
        """
        staff_id = known_id(staff_id)
        detail = role_detail(replace(held, ends_on=last_day))
        with self._changing(f"role_ended:{held.role}", staff_id, by, **detail):
            if held not in self._held(staff_id):
                raise NotHere()
            if last_day > held.ends_on:
                raise InputRefused(
                    f"Deze rol loopt tot en met {numeric_date(held.ends_on)}. Duurt zij langer? "
                    "Geef haar opnieuw, vanaf de dag erna.",
                    "last_day",
                )
            self._end_role(staff_id, held, last_day)
            self._tell_of_ended([held], staff_id, by)

    def _tell_of_ended(self, roles: Iterable[Assignment], staff_id: str, by: str) -> None:
        """That somebody takes another one who watches out of the way does not go unseen."""
        today = self._now().date()
        if not by or by == staff_id:
            return
        for held in roles:
            if held.role is Role.ADMIN and held.ends_on >= today:
                self._give_notice(NoticeKind.ADMIN_ENDED, staff_id, by)
            elif held.role in OVERSIGHT and held.ends_on >= today:
                self._give_notice(NoticeKind.OVERSIGHT_ENDED, staff_id, by, **role_detail(held))

    def _end_role(self, staff_id: str, held: Assignment, last_day: date) -> None:
        self._database.run(
            """
            update assignment set ends_on = $5
            where staff_id = $1 and role = $2 and scope = $3 and starts_on = $4 and ends_on = $6
            """,
            (staff_id, held.role.value, held.scope, held.starts_on, last_day, held.ends_on),
        )
        self._database.run("delete from assignment where ends_on < starts_on")

    def _refuse_unknown(self, staff_id: str) -> None:
        if self._database.one("select 1 from staff where staff_id = $1", (staff_id,)) is None:
            raise NotHere()

    def _hold(self, staff_id: str, held: Assignment) -> None:
        self._database.run(
            """
            insert into assignment (staff_id, role, scope, starts_on, ends_on)
            values ($1, $2, $3, $4, $5)
            """,
            (staff_id, held.role.value, held.scope, held.starts_on, held.ends_on),
        )

    def _refuse_departed(self, staff_id: str) -> None:
        row = self._database.one("select ended_on from staff where staff_id = $1", (staff_id,))
        if row is None:
            raise NotHere()
        if row[0] is not None:
            raise InputRefused("Deze collega werkt hier niet meer.", "staff")

    def _check_scope(self, assignment: Assignment) -> None:
        scope = assignment.scope
        if assignment.role is Role.MENTOR:
            if not self._is_there("school_class", "class_id", scope):
                raise InputRefused("Kies de klas van deze mentor.", "scope")
        elif assignment.role is Role.TEAM_LEADER:
            if not self._is_there("team", "team_id", scope):
                raise InputRefused("Kies het team van deze teamleider.", "scope")
        elif assignment.role is Role.COORDINATOR:
            if scope not in map(str, year_groups.for_coordinators()):
                raise InputRefused("Kies het leerjaar van deze leerlingcoördinator.", "scope")
        elif scope:
            raise InputRefused("Deze rol geldt voor de hele school.", "scope")

    def _is_there(self, table: str, column: str, row_id: str) -> bool:
        sql = f"select 1 from {table} where {column} = $1"
        return is_id(row_id) and self._database.one(sql, (row_id,)) is not None


def _overlap(one: Assignment, other: Assignment) -> bool:
    same = one.role is other.role and one.scope == other.scope
    return same and one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
