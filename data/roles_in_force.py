"""Who has which role on a day, and what follows from nobody else having it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from casework import year_groups
from casework.people import Assignment, Reach, Role
from data.ids import only_ids
from data.register import Register
from data.transactions import Row

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
ASSIGNMENTS = "select staff_id, role, scope, starts_on, ends_on from assignment"
HOLDERS = """
    select distinct a.scope, a.staff_id from assignment a join staff s on s.staff_id = a.staff_id
    where a.role = $1 and a.starts_on <= $2 and a.ends_on >= $2
        and (s.ended_on is null or s.ended_on > $2)
"""
# The roles of who works that day; with `{holds}` what is in force.
POSTS = """
    select distinct role, scope from assignment join staff using (staff_id)
    where role in ('mentor', 'coordinator', 'team_leader', 'school_leader') and {holds}
        and (ended_on is null or ended_on > $1)
"""
MENTORED = f"""
    select distinct try_cast(scope as uuid) as class_id from assignment join staff using (staff_id)
    where role = 'mentor' and {HOLDS} and (ended_on is null or ended_on > $1)
"""
SUPPORT_MEMBERS = """
    select distinct staff_id from assignment join staff using (staff_id)
    where role = 'support_team' and {holds} and (ended_on is null or ended_on > $1)
"""


class RolesInForce(Register):
    """The part of `casework.ports.school` that asks for roles."""

    def holders(self, role: Role, day: date) -> list[tuple[str, str]]:
        """The scope and the staff id of everybody who has this role that day."""
        return [
            (scope, str(staff_id)) for scope, staff_id in self._rows(HOLDERS, (role.value, day))
        ]

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

    def posts(self, day: date) -> Reach:
        """The classes, year groups and teams that somebody looks after that day."""
        return self._cached(("posts", day), lambda: self._posts(day))

    def _posts(self, day: date) -> Reach:
        scopes: dict[str, set[str]] = defaultdict(set)
        for role, scope in self._posts_held(day):
            scopes[role].add(scope)
        return Reach(
            classes=frozenset(scopes[Role.MENTOR]),
            year_groups=year_groups.within(map(int, scopes[Role.COORDINATOR])),
            teams=frozenset(scopes[Role.TEAM_LEADER]),
        )

    def _posts_held(self, day: date) -> list[Row]:
        """The role and the scope of everything that somebody looks after that day."""
        return self._rows(POSTS.format(holds=self._holds(day)), (day,))

    def posts_with_acting(self, day: date) -> Reach:
        """The same, with the teams of which the schoolleiding does the work."""
        return self._cached(("posts_with_acting", day), lambda: self._posts_with_acting(day))

    def _posts_with_acting(self, day: date) -> Reach:
        posts = self.posts(day)
        acting = {held.scope for held in self.acting_assignments(day)}
        return replace(posts, teams=posts.teams | acting)

    def support_members(self, day: date) -> frozenset[str]:
        """Who is in the ondersteuningsteam that day, by id."""
        members = self._rows(SUPPORT_MEMBERS.format(holds=self._holds(day)), (day,))
        return frozenset(str(staff_id) for (staff_id,) in members)

    def acting_assignments(self, day: date) -> tuple[Assignment, ...]:
        """What the schoolleiding does that day for nobody else: a team without a teamleider."""
        return self._cached(("acting", day), lambda: self._acting_assignments(day))

    def _acting_assignments(self, day: date) -> tuple[Assignment, ...]:
        held = self._posts_held(day)
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


def _assignment(role: str, scope: str, starts_on: date, ends_on: date) -> Assignment:
    return Assignment(Role(role), scope, starts_on, ends_on)
