"""The report of a school year at the desk: about which teams, by whom, and that it left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.desk.access import Seat
from casework.errors import NotHere
from casework.people import WHOLE_SCHOOL_ROLES, Action, Role
from casework.ports import EXPORTED, Draft, SchoolClass


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
    explanation: str
    monitor: str


@dataclass(frozen=True)
class YearReport(Seat):
    """What a desk does for reports."""

    def report_scope(self, school_year: str) -> ReportScope:
        """The own teams with classes in that year; NotHere for who makes no reports."""
        self._require(Action.MAKE_REPORT)
        every = any(self.actor.has(role) for role in WHOLE_SCHOOL_ROLES)
        own = self.actor.scopes(Role.TEAM_LEADER, Action.MAKE_REPORT)
        teams = {found.team_id: found.team_name for found in self._classes_of(school_year)}
        mine = {team_id: name for team_id, name in teams.items() if every or team_id in own}
        in_order = dict(sorted(mine.items(), key=lambda item: item[1]))
        return ReportScope(in_order, bool(teams) and len(mine) == len(teams))

    def report_maker(self, form: str) -> ReportMaker:
        """Who signs the report, with the words that this person kept under `form`."""
        self._require(Action.MAKE_REPORT)
        own = self.actor.staff_id
        name = self.store.school.staff_names([own]).get(own)
        kept = self.store.drafts.kept(own, form) or Draft("")
        return ReportMaker(
            self.store.school.school_name(),
            name.full if name else "",
            self.now(),
            str(kept.values.get("explanation", "")),
            str(kept.values.get("monitor", "")),
        )

    def report_leaves(self, school_year: str, team_id: str) -> None:
        """Put in the read log that a report left, a line for each team it is about.

        `team_id` is empty for the whole school. NotHere for who does not lead the team, or for
        the whole school does not lead every team.
        """
        scope = self.report_scope(school_year)
        teams = [team_id] if team_id else list(scope.teams)
        if not set(teams) <= set(scope.teams) or not (team_id or scope.has_all):
            raise NotHere
        for team in teams:
            self.store.access_log.opened(
                self.actor.staff_id, team, self.now(), self.new_id(), EXPORTED
            )

    def _classes_of(self, school_year: str) -> list[SchoolClass]:
        known = {year.school_year for year in self.store.school.school_years()}
        return self.store.school.classes(school_year) if school_year in known else []
