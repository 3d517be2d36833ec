"""The further figures of Trends, by the question that they answer, for one period.

`told` is the overview of the same cases and period as the viewer sees it: a number that it hides
is not told here either. None in the place of an answer: so much of it would have to be hidden
that nothing is left to tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analytics import (
    adherence,
    aftercare,
    delays,
    ends,
    escalation,
    outcomes,
    places,
    prevention,
    recurrence,
    reports,
    resolution,
    work,
)
from analytics import reports_over_time as over_time
from analytics.answer import Answer, untold
from analytics.ends import Comparison
from analytics.overview import Overview
from analytics.period import Period
from analytics.recurrence import Recurrence
from analytics.reports import SchoolRate
from analytics.reports_over_time import OverTime
from analytics.resolution import Resolution
from casework.figures import Figures

Answers = dict[str, "Answer | Recurrence | Comparison | None"]


@dataclass(frozen=True, eq=False)
class Funnel(Answer):
    """reports.funnel with the rate of all classes together, around which it lies."""

    school: SchoolRate | None = None


def how_often(_figures: Figures, period: Period, told: Overview) -> Answers:
    """funnel; with meldingen_over_time beside it."""
    return {"funnel": _funnel(period, told)}


def where_and_when(figures: Figures, period: Period, told: Overview) -> Answers:
    """place_by_moment and kind_by_month."""
    place = places.place_by_moment(figures.reports, period)
    kind = places.kind_by_month(figures.reports, period)
    if figures.may_open_all:
        return {"place_by_moment": place, "kind_by_month": kind}
    if told.school is None:
        return {"place_by_moment": None, "kind_by_month": None}
    return {
        "place_by_moment": places.place_by_moment_shown(place),
        "kind_by_month": places.kind_by_month_shown(kind),
    }


def how_long(figures: Figures, period: Period, told: Overview) -> Answers:
    """ends and delays."""
    found = ends.competing_ends(figures.cases, figures.calendar, period)
    waits = delays.delays(figures.cases, figures.calendar, period)
    if figures.may_open_all:
        return {"ends": found, "delays": waits}
    hidden = delays.shown(waits)
    if told.resolution.count is None:
        return {"ends": None, "delays": _uncounted(hidden)}
    return {
        "ends": ends.competing_ends_shown(found, _resolution(figures, period)),
        "delays": hidden,
    }


def does_it_stop(figures: Figures, period: Period, _told: Overview) -> Answers:
    """outcomes, safety_change, recurrence and flow."""
    said = outcomes.outcomes(figures.aftercare, period)
    safety = outcomes.safety_change(figures.scores, period)
    back = recurrence.time_to_return(figures.closings, figures.calendar, period)
    flow = escalation.flow(figures.cases, period)
    if figures.may_open_all:
        return {"outcomes": said, "safety_change": safety, "recurrence": back, "flow": flow}
    return {
        "outcomes": outcomes.outcomes_shown(said),
        "safety_change": outcomes.safety_change_shown(safety),
        "recurrence": recurrence.shown(back),
        "flow": escalation.flow_in_tenths(flow),
    }


def is_the_card_followed(figures: Figures, period: Period, _told: Overview) -> Answers:
    """aftercare_by_month, parents_informed, steps and steps_per_year_group; with waiting_work."""
    months = aftercare.completion_by_month(figures.aftercare, period)
    parents = adherence.parents_informed(figures.steps, period)
    steps = adherence.steps(figures.steps, figures.card, period)
    groups = adherence.steps_per_year_group(figures.steps, period)
    if figures.may_open_all:
        return {
            "aftercare_by_month": months,
            "parents_informed": parents,
            "steps": steps,
            "steps_per_year_group": groups,
        }
    return {
        "aftercare_by_month": aftercare.completion_by_month_shown(months),
        "parents_informed": adherence.parents_informed_shown(parents),
        "steps": adherence.steps_shown(steps),
        "steps_per_year_group": adherence.steps_per_year_group_shown(groups),
    }


def what_prevents_it(figures: Figures, period: Period, _told: Overview) -> Answers:
    """prevention: no case is behind it, so nothing is hidden."""
    return {
        "prevention": prevention.hours_per_class(figures.prevention, figures.classes, period),
    }


QUESTIONS: Mapping[str, Callable[[Figures, Period, Overview], Answers]] = {
    "how_often": how_often,
    "where_and_when": where_and_when,
    "how_long": how_long,
    "does_it_stop": does_it_stop,
    "card": is_the_card_followed,
    "prevention": what_prevents_it,
}
"""What is computed for each question besides the overview."""


def compared_with_before(
    sides: Mapping[str, tuple[Figures, Period]], told: Mapping[str, Resolution]
) -> Comparison:
    """Time to stopped in two periods or teams, by name; `told` as the viewer sees each of them.

    A count that one of `told` hides is hidden here as well.
    """
    exact = {name: _resolution(figures, period) for name, (figures, period) in sides.items()}
    if all(figures.may_open_all for figures, _ in sides.values()):
        return ends.compared(exact)
    found = ends.compared_shown(exact)
    frame = found.frame.copy()
    for name in ("count", "count_stopped"):
        is_told = [getattr(told[group], name) is not None for group in frame["group"]]
        frame[name] = frame[name].where(pd.Series(is_told, index=frame.index))
    return replace(found, frame=frame)


def waiting_work(figures: Figures, period: Period) -> Answer:
    """work: the steps as they stand now; `period` is observed today, whatever it begins with."""
    found = work.open_steps_per_team(figures.steps, figures.classes, figures.calendar, period)
    return found if figures.may_open_all else work.shown(found)


def meldingen_over_time(
    figures: Figures, period: Period, before: Period | None, told: Sequence[Overview]
) -> OverTime | None:
    """Months in a row, from the start of the year before where there is one.

    One school year is too short to tell a pattern from chance. Where meldingen are rare it is the
    days between them. `told`: the overviews of the periods, whose sums are on the screen as well.
    """
    whole = Period(before.start if before else period.start, period.end, period.observed_on)
    found = over_time.reports_over_time(
        figures.reports, figures.enrolments, figures.calendar, whole
    )
    if found.is_rare:
        found = over_time.days_between(figures.reports, figures.calendar, whole)
    if figures.may_open_all:
        return found
    if any(overview.school is None for overview in told):
        return None
    if found.is_rare:
        return over_time.days_between_shown(found)
    shown = over_time.reports_over_time_shown(found, [period.start] if before else [])
    return None if shown.count is None else shown


def _funnel(period: Period, told: Overview) -> Funnel | None:
    school = told.school
    if school is None:
        return None
    frame = reports.funnel(told.reports, school)
    return Funnel(
        frame,
        period,
        school.count_reports,
        is_few="reports" in told.too_few,
        is_hidden=bool(frame["count_reports"].isna().any()),
        school=school,
    )


def _resolution(figures: Figures, period: Period) -> Resolution:
    return resolution.time_to_stopped(
        figures.cases, figures.calendar, period.start, period.end, period.observed_on
    )


def _uncounted(answer: Answer) -> Answer:
    """The answer without any count: another figure would give one away."""
    names = [name for name in answer.frame.columns if str(name).startswith("count_")]
    no_marks = {f"is_small_{name}": False for name in names}
    return replace(
        answer, frame=answer.frame.assign(**untold(answer.frame, names), **no_marks), count=None
    )
