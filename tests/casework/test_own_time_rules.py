"""Working days by hand: the last own day before a due date, and what is said about it."""

from datetime import date

import pytest

from casework.cases.agenda import AgendaItem, Urgency
from casework.cases.working_days import last_day_words, on_working_days
from casework.own_time import Away, WorkingTime
from tests.histories import SCHOOL_DAYS

MONDAY, THURSDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27)
NOT_ON_FRIDAY = WorkingTime(frozenset(range(4)))


def item(due_on: date | None = FRIDAY, late_by: int = 0, **more: object) -> AgendaItem:
    line = AgendaItem("case", "2026-001", ("2B",), Urgency.DUE, "talk_target", "Gesprek", due_on)
    return AgendaItem(**{**vars(line), "late_by": late_by, **more})


def shown(line: AgendaItem, time: WorkingTime, today: date = MONDAY) -> str:
    [one] = on_working_days([line], time, SCHOOL_DAYS, today)
    assert one.due_on == line.due_on, "a term stays a term"
    return last_day_words(one, today)


@pytest.mark.parametrize(
    ("time", "today", "words"),
    [
        pytest.param(WorkingTime(), MONDAY, "", id="works every day"),
        pytest.param(
            NOT_ON_FRIDAY,
            THURSDAY,
            "vrijdag werk je niet: vandaag is je laatste dag ervoor",
            id="today",
        ),
        pytest.param(
            NOT_ON_FRIDAY,
            MONDAY,
            "vrijdag werk je niet: donderdag is je laatste dag ervoor",
            id="later this week",
        ),
        pytest.param(
            NOT_ON_FRIDAY,
            FRIDAY,
            "vrijdag werk je niet, en ervoor ook niet meer: vraag wie het overneemt",
            id="on the day itself",
        ),
        pytest.param(
            WorkingTime(away=(Away(date(2026, 11, 24), date(2026, 12, 11)),)),
            MONDAY,
            "vrijdag ben je er niet: vandaag is je laatste dag ervoor",
            id="away from tomorrow on",
        ),
    ],
)
def test_the_last_own_working_day_is_said_before_it_is_late(
    time: WorkingTime, today: date, words: str
) -> None:
    assert shown(item(), time, today) == words


def test_what_is_late_has_no_date_or_has_a_talk_planned_keeps_its_line() -> None:
    for line in (item(late_by=2), item(None), item(is_planned=True)):
        assert shown(line, NOT_ON_FRIDAY) == ""


def test_what_was_for_later_comes_forward_when_the_last_own_day_is_near() -> None:
    """Monday 30 November is five school days on; the one who works on Mondays alone is sooner."""
    due_on = date(2026, 12, 4)
    later = item(due_on, urgency=Urgency.COMING)
    mondays = WorkingTime(frozenset({0}))

    [one] = on_working_days([later], mondays, SCHOOL_DAYS, MONDAY)
    assert (one.urgency, one.work_by) == (Urgency.DUE, date(2026, 11, 30))
    [other] = on_working_days([later], NOT_ON_FRIDAY, SCHOOL_DAYS, MONDAY)
    assert (other.urgency, other.work_by) == (Urgency.COMING, date(2026, 12, 3))


def test_a_vacation_is_no_working_day_either() -> None:
    """The Christmas vacation ends on Sunday 3 January 2027."""
    assert NOT_ON_FRIDAY.last_day_for(date(2027, 1, 4), SCHOOL_DAYS) == date(2027, 1, 4)
    tuesdays = WorkingTime(frozenset({1}))
    assert tuesdays.last_day_for(date(2027, 1, 4), SCHOOL_DAYS) == date(2026, 12, 15)
    assert tuesdays.next_day_from(date(2026, 12, 16), SCHOOL_DAYS) == date(2027, 1, 5)
