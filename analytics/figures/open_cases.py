"""Open cases by level, split into those that run and those that stopped and have nazorg."""

import pandas as pd

from analytics.as_of import cases_as_of, known_period
from analytics.figure import Figure
from analytics.result import FigureResult
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.figures import Figures

LEVELS = (1, 2, 3)
COUNTS = ("count_cases", "count_running", "count_stopped")

_BY_LEVEL = """
select
    level,
    count(*),
    count(*) filter (state = 'running'),
    count(*) filter (state = 'stopped')
from cases_asked
where state <> 'closed'
group by level
"""


def compute(figures: Figures, view: View) -> FigureResult:
    """One row per level (1, 2, 3): level, count_cases, count_running, count_stopped.

    The cases that are open on the day from which the view looks, whenever they began: opened by
    then and not closed then. count_stopped: the open cases in which it has stopped and nazorg
    goes on; count_running: the rest. n is all of them; no number is too small to give.
    """
    cases = cases_as_of(figures, view.known_on)
    counts = {
        level: numbers for level, *numbers in cases.query("cases_asked", _BY_LEVEL).fetchall()
    }
    rows = [(level, *counts.get(level, (0, 0, 0))) for level in LEVELS]
    frame = pd.DataFrame(rows, columns=["level", *COUNTS])
    return FigureResult(frame, known_period(view), int(frame["count_cases"].sum()))


FIGURE = Figure(
    key="open_cases",
    question="levels",
    order=2,
    basis=Basis.NOW,
    compute=compute,
    chart="open_cases",
    subgroups=("level", "state"),
    publishable=("cases_by_level",),
)
