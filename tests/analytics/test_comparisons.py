"""Whether two numbers differ, and by how much: against published tables, R and scipy."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.statistics import (
    design_effect,
    events_beyond_expected,
    holm,
    rate_ratio_interval,
    rates_p_value,
    share_difference_interval,
    shares_p_value,
)
from tests.analytics.durations import kaplan_meier

# --- how much -------------------------------------------------------------------------------------


def test_the_interval_of_a_rate_ratio_is_that_of_r():
    # Breast cancer in 11 of 800 and 21 of 3,011 person-years: the example of ?poisson.test in R,
    # poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)).
    p_values = rate_ratio_interval(11, 800, 21, 3011)
    assert p_values == pytest.approx((0.8584264, 4.2772659), abs=5e-8)


def test_the_interval_of_a_rate_ratio_by_hand():
    # 0 against 3 with equal exposure: p^3 = 0.975 is not crossed, (1 - p)^3 = 0.025 gives p.
    lower, upper = rate_ratio_interval(0, 1.0, 3, 1.0)
    p = 1 - 0.025 ** (1 / 3)
    assert (lower, upper) == pytest.approx((0.0, p / (1 - p)))
    # The other way round it is one over that, and twice the exposure halves it.
    assert rate_ratio_interval(3, 1.0, 0, 1.0) == (pytest.approx((1 - p) / p), inf)
    assert rate_ratio_interval(3, 2.0, 0, 1.0)[0] == pytest.approx((1 - p) / p / 2)


def test_without_any_count_a_ratio_can_be_everything():
    assert rate_ratio_interval(0, 1.0, 0, 1.0) == (0.0, inf)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.2, 5))
def test_the_interval_agrees_with_that_of_the_share_in_scipy(count, before, exposure):
    lower, upper = rate_ratio_interval(count, exposure, before, 1.0)
    share = stats.binomtest(count, count + before).proportion_ci(0.95, "exact")
    assert lower == pytest.approx(share.low / (1 - share.low) / exposure, rel=1e-9, abs=1e-12)
    if share.high < 1:
        assert upper == pytest.approx(share.high / (1 - share.high) / exposure, rel=1e-9)


def test_counts_that_go_together_widen_the_interval():
    alone, together = (rate_ratio_interval(61 / d, 1.0, 21 / d, 1.0) for d in (1.0, 1.7))
    assert together[0] < alone[0] < 61 / 21 < alone[1] < together[1]


def test_the_interval_of_a_difference_is_that_of_newcombe():
    # Newcombe 1998, table II, (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339.
    p_values = share_difference_interval(56 / 70, 70, 48 / 80, 80)
    assert p_values == pytest.approx((0.0524, 0.3339), abs=5e-5)
    # (c) 6/7 - 2/7: 0.0582 to 0.8062.
    assert share_difference_interval(6 / 7, 7, 2 / 7, 7) == pytest.approx(
        (0.0582, 0.8062), abs=5e-5
    )
    assert share_difference_interval(0.5, 0, 0.5, 4) == (-1.0, 1.0)


# --- how sure -------------------------------------------------------------------------------------


def test_two_shares_are_compared_as_by_the_chi_square_without_correction():
    # 31 of 38 against 24 of 35, with Campbell's (N - 1) / N.
    table = [[31, 7], [24, 11]]
    chi_square = stats.chi2_contingency(table, correction=False).statistic
    assert shares_p_value(31, 38, 24, 35) == pytest.approx(stats.chi2.sf(chi_square * 72 / 73, 1))
    assert shares_p_value(31, 38, 24, 35) > 0.15


def test_where_next_to_nothing_is_expected_the_exact_test_takes_over():
    # All 100 against 8 of 10: 0.18 expected to fail among the ten. Doubled tail: 2 C(10,2)/C(110,2)
    assert shares_p_value(100, 100, 8, 10) == pytest.approx(2 * 45 / 5995)
    one_sided = stats.fisher_exact([[100, 0], [8, 2]], alternative="greater").pvalue
    assert shares_p_value(100, 100, 8, 10) == pytest.approx(2 * one_sided)


def test_two_rates_are_compared_by_the_binomial():
    assert rates_p_value(38, 1.0, 25, 1.0) == pytest.approx(stats.binomtest(38, 63, 0.5).pvalue)
    assert rates_p_value(0, 1.0, 6, 1.0) == pytest.approx(2 / 64)
    assert rates_p_value(10, 2.0, 5, 1.0) == 1.0


def test_holm_gives_what_the_paper_works_out():
    # p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") in R: 0.03 0.06 0.06 0.02.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_moments_that_always_go_together_count_as_one():
    # Five cases of four moments, done all or not at all: 4 times 5/4 for the few clusters.
    assert design_effect([4, 0, 4, 4, 0], [4] * 5) == pytest.approx(5)
    assert design_effect([1, 1, 1, 1], [2] * 4) == 1
    assert design_effect([], []) == 1


def test_stops_beyond_what_is_expected_have_the_sign_of_the_log_rank_test():
    fast, slow = kaplan_meier([1, 2, 3], [True] * 3), kaplan_meier([4, 5, 6], [True] * 3)
    # Expected of the fast three: 3/6 + 2/5 + 1/4 = 1.15.
    assert events_beyond_expected(fast, slow) == pytest.approx(3 - 1.15)
    assert events_beyond_expected(slow, fast) == pytest.approx(1.15 - 3)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: shares_p_value(3, 2, 1, 2), "no share"),
        (lambda: rates_p_value(1, 0.0, 1, 1.0), "exposure above 0"),
        (lambda: rates_p_value(-1, 1.0, 1, 1.0), "not negative"),
        (lambda: rate_ratio_interval(1, 0.0, 1, 1.0), "exposure above 0"),
        (lambda: rate_ratio_interval(1, 1.0, -1, 1.0), "not negative"),
        (lambda: rate_ratio_interval(1, 1.0, 1, 1.0, 1.0), "level"),
    ],
)
def test_what_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
