"""Free days as a school writes them: what is called one, what is usual, and a pasted list."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import InputRefused
from casework.free_periods import (
    checked_period,
    is_called_free,
    offered,
    pasted_periods,
    uncovered,
    usual_periods,
)
from data.free_days import calendar_days

FIRST = date(2027, 2, 1)


@pytest.mark.parametrize(
    "name",
    [
        "Kerstvakantie",
        "Meivakantie week 2",
        "Studiedag (leerlingen vrij)",
        "Leerlingen vrij",
        "Lesvrije dag: lesvrij",
        "Roostervrij",
        "Hemelvaartsdag",
        "Vrijdag na Hemelvaart",
        "2e Pinksterdag",
        "Tweede kerstdag",
        "Koningsdag",
        "Geen lessen i.v.m. verhuizing",
    ],
)
def test_what_is_called_a_free_day_is_proposed(name: str) -> None:
    assert is_called_free(name)


@pytest.mark.parametrize(
    "name",
    [
        "Laatste lesdag voor de kerstvakantie",
        "Eerste schooldag na de vakantie",
        "Kerstgala",
        "Kerstviering onderbouw",
        "Open dag vrijdag",
        "Vrijwilligerswerk klas 3",
        "Toetsweek 2",
        "Ouderavond",
        "Rapportvergadering (verkort rooster)",
        "Sportdag",
    ],
)
def test_what_is_beside_a_free_day_is_not(name: str) -> None:
    assert not is_called_free(name)


@pytest.mark.parametrize(
    ("year", "may_week", "friday"),
    [
        # Ascension Day: 14 May 2026 and 6 May 2027; the week off in May ends on 3 and 2 May.
        pytest.param(2025, (date(2026, 5, 4), date(2026, 5, 8)), date(2026, 5, 15), id="2025-2026"),
        pytest.param(2026, (date(2027, 5, 3), date(2027, 5, 7)), date(2027, 5, 7), id="2026-2027"),
    ],
)
def test_what_most_schools_add_in_region_noord(
    year: int, may_week: tuple[date, date], friday: date
) -> None:
    named = calendar_days("Noord", date(year, 8, 1), date(year + 1, 7, 31))

    assert [(first, last) for first, last, _ in usual_periods(named)] == [
        may_week,
        (friday, friday),
    ]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        pytest.param(
            "19-12-2026 - 3-1-2027 Kerstvakantie",
            (date(2026, 12, 19), date(2027, 1, 3), "Kerstvakantie"),
            id="a period",
        ),
        pytest.param(
            "19/12/2026 t/m 03/01/2027: Kerstvakantie",
            (date(2026, 12, 19), date(2027, 1, 3), "Kerstvakantie"),
            id="slashes and t/m",
        ),
        pytest.param("1-2-2027\tStudiedag", (FIRST, FIRST, "Studiedag"), id="one day"),
        pytest.param(
            "1-2-2027;2-2-2027;Studiedagen", (FIRST, date(2027, 2, 2), "Studiedagen"), id="columns"
        ),
        pytest.param("1.2.2027 2e Studiedag", (FIRST, FIRST, "2e Studiedag"), id="a number in it"),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, period: tuple[date, date, str]) -> None:
    assert pasted_periods(f"\n{line}\n\n") == [period]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "per regel", id="nothing"),
        pytest.param("Studiedag", "Regel 1: schrijf bijvoorbeeld", id="no day"),
        pytest.param("1-2-2027", "Regel 1: schrijf bijvoorbeeld", id="no name"),
        pytest.param("30-2-2027 Studiedag", "bestaat niet", id="no such day"),
        pytest.param("3-2-2027 - 1-2-2027 Vrij", "ligt voor de eerste", id="wrong way round"),
        pytest.param("1-1-2027 - 31-12-2027 Vrij", "honderd dagen", id="too long"),
        pytest.param("1-2-2027 x\n" * 201, "ten hoogste 200", id="too many"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number(text: str, sentence: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        pasted_periods(text)

    assert sentence in refusal.value.sentence


DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 31))
PERIODS = st.lists(
    st.builds(
        lambda first, n: (first, first + timedelta(days=n), "Vrij"), DAYS, st.integers(0, 20)
    ),
    max_size=6,
)


@given(PERIODS, st.sets(DAYS, max_size=40))
def test_no_day_is_free_twice_and_taking_over_twice_changes_nothing(
    periods: list[tuple[date, date, str]], held: set[date]
) -> None:
    free = set(held)

    def is_free(day: date) -> bool:
        return day in free or day.weekday() > 4

    for period in periods:
        parts = uncovered(checked_period(*period), is_free)
        for first, last, _ in parts:
            assert period[0] <= first <= last <= period[1]
            free |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    assert all(uncovered(period, is_free) == [] for period in periods)
    assert all(one.is_free_already for one in offered(periods, is_free, date(2026, 8, 1)))
