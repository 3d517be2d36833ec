"""Who works here, in which roles, from when until when."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import uuid4

from casework import year_groups
from casework.always_an_admin import Term, check_an_admin_stays
from casework.errors import InputRefused, NotHere
from casework.name_order import given_name_key
from casework.people import Actor, Assignment, PersonName, Reach, Role
from casework.records import StaffMember
from casework.role_watch import OVERSIGHT, WATCHED, Giving, NoticeKind, role_detail
from casework.staff_search import StaffFinder, StaffKey
from casework.words import numeric_date
from data.ids import is_id, only_ids
from data.register import checked_name, checked_text, known_id
from data.role_watch import CAN_SIGN_IN, RoleWatch

STAFF = "select staff_id, sealed_name, sealed_user_name, ended_on from staff"
# A role that is in force on day $1. A mentor whose role runs to the last day of a school year is
# mentor until the next one begins, unless somebody took over: work goes on between two years.
HOLDS = """
    assignment.starts_on <= $1 and (assignment.ends_on >= $1 or (
        assignment.role = 'mentor'
        and assignment.ends_on = (select max(ends_on) from school_year where starts_on <= $1)
        and exists (select 1 from school_year where starts_on > $1)
        and not exists (
            select 1 from assignment later
            where later.role = 'mentor' and later.scope = assignment.scope
                and later.starts_on > assignment.ends_on and later.starts_on <= $1
        )
        and not exists (
            select 1 from stand_in
            where stand_in.staff_id = assignment.staff_id
                and cast(stand_in.class_id as varchar) = assignment.scope
                and stand_in.starts_on = assignment.starts_on
        )
    ))
"""
# The same on a day within a school year, which is looked up quicker.
HOLDS_IN_YEAR = "assignment.starts_on <= $1 and assignment.ends_on >= $1"
MENTORS = """
    select staff_id, sealed_name, sealed_user_name, ended_on from staff
    where staff_id in (
        select staff_id from assignment where role = 'mentor' and scope = $2 and {holds}
    )
"""
ASSIGNMENTS = "select staff_id, role, scope, starts_on, ends_on from assignment"

ONE_DAY = timedelta(days=1)
SealedStaff = tuple[str, bytes, bytes]
HOLDERS = """
    select distinct a.scope, a.staff_id from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = $1 and a.starts_on <= $2 and a.ends_on >= $2
        and (s.ended_on is null or s.ended_on > $2)
"""
POSTS = f"""
    select distinct role, scope from assignment join staff using (staff_id)
    where role in ('mentor', 'coordinator', 'team_leader', 'school_leader') and {HOLDS}
        and (ended_on is null or ended_on > $1)
"""
MENTORED = f"""
    select distinct try_cast(scope as uuid) as class_id from assignment join staff using (staff_id)
    where role = 'mentor' and {HOLDS} and (ended_on is null or ended_on > $1)
"""
# Until which day somebody is beheerder; an account ends on the day before `ended_on`.
ADMIN_TERMS = f"""
    select a.starts_on, least(a.ends_on, coalesce(s.ended_on - 1, a.ends_on))
    from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = 'admin' and (s.ended_on is null or s.ended_on > a.starts_on)
        and {CAN_SIGN_IN.format("s")}
"""
SUPPORT_MEMBERS = f"""
    select distinct staff_id from assignment join staff using (staff_id)
    where role = 'support_team' and {HOLDS} and (ended_on is null or ended_on > $1)
"""


def plain_user_name(text: str) -> str:
    """A user name as it is compared: composed, without case or white space around it."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


class StaffRoom(RoleWatch):
    """The part of `casework.ports.school` about people who work at the school."""

    _unsealed: Mapping[SealedStaff, tuple[StaffMember, StaffKey]] = MappingProxyType({})

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

    def staff(self, day: date) -> list[StaffMember]:
        """Everybody, also who is gone, with the roles in force that day; by name."""
        return list(self._cached(("staff", day), lambda: self._staff(day)))

    def _staff(self, day: date) -> list[StaffMember]:
        people = [member for member, _ in self._staff_with_keys(day)]
        return sorted(people, key=lambda person: (given_name_key(person.name), person.staff_id))

    def staff_finder(self, day: date) -> StaffFinder:
        """Everybody with the roles of that day, to be found by typing a part of the name."""
        question = ("staff_finder", day)
        return self._cached(question, lambda: StaffFinder(self._staff_with_keys(day)))

    def _staff_with_keys(self, day: date) -> list[tuple[StaffMember, StaffKey]]:
        """Names that were unsealed before are known: at a board somebody changes all day."""
        held = self._assignments(day)
        people: list[tuple[StaffMember, StaffKey]] = []
        unsealed: dict[SealedStaff, tuple[StaffMember, StaffKey]] = {}
        for staff_id, sealed, user_name, ended_on in self._database.rows(STAFF):
            place = (staff_id, bytes(sealed), bytes(user_name))
            known = self._unsealed.get(place) or self._unsealed_member(*place)
            unsealed[place] = known
            works = _works_on(day, ended_on)
            roles = held.get(staff_id, ()) if works else ()
            people.append((replace(known[0], is_active=works, assignments=roles), known[1]))
        self._unsealed = unsealed
        return people

    def _unsealed_member(
        self, staff_id: str, sealed: bytes, user_name: bytes
    ) -> tuple[StaffMember, StaffKey]:
        called = self._vault.unseal(self._vault.school_id, user_name, f"user:{staff_id}") or ""
        name = self._staff_name(staff_id, sealed)
        member = StaffMember(staff_id, name, called, is_active=True)
        return member, StaffKey.from_member(member)

    def holders(self, role: Role, day: date) -> list[tuple[str, str]]:
        """The scope and the staff id of everybody who has this role that day."""
        return [
            (scope, str(staff_id)) for scope, staff_id in self._rows(HOLDERS, (role.value, day))
        ]

    def count_staff(self) -> int:
        """How many people have an account that did not end."""
        return int(self._rows("select count(*) from staff where ended_on is null")[0][0])

    def roles_from(self, staff_ids: Iterable[str], day: date) -> dict[str, list[Assignment]]:
        """The roles of these people that hold that day or begin later, by person."""
        sql = f"""
            {ASSIGNMENTS} where staff_id = any($1::uuid[]) and ends_on >= $2
            order by role, starts_on, scope
        """
        ids = only_ids(staff_ids)
        roles: dict[str, list[Assignment]] = {}
        for person, *row in self._rows(sql, (ids, day)) if ids else []:
            roles.setdefault(person, []).append(_assignment(*row))
        return roles

    def staff_names(self, staff_ids: Iterable[str]) -> dict[str, PersonName]:
        """Names by id, also of who is gone; unknown ids are left out."""
        ids = only_ids(staff_ids)
        sql = "select staff_id, sealed_name from staff where staff_id = any($1::uuid[])"
        rows = self._rows(sql, (ids,)) if ids else []
        return {staff_id: self._staff_name(staff_id, sealed) for staff_id, sealed in rows}

    def mentors_of(self, class_id: str, day: date) -> list[StaffMember]:
        """Who is mentor of a class that day, by name."""
        if not is_id(class_id):
            return []
        rows = self._rows(MENTORS.format(holds=self._holds(day)), (day, class_id))
        mentors = [
            StaffMember(
                staff_id,
                self._staff_name(staff_id, sealed),
                self._vault.unseal(self._vault.school_id, user_name, f"user:{staff_id}") or "",
                is_active=True,
                assignments=self._assignments(day, staff_id).get(staff_id, ()),
            )
            for staff_id, sealed, user_name, ended_on in rows
            if _works_on(day, ended_on)
        ]
        return sorted(mentors, key=lambda person: (given_name_key(person.name), person.staff_id))

    def posts(self, day: date) -> Reach:
        """The classes, year groups and teams that somebody looks after that day."""
        return self._cached(("posts", day), lambda: self._posts(day))

    def _posts(self, day: date) -> Reach:
        scopes: dict[str, set[str]] = defaultdict(set)
        for role, scope in self._database.rows(POSTS, (day,)):
            scopes[role].add(scope)
        return Reach(
            classes=frozenset(scopes[Role.MENTOR]),
            year_groups=year_groups.within(map(int, scopes[Role.COORDINATOR])),
            teams=frozenset(scopes[Role.TEAM_LEADER]),
        )

    def posts_with_acting(self, day: date) -> Reach:
        """The same, with the teams of which the schoolleiding does the work."""
        return self._cached(("posts_with_acting", day), lambda: self._posts_with_acting(day))

    def _posts_with_acting(self, day: date) -> Reach:
        posts = self.posts(day)
        acting = {held.scope for held in self.acting_assignments(day)}
        return replace(posts, teams=posts.teams | acting)

    def support_members(self, day: date) -> frozenset[str]:
        """Who is in the ondersteuningsteam that day, by id."""
        return frozenset(str(staff_id) for (staff_id,) in self._rows(SUPPORT_MEMBERS, (day,)))

    def acting_assignments(self, day: date) -> tuple[Assignment, ...]:
        """What the schoolleiding does that day for nobody else: a team without a teamleider."""
        return self._cached(("acting", day), lambda: self._acting_assignments(day))

    def _acting_assignments(self, day: date) -> tuple[Assignment, ...]:
        held = self._database.rows(POSTS, (day,))
        if not any(role == Role.SCHOOL_LEADER for role, _ in held):
            return ()
        led = {scope for role, scope in held if role == Role.TEAM_LEADER}
        teams = sorted(team_id for (team_id,) in self._database.rows("select team_id from team"))
        return tuple(
            Assignment(Role.TEAM_LEADER, team_id, day, day, is_acting=True)
            for team_id in teams
            if team_id not in led
        )

    def with_acting(self, held: tuple[Assignment, ...], day: date) -> tuple[Assignment, ...]:
        """The roles in force that day with what follows from nobody else holding it."""
        is_leader = any(one.role is Role.SCHOOL_LEADER for one in held)
        return (*held, *self.acting_assignments(day)) if is_leader else held

    def actor(self, staff_id: str, today: date) -> Actor | None:
        """The person with the roles in force today; None for unknown or departed people."""
        if not is_id(staff_id):
            return None
        sql = "select staff_id, sealed_name, ended_on from staff where staff_id = $1"
        rows = self._rows(sql, (staff_id,))
        if not rows or not _works_on(today, rows[0][2]):
            return None
        known_id, sealed, _ = rows[0]
        name = self._staff_name(known_id, sealed)
        held = self._assignments(today, known_id).get(known_id, ())
        acting = self.with_acting(held, today)
        posts = self.posts_with_acting(today)
        return Actor(known_id, name.full, acting, name.given, posts)

    def add_staff(self, name: PersonName, user_name: str, by: str) -> str:
        """A new colleague, who may see the card; InputRefused when the user name is taken."""
        name, user_name = (
            checked_name(name, needs_given=True),
            checked_text(user_name, "gebruikersnaam"),
        )
        staff_id, school_id = str(uuid4()), self._vault.school_id
        mark = self._vault.fingerprint(plain_user_name(user_name))
        with self._changing("staff_added", staff_id, by):
            self._refuse_taken_name(mark)
            self._database.run(
                """
                insert into staff (staff_id, sealed_name, sealed_user_name, user_mark, ended_on)
                values ($1, $2, $3, $4, null)
                """,
                (
                    staff_id,
                    self._sealed_name(school_id, name, f"staff:{staff_id}"),
                    self._vault.seal(school_id, user_name, f"user:{staff_id}"),
                    mark,
                ),
            )
            self._hold(staff_id, Assignment(Role.STAFF))
        return staff_id

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

    def end_staff(self, staff_id: str, ended_on: date, by: str) -> None:
        """Somebody has left: no sign-in and no role from that day; the name stays in history."""
        staff_id = known_id(staff_id)
        with self._changing("staff_ended", staff_id, by):
            self._refuse_departed(staff_id)
            self._tell_of_ended(self._held(staff_id), staff_id, by)
            self._database.run(
                "update staff set ended_on = $2 where staff_id = $1",
                (staff_id, ended_on),
            )
            self._database.run("delete from invitation where staff_id = $1", (staff_id,))

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

    def _refuse_taken_name(self, mark: str, staff_id: str = "") -> None:
        others = self._database.rows("select staff_id from staff where user_mark = $1", (mark,))
        if any(other != staff_id for (other,) in others):
            raise InputRefused(
                "Deze gebruikersnaam is al in gebruik. Kies een andere.", "user_name"
            )

    def _staff_name(self, staff_id: str, sealed: bytes) -> PersonName:
        return self._name(self._vault.school_id, sealed, f"staff:{staff_id}")

    def _holds(self, day: date) -> str:
        """The condition of a role in force that day, `$1`."""
        years = self._rows("select starts_on, ends_on from school_year")
        begun = [ends_on for starts_on, ends_on in years if starts_on <= day]
        is_between = len(begun) < len(years) and bool(begun) and max(begun) < day
        return HOLDS if is_between else HOLDS_IN_YEAR

    def _assignments(self, day: date, staff_id: str = "") -> dict[str, tuple[Assignment, ...]]:
        sql = f"{ASSIGNMENTS} where {self._holds(day)}"
        params: tuple[object, ...] = (day,)
        if staff_id:
            sql, params = f"{sql} and staff_id = $2", (day, staff_id)
        held: dict[str, tuple[Assignment, ...]] = {}
        for person, *row in self._rows(f"{sql} order by role, starts_on, scope", params):
            held[person] = (*held.get(person, ()), _assignment(*row))
        return held

    def _held(self, staff_id: str) -> list[Assignment]:
        rows = self._database.rows(f"{ASSIGNMENTS} where staff_id = $1", (staff_id,))
        return [_assignment(*row) for _, *row in rows]

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


def _assignment(role: str, scope: str, starts_on: date, ends_on: date) -> Assignment:
    return Assignment(Role(role), scope, starts_on, ends_on)


def _overlap(one: Assignment, other: Assignment) -> bool:
    same = one.role is other.role and one.scope == other.scope
    return same and one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _works_on(day: date, ended_on: date | None) -> bool:
    return ended_on is None or day < ended_on
