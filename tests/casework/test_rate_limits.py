"""A script that asks for much is slowed down; a quick person, and a whole school, never are."""

from collections.abc import Iterator

import pytest

from casework.errors import TooManyAtOnce
from casework.rate_limits import FOR_ALL, FOR_ONE, MOST_KEPT, HeavyAct, RateLimits

SAMIRA, FATIMA = "samira", "fatima"
# How quick a person is at most, in acts a minute, as long as that person goes on: a search for each
# third of a second (that long rests the find box), a file in two seconds, and what takes reading.
QUICK: dict[HeavyAct, tuple[float, int]] = {
    HeavyAct.FILE: (30, 1),
    HeavyAct.SEARCH: (60 / 0.35, 5),
    HeavyAct.IMPORT_PREVIEW: (6, 10),
    HeavyAct.INVITATION: (20, 5),
}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> RateLimits:
    return RateLimits(clock)


def refusals(limits: RateLimits, act: HeavyAct, who: str, count: int) -> Iterator[int]:
    """After how many seconds each refused act may be done again."""
    for _ in range(count):
        try:
            limits.count(act, who)
        except TooManyAtOnce as refusal:
            yield refusal.wait_seconds


def test_every_heavy_act_has_its_limits() -> None:
    assert set(FOR_ONE) == set(FOR_ALL) == set(QUICK) == set(HeavyAct)


@pytest.mark.parametrize("act", list(HeavyAct))
def test_a_quick_person_is_never_held_up(limits: RateLimits, clock: Clock, act: HeavyAct) -> None:
    per_minute, minutes = QUICK[act]
    for _ in range(int(per_minute * minutes)):
        limits.count(act, SAMIRA)
        clock.now += 60 / per_minute


def test_a_script_is_held_up_and_nobody_else(limits: RateLimits) -> None:
    at_once = FOR_ONE[HeavyAct.FILE].at_once
    assert list(refusals(limits, HeavyAct.FILE, SAMIRA, at_once)) == []
    assert list(refusals(limits, HeavyAct.FILE, SAMIRA, 2)) == [3, 3]
    limits.count(HeavyAct.FILE, FATIMA)
    limits.count(HeavyAct.SEARCH, SAMIRA)


def test_after_the_wait_it_works_again(limits: RateLimits, clock: Clock) -> None:
    list(refusals(limits, HeavyAct.FILE, SAMIRA, 40))
    clock.now += 3
    limits.count(HeavyAct.FILE, SAMIRA)
    with pytest.raises(TooManyAtOnce, match="Wacht 3 seconden"):
        limits.count(HeavyAct.FILE, SAMIRA)


def test_a_whole_school_that_fetches_a_file_each_is_not_held_up(limits: RateLimits) -> None:
    for number in range(200):
        limits.count(HeavyAct.FILE, f"colleague {number}")


def test_many_accounts_together_are_held_up_as_well(limits: RateLimits) -> None:
    refused = [
        wait
        for number in range(20)
        for wait in refusals(limits, HeavyAct.FILE, f"account {number}", 30)
    ]
    assert len(refused) == 20 * 30 - FOR_ALL[HeavyAct.FILE].at_once


def test_what_is_kept_of_them_is_bounded(limits: RateLimits) -> None:
    for number in range(FOR_ALL[HeavyAct.SEARCH].at_once):
        limits.count(HeavyAct.SEARCH, f"account {number}")
    for number in range(MOST_KEPT * 2):
        list(refusals(limits, HeavyAct.SEARCH, f"other {number}", 1))
    assert len(limits._left) <= MOST_KEPT
