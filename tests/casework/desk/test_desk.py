"""What one person can do at a desk, on a real store: report, record, read back, collide."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import AgendaItem, Urgency
from casework.cases.case import Case, CaseState
from casework.cases.steps import StepStatus
from casework.desk import Desk
from casework.entries import NewEntry, Payload
from casework.errors import (
    CaseMovedOn,
    CollectiveTalkNotAgreed,
    InputRefused,
    NotHere,
    NotOwnPupil,
    StaffMemberInvolved,
    StepOutOfOrder,
)
from casework.people import Assignment, PersonName, Role
from casework.records import Draft, Receipt
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, desk_with, record_at
from tests.histories import joint_talk, parts, with_new_pupils

TALK = kinds.TalkHeld(notes="Rustig gesprek.")
STOP = kinds.Stopped(said_by="target", words="Het is klaar.")


@pytest.fixture
def cast(school: Cast) -> Cast:
    """The cast, with pupils of this test alone."""
    return with_new_pupils(school)


def recorded(
    desk: Desk, case_id: str, payload: Payload, step: str = "", pupil: str = ""
) -> Receipt:
    """Recorded today by somebody who has just looked."""
    return record_at(desk, case_id, NewEntry(payload, desk.today, step, pupil))


def case_of(desk: Desk, case_id: str) -> Case:
    return desk.cases.open(case_id).case


# --- reporting ------------------------------------------------------------------------------------


def test_a_melding_becomes_a_case_with_a_number_and_a_receipt(cast: Cast) -> None:
    receipt = cast.case()

    file = cast.desk("Samira").cases.open(receipt.subject_id)

    assert receipt.label == file.case.label
    assert receipt.label.startswith("2026-")
    assert receipt.numbers == (1, 2, 3, 4, 5)
    assert file.case.latest("what") == "Er wordt steeds iets geroepen in de gang."
    assert file.name(cast.pupils["Noor"]) == "Noor V."
    assert file.full_name(cast.pupils["Daan"]) == "Daan de Boer"
    assert file.colleague(cast.staff["Samira"]) == "Samira el Idrissi"
    assert file.class_names == ["2B"]
    assert [mentor.full for mentor in file.mentors] == ["Samira el Idrissi"]


def test_the_same_melding_sent_twice_is_one_case(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())

    first = desk.cases.report(cast.melding(), form_key=key)
    again = desk.cases.report(cast.melding(), form_key=key)

    assert (again.subject_id, again.numbers) == (first.subject_id, first.numbers)
    assert (first.repeated, again.repeated) == (False, True)
    assert len([c for c in desk.cases.all() if cast.pupils["Noor"] in c.pupil_ids]) == 1


def test_the_same_next_melding_sent_twice_is_one_melding(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())
    case_id = cast.case().subject_id

    first = desk.cases.report(cast.melding(), form_key=key, join=case_id)
    again = desk.cases.report(cast.melding(), form_key=key, join=case_id)

    assert (again.numbers, again.repeated) == (first.numbers, True)
    assert len(case_of(desk, case_id).reports) == 2


def test_two_tabs_cannot_make_two_cases_of_one_melding(cast: Cast) -> None:
    desk = cast.desk("Samira")
    desk.cases.report(cast.melding(), form_key=str(uuid4()))

    with pytest.raises(InputRefused, match="zaak die er al is") as refusal:
        desk.cases.report(cast.melding(), form_key=str(uuid4()))

    assert refusal.value.field == "reason"


def test_meldingen_sent_at_one_moment_make_one_case(cast: Cast) -> None:
    def send(_: int) -> str:
        try:
            return (
                cast.desk("Samira").cases.report(cast.melding(), form_key=str(uuid4())).subject_id
            )
        except InputRefused:
            return ""

    with ThreadPoolExecutor(4) as people:
        made = set(people.map(send, range(4)))

    assert len(made - {""}) == 1


def test_a_new_case_beside_a_known_one_needs_a_reason(cast: Cast) -> None:
    desk = cast.desk("Samira")
    cast.case()
    for empty in ("", "  ", "\u200b"):
        with pytest.raises(InputRefused):
            desk.cases.report(cast.melding(), form_key=str(uuid4()), reason=empty)

    receipt = desk.cases.report(cast.melding(), form_key=str(uuid4()), reason="Een ander voorval.")

    assert case_of(desk, receipt.subject_id).opening.reason == "Een ander voorval."


def test_a_refused_melding_uses_up_no_number(cast: Cast) -> None:
    desk = cast.desk("Samira")
    first = cast.case()
    with pytest.raises(InputRefused):
        desk.cases.report(cast.melding(), form_key=str(uuid4()))

    second = desk.cases.report(cast.melding(), form_key=str(uuid4()), reason="Ander voorval.")

    assert int(second.label[-3:]) == int(first.label[-3:]) + 1


def test_a_known_case_is_recognised_with_why(cast: Cast) -> None:
    case_id = cast.case().subject_id
    desk = cast.desk("Samira")

    (case,) = desk.cases.recognise(
        {cast.pupils["Noor"]: "target", cast.pupils["Emma"]: "displaying"}
    )

    assert (case.case_id, case.reasons) == (case_id, ("same_target",))
    assert desk.cases.recognise({}) == []
    assert desk.cases.recognise({cast.pupils["Emma"]: "target"}) == []


def test_a_case_out_of_sight_is_not_recognised(cast: Cast) -> None:
    cast.case()

    assert cast.desk("Joris").cases.recognise({cast.pupils["Noor"]: "target"}) == []


def test_a_case_that_closed_long_ago_is_recognised_no_more(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    recorded(desk, case_id, kinds.Closed(ending="no_bullying", reason="Uitgezocht."))
    noor = {cast.pupils["Noor"]: "target"}
    last, later = (desk.school_days.after(TODAY, days) for days in (200, 201))
    assert len(cast.desk("Samira", last).cases.recognise(noor)) == 1
    assert cast.desk("Samira", later).cases.recognise(noor) == []


def test_a_melding_joins_a_known_case_as_the_next_one(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id

    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)
    file = desk.cases.open(case_id)

    assert [payload.ordinal for _, payload in file.case.reports] == [1, 2]
    assert file.proposal is not None
    assert (file.proposal.level, file.comes_next) == (2, 2)


def test_a_melding_cannot_join_a_case_that_is_younger(cast: Cast) -> None:
    case_id = cast.case().subject_id
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(InputRefused, match="ouder dan de zaak"):
        cast.desk("Samira").cases.report(
            cast.melding(reported_on=yesterday), form_key=str(uuid4()), join=case_id
        )


def test_a_melding_that_joins_a_closed_case_opens_it(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    recorded(desk, case_id, STOP, "stopped")
    recorded(desk, case_id, kinds.Closed(ending="stopped", reason="Verhuisd."))

    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)

    assert case_of(desk, case_id).state is CaseState.RUNNING
    assert desk.cases.summary(case_id).state == "running"


def test_a_melding_without_an_own_pupil_is_refused(cast: Cast) -> None:
    before = len(cast.desk("Samira").cases.all())

    with pytest.raises(NotOwnPupil):
        cast.desk("Joris").cases.report(cast.melding(), form_key=str(uuid4()))

    assert len(cast.desk("Samira").cases.all()) == before


def test_a_case_that_a_colleague_began_is_new_for_the_mentor_until_she_writes_in_it(
    cast: Cast,
) -> None:
    case_id = cast.case(reporter="Fatima").subject_id
    desk = cast.desk("Samira")
    assert Urgency.NEW in {line.urgency for line in lines(desk, case_id)}

    recorded(desk, case_id, TALK, "talk_target", cast.pupils["Noor"])

    assert Urgency.NEW not in {line.urgency for line in lines(desk, case_id)}


def test_a_pestende_leerling_of_the_own_class_is_enough_to_report(cast: Cast) -> None:
    melding = cast.melding(target="Sem", displaying="Daan")

    case_id = cast.desk("Samira").cases.report(melding, form_key=str(uuid4())).subject_id

    assert cast.desk("Joris").cases.open(case_id).class_names == ["2B", "2C"]


def test_bad_meldingen_are_refused_with_a_sentence_and_nothing_is_stored(cast: Cast) -> None:
    noor, daan = cast.pupils["Noor"], cast.pupils["Daan"]
    before = len(cast.desk("Samira").cases.all())
    twice = (*parts({noor: "target"}), *parts({noor: "displaying"}))
    bad: dict[str, dict[str, object]] = {
        "what": {"what": " \n "},
        "kinds": {"kinds": ()},
        "reported_on": {"reported_on": TODAY + timedelta(days=1)},
        "incident_on": {"incident_on": TODAY + timedelta(days=1)},
        "parts": {"parts": twice},
    }
    for field, answers in bad.items():
        with pytest.raises(InputRefused) as refusal:
            cast.desk("Samira").cases.report(cast.melding(**answers), form_key=str(uuid4()))
        assert refusal.value.field == field
    for ids in ("geen id", str(uuid4()), f"{noor}'; drop table entry"):
        with pytest.raises(InputRefused, match="klassenlijst"):
            cast.desk("Samira").cases.report(
                cast.melding(parts=parts({ids: "target", daan: "displaying"})),
                form_key=str(uuid4()),
            )
    with pytest.raises(StaffMemberInvolved):
        cast.desk("Samira").cases.report(
            cast.melding(staff_member_involved=True), form_key=str(uuid4())
        )

    assert len(cast.desk("Samira").cases.all()) == before


def test_a_pupil_who_has_left_is_refused(cast: Cast) -> None:
    last_day = TODAY - timedelta(days=3)
    cast.store.school.pupil_leaves(cast.pupils["Daan"], last_day, cast.staff["Ineke"])

    with pytest.raises(InputRefused, match="van school") as refusal:
        cast.case()

    assert refusal.value.field == "parts"
    assert "Daan" not in refusal.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "😀 hij riep 🖕 👩‍👧",
        "مرحبا يا نور",
        "<script>alert(1)</script>",
        "=1+1",
        "![](https://voorbeeld.nl/spion.png)",
        "'; drop table entry; --",
    ],
    ids=["20,000", "emoji", "right-to-left", "script", "formula", "image", "sql"],
)
def test_strange_words_come_back_as_they_were_typed(cast: Cast, text: str) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case(what=text).subject_id
    recorded(desk, case_id, kinds.TalkHeld(notes=text), "talk_target", cast.pupils["Noor"])

    case = case_of(desk, case_id)

    assert case.latest("what") == text
    assert [payload.notes for _, payload in case.of(kinds.TalkHeld)] == [text]


# --- recording ------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("seen", [0, 4, 6, -1])
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


# --- the day --------------------------------------------------------------------------------------


def lines(desk: Desk, case_id: str) -> list[AgendaItem]:
    return [line for line in desk.agenda.items() if line.case_id == case_id]


def steps(desk: Desk, case_id: str) -> set[str]:
    return {line.step_id for line in lines(desk, case_id) if not line.news}


def test_the_day_of_a_mentor_says_what_is_due_late_and_coming_without_names(cast: Cast) -> None:
    case_id = cast.case().subject_id

    today = lines(cast.desk("Samira"), case_id)
    # Two talks, five questions and more are due within five school days; the stop is not.
    assert {line.urgency for line in today} == {Urgency.DUE, Urgency.COMING}
    assert [line.step_id for line in today if line.urgency is Urgency.COMING] == ["stopped"]
    parents = next(line for line in today if line.step_id == "parents")
    assert (parents.count, parents.due_on) == (2, date(2026, 11, 30))
    assert "Noor" not in repr(today)

    week_later = lines(cast.desk("Samira", date(2026, 12, 1)), case_id)
    late = {line.step_id: line.late_by for line in week_later if line.urgency is Urgency.LATE}
    assert (late["parents"], late["talk_target"]) == (1, 4)


def test_five_answered_questions_are_done_on_the_day_list_as_well(cast: Cast) -> None:
    answers = {"places": ("corridor",), "since": "weeks", "why": "Jaloezie."}
    case_id = cast.case(**answers).subject_id
    desk = cast.desk("Samira")
    case = next(s for s in desk.cases.open(case_id).steps if s.step.id == "five_questions")

    assert case.status is StepStatus.DONE
    assert "five_questions" not in steps(desk, case_id)


def test_a_serious_sign_is_on_top_of_the_day(cast: Cast) -> None:
    case_id = cast.case(serious=("weapon",)).subject_id

    first, *_ = cast.desk("Samira", TODAY + timedelta(days=200)).agenda.items()

    assert first.urgency is Urgency.SERIOUS
    assert case_id in {
        line.case_id for line in cast.desk("Samira").agenda.items() if line.step_id == "serious"
    }


def test_a_proposed_level_is_on_the_day_of_the_mentor(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case().subject_id
    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id)

    assert [line.proposed_level for line in lines(desk, case_id) if line.proposed_level] == [2]


def test_at_level_two_the_coordinator_has_her_own_steps_and_not_the_mentors(cast: Cast) -> None:
    case_id = cast.case().subject_id
    assert lines(cast.desk("Fatima"), case_id) == []

    raised(cast, case_id, 2)

    assert steps(cast.desk("Fatima"), case_id) == {"coordinator", "measure_2"}
    assert not steps(cast.desk("Samira"), case_id) & {"coordinator", "measure_2"}


def test_who_is_mentor_elsewhere_gets_no_lines_of_a_mentor_here(cast: Cast) -> None:
    case_id = cast.case().subject_id
    raised(cast, case_id, 2)
    admin = cast.staff["Ineke"]
    both = cast.store.school.add_staff(PersonName("Bo", "Both"), str(uuid4()), admin)
    for role, scope in ((Role.MENTOR, cast.classes["4V1"]), (Role.COORDINATOR, "2")):
        cast.store.school.assign(both, Assignment(role, scope, YEAR_STARTS_ON), admin)
    twofold = replace(cast, staff={**cast.staff, "Bo": both})

    assert steps(twofold.desk("Bo"), case_id) == {"coordinator", "measure_2"}


def test_a_closed_case_is_on_nobodys_day(cast: Cast) -> None:
    desk = cast.desk("Samira")
    case_id = cast.case(serious=("weapon",)).subject_id
    recorded(desk, case_id, kinds.Closed(ending="no_bullying", reason="Uitgezocht."))

    assert lines(desk, case_id) == []


def raised(cast: Cast, case_id: str, level: int) -> None:
    payload = kinds.LevelReached(level=level, proposed=level, cause="judgement", reason="Nodig.")
    recorded(cast.desk("Samira"), case_id, payload)


# --- lists, classes, mentor hours, drafts ---------------------------------------------------------


def test_cases_are_listed_with_the_newest_melding_first(cast: Cast) -> None:
    earlier = cast.case(reported_on=TODAY - timedelta(days=4)).subject_id
    later = cast.case(target="Emma", displaying="Yusuf").subject_id

    listed = [case.case_id for case in cast.desk("Samira").cases.all()]

    assert listed.index(later) < listed.index(earlier)


def test_a_glance_tells_the_codes_and_no_name(cast: Cast) -> None:
    case_id = cast.case(serious=("threat",), group_level=True).subject_id

    summary = cast.desk("Samira").cases.summary(case_id)

    assert (summary.level, summary.state, summary.is_serious, summary.group_level) == (
        *(1, "running", True, True),
    )
    assert summary.class_names == ("2B",)
    assert set(summary.pupil_ids) == {cast.pupils["Noor"], cast.pupils["Daan"]}
    assert "Noor" not in repr(summary)


def test_the_own_class_comes_first_in_the_list_of_classes(cast: Cast) -> None:
    assert [school_class.name for school_class in cast.desk("Joris").school.classes()] == [
        "2C",
        "2B",
        "4V1",
    ]
    assert [school_class.name for school_class in cast.desk("Joris").school.own_classes()] == ["2C"]
    assert cast.desk("Fatima").school.own_classes() == []


def test_a_class_list_has_the_pupils_of_today(cast: Cast) -> None:
    case = {pupil.pupil_id for pupil in cast.desk("Samira").school.class_list(cast.classes["2B"])}

    assert {cast.pupils["Noor"], cast.pupils["Daan"]} <= case
    assert cast.pupils["Sem"] not in case
    assert cast.desk("Samira").school.class_list("geen id") == []


HOUR = kinds.MentorHourHeld(theme="online")


def test_a_mentor_hour_is_logged_once_a_form_and_read_back(cast: Cast) -> None:
    desk, key = cast.desk("Samira"), str(uuid4())
    class_id = cast.classes["2B"]
    before = len(desk.classroom.hours([class_id]))

    first = desk.classroom.log_hour(class_id, TODAY, HOUR, key)
    again = desk.classroom.log_hour(class_id, TODAY, HOUR, key)

    assert (again.numbers, again.repeated) == (first.numbers, True)
    assert desk.classroom.hours([class_id])[0] == (TODAY, "online")
    assert len(desk.classroom.hours([class_id])) == before + 1


@pytest.mark.parametrize(
    ("held_on", "theme", "field"),
    [
        (TODAY + timedelta(days=1), "online", "held_on"),
        (YEAR_STARTS_ON - timedelta(days=1), "online", "held_on"),
        (TODAY, "", "theme"),
        (TODAY, "verzonnen", "theme"),
    ],
)
def test_a_mentor_hour_has_a_day_of_this_year_and_a_theme_of_the_card(
    cast: Cast, held_on: date, theme: str, field: str
) -> None:
    payload = kinds.MentorHourHeld(theme=theme)

    with pytest.raises(InputRefused) as refusal:
        cast.desk("Samira").classroom.log_hour(cast.classes["2B"], held_on, payload, str(uuid4()))

    assert refusal.value.field == field


@pytest.mark.parametrize("which", ["2C", "geen id", "een zaak"])
def test_a_mentor_hour_is_of_an_own_class(cast: Cast, which: str) -> None:
    class_id = cast.classes.get(which, which)
    if which == "een zaak":
        class_id = cast.case().subject_id

    with pytest.raises(NotHere):
        cast.desk("Samira").classroom.log_hour(class_id, TODAY, HOUR, str(uuid4()))


def test_a_half_filled_form_comes_back_to_its_writer_alone(cast: Cast) -> None:
    draft = Draft("sleutel", {"what": "Er is iets gebeurd <b>met</b> 😀"})
    cast.desk("Samira").drafts.keep("melden", draft)

    kept = cast.desk("Samira").drafts.get("melden")
    assert kept is not None
    assert (kept.form_key, kept.values) == ("sleutel", draft.values)
    assert cast.desk("Joris").drafts.get("melden") is None

    cast.desk("Joris").drafts.drop("melden")
    assert cast.desk("Samira").drafts.get("melden") is not None
    cast.desk("Samira").drafts.drop("melden")
    assert cast.desk("Samira").drafts.get("melden") is None


# --- the read log, and many at once ---------------------------------------------------------------


def looked(cast: Cast, label: str) -> list[str]:
    office = cast.desk("Ineke").office
    return [line.staff_name for line in office.read_log(TODAY, TODAY) if line.case_label == label]


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
