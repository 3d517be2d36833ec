"""How far cases climb: open cases by level now, and the share that reached each rung."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer, hidden_table, untold
from analytics.disclosure import TOTAL, is_small, tell
from analytics.period import Period, bound, during, observed, with_ordinals
from analytics.statistics import wilson_limits

MINIMUM_N = 10
"""Of fewer followed cases than this no share is worth a look."""

ALL_LEVELS = 0
"""In the row of this level stand all levels together."""

RUNGS = ("level_2", "level_3", "support_team")

OUTCOMES = (
    *("running", "stopped"),
    *("closed_stopped", "closed_no_bullying", "closed_left_school", "closed_other"),
)
"""How a case stands: the first two are open, with stopped in nazorg; the others are closed."""

_OPEN_BY_LEVEL = """
with open_cases as (
    select
        case
            when level_3_on <= observed_on then 3
            when level_2_on <= observed_on then 2
            else 1
        end as level,
        coalesce(stopped_on <= observed_on, false) as is_stopped
    from cases_asked
    where opened_on <= observed_on and (closed_on is null or closed_on > observed_on)
)
select level, count(*), count(*) filter (not is_stopped), count(*) filter (is_stopped)
from open_cases
group by level
"""

# Who reaches level 3 has passed level 2, also when a person skipped that rung.
_CASES_OF_PERIOD = """
with of_period as (
    select
        opened_on,
        observed_on,
        follow_up,
        least(level_2_on, level_3_on) as level_2_on,
        level_3_on,
        support_asked_on
    from cases_asked
    where opened_on between period_start and period_end and opened_on <= observed_on
)
select
    opened_on,
    observed_on,
    follow_up,
    case when level_2_on <= observed_on then level_2_on end as level_2_on,
    case when level_3_on <= observed_on then level_3_on end as level_3_on,
    case when support_asked_on <= observed_on then support_asked_on end as support_asked_on
from of_period
"""

_REACHED = """
with followed as (
    select
        ordinal_observed_on - ordinal_opened_on >= follow_up as is_followed,
        ordinal_level_2_on - ordinal_opened_on <= follow_up as is_level_2,
        ordinal_level_3_on - ordinal_opened_on <= follow_up as is_level_3,
        ordinal_support_asked_on - ordinal_opened_on <= follow_up as is_support_team
    from cases_measured
)
select
    count(*) filter (is_followed),
    count(*) filter (not is_followed),
    count(*) filter (is_followed is null),
    count(*) filter (is_followed and is_level_2),
    count(*) filter (is_followed and is_level_3),
    count(*) filter (is_followed and is_support_team)
from followed
"""


_FLOW = """
with known as (
    select
        case
            when level_3_on <= observed_on then 3
            when level_2_on <= observed_on then 2
            else 1
        end as level,
        coalesce(closed_on <= observed_on, false) as is_closed,
        coalesce(stopped_on <= observed_on, false) as is_stopped,
        ending
    from cases_asked
    where opened_on between period_start and last_day
)
select
    level,
    case
        when not is_closed and is_stopped then 'stopped'
        when not is_closed then 'running'
        when ending in ('stopped', 'no_bullying', 'left_school') then 'closed_' || ending
        else 'closed_other'
    end as outcome,
    count(*)
from known
group by level, outcome
"""


def open_cases_by_level(cases: DuckDBPyRelation, observed_on: date) -> pd.DataFrame:
    """One row per level (1, 2, 3): level, count_cases, count_running, count_stopped.

    Open is: opened and not closed on that day. count_stopped are the open cases in which it
    has stopped and nazorg goes on; count_running is the rest.
    """
    found = bound(cases, observed_on=observed_on).query("cases_asked", _OPEN_BY_LEVEL).fetchall()
    counts = {level: tuple(numbers) for level, *numbers in found}
    rows = [(level, *counts.get(level, (0, 0, 0))) for level in (1, 2, 3)]
    columns = ["level", "count_cases", "count_running", "count_stopped"]
    return pd.DataFrame(rows, columns=columns)


def open_cases_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer of open_cases_by_level for who may not open the cases: no count of 1 to 4.

    A row for all levels together (level 0) is added; a hidden count is NA and its column
    is_small_<count> says whether it is a small one.
    """
    told = tell(frame.set_index("level")[["count_running", "count_stopped"]])
    rows = [*frame["level"], TOTAL]
    columns = told.column(TOTAL, "count_cases", rows)
    for name in ("count_running", "count_stopped"):
        columns |= told.column(name, name, rows)
    return pd.DataFrame({"level": [*frame["level"], ALL_LEVELS], **columns})


def levels_reached(
    cases: DuckDBPyRelation,
    calendar: DuckDBPyRelation,
    start: date,
    end: date,
    observed_on: date,
    follow_up: int = 60,
) -> pd.DataFrame:
    """One row per rung (level_2, level_3, support_team), within follow_up school days.

    Columns: rung, follow_up (school days), count_followed, count_reached, count_too_recent,
    share, lower, upper. Followed are the cases opened in the period of which at least follow_up
    school days since the first melding have passed on observed_on, open or not; the younger
    ones are count_too_recent. Reached counts the followed cases that reached the rung within
    those days, so that old and young cases had the same chance. Wilson 95 % limits; NaN when no
    case was followed. Raises ValueError when the period ends before it starts, follow_up is
    negative, or the calendar lacks a day.
    """
    if follow_up < 0:
        raise ValueError(f"follow_up is a number of school days, not {follow_up}")
    asked = bound(observed(cases, start, end, observed_on), follow_up=follow_up)
    measured = with_ordinals(
        asked.query("cases_asked", _CASES_OF_PERIOD),
        calendar,
        *("opened_on", "observed_on", "level_2_on", "level_3_on", "support_asked_on"),
    )
    counts = measured.query("cases_measured", _REACHED).fetchall()[0]
    followed, too_recent, unknown, *reached = counts
    if unknown:
        raise ValueError(f"the calendar lacks a day that {unknown} cases need")
    return _reached_frame(reached, followed, too_recent, follow_up)


def too_few(frame: pd.DataFrame) -> bool:
    """Whether levels_reached rests on too few followed cases to say something."""
    return int(frame["count_followed"].max()) < MINIMUM_N


def levels_reached_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer of levels_reached for who may not open the cases: no count of 1 to 4.

    A rung is hidden (NA; share and limits NaN) when few cases reached it or few did not, and
    level 3 as well when few cases stand between it and level 2: each of these could be worked
    out from the number followed. is_small_<count> marks the small ones. The number followed is
    shown; too_few has to be asked first.
    """
    reached, followed = frame["count_reached"], frame["count_followed"]
    small = reached.map(is_small)
    hidden = small | (followed - reached).map(is_small)
    level_2, level_3 = (frame.index[frame["rung"] == rung][0] for rung in ("level_2", "level_3"))
    if not hidden[level_2] and is_small(int(reached[level_2] - reached[level_3])):
        hidden[level_3] = True
    is_recent = frame["count_too_recent"].map(is_small)
    return frame.assign(
        count_reached=reached.astype("Int64").mask(hidden),
        is_small_count_reached=small,
        count_too_recent=frame["count_too_recent"].astype("Int64").mask(is_recent),
        is_small_count_too_recent=is_recent,
        **{name: frame[name].mask(hidden) for name in ("share", "lower", "upper")},
    )


def flow(cases: DuckDBPyRelation, period: Period) -> Answer:
    """One row per level reached (1, 2, 3) and outcome: level, outcome, count_cases.

    The cases of which the first melding is in the period, as they stand on observed_on: running,
    stopped (nazorg goes on), or closed_ and how it ended (stopped, no_bullying, left_school,
    other). Every combination has a row. n is the number of cases; the young ones among them may
    still climb, so this is a picture of where cases are and no share of what becomes of them.
    Raises ValueError when the period ends before it starts.
    """
    found = during(cases, period).query("cases_asked", _FLOW).fetchall()
    counts = {(level, outcome): count for level, outcome, count in found}
    rows = [(level, outcome) for level in (1, 2, 3) for outcome in OUTCOMES]
    frame = pd.DataFrame(rows, columns=["level", "outcome"])
    frame["count_cases"] = [int(counts.get(row, 0)) for row in rows]
    count = int(frame["count_cases"].sum())
    return Answer(frame, period, count, is_few=count < MINIMUM_N)


def flow_shown(answer: Answer) -> Answer:
    """The answer of flow for who may not open the cases: no count of 1 to 4."""
    frame, may_tell = hidden_table(answer.frame, "level", "outcome", "count_cases")
    return replace(answer, frame=frame, count=answer.count if may_tell else None, is_hidden=True)


def flow_in_tenths(answer: Answer) -> Answer:
    """The answer of flow beside figures that tell its totals: shares of a level, and no count.

    How many cases began, stopped or run is told elsewhere, and from those a small count could be
    worked out. Added column: share, of the cases of the level, in tenths; NaN for a level with
    fewer than MINIMUM_N cases.
    """
    frame = answer.frame
    of_level = frame.groupby("level")["count_cases"].transform("sum")
    share = (frame["count_cases"] / of_level.clip(lower=1)).round(1)
    hidden = frame.assign(
        **untold(frame, ["count_cases"]), share=share.where(of_level >= MINIMUM_N)
    )
    return replace(answer, frame=hidden, count=None, is_hidden=True)


def _reached_frame(
    reached: list[int], followed: int, too_recent: int, follow_up: int
) -> pd.DataFrame:
    frame = pd.DataFrame({"rung": RUNGS})
    frame["follow_up"] = follow_up
    frame["count_followed"] = followed
    frame["count_reached"] = reached
    frame["count_too_recent"] = too_recent
    lower, upper = wilson_limits(reached, [followed] * len(RUNGS))
    known = 1.0 if followed else np.nan
    share = np.asarray(reached) / max(followed, 1)
    return frame.assign(share=share * known, lower=lower * known, upper=upper * known)
