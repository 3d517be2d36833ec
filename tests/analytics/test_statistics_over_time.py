"""Funnels, control charts and runs, held against printed tables and against what must hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from analytics.statistics import Runs, funnel_limits, runs, t_chart, u_chart

# Montgomery, Introduction to Statistical Quality Control, 6th ed., example 7.3 and table 7.10:
# nonconformities in 20 samples of 5 personal computers.
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]
# The same book, example 7.6 and table 7.14: hours between 20 failures of a valve.
VALVES = [
    *(286, 948, 536, 124, 816, 729, 4, 143, 431, 8),
    *(2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96),
]


# --- the funnel -----------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.floats(0.5, 400), st.floats(0.001, 0.5), st.sampled_from([0.9, 0.95, 0.998, 0.999]))
def test_what_is_like_all_others_lies_within_the_funnel_as_often_as_the_level_says(
    exposure, rate, level
):
    row = funnel_limits([exposure], rate, level).iloc[0]
    mean, tail = rate * exposure, (1 - level) / 2
    low, high = round(row["lower"] * exposure), round(row["upper"] * exposure)

    assert poisson.cdf(low - 1, mean) <= tail
    assert poisson.sf(high, mean) <= tail + 1e-12
    assert poisson.cdf(high, mean) - poisson.cdf(low - 1, mean) >= level - 1e-12


# Quantiles of the Poisson distribution with mean 5 and 10: Pearson and Hartley, Biometrika
# Tables for Statisticians I, table 7 (cumulative sums: P(X <= 1; 5) = .0404, P(X <= 9; 5) = .9682,
# P(X <= 10; 5) = .9863; P(X <= 3; 10) = .0103, P(X <= 4; 10) = .0293, P(X <= 17; 10) = .9857).
@pytest.mark.parametrize(("exposure", "lower", "upper"), [(100, 1, 10), (200, 4, 17)])
def test_the_limits_are_quantiles_of_the_tables(exposure, lower, upper):
    row = funnel_limits([exposure], 0.05, 0.95).iloc[0]

    assert (row["lower"] * exposure, row["upper"] * exposure) == pytest.approx((lower, upper))


def test_the_order_is_kept_and_no_exposure_says_nothing():
    frame = funnel_limits([30, 0, 10], 0.1, 0.95)

    assert list(frame["exposure"]) == [30, 0, 10]
    assert frame.loc[1, ["lower", "upper"]].isna().all()
    assert funnel_limits([], 0.1, 0.95).empty


def test_a_school_without_events_has_a_funnel_of_zero():
    frame = funnel_limits([25], 0.0, 0.95)

    assert (frame["lower"].item(), frame["upper"].item()) == (0, 0)


@pytest.mark.parametrize(
    ("exposures", "rate", "level", "what"),
    [
        ([-1], 0.1, 0.95, "exposures hold a negative"),
        ([float("nan")], 0.1, 0.95, "exposures hold a missing"),
        ([1], -0.1, 0.95, "rate hold a negative"),
        ([1], float("nan"), 0.95, "rate hold a missing"),
        ([1], 0.1, 95, "between 0 and 1"),
    ],
)
def test_a_funnel_that_cannot_be_is_refused_by_name(exposures, rate, level, what):
    with pytest.raises(ValueError, match=what):
        funnel_limits(exposures, rate, level)


# --- the u-chart ----------------------------------------------------------------------------------


def test_the_u_chart_is_that_of_montgomery():
    frame = u_chart(COMPUTERS, [5] * 20)

    assert frame["centre"].unique() == pytest.approx([1.93])
    assert (frame["lower"][0], frame["upper"][0]) == pytest.approx((0.07, 3.79), abs=5e-3)
    assert not frame["signal"].any()
    assert frame["rate"][0] == 2.0


def test_a_period_beyond_the_limits_is_a_signal():
    frame = u_chart([2, 3, 2, 3, 2, 30], [10, 10, 10, 10, 10, 10])

    assert list(frame["signal"]) == [False] * 5 + [True]


def test_a_period_without_exposure_has_no_rate_and_is_no_signal():
    frame = u_chart([2, 0, 3], [10, 0, 10])

    assert math.isnan(frame["rate"][1])
    assert math.isnan(frame["upper"][1])
    assert not frame["signal"][1]
    assert frame["centre"][1] == pytest.approx(0.25)
    assert u_chart([0], [0])["centre"].isna().all()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), max_size=30))
def test_the_centre_is_the_rate_of_all_and_lies_within_the_limits(rows):
    counts, exposures = [count for count, _ in rows], [exposure for _, exposure in rows]
    frame = u_chart(counts, exposures)

    assert len(frame) == len(rows)
    assert ((frame["lower"] <= frame["centre"]) & (frame["centre"] <= frame["upper"])).all()
    assert (frame["lower"] >= 0).all()
    if rows:
        assert frame["centre"].iloc[0] == pytest.approx(sum(counts) / sum(exposures))


@pytest.mark.parametrize(
    ("counts", "exposures", "what"),
    [
        ([1], [], "differ in length"),
        ([-1], [1], "counts hold a negative"),
        ([1.5], [1], "not whole"),
        ([1], [-1], "exposures hold a negative"),
        ([1], [0], "no exposure"),
        ([float("nan")], [1], "counts hold a missing"),
        ([1], [float("inf")], "exposures hold a missing or infinite"),
    ],
)
def test_periods_that_cannot_be_are_refused_by_name(counts, exposures, what):
    with pytest.raises(ValueError, match=what):
        u_chart(counts, exposures)


def test_a_baseline_that_is_known_beforehand_gives_the_limits():
    # Montgomery's computers against a standard of 1.0 a computer: 1 +- 3 x sqrt(1 / 5).
    frame = u_chart(COMPUTERS, [5] * 20, 1.0)

    assert frame["centre"].unique() == pytest.approx([1.0])
    assert (frame["lower"][0], frame["upper"][0]) == pytest.approx((0, 1 + 3 * 0.2**0.5))
    assert frame["signal"].tolist() == [count / 5 > 2.3416 for count in COMPUTERS]
    with pytest.raises(ValueError, match="the baseline hold a missing"):
        u_chart([1], [1], float("nan"))


# --- the t-chart ----------------------------------------------------------------------------------


def test_the_t_chart_is_that_of_montgomery_on_nelsons_scale():
    frame = t_chart(VALVES)
    scaled = frame[["centre", "upper"]].iloc[0] ** (1 / 3.6)

    # Printed with the power 0.2777 where we take 1 / 3.6: a centre of 5.386 and limits of 11.61
    # and below zero.
    assert scaled["centre"] == pytest.approx(5.386, abs=5e-3)
    assert scaled["upper"] == pytest.approx(11.67, abs=7e-2)
    assert frame["lower"][0] == 0
    assert not frame["signal"].any()


def test_a_much_longer_wait_is_a_signal():
    frame = t_chart([10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 400])

    assert list(frame["signal"]) == [False] * 10 + [True]


def test_the_limits_of_a_baseline_do_not_hang_on_what_is_judged():
    known = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12]
    frame = t_chart([10, 400], known)

    assert frame["upper"].tolist() == pytest.approx(t_chart(known)["upper"].tolist()[:2])
    assert frame["signal"].tolist() == [False, True]
    # A baseline without any spread: what is equal to it lies on the limit, not beyond it.
    assert t_chart([10, 11], [10] * 5)["signal"].tolist() == [False, True]


def test_one_gap_has_a_centre_and_no_limits():
    frame = t_chart([7])

    assert frame["centre"][0] == pytest.approx(7)
    assert frame[["lower", "upper"]].isna().all(axis=None)
    assert not frame["signal"][0]
    assert t_chart([]).empty


@given(st.lists(st.integers(0, 400), min_size=2, max_size=40))
def test_the_centre_of_the_gaps_lies_within_their_limits(gaps):
    frame = t_chart(gaps)

    assert (frame["lower"] <= frame["centre"] + 1e-9).all()
    assert (frame["centre"] <= frame["upper"] + 1e-9).all()
    assert list(frame["gap"]) == gaps


@pytest.mark.parametrize(
    ("gaps", "what"), [([-1], "negative"), ([float("nan")], "missing"), ([math.inf], "infinite")]
)
def test_gaps_that_cannot_be_are_refused_by_name(gaps, what):
    with pytest.raises(ValueError, match=what):
        t_chart(gaps)


# --- runs -----------------------------------------------------------------------------------------


# Anhoj and Olesen, PLoS ONE 9 (2014) e113825, appendix: useful points, the upper limit for the
# longest run and the lower limit for the number of crossings.
@pytest.mark.parametrize(
    ("points", "longest", "crossings"),
    [(10, 6, 2), (11, 6, 2), (12, 7, 3), (15, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10)],
)
def test_the_limits_of_runs_are_those_of_the_table(points, longest, crossings):
    chart_rows = runs([1, -1] * (points // 2) + [1] * (points % 2), 0)

    assert (chart_rows.longest_limit, chart_rows.crossings_limit) == (longest, crossings)


def test_runs_and_crossings_are_counted_without_the_points_on_the_centre():
    chart_rows = runs([5, 6, 4, 4, 3, 4, 7, 8], 4)

    assert (chart_rows.longest, chart_rows.crossings) == (2, 2)


@pytest.mark.parametrize(
    ("values", "is_signal"),
    [
        ([1] * 7 + [-1, 1, -1, 1, -1], False),
        ([1] * 8 + [-1, 1, -1, 1], True),
        ([1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1], True),
    ],
    ids=["a run of 7 of 12", "a run of 8 of 12", "one crossing of 11"],
)
def test_a_long_run_or_few_crossings_are_a_signal(values, is_signal):
    assert runs(values, 0).signal is is_signal


@given(st.lists(st.sampled_from([-1, 1]), min_size=1, max_size=60))
def test_runs_agree_with_counting_by_hand(sides):
    chart_rows = runs(sides, 0)
    text = "".join("+" if side > 0 else "-" for side in sides)
    crossings = text.count("+-") + text.count("-+")
    longest = max(len(run) for run in text.replace("+-", "+ -").replace("-+", "- +").split())

    assert (chart_rows.longest, chart_rows.crossings) == (longest, crossings)
    assert chart_rows.crossings_limit == binom.ppf(0.05, len(sides) - 1, 0.5)


def test_no_points_and_one_point_are_no_signal():
    assert runs([], 0) == runs([3, 3], 3) == Runs(0, 0, 0, 0, False)
    assert not runs([3], 0).signal


@pytest.mark.parametrize(("values", "centre"), [([float("nan")], 0), ([1], float("nan"))])
def test_points_that_cannot_be_are_refused(values, centre):
    with pytest.raises(ValueError, match="missing"):
        runs(np.array(values), centre)
