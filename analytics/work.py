"""The work that waits: open and late steps per team, and never per person."""

from dataclasses import replace

import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer
from analytics.disclosure import TOTAL, in_fives, tell
from analytics.period import Period, bound, with_ordinals

_WAITING = """
select
    team_id,
    count(distinct case_id) as count_cases,
    count(*) as count_open,
    count(*) filter (
        status = 'open' and ordinal_observed_on > ordinal_due_on
    ) as count_late
from steps_measured
group by team_id
"""

_OPEN = "select * from steps_asked where status in ('open', 'blocked')"

_TEAMS = "select distinct team_id, team_name from classes_asked"


def open_steps_per_team(
    steps: DuckDBPyRelation,
    classes: DuckDBPyRelation,
    calendar: DuckDBPyRelation,
    period: Period,
) -> Answer:
    """One row per team, by name: team_id, team_name, count_cases, count_open, count_late.

    Open: asked and not done, also when it waits for another step; late: at least one school day
    past its due day on period.observed_on. Both as the steps stand now, so only the last day of
    what is known makes sense as observed_on. count_cases: the cases with an open step. A team
    without open steps is there with 0. n is the number of open steps.
    """
    waiting = steps.query("steps_asked", _OPEN)
    measured = with_ordinals(
        bound(waiting, observed_on=period.observed_on), calendar, "observed_on", "due_on"
    )
    found = measured.query("steps_measured", _WAITING).df()
    teams = classes.query("classes_asked", _TEAMS).df()
    names = teams.sort_values(["team_name", "team_id"], ignore_index=True)
    counts = ["count_cases", "count_open", "count_late"]
    frame = names.merge(found, on="team_id", how="left").fillna(dict.fromkeys(counts, 0))
    frame = frame.astype(dict.fromkeys(counts, "int64"))
    return Answer(frame, period, int(frame["count_open"].sum()))


def shown(answer: Answer) -> Answer:
    """The answer of open_steps_per_team for who may not open the cases: no count of 1 to 4.

    What shows is rounded to fives: work is told as it is today, and the numbers of yesterday are
    easily kept.
    """
    frame = answer.frame
    parts = pd.DataFrame(
        {"late": frame["count_late"], "in_time": frame["count_open"] - frame["count_late"]}
    )
    told = tell(parts, spare=[TOTAL])
    cases = tell(frame[["count_cases"]])
    hidden = frame.assign(
        **cases.column("count_cases", "count_cases", frame.index),
        **told.column(TOTAL, "count_open", frame.index),
        **told.column("late", "count_late", frame.index),
    )
    counts = ["count_cases", "count_open", "count_late"]
    return replace(
        answer,
        frame=hidden.assign(**{name: in_fives(hidden[name]) for name in counts}),
        count=None if answer.count else 0,
        is_hidden=True,
    )
