"""Dates, numbers and words in a row, the Dutch way."""

from datetime import UTC, date, datetime

import pytest

from casework.words import (
    counted,
    enumeration,
    full_date,
    late,
    long_date,
    moment,
    month_and_year,
    month_name,
    month_of_code,
    near_date,
    number,
    numeric_date,
    school_days,
    short_date,
    short_month,
    soft,
)

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "vandaag"),
        (date(2026, 11, 24), "morgen"),
        (date(2026, 11, 25), "overmorgen"),
        (date(2026, 11, 27), "vrijdag"),
        (date(2026, 11, 30), "30 nov"),
        (date(2026, 11, 22), "gisteren"),
        (date(2026, 11, 20), "afgelopen vrijdag"),
        (date(2026, 11, 16), "16 nov"),
        (date(2027, 3, 1), "1 mrt 2027"),
    ],
)
def test_a_near_day_is_called_as_a_mentor_calls_it(day: date, words: str) -> None:
    assert near_date(day, MONDAY) == words


def test_a_date_is_written_at_three_lengths_and_in_figures() -> None:
    assert long_date(MONDAY) == "maandag 23 november 2026"
    assert full_date(MONDAY) == "23 november 2026"
    assert short_date(MONDAY) == "23 nov"
    assert short_date(MONDAY, date(2027, 1, 4)) == "23 nov 2026"
    assert numeric_date(date(2026, 3, 5)) == "5-3-2026"


def test_a_month_is_named_with_and_without_its_year() -> None:
    assert month_name(MONDAY) == "november"
    assert short_month(MONDAY) == "nov"
    assert month_and_year(MONDAY) == month_of_code("2026-11") == "november 2026"


def test_a_moment_is_given_in_the_time_of_the_school() -> None:
    assert moment(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "1-7-2026 14:05"


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 schooldag te laat"), (2, "2 schooldagen te laat")]
)
def test_late_is_counted_in_school_days(days: int, words: str) -> None:
    assert late(days) == words


def test_words_in_a_row() -> None:
    assert enumeration([]) == ""
    assert enumeration(["a"]) == "a"
    assert enumeration(["a", "b", "c"]) == "a, b en c"


def test_numbers_have_a_dutch_comma() -> None:
    assert number(1234.5, 1) == "1.234,5"


def test_a_count_has_its_noun_behind_it() -> None:
    assert counted(1, "melding", "meldingen") == "1 melding"
    assert counted(1200, "melding", "meldingen") == "1.200 meldingen"
    assert school_days(0) == "0 schooldagen"


def test_a_long_word_may_break_where_its_parts_meet() -> None:
    assert soft("Ondersteuningsteam") == "Ondersteunings\u00adteam"
    assert soft("Gesprek met de leerling") == "Gesprek met de leerling"
