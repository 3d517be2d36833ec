"""A target is called reached, or not, only when chance does not explain the difference."""

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.statistics import wilson_interval, wilson_of_share
from analytics.targets import (
    SettledCounts,
    TargetCheck,
    Verdict,
    check_target,
    check_target_of_settled,
)


def settled(
    part: int, whole: int, count_open: int, clustering: float = 1.0, *, percent: int = 90
) -> TargetCheck:
    return check_target_of_settled(SettledCounts(part, whole, count_open, clustering), percent, 10)


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        (0.90, 0.99, Verdict.REACHED),
        (0.91, 1.00, Verdict.REACHED),
        (0.60, 0.89, Verdict.NOT_REACHED),
        (0.60, 0.90, Verdict.CHANCE),
        (0.85, 0.97, Verdict.CHANCE),
        (0.00, 1.00, Verdict.CHANCE),
    ],
)
def test_the_whole_interval_has_to_lie_on_one_side(
    lower: float, upper: float, verdict: Verdict
) -> None:
    check = check_target((lower + upper) / 2, lower, upper, 90, is_few=False)
    assert check.verdict is verdict
    assert (check.lower, check.upper) == (lower, upper)


@pytest.mark.parametrize("numbers", [(nan, 0.1, 0.2), (0.1, nan, 0.2), (0.1, 0.1, nan)])
def test_without_a_share_nothing_is_said(numbers: tuple[float, float, float]) -> None:
    known = check_target(*numbers, 90, is_few=False)
    assert known.verdict is Verdict.TOO_FEW
    assert all(isnan(value) for value in (known.share, known.lower, known.upper))


def test_too_few_cases_say_nothing_whatever_they_are() -> None:
    assert check_target(1.0, 0.95, 1.0, 90, is_few=True).verdict is Verdict.TOO_FEW
    assert settled(9, 9, 0, percent=50).verdict is Verdict.TOO_FEW
    assert settled(9, 14, 5, percent=50).verdict is Verdict.TOO_FEW
    assert settled(0, 0, 0).verdict is Verdict.TOO_FEW


def test_moments_of_one_case_do_not_count_as_so_many_answers() -> None:
    # 60 of 80 by Wilson: 0.645 to 0.832 (Newcombe 1998, method 3); of 20 effective: wider.
    alone = settled(60, 80, 0, percent=64)
    assert alone.verdict is Verdict.REACHED
    assert (round(alone.lower, 3), round(alone.upper, 3)) == (0.645, 0.832)
    assert settled(60, 80, 0, 4.0, percent=64).verdict is Verdict.CHANCE
    # A design effect below one never makes it look surer.
    assert settled(60, 80, 0, 0.2, percent=64) == alone


def test_what_is_still_open_is_no_failure() -> None:
    assert settled(50, 63, 0, percent=90).verdict is Verdict.NOT_REACHED
    still = settled(50, 63, 10, percent=90)
    assert still.verdict is Verdict.CHANCE
    assert still.share == 50 / 53
    assert still.leaves_open


@given(st.integers(0, 400), st.integers(1, 400))
def test_for_whole_trials_it_is_the_wilson_interval(part: int, whole: int) -> None:
    part = min(part, whole)
    assert wilson_of_share(part / whole, whole) == pytest.approx(wilson_interval(part, whole))


@pytest.mark.parametrize(("share", "trials"), [(-0.1, 5), (1.1, 5), (0.5, -1), (0.5, nan)])
def test_a_share_or_a_size_that_cannot_be_is_refused(share: float, trials: float) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wilson_of_share(share, trials)


def test_no_trials_tell_nothing() -> None:
    assert wilson_of_share(0.5, 0) == (0.0, 1.0)
