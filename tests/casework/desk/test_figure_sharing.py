"""Who may save a figure of which team, and that it stands in the read log."""

from datetime import timedelta

import pytest

from casework.errors import NotHere
from casework.people import Assignment, Role
from tests.cast import YEAR_STARTS_ON, Cast

YEAR = "2026-2027"
WHAT = "Meldingen per klas (XLSX)"


def given(cast: Cast, name: str, role: Role, scope: str = "") -> None:
    """One more role for somebody of the cast."""
    held = Assignment(role, scope, YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff[name], held, cast.staff["Ineke"])


@pytest.mark.parametrize(
    ("name", "teams"),
    [
        ("Samira", ["onderbouw"]),
        ("Fatima", ["onderbouw"]),
        ("Willem", ["onderbouw"]),
        ("Petra", ["bovenbouw"]),
        ("Hanna", ["bovenbouw"]),
    ],
)
def test_figures_are_saved_of_a_team_in_which_the_own_pupils_are(
    shared: Cast, name: str, teams: list[str]
) -> None:
    scope = shared.desk(name).figure_sharing.scope(YEAR)
    assert list(scope.teams.values()) == teams
    assert not scope.has_all


@pytest.mark.parametrize("name", ["Dirk", "Anneke", "Ineke"])
def test_who_sees_no_figures_saves_none(shared: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        _ = shared.desk(name).figure_sharing


@pytest.mark.parametrize("role", [Role.POLICY_COORDINATOR, Role.SCHOOL_LEADER])
def test_who_answers_for_the_school_saves_figures_of_all_of_it(cast: Cast, role: Role) -> None:
    given(cast, "Dirk", role)
    scope = cast.desk("Dirk").figure_sharing.scope(YEAR)
    assert list(scope.teams.values()) == ["bovenbouw", "onderbouw"]
    assert scope.has_all


def test_who_leads_every_team_saves_figures_of_the_school(cast: Cast) -> None:
    given(cast, "Petra", Role.TEAM_LEADER, cast.teams["onderbouw"])
    assert cast.desk("Petra").figure_sharing.scope(YEAR).has_all


def test_a_mentor_in_every_team_is_not_who_leads_them(cast: Cast) -> None:
    given(cast, "Hanna", Role.MENTOR, cast.classes["2C"])
    scope = cast.desk("Hanna").figure_sharing.scope(YEAR)
    assert list(scope.teams.values()) == ["bovenbouw", "onderbouw"]
    assert not scope.has_all


def test_an_unknown_year_has_no_teams(shared: Cast) -> None:
    scope = shared.desk("Willem").figure_sharing.scope("1999-2000")
    assert (scope.teams, scope.has_all) == ({}, False)


def lines(cast: Cast) -> list[tuple[str, str, str]]:
    read_log = cast.store.access_log.lines(cast.today - timedelta(days=1), cast.today)
    return [(line.staff_name, line.case_label, line.reason) for line in read_log]


def test_each_file_is_a_line_in_the_read_log_under_who_fetched_it(cast: Cast) -> None:
    sharing = cast.desk("Samira").figure_sharing
    for _ in range(2):
        sharing.log_export(YEAR, cast.teams["onderbouw"], WHAT)
    line = ("Samira el Idrissi", "cijfers onderbouw", f"figuur bewaard: {WHAT}")
    assert lines(cast).count(line) == 2


def test_a_figure_of_the_school_is_a_line_for_each_team(cast: Cast) -> None:
    given(cast, "Dirk", Role.SCHOOL_LEADER)
    cast.desk("Dirk").figure_sharing.log_export(YEAR, "", WHAT)
    assert {label for _, label, reason in lines(cast) if WHAT in reason} == {
        "cijfers bovenbouw",
        "cijfers onderbouw",
    }


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem"])
def test_no_figure_leaves_of_another_team_or_of_the_school(shared: Cast, name: str) -> None:
    sharing = shared.desk(name).figure_sharing
    for team_id in (shared.teams["bovenbouw"], "", "onzin"):
        with pytest.raises(NotHere):
            sharing.log_export(YEAR, team_id, WHAT)
    assert not [line for line in lines(shared) if WHAT in line[2]]


def test_who_saves_a_figure_signs_it(shared: Cast) -> None:
    maker = shared.desk("Samira").figure_sharing.maker()
    assert (maker.school_name, maker.made_by) == ("Het Lindelyceum", "Samira el Idrissi")
