"""What a person decides about a plan, the work that follows from it, and the run on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.people import Role
from casework.records import SchoolYear
from casework.roster.changes import (
    NewClass,
    NewStaff,
    OneKind,
    RoleGiven,
    RosterChange,
    RosterPlan,
    WhichPupil,
    is_only_proposed,
)

GIVEN_FREELY = frozenset({Role.STAFF, Role.MENTOR})
"""The roles that a file may give by itself; any other opens cases or figures of many pupils."""

NEVER_GIVEN = frozenset({Role.ADMIN, Role.PRIVACY})
"""The roles that no file gives: who may do everything, and who watches, a person says by name."""


@dataclass(frozen=True)
class Decisions:
    """What the person says to a plan, by the keys of its changes.

    `proposed` has what is done of what is only proposed, such as who leaves, on `last_day`;
    `new_names` which names are no correction; `roles` which roles are given that a file does not
    give by itself; `teams`, by year group, the team of new classes for which the file has none.
    """

    proposed: frozenset[str] = frozenset()
    last_day: date | None = None
    new_names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    teams: Mapping[str, str] = field(default_factory=dict)

    def accepts(self, change: RosterChange) -> bool:
        """Whether this is to be done."""
        if isinstance(change, WhichPupil):
            return False
        if is_only_proposed(change):
            return change.key in self.proposed
        if isinstance(change, RoleGiven):
            return self._gives(change)
        return not isinstance(change, NewStaff) or bool(change.user_name)

    def _gives(self, change: RoleGiven) -> bool:
        if change.role in NEVER_GIVEN:
            return False
        return change.role in GIVEN_FREELY or change.key in self.roles


@dataclass(frozen=True)
class ImportWork:
    """What is done in one go: the accepted changes, in this school year, from this day on.

    `year` is made when the school does not have it. `last_day` is that of who leaves; `new_names`
    has the keys of the names that are no correction.
    """

    year: SchoolYear
    first_day: date
    changes: tuple[RosterChange, ...]
    last_day: date | None = None
    new_names: frozenset[str] = frozenset()

    def only(self, kind: type[OneKind]) -> list[OneKind]:
        """The changes of one kind, in the order of the file."""
        return [change for change in self.changes if isinstance(change, kind)]


@dataclass(frozen=True)
class ImportRun:
    """A file that was brought in: when, by whom (a staff id), and how much of what.

    `can_be_undone` is whether its way back is kept; whether something leans on it is another
    matter.
    """

    run_id: str
    run_at: datetime
    run_by: str
    school_year: str
    counts: Mapping[str, int]
    undone_at: datetime | None = None
    can_be_undone: bool = True


def work_of(
    plan: RosterPlan,
    decisions: Decisions,
    year: SchoolYear,
    first_day: date,
    proposed_teams: Mapping[str, str],
) -> ImportWork:
    """The work that follows from a plan and what was decided about it."""
    teams = {**proposed_teams, **decisions.teams}
    # Who is not taken in, for want of a user name, gets no role either.
    unnamed = {new.key for new in plan.only(NewStaff) if not new.user_name}
    changes = tuple(
        _with_team(change, teams)
        for change in plan.changes
        if decisions.accepts(change)
        and not (isinstance(change, RoleGiven) and change.new_staff_key in unnamed)
    )
    return ImportWork(year, first_day, changes, decisions.last_day, decisions.new_names)


def _with_team(change: RosterChange, teams: Mapping[str, str]) -> RosterChange:
    if isinstance(change, NewClass) and not change.row.team:
        team = teams.get(change.row.year_group, "")
        return NewClass(replace(change.row, team=team))
    return change
