"""For any school and any file: done once, the plan makes the school say what the file says."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.name_spelling import name_key
from casework.people import PersonName, Role
from casework.roster import (
    NEW,
    ClassNow,
    PupilNow,
    RosterClass,
    RosterFile,
    RosterPlan,
    RosterPupil,
    RosterStaff,
    SchoolState,
    StaffNow,
    WhichPupil,
    is_only_proposed,
    plan_roster,
)
from tests.casework.roster.pure_school import PureSchool
from tests.cast import TODAY

GIVEN = st.sampled_from(["Noor", "Daan", "Sem"])
FAMILY = st.sampled_from(["Visser", "de Boer", "Jansen", ""])
CLASSES = ["1A", "2B", "2C", "4V1"]
BORN = st.sampled_from([None, date(2013, 3, 4), date(2012, 1, 1)])
MENTORS = ["sam", "jor", "ank"]


@st.composite
def schools(draw: st.DrawFn) -> SchoolState:
    """A school with a few pupils, many of whom are called alike."""
    names = draw(st.lists(st.sampled_from(CLASSES), unique=True))
    classes = tuple(ClassNow(name, name, name[0], "onderbouw") for name in names)
    pupils = []
    for n in range(draw(st.integers(0, 6))):
        placed = draw(st.sampled_from([*names, ""]))
        pupils.append(
            PupilNow(
                f"p{n}",
                PersonName(draw(GIVEN), draw(FAMILY)),
                draw(st.sampled_from(["", f"10{n}"])),
                birth_date=draw(BORN),
                class_id=placed,
                class_name=placed or draw(st.sampled_from(CLASSES)),
                is_placed=bool(placed),
                left_on=draw(st.sampled_from([None, None, TODAY])),
            )
        )
    staff = tuple(
        StaffNow(f"s{n}", PersonName(user.title(), "Bakker"), user, draw(st.booleans()), roles)
        for n, user in enumerate(MENTORS[: draw(st.integers(0, 3))])
        for roles in [frozenset((Role.MENTOR, one) for one in names if draw(st.booleans()))]
    )
    return SchoolState(tuple(pupils), classes, staff, ("onderbouw",))


@st.composite
def files(draw: st.DrawFn) -> RosterFile:
    """A file as the reading gives it: a number once, and no namesakes without number in a class."""
    rows: dict[tuple[str, str], RosterPupil] = {}
    for n in range(draw(st.integers(0, 6))):
        number = draw(st.sampled_from(["", f"10{n}", f"20{n}"]))
        row = RosterPupil(
            number,
            draw(GIVEN),
            draw(FAMILY),
            birth_date=draw(BORN),
            class_names=(draw(st.sampled_from(CLASSES)),),
            line=n + 2,
        )
        rows.setdefault((number, "" if number else row.name.full + row.class_name), row)
    names = dict.fromkeys(row.class_name for row in rows.values())
    some = st.lists(st.sampled_from(MENTORS), max_size=2, unique=True).map(tuple)
    classes = tuple(RosterClass(name, mentors=draw(some), line=2) for name in names)
    staff = tuple(
        RosterStaff(user, user.title(), "Bakker", user_name=user, line=n)
        for n, user in enumerate(draw(st.lists(st.sampled_from(MENTORS), unique=True)), 2)
    )
    return RosterFile(tuple(rows.values()), classes, staff)


def answered(file: RosterFile, state: SchoolState, *, is_same: bool) -> RosterPlan:
    """The plan after somebody answered every question: the same pupil, or another one."""
    answers: dict[str, str] = {}
    plan = plan_roster(file, state, answers)
    while open_ones := [one for one in plan.only(WhichPupil) if one.key not in answers]:
        first = open_ones[0]
        answers[first.key] = first.candidates[0] if is_same or not first.can_be_new else NEW
        plan = plan_roster(file, state, answers)
    return plan


@settings(max_examples=200, deadline=None)
@given(schools(), files(), st.booleans())
def test_done_once_the_same_file_changes_nothing(
    state: SchoolState, file: RosterFile, is_same: bool
) -> None:
    plan = answered(file, state, is_same=is_same)
    assert len({change.key for change in plan.changes}) == len(plan.changes)
    after = PureSchool(state).done(c for c in plan.changes if not is_only_proposed(c))
    refused = {fault.line for fault in plan.faults if fault.column == "leerlingnummer"}
    seats = {(name_key(p.name.full), p.class_name) for p in after.pupils if p.left_on is None}
    read = [row for row in file.pupils if row.line not in refused]
    assert {(name_key(row.name.full), row.class_name) for row in read} <= seats
    numbers = [pupil.number for pupil in after.pupils if pupil.number]
    assert len(set(numbers)) == len(numbers)
    # A number that was another's may have come free: then its line is for a second time.
    again = plan_roster(replace(file, pupils=tuple(read)), after)
    assert [c for c in again.changes if not is_only_proposed(c)] == []
    # Of two in one class whom nothing tells apart it is asked every time.
    assert [one for one in again.only(WhichPupil) if len(one.candidates) == 1] == []


@settings(max_examples=100, deadline=None)
@given(schools(), files())
def test_nobody_is_two_lines_and_nobody_goes_by_itself(
    state: SchoolState, file: RosterFile
) -> None:
    plan = plan_roster(file, state)
    ids = [getattr(change, "pupil_id", "") for change in plan.changes]
    for pupil_id in set(ids) - {""}:
        kinds = [type(c) for c in plan.changes if getattr(c, "pupil_id", "") == pupil_id]
        assert len(set(kinds)) == len(kinds)
    after = PureSchool(state).done(c for c in plan.changes if not is_only_proposed(c))
    assert {p.pupil_id for p in state.pupils if p.left_on is None} <= {
        p.pupil_id for p in after.pupils if p.left_on is None
    }
