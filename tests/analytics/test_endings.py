"""How cases end and how they stand: by hand, and by brute force on random schools."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.figures.endings import ENDS
from analytics.figures.flow import LEVELS, OUTCOMES
from analytics.result import whole_percents
from tests.analytics.case_views import asked, begun_cases, seen_by, sights, view_on, views
from tests.analytics.durations import cumulative_incidence
from tests.analytics.small_schools import DAY, START, after, school, schools
from tests.analytics.test_resolution import SEEN, begun, ended, later

# --- competing ends -------------------------------------------------------------------------------


def ends(*cases, seen=SEEN):
    return asked("ends", school(cases=list(cases)), view_on(seen))


def test_every_end_has_its_share_beside_the_others_and_together_they_are_all():
    endings_result = ends(
        *[begun(later(5))] * 4,
        *[begun(closed=later(9), ending="no_bullying")] * 2,
        *[begun(closed=later(9), ending="left_school")] * 1,
        *[begun()] * 13,
    )
    assert endings_result.shares == pytest.approx(
        {"stopped": 0.2, "no_bullying": 0.1, "left_school": 0.05, "other": 0.0, "open": 0.65}
    )
    assert sum(endings_result.shares.values()) == pytest.approx(1)
    assert endings_result.shares_at(5) == pytest.approx(
        {"stopped": 0.2, "no_bullying": 0, "left_school": 0, "other": 0, "open": 0.8}
    )
    assert (endings_result.count, endings_result.count_running, endings_result.until) == (
        20,
        13,
        110,
    )


def test_the_areas_end_where_ten_cases_are_followed():
    young = [begun(opened=later(90))] * 12
    old = [begun(later(50)) for _ in range(9)]
    endings_result = ends(*young, *old)
    # After 20 school days nine are left, which all stop later: that is not drawn as "all stopped".
    assert endings_result.until == 20
    assert endings_result.shares["open"] == 1
    assert endings_result.frame["time"].max() <= 20
    assert (endings_result.count_running, endings_result.count_beyond) == (12, 9)


def test_dates_that_cannot_be_are_left_out_and_few_cases_are_said_to_be_few():
    endings_result = ends(begun(closed=later(9), ending="stopped"))
    assert (endings_result.count, endings_result.left_out, endings_result.is_few) == (
        0,
        {"undated": 1},
        True,
    )
    assert (endings_result.until, endings_result.shares) == (None, {})


@settings(deadline=None)
@given(schools, views, sights)
def test_the_ends_equal_counting_one_by_one(small, view, sight):
    small, view = seen_by(small, view, sight)
    endings_result = asked("ends", small, view)
    kept = [one for row in begun_cases(small, view) if (one := ended(row, view.known_on))]
    durations = [days for days, _ in kept]
    causes = [0 if end == "open" else 1 + ENDS.index(end) for _, end in kept]
    assert endings_result.count == len(kept)
    assert endings_result.count_running == causes.count(0)
    enough = [days for days in durations if sum(other >= days for other in durations) >= 10]
    assert endings_result.until == max(enough, default=None)
    if endings_result.until is None:
        assert endings_result.frame.empty
        return
    expected = cumulative_incidence(durations, causes)
    for place, end in enumerate(ENDS, start=1):
        rows = expected[(expected["cause"] == place) & (expected["time"] <= endings_result.until)]
        drawn = endings_result.frame[endings_result.frame["end"] == end]
        if len(rows):
            assert drawn["incidence"].tolist() == pytest.approx(rows["incidence"].tolist())
            assert endings_result.shares[end] == pytest.approx(rows["incidence"].iloc[-1])
    assert sum(endings_result.shares.values()) == pytest.approx(1)


# --- flow -----------------------------------------------------------------------------------------


def standing(*cases, view=None):
    frame = asked("flow", school(cases=list(cases)), view or view_on(SEEN)).frame
    endings_result = frame[frame["count_cases"] > 0]
    return {(row.level, row.outcome): row.count_cases for row in endings_result.itertuples()}


def test_a_case_stands_at_its_highest_level_with_how_it_stands():
    assert standing(
        begun(),
        begun(later(4)),
        {**begun(later(4), later(9), "stopped"), "level_2_on": later(3)},
        {**begun(closed=later(9), ending="merged"), "level_3_on": later(3)},
    ) == {
        (1, "running"): 1,
        (1, "stopped"): 1,
        (2, "closed_stopped"): 1,
        (3, "closed_other"): 1,
    }


def test_a_level_or_an_end_after_the_last_month_that_is_looked_at_is_not_known():
    case = {**begun(later(40), later(50), "stopped"), "level_2_on": later(30)}
    assert standing(case, view=view_on(SEEN, end=later(29))) == {(1, "running"): 1}
    assert standing(case, view=view_on(SEEN, end=later(45))) == {(2, "stopped"): 1}


def test_a_bar_of_three_thirds_is_100_percent_and_one_of_nothing_is_none():
    answer = asked(
        "flow",
        school(cases=[begun(), begun(later(4)), begun(closed=later(3), ending="other")]),
        view_on(SEEN),
    )
    percents = answer.frame.groupby("level")["percent"].apply(list)
    assert percents[1] == [34, 33, 0, 0, 0, 33]
    assert percents[2] == [0] * len(OUTCOMES)


@settings(deadline=None)
@given(schools, views, sights)
def test_the_flow_equals_counting_one_by_one(small, view, sight):
    small, view = seen_by(small, view, sight)
    answer = asked("flow", small, view)
    rows = begun_cases(small, view)
    for row in answer.frame.itertuples():
        expected = [
            case
            for case in rows
            if case["level"] == row.level
            and row.outcome
            == (
                case["state"]
                if case["state"] != "closed"
                else f"closed_{case['ending'] if case['ending'] in ENDS[:3] else 'other'}"
            )
        ]
        assert row.count_cases == len(expected)
    assert answer.count == len(rows)
    for level in LEVELS:
        of_level = answer.frame[answer.frame["level"] == level]
        assert of_level["percent"].sum() == (100 if of_level["count_cases"].sum() else 0)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_whole_percents_add_up_to_100_and_none_is_more_than_one_off(counts):
    percents = whole_percents(counts)
    assert sum(percents) == (100 if sum(counts) else 0)
    for count, percent in zip(counts, percents, strict=True):
        assert abs(percent - 100 * count / max(sum(counts), 1)) < 1
        assert count or not percent


def test_the_largest_remainders_get_what_is_missing():
    # 1 of 6 is 16.67, 2 of 6 33.33 and 3 of 6 50: 16 + 33 + 50 is one short, and 0.67 is largest.
    assert whole_percents([1, 2, 3]) == [17, 33, 50]
    assert whole_percents([0.2, 0.1, 0.05, 0.65]) == [20, 10, 5, 65]
    assert whole_percents([1] * 8) == [13, 13, 13, 13, 12, 12, 12, 12]


def test_these_days_are_what_the_tests_take_them_for():
    assert (later(0), after(10)) == (START, START)
    assert later(5) == START + 7 * DAY
