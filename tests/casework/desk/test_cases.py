"""Cases at the desk: recorded, read back, listed, and every visit in the read log."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.entries import NewEntry
from casework.errors import (
    CaseMovedOn,
    CollectiveTalkNotAgreed,
    InputRefused,
    NotHere,
    StepOutOfOrder,
)
from tests.casework.desk.writing import STOP, TALK, case_of, recorded
from tests.cast import TODAY, Cast, desk_with
from tests.histories import joint_talk, with_new_pupils


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def test_what_is_recorded_is_read_back_by_a_colleague_who_may_see_it(cast: Cast) -> None:
    case_id = cast.case(target="Sem", displaying="Daan").subject_id
    recorded(cast.desk("Samira"), case_id, TALK, "talk_displaying", cast.pupils["Daan"])

    file = cast.desk("Joris").cases.open(case_id)

    assert [payload.notes for _, payload in file.case.of(kinds.TalkHeld)] == ["Rustig gesprek."]
    assert file.colleague(file.case.entries[-1].recorded_by) == "Samira el Idrissi"


def test_the_same_form_twice_is_one_entry(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())
    case_id = cast.case().subject_id
    seen = case_of(desk, case_id).last_number
    for payload, step in ((STOP, "stopped"), (kinds.Closed(ending="stopped", reason="Ja."), "")):
        new, key = [NewEntry(payload, TODAY, step)], str(uuid4())

        first = desk.cases.record(case_id, new, seen=seen, form_key=key)
        again = desk.cases.record(case_id, new, seen=seen, form_key=key)

        assert (again.numbers, again.repeated) == (first.numbers, True)
        seen = first.numbers[-1]

    assert [e.kind for e in case_of(desk, case_id).entries].count("stopped") == 1


def test_of_two_who_saw_the_same_case_the_second_is_told_that_it_moved_on(cast: Cast) -> None:
    case_id = cast.case(target="Sem", displaying="Daan").subject_id
    samira, joris = cast.desk("Samira"), cast.desk("Joris")
    seen = case_of(samira, case_id).last_number
    stop = [NewEntry(STOP, TODAY, "stopped")]
    samira.cases.record(case_id, stop, seen=seen, form_key=str(uuid4()))

    with pytest.raises(CaseMovedOn):
        joris.cases.record(case_id, stop, seen=seen, form_key=str(uuid4()))

    assert len(list(case_of(joris, case_id).of(kinds.Stopped))) == 1


@pytest.mark.parametrize("seen", [0, 6, -1])
def test_a_writer_who_saw_another_case_than_there_is_writes_nothing(cast: Cast, seen: int) -> None:
    case_id = cast.case().subject_id
    new = [NewEntry(TALK, TODAY, "talk_target", cast.pupils["Noor"])]

    with pytest.raises(CaseMovedOn):
        cast.desk("Samira").cases.record(case_id, new, seen=seen, form_key=str(uuid4()))

    assert case_of(cast.desk("Samira"), case_id).last_number == 5


def test_a_refused_entry_stores_nothing_of_its_form(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    new = [
        NewEntry(TALK, TODAY, "talk_target", cast.pupils["Noor"]),
        NewEntry(joint_talk(), TODAY, "talk_joint"),
    ]

    with pytest.raises(CollectiveTalkNotAgreed):
        desk.cases.record(case_id, new, seen=5, form_key=str(uuid4()))
    with pytest.raises(InputRefused):
        desk.cases.record(case_id, [], seen=5, form_key=str(uuid4()))

    assert case_of(desk, case_id).last_number == 5


def test_two_stops_on_one_form_are_one_too_many(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id

    with pytest.raises(StepOutOfOrder):
        desk.cases.record(
            case_id, [NewEntry(STOP, TODAY, "stopped")] * 2, seen=5, form_key=str(uuid4())
        )

    assert case_of(desk, case_id).last_number == 5


def test_a_stop_plans_the_nazorg_on_the_calendar_of_the_school(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id

    receipt = recorded(desk, case_id, STOP, "stopped")

    # From Monday 23 November: ten school days on is 7 December, thirty is 18 January, since
    # the Christmas vacation of 2026 is 19 December to 3 January in every region.
    case = case_of(desk, case_id)
    assert len(receipt.numbers) == 6
    assert [moment.due_on for moment in case.current_aftercare] == [
        date(2026, 12, 7),
        date(2027, 1, 18),
        *[date(2026, 12, 7)] * 3,
    ]


def test_nazorg_with_erger_opens_the_case_in_the_same_write(cast: Cast) -> None:
    case_id = cast.case().subject_id
    recorded(cast.desk("Samira"), case_id, STOP, "stopped")
    later = cast.desk("Samira", date(2026, 12, 7))
    moment = case_of(later, case_id).current_aftercare[0]
    done = kinds.AftercareDone(planned_number=moment.number, outcome="worse")

    receipt = recorded(later, case_id, done, "aftercare", cast.pupils["Noor"])

    assert len(receipt.numbers) == 2
    assert case_of(later, case_id).state is CaseState.RUNNING
    assert later.cases.open(case_id).proposal is not None


def test_a_pupil_who_is_added_gets_the_class_that_the_school_knows(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    forged = kinds.PupilInvolved(role="displaying", class_id="x", year_group=9, team_id="y")

    recorded(desk, case_id, forged, "", cast.pupils["Sem"])

    part = case_of(desk, case_id).parts[cast.pupils["Sem"]]
    assert (part.home.class_id, part.home.year_group) == (cast.classes["2C"], 2)
    assert cast.desk("Joris").cases.summary(case_id).case_id == case_id


@pytest.mark.parametrize("pupil", ["geen id", "11111111-1111-4111-8111-111111111111"])
def test_a_pupil_whom_nobody_knows_cannot_be_added(cast: Cast, pupil: str) -> None:
    part = kinds.PupilInvolved(role="displaying", class_id="", year_group=0, team_id="")

    with pytest.raises(NotHere):
        recorded(cast.desk("Samira"), cast.case().subject_id, part, "", pupil)


def test_open_nazorg_is_counted_by_the_program_when_a_case_closes(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    recorded(desk, case_id, STOP, "stopped")

    recorded(desk, case_id, kinds.Closed(ending="stopped", reason="Verhuisd."))

    assert [s.count_open_aftercare for _, s in case_of(desk, case_id).of(kinds.Closed)] == [5]


def test_a_case_keeps_the_card_that_it_began_under(cast: Cast, tmp_path: Path) -> None:
    desk = cast.desk("Samira")
    case = case_of(desk, cast.case().subject_id)

    assert case.card.version == desk.card.version == 1


def test_cases_are_listed_with_the_newest_melding_first(cast: Cast) -> None:
    earlier = cast.case(reported_on=TODAY - timedelta(days=4)).subject_id
    later = cast.case(target="Emma", displaying="Yusuf").subject_id

    listed = [case.case_id for case in cast.desk("Samira").cases.all()]

    assert listed.index(later) < listed.index(earlier)


def test_a_glance_tells_the_codes_and_no_name(cast: Cast) -> None:
    case_id = cast.case(serious=("threat",), group_level=True).subject_id

    summary = cast.desk("Samira").cases.summary(case_id)

    assert (summary.level, summary.state, summary.is_serious, summary.group_level) == (
        1,
        "running",
        True,
        True,
    )
    assert summary.class_names == ("2B",)
    assert set(summary.pupil_ids) == {cast.pupils["Noor"], cast.pupils["Daan"]}
    assert "Noor" not in repr(summary)


def looked(cast: Cast, label: str) -> list[str]:
    log = cast.store.access_log
    return [line.staff_name for line in log.lines(TODAY, TODAY) if line.case_label == label]


def test_a_visit_to_a_case_is_one_line_in_the_read_log(cast: Cast) -> None:
    receipt = cast.case()
    visit = desk_with(cast.desk("Samira"), visit="visit one " + receipt.label)
    for _ in range(3):
        visit.cases.open(receipt.subject_id)
    assert looked(cast, receipt.label) == ["Samira el Idrissi"]

    desk_with(visit, visit="visit two " + receipt.label).cases.open(receipt.subject_id)
    assert len(looked(cast, receipt.label)) == 2


def test_one_visit_to_two_cases_is_two_lines(cast: Cast) -> None:
    first, second = cast.case(), cast.case(target="Emma", displaying="Yusuf")
    visit = desk_with(cast.desk("Samira"), visit="visit " + first.label)
    for receipt in (first, second, first):
        visit.cases.open(receipt.subject_id)

    assert (len(looked(cast, first.label)), len(looked(cast, second.label))) == (1, 1)


def test_lists_and_refused_visits_leave_no_line(cast: Cast) -> None:
    receipt = cast.case()
    desk = cast.desk("Samira")
    desk.cases.all()
    desk.agenda.items()
    desk.cases.summary(receipt.subject_id)
    with pytest.raises(NotHere):
        cast.desk("Joris").cases.open(receipt.subject_id)

    assert looked(cast, receipt.label) == []


def test_eight_people_at_once_never_see_each_others_cases(cast: Cast) -> None:
    made = {
        "Samira": cast.case("Samira").subject_id,
        "Joris": cast.case("Joris", target="Sem", displaying="Lotte").subject_id,
        "Hanna": cast.case("Hanna", target="Tim", displaying="").subject_id,
    }
    people = ["Samira", "Joris", "Hanna", "Fatima", "Petra", "Anneke", "Ineke", "Dirk"]

    def look(name: str) -> set[str]:
        """Which of the cases somebody ever gets to see, in any way."""
        seen: set[str] = set()
        for _ in range(4):
            for case_id in made.values():
                with suppress(NotHere):
                    assert cast.desk(name).cases.open(case_id).case.case_id == case_id
                    seen.add(case_id)
            with suppress(NotHere):
                seen |= {line.case_id for line in cast.desk(name).cases.all()} & set(made.values())
        return seen

    with ThreadPoolExecutor(len(people)) as threads:
        case = dict(zip(people, threads.map(look, people), strict=True))

    assert case == {name: {made[name]} if name in made else set() for name in people}
