"""Cases as they were known at the end of a day: a replay, so that an earlier day can be asked."""

from dataclasses import replace
from datetime import date

from analytics.period import Period, with_constants, with_period
from analytics.view import View
from casework.facts.relations import Relation
from casework.figures import Figures

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
            "level_2_on",
            "level_3_on",
            "support_asked_on",
            "first_measure_on",
            "first_talk_on",
            "first_talk_target_on",
            "first_talk_displaying_on",
        )
    },
}


def cases_as_of(figures: Figures, day: date) -> Relation:
    """The cases opened by the end of `day`, with the columns of `cases` as known then.

    Whether and when a case was stopped or closed, and how it ended, follows from its turns up to
    that day in the order of their numbers, as in casework.cases.case.Case: what was closed then and
    opened again later was closed then. A first talk or measure, a level, a question to the
    ondersteuningsteam: from their day on. What a case is about (kinds, class, day of the incident,
    count of meldingen) is as known now.
    """
    return figures.derived(f"cases_as_of_{day:%Y%m%d}", lambda whole: _as_of(whole, day))


def _as_of(figures: Figures, day: date) -> Relation:
    turns = with_constants(figures.turns, as_of=day).filter("happened_on <= as_of")
    opened = with_constants(figures.cases, as_of=day).filter("opened_on <= as_of")
    turned = turns.aggregate(_TURNED, "case_id")
    joined = opened.join(turned, "case_id = turned_case_id", how="left")
    return joined.select(
        ", ".join(
            f"{_KNOWN[name]} as {name}" if name in _KNOWN else name
            for name in figures.cases.columns
        )
    )


def known_period(view: View) -> Period:
    """The period of a view, in which nothing is known after the day that the view looks from."""
    return replace(view.period, observed_on=view.known_on)


def cases_in_view(figures: Figures, view: View) -> Relation:
    """The cases as the view knows them, with the columns of analytics.period.with_period."""
    return with_period(cases_as_of(figures, view.known_on), known_period(view))
