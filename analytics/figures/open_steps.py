"""The work that waits: open and late steps per team, and never per person."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.figure import Figure
from analytics.result import FigureResult
from analytics.step_outcomes import waiting
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.facts.relations import Relation
from casework.figures import Figures

_PER_TEAM = """
select
    team_id,
    count(distinct case_id) as count_cases,
    count(*) as count_open,
    count(*) filter (is_late) as count_late,
    count(distinct case_id) filter (is_late) as count_late_cases
from steps_left
group by team_id
"""

_LATE = """
select class_id, count(*), count(distinct case_id)
from steps_left
where is_late
group by class_id
"""

_TEAMS = "select distinct team_id, team_name from classes_asked"

COUNTS = ("count_cases", "count_open", "count_late", "count_late_cases")
NO_TEAM = ""


@dataclass(frozen=True)
class LateSteps:
    """The steps that are late, and the cases that they are of, counted by class id ("": none)."""

    by_class: Mapping[str, tuple[int, int]]

    @property
    def count(self) -> int:
        """The steps of all classes together."""
        return sum(steps for steps, _ in self.by_class.values())

    @property
    def count_cases(self) -> int:
        """The cases with a late step; a case is of one class."""
        return sum(cases for _, cases in self.by_class.values())


def open_steps_per_team(figures: Figures, view: View) -> FigureResult:
    """One row per team, by name: team_id, team_name, COUNTS.

    How things stand now, or on the last day of an earlier period as it was then. count_open: the
    steps asked and not done, also those that wait for another step; count_late: those at least
    one school day past their due day; count_cases and count_late_cases: the cases that they are
    of. A team without open steps is there with 0, and what belongs to none under NO_TEAM. n is
    the number of open steps.
    """
    per_team = waiting(figures, view.known_on).query("steps_left", _PER_TEAM).df()
    frame = _teams(figures.classes).merge(per_team, on="team_id", how="outer")
    frame = frame.fillna({"team_name": NO_TEAM, **dict.fromkeys(COUNTS, 0)})
    frame = frame.astype(dict.fromkeys(COUNTS, "int64"))
    frame = frame.sort_values(["team_name", "team_id"], ignore_index=True)
    return FigureResult(frame, view.period, int(frame["count_open"].sum()))


def late_steps(figures: Figures, view: View) -> LateSteps:
    """The steps that are late, as counted in open_steps_per_team."""
    counted = waiting(figures, view.known_on).query("steps_left", _LATE).fetchall()
    return LateSteps({class_id or "": (steps, cases) for class_id, steps, cases in counted})


def _teams(classes: Relation) -> pd.DataFrame:
    rows: pd.DataFrame = classes.query("classes_asked", _TEAMS).df()
    return rows


FIGURE = Figure(
    key="work",
    question="card",
    order=5,
    basis=Basis.WAITING,
    compute=open_steps_per_team,
    chart="open_steps",
    subgroups=("outcome",),
    has_before=False,
)
