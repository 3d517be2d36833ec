"""A roster file at the desk of a beheerder: the year turns by it, and nothing is done blindly."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.desk import Desk
from casework.desk.roster import ImportPreview, ImportReceipt
from casework.errors import InputRefused, NotHere, RosterMovedOn
from casework.own_time import StandIn
from casework.people import PersonName, Role
from casework.pupil_identity import PupilDetails
from casework.records import SchoolYear
from casework.roster import (
    NewPupil,
    PupilMoved,
    PupilWithoutPlace,
    RosterClass,
    RosterFile,
    RosterPupil,
    RosterStaff,
)
from casework.roster.decisions import Decisions
from tests.cast import TODAY, Cast
from tests.data.test_roster_import import dump

SUMMER = date(2027, 6, 21)
NEXT_YEAR = SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31))
NUMBERS = {name: f"10{place}" for place, name in enumerate(("Noor", "Daan", "Yusuf", "Emma"))}


def numbered(cast: Cast) -> Cast:
    """The same school, in which the pupils of 2B have their number."""
    for name, number in NUMBERS.items():
        cast.store.school.change_details(cast.pupils[name], PupilDetails(number), "")
    return cast


def rows(classes: Mapping[str, str]) -> tuple[RosterPupil, ...]:
    """Pupils of 2B by name, each with a class."""
    families = {"Noor": "Visser", "Daan": "de Boer", "Yusuf": "Yılmaz", "Emma": "Bakker"}
    return tuple(
        RosterPupil(NUMBERS[name], name, families[name], class_names=(where,), line=place)
        for place, (name, where) in enumerate(classes.items(), 2)
    )


def new_year_file() -> RosterFile:
    """The file of the new year: 2B is spread over two classes, Emma is in none."""
    return RosterFile(
        pupils=rows({"Noor": "3A", "Daan": "3B", "Yusuf": "3A"}),
        classes=(
            RosterClass("3A", "3", mentors=("joris",)),
            RosterClass("3B", "3", mentors=("dirk",)),
        ),
        school_year="2027-2028",
    )


def preview(desk: Desk, file: RosterFile, year: SchoolYear = NEXT_YEAR) -> ImportPreview:
    return desk.office.roster.preview(file, year, desk.office.roster.first_day(year))


def bring_in(desk: Desk, file: RosterFile, **decisions: object) -> ImportReceipt | None:
    return desk.office.roster.bring_in(
        preview(desk, file),
        Decisions(**decisions),  # type: ignore[arg-type]
        form_key=str(uuid4()),
    )


def test_the_next_year_is_offered_from_april(cast: Cast) -> None:
    names = [year.school_year for year in cast.desk("Ineke").office.roster.years()]
    later = [year.school_year for year in cast.desk("Ineke", SUMMER).office.roster.years()]

    assert (names, later) == (["2026-2027"], ["2026-2027", "2027-2028"])


def test_the_file_of_the_new_year_takes_each_pupil_to_the_own_class(cast: Cast) -> None:
    ineke = numbered(cast).desk("Ineke", SUMMER)
    plan = preview(ineke, new_year_file()).plan
    assert {(one.pupil_id, one.to_class) for one in plan.only(PupilMoved)} == {
        (cast.pupils["Noor"], "3A"),
        (cast.pupils["Daan"], "3B"),
        (cast.pupils["Yusuf"], "3A"),
    }
    assert cast.pupils["Emma"] in {one.pupil_id for one in plan.only(PupilWithoutPlace)}

    receipt = bring_in(ineke, new_year_file())

    assert receipt is not None
    assert (receipt.count_pupils, receipt.count_classes) == (3, 2)
    school = cast.store.school
    classes = {one.name: one.class_id for one in school.classes("2027-2028")}
    day = NEXT_YEAR.starts_on
    assert school.members([classes["3A"]], day) == {cast.pupils["Noor"], cast.pupils["Yusuf"]}
    assert school.members([classes["3B"]], day) == {cast.pupils["Daan"]}
    assert school.members([cast.classes["2B"]], SUMMER) == {cast.pupils[name] for name in NUMBERS}
    assert school.pupils([cast.pupils["Emma"]], day)[cast.pupils["Emma"]].left_on is None


def test_cases_go_with_the_pupils_to_the_mentors_of_the_new_year(cast: Cast) -> None:
    case_id = cast.case(target="Noor", displaying="").subject_id
    receipt = bring_in(numbered(cast).desk("Ineke", SUMMER), new_year_file())
    assert receipt is not None

    day = NEXT_YEAR.starts_on + timedelta(days=30)
    assert cast.desk("Samira", SUMMER).cases.open(case_id)
    assert cast.desk("Joris", day).cases.open(case_id)
    for former in ("Samira", "Dirk"):
        with pytest.raises(NotHere):
            cast.desk(former, day).cases.open(case_id)

    cast.desk("Ineke", SUMMER).office.roster.undo(receipt.run.run_id, form_key=str(uuid4()))
    assert cast.desk("Samira", day).cases.open(case_id)
    with pytest.raises(NotHere):
        cast.desk("Joris", day).cases.open(case_id)


def test_who_has_no_place_leaves_only_when_a_person_says_so(cast: Cast) -> None:
    ineke, emma = numbered(cast).desk("Ineke", SUMMER), cast.pupils["Emma"]

    bring_in(
        ineke,
        new_year_file(),
        proposed=frozenset({f"without_place:{emma}"}),
        last_day=date(2027, 7, 31),
    )

    after = cast.store.school.pupils(cast.pupils.values(), NEXT_YEAR.starts_on)
    assert [one.name.given for one in after.values() if one.left_on] == ["Emma"]


def test_a_double_press_is_one_run_and_the_same_file_again_none(cast: Cast) -> None:
    ineke, key = numbered(cast).desk("Ineke", SUMMER), str(uuid4())
    room, seen = ineke.office.roster, preview(ineke, new_year_file())

    first = room.bring_in(seen, Decisions(), form_key=key)
    second = cast.desk("Ineke", SUMMER).office.roster.bring_in(seen, Decisions(), form_key=key)

    assert first == second
    assert len(room.runs()) == 1
    assert bring_in(ineke, new_year_file()) is None
    assert len(room.runs()) == 1


def test_what_changed_since_the_preview_is_not_done_blindly(cast: Cast) -> None:
    ineke = numbered(cast).desk("Ineke", SUMMER)
    seen = preview(ineke, new_year_file())
    cast.store.school.pupil_leaves(cast.pupils["Noor"], SUMMER, "")
    before = dump(cast.store)

    with pytest.raises(RosterMovedOn):
        ineke.office.roster.bring_in(seen, Decisions(), form_key=str(uuid4()))

    assert dump(cast.store) == before


def test_a_change_that_the_file_is_not_about_does_not_stop_it(cast: Cast) -> None:
    ineke = numbered(cast).desk("Ineke", SUMMER)
    seen = preview(ineke, new_year_file())
    cast.store.school.add_free_days(date(2027, 7, 1), date(2027, 7, 1), "Studiedag", "")

    assert ineke.office.roster.bring_in(seen, Decisions(), form_key=str(uuid4()))


def test_no_file_makes_a_beheerder_nor_ends_the_own_account(cast: Cast) -> None:
    ineke = cast.desk("Ineke")
    file = RosterFile(
        staff=(RosterStaff("BOE", "Ans", "de Boer", roles=((Role.ADMIN, ""), (Role.MENTOR, "2C"))),)
    )
    seen = ineke.office.roster.preview(file, ineke.office.present_year(), TODAY)
    keys = frozenset(change.key for change in seen.plan.changes)
    assert f"staff_gone:{cast.staff['Ineke']}" not in keys
    proposed = keys - {key for key in keys if key.startswith("staff_gone")}

    ineke.office.roster.bring_in(
        seen, Decisions(roles=keys, proposed=proposed), form_key=str(uuid4())
    )

    (ans,) = (one for one in cast.store.school.staff(TODAY) if one.name.given == "Ans")
    assert {held.role for held in ans.assignments} == {Role.STAFF, Role.MENTOR}


def test_a_merged_record_is_known_by_either_number(cast: Cast) -> None:
    school = numbered(cast).store.school
    double = school.add_pupil(
        PersonName("N.", "Visser"), cast.classes["2B"], TODAY, "", PupilDetails("999")
    )
    school.merge_pupils(double, cast.pupils["Noor"], "")
    ineke = cast.desk("Ineke")
    row = RosterPupil("999", "Noor", "Visser", class_names=("2B",), line=2)

    seen = ineke.office.roster.preview(
        RosterFile(pupils=(row,), is_delta=True), ineke.office.present_year(), TODAY
    )

    assert seen.plan.only(NewPupil) == []
    assert seen.plan.is_empty


def test_an_invitation_nobody_used_goes_with_the_colleague(cast: Cast) -> None:
    file = RosterFile(staff=(RosterStaff("BOE", "Ans", "de Boer"),))
    ineke = cast.desk("Ineke")
    room, year = ineke.office.roster, ineke.office.present_year()
    receipt = room.bring_in(room.preview(file, year, TODAY), Decisions(), form_key=str(uuid4()))
    assert receipt is not None
    accounts = ineke.office.accounts
    ans = [one.staff_id for one in accounts.never_invited() if one.name.given == "Ans"]
    accounts.invite_all(ans, address="https://kaart.school.example", form_key=str(uuid4()))

    room.undo(receipt.run.run_id, form_key=str(uuid4()))

    assert cast.store.database.rows("select * from invitation") == []


def test_who_stands_in_for_the_mentor_goes_on_standing_in(cast: Cast) -> None:
    stand_in = StandIn(
        cast.staff["Dirk"],
        cast.classes["2B"],
        cast.staff["Samira"],
        TODAY,
        TODAY + timedelta(days=30),
    )
    cast.store.school.add_stand_in(stand_in, "")
    file = RosterFile(classes=(RosterClass("2B", "2", mentors=("samira",)),))
    ineke = cast.desk("Ineke")

    seen = ineke.office.roster.preview(file, ineke.office.present_year(), TODAY)

    assert seen.plan.is_empty


def test_a_day_outside_the_year_is_refused(cast: Cast) -> None:
    room = cast.desk("Ineke").office.roster
    for day in (None, date(2026, 7, 1)):
        with pytest.raises(InputRefused, match="dag"):
            room.preview(RosterFile(), room.years()[0], day)
