"""What the administration accepts: lists of names, free days, and what the clock skips."""

from datetime import date

import pytest

from casework.desk.office_handover import LATER, LEAVES, proposed_class
from casework.desk.office_rules import (
    FreePeriod,
    check_free_days,
    check_look_back,
    free_periods,
    next_school_year,
    person_name,
    pupil_names,
)
from casework.errors import InputRefused
from casework.people import PersonName
from casework.records import SchoolClass, SchoolYear

STUDIEDAG: FreePeriod = (date(2026, 12, 4), date(2026, 12, 4), "Studiedag")


def test_a_list_of_names_is_read_line_by_line() -> None:
    names = pupil_names("Noor; de Vries\r\n\n  Sem ;  van  den Berg \nAmir\tEl Idrissi\n")
    assert names == [
        PersonName("Noor", "de Vries"),
        PersonName("Sem", "van den Berg"),
        PersonName("Amir", "El Idrissi"),
    ]


def test_a_pupil_with_one_name_keeps_it() -> None:
    assert pupil_names("Suharto;") == [PersonName("Suharto", "")]


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n \t \n"])
def test_an_empty_list_asks_for_one_pupil(nothing: str) -> None:
    with pytest.raises(InputRefused, match="minstens één leerling"):
        pupil_names(nothing)


def test_every_wrong_line_is_named_and_at_most_five() -> None:
    with pytest.raises(InputRefused) as refused:
        pupil_names("\n".join(["goed; zo", *["fout"] * 7]))
    lines = refused.value.sentence.splitlines()
    assert lines[0] == "Er is nog niets opgeslagen."
    assert [line.split(":")[0] for line in lines[1:6]] == [f"Regel {n}" for n in range(2, 7)]
    assert lines[6] == "En nog 2 regels."
    assert refused.value.field == "pupils"


def test_two_of_one_name_are_one_too_many() -> None:
    with pytest.raises(InputRefused, match="Regel 2: NOOR DE VRIES staat al op regel 1"):
        pupil_names("Noor; de Vries\nNOOR; DE VRIES")
    with pytest.raises(InputRefused, match="zit al in deze klas"):
        pupil_names("Noor; de Vries", [PersonName("Noor", "de Vries")])


def test_a_name_that_is_endless_is_refused() -> None:
    with pytest.raises(InputRefused, match="langer dan 100 tekens"):
        pupil_names(f"Noor; {'x' * 200}")
    with pytest.raises(InputRefused, match="te lang"):
        person_name("Noor", "x" * 200)
    with pytest.raises(InputRefused, match="Voeg ten hoogste 200"):
        pupil_names("\n".join(f"A{n}; B" for n in range(201)))


def test_the_next_school_year_begins_the_day_after_the_last() -> None:
    years = [
        SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31)),
        SchoolYear("2026-2027", date(2026, 8, 1), date(2027, 7, 31)),
    ]
    following = next_school_year(years)
    assert following == SchoolYear("2028-2029", date(2028, 8, 1), date(2029, 7, 31))


def test_free_days_do_not_overlap_those_that_are_there() -> None:
    check_free_days(date(2026, 12, 5), date(2026, 12, 7), [STUDIEDAG])
    with pytest.raises(InputRefused, match="overlappen met “Studiedag”"):
        check_free_days(date(2026, 12, 1), date(2026, 12, 4), [STUDIEDAG])


def test_holidays_in_a_vacation_are_part_of_it_and_sundays_change_no_clock() -> None:
    christmas = {date(2026, 12, day): "Kerstvakantie" for day in range(19, 32)}
    named = {
        **christmas,
        date(2026, 12, 25): "Eerste kerstdag",
        date(2027, 1, 1): "Nieuwjaarsdag",
        date(2027, 1, 2): "Kerstvakantie",
        date(2027, 3, 28): "Eerste paasdag",
        date(2027, 3, 29): "Tweede paasdag",
    }
    assert free_periods(named, [STUDIEDAG]) == [
        STUDIEDAG,
        (date(2026, 12, 19), date(2027, 1, 2), "Kerstvakantie"),
        (date(2027, 3, 29), date(2027, 3, 29), "Tweede paasdag"),
    ]


def test_a_look_into_the_read_log_is_a_year_at_most() -> None:
    today = date(2026, 11, 23)
    assert check_look_back(date(2026, 11, 1), today) == (date(2026, 11, 1), today)
    with pytest.raises(InputRefused, match="ten hoogste een jaar"):
        check_look_back(date(2025, 1, 1), today)
    with pytest.raises(InputRefused, match="Kies een eerste en een laatste dag"):
        check_look_back(None, today)


# --- the turn of the year -------------------------------------------------------------------------


def a_class(name: str, year_group: int) -> SchoolClass:
    return SchoolClass(f"id {name}", name, year_group, "t", "team", "2027-2028")


@pytest.mark.parametrize(
    ("name", "year_group", "following"),
    [
        ("2B", 2, "3B"),
        ("4V1", 4, "5V1"),
        ("h2a", 2, "H3A"),
        ("1A1", 1, "2A1"),
        ("BK 2-3", 2, "BK 3-3"),
    ],
)
def test_a_class_goes_where_its_name_says(name: str, year_group: int, following: str) -> None:
    offered = [a_class("2B", 2), a_class(following, year_group + 1), a_class("6V", 6)]
    assert proposed_class(a_class(name, year_group), offered) == f"id {following}"


def test_the_highest_year_leaves_the_school() -> None:
    assert proposed_class(a_class("6V1", 6), [a_class("3B", 3), a_class("6V1", 6)]) == LEAVES


def test_a_name_that_says_nothing_waits_for_a_choice() -> None:
    offered = [a_class("3B", 3), a_class("3H2", 2), a_class("6V1", 6)]
    assert proposed_class(a_class("2D", 2), offered) == LATER
    assert proposed_class(a_class("2H2", 2), offered) == LATER
    assert proposed_class(a_class("12B", 2), offered) == LATER
    assert proposed_class(a_class("5H1", 5), offered) == LATER
    assert proposed_class(a_class("6V1", 6), []) == LATER
