"""A beheerder who opens cases too and comes to see more by a change of the register: it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.errors import InputRefused
from casework.people import Assignment, PersonName, Role
from casework.records import SchoolYear
from casework.role_watch import NoticeKind, OwnRoles
from casework.roster import ClassChanged, ClassNow, PupilBack, PupilMoved, RoleGiven, RosterChange
from casework.roster.decisions import ImportWork
from casework.words import full_date, local_day
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from ui.agenda.notices import sentences

YEAR = SchoolYear("2026-2027", YEAR_STARTS_ON, date(2027, 7, 31))
NEXT = SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31))
Road = Callable[[Cast], object]


def beheerder(cast: Cast, name: str) -> str:
    """Somebody of the cast is beheerder besides."""
    cast.store.school.assign(cast.staff[name], Assignment(Role.ADMIN), "")
    return cast.staff[name]


def gains(cast: Cast, name: str) -> list[str]:
    """What Vandaag tells somebody of what others came to see, without the day."""
    lines = [
        one for one in cast.desk(name).notices.lines() if one.change.what is NoticeKind.OWN_SIGHT
    ]
    days = {full_date(local_day(one.change.given_at)) for one in lines}
    said = sentences(lines)
    for day in days:
        said = [sentence.replace(f" op {day}", "") for sentence in said]
    return said


def imported(cast: Cast, by: str, *changes: RosterChange) -> str:
    run_id = str(uuid4())
    work = ImportWork(YEAR, TODAY, changes)
    cast.store.imports.import_roster(work, run_id, cast.staff[by], lambda _step: None)
    return run_id


def by_moving(cast: Cast) -> None:
    samira, sem = cast.staff["Samira"], cast.pupils["Sem"]
    cast.store.school.move_pupil(sem, cast.classes["2B"], TODAY, samira)


def by_moving_in_bulk(cast: Cast) -> None:
    samira, sem = cast.staff["Samira"], cast.pupils["Sem"]
    cast.store.school.move_pupils([sem], cast.classes["2B"], TODAY, samira)


def by_moving_from_a_day_to_come(cast: Cast) -> None:
    samira, sem = cast.staff["Samira"], cast.pupils["Sem"]
    later = TODAY + timedelta(days=60)
    cast.store.school.move_pupil(sem, cast.classes["2B"], later, samira)


def by_bringing_back_who_left(cast: Cast) -> None:
    cast.store.school.pupil_leaves(cast.pupils["Sem"], TODAY, cast.staff["Ineke"])
    by_moving(cast)


def by_a_file(cast: Cast) -> None:
    imported(cast, "Samira", PupilMoved(cast.pupils["Sem"], "2C", "2B"))


def by_a_file_with_who_left(cast: Cast) -> None:
    cast.store.school.pupil_leaves(cast.pupils["Sem"], TODAY, cast.staff["Ineke"])
    imported(cast, "Samira", PupilBack(cast.pupils["Sem"], TODAY, "2B"))


def by_another_record(cast: Cast) -> None:
    school, samira = cast.store.school, cast.staff["Samira"]
    again = school.add_pupil(PersonName("Sem", "Jansen"), cast.classes["2B"], TODAY, samira)
    assert gains(cast, "Joris") == []
    school.merge_pupils(cast.pupils["Sem"], again, samira)


def by_a_record_that_goes_under(cast: Cast) -> None:
    school, samira = cast.store.school, cast.staff["Samira"]
    again = school.add_pupil(PersonName("Sem", "Jansen"), cast.classes["2B"], TODAY, samira)
    school.merge_pupils(again, cast.pupils["Sem"], samira)


def by_taking_back_what_another_did(cast: Cast) -> None:
    school, noor = cast.store.school, cast.pupils["Sem"]
    school.move_pupil(noor, cast.classes["2B"], YEAR_STARTS_ON, cast.staff["Ineke"])
    run_id = imported(cast, "Ineke", PupilMoved(noor, "2B", "2C"))
    cast.store.imports.undo_import(run_id, cast.staff["Samira"])


PUPIL_ROADS: dict[str, Road] = {
    "moved": by_moving,
    "moved in bulk": by_moving_in_bulk,
    "moved from a day to come": by_moving_from_a_day_to_come,
    "back after leaving": by_bringing_back_who_left,
    "by a file": by_a_file,
    "back by a file": by_a_file_with_who_left,
    "added again and merged": by_another_record,
    "merged the other way": by_a_record_that_goes_under,
    "an import taken back": by_taking_back_what_another_did,
}


@pytest.mark.parametrize("road", PUPIL_ROADS.values(), ids=PUPIL_ROADS)
def test_a_pupil_in_the_own_class_is_told_on_every_road(cast: Cast, road: Road) -> None:
    beheerder(cast, "Samira")
    also_mentor = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Dirk"], also_mentor, "")
    road(cast)
    said = ["Samira el Idrissi heeft een leerling uit 2C in de eigen klas 2B gezet."]
    for name in ("Joris", "Dirk", "Fatima", "Ineke", "Nadia", "Sofie"):
        assert gains(cast, name) == said
    for name in ("Samira", "Hanna", "Petra", "Pim", "Anneke"):
        assert gains(cast, name) == []


def test_two_classes_made_one_are_one_sentence(cast: Cast) -> None:
    samira, pupils = beheerder(cast, "Samira"), [cast.pupils[name] for name in ("Sem", "Lotte")]
    cast.store.school.move_pupils(pupils, cast.classes["2B"], TODAY, samira)
    said = ["Samira el Idrissi heeft 2 leerlingen uit 2C in de eigen klas 2B gezet."]
    assert gains(cast, "Joris") == said


def test_the_turn_of_the_year_into_an_own_class_is_told_once(cast: Cast) -> None:
    school, samira = cast.store.school, beheerder(cast, "Samira")
    school.add_school_year(NEXT, samira)
    new = school.add_class("3B", 3, "onderbouw", NEXT.school_year, samira)
    mentor_then = Assignment(Role.MENTOR, new, NEXT.starts_on)
    school.assign(samira, mentor_then, cast.staff["Ineke"])
    classes = {cast.classes["2B"]: new, cast.classes["2C"]: new}
    school.turn_year("2026-2027", classes, samira)
    said = ["Samira el Idrissi heeft 2 leerlingen uit 2C in de eigen klas 3B gezet."]
    assert gains(cast, "Joris") == gains(cast, "Nadia") == said


# --- classes ----------------------------------------------------------------------------------


def placed(cast: Cast, by: str, *, year_group: int = 4, team: str = "bovenbouw") -> None:
    held = next(one for one in cast.store.school.all_classes() if one.name == "4V1")
    new = replace(held, year_group=year_group, team_name=team)
    cast.store.school.change_class(held, new, beheerder(cast, by))


def placed_by_a_file(cast: Cast) -> None:
    beheerder(cast, "Willem")
    class_id = cast.classes["4V1"]
    before = ClassNow(class_id, "4V1", "4V", "bovenbouw")
    imported(cast, "Willem", ClassChanged(class_id, before, "4V", "onderbouw"))


CLASS_ROADS: dict[str, tuple[Road, str]] = {
    "another team": (lambda cast: placed(cast, "Willem", team="onderbouw"), "Willem van Dam"),
    "another year group": (lambda cast: placed(cast, "Fatima", year_group=2), "Fatima Aydın"),
    "another team by a file": (placed_by_a_file, "Willem van Dam"),
}


@pytest.mark.parametrize(("road", "who"), CLASS_ROADS.values(), ids=CLASS_ROADS)
def test_a_class_in_the_own_team_or_year_is_told(cast: Cast, road: Road, who: str) -> None:
    road(cast)
    said = [f"{who} heeft klas 4V1 in het eigen leerjaar of team gezet."]
    for name in ("Hanna", "Petra", "Ineke", "Nadia", "Sofie"):
        assert gains(cast, name) == said
    assert gains(cast, "Joris") == []


def test_a_pupil_in_a_class_of_the_own_year_is_told(cast: Cast) -> None:
    fatima = beheerder(cast, "Fatima")
    cast.store.school.move_pupil(cast.pupils["Tim"], cast.classes["2B"], TODAY, fatima)
    said = ["Fatima Aydın heeft een leerling uit 4V1 in 2B gezet, binnen de eigen rol."]
    assert gains(cast, "Hanna") == gains(cast, "Samira") == said
    cast.store.school.move_pupil(cast.pupils["Tim"], cast.classes["2C"], TODAY, fatima)
    assert gains(cast, "Joris") == []


def test_a_class_of_a_new_team_of_which_nobody_is_leader_comes_to_the_schoolleiding(
    cast: Cast,
) -> None:
    placed(cast, "Sofie", team="examenteam")
    said = ["Sofie Tahiri heeft klas 4V1 in het eigen leerjaar of team gezet."]
    assert gains(cast, "Petra") == gains(cast, "Hanna") == said


# --- the work of a colleague ------------------------------------------------------------------


def test_who_ends_the_role_of_a_mentor_and_then_does_that_work_is_told(cast: Cast) -> None:
    fatima, school = beheerder(cast, "Fatima"), cast.store.school
    held = next(one for one in cast.actor("Samira").assignments if one.role is Role.MENTOR)
    school.end_assignment(cast.staff["Samira"], held, TODAY + timedelta(days=60), fatima)
    said = (
        "Door een wijziging doet Fatima Aydın in 2B zelf het werk van een rol die niemand meer "
        "heeft."
    )
    assert gains(cast, "Samira") == gains(cast, "Nadia") == [said]


def test_who_ends_the_account_of_a_teamleider_and_then_does_that_work_is_told(cast: Cast) -> None:
    sofie = beheerder(cast, "Sofie")
    cast.store.school.end_staff(cast.staff["Petra"], TODAY, sofie)
    said = (
        "Door een wijziging doet Sofie Tahiri in 4V1 zelf het werk van een rol die niemand meer "
        "heeft."
    )
    assert gains(cast, "Hanna") == gains(cast, "Ineke") == [said]


# --- what is told to nobody -------------------------------------------------------------------


def test_a_beheerder_who_opens_no_case_is_not_spoken_of(cast: Cast) -> None:
    ineke = cast.staff["Ineke"]
    cast.store.school.move_pupil(cast.pupils["Sem"], cast.classes["2B"], TODAY, ineke)
    for name in ("Joris", "Samira", "Nadia", "Sofie"):
        assert gains(cast, name) == []


def test_what_brings_nothing_new_in_sight_is_told_to_nobody(cast: Cast) -> None:
    school, samira = cast.store.school, beheerder(cast, "Samira")
    school.move_pupil(cast.pupils["Noor"], cast.classes["2C"], TODAY, samira)
    school.move_pupil(cast.pupils["Tim"], cast.classes["2C"], TODAY, samira)
    school.add_pupil(PersonName("Mila", "Kok"), cast.classes["2B"], TODAY, samira)
    imported(cast, "Samira", PupilMoved(cast.pupils["Lotte"], "2C", "4V1"))
    for name in ("Joris", "Hanna", "Fatima", "Ineke", "Nadia", "Sofie"):
        assert gains(cast, name) == []


def test_a_role_that_comes_with_pupils_in_one_file_is_told_as_a_role_and_the_pupil_besides(
    cast: Cast,
) -> None:
    hanna = beheerder(cast, "Hanna")
    cast.store.school.set_own_roles(OwnRoles.TELL, cast.staff["Ineke"])
    imported(
        cast,
        "Hanna",
        RoleGiven(Role.MENTOR, "2B", hanna),
        PupilMoved(cast.pupils["Sem"], "2C", "2B"),
    )
    told = {one.change.what for one in cast.desk("Samira").notices.lines()}
    assert told == {NoticeKind.ROLE, NoticeKind.OWN_SIGHT}
    said = ["Hanna Dekker heeft een leerling uit 2C in de eigen klas 2B gezet."]
    assert gains(cast, "Joris") == said


def test_a_role_by_the_own_hand_is_not_told_twice(cast: Cast) -> None:
    fatima, school = beheerder(cast, "Fatima"), cast.store.school
    school.set_own_roles(OwnRoles.TELL, cast.staff["Ineke"])
    for role in (Role.TEAM_LEADER, Role.MENTOR):
        scope = cast.teams["bovenbouw"] if role is Role.TEAM_LEADER else cast.classes["4V1"]
        school.assign(fatima, Assignment(role, scope, TODAY), fatima)
    assert gains(cast, "Hanna") == gains(cast, "Ineke") == []


def test_a_pupil_of_two_records_is_one_pupil(cast: Cast) -> None:
    school, ineke = cast.store.school, cast.staff["Ineke"]
    again = school.add_pupil(PersonName("Sem", "Jansen"), cast.classes["4V1"], TODAY, ineke)
    school.merge_pupils(cast.pupils["Sem"], again, ineke)
    school.move_pupil(
        again, cast.classes["2B"], TODAY + timedelta(days=7), beheerder(cast, "Samira")
    )
    assert gains(cast, "Hanna") == [
        "Samira el Idrissi heeft een leerling uit 4V1 in de eigen klas 2B gezet."
    ]


def test_a_change_that_is_refused_tells_nothing(cast: Cast) -> None:
    samira, school = beheerder(cast, "Samira"), cast.store.school
    with pytest.raises(InputRefused):
        school.move_pupils([cast.pupils["Sem"]], cast.classes["2B"], date(2020, 1, 1), samira)
    assert gains(cast, "Joris") == []


def test_the_record_of_changes_has_it_without_the_pupil(cast: Cast) -> None:
    beheerder(cast, "Samira")
    by_moving(cast)
    sql = "select detail from reference_change where kind = 'notice:own_sight'"
    ((detail,),) = cast.store.database.rows(sql)
    assert cast.classes["2B"] in detail
    assert cast.pupils["Sem"] not in detail
