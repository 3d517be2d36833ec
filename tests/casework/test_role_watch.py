"""Which roles are watched, who decides about them, and to whom they are told."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people import MAY, Action, Actor, Assignment, Home, Role
from casework.role_watch import (
    OPENS_CASES,
    WATCHED,
    Notice,
    NoticeKind,
    concerns,
    deciders,
    is_watched,
    role_detail,
    role_of,
    same_hands,
)

HENK, KAREL, ROOS, SAMIRA = "henk", "karel", "roos", "samira"
HOMES = (Home("2B", 2, "onderbouw"), Home("2C", 2, "onderbouw"), Home("4V1", 4, "bovenbouw"))
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_every_role_that_opens_a_case_a_signal_or_a_figure_is_watched() -> None:
    sees = (Action.SEE_CASE, Action.HANDLE_SIGNAL, Action.SEE_FIGURES, Action.SEE_CLASS)
    assert {role for role in Role if any(role in MAY[action] for action in sees)} == OPENS_CASES
    assert OPENS_CASES | {Role.PRIVACY} == WATCHED
    assert not WATCHED & {Role.STAFF, Role.ADMIN}


@pytest.mark.parametrize("role", sorted(Role), ids=str)
def test_a_role_to_oneself_and_to_who_has_it_from_ones_own_hand_is_watched(role: Role) -> None:
    handed_out_by = {SAMIRA: HENK}
    assert is_watched(role, HENK, HENK, handed_out_by) is (role in WATCHED)
    assert is_watched(role, SAMIRA, HENK, handed_out_by) is (role in WATCHED)
    assert not is_watched(role, SAMIRA, KAREL, handed_out_by)
    assert not is_watched(role, ROOS, HENK, handed_out_by)
    assert not is_watched(role, SAMIRA, "", handed_out_by)


@pytest.mark.parametrize(
    ("handed_out_by", "who"),
    [
        pytest.param({}, {KAREL, ROOS}, id="everybody with an account of one's own"),
        pytest.param({KAREL: HENK}, {ROOS}, id="not who was invited by the asker"),
        pytest.param({HENK: KAREL}, {ROOS}, id="not who invited the asker"),
        pytest.param({KAREL: HENK, ROOS: KAREL}, set(), id="not who was invited by such a one"),
        pytest.param({HENK: ROOS, KAREL: ROOS}, set(), id="not two of whom one has both accounts"),
        pytest.param({SAMIRA: HENK}, {KAREL, ROOS}, id="a mentor says nothing of a beheerder"),
    ],
)
def test_the_asker_and_whose_account_may_be_in_the_same_hands_decide_nothing(
    handed_out_by: dict[str, str], who: set[str]
) -> None:
    admins = [HENK, KAREL, ROOS]
    assert deciders(admins, HENK, HENK, handed_out_by) == who
    assert deciders(admins, SAMIRA, HENK, {SAMIRA: HENK, **handed_out_by}) == who


@given(st.dictionaries(st.integers(0, 6).map(str), st.integers(0, 6).map(str)))
def test_being_in_one_hand_goes_both_ways(handed_out_by: dict[str, str]) -> None:
    for one in handed_out_by:
        for other in same_hands(one, handed_out_by):
            assert one in same_hands(other, handed_out_by)
        assert handed_out_by[one] in same_hands(one, handed_out_by)


def reader(*held: Assignment, staff_id: str = "lezer") -> Actor:
    return Actor(staff_id, "Lezer", held)


MENTOR, OTHER = Assignment(Role.MENTOR, "2B"), Assignment(Role.MENTOR, "4V1")
YEAR, TEAM = Assignment(Role.COORDINATOR, "2"), Assignment(Role.TEAM_LEADER, "bovenbouw")
# The role that was given, who reads, and whether it is told.
TOLD = {
    "mentor of the same class": (MENTOR, MENTOR, True),
    "mentor of another class": (MENTOR, OTHER, False),
    "coordinator of its year": (MENTOR, YEAR, True),
    "team leader of another team": (MENTOR, TEAM, False),
    "a year, to a mentor in it": (YEAR, MENTOR, True),
    "a year, to a mentor outside": (YEAR, OTHER, False),
    "a team, to a mentor in it": (TEAM, OTHER, True),
    "a team, to a mentor outside": (TEAM, MENTOR, False),
    "the support team, to any mentor": (Assignment(Role.SUPPORT_TEAM), OTHER, True),
    "the school, to any coordinator": (Assignment(Role.SCHOOL_LEADER), YEAR, True),
    "the school, to a docent": (Assignment(Role.SCHOOL_LEADER), Assignment(Role.STAFF), False),
    "privacy, to a mentor": (Assignment(Role.PRIVACY), MENTOR, False),
    "privacy, to the schoolleiding": (
        Assignment(Role.PRIVACY),
        Assignment(Role.SCHOOL_LEADER),
        True,
    ),
    "a class, to who watches": (MENTOR, Assignment(Role.PRIVACY), True),
    "a class, to another beheerder": (MENTOR, Assignment(Role.ADMIN), True),
}


@pytest.mark.parametrize(("given_role", "held", "is_told"), TOLD.values(), ids=TOLD)
def test_who_is_concerned_is_told(
    given_role: Assignment, held: Assignment, *, is_told: bool
) -> None:
    change = Notice(AT, HENK, HENK, NoticeKind.ROLE, given_role)
    assert concerns(change, reader(held), HOMES) is is_told


def test_who_did_it_is_not_told_and_the_owner_of_an_account_is() -> None:
    change = Notice(AT, HENK, SAMIRA, NoticeKind.INVITATION)
    assert not concerns(change, reader(Assignment(Role.ADMIN), staff_id=HENK), HOMES)
    assert concerns(change, reader(MENTOR, staff_id=SAMIRA), HOMES)
    assert not concerns(change, reader(MENTOR), HOMES)
    got_a_role = Notice(AT, HENK, SAMIRA, NoticeKind.ROLE, MENTOR)
    assert not concerns(got_a_role, reader(MENTOR, staff_id=SAMIRA), HOMES)


@pytest.mark.parametrize("held", [MENTOR, YEAR, TEAM, Assignment(Role.SUPPORT_TEAM, "", AT.date())])
def test_a_role_is_read_back_from_the_record_as_it_was(held: Assignment) -> None:
    assert role_of(role_detail(held)) == held
