"""The formulas, held against published tables, against scipy, and against what must always hold."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf, poisson

from analytics.statistics import (
    median_interval,
    median_time,
    poisson_interval,
    survival_at,
    survival_table,
    wilson_interval,
)
from tests.analytics.durations import kaplan_meier

# Freireich et al., Blood 21 (1963) 699-716: weeks in remission on 6-MP, as tabled by Kalbfleisch
# and Prentice (1980) and by Kleinbaum and Klein, Survival Analysis, table 2.2 ("+": censored).
MERCAPTOPURINE = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"

durations_and_marks = st.lists(
    st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40
)


def weeks(text):
    ends = [float(word.rstrip("+")) for word in text.split()]
    return ends, [not word.endswith("+") for word in text.split()]


# Garwood, Biometrika 28 (1936) 437-442; the same limits stand in Ulm, American Journal of
# Epidemiology 131 (1990) 373-375, and in Pearson and Hartley, Biometrika Tables, table 40.
@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ],
)
def test_poisson_limits_are_those_of_the_tables(count, lower, upper):
    assert poisson_interval(count) == pytest.approx((lower, upper), abs=5e-4)


def test_poisson_limits_follow_the_level_asked():
    # Pearson and Hartley, table 40: 99 % limits for 5 events; none seen at 90 %: minus ln 0,05.
    assert poisson_interval(5, level=0.99) == pytest.approx((1.078, 14.150), abs=5e-4)
    assert poisson_interval(0, level=0.90) == pytest.approx((0, -math.log(0.05)))


@settings(deadline=None)
@given(st.integers(0, 500), st.sampled_from([0.8, 0.95, 0.999]))
def test_at_its_limits_a_count_is_just_as_extreme_as_the_level_allows(count, level):
    lower, upper = poisson_interval(count, level)
    tail = (1 - level) / 2
    assert lower <= count <= upper
    assert poisson.cdf(count, upper) == pytest.approx(tail, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, lower) == pytest.approx(tail, rel=1e-6)


@pytest.mark.parametrize(
    ("count", "what"),
    [(-1, "negative"), (float("nan"), "missing"), (float("inf"), "infinite"), (1.5, "not whole")],
)
def test_a_count_that_cannot_be_is_refused_by_name(count, what):
    with pytest.raises(ValueError, match=what):
        poisson_interval(count)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, float("nan")])
def test_a_level_outside_zero_and_one_is_refused(level):
    for interval in (lambda: poisson_interval(3, level), lambda: wilson_interval(1, 3, level)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            interval()


# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "trials", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_limits_are_those_of_newcombe(successes, trials, lower, upper):
    assert wilson_interval(successes, trials) == pytest.approx((lower, upper), abs=5e-5)


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_share_lies_within_its_limits_and_mirrors_its_opposite(first, second):
    successes, trials = min(first, second), max(first, second)
    lower, upper = wilson_interval(successes, trials)
    mirrored = wilson_interval(trials - successes, trials)
    assert 0 <= lower <= upper <= 1
    assert trials == 0 or lower <= successes / trials <= upper
    assert (1 - upper, 1 - lower) == pytest.approx(mirrored, abs=1e-12)


def test_no_trials_tell_nothing_about_a_share():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("successes", "trials", "what"),
    [
        (3, 2, "more successes than trials"),
        (-1, 2, "successes hold a negative"),
        (1, -2, "trials hold a negative"),
        (float("nan"), 2, "successes hold a missing"),
        (1, float("nan"), "trials hold a missing"),
        (0.5, 2, "not whole"),
    ],
)
def test_a_share_that_cannot_be_is_refused_by_name(successes, trials, what):
    with pytest.raises(ValueError, match=what):
        wilson_interval(successes, trials)


def test_the_curve_of_the_6mp_patients_is_the_published_one():
    curve = kaplan_meier(*weeks(MERCAPTOPURINE))
    steps = curve[curve["events"] > 0]
    # Kleinbaum and Klein, table 2.3.
    assert steps["time"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert steps["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert steps["events"].tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert steps["survival"].tolist() == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert median_time(curve) == 23


def test_the_bands_of_the_6mp_patients_are_those_that_stata_and_r_print():
    # sts list (Stata) and survfit(conf.type = "log-log") (R) for the same 21 patients.
    curve = kaplan_meier(*weeks(MERCAPTOPURINE))
    steps = curve[curve["events"] > 0]
    assert steps["lower"].tolist() == pytest.approx(
        [0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881], abs=5e-5
    )
    assert steps["upper"].tolist() == pytest.approx(
        [0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801], abs=5e-5
    )
    assert median_interval(curve) == (13, None)


def test_the_curve_of_the_placebo_patients_is_the_published_one():
    # Kleinbaum and Klein, table 2.3 (no censoring: the plain share that is left); median 8.
    curve = kaplan_meier(*weeks(PLACEBO))
    assert curve["survival"].tolist() == pytest.approx(
        [count / 21 for count in (19, 17, 16, 14, 12, 8, 6, 4, 3, 2, 1, 0)]
    )
    assert median_time(curve) == 8
    assert median_interval(curve) == (4, 11)


def test_without_cases_there_is_a_curve_without_rows():
    curve = kaplan_meier([], [])
    assert list(curve.columns) == [
        "time",
        "at_risk",
        "events",
        "censored",
        "survival",
        "lower",
        "upper",
    ]
    assert curve.empty
    assert median_time(curve) is None
    assert median_interval(curve) == (None, None)
    assert all(map(math.isnan, survival_at(curve, 10)))


def test_one_case_that_stops_takes_the_curve_to_zero_without_a_band():
    curve = kaplan_meier([12], [True])
    assert curve["survival"].tolist() == [0]
    assert curve[["lower", "upper"]].isna().all(axis=None)
    assert median_time(curve) == 12
    assert survival_at(curve, 5)[0] == 1
    assert survival_at(curve, 500)[0] == 0


def test_when_every_case_is_still_open_the_curve_stays_at_one_and_has_no_median():
    curve = kaplan_meier([3, 8, 8], [False, False, False])
    assert curve["survival"].tolist() == [1, 1]
    assert curve["censored"].tolist() == [1, 2]
    assert median_time(curve) is None


def test_who_is_censored_at_the_time_of_an_event_was_still_at_risk_for_it():
    curve = kaplan_meier([5, 5, 9], [True, False, False])
    assert curve["at_risk"].tolist() == [3, 1]
    assert curve["survival"].tolist() == pytest.approx([2 / 3, 2 / 3])


def test_a_stop_on_the_day_of_the_melding_is_a_duration_of_zero():
    curve = kaplan_meier([0, 4], [True, True])
    assert curve["time"].tolist() == [0, 4]
    assert survival_at(curve, 0)[0] == 0.5


def test_beyond_the_longest_follow_up_the_curve_says_nothing():
    curve = kaplan_meier([5, 9], [True, False])
    assert survival_at(curve, 9)[0] == 0.5
    assert math.isnan(survival_at(curve, 10)[0])


@pytest.mark.parametrize(
    ("durations", "marks", "what"),
    [
        ([-1.0], [True], "negative"),
        ([float("nan")], [True], "missing"),
        ([float("inf")], [True], "infinite"),
        ([1.0, 2.0], [True], "2 durations but 1 marks"),
        ([1.0], [float("nan")], "other than true and false"),
        ([1.0], [2], "other than true and false"),
    ],
)
def test_durations_that_cannot_be_are_refused_by_name(durations, marks, what):
    with pytest.raises(ValueError, match=what):
        kaplan_meier(durations, marks)


@pytest.mark.parametrize(
    ("times", "events", "censored", "what"),
    [
        ([2, 1], [1, 1], [0, 0], "do not rise"),
        ([1, 1], [1, 1], [0, 0], "do not rise"),
        ([1], [-1], [0], "events hold a negative"),
        ([1], [1], [0.5], "censored hold a value that is not whole"),
    ],
)
def test_counts_per_time_that_cannot_be_are_refused_by_name(times, events, censored, what):
    with pytest.raises(ValueError, match=what):
        survival_table(times, events, censored)


@settings(deadline=None)
@given(durations_and_marks)
def test_the_curve_is_the_one_that_scipy_computes(cases):
    durations = [float(duration) for duration, _ in cases]
    marks = [mark for _, mark in cases]
    curve = kaplan_meier(durations, marks)
    data = CensoredData(
        uncensored=[end for end, mark in zip(durations, marks, strict=True) if mark],
        right=[end for end, mark in zip(durations, marks, strict=True) if not mark],
    )
    function = ecdf(data).sf
    assert curve["survival"].to_numpy() == pytest.approx(function.evaluate(curve["time"]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        band = function.confidence_interval(method="log-log")
    for column, limit in (("lower", band.low), ("upper", band.high)):
        given_limit = curve[column].notna().to_numpy()
        expected = limit.evaluate(curve["time"].to_numpy())
        assert curve[column].to_numpy()[given_limit] == pytest.approx(expected[given_limit])


@settings(deadline=None)
@given(durations_and_marks, st.randoms())
def test_the_curve_keeps_its_promises(cases, random):
    curve = kaplan_meier([float(end) for end, _ in cases], [mark for _, mark in cases])
    leaving = (curve["events"] + curve["censored"]).tolist()
    survival = curve["survival"].to_numpy()
    assert sum(leaving) == len(cases)
    assert curve["at_risk"].tolist() == [sum(leaving[place:]) for place in range(len(leaving))]
    assert (np.diff(survival) <= 1e-12).all()
    assert ((survival >= 0) & (survival <= 1)).all()
    band = curve.dropna()
    assert ((band["lower"] <= band["survival"]) & (band["survival"] <= band["upper"])).all()
    random.shuffle(cases)
    shuffled = kaplan_meier([float(end) for end, _ in cases], [mark for _, mark in cases])
    assert shuffled.equals(curve)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_plain_share_that_is_left(durations):
    curve = kaplan_meier([float(end) for end in durations], [True] * len(durations))
    left = [sum(end > time for end in durations) / len(durations) for time in curve["time"]]
    assert curve["survival"].tolist() == pytest.approx(left)
    assert median_time(curve) == sorted(durations)[math.ceil(len(durations) / 2) - 1]
