"""Figures that leave the program: of which teams, by whom, and that they left."""

from dataclasses import dataclass

from casework.desk.access import Room
from casework.desk.report import ReportMaker, ReportScope
from casework.errors import NotHere
from casework.people import Action
from casework.read_log import ReadAct
from casework.records import FIGURE_SAVED, team_names


@dataclass(frozen=True)
class FigureSharing(Room):
    """What a desk does for a figure that somebody saves; only suppressed figures are saved.

    Whoever sees figures may save those of a team in which the own pupils are.
    """

    _needs = Action.SEE_FIGURES

    def scope(self, school_year: str) -> ReportScope:
        """The teams with a class of the own scope in that year.

        `has_all` goes for who answers for every pupil, or leads every team.
        """
        own = self._access.actor.figure_scope()
        classes = self._access.classes_of(school_year)
        teams = {school_class.team_id for school_class in classes}
        mine = team_names(school_class for school_class in classes if own.covers(school_class.home))
        return ReportScope(mine, bool(teams) and (own.is_whole_school or teams <= own.teams))

    def maker(self) -> ReportMaker:
        """Who saves a figure, at which school, and when."""
        return ReportMaker(
            school_name=self._access.store.school.school_name(),
            made_by=self._access.actor.name,
            made_at=self._access.now(),
        )

    def log_export(self, school_year: str, team_id: str, what: str) -> None:
        """Put in the read log that a figure left, a line for each team that it is about.

        `what` says which figure, as what kind of file. `team_id` is empty for the whole school.
        NotHere for a team without own pupils, and for the whole school as `scope` says.
        """
        scope = self.scope(school_year)
        if not (team_id in scope.teams if team_id else scope.has_all):
            raise NotHere
        teams, visit = [team_id] if team_id else scope.teams, self._access.new_id()
        why = f"{FIGURE_SAVED}: {what}"
        self._access.log_each(ReadAct.EXPORTED, teams, reason=why, visit=visit)
