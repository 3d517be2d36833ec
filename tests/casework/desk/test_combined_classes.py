"""A combined class: the coordinators of both years see its cases, in lists, figures and by name."""

from dataclasses import replace

from casework.figures import FigureFilter, Way
from casework.people import Assignment, PersonName, Role
from casework.year_groups import ISK
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, case_at_level

YEAR = "2026-2027"


def combined(cast: Cast) -> str:
    """Put 2B together with year 1, and give year 1 a coordinator."""
    school = cast.store.school
    held = school.class_index(YEAR)[cast.classes["2B"]]
    school.change_class(held, replace(held, name="1/2 HV", year_group=12), "")
    dirk = cast.staff["Dirk"]
    school.assign(dirk, Assignment(Role.COORDINATOR, "1", YEAR_STARTS_ON), "")
    return dirk


def test_coordinators_of_both_years_see_a_case_at_level_2(cast: Cast) -> None:
    combined(cast)
    case_id = case_at_level(cast, "Samira", 2)
    for name in ("Fatima", "Dirk"):
        desk = cast.desk(name)
        assert case_id in {summary.case_id for summary in desk.cases.all()}, name
        assert desk.cases.open(case_id).case.case_id == case_id


def test_the_coordinator_of_another_year_or_department_does_not(cast: Cast) -> None:
    combined(cast)
    school = cast.store.school
    for scope, name in (("3", "Anneke"), (str(ISK), "Pim")):
        school.assign(cast.staff[name], Assignment(Role.COORDINATOR, scope, YEAR_STARTS_ON), "")
        case_id = case_at_level(cast, "Samira", 2)
        assert case_id not in {summary.case_id for summary in cast.desk(name).cases.all()}


def test_its_figures_stand_under_its_own_name(cast: Cast) -> None:
    combined(cast)
    cast.case()
    figures = cast.desk("Fatima").trends.figures(Way.SCREEN)
    for year_group, count in ((12, 1), (2, 0)):
        cases = figures(FigureFilter(year_group=year_group)).cases
        assert cases.aggregate("count(*)").fetchall() == [(count,)]


def test_a_signal_about_it_says_both_coordinators_when_there_is_no_mentor(cast: Cast) -> None:
    combined(cast)
    cast.store.school.end_staff(cast.staff["Samira"], TODAY, "")
    receivers = cast.desk("Joris").signals.receivers([cast.pupils["Noor"]])
    assert receivers.year_groups == (1, 2)


def test_a_department_has_a_coordinator_and_a_class_list(cast: Cast) -> None:
    school = cast.store.school
    made = school.add_class("I1", ISK, "internationaal", YEAR, "")
    school.add_pupil(PersonName("Ada", "Öz"), made, YEAR_STARTS_ON, "")
    school.assign(cast.staff["Dirk"], Assignment(Role.COORDINATOR, str(ISK), YEAR_STARTS_ON), "")
    assert [c.name for c in school.classes(YEAR)] == ["2B", "2C", "4V1", "I1"]
    assert {c.name for c in cast.desk("Dirk").classroom.classes()} == {"I1"}
