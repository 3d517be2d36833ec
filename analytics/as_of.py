"""Cases as they were known at the end of a day: a replay, so that an earlier day can be asked."""

from datetime import date
from typing import Any

from duckdb import ColumnExpression, ConstantExpression, SQLExpression

from casework.figures import Figures

_TURNED = {
    "turned_case_id": "case_id",
    "last_turn": "max_by(turn, number)",
    "last_stopped_on": "max_by(happened_on, number) filter (turn = 'stopped')",
    "last_closed_on": "max_by(happened_on, number) filter (turn = 'closed')",
    "last_ending": "max_by(ending, number) filter (turn = 'closed')",
    "stopped_number": "coalesce(max(number) filter (turn = 'stopped'), 0)",
    "reopened_number": "coalesce(max(number) filter (turn = 'reopened'), 0)",
    "reopened_by_then": "count(*) filter (turn = 'reopened')",
}
"""One row per case that was ever stopped, closed or opened again; `number` is the order."""

_REPLAYED = {
    "stopped_on": "case when stopped_number > reopened_number then last_stopped_on end",
    "closed_on": "case when last_turn = 'closed' then last_closed_on end",
    "ending": "case when last_turn = 'closed' then last_ending end",
    "state": """
        case last_turn when 'closed' then 'closed' when 'stopped' then 'stopped' else 'running' end
    """,
    "level": "case when level_3_on <= as_of then 3 when level_2_on <= as_of then 2 else 1 end",
    "count_reopened": "cast(coalesce(reopened_by_then, 0) as integer)",
    **{
        name: f"case when {name} <= as_of then {name} end"
        for name in (
            *("level_2_on", "level_3_on", "support_asked_on", "first_measure_on"),
            *("first_talk_on", "first_talk_target_on", "first_talk_displaying_on"),
        )
    },
}


def cases_as_of(figures: Figures, day: date) -> Any:
    """The relation `cases` with its own columns, as it was known at the end of `day`.

    Only the cases opened by then. Whether and when a case was stopped or closed, and how it
    ended, is read from the turns up to that day in the order of their numbers, as
    casework.case.Case does: what was closed then and opened again later was closed then. A first
    talk or measure, a level and a question to the ondersteuningsteam count from their day on.
    What a case is about (kinds, class, day of the incident, count of meldingen) is as known now.
    """
    opened = figures.cases.filter(ColumnExpression("opened_on") <= ConstantExpression(day))
    by_then = figures.turns.filter(ColumnExpression("happened_on") <= ConstantExpression(day))
    turned = by_then.aggregate([_named(name, sql) for name, sql in _TURNED.items()], "case_id")
    as_of = ConstantExpression(day).alias("as_of")
    joined = opened.join(
        turned, ColumnExpression("case_id") == ColumnExpression("turned_case_id"), how="left"
    ).select("*", as_of)
    return joined.select(
        *(
            _named(name, _REPLAYED[name]) if name in _REPLAYED else ColumnExpression(name)
            for name in figures.cases.columns
        )
    )


def _named(name: str, sql: str) -> Any:
    return SQLExpression(sql).alias(name)
