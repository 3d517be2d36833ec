"""A class is of one year, of several together, or of a department without years."""

import pytest

from casework import year_groups
from casework.cases.step_owners import Owner
from casework.people import Action, Actor, Assignment, Home, Role
from casework.year_groups import COMBINED, ISK, NAMED, OTHER, PRO, VAVO, YEARS, from_text

TEXTS = {
    "1": 1,
    "leerjaar 3": 3,
    "03": 3,
    "H4": 4,
    "V5b": 5,
    "h41": 4,
    "4 havo": 4,
    "2B": 2,
    "M3k2": 3,
    "1/2 HV": 12,
    "1 en 2": 12,
    "1-2": 12,
    "V4&5": 45,
    "1/2/3": 123,
    "H4-2": 4,
    "ISK": ISK,
    "isk2a": ISK,
    "PrO 1": PRO,
    "praktijkonderwijs": PRO,
    "vavo": VAVO,
    "overig": OTHER,
    "Project 2": 2,
    "1/3": None,
    "10A": None,
    "2026": None,
    "HV": None,
    "": None,
}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_year_group_is_read_from_a_column_or_the_name_of_a_class(text: str) -> None:
    assert from_text(text) == TEXTS[text]


@pytest.mark.parametrize("code", [*YEARS, *COMBINED, *NAMED])
def test_what_is_shown_is_read_back(code: int) -> None:
    assert from_text(year_groups.short(code)) == from_text(year_groups.words(code)) == code


def test_a_year_group_says_its_years() -> None:
    assert year_groups.words(2) == "leerjaar 2"
    assert year_groups.words(12) == "leerjaar 1/2"
    assert year_groups.words(VAVO) == "vavo"
    assert year_groups.years_of(12) == (1, 2)
    assert year_groups.years_of(ISK) == ()
    assert year_groups.combined([2, 1, 2]) == 12
    assert year_groups.combined([1, 3]) is None


def test_a_combined_class_stands_between_its_years_and_a_department_last() -> None:
    assert sorted([ISK, 2, 12, 1, 6, 23], key=year_groups.order) == [1, 12, 2, 23, 6, ISK]


@pytest.mark.parametrize("scope", ["1", "2"], ids=["of-1", "of-2"])
def test_coordinators_of_both_years_see_a_case_of_a_combined_class(scope: str) -> None:
    actor = Actor("a", "Ruben", (Assignment(Role.COORDINATOR, scope),))
    home = Home("c", 12, "t")
    assert actor.reach(Action.SEE_CASE).covers([home], level=2, is_consulted=False)
    assert Owner(Role.COORDINATOR, "12").is_held_by(actor)


def test_the_coordinator_of_another_year_or_department_does_not() -> None:
    for scope in ("3", str(ISK)):
        actor = Actor("a", "Ruben", (Assignment(Role.COORDINATOR, scope),))
        home = Home("c", 12, "t")
        assert not actor.reach(Action.SEE_CASE).covers([home], level=3, is_consulted=False)
        assert not Owner(Role.COORDINATOR, "12").is_held_by(actor)


def test_a_department_has_a_coordinator_of_its_own() -> None:
    actor = Actor("a", "Ruben", (Assignment(Role.COORDINATOR, str(ISK)),))
    assert actor.reach(Action.SEE_CASE).covers([Home("c", ISK, "t")], level=2, is_consulted=False)
