"""Open cases by level and how far cases climb: by hand, and by brute force on random schools."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.figures.levels_reached import levels_reached
from analytics.result import MINIMUM_N
from analytics.statistics import wilson_interval
from casework.cases.case_filter import FOLLOW_UP
from tests.analytics.case_views import (
    asked,
    begun_cases,
    known_cases,
    seen_by,
    sights,
    view_on,
    views,
    with_before,
)
from tests.analytics.small_schools import (
    DAY,
    FIRST,
    START,
    after,
    calendar,
    figures_of,
    school,
    schools,
    weekdays,
)

SEEN = after(120)


def case(level_2=None, level_3=None, support=None, stopped=None, closed=None, opened=START):
    return {
        "opened_on": opened,
        "level_2_on": level_2,
        "level_3_on": level_3,
        "support_asked_on": support,
        "stopped_on": stopped,
        "closed_on": closed,
        "ending": "stopped",
    }


def open_cases(*cases, view=None):
    return asked("open_cases", school(cases=list(cases)), view or view_on(SEEN)).frame


# --- open by level --------------------------------------------------------------------------------


def test_every_open_case_stands_at_the_highest_level_it_reached():
    frame = open_cases(
        case(), case(START), case(START, START), case(None, START), case(closed=START)
    )
    assert frame["level"].tolist() == [1, 2, 3]
    assert frame["count_cases"].tolist() == [1, 1, 2]


def test_a_stopped_case_is_open_until_it_is_closed():
    frame = open_cases(
        case(stopped=START),
        case(stopped=START, closed=SEEN + DAY),
        case(stopped=START, closed=SEEN),
        case(),
    )
    first = frame.iloc[0]
    assert (first["count_cases"], first["count_stopped"], first["count_running"]) == (3, 2, 1)


def test_now_counts_every_case_that_is_open_whenever_it_began():
    old = case(opened=START - 20 * DAY)
    assert open_cases(old, view=view_on(SEEN, start=after(40)))["count_cases"].sum() == 1


def test_an_earlier_day_is_a_replay_to_that_day():
    turns = [("closed", after(20), "stopped"), ("reopened", after(40), None)]
    again = {"opened_on": START, "level_2_on": after(50), "turns": turns}
    young = case(opened=after(31))
    for day, counts in ((19, [1, 0]), (30, [0, 0]), (45, [2, 0]), (55, [1, 1])):
        frame = open_cases(again, young, view=view_on(SEEN, end=after(day)))
        assert frame["count_cases"].tolist() == [*counts, 0]
    assert open_cases(again, young)["count_cases"].tolist() == [1, 1, 0]


def test_last_year_is_as_it_stood_on_the_same_day_then():
    count_by_level = with_before(
        "open_cases", [case()] * 3, [case(opened=START - 9 * DAY)] * 2, SEEN
    )
    assert (count_by_level.now.count, count_by_level.before.count) == (5, 2)


def test_a_school_without_cases_has_every_level_with_zero():
    answer = asked("open_cases", school(), view_on(SEEN))
    assert answer.frame["count_cases"].tolist() == [0, 0, 0]
    assert (answer.count, answer.is_few) == (0, False)


# --- levels reached -------------------------------------------------------------------------------


def reached(*cases, view=None):
    return asked("reached", school(cases=list(cases)), view or view_on(SEEN))


def counts(frame):
    return dict(zip(frame["rung"], frame["count_reached"], strict=True))


def test_of_four_followed_cases_one_reached_level_two():
    frame = reached(case(), case(), case(), case(after(20))).frame
    assert frame["rung"].tolist() == ["level_2", "level_3", "support_team"]
    assert frame["count_reached"].tolist() == [1, 0, 0]
    assert frame["share"].tolist() == [0.25, 0, 0]
    # Wilson, 1 of 4, by hand: (1/4 + 0,4802 ± 0,7208) / 1,9604.
    row = frame.iloc[0]
    assert (row["lower"], row["upper"]) == pytest.approx((0.0456, 0.6994), abs=1e-4)


def test_a_case_counts_once_sixty_school_days_have_passed():
    # START is ten school days after the first day of the calendar's count.
    for day, followed in ((69, 0), (70, 1)):
        answer = reached(case(), view=view_on(after(day)))
        assert (answer.count, answer.left_out) == (followed, {"too_recent": 1 - followed})


def test_a_level_reached_after_the_follow_up_does_not_count():
    for day, count in ((after(70), 1), (after(71), 0)):
        frame = reached(case(day, None, day)).frame
        assert counts(frame) == {"level_2": count, "level_3": 0, "support_team": count}


def test_who_reached_level_three_passed_level_two():
    assert counts(reached(case(None, after(20))).frame) == {
        "level_2": 1,
        "level_3": 1,
        "support_team": 0,
    }


def test_fewer_followed_cases_than_the_minimum_are_too_few():
    for count, answer in ((MINIMUM_N - 1, True), (MINIMUM_N, False)):
        assert reached(*[case()] * count).is_few is answer
    assert reached().frame[["share", "lower", "upper"]].isna().all(axis=None)


def test_a_question_that_cannot_be_answered_is_refused():
    small = school(cases=[case()])
    with pytest.raises(ValueError, match="number of school days"):
        levels_reached(figures_of(small), view_on(SEEN), -1)
    small.rows["calendar"] = calendar(FIRST, after(30))
    with pytest.raises(ValueError, match="calendar lacks a day that 1 cases need"):
        asked("reached", small, view_on(SEEN))


# --- one by one -----------------------------------------------------------------------------------

DATES = {
    "level_2": ("level_2_on", "level_3_on"),
    "level_3": ("level_3_on",),
    "support_team": ("support_asked_on",),
}


@settings(deadline=None)
@given(schools, views, sights, st.sampled_from([0, 5, 20, FOLLOW_UP]))
def test_the_levels_reached_equal_counting_one_by_one(small, view, sight, follow_up):
    small, view = seen_by(small, view, sight)
    answer = levels_reached(figures_of(small), view, follow_up)
    rows = begun_cases(small, view)
    followed = [row for row in rows if weekdays(row["opened_on"], view.known_on) >= follow_up]
    assert answer.count == len(followed)
    assert answer.left_out == {"too_recent": len(rows) - len(followed)}
    for row in answer.frame.itertuples():
        count = sum(
            any(
                one[name] and weekdays(one["opened_on"], one[name]) <= follow_up
                for name in DATES[row.rung]
            )
            for one in followed
        )
        assert (row.count_followed, row.count_reached) == (len(followed), count)
        if followed:
            assert row.share == pytest.approx(count / len(followed))
            limits = wilson_interval(count, len(followed))
            assert (row.lower, row.upper) == pytest.approx(limits)


@settings(deadline=None)
@given(schools, views, sights)
def test_the_open_cases_equal_counting_one_by_one(small, view, sight):
    small, view = seen_by(small, view, sight)
    rows = known_cases(small, view)
    for row in asked("open_cases", small, view).frame.itertuples():
        states = [one["state"] for one in rows if one["level"] == row.level]
        assert row.count_running == states.count("running")
        assert row.count_stopped == states.count("stopped")
        assert row.count_cases == len(states) - states.count("closed")
