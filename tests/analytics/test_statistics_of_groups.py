"""Comparing groups and competing ends, held against printed results and against what must hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData
from scipy.stats import logrank as scipy_logrank

from analytics.statistics import incidence_table, logrank_of_curves, quantile_time
from tests.analytics.durations import cumulative_incidence, kaplan_meier, logrank

# Freireich et al., Blood 21 (1963) 699-716, as in Kleinbaum and Klein, Survival Analysis, 2.V:
# log-rank 16.79, p below 0.0001.
MERCAPTOPURINE = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# R, package survival, data set aml (Miller, Survival Analysis, 1981): survdiff gives chi-square
# 3.4 on 1 degree of freedom, p = 0.065.
MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"
NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45"
# R, package survival, data set ovarian (Edmunson et al., Cancer Treatment Reports 63, 1979):
# survdiff(Surv(futime, fustat) ~ rx) gives chi-square 1.1 on 1 degree of freedom, p = 0.303.
RX_1 = "59 115 156 431 448+ 477+ 638 803+ 855+ 1040+ 1106+ 268 329"
RX_2 = "421+ 464 475 563 744+ 769+ 770+ 1129+ 1206+ 1227+ 353 365 377+"

durations_marks_groups = st.lists(
    st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 3)), min_size=2, max_size=40
).filter(lambda rows: len({group for _, _, group in rows}) > 1)


def together(*groups):
    ends = [float(word.rstrip("+")) for text in groups for word in text.split()]
    seen = [not word.endswith("+") for text in groups for word in text.split()]
    names = [n for n, text in enumerate(groups) for _ in text.split()]
    return ends, seen, names


@pytest.mark.parametrize(
    ("first", "second", "statistic", "p_value"),
    [
        (MERCAPTOPURINE, PLACEBO, 16.793, 4.17e-5),
        (MAINTAINED, NOT_MAINTAINED, 3.396, 0.0653),
        (RX_1, RX_2, 1.063, 0.3026),
    ],
)
def test_the_log_rank_test_gives_what_is_printed(first, second, statistic, p_value):
    test_result = logrank(*together(first, second))

    assert test_result.degrees_of_freedom == 1
    assert test_result.statistic == pytest.approx(statistic, abs=5e-4)
    assert test_result.p_value == pytest.approx(p_value, rel=2e-3)


@settings(deadline=None)
@given(durations_marks_groups)
def test_for_two_groups_it_is_the_square_of_scipys(rows):
    ends, seen, names = zip(*[(e, s, g % 2) for e, s, g in rows], strict=True)
    if len(set(names)) < 2 or not any(seen):
        return
    test_result = logrank(ends, seen, names)
    sides = [
        CensoredData.right_censored(
            [e for e, g in zip(ends, names, strict=True) if g == side],
            [not s for s, g in zip(seen, names, strict=True) if g == side],
        )
        for side in (0, 1)
    ]
    with np.errstate(all="ignore"):
        theirs = scipy_logrank(*sides).statistic
    if math.isnan(test_result.statistic):
        assert math.isnan(theirs)
    else:
        assert test_result.statistic == pytest.approx(theirs**2, rel=1e-6, abs=1e-9)


@settings(deadline=None)
@given(durations_marks_groups, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_groups_matter(rows, rng):
    first = logrank(*zip(*rows, strict=True))
    shuffled = rng.sample(rows, len(rows))
    second = logrank(*zip(*[(e, s, "abcd"[g]) for e, s, g in shuffled], strict=True))

    assert first.degrees_of_freedom == second.degrees_of_freedom
    assert second.statistic == pytest.approx(first.statistic, rel=1e-6, abs=1e-9, nan_ok=True)
    assert second.p_value == pytest.approx(first.p_value, rel=1e-6, abs=1e-9, nan_ok=True)


def test_three_groups_by_hand():
    # Three people, one a group, at 1, 2 and 3, all seen. At 1: expected 1/3 each, variances 2/9,
    # covariances -1/9; at 2: 1/2 each of two, variance 1/4; at 3 there is nothing to compare.
    test_result = logrank([1, 2, 3], [True, True, True], ["a", "b", "c"])
    covariance = np.array([[2 / 9, -1 / 9], [-1 / 9, 2 / 9 + 1 / 4]])
    difference = np.array([1 - 1 / 3, 1 - 1 / 3 - 1 / 2])

    assert test_result.degrees_of_freedom == 2
    assert test_result.statistic == pytest.approx(
        difference @ np.linalg.inv(covariance) @ difference
    )


@settings(deadline=None)
@given(durations_marks_groups)
def test_the_curves_of_groups_give_the_same_test_as_their_cases(rows):
    groups = sorted({group for _, _, group in rows})
    curves = [
        kaplan_meier(
            *zip(*[(end, seen) for end, seen, group in rows if group == mine], strict=True)
        )
        for mine in groups
    ]
    ends, seen, names = zip(*rows, strict=True)
    direct, test_result = logrank(ends, seen, names), logrank_of_curves(curves)
    assert test_result.degrees_of_freedom == len(groups) - 1
    if not math.isnan(direct.statistic):
        assert test_result.statistic == pytest.approx(direct.statistic, abs=1e-9)


def test_a_group_in_which_nobody_was_followed_cannot_be_compared():
    curve, empty = kaplan_meier([1, 2], [True, True]), kaplan_meier([], [])
    assert math.isnan(logrank_of_curves([curve, empty]).p_value)
    with pytest.raises(ValueError, match="two groups or more, not 1"):
        logrank_of_curves([curve])


def test_a_quantile_is_the_first_time_by_which_that_share_had_it():
    curve = kaplan_meier([1, 2, 3, 4], [True, True, True, False])
    assert [quantile_time(curve, share) for share in (0.25, 0.5, 0.75, 0.9)] == [1, 2, 3, None]
    with pytest.raises(ValueError, match="level"):
        quantile_time(curve, 1.5)


def test_counts_per_time_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="do not rise"):
        incidence_table([2, 1], {1: [1, 1]}, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        incidence_table([1, 2], {1: [1, -1]}, [0, 0])
    assert incidence_table([], {}, []).empty


def test_without_an_event_there_is_nothing_to_compare():
    test_result = logrank([1, 2, 3, 4], [False] * 4, ["a", "a", "b", "b"])

    assert math.isnan(test_result.statistic)
    assert math.isnan(test_result.p_value)


@pytest.mark.parametrize(
    ("durations", "observed", "groups", "what"),
    [
        ([], [], [], "two groups"),
        ([1, 2], [True, True], ["a", "a"], "two groups"),
        ([1, 2], [True, True], ["a"], "marks of groups"),
        ([1, 2], [True], ["a", "b"], "marks of what was observed"),
        ([1, 2], [True, 2], ["a", "b"], "other than true and false"),
        ([1, -2], [True, True], ["a", "b"], "negative"),
        ([1, float("nan")], [True, True], ["a", "b"], "missing"),
        ([1, 2], [True, True], ["a", None], "missing"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused_by_name(durations, observed, groups, what):
    with pytest.raises(ValueError, match=what):
        logrank(durations, observed, groups)


# --- competing ends -------------------------------------------------------------------------------


def incidence(frame, time, cause):
    rows = frame[(frame["time"] == time) & (frame["cause"] == cause)]
    return rows["incidence"].item()


def test_competing_ends_by_hand():
    # Six cases: stopped (1) at 1 and 3, no bullying (2) at 2, censored (0) at 2, 4 and 5.
    # At 1: 1/6. At 2 of 5 at risk one ends by 2: 5/6 x 1/5 = 1/6. At 3 of 3 at risk, one by 1:
    # 5/6 x 4/5 x 1/3 = 2/9.
    frame = cumulative_incidence([1, 2, 2, 3, 4, 5], [1, 2, 0, 1, 0, 0])

    assert list(frame.columns) == ["time", "cause", "incidence"]
    assert incidence(frame, 1, 1) == pytest.approx(1 / 6)
    assert incidence(frame, 2, 2) == pytest.approx(1 / 6)
    assert incidence(frame, 3, 1) == pytest.approx(1 / 6 + 2 / 9)
    assert incidence(frame, 5, 2) == pytest.approx(1 / 6)


ends_and_causes = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=30)


@given(ends_and_causes)
def test_all_ends_together_are_what_the_kaplan_meier_curve_lacks_to_one(rows):
    durations, causes = [end for end, _ in rows], [cause for _, cause in rows]
    frame = cumulative_incidence(durations, causes)
    curve = kaplan_meier(durations, [cause > 0 for cause in causes]).set_index("time")

    for time, whole in frame.groupby("time")["incidence"].sum().items():
        assert whole == pytest.approx(1 - curve.loc[time, "survival"], abs=1e-9)
    assert frame.groupby("cause")["incidence"].is_monotonic_increasing.all() or frame.empty


def test_without_an_end_there_are_no_rows():
    for frame in (cumulative_incidence([], []), cumulative_incidence([1, 2], [0, 0])):
        assert frame.empty
        assert list(frame.columns) == ["time", "cause", "incidence"]


@pytest.mark.parametrize(
    ("durations", "causes", "what"),
    [
        ([1], [], "differ in length"),
        ([-1], [1], "negative"),
        ([float("inf")], [1], "infinite"),
        ([1], [-1], "causes hold a negative"),
        ([1], [0.5], "not whole"),
        ([1], [float("nan")], "causes hold a missing"),
    ],
)
def test_ends_that_cannot_be_are_refused_by_name(durations, causes, what):
    with pytest.raises(ValueError, match=what):
        cumulative_incidence(durations, causes)
