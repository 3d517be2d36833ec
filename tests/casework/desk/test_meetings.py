"""A meeting of the ondersteuningsteam at a real desk: agenda, letters, decisions, minutes."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import ADVISED, ASKED
from casework.cases.closing import open_steps
from casework.cases.consult import Turn
from casework.cases.entry_texts import coded
from casework.cases.steps import StepStatus
from casework.cases.team_decisions import NEWS, TASK, team_decisions
from casework.desk import Desk
from casework.entries import NewEntry, Payload
from casework.errors import CaseMovedOn, InputRefused, MeetingMovedOn, NotHere, StepOutOfOrder
from casework.figures import FigureFilter, Way
from casework.meetings.meeting import MeetingState
from casework.meetings.meeting_file import AgendaCaseState
from casework.people import Assignment, Role
from casework.records import NAMES_SHOWN
from casework.words import short_date
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, desk_with, record_at

NEXT_WEEK = TODAY + timedelta(days=7)
WORDS = "De mentor belt deze week de ouders van Daan."


def key() -> str:
    return str(uuid4())


class Team:
    """Anneke and Dirk of the ondersteuningsteam, and cases that were put to them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.joins("Dirk")
        self.cases: list[str] = []
        self.mentors: dict[str, str] = {}

    def joins(self, name: str) -> None:
        held = Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON)
        self.cast.store.school.assign(self.cast.staff[name], held, self.cast.staff["Ineke"])

    def case(self, target: str = "Noor", displaying: str = "Daan", by: str = "Samira") -> str:
        """A case that was put to the team."""
        melding = self.cast.melding(target=target, displaying=displaying)
        receipt = self.cast.desk(by).cases.report(melding, form_key=key(), reason="Ander voorval.")
        asked = kinds.SupportAsked(question=f"Wat nu? {target} wil niet naar school.")
        self.record(receipt.subject_id, asked, "support", by=by)
        self.cases.append(receipt.subject_id)
        self.mentors[receipt.subject_id] = by
        return receipt.subject_id

    def record(self, case_id: str, payload: Payload, step: str = "", by: str = "Samira") -> None:
        new = [NewEntry(payload, TODAY, step)]
        self.cast.desk(by).cases.record(case_id, new, seen=self.last(case_id), form_key=key())

    def last(self, subject_id: str) -> int:
        return len(self.cast.store.log.entries(subject_id))

    def desk(self, name: str = "Anneke", at: time = time(12), day: date = TODAY) -> Desk:
        now = datetime.combine(day, at, UTC)
        return desk_with(self.cast.desk(name, day), now=lambda: now)

    def starts(self, *cases: str) -> str:
        """A meeting that is at its first case."""
        desk = self.desk()
        members = [self.cast.staff["Anneke"], self.cast.staff["Dirk"]]
        candidates = cases or tuple(self.cases)
        meeting_id = desk.meetings.start(candidates, members, "", key()).subject_id
        self.turns(meeting_id, candidates[0])
        return meeting_id

    def turns(self, meeting_id: str, case_id: str, desk: Desk | None = None) -> None:
        at = desk or self.desk()
        seen = at.meetings.open(meeting_id).meeting.place_number
        at.meetings.turn_to(meeting_id, case_id, seen=seen, form_key=key())

    def decides(
        self, meeting_id: str, case_id: str, name: str = "Anneke", **answers: object
    ) -> int:
        """A decision that the mentor carries out next week."""
        who = self.cast.staff[self.mentors[case_id]]
        whole = {"decision": WORDS, "who": who, "due_on": NEXT_WEEK, **answers}
        made = kinds.TeamDecided.model_validate({"meeting_id": "", **whole})
        seen, form = self.last(case_id), key()
        receipt = self.desk(name).decisions.decide(
            meeting_id, case_id, made, seen=seen, form_key=form
        )
        return receipt.numbers[0]


@pytest.fixture
def team(cast: Cast) -> Team:
    return Team(cast)


# --- the agenda -----------------------------------------------------------------------------------


def test_the_cases_put_to_the_team_can_be_chosen_and_no_others(team: Team) -> None:
    put = team.case()
    team.cast.case(target="Yusuf", displaying="")
    candidates = team.desk().meetings.candidates()
    assert [one.summary.case_id for one in candidates] == [put]
    assert candidates[0].waits_for_advice


def test_a_meeting_about_nothing_is_refused(team: Team) -> None:
    with pytest.raises(InputRefused, match="minstens één zaak"):
        team.desk().meetings.start([], [team.cast.staff["Anneke"]], "", key())


def test_a_meeting_needs_members_of_the_team(team: Team) -> None:
    put = team.case()
    for members in ([], [team.cast.staff["Samira"]]):
        with pytest.raises(InputRefused, match="wie er van het ondersteuningsteam zijn"):
            team.desk().meetings.start([put], members, "", key())


def test_who_is_not_in_the_team_is_told_nothing_of_how_a_meeting_begins(team: Team) -> None:
    """Not even that it needs a case and a member."""
    for name in ("Samira", "Willem", "Ineke", "Pim"):
        with pytest.raises(NotHere):
            team.desk(name).meetings.start([], [], "", key())


def test_a_case_that_was_not_put_to_the_team_is_on_no_agenda(team: Team) -> None:
    other = team.cast.case(target="Yusuf", displaying="").subject_id
    with pytest.raises(NotHere):
        team.desk().meetings.start([other], [team.cast.staff["Anneke"]], "", key())


def test_a_case_that_is_not_on_the_agenda_is_not_turned_to_nor_decided_on(team: Team) -> None:
    one, other = team.case(), team.case("Sem", "Lotte", "Joris")
    meeting_id = team.starts(one)
    with pytest.raises(NotHere):
        team.turns(meeting_id, other)
    with pytest.raises(NotHere):
        team.decides(meeting_id, other)
    with pytest.raises(NotHere):
        team.desk().meetings.reasons(meeting_id, other)
    assert team.desk().meetings.reasons(meeting_id, one) == ()
    assert team.desk().meetings.open(meeting_id).meeting.place == one


def test_a_case_of_which_the_question_was_withdrawn_is_gone_from_the_agenda(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts(case_id)
    asked = team.last(case_id)
    team.record(case_id, kinds.EntryWithdrawn(number=asked, reason="Opgelost."))
    [line] = team.desk().meetings.open(meeting_id).agenda
    assert line.state is AgendaCaseState.GONE
    assert team.desk().meetings.candidates() == []


def test_the_agenda_is_put_in_another_order_and_a_decided_case_stays(team: Team) -> None:
    one, two = team.case(), team.case("Sem", "Lotte", "Joris")
    meeting_id = team.starts(one, two)
    desk = team.desk()

    def change(*cases: str) -> None:
        seen = desk.meetings.open(meeting_id).meeting.agenda_number
        desk.meetings.change_agenda(meeting_id, cases, seen=seen, form_key=key())

    change(two, one)
    assert [line.case_id for line in desk.meetings.open(meeting_id).agenda] == [two, one]
    assert desk.meetings.open(meeting_id).meeting.place == one
    team.decides(meeting_id, two)
    with pytest.raises(InputRefused, match=r"Over zaak 2026-002 is al iets besloten"):
        change(one)
    change(two)
    assert desk.meetings.open(meeting_id).meeting.place == two
    with pytest.raises(InputRefused):
        change()


def test_a_case_that_comes_later_gets_letters_that_nobody_had(team: Team) -> None:
    one = team.case()
    meeting_id = team.starts(one)
    before = dict(team.desk().meetings.open(meeting_id).meeting.letters)
    two = team.case("Sem", "Daan", "Joris")
    desk = team.desk()
    seen = desk.meetings.open(meeting_id).meeting.agenda_number
    desk.meetings.change_agenda(meeting_id, [one, two], seen=seen, form_key=key())
    after = desk.meetings.open(meeting_id).meeting.letters
    assert before.items() <= after.items()
    assert after[team.cast.pupils["Sem"]] == "leerling C"
    assert len(after) == 3


def test_forty_cases_fit_on_an_agenda(team: Team) -> None:
    first = team.case()
    others = [team.case() for _ in range(39)]
    meeting_id = team.starts(first, *others)
    file = team.desk().meetings.open(meeting_id)
    assert len(file.agenda) == 40
    assert len(file.meeting.letters) == 2
    assert file.agenda[-1].label == "2026-040"


# --- names ----------------------------------------------------------------------------------------


def test_no_name_is_shown_until_it_is_asked_for(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    meeting_case = team.desk().meetings.case(meeting_id, case_id)
    letters = team.desk().meetings.open(meeting_id).meeting.letters
    noor = letters[team.cast.pupils["Noor"]]
    assert meeting_case.file.full_name(team.cast.pupils["Noor"]) == noor
    assert meeting_case.file.class_names == ["leerjaar 2"]
    [asked] = [payload for _, payload in meeting_case.file.case.of(kinds.SupportAsked)]
    assert asked.question == f"Wat nu? {noor[0].upper()}{noor[1:]} wil niet naar school."
    whole = repr(meeting_case.file)
    assert not [name for name in ("Noor", "Visser", "Daan", "Boer") if name in whole]

    named = team.desk().meetings.case(meeting_id, case_id, named=True)
    assert named.file.full_name(team.cast.pupils["Noor"]) == "Noor Visser"


def test_a_meeting_gives_the_reasons_of_the_list_of_hard_cases_also_when_it_stopped(
    team: Team,
) -> None:
    case_id = team.case()
    level = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    team.record(case_id, level)
    meeting_id = team.starts(case_id)
    desk = team.desk()
    reasons = desk.meetings.reasons(meeting_id, case_id)
    assert [reason.sentence for reason in reasons] == ["Niveau 3, sinds 0 schooldagen"]
    assert reasons in [case.reasons for case in desk.support.hard_cases()]

    team.record(case_id, kinds.Stopped(said_by="target", words="Klaar."), "stopped")
    assert team.desk().meetings.reasons(meeting_id, case_id) == reasons
    assert team.desk().support.hard_cases() == []


def test_names_that_were_shown_stand_in_the_read_log(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    team.desk().meetings.case(meeting_id, case_id)
    log = team.cast.store.access_log
    assert NAMES_SHOWN not in {line.reason for line in log.lines(TODAY, TODAY)}
    team.desk().meetings.case(meeting_id, case_id, named=True)
    assert NAMES_SHOWN in {line.reason for line in log.lines(TODAY, TODAY)}


def test_one_pupil_has_one_letter_in_all_cases_of_a_meeting(team: Team) -> None:
    one, two = team.case(), team.case("Noor", "Emma")
    meeting_id = team.starts(one, two)
    desk, noor = team.desk(), team.cast.pupils["Noor"]
    names = {desk.meetings.case(meeting_id, case).file.name(noor) for case in (one, two)}
    assert len(names) == 1


def test_a_pupil_who_comes_into_the_case_later_is_nameless_until_the_case_is_turned_to(
    team: Team,
) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    emma = team.cast.pupils["Emma"]
    payload = kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id="")
    new = [NewEntry(payload, TODAY, pupil_id=emma)]
    team.cast.desk("Samira").cases.record(case_id, new, seen=team.last(case_id), form_key=key())
    assert team.desk().meetings.case(meeting_id, case_id).file.name(emma) == "een leerling"
    desk = team.desk()
    seen = desk.meetings.open(meeting_id).meeting.place_number
    desk.meetings.pause(meeting_id, seen=seen, form_key=key())
    team.turns(meeting_id, case_id)
    assert desk.meetings.case(meeting_id, case_id).file.name(emma) == "leerling C"


# --- where the meeting is -------------------------------------------------------------------------


def test_two_members_see_the_same_place_and_do_not_overtake_each_other(team: Team) -> None:
    one, two, three = team.case(), team.case("Sem", "Lotte", "Joris"), team.case("Yusuf", "Emma")
    meeting_id = team.starts(one, two, three)
    dirk, anneke = team.desk("Dirk"), team.desk()
    seen = dirk.meetings.open(meeting_id).meeting.place_number
    team.turns(meeting_id, two)
    assert dirk.meetings.open(meeting_id).meeting.place == two
    # The same press by both is one move; another one is refused.
    assert dirk.meetings.turn_to(meeting_id, two, seen=seen, form_key=key()).repeated
    with pytest.raises(MeetingMovedOn):
        dirk.meetings.turn_to(meeting_id, three, seen=seen, form_key=key())
    assert anneke.meetings.open(meeting_id).meeting.place == two


def test_a_press_twice_is_one_move(team: Team) -> None:
    one, two = team.case(), team.case("Sem", "Lotte", "Joris")
    meeting_id = team.starts(one, two)
    desk, form = team.desk(), key()
    seen = desk.meetings.open(meeting_id).meeting.place_number
    for _ in range(2):
        desk.meetings.turn_to(meeting_id, two, seen=seen, form_key=form)
    assert len(desk.meetings.open(meeting_id).meeting.clock) == 2


def test_the_clock_stands_still_in_a_pause_and_at_night(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    at_one = team.desk(at=time(12, 10))
    seen = at_one.meetings.open(meeting_id).meeting.place_number
    at_one.meetings.pause(meeting_id, seen=seen, form_key=key())
    meeting = at_one.meetings.open(meeting_id).meeting
    assert meeting.state is MeetingState.PAUSED
    later = datetime.combine(TODAY, time(14), UTC)
    assert meeting.spent(later) == timedelta(minutes=10)
    team.turns(meeting_id, case_id, team.desk(at=time(14)))
    meeting = at_one.meetings.open(meeting_id).meeting
    tomorrow = later + timedelta(days=1)
    assert meeting.is_interrupted(tomorrow)
    assert not meeting.is_interrupted(later)
    assert meeting.spent(tomorrow, case_id) == timedelta(minutes=10)
    assert meeting.spent(later + timedelta(minutes=3)) == timedelta(minutes=13)


def test_a_meeting_goes_on_the_next_day_where_it_was(team: Team) -> None:
    one, two = team.case(), team.case("Sem", "Lotte", "Joris")
    meeting_id = team.starts(one, two)
    team.turns(meeting_id, two)
    letters = team.desk().meetings.open(meeting_id).meeting.letters
    tomorrow = team.desk("Dirk", day=TODAY + timedelta(days=1))
    meeting = tomorrow.meetings.open(meeting_id).meeting
    assert (meeting.place, meeting.letters) == (two, letters)
    assert [one.meeting_id for one in tomorrow.meetings.latest()] == [meeting_id]


def test_a_closed_meeting_takes_no_decision_until_it_is_opened_again(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    desk = team.desk()
    seen = desk.meetings.open(meeting_id).meeting.place_number
    desk.meetings.close(meeting_id, seen=seen, form_key=key())
    with pytest.raises(InputRefused, match="overleg is afgesloten"):
        team.decides(meeting_id, case_id)
    team.turns(meeting_id, case_id)
    assert team.decides(meeting_id, case_id)


# --- deciding -------------------------------------------------------------------------------------


def test_a_decision_is_on_the_record_of_the_case_and_on_vandaag_of_who_does_it(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    number = team.decides(meeting_id, case_id)
    [decision] = team_decisions(team.cast.desk("Samira").cases.open(case_id).case)
    assert (decision.number, decision.decided.decision) == (number, WORDS)
    [line] = [one for one in team.cast.desk("Samira").agenda.items() if one.title == TASK]
    assert (line.due_on, line.occurrence, line.case_id) == (NEXT_WEEK, number, case_id)
    late = team.cast.desk("Samira", NEXT_WEEK + timedelta(days=2)).agenda.items()
    assert [one.late_by for one in late if one.title == TASK] == [2]
    assert team.desk().meetings.open(meeting_id).agenda[0].is_decided


def test_the_mentor_reads_of_what_a_colleague_does(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    team.decides(meeting_id, case_id, who=team.cast.staff["Anneke"])
    samira = team.cast.desk("Samira")
    assert [one.title for one in samira.agenda.items() if one.title in (NEWS, TASK)] == [NEWS]
    assert TASK in {one.title for one in team.desk().agenda.items()}
    team.record(case_id, kinds.HandoverNoted(note="Gelezen."))
    assert NEWS not in {one.title for one in samira.agenda.items()}


def test_no_decision_needs_a_reason_and_nobody(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    with pytest.raises(InputRefused, match="waarom er geen besluit is"):
        team.decides(meeting_id, case_id, is_decided=False, decision="")
    number = team.decides(meeting_id, case_id, is_decided=False, decision="Eerst een gesprek.")
    [decision] = team_decisions(team.cast.desk("Samira").cases.open(case_id).case)
    assert decision.number == number
    assert (decision.decided.who, decision.decided.due_on, decision.is_open) == ("", None, False)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"decision": " "}, "decision"),
        ({"who": ""}, "who"),
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_decision_without_words_somebody_or_a_day_to_come_is_refused(
    team: Team, answers: dict[str, object], field: str
) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    with pytest.raises(InputRefused) as refused:
        team.decides(meeting_id, case_id, **answers)
    assert refused.value.field == field


def test_who_does_it_is_somebody_who_may_open_the_case(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    may_do = team.desk().meetings.case(meeting_id, case_id).may_do
    assert list(may_do.values()) == [
        "Samira el Idrissi (mentor)",
        "Anneke Vos (ondersteuningsteam)",
        "Dirk Prins (ondersteuningsteam)",
    ]
    with pytest.raises(InputRefused, match="Kies wie dit doet"):
        team.decides(meeting_id, case_id, who=team.cast.staff["Joris"])


def test_who_decides_without_having_seen_the_other_decision_is_told_so(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    seen = team.last(case_id)
    team.decides(meeting_id, case_id, "Dirk", decision="De ouders worden gebeld.")
    made = kinds.TeamDecided(
        meeting_id="", who=team.cast.staff["Samira"], due_on=NEXT_WEEK, decision=WORDS
    )
    with pytest.raises(CaseMovedOn):
        team.desk().decisions.decide(meeting_id, case_id, made, seen=seen, form_key=key())
    candidates = team_decisions(team.cast.desk("Samira").cases.open(case_id).case)
    assert [one.decided.decision for one in candidates] == ["De ouders worden gebeld."]


def test_a_decision_pressed_twice_is_one_decision(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    made = kinds.TeamDecided(
        meeting_id="", who=team.cast.staff["Samira"], due_on=NEXT_WEEK, decision=WORDS
    )
    seen, form = team.last(case_id), key()
    first = team.desk().decisions.decide(meeting_id, case_id, made, seen=seen, form_key=form)
    second = team.desk().decisions.decide(meeting_id, case_id, made, seen=seen, form_key=form)
    assert second.repeated
    assert second.numbers == first.numbers
    assert team.desk().meetings.open(meeting_id).meeting.decisions == ((case_id, first.numbers[0]),)


def test_a_decision_is_put_right_in_its_own_meeting(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    number = team.decides(meeting_id, case_id)
    team.decides(meeting_id, case_id, corrects=number, due_on=TODAY)
    [decision] = team_decisions(team.cast.desk("Samira").cases.open(case_id).case)
    assert (decision.number, decision.decided.due_on) == (number, TODAY)
    other = team.starts(case_id)
    with pytest.raises(InputRefused, match="van dit overleg"):
        team.decides(other, case_id, corrects=number, due_on=NEXT_WEEK)


def test_what_was_decided_is_done_by_whom_it_was_meant_for(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    number = team.decides(meeting_id, case_id, who=team.cast.staff["Anneke"])

    def done(name: str) -> None:
        seen = team.last(case_id)
        team.desk(name).decisions.finish(case_id, number, "Gebeld.", seen=seen, form_key=key())

    with pytest.raises(NotHere):
        done("Dirk")
    done("Anneke")
    assert TASK not in {one.title for one in team.desk().agenda.items()}
    with pytest.raises(StepOutOfOrder, match="al uitgevoerd"):
        done("Samira")
    with pytest.raises(StepOutOfOrder, match="al uitgevoerd"):
        team.decides(meeting_id, case_id, corrects=number, due_on=TODAY)


def test_a_decision_goes_along_when_two_cases_turn_out_to_be_one(team: Team) -> None:
    older, newer = team.case(), team.case("Noor", "Emma")
    meeting_id = team.starts(older, newer)
    team.decides(meeting_id, newer)
    samira = team.cast.desk("Samira")
    samira.merging.merge(older, newer, "Het is één zaak.", seen=team.last(older), form_key=key())
    [carried] = team_decisions(samira.cases.open(older).case)
    assert carried.decided.decision == WORDS
    [line] = [one for one in samira.agenda.items() if one.title == TASK]
    assert line.case_id == older
    samira.decisions.finish(older, carried.number, "", seen=team.last(older), form_key=key())
    assert TASK not in {one.title for one in samira.agenda.items()}


# --- what can happen in the middle ----------------------------------------------------------------


def close(team: Team, case_id: str) -> None:
    team.record(case_id, kinds.Closed(ending="no_bullying", reason="Het bleek een spel."))


def test_a_case_that_was_closed_takes_words_but_no_task(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    close(team, case_id)
    assert team.desk().meetings.case(meeting_id, case_id).state is AgendaCaseState.CLOSED
    with pytest.raises(StepOutOfOrder, match="Deze zaak is afgesloten"):
        team.decides(meeting_id, case_id)
    assert team.decides(meeting_id, case_id, is_decided=False, decision="Het is opgelost.")


def decided_and_stopped(team: Team) -> str:
    """A case that has stopped, without nazorg to come, with a task of the team."""
    case_id, samira = team.case(), team.cast.desk("Samira")
    team.decides(team.starts(), case_id)
    team.record(case_id, kinds.Stopped(said_by="target", words="Het is over."), "stopped")
    for moment in samira.cases.open(case_id).case.current_aftercare:
        aside = kinds.AftercareSetAside(planned_number=moment.number, reason="Niet nodig.")
        record_at(samira, case_id, NewEntry(aside, TODAY, "aftercare", moment.planned.pupil_id))
    return case_id


def test_a_case_with_a_task_of_the_team_is_not_closed_in_silence(team: Team) -> None:
    case_id = decided_and_stopped(team)
    with pytest.raises(InputRefused, match="besluit van het ondersteuningsteam"):
        team.record(case_id, kinds.Closed(ending="stopped"))
    team.record(case_id, kinds.Closed(ending="stopped", reason="De ouders willen het niet."))
    assert team.cast.desk("Samira").cases.open(case_id).case.state == "closed"


def test_of_a_task_that_is_done_no_reason_is_asked_at_the_closing(team: Team) -> None:
    case_id, samira = decided_and_stopped(team), team.cast.desk("Samira")
    case = samira.cases.open(case_id).case
    [decision] = case.open_decisions
    for step in open_steps(case):
        aside = kinds.StepSetAside(occurrence=step.state.occurrence, reason="Niet nodig.")
        new = NewEntry(aside, TODAY, step.state.step.id, step.state.pupil_id)
        record_at(samira, case_id, new)
    with pytest.raises(InputRefused, match="besluit van het ondersteuningsteam"):
        team.record(case_id, kinds.Closed(ending="stopped"))
    samira.decisions.finish(case_id, decision.number, "", seen=team.last(case_id), form_key=key())
    # The decision was the answer to the question as well: nothing is left.
    team.record(case_id, kinds.Closed(ending="stopped"))
    assert samira.cases.open(case_id).case.state == "closed"


def test_a_decision_is_the_answer_to_the_question_and_the_task_in_one(team: Team) -> None:
    case_id, desk = team.case(), team.desk()
    assert [question.turn for question in desk.support.queue()] == [Turn.TEAM]

    team.decides(team.starts(), case_id)

    file = team.cast.desk("Samira").cases.open(case_id)
    [step] = [state for state in file.steps if state.step.id == "support"]
    assert step.status is StepStatus.DONE
    [question] = desk.support.queue()
    assert (question.turn, question.due_on) == (Turn.CARRY_OUT, None)
    assert question.access_ends_on is not None
    titles = [item.title for item in team.cast.desk("Samira").agenda.items()]
    assert TASK in titles
    assert ADVISED not in titles
    assert ASKED not in {item.title for item in desk.agenda.items()}
    decision = next(e for e in file.case.entries if isinstance(e.payload, kinds.TeamDecided))
    assert f"Antwoord op de vraag van {short_date(TODAY, TODAY)}" in coded(file, decision)


def test_that_nothing_was_decided_is_no_answer(team: Team) -> None:
    case_id = team.case()
    number = team.decides(
        team.starts(), case_id, is_decided=False, decision="Eerst de ouders horen."
    )
    [question] = team.desk().support.queue()
    assert question.turn is Turn.TEAM

    seen = team.last(case_id)
    later = kinds.TeamDecided(
        meeting_id="",
        who=team.cast.staff["Samira"],
        due_on=NEXT_WEEK,
        decision="Toch bellen.",
        corrects=number,
    )
    [meeting] = team.desk().meetings.latest()
    team.desk().decisions.decide(meeting.meeting_id, case_id, later, seen=seen, form_key=key())
    assert [question.turn for question in team.desk().support.queue()] == [Turn.CARRY_OUT]


def test_a_case_that_was_merged_says_where_it_went(team: Team) -> None:
    older, newer = team.case(), team.case("Noor", "Emma")
    meeting_id = team.starts(newer)
    samira = team.cast.desk("Samira")
    samira.merging.merge(older, newer, "Het is één zaak.", seen=team.last(older), form_key=key())
    assert team.desk().meetings.case(meeting_id, newer).state is AgendaCaseState.MERGED
    with pytest.raises(StepOutOfOrder, match="gaat verder als zaak 2026-001"):
        team.decides(meeting_id, newer)


def erase(team: Team, case_id: str) -> None:
    """The entries and the key of a case are gone, as retention leaves it."""
    with team.cast.store.database.reshaping():
        team.cast.store.database.run("delete from entry where subject_id = $1", (case_id,))
    team.cast.store.vault.erase(case_id)


def test_a_case_that_was_erased_is_named_by_its_number_and_the_meeting_goes_on(team: Team) -> None:
    one, two = team.case(), team.case("Sem", "Lotte", "Joris")
    meeting_id = team.starts(one, two)
    team.decides(meeting_id, one)
    erase(team, one)
    line, _ = team.desk().meetings.open(meeting_id).agenda
    assert (line.label, line.state) == ("2026-001", AgendaCaseState.GONE)
    with pytest.raises(NotHere):
        team.desk().meetings.case(meeting_id, one)
    with pytest.raises(InputRefused, match="gewist"):
        team.decides(meeting_id, one)
    team.turns(meeting_id, two)
    assert team.decides(meeting_id, two)
    first, second = team.desk().meetings.minutes(meeting_id).cases
    assert (first.label, first.file, first.decisions) == ("2026-001", None, ())
    assert len(second.decisions) == 1


def test_a_member_who_is_the_mentor_as_well_is_said_to_be_so(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    assert not team.desk().meetings.case(meeting_id, case_id).mentors_here
    team.joins("Samira")
    meeting_case = team.desk("Samira").meetings.case(meeting_id, case_id)
    assert meeting_case.is_own_case
    assert meeting_case.mentors_here == ("Samira el Idrissi",)


def test_who_left_the_team_in_the_middle_is_out_and_the_meeting_goes_on(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    team.decides(meeting_id, case_id, "Dirk", who=team.cast.staff["Dirk"])
    held = Assignment(Role.SUPPORT_TEAM, "", YEAR_STARTS_ON)
    yesterday = TODAY - timedelta(days=1)
    ineke = team.cast.staff["Ineke"]
    team.cast.store.school.end_assignment(team.cast.staff["Dirk"], held, yesterday, ineke)
    for act in (
        lambda desk: desk.meetings.open(meeting_id),
        lambda desk: desk.meetings.case(meeting_id, case_id),
        lambda desk: desk.meetings.minutes(meeting_id),
    ):
        with pytest.raises(NotHere):
            act(team.desk("Dirk"))
    assert "Dirk Prins" in team.desk().meetings.open(meeting_id).members
    assert team.decides(meeting_id, case_id, decision="Anneke neemt het over.")


@pytest.mark.parametrize("wrong", ["", "geen id", "00000000-0000-4000-8000-000000000000"])
def test_a_wrong_address_is_no_meeting(team: Team, wrong: str) -> None:
    with pytest.raises(NotHere):
        team.desk().meetings.open(wrong)
    with pytest.raises(NotHere):
        team.desk().meetings.newest_number(wrong)


def test_a_case_is_no_meeting_and_a_meeting_is_no_case(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    with pytest.raises(NotHere):
        team.desk().meetings.open(case_id)
    with pytest.raises(NotHere):
        team.desk().cases.open(meeting_id)
    with pytest.raises(NotHere):
        team.desk().meetings.case(
            meeting_id, team.cast.case(target="Yusuf", displaying="").subject_id
        )


def test_a_meeting_is_no_case_in_any_figure(team: Team) -> None:
    case_id = team.case()
    team.starts()
    willem = team.cast.desk("Willem")
    rows = willem.trends.figures(Way.SCREEN)(FigureFilter()).cases.select("case_id").fetchall()
    assert rows == [(case_id,)]


# --- minutes --------------------------------------------------------------------------------------


def test_minutes_have_letters_and_with_names_it_is_logged(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    team.decides(meeting_id, case_id)
    masked = team.desk().meetings.minutes(meeting_id)
    [case] = masked.cases
    assert case.file is not None
    assert "Daan" not in repr(case)
    assert case.decisions[0].decided.decision.startswith("De mentor belt deze week")
    named = team.desk().meetings.minutes(meeting_id, named=True)
    assert named.cases[0].decisions[0].decided.decision == WORDS
    lines = team.cast.store.access_log.lines(TODAY, TODAY)
    reasons = [line.reason for line in lines if "notulen" in line.reason]
    assert sorted(reasons) == [
        "in de notulen van een overleg",
        "in de notulen van een overleg, met namen",
    ]


def test_minutes_of_a_closed_meeting_stay_what_they_are(team: Team) -> None:
    case_id = team.case()
    meeting_id = team.starts()
    team.decides(meeting_id, case_id)
    desk = team.desk(at=time(12, 30))
    seen = desk.meetings.open(meeting_id).meeting.place_number
    desk.meetings.close(meeting_id, seen=seen, form_key=key())
    before = desk.meetings.minutes(meeting_id)
    raised = kinds.LevelReached(level=2, proposed=1, cause="judgement", reason="Nodig.")
    later = desk_with(team.cast.desk("Samira"), now=team.desk(at=time(13)).now)
    later.cases.record(case_id, [NewEntry(raised, TODAY)], seen=team.last(case_id), form_key=key())
    [after] = desk.meetings.minutes(meeting_id).cases
    assert after.file is not None
    assert after.file.case.level == 1
    assert after == before.cases[0]


def test_the_letters_of_two_meetings_say_nothing_of_each_other(team: Team) -> None:
    """With five pupils twenty meetings in one order would be one in 120^19."""
    for target, displaying in (("Noor", "Daan"), ("Yusuf", "Emma")):
        team.case(target, displaying)
    team.case("Sem", "", "Joris")
    orders = {
        tuple(sorted(team.desk().meetings.open(team.starts()).meeting.letters.items()))
        for _ in range(20)
    }
    assert len(orders) > 1
