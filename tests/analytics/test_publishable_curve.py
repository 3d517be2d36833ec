"""A curve beyond the own scope: no step of one case or a few, by hand and by brute force."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure.publishable_curve import publishable_curve
from analytics.disclosure.suppression import is_small
from tests.analytics.durations import kaplan_meier

MILESTONES = (20, 40, 60)


def events_between(curve, first, last):
    inside = (curve["time"] > first) & (curve["time"] <= last)
    return int(curve.loc[inside, "events"].sum())


def test_the_curve_is_given_on_days_with_five_stops_between_them():
    # One stop on each of the days 1 to 40, and twenty cases that go on.
    exact = kaplan_meier([*range(1, 41), *[90] * 20], [1] * 40 + [0] * 20)
    curve = publishable_curve(exact, MILESTONES)
    assert curve["time"].tolist() == [5, 10, 15, 20, 25, 30, 35, 40, 60]
    # 20 of 60 have stopped after 20 days: two thirds are left, to the percent.
    assert curve["survival"].tolist()[3] == 0.67
    assert curve[["at_risk", "events", "censored"]].isna().all(axis=None)


def test_a_milestone_with_one_stop_since_the_day_before_is_not_given():
    exact = kaplan_meier([*[10] * 6, 30, *[70] * 6, *[90] * 6], [1] * 13 + [0] * 6)
    assert 40 not in publishable_curve(exact, MILESTONES)["time"].tolist()


def test_a_handful_of_stops_gives_no_curve_at_all():
    exact = kaplan_meier(range(1, 13), [1] * 4 + [0] * 8)
    assert publishable_curve(exact, MILESTONES).empty
    assert publishable_curve(kaplan_meier([], []), MILESTONES).empty


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 80), st.booleans()), min_size=10, max_size=60))
def test_no_step_of_the_curve_is_one_case_or_a_few(cases):
    exact = kaplan_meier([day for day, _ in cases], [mark for _, mark in cases])
    curve = publishable_curve(exact, MILESTONES)
    days = [-1, *curve["time"], np.inf]
    for first, last in itertools.pairwise(days):
        assert not is_small(events_between(exact, first, last)) or len(days) == 2
    assert all(day % 5 == 0 for day in curve["time"])
    assert curve["survival"].round(2).equals(curve["survival"])
