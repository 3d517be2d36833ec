"""A school has a beheerder on every coming day: held against a look at each day by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.always_an_admin import (
    Term,
    check_an_admin_stays,
    days_without,
    first_day_lost,
)
from casework.errors import InputRefused

TODAY = date(2026, 11, 23)
FAR = TODAY + timedelta(days=30)
DAYS = st.integers(-3, 20).map(lambda n: TODAY + timedelta(days=n))
TERMS = st.lists(
    st.tuples(DAYS, st.one_of(DAYS, st.just(date.max))).filter(lambda term: term[0] <= term[1]),
    max_size=4,
)


def covered(terms: list[Term], day: date) -> bool:
    return any(first <= day <= last for first, last in terms)


@given(TERMS)
def test_the_days_without_are_those_on_which_no_term_runs(terms: list[Term]) -> None:
    gaps = days_without(terms, TODAY)
    for n in range((FAR - TODAY).days):
        day = TODAY + timedelta(days=n)
        assert covered(gaps, day) is not covered(terms, day)


@given(TERMS, TERMS)
def test_the_day_that_is_lost_is_the_first_that_only_the_former_terms_have(
    before: list[Term], after: list[Term]
) -> None:
    days = [TODAY + timedelta(days=n) for n in range((FAR - TODAY).days)]
    lost = [day for day in days if covered(before, day) and not covered(after, day)]
    assert first_day_lost(before, after, TODAY) == (lost[0] if lost else None)


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        pytest.param([], "Dan is er nu geen meer", id="nobody at all"),
        pytest.param([(TODAY, TODAY)], "Vanaf 24 november 2026 is er dan geen", id="only today"),
        pytest.param(
            [(TODAY, TODAY), (date(2026, 11, 26), date.max)],
            "Vanaf 24 november 2026 is er dan geen",
            id="a gap of a day before the successor",
        ),
    ],
)
def test_a_refusal_says_from_when_there_would_be_nobody(after: list[Term], sentence: str) -> None:
    with pytest.raises(InputRefused, match=sentence):
        check_an_admin_stays([(TODAY, date.max)], after, TODAY)


def test_a_successor_without_a_gap_will_do() -> None:
    first, second = (TODAY, date(2026, 12, 1)), (date(2026, 12, 2), date.max)
    check_an_admin_stays([(TODAY, date.max)], [first, second], TODAY)


def test_a_school_with_a_day_without_anybody_is_kept_from_nothing_else() -> None:
    ending = [(TODAY, date(2026, 12, 1))]
    check_an_admin_stays(ending, ending, TODAY)
