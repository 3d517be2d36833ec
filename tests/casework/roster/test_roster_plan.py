"""A roster file beside the school: what would change, who is asked about, and what is a fault."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casework.people import PersonName, Role
from casework.roster import (
    NEW,
    ClassChanged,
    ClassNow,
    NewClass,
    NewPupil,
    NewStaff,
    PupilBack,
    PupilDetailsChanged,
    PupilGone,
    PupilMoved,
    PupilNow,
    PupilRenamed,
    PupilWithoutPlace,
    Recognised,
    RoleEnded,
    RoleGiven,
    RosterClass,
    RosterFile,
    RosterPlan,
    RosterPupil,
    RosterStaff,
    SchoolState,
    StaffBack,
    StaffGone,
    StaffNow,
    StaffRenamed,
    WhichPupil,
    WhyAsked,
    is_only_proposed,
    plan_roster,
    roster_now,
)
from tests.casework.roster.pure_school import PureSchool
from tests.cast import TODAY

NOOR = PupilNow("noor", PersonName("Noor", "Visser"), "10423", class_id="2b", class_name="2B")
DAAN = PupilNow("daan", PersonName("Daan", "de Boer"), class_id="2b", class_name="2B")
SEM = PupilNow("sem", PersonName("Sem", "Jansen"), "0012", class_id="2c", class_name="2C")
SAMIRA = StaffNow(
    "samira",
    PersonName("Samira", "van den Akker"),
    "samira",
    roles=frozenset({(Role.MENTOR, "2B")}),
)
JORIS = StaffNow("joris", PersonName("Joris", "de Ruiter"), "jdr")
SCHOOL = SchoolState(
    (NOOR, DAAN, SEM),
    (ClassNow("2b", "2B", "2", "onderbouw"), ClassNow("2c", "2C", "2", "onderbouw")),
    (SAMIRA, JORIS),
    ("onderbouw", "bovenbouw"),
)
NOOR_ROW = RosterPupil("10423", "Noor", "Visser", class_names=("2B",), line=2)
DAAN_ROW = RosterPupil("", "Daan", "de Boer", class_names=("2B",), line=3)
SEM_ROW = RosterPupil("0012", "Sem", "Jansen", class_names=("2C",), line=4)


def file_of(*pupils: RosterPupil, **more: object) -> RosterFile:
    """A file with these pupils, and their classes."""
    names = dict.fromkeys(row.class_name for row in pupils if row.class_name)
    classes = tuple(RosterClass(name, line=2) for name in names)
    return replace(RosterFile(pupils, classes), **more)  # type: ignore[arg-type]


def plan_for(
    *pupils: RosterPupil, state: SchoolState = SCHOOL, answers: Mapping[str, str] | None = None
) -> RosterPlan:
    """The plan of a file with these pupils."""
    return plan_roster(file_of(*pupils), state, answers)


def with_pupils(*pupils: PupilNow) -> SchoolState:
    """The school with other pupils."""
    return replace(SCHOOL, pupils=pupils)


def test_a_file_that_says_what_the_school_has_changes_nothing() -> None:
    plan = plan_for(NOOR_ROW, DAAN_ROW, SEM_ROW)
    assert plan.is_empty
    assert plan.unchanged_count == 3
    assert plan.faults == ()


def test_a_pupil_is_recognised_by_number_and_moves() -> None:
    plan = plan_for(replace(NOOR_ROW, class_names=("2C",)), DAAN_ROW, SEM_ROW)
    assert plan.changes == (PupilMoved("noor", "2B", "2C"),)


def test_another_name_with_the_same_number_is_shown_from_old_to_new() -> None:
    plan = plan_for(replace(NOOR_ROW, family="Visser-Smit"), DAAN_ROW, SEM_ROW)
    assert plan.changes == (
        PupilRenamed("noor", PersonName("Noor", "Visser"), PersonName("Noor", "Visser-Smit")),
    )


def test_an_apostrophe_or_a_capital_is_no_other_name() -> None:
    state = with_pupils(replace(NOOR, name=PersonName("Noor", "d'Angelo")))
    assert plan_for(replace(NOOR_ROW, family="D’Angelo"), state=state).is_empty


def test_a_name_of_before_is_only_proposed() -> None:
    state = with_pupils(replace(NOOR, name=PersonName("Sam", "Visser"), former_names=(NOOR.name,)))
    [change] = plan_for(NOOR_ROW, state=state).changes
    assert isinstance(change, PupilRenamed)
    assert change.is_former
    assert is_only_proposed(change)


def test_a_number_with_quite_another_name_is_asked_and_cannot_be_a_new_pupil() -> None:
    row = replace(NOOR_ROW, given="Lotte", family="Smit")
    [asked] = plan_for(row, DAAN_ROW, SEM_ROW).changes
    assert asked == WhichPupil(row, ("noor",), WhyAsked.NUMBER_OF_ANOTHER)
    assert isinstance(asked, WhichPupil)
    assert not asked.can_be_new
    [same] = plan_for(row, DAAN_ROW, SEM_ROW, answers={asked.key: "noor"}).changes
    assert isinstance(same, PupilRenamed)
    assert plan_for(row, DAAN_ROW, SEM_ROW, answers={asked.key: NEW}).changes == (asked,)


def test_leading_zeros_that_excel_dropped_do_not_make_another_pupil() -> None:
    assert plan_for(NOOR_ROW, DAAN_ROW, replace(SEM_ROW, number="12")).is_empty


def test_a_name_in_the_same_class_is_the_same_pupil_who_now_gets_a_number() -> None:
    plan = plan_for(NOOR_ROW, replace(DAAN_ROW, number="10424"), SEM_ROW)
    assert plan.changes == (
        PupilDetailsChanged("daan", "10424", "", None, ("number",), Recognised.NAME_AND_CLASS),
    )


def test_a_name_in_another_class_is_asked_and_likely() -> None:
    row = replace(DAAN_ROW, class_names=("2C",))
    [asked] = plan_for(NOOR_ROW, row, SEM_ROW).changes
    assert asked == WhichPupil(row, ("daan",), WhyAsked.SAME_NAME, is_likely=True)
    assert plan_for(NOOR_ROW, row, SEM_ROW, answers={asked.key: "daan"}).changes == (
        PupilMoved("daan", "2B", "2C"),
    )
    new, gone = plan_for(NOOR_ROW, row, SEM_ROW, answers={asked.key: NEW}).changes
    assert new == NewPupil(row, ("daan",))
    assert gone == PupilGone("daan", "2B")


def test_nobody_is_guessed_among_namesakes() -> None:
    other = replace(DAAN, pupil_id="daan-too", class_id="2c", class_name="2C")
    row = replace(DAAN_ROW, class_names=("4V1",))
    plan = plan_for(row, state=with_pupils(DAAN, other))
    [asked] = plan.only(WhichPupil)
    assert set(asked.candidates) == {"daan", "daan-too"}
    assert not asked.is_likely
    assert plan.only(PupilGone) == []


def test_namesakes_are_told_apart_by_class_or_birth_date() -> None:
    born = date(2013, 3, 4)
    one, other = (
        replace(DAAN, birth_date=born),
        replace(
            DAAN, pupil_id="daan-too", class_id="2c", class_name="2C", birth_date=date(2012, 1, 1)
        ),
    )
    rows = (
        replace(DAAN_ROW, class_names=("2C",), birth_date=born),
        replace(DAAN_ROW, class_names=("2B",), birth_date=date(2012, 1, 1), line=4),
    )
    plan = plan_for(*rows, state=with_pupils(one, other))
    assert plan.changes == (
        PupilMoved("daan", "2B", "2C"),
        PupilMoved("daan-too", "2C", "2B"),
    )


def test_the_same_name_with_another_number_is_another_pupil() -> None:
    plan = plan_for(NOOR_ROW, replace(NOOR_ROW, number="99999", line=9), DAAN_ROW, SEM_ROW)
    assert plan.changes == (NewPupil(replace(NOOR_ROW, number="99999", line=9), ("noor",)),)


def test_an_address_recognises_who_has_no_number_yet() -> None:
    state = with_pupils(replace(DAAN, email="daan@lindelyceum.nl"))
    row = replace(DAAN_ROW, number="10424", class_names=("2C",), email="Daan@lindelyceum.nl")
    details, moved = plan_for(row, state=state).changes
    assert isinstance(details, PupilDetailsChanged)
    assert (details.fields, details.recognised) == (("number",), Recognised.EMAIL)
    assert moved == PupilMoved("daan", "2B", "2C")


def test_who_is_not_in_the_file_is_gone_only_from_classes_of_the_file() -> None:
    plan = plan_for(NOOR_ROW)
    assert plan.changes == (PupilGone("daan", "2B"),)
    assert is_only_proposed(plan.changes[0])
    assert plan.other_classes == ("2C",)


def test_a_file_of_changes_takes_nobody_for_gone() -> None:
    assert plan_roster(file_of(NOOR_ROW, is_delta=True), SCHOOL).is_empty


def test_whom_the_file_removes_is_said_to_be_gone() -> None:
    file = file_of(NOOR_ROW, is_delta=True, removed_numbers=frozenset({"0012"}))
    assert plan_roster(file, SCHOOL).changes == (PupilGone("sem", "2C", is_said=True),)


def test_who_left_and_is_in_the_file_again_is_back() -> None:
    state = with_pupils(replace(NOOR, left_on=TODAY))
    assert plan_for(NOOR_ROW, state=state).changes == (PupilBack("noor", TODAY, "2B"),)


def test_in_a_new_year_everybody_goes_to_the_own_class_and_the_rest_is_listed() -> None:
    before = tuple(replace(one, is_placed=False) for one in SCHOOL.pupils)
    state = SchoolState(before, (), SCHOOL.staff, SCHOOL.teams)
    plan = plan_for(
        replace(NOOR_ROW, class_names=("3H2",)),
        replace(SEM_ROW, class_names=("3V1",)),
        state=state,
    )
    assert [change.row.name for change in plan.only(NewClass)] == ["3H2", "3V1"]
    assert plan.only(PupilMoved) == [
        PupilMoved("noor", "2B", "3H2", is_placed=False),
        PupilMoved("sem", "2C", "3V1", is_placed=False),
    ]
    assert plan.only(PupilWithoutPlace) == [PupilWithoutPlace("daan", "2B")]


def test_a_new_pupil_without_a_class_is_a_fault() -> None:
    row = RosterPupil("1", "Lotte", "Smit", line=7, file="a.csv")
    plan = plan_for(NOOR_ROW, DAAN_ROW, SEM_ROW, row)
    assert plan.is_empty
    [fault] = plan.faults
    assert (fault.file, fault.line, fault.column, fault.value) == ("a.csv", 7, "klas", "Lotte Smit")
    assert "geen klas" in fault.why


def test_a_new_class_has_the_year_group_of_the_file_or_of_its_name() -> None:
    classes = (
        RosterClass("2D"),
        RosterClass("X", year_group="vwo 4"),
        RosterClass("1/2 HV"),
        RosterClass("ISK a"),
        RosterClass("Zon", line=6),
    )
    plan = plan_roster(RosterFile(classes=classes), SCHOOL)
    assert [(c.row.name, c.row.year_group, c.row.team) for c in plan.only(NewClass)] == [
        ("2D", "2", "onderbouw"),
        ("X", "4", ""),
        ("1/2 HV", "1/2", ""),
        ("ISK a", "ISK", ""),
        ("Zon", "overig", ""),
    ]
    [fault] = plan.faults
    assert fault.is_notice
    assert fault.value == "Zon"


def test_a_class_changes_only_by_what_the_file_says() -> None:
    classes = (RosterClass("2B"), RosterClass("2C", year_group="leerjaar 3", team="bovenbouw"))
    plan = plan_roster(RosterFile(classes=classes), SCHOOL)
    assert plan.changes == (
        ClassChanged("2c", ClassNow("2c", "2C", "2", "onderbouw"), "3", "bovenbouw"),
    )


def test_staff_are_recognised_by_user_name_abbreviation_or_name() -> None:
    file = RosterFile(
        staff=(
            RosterStaff("", "Samira", "van den Akker", email="samira@lindelyceum.nl"),
            RosterStaff("JDR", "Joris", "de Ruiter"),
        )
    )
    plan = plan_roster(file, SCHOOL)
    assert plan.is_empty
    assert plan.unchanged_count == 2


def test_a_colleague_without_a_user_name_gets_one_that_is_free() -> None:
    file = RosterFile(
        staff=(
            RosterStaff("SAM", "Sam", "Smit", email="samira@lindelyceum.nl", line=2),
            RosterStaff("LBA", "Lotte", "Bakker", line=3),
            RosterStaff("", "Eva", "de Wit", line=4),
        ),
        is_delta=True,
    )
    new = plan_roster(file, SCHOOL).only(NewStaff)
    assert [change.user_name for change in new] == ["samira2", "lba", "eva.dewit"]


def test_a_colleague_is_renamed_gone_and_back() -> None:
    file = RosterFile(staff=(RosterStaff("", "Samira", "Bakker", user_name="samira"),))
    assert plan_roster(file, SCHOOL).changes == (
        StaffRenamed("samira", SAMIRA.name, PersonName("Samira", "Bakker")),
        StaffGone("joris"),
    )
    state = replace(SCHOOL, staff=(SAMIRA, replace(JORIS, is_active=False)))
    file = RosterFile(staff=(RosterStaff("JDR", "Joris", "de Ruiter"),), is_delta=True)
    assert plan_roster(file, state).changes == (StaffBack("joris"),)


def test_a_user_name_of_somebody_else_is_a_fault() -> None:
    file = RosterFile(
        staff=(RosterStaff("", "Eva", "Bos", user_name="samira", line=3),), is_delta=True
    )
    plan = plan_roster(file, SCHOOL)
    assert plan.is_empty
    assert "van een collega met een andere naam" in plan.faults[0].why


def test_the_mentor_of_a_class_comes_from_the_file_and_the_former_one_ends() -> None:
    file = RosterFile(classes=(RosterClass("2B", mentors=("Ruiter, Joris de",)),))
    assert plan_roster(file, SCHOOL).changes == (
        RoleGiven(Role.MENTOR, "2B", "joris"),
        RoleEnded(Role.MENTOR, "2B", "samira"),
    )


def test_a_mentor_is_meant_in_many_ways() -> None:
    for reference in ("JDR", "jdr", "Joris de Ruiter", "J. de Ruiter", "dhr. de Ruiter", "X (JDR)"):
        file = RosterFile(classes=(RosterClass("2C", mentors=(reference,)),))
        assert plan_roster(file, SCHOOL).changes == (RoleGiven(Role.MENTOR, "2C", "joris"),)


def test_an_unknown_mentor_is_a_fault_and_ends_nobody() -> None:
    file = RosterFile(classes=(RosterClass("2B", mentors=("Piet Puk",), line=5, file="a.csv"),))
    plan = plan_roster(file, SCHOOL)
    assert plan.is_empty
    assert (plan.faults[0].line, plan.faults[0].column, plan.faults[0].value) == (
        5,
        "mentor",
        "Piet Puk",
    )


def test_a_mentor_who_could_be_two_is_a_fault() -> None:
    twin = StaffNow("jan", PersonName("Jan", "de Ruiter"), "jan")
    state = replace(SCHOOL, staff=(SAMIRA, JORIS, twin))
    file = RosterFile(classes=(RosterClass("2C", mentors=("J. de Ruiter",)),))
    assert "meer collega's" in plan_roster(file, state).faults[0].why


def test_a_new_colleague_can_be_mentor_of_a_new_class() -> None:
    file = RosterFile(
        classes=(RosterClass("2D", mentors=("LBA",)),),
        staff=(RosterStaff("LBA", "Lotte", "Bakker", line=3, file="a.csv"),),
        is_delta=True,
    )
    new_class, new, given = plan_roster(file, SCHOOL).changes
    assert isinstance(new_class, NewClass)
    assert isinstance(new, NewStaff)
    assert given == RoleGiven(Role.MENTOR, "2D", new_staff_key=new.key)


def test_roles_with_a_scope_that_is_not_there_are_faults() -> None:
    roles = (
        (Role.MENTOR, "9Z"),
        (Role.MENTOR, ""),
        (Role.COORDINATOR, "2"),
        (Role.COORDINATOR, "1/2"),
        (Role.TEAM_LEADER, "Bovenbouw"),
        (Role.TEAM_LEADER, "midden"),
        (Role.SUPPORT_TEAM, ""),
    )
    file = RosterFile(staff=(RosterStaff("JDR", "Joris", "de Ruiter", roles=roles),), is_delta=True)
    plan = plan_roster(file, SCHOOL)
    assert [(change.role, change.scope) for change in plan.only(RoleGiven)] == [
        (Role.COORDINATOR, "2"),
        (Role.COORDINATOR, "1"),
        (Role.TEAM_LEADER, "bovenbouw"),
        (Role.SUPPORT_TEAM, ""),
    ]
    assert [fault.value for fault in plan.faults] == ["9Z", "mentor", "midden"]


def test_a_coordinator_of_a_department_is_given_once() -> None:
    roles = ((Role.COORDINATOR, "ISK"),)
    file = RosterFile(staff=(RosterStaff("JDR", "Joris", "de Ruiter", roles=roles),), is_delta=True)
    plan = plan_roster(file, SCHOOL)
    assert plan.changes == (RoleGiven(Role.COORDINATOR, "ISK", "joris"),)
    assert plan_roster(file, PureSchool(SCHOOL).done(plan.changes)).is_empty


def test_a_birth_date_of_no_pupil_is_left_out_with_its_line() -> None:
    row = replace(NOOR_ROW, birth_date=date(1913, 3, 4), file="a.csv")
    plan = plan_roster(file_of(row, DAAN_ROW, SEM_ROW), replace(SCHOOL, day=TODAY))
    assert plan.is_empty
    [fault] = plan.faults
    assert (fault.line, fault.column, fault.value) == (2, "geboortedatum", "04-03-1913")
    assert fault.is_notice


def test_a_team_leader_can_be_of_a_team_that_the_new_classes_get() -> None:
    roles = ((Role.TEAM_LEADER, "bovenbouw"),)
    file = RosterFile(
        classes=(RosterClass("4V1"),), staff=(RosterStaff("", "Eva", "Bos", roles=roles, line=2),)
    )
    assert [one.scope for one in plan_roster(file, SchoolState()).only(RoleGiven)] == ["bovenbouw"]


def test_no_key_holds_a_name() -> None:
    lotte = RosterPupil("1", "Lotte", "Smit", class_names=("2B",), line=9)
    staff = (RosterStaff("", "Lotte", "Bakker", line=2),)
    plan = plan_roster(file_of(lotte, DAAN_ROW, staff=staff), SCHOOL)
    assert len(plan.changes) > 3
    keys = "".join(change.key for change in plan.changes)
    assert [word for word in ("Lotte", "Smit", "Daan", "Bakker") if word in keys] == []


def test_the_school_laid_beside_itself_changes_nothing() -> None:
    plan = plan_roster(roster_now(SCHOOL, "2026-2027"), SCHOOL)
    assert plan.is_empty
    assert plan.faults == ()


def test_done_to_the_school_it_says_what_the_file_says() -> None:
    rows = (
        replace(NOOR_ROW, class_names=("2C",), family="Visser-Smit"),
        replace(DAAN_ROW, number="10424"),
        SEM_ROW,
        RosterPupil("10500", "Lotte", "Smit", class_names=("2D",), line=5),
    )
    file = replace(
        file_of(*rows),
        staff=(RosterStaff("LBA", "Lotte", "Bakker", line=2),),
        classes=(RosterClass("2B"), RosterClass("2C"), RosterClass("2D", mentors=("LBA",))),
    )
    plan = plan_roster(file, SCHOOL)
    after = PureSchool(SCHOOL).done(c for c in plan.changes if not is_only_proposed(c))
    assert {(p.name.full, p.number, p.class_name) for p in after.pupils} == {
        (row.name.full, row.number, row.class_name) for row in rows
    }
    again = plan_roster(file, after)
    assert all(is_only_proposed(change) for change in again.changes)
