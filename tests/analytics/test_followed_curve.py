"""How far a curve goes: the number at risk worked out by hand, and by brute force."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.statistics import at_risk_at, followed_part
from analytics.statistics.followed_curve import followed_curve
from tests.analytics.durations import kaplan_meier

waits = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=60)


def curve(*ends):
    """(duration, how many, whether it was an event) for each group of cases."""
    spread = [(time, seen) for time, count, seen in ends for _ in range(count)]
    return kaplan_meier([time for time, _ in spread], [seen for _, seen in spread])


def test_a_curve_ends_where_fewer_than_ten_are_followed():
    # 12 at risk at day 5, 11 at 10, 10 at 15 and then 8: the last two are no part of the line.
    line = followed_curve(curve((5, 1, True), (10, 1, True), (15, 2, False), (20, 8, False)))
    assert line.part["time"].tolist() == [5, 10, 15]
    assert line.part["at_risk"].tolist() == [12, 11, 10]
    assert (line.until, line.count_beyond, line.count) == (15, 8, 12)
    assert line.share_at(15)[0] == pytest.approx(2 / 12)
    assert math.isnan(line.share_at(16)[0])


def test_of_many_cases_15_percent_have_to_be_followed():
    for stops, until in ((85, 2), (86, 1)):
        line = followed_curve(curve((1, stops, True), (2, 100 - stops, False)))
        assert line.until == until


def test_with_sixteen_of_24_running_no_line_goes_on_to_none_running():
    # Eight stops in the first weeks, sixteen cases that run for 25 days or, two of them, for 90.
    stops = [(day, 1, True) for day in (3, 6, 9, 12, 15, 18, 21, 24)]
    line = followed_curve(curve(*stops, (25, 14, False), (60, 1, True), (90, 1, True)))
    assert line.curve["survival"].iloc[-1] == 0
    assert line.until == 25
    assert line.part["survival"].iloc[-1] == pytest.approx(16 / 24)
    assert line.count_beyond == 2
    assert line.median is None
    assert line.milestones([20, 40, 60])["share"].isna().tolist() == [False, True, True]
    assert line.milestones([20, 40, 60])["at_risk"].tolist() == [18, 2, 2]


def test_the_median_is_the_exact_day_and_not_a_round_one():
    line = followed_curve(curve(*[(day, 1, True) for day in range(1, 46)], (90, 1, False)))
    # 46 cases: after day 23 half of them are left.
    assert line.median == 23
    assert line.median_lower < 23 < line.median_upper


def test_a_median_beyond_what_is_followed_is_not_given():
    whole = curve((5, 5, True), (6, 6, False), (10, 9, True))
    line = followed_curve(whole)
    assert line.until == 6
    assert (line.median, line.median_lower, line.median_upper) == (None, None, None)


def test_fewer_than_ten_cases_have_no_line_at_all():
    line = followed_curve(curve((5, 9, True)))
    assert line.part.empty
    assert (line.until, line.median, line.count_beyond) == (None, None, 9)
    assert math.isnan(line.share_at(0)[0])
    assert followed_curve(kaplan_meier([], [])).count == 0


@settings(deadline=None)
@given(waits)
def test_the_followed_part_equals_counting_one_by_one(cases):
    durations = [time for time, _ in cases]
    whole = kaplan_meier(durations, [seen for _, seen in cases])
    line = followed_curve(whole)

    def count(day):
        return sum(time >= day for time in durations)

    def is_enough(day):
        return count(day) >= 10 and count(day) >= 0.15 * len(cases)

    kept = sorted(day for day in set(durations) if is_enough(day))
    assert line.part["time"].tolist() == kept
    assert followed_part(whole, len(cases)).equals(line.part)
    assert line.until == (kept[-1] if kept else None)
    assert line.count_beyond == sum(time > (kept[-1] if kept else -1) for time in durations)
    for day in range(42):
        assert at_risk_at(whole, day) == count(day)
        assert math.isnan(line.share_at(day)[0]) == (not is_enough(day))
