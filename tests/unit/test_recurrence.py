"""Does it come back: by hand, and by brute force on random schools."""

import math

import pytest
from hypothesis import given, settings

from analytics.period import Period
from analytics.recurrence import MILESTONES, MINIMUM_N, shown, time_to_return
from analytics.statistics import kaplan_meier
from tests.unit.small_schools import END, LAST, START, after, periods, school, schools, weekdays

SEEN = Period(START, END, LAST)
CLOSED = after(20)


def closing(back=None, ending="stopped", until=None, closed=CLOSED):
    return {
        "closed_on": closed,
        "ending": ending,
        "next_report_on": back,
        "followed_until": until,
    }


def returned(*rows, period=SEEN):
    small = school(closings=list(rows))
    return time_to_return(small.closings, small.calendar, period)


def test_a_next_melding_of_the_same_gepeste_is_a_return_after_so_many_school_days():
    found = returned(closing(back=after(27)), closing())
    assert found.curve["time"].tolist() == [7, weekdays(CLOSED, LAST)]
    assert found.curve["survival"].tolist() == [0.5, 0.5]
    assert (found.count, found.count_returned, found.count_waiting) == (2, 1, 1)


def test_who_left_school_cannot_come_back_and_is_followed_until_then():
    found = returned(closing(until=after(30)), closing(until=after(30), back=after(25)))
    assert found.curve["time"].tolist() == [5, 10]
    assert found.curve["censored"].tolist() == [0, 1]


def test_a_melding_after_the_day_of_looking_is_not_known_yet():
    found = returned(closing(back=after(40)), period=Period(START, END, after(30)))
    assert (found.count_returned, found.count_waiting) == (0, 1)
    assert found.curve["time"].tolist() == [10]


def test_other_ends_are_no_stop_that_could_come_back_and_are_counted_apart():
    found = returned(closing(ending="no_bullying", back=after(30)), closing(ending="left_school"))
    assert (found.count, found.count_other_ends) == (0, 2)
    assert found.curve.empty
    assert found.milestones["share"].isna().all()


def test_a_milestone_that_nobody_was_followed_for_is_unknown():
    found = returned(closing(until=after(90)), closing(back=after(30)))
    assert found.milestones["school_days"].tolist() == list(MILESTONES)
    assert found.milestones["share"].iloc[0] == 0.5
    assert math.isnan(found.milestones["share"].iloc[2])


def test_fewer_gepesten_than_the_minimum_are_too_few():
    assert returned(*[closing()] * (MINIMUM_N - 1)).is_few
    assert not returned(*[closing()] * MINIMUM_N).is_few


def test_who_may_not_open_the_cases_sees_no_small_number_and_no_step_of_a_few():
    told = shown(returned(*[closing()] * 20, *[closing(back=after(30))] * 3))
    assert (told.count, told.count_returned) == (None, None)
    assert told.count_waiting == 20
    assert told.curve["events"].isna().all()
    assert (told.curve["survival"] == 1).all()


def test_a_question_that_cannot_be_answered_is_refused():
    small = school()
    with pytest.raises(ValueError, match="before it starts"):
        time_to_return(small.closings, small.calendar, Period(END, START, LAST))
    late = school(closings=[closing()])
    with pytest.raises(ValueError, match="calendar lacks a day"):
        time_to_return(late.closings, late.calendar, Period(START, END, LAST.replace(year=2030)))


@settings(deadline=None)
@given(schools, periods)
def test_the_figure_equals_counting_one_by_one(small, period):
    seen = period.observed_on
    of_period = [r for r in small.all("closings") if START <= r["closed_on"] <= period.last_day]
    waits = []
    for row in (row for row in of_period if row["ending"] == "stopped"):
        until = max(min(row["followed_until"] or seen, seen), row["closed_on"])
        back = row["next_report_on"]
        is_back = back is not None and back <= until
        waits.append((weekdays(row["closed_on"], back if is_back else until), is_back))
    found = time_to_return(small.closings, small.calendar, period)
    assert found.count == len(waits)
    assert found.count_returned == sum(is_back for _, is_back in waits)
    assert found.count_other_ends == len(of_period) - len(waits)
    assert found.curve.equals(
        kaplan_meier([days for days, _ in waits], [is_back for _, is_back in waits])
    )
