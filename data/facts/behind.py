"""Which of somebody's cases are behind a figure: the same facts, by the same conditions."""

from collections.abc import Collection
from datetime import date

import duckdb
from duckdb import ColumnExpression, ConstantExpression, StarExpression

from casework.case_filter import FOLLOW_UP, Basis, CaseFilter
from casework.figures import WHOLE_SCHOOL, FigureFilter
from casework.replay import replayed
from data.facts.cut import Cut

FAR_BACK, FAR_AHEAD = date(1900, 1, 1), date(9999, 1, 1)

# What each basis asks of a row, beside the team, year group, class and kind that are cut already.
CONDITIONS: dict[Basis, tuple[str, str]] = {
    Basis.REPORT: (
        "reports",
        """
        reported_on between wanted_first and wanted_last
        and (wanted_place = '' or list_contains(places, wanted_place))
        and (wanted_day_part = '' or day_part = wanted_day_part)
        """,
    ),
    Basis.BEGUN: (
        "cases",
        """
        opened_on between wanted_first and wanted_last
        and level >= wanted_level
        and wanted_standing in ('', case
            when state <> 'closed' then state
            when ending in ('stopped', 'no_bullying', 'left_school') then 'closed_' || ending
            else 'closed_other'
        end)
        """,
    ),
    Basis.REACHED: (
        "cases",
        """
        opened_on between wanted_first and wanted_last
        and (select ordinal from facts.calendar where day = wanted_known_on)
            - (select ordinal from facts.calendar where day = opened_on) >= wanted_follow_up
        and (wanted_level < 2 or (
            select ordinal
            from facts.calendar
            where day = case wanted_level
                when 2 then least(level_2_on, level_3_on)
                else level_3_on
            end
        ) - (select ordinal from facts.calendar where day = opened_on) <= wanted_follow_up)
        """,
    ),
    Basis.CLOSED: (
        "closings",
        "closed_on between wanted_first and wanted_last and ending = 'stopped'",
    ),
    Basis.AFTERCARE: (
        "aftercare",
        """
        due_on between wanted_first and wanted_last
        and due_on <= wanted_today
        and not set_aside
        and wanted_outcome in ('', case
            when done_on <= window_ends_on then 'in_window'
            when done_on is not null then 'late'
            when window_ends_on < wanted_today then 'missed'
            else 'open'
        end)
        """,
    ),
    Basis.ANSWER: (
        "aftercare",
        """
        kind = 'target'
        and done_on between wanted_first and wanted_last
        and wanted_outcome in ('', outcome)
        """,
    ),
    Basis.SCORE: ("scores", "role = 'target' and said_on between wanted_first and wanted_last"),
    Basis.STEP: (
        "steps",
        """
        due_on between wanted_first and wanted_last
        and is_required
        and form <> 'reported'
        and status <> 'set_aside'
        and wanted_step in ('', step)
        and (wanted_outcome = '' or list_contains(case
            when first_done_on <= in_time_until then ['in_time']
            when first_done_on is not null then ['late', 'behind']
            when status = 'lapsed' and form <> 'aftercare_done' and due_on > closed_on then []
            when status = 'lapsed' then ['missed', 'behind']
            when status = 'blocked' then []
            when in_time_until < wanted_today then ['missed', 'behind']
            else ['open']
        end, wanted_outcome))
        """,
    ),
    Basis.NOW: (
        "cases",
        """
        state <> 'closed'
        and wanted_level in (0, level)
        and wanted_standing in ('', state)
        """,
    ),
    Basis.WAITING: (
        "steps",
        """
        status in ('open', 'blocked')
        and wanted_step in ('', step)
        and (wanted_outcome <> 'behind' or (status = 'open' and due_on < wanted_today))
        """,
    ),
}


def behind(
    cursor: duckdb.DuckDBPyConnection, wanted: CaseFilter, among: Collection[str], today: date
) -> set[str]:
    """Those of the cases `among` that the filter is about."""
    if not among:
        return set()
    place = FigureFilter("", wanted.team_id, wanted.year_group, wanted.class_id, wanted.kind)
    table, condition = CONDITIONS[wanted.basis]
    own = [ConstantExpression(case_id) for case_id in among]
    known_on = wanted.known_on or today
    cut = Cut(cursor, WHOLE_SCHOOL)
    relation = cut.under(table, place)
    if table == "cases":
        day = ConstantExpression(known_on).alias("as_of")
        turns = cut.table("turns").select(StarExpression(), day)
        relation = replayed(relation.select(StarExpression(), day), turns)
    of_these = relation.filter(ColumnExpression("case_id").isin(*own))
    asked: dict[str, date | str | int] = {
        "first": wanted.first or FAR_BACK,
        "last": wanted.last or FAR_AHEAD,
        "today": today,
        "known_on": known_on,
        "follow_up": FOLLOW_UP,
        "place": wanted.place,
        "day_part": wanted.day_part,
        "level": wanted.level,
        "standing": wanted.standing,
        "step": wanted.step,
        "outcome": wanted.outcome,
    }
    constants = [ConstantExpression(value).alias(f"wanted_{name}") for name, value in asked.items()]
    found = of_these.select(StarExpression(), *constants).filter(condition)
    return {case_id for (case_id,) in found.select("case_id").distinct().fetchall()}
