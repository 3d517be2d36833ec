"""Who may do what: the table of roles and actions, and how far each role reaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people import (
    MAY,
    WHOLE_SCHOOL,
    Action,
    Actor,
    Assignment,
    FigureScope,
    Home,
    PersonName,
    Reach,
    Role,
    short_names,
)
from casework.year_groups import within

CLASS, OTHER_CLASS = "2B", "2C"
TEAM, OTHER_TEAM = "onderbouw", "bovenbouw"
HOME = Home(CLASS, 2, TEAM)
ELSEWHERE = Home("4V1", 4, OTHER_TEAM)

# By hand, from the table of people in the product: what each role may do.
EVERYBODY = {Action.SEE_CARD, Action.SIGNAL}
HANDLERS = {
    *EVERYBODY,
    *(Action.HANDLE_SIGNAL, Action.REPORT, Action.SEE_CASE, Action.RECORD, Action.SEE_CLASS),
}
LEADING = {
    *(Action.SEE_FIGURES, Action.SEE_TRENDS, Action.MAKE_REPORT),
    *(Action.ANNOTATE, Action.SET_TARGET),
}
TABLE = {
    Role.STAFF: EVERYBODY,
    Role.MENTOR: {*HANDLERS, Action.LOG_MENTOR_HOUR, Action.SEE_FIGURES},
    Role.COORDINATOR: {*HANDLERS, Action.SEE_FIGURES, Action.SEE_TRENDS},
    Role.TEAM_LEADER: HANDLERS | LEADING,
    Role.SUPPORT_TEAM: {*EVERYBODY, Action.SEE_CASE, Action.ADVISE},
    Role.POLICY_COORDINATOR: EVERYBODY | LEADING,
    Role.SCHOOL_LEADER: EVERYBODY | LEADING,
    Role.ADMIN: {
        *EVERYBODY,
        *(Action.ADMINISTER, Action.SEE_READ_LOG, Action.SEE_CHANGE_LOG),
    },
    Role.PRIVACY: {*EVERYBODY, Action.SEE_CHANGE_LOG, Action.SEE_WHO_READ},
}


def somebody(*held: Assignment) -> Actor:
    return Actor("een id", "Samira el Idrissi", held)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action) -> None:
    actor = somebody(Assignment(role, "2"))

    assert actor.may(action) is (action in TABLE[role])


def test_every_action_and_every_role_has_its_place_in_the_table() -> None:
    assert set(MAY) == set(Action)
    assert set(TABLE) == set(Role)
    assert all(MAY.values())


def test_who_has_no_role_may_nothing() -> None:
    assert not any(somebody().may(action) for action in Action)


def test_a_role_is_in_force_on_its_first_and_its_last_day() -> None:
    held = Assignment(Role.MENTOR, CLASS, date(2026, 8, 1), date(2026, 11, 22))

    assert [held.holds_on(date(2026, month, day)) for month, day in ((7, 31), (8, 1))] == [
        False,
        True,
    ]
    assert held.holds_on(date(2026, 11, 22))
    assert not held.holds_on(date(2026, 11, 23))


# reach, homes of the pupils, level, put to the ondersteuningsteam, in sight
COVERS = [
    (Reach(classes=frozenset({CLASS})), [HOME], 1, False, True),
    (Reach(classes=frozenset({OTHER_CLASS})), [HOME], 3, False, False),
    (Reach(classes=frozenset({"4V1"})), [HOME, ELSEWHERE], 1, False, True),
    (Reach(year_groups=frozenset({2})), [HOME], 1, False, False),
    (Reach(year_groups=frozenset({2})), [HOME], 2, False, True),
    (Reach(year_groups=frozenset({2})), [HOME], 3, False, True),
    (Reach(year_groups=frozenset({3})), [HOME], 3, False, False),
    (Reach(teams=frozenset({TEAM})), [HOME], 2, False, False),
    (Reach(teams=frozenset({TEAM})), [HOME], 3, False, True),
    (Reach(teams=frozenset({OTHER_TEAM})), [HOME], 3, False, False),
    (Reach(consulted=True), [HOME], 3, False, False),
    (Reach(consulted=True), [HOME], 1, True, True),
    (Reach(classes=frozenset({OTHER_CLASS})), [HOME], 3, True, False),
    (Reach(), [HOME], 3, True, False),
    (Reach(classes=frozenset({CLASS})), [], 3, False, False),
]


@pytest.mark.parametrize(("reach", "homes", "level", "consulted", "in_sight"), COVERS)
def test_a_reach_covers_the_cases_of_its_scope_and_no_others(
    reach: Reach, homes: list[Home], level: int, consulted: bool, in_sight: bool
) -> None:
    assert reach.covers(homes, level, consulted) is in_sight


def test_each_role_reaches_through_its_own_scope() -> None:
    actor = somebody(
        Assignment(Role.MENTOR, CLASS),
        Assignment(Role.COORDINATOR, "2"),
        Assignment(Role.COORDINATOR, "3"),
        Assignment(Role.TEAM_LEADER, TEAM),
        Assignment(Role.SUPPORT_TEAM),
    )

    assert actor.reach(Action.SEE_CASE) == Reach(
        frozenset({CLASS}), within({2, 3}), frozenset({TEAM}), True, actor.staff_id
    )
    assert actor.reach(Action.RECORD) == Reach(
        frozenset({CLASS}), within({2, 3}), frozenset({TEAM}), False
    )
    assert actor.reach(Action.ADVISE) == Reach(consulted=True, member=actor.staff_id)
    assert actor.figure_scope() == FigureScope(
        frozenset({CLASS}), within({2, 3}), frozenset({TEAM})
    )


def test_a_person_has_in_a_case_only_the_roles_that_reach_it() -> None:
    actor = somebody(
        Assignment(Role.MENTOR, "4V1"),
        Assignment(Role.COORDINATOR, "2"),
        Assignment(Role.SUPPORT_TEAM),
        Assignment(Role.STAFF),
    )

    def roles(homes: list[Home], level: int, consulted: bool = False) -> frozenset[Role]:
        return actor.roles_in(Action.SEE_CASE, homes, level, consulted)

    assert roles([HOME], 1) == frozenset()
    assert roles([HOME], 2) == {Role.COORDINATOR}
    assert roles([ELSEWHERE], 2) == {Role.MENTOR}
    assert roles([HOME, ELSEWHERE], 2, True) == {
        *(Role.MENTOR, Role.COORDINATOR, Role.SUPPORT_TEAM),
    }


def test_has_asks_for_a_role_and_scopes_for_its_scopes() -> None:
    actor = somebody(Assignment(Role.MENTOR, CLASS), Assignment(Role.MENTOR, OTHER_CLASS))

    assert actor.has(Role.MENTOR)
    assert not actor.has(Role.ADMIN)
    assert actor.scopes(Role.MENTOR, Action.REPORT) == {CLASS, OTHER_CLASS}
    assert actor.scopes(Role.MENTOR, Action.MAKE_REPORT) == frozenset()


@pytest.mark.parametrize("role", [Role.POLICY_COORDINATOR, Role.SCHOOL_LEADER])
def test_who_answers_for_the_school_has_every_figure_and_no_case(role: Role) -> None:
    actor = somebody(Assignment(Role.STAFF), Assignment(role))

    assert actor.figure_scope() == WHOLE_SCHOOL
    assert actor.reach(Action.SEE_CASE) == Reach()
    assert not actor.reach(Action.SEE_CASE).covers([HOME], level=3, is_consulted=True)


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPPORT_TEAM, Role.ADMIN, Role.PRIVACY])
def test_who_answers_for_no_pupil_has_no_figures(role: Role) -> None:
    scope = somebody(Assignment(role)).figure_scope()

    assert scope == FigureScope()
    assert not scope.covers(HOME)


# scope, and whether it covers a class of 2B, year group 2, onderbouw
SCOPES = [
    (FigureScope(classes=frozenset({CLASS})), True),
    (FigureScope(classes=frozenset({OTHER_CLASS})), False),
    (FigureScope(year_groups=frozenset({2})), True),
    (FigureScope(year_groups=frozenset({1, 3})), False),
    (FigureScope(teams=frozenset({TEAM})), True),
    (FigureScope(teams=frozenset({OTHER_TEAM})), False),
    (FigureScope(classes=frozenset({"4V1"}), teams=frozenset({TEAM})), True),
    (WHOLE_SCHOOL, True),
]


@pytest.mark.parametrize(("scope", "is_covered"), SCOPES)
def test_a_scope_covers_the_classes_that_any_part_of_it_names(
    scope: FigureScope, is_covered: bool
) -> None:
    assert scope.covers(HOME) is is_covered


# --- short names ----------------------------------------------------------------------------------


def short(*names: tuple[str, str]) -> list[str]:
    return list(short_names({str(i): PersonName(*n) for i, n in enumerate(names)}).values())


def test_a_short_name_is_the_given_name_and_an_initial() -> None:
    assert short(("Noor", "Visser"), ("Emma", "van der Berg"), ("Ye", "")) == [
        "Noor V.",
        "Emma B.",
        "Ye",
    ]


def test_those_who_would_be_called_alike_are_told_apart_by_as_many_letters_as_it_takes() -> None:
    assert short(("Sem", "Jacobs"), ("Sem", "Jansen"), ("Sem", "Vos")) == [
        "Sem Jac.",
        "Sem Jan.",
        "Sem V.",
    ]
    assert short(("Sem", "Jan"), ("Sem", "Jansen")) == ["Sem Jan", "Sem Jans."]
    assert short(("Sem", "de Wit"), ("Sem", "Wit")) == ["Sem de Wit", "Sem Wit"]


def test_namesakes_have_a_number() -> None:
    assert short(("Sem", "de Wit"), ("Sem", "de Wit")) == ["Sem de Wit (1)", "Sem de Wit (2)"]


NAMES = st.builds(
    PersonName, st.sampled_from(["Sem", "Noor"]), st.text("abAB", max_size=4).map(str.strip)
)


@given(st.lists(NAMES, max_size=8))
def test_no_two_are_ever_called_the_same(names: list[PersonName]) -> None:
    called = short_names({str(i): name for i, name in enumerate(names)})
    assert len(set(called.values())) == len(names)
