"""The report of a school year: about which teams, by whom, and that it left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.desk.access import Room
from casework.errors import NotHere
from casework.people import WHOLE_SCHOOL_ROLES, Action, Role
from casework.read_log import ReadAct
from casework.records import EXPORTED, Draft, team_names


@dataclass(frozen=True)
class ReportScope:
    """The teams that somebody makes reports of, by id; `has_all`: there is no other team."""

    teams: Mapping[str, str]
    has_all: bool


@dataclass(frozen=True)
class ReportMaker:
    """Who makes a report, of which school, when, and what that person wrote for it."""

    school_name: str
    made_by: str
    made_at: datetime
    explanation: str = ""
    monitor: str = ""


@dataclass(frozen=True)
class ReportRoom(Room):
    """What a desk does for reports."""

    def scope(self, school_year: str) -> ReportScope:
        """The own teams with classes in that year; NotHere for who makes no reports."""
        self._access.require(Action.MAKE_REPORT)
        every = any(self._access.actor.has(role) for role in WHOLE_SCHOOL_ROLES)
        own = self._access.actor.scopes(Role.TEAM_LEADER, Action.MAKE_REPORT)
        teams = team_names(self._access.classes_of(school_year))
        mine = {team_id: name for team_id, name in teams.items() if every or team_id in own}
        return ReportScope(mine, bool(teams) and len(mine) == len(teams))

    def maker(self, form: str) -> ReportMaker:
        """Who signs the report, with the words that this person drafted under `form`."""
        self._access.require(Action.MAKE_REPORT)
        draft = self._access.store.drafts.get(self._access.actor.staff_id, form) or Draft("")
        return ReportMaker(
            school_name=self._access.store.school.school_name(),
            made_by=self._access.actor.name,
            made_at=self._access.now(),
            explanation=str(draft.values.get("explanation", "")),
            monitor=str(draft.values.get("monitor", "")),
        )

    def log_export(self, school_year: str, team_id: str) -> None:
        """Put in the read log that a report left, a line for each team it is about.

        `team_id` is empty for the whole school. NotHere for who does not lead the team, or for
        the whole school does not lead every team.
        """
        scope = self.scope(school_year)
        teams = [team_id] if team_id else list(scope.teams)
        if not set(teams) <= set(scope.teams) or not (team_id or scope.has_all):
            raise NotHere
        visit = self._access.new_id()
        self._access.log_each(ReadAct.EXPORTED, teams, reason=EXPORTED, visit=visit)
