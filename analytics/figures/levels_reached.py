"""How far cases climb: the share that reached level 2, level 3 and the ondersteuningsteam."""

import pandas as pd

from analytics.as_of import cases_in_view, known_period
from analytics.figure import Figure
from analytics.period import with_constants, with_ordinals
from analytics.result import MINIMUM_N, FigureResult, with_share
from analytics.view import View
from casework.cases.case_filter import FOLLOW_UP, Basis
from casework.figures import Figures

RUNGS = ("level_2", "level_3", "support_team")

# Who reaches level 3 has passed level 2, also when a person skipped that rung.
_BEGUN = """
select
    opened_on,
    observed_on,
    least(level_2_on, level_3_on) as level_2_on,
    level_3_on,
    support_asked_on
from cases_asked
where opened_on between period_start and last_day
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


def compute(figures: Figures, view: View) -> FigureResult:
    """levels_reached within FOLLOW_UP school days."""
    return levels_reached(figures, view, FOLLOW_UP)


def levels_reached(figures: Figures, view: View, follow_up: int) -> FigureResult:
    """One row per rung (level_2, level_3, support_team), within follow_up school days.

    Columns: rung, follow_up, count_followed, count_reached, share, lower, upper. Followed are the
    cases begun in the period of which at least follow_up school days since the first melding had
    passed on the day from which the view looks, open or not; the younger ones are left out as
    "too_recent". Reached counts the followed cases that reached the rung within those days, so
    that old and young cases had the same chance. Wilson 95 % limits; NaN when no case was
    followed. n is the number followed. Raises ValueError when follow_up is negative or the
    calendar lacks a day.
    """
    if follow_up < 0:
        raise ValueError(f"follow_up is a number of school days, not {follow_up}")
    begun = cases_in_view(figures, view).query("cases_asked", _BEGUN)
    measured = with_ordinals(
        with_constants(begun, follow_up=follow_up),
        figures.calendar,
        "opened_on",
        "observed_on",
        "level_2_on",
        "level_3_on",
        "support_asked_on",
    )
    counts = measured.query("cases_measured", _REACHED).fetchall()[0]
    followed, too_recent, unknown, *reached = counts
    if unknown:
        raise ValueError(f"the calendar lacks a day that {unknown} cases need")
    frame = pd.DataFrame({"rung": RUNGS, "follow_up": follow_up, "count_followed": followed})
    return FigureResult(
        with_share(frame.assign(count_reached=reached), "count_reached", "count_followed"),
        known_period(view),
        followed,
        {"too_recent": too_recent},
        is_few=followed < MINIMUM_N,
    )


FIGURE = Figure(
    key="reached",
    question="levels",
    order=4,
    basis=Basis.REACHED,
    compute=compute,
    chart="levels_reached",
    subgroups=("level",),
    publishable=("cases_by_level",),
)
