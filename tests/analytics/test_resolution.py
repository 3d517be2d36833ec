"""Time until it stopped: by hand on a small school, and by brute force on random ones."""

import pytest
from hypothesis import given, settings

from analytics.figures.resolution import time_to_stopped
from analytics.period import Period
from analytics.result import MINIMUM_N
from tests.analytics.case_views import (
    asked,
    begun_cases,
    seen_by,
    sights,
    view_on,
    views,
    with_before,
)
from tests.analytics.durations import kaplan_meier, logrank
from tests.analytics.small_schools import (
    DAY,
    FIRST,
    LAST,
    START,
    after,
    calendar,
    figures_of,
    school,
    schools,
    weekdays,
)

SEEN = after(120)


def begun(stopped=None, closed=None, ending=None, opened=START):
    return {"opened_on": opened, "stopped_on": stopped, "closed_on": closed, "ending": ending}


def later(school_days):
    """The day that comes that many school days after START, a Monday."""
    return after(10 + school_days)


def resolved(*cases, seen=SEEN):
    return asked("resolution", school(cases=list(cases)), view_on(seen))


def test_three_stops_and_one_open_case_give_the_curve_of_the_textbook():
    time_to_stopped_result = resolved(begun(later(10)), begun(later(20)), begun(later(20)), begun())
    curve = time_to_stopped_result.followed.curve
    assert curve["time"].tolist() == [10, 20, 110]
    assert curve["survival"].tolist() == [0.75, 0.25, 0.25]
    assert curve["censored"].tolist() == [0, 0, 1]
    assert (
        time_to_stopped_result.count,
        time_to_stopped_result.count_stopped,
        time_to_stopped_result.count_running,
    ) == (4, 3, 1)
    # Four cases are too few for any of it to be drawn.
    assert time_to_stopped_result.is_few
    assert time_to_stopped_result.followed.part.empty


def test_milestones_are_given_as_long_as_ten_cases_are_followed():
    stops = [begun(later(10))] * 3 + [begun(later(30))] * 3
    young = [begun(opened=later(75))] * 4
    time_to_stopped_result = resolved(*stops, *young, *[begun()] * 7)
    # 17 cases; at day 20: 14 followed, 3 of 17 stopped. At 40 only 7 are.
    assert time_to_stopped_result.milestones["at_risk"].tolist() == [14, 7, 7]
    assert time_to_stopped_result.milestones["share"].iloc[0] == pytest.approx(3 / 17)
    assert time_to_stopped_result.milestones["share"].isna().tolist() == [False, True, True]
    row = time_to_stopped_result.followed.part.iloc[0]
    assert time_to_stopped_result.milestones["lower"].iloc[0] == pytest.approx(1 - row["upper"])
    assert time_to_stopped_result.milestones["upper"].iloc[0] == pytest.approx(1 - row["lower"])


def test_weekends_do_not_make_a_case_longer():
    friday = START + 4 * DAY
    time_to_stopped_result = resolved(begun(opened=friday, stopped=friday + 3 * DAY))
    assert time_to_stopped_result.followed.curve["time"].tolist() == [1]


def test_other_ends_are_not_a_stop_and_are_counted_apart():
    time_to_stopped_result = resolved(
        begun(closed=later(5), ending="no_bullying"),
        begun(closed=later(7), ending="left_school"),
        begun(closed=later(9), ending="other"),
        begun(later(12), later(30), "stopped"),
    )
    assert (
        time_to_stopped_result.count_other_ends,
        time_to_stopped_result.count_stopped,
        time_to_stopped_result.count_running,
    ) == (3, 1, 0)
    assert time_to_stopped_result.followed.curve["time"].tolist() == [5, 7, 9, 12]
    assert time_to_stopped_result.followed.curve["events"].tolist() == [0, 0, 0, 1]


def test_a_pupil_who_left_after_it_had_stopped_is_a_stop_but_no_bullying_never_is():
    time_to_stopped_result = resolved(
        begun(later(5), later(20), "left_school"), begun(later(5), later(20), "no_bullying")
    )
    assert time_to_stopped_result.followed.curve["time"].tolist() == [5, 20]
    assert time_to_stopped_result.followed.curve["events"].tolist() == [1, 0]


def test_a_stop_after_the_day_of_looking_is_not_known_yet():
    time_to_stopped_result = resolved(begun(later(30), later(40), "stopped"), seen=later(29))
    assert (time_to_stopped_result.count_stopped, time_to_stopped_result.count_running) == (0, 1)
    assert time_to_stopped_result.followed.curve["time"].tolist() == [29]


def test_an_earlier_day_is_a_replay_and_now_is_now():
    turns = [("stopped", later(10), None), ("closed", later(20), "stopped")]
    again = [*turns, ("reopened", later(40), None)]
    small = school(cases=[{"opened_on": START, "turns": again}])
    months = view_on(SEEN, end=later(30))
    assert not months.is_now
    then, now = asked("resolution", small, months), asked("resolution", small, view_on(SEEN))
    assert (then.count_stopped, then.count_running) == (1, 0)
    assert (now.count_stopped, now.count_running) == (0, 1)
    assert then.period.observed_on == later(30)


def test_dates_that_cannot_be_are_left_out_and_counted():
    time_to_stopped_result = resolved(
        begun(later(2), opened=later(5)), begun(closed=later(9), ending="stopped"), begun(later(9))
    )
    assert (time_to_stopped_result.count, time_to_stopped_result.count_left_out) == (1, 2)
    assert time_to_stopped_result.followed.curve["time"].tolist() == [9]


def test_a_school_without_cases_has_an_empty_curve():
    time_to_stopped_result = resolved()
    assert time_to_stopped_result.followed.curve.empty
    assert (
        time_to_stopped_result.count,
        time_to_stopped_result.followed.median,
        time_to_stopped_result.is_few,
    ) == (0, None, True)
    assert time_to_stopped_result.milestones["share"].isna().all()


def test_fewer_cases_than_the_minimum_are_too_few():
    for count, answer in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        assert resolved(*[begun(later(5))] * count).is_few is answer


def test_a_calendar_that_lacks_a_day_is_refused():
    small = school(cases=[begun()])
    small.rows["calendar"] = calendar(FIRST, later(3))
    with pytest.raises(ValueError, match="calendar lacks a day"):
        asked("resolution", small, view_on(SEEN))
    with pytest.raises(ValueError, match="before it starts"):
        time_to_stopped(
            figures_of(small).cases, figures_of(small).calendar, Period(LAST, START, SEEN)
        )


def ended(row, seen):
    """(school days, outcome) of a known case the long way round; None where dates cannot be."""
    stopped, closed, ending = (row[name] for name in ("stopped_on", "closed_on", "ending"))
    if closed and ending == "stopped" and not stopped:
        return None
    if stopped and ending != "no_bullying":
        day, outcome = stopped, "stopped"
    elif closed:
        day, outcome = closed, ending
    else:
        day, outcome = seen, "open"
    return None if day < row["opened_on"] else (weekdays(row["opened_on"], day), outcome)


@settings(deadline=None)
@given(schools, views, sights)
def test_the_figure_equals_counting_one_by_one(small, view, sight):
    small, view = seen_by(small, view, sight)
    time_to_stopped_result = asked("resolution", small, view)
    rows = begun_cases(small, view)
    kept = [one for row in rows if (one := ended(row, view.known_on))]
    ends = [outcome for _, outcome in kept]
    assert (time_to_stopped_result.count, time_to_stopped_result.count_left_out) == (
        len(kept),
        len(rows) - len(kept),
    )
    assert time_to_stopped_result.count_stopped == ends.count("stopped")
    assert time_to_stopped_result.count_running == ends.count("open")
    assert time_to_stopped_result.count_other_ends == len(kept) - ends.count(
        "stopped"
    ) - ends.count("open")
    curve = kaplan_meier([days for days, _ in kept], [end == "stopped" for end in ends])
    assert time_to_stopped_result.followed.curve.equals(curve)


# --- two years ------------------------------------------------------------------------------------


def test_two_years_are_held_beside_each_other_as_far():
    early = START - 20 * DAY
    slow = [begun(opened=early) for _ in range(12)]
    fast = [begun(later(4 + n)) for n in range(12)]
    time_to_stopped_result = with_before("comparison", fast, slow, SEEN).now
    assert (time_to_stopped_result.now.count, time_to_stopped_result.before.count) == (12, 12)
    # Of the year before nothing after its own day is known, however long ago that is now.
    assert (
        time_to_stopped_result.now.count_stopped,
        time_to_stopped_result.before.count_running,
    ) == (12, 12)
    assert time_to_stopped_result.before.period.observed_on == START - DAY
    durations = [*(4 + n for n in range(12)), *[weekdays(early, START - DAY)] * 12]
    test = logrank(durations, [True] * 12 + [False] * 12, ["now"] * 12 + ["before"] * 12)
    assert time_to_stopped_result.logrank.p_value == pytest.approx(test.p_value)
    assert not time_to_stopped_result.is_few


def test_without_a_year_before_or_with_a_few_cases_nothing_is_compared():
    alone = asked("comparison", school(cases=[begun(later(5))] * 12), view_on(SEEN))
    assert (alone.before, alone.logrank, alone.is_few) == (None, None, True)
    few = with_before("comparison", [begun(later(5))] * 12, [begun(opened=START - 9 * DAY)], SEEN)
    assert few.now.is_few
