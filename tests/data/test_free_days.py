"""Public holidays, the vacations of the region and the days of the school itself are free."""

from datetime import date

import pytest

from data.free_days import calendar_days, school_days

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)


# Voorjaarsvakantie 2027 per region: rijksoverheid.nl, "Overzicht schoolvakanties 2026-2027".
@pytest.mark.parametrize(
    ("region", "first", "last"),
    [
        ("Noord", date(2027, 2, 20), date(2027, 2, 28)),
        ("Midden", date(2027, 2, 20), date(2027, 2, 28)),
        ("Zuid", date(2027, 2, 13), date(2027, 2, 21)),
    ],
)
def test_the_spring_vacation_depends_on_the_region(region: str, first: date, last: date) -> None:
    days = calendar_days(region, FIRST, LAST)
    spring = [day for day, name in days.items() if name == "Voorjaarsvakantie"]
    assert (spring[0], spring[-1]) == (first, last)


def test_public_holidays_are_free_everywhere() -> None:
    days = school_days("", [], FIRST, LAST)
    for day in (date(2026, 12, 25), date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6)):
        assert not days.is_school_day(day)
    assert days.is_school_day(date(2026, 10, 20))


def test_days_of_the_school_itself_are_free_too() -> None:
    own = [(date(2026, 11, 19), date(2026, 11, 20), "Studiedagen")]
    days = school_days("Midden", own, FIRST, LAST)
    assert days.is_school_day(date(2026, 11, 18))
    assert not days.is_school_day(date(2026, 11, 19))
    # from Wednesday the 18th: the 19th and 20th are free, then a weekend, then Monday
    assert days.after(date(2026, 11, 18), 1) == date(2026, 11, 23)


def test_the_name_of_a_free_day_is_dutch() -> None:
    assert calendar_days("Zuid", FIRST, LAST)[date(2027, 4, 27)] == "Koningsdag"
