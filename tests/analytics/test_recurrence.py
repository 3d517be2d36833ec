"""Does it come back: by hand, and by brute force on random schools."""

import pytest
from hypothesis import given, settings

from analytics.figures.recurrence import MILESTONES
from analytics.result import MINIMUM_N
from tests.analytics.case_views import asked, view_on, views
from tests.analytics.durations import kaplan_meier
from tests.analytics.small_schools import (
    FIRST,
    LAST,
    START,
    after,
    calendar,
    school,
    schools,
    weekdays,
)

CLOSED = after(20)


def closing(back=None, ending="stopped", until=None, closed=CLOSED):
    return {
        "closed_on": closed,
        "ending": ending,
        "next_report_on": back,
        "followed_until": until,
    }


def returned(*rows, view=None):
    return asked("recurrence", school(closings=list(rows)), view or view_on(LAST))


def test_a_next_melding_of_the_same_gepeste_is_a_return_after_so_many_school_days():
    recurrence_result = returned(closing(back=after(27)), closing())
    assert recurrence_result.followed.curve["time"].tolist() == [7, weekdays(CLOSED, LAST)]
    assert recurrence_result.followed.curve["survival"].tolist() == [0.5, 0.5]
    assert (
        recurrence_result.count,
        recurrence_result.count_returned,
        recurrence_result.count_waiting,
    ) == (2, 1, 1)


def test_who_left_school_cannot_come_back_and_is_followed_until_then():
    recurrence_result = returned(closing(until=after(30)), closing(until=after(30), back=after(25)))
    assert recurrence_result.followed.curve["time"].tolist() == [5, 10]
    assert recurrence_result.followed.curve["censored"].tolist() == [0, 1]


def test_a_melding_after_the_day_of_looking_is_not_known_yet():
    recurrence_result = returned(closing(back=after(40)), view=view_on(after(30)))
    assert (recurrence_result.count_returned, recurrence_result.count_waiting) == (0, 1)
    assert recurrence_result.followed.curve["time"].tolist() == [10]
    # Nor when an earlier month is looked at.
    recurrence_result = returned(closing(back=after(40)), view=view_on(LAST, end=after(30)))
    assert (recurrence_result.count_returned, recurrence_result.count_waiting) == (0, 1)


def test_other_ends_are_no_stop_that_could_come_back_and_are_counted_apart():
    recurrence_result = returned(
        closing(ending="no_bullying", back=after(30)), closing(ending="left_school")
    )
    assert (recurrence_result.count, recurrence_result.count_other_ends) == (0, 2)
    assert recurrence_result.followed.curve.empty
    assert recurrence_result.milestones["share"].isna().all()


def test_a_milestone_is_given_when_ten_were_followed_for_so_long():
    recurrence_result = returned(*[closing(until=after(90))] * 12, *[closing(back=after(30))] * 4)
    assert recurrence_result.milestones["school_days"].tolist() == list(MILESTONES)
    assert recurrence_result.milestones["at_risk"].tolist() == [12, 0, 0]
    assert recurrence_result.milestones["share"].iloc[0] == pytest.approx(4 / 16)
    assert recurrence_result.milestones["share"].isna().tolist() == [False, True, True]
    assert recurrence_result.followed.until == 70


def test_fewer_gepesten_than_the_minimum_are_too_few():
    assert returned(*[closing()] * (MINIMUM_N - 1)).is_few
    assert not returned(*[closing()] * MINIMUM_N).is_few


def test_a_calendar_that_lacks_a_day_is_refused():
    small = school(closings=[closing()])
    small.rows["calendar"] = calendar(FIRST, after(25))
    with pytest.raises(ValueError, match="calendar lacks a day"):
        asked("recurrence", small, view_on(LAST))


@settings(deadline=None)
@given(schools, views)
def test_the_figure_equals_counting_one_by_one(small, view):
    seen, last = view.known_on, view.period.last_day
    start = view.period.start
    of_period = [row for row in small.all("closings") if start <= row["closed_on"] <= last]
    waits = []
    for row in (row for row in of_period if row["ending"] == "stopped"):
        until = max(min(row["followed_until"] or seen, seen), row["closed_on"])
        back = row["next_report_on"]
        is_back = back is not None and back <= until
        waits.append((weekdays(row["closed_on"], back if is_back else until), is_back))
    recurrence_result = asked("recurrence", small, view)
    assert recurrence_result.count == len(waits)
    assert recurrence_result.count_returned == sum(is_back for _, is_back in waits)
    assert recurrence_result.count_other_ends == len(of_period) - len(waits)
    assert recurrence_result.followed.curve.equals(
        kaplan_meier([days for days, _ in waits], [is_back for _, is_back in waits])
    )
    assert recurrence_result.period.start == max(START, start)
