"""The work list of somebody who does not work every day: nothing becomes late unseen.

The term itself stays: figures count school days, whoever works when (docs/decisions/0069).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from casework.cases.agenda import SCHOOL_DAYS_AHEAD, AgendaItem, Urgency
from casework.own_time import WEEKDAYS, WorkingTime
from casework.school_days import SchoolDays
from casework.words import near_date


def on_working_days(
    items: Iterable[AgendaItem], time: WorkingTime, days: SchoolDays, today: date
) -> list[AgendaItem]:
    """The lines; what is due on a day off has the last own working day before it, and its place."""
    ahead = days.after(today, SCHOOL_DAYS_AHEAD)
    return in_order(_on_working_day(item, time, days, ahead) for item in items)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The most urgent first, and then what has to be done first."""
    order = list(Urgency)
    return sorted(
        items,
        key=lambda i: (order.index(i.urgency), i.work_by or i.due_on or date.min, i.label),
    )


def _on_working_day(
    item: AgendaItem, time: WorkingTime, days: SchoolDays, ahead: date
) -> AgendaItem:
    if item.due_on is None or item.late_by or item.is_planned or time.works_on(item.due_on):
        return item
    work_by = time.last_day_for(item.due_on, days)
    if work_by is None or work_by == item.due_on:
        return item
    is_soon = item.urgency is Urgency.COMING and work_by <= ahead
    return replace(
        item,
        work_by=work_by,
        day_off=_day_off(item.due_on, time),
        urgency=Urgency.DUE if is_soon else item.urgency,
    )


def _day_off(day: date, time: WorkingTime) -> str:
    name = WEEKDAYS[day.weekday()]
    return (
        f"{name} werk je niet" if day.weekday() not in time.weekdays else f"{name} ben je er niet"
    )


def last_day_words(item: AgendaItem, today: date) -> str:
    """ "vrijdag werk je niet: vandaag is je laatste dag ervoor"; empty for any other line."""
    if item.work_by is None or item.due_on is None or item.late_by:
        return ""
    if item.work_by < today:
        return f"{item.day_off}, en ervoor ook niet meer: vraag wie het overneemt"
    return f"{item.day_off}: {near_date(item.work_by, today)} is je laatste dag ervoor"
