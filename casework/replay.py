"""Cases as they were known at the end of an earlier day, from the relations behind the figures.

The one home of this rule: figures and the lists of cases behind them both ask it. It only names
columns; the relations come from whoever has the database.
"""

from typing import Any

_TURNED = """
    case_id as turned_case_id,
    max_by(turn, number) as last_turn,
    max_by(happened_on, number) filter (turn = 'stopped') as last_stopped_on,
    max_by(happened_on, number) filter (turn = 'closed') as last_closed_on,
    max_by(ending, number) filter (turn = 'closed') as last_ending,
    coalesce(max(number) filter (turn = 'stopped'), 0) as stopped_number,
    coalesce(max(number) filter (turn = 'reopened'), 0) as reopened_number,
    count(*) filter (turn = 'reopened') as reopened_by_then
"""

_KNOWN = {
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


def replayed(cases: Any, turns: Any) -> Any:
    """The cases opened by the day in the column `as_of`, with their own columns as known then.

    Both relations (casework.figures.Figures) have `as_of` added, the same day in every row; it is
    not among the columns of the answer. Whether and when a case was stopped or closed, and how it
    ended, follows from its turns up to that day in the order of their numbers, as in
    casework.case.Case: what was closed then and opened again later was closed then. A first talk
    or measure, a level, a question to the ondersteuningsteam: from their day on. What a case is
    about (kinds, class, day of the incident, count of meldingen) is as known now.
    """
    turned = turns.filter("happened_on <= as_of").aggregate(_TURNED, "case_id")
    opened = cases.filter("opened_on <= as_of")
    joined = opened.join(turned, "case_id = turned_case_id", how="left")
    return joined.project(
        ", ".join(
            f"{_KNOWN[name]} as {name}" if name in _KNOWN else name
            for name in cases.columns
            if name != "as_of"
        )
    )
