"""*Ongedaan maken*: what somebody just saved, wherever that was, and what has to stay and why."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.consult import Turn
from casework.cases.undoing import ALREADY_UNDONE, CANNOT_BE_UNDONE, WENT_ON
from casework.desk import Desk
from casework.desk.signals import TAKEN_BACK
from casework.desk.undoing import MEETING_CLOSED, SIGNAL_SETTLED, UndoableSave
from casework.entries import NewEntry, Payload
from casework.errors import InputRefused, NotHere, SignalMovedOn
from casework.signals.signal import NewSignal, SignalState
from tests.casework.desk.test_sent_twice import FORMS, methods_with_a_form
from tests.cast import TODAY, Cast, desk_with, record_at
from tests.data.test_facts import assert_facts_equal, folded

TALK = kinds.TalkHeld(notes="Rustig gesprek.")
SEEN = "Er werd gelachen in de gang."


def form() -> dict[str, str]:
    return {"form_key": str(uuid4())}


def later(desk: Desk, minutes: float) -> Desk:
    at = desk.now() + timedelta(minutes=minutes)
    return desk_with(desk, now=lambda: at)


def offered(desk: Desk) -> UndoableSave:
    save = desk.undoing.latest()
    assert save is not None
    return save


def take_back(desk: Desk) -> None:
    """Press the button that stands on the screen."""
    save = offered(desk)
    desk.undoing.undo(save.subject_id, save.number, **form())


def refusal(desk: Desk, save: UndoableSave) -> str:
    with pytest.raises(InputRefused) as refused:
        desk.undoing.undo(save.subject_id, save.number, **form())
    return refused.value.sentence


def recorded(cast: Cast, name: str, case_id: str, payload: Payload, step: str = "") -> int:
    return record_at(cast.desk(name), case_id, NewEntry(payload, TODAY, step)).numbers[0]


# --- a signal -------------------------------------------------------------------------------------


def sent(cast: Cast) -> str:
    signal = NewSignal(what=SEEN, pupils=(cast.pupils["Noor"],))
    return cast.desk("Dirk").signals.send(signal, **form()).subject_id


def test_a_signal_taken_back_is_nowhere_any_more(cast: Cast) -> None:
    signal_id = sent(cast)
    dirk, samira = cast.desk("Dirk"), cast.desk("Samira")
    assert (offered(dirk).subject_id, offered(dirk).title) == (signal_id, "signaal")

    take_back(later(dirk, 9))

    assert dirk.signals.own() == []
    assert samira.signals.waiting() == []
    assert samira.agenda.items() == []
    assert later(dirk, 9).undoing.latest() is None


def test_the_mentor_who_was_reading_it_is_told_kindly(cast: Cast) -> None:
    signal_id = sent(cast)
    samira = cast.desk("Samira")
    assert samira.signals.open(signal_id)
    take_back(cast.desk("Dirk"))

    acts: list[Callable[[], object]] = [
        lambda: samira.signals.open(signal_id),
        lambda: samira.signals.set_aside(signal_id, "Was ik bij.", **form()),
        lambda: samira.cases.report(cast.melding(), signal=signal_id, **form()),
    ]
    for act in acts:
        with pytest.raises(SignalMovedOn) as told:
            act()
        assert str(told.value) == TAKEN_BACK
    assert samira.cases.all() == []
    with pytest.raises(NotHere):
        cast.desk("Joris").signals.open(signal_id)


def test_a_signal_that_was_taken_up_or_closed_stays_and_says_what_to_do(cast: Cast) -> None:
    sent(cast)
    dirk, samira = cast.desk("Dirk"), cast.desk("Samira")
    save = offered(dirk)
    samira.signals.set_aside(save.subject_id, "Ik was erbij.", **form())

    assert refusal(dirk, save) == SIGNAL_SETTLED[SignalState.SET_ASIDE]
    assert dirk.undoing.latest() is None

    take_back(samira)
    samira.cases.report(cast.melding(), signal=save.subject_id, **form())
    assert refusal(dirk, save) == SIGNAL_SETTLED[SignalState.TAKEN]


def test_a_signal_set_aside_by_mistake_waits_again(cast: Cast) -> None:
    signal_id, samira = sent(cast), cast.desk("Samira")
    samira.signals.set_aside(signal_id, "Ik was erbij.", **form())
    assert offered(samira).title == "signaal afgesloten"

    take_back(samira)

    assert [signal.signal_id for signal, _ in samira.signals.waiting()] == [signal_id]
    assert [own.state for own in cast.desk("Dirk").signals.own()] == [SignalState.WAITING]


def test_a_signal_passed_on_to_another_mentor_is_taken_back_whole(cast: Cast) -> None:
    signal_id, samira = sent(cast), cast.desk("Samira")
    melding = cast.melding(target="Sem", displaying="")
    passed = samira.signals.pass_on(melding, str(uuid4()), signal=signal_id)
    assert samira.signals.waiting() == []
    assert cast.desk("Joris").signals.waiting()

    samira.undoing.undo(passed.subject_id, 1, **form())

    assert [signal.signal_id for signal, _ in samira.signals.waiting()] == [signal_id]
    assert cast.desk("Joris").signals.waiting() == []


def test_who_did_not_send_a_signal_cannot_take_it_back(cast: Cast) -> None:
    signal_id = sent(cast)
    for name in ("Samira", "Joris", "Ineke", "Sofie"):
        with pytest.raises(NotHere):
            cast.desk(name).undoing.undo(signal_id, 1, **form())


# --- a melding ------------------------------------------------------------------------------------


def test_a_melding_that_joined_a_case_is_taken_back_with_the_signal_it_came_from(
    cast: Cast,
) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    signal_id = sent(cast)
    samira.cases.report(cast.melding(), join=case_id, signal=signal_id, **form())
    assert samira.cases.open(case_id).proposal is not None

    take_back(samira)

    case = folded(cast, case_id, TODAY)
    assert len(case.reports) == 1
    assert case.proposal is None
    assert [signal.signal_id for signal, _ in samira.signals.waiting()] == [signal_id]
    assert_facts_equal(cast, case)


def test_each_shape_of_a_quick_note_is_offered(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    samira.quick_notes.note(case_id, "Zat alleen.", **form())
    assert offered(samira).title == "notitie"
    take_back(samira)
    samira.quick_notes.check_in(case_id, cast.pupils["Noor"], 7, "Beter.", **form())
    take_back(samira)
    assert folded(cast, case_id, TODAY).safety_scores == []
    assert (offered(samira).title, offered(samira).label) == ("melding", "2026-001")
    take_back(samira)
    assert samira.cases.all() == []


# --- what somebody else built on ------------------------------------------------------------------


def test_a_question_that_the_team_went_into_stays(cast: Cast) -> None:
    case_id = cast.case().subject_id
    recorded(cast, "Samira", case_id, kinds.SupportAsked(question="Wat nu?"), "support")
    samira = cast.desk("Samira")
    save = offered(samira)
    recorded(cast, "Anneke", case_id, kinds.SupportMoreAsked(question="Wie was erbij?"))

    assert refusal(samira, save) == WENT_ON
    take_back(cast.desk("Anneke"))
    take_back(samira)
    assert cast.desk("Anneke").support.queue() == []


def test_a_talk_apart_stays_once_they_talked_together(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    for step, name in (("talk_target", "Noor"), ("talk_displaying", "Daan")):
        record_at(samira, case_id, NewEntry(TALK, TODAY, step, cast.pupils[name]))
    save = offered(samira)
    agreed = {"target_agrees": True, "displaying_agrees": True, "led_by": "de mentor"}
    together = kinds.TalkHeld.model_validate({"notes": "Goed.", **agreed})
    recorded(cast, "Samira", case_id, together, "talk_joint")

    assert refusal(samira, save) == WENT_ON


def test_what_was_recorded_before_a_colleague_closed_the_case_stays(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    level = kinds.LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    recorded(cast, "Samira", case_id, level)
    recorded(cast, "Samira", case_id, kinds.Noted(note="Bel thuis."))
    save = offered(samira)
    recorded(cast, "Fatima", case_id, kinds.Closed(ending="other", reason="Verhuisd."))

    assert refusal(samira, save) == WENT_ON


def test_pressed_on_two_screens_it_is_taken_back_once(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    recorded(cast, "Samira", case_id, kinds.Noted(note="Bel thuis."))
    save = offered(samira)
    take_back(samira)

    assert refusal(samira, save) == ALREADY_UNDONE


# --- a level --------------------------------------------------------------------------------------


def test_a_level_confirmed_by_mistake_is_gone_and_who_saw_the_case_is_to_be_told(
    cast: Cast,
) -> None:
    case_id, samira, fatima = cast.case().subject_id, cast.desk("Samira"), cast.desk("Fatima")
    level = kinds.LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    number = recorded(cast, "Samira", case_id, level)
    assert fatima.cases.open(case_id)

    take_back(samira)

    case = folded(cast, case_id, TODAY)
    assert (case.level, case.level_reached_on(2)) == (1, None)
    assert fatima.agenda.items() == []
    with pytest.raises(NotHere):
        fatima.cases.open(case_id)
    assert samira.undoing.out_of_sight(case_id, number) == ["Fatima Aydın"]
    assert_facts_equal(cast, case)


def test_a_level_on_which_somebody_acted_does_not_fall(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    level = kinds.LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    recorded(cast, "Samira", case_id, level)
    save = offered(samira)
    recorded(cast, "Fatima", case_id, kinds.ColleagueInvolved(level=2), "coordinator")

    assert refusal(samira, save) == WENT_ON
    assert folded(cast, case_id, TODAY).level == 2


# --- the ondersteuningsteam -----------------------------------------------------------------------


def asked(cast: Cast) -> str:
    case_id = cast.case().subject_id
    recorded(cast, "Samira", case_id, kinds.SupportAsked(question="Wat nu?"), "support")
    return case_id


def test_advice_taken_back_is_a_text_of_the_team_again(cast: Cast) -> None:
    case_id, anneke = asked(cast), cast.desk("Anneke")
    anneke.advice.give(case_id, "Spreek de ouders.", 0, alone=True, form_key=str(uuid4()))

    take_back(anneke)

    assert anneke.advice.open(case_id).text == "Spreek de ouders."
    assert [question.turn for question in anneke.support.queue()] == [Turn.TEAM]


def decided(cast: Cast, case_id: str) -> str:
    anneke = cast.desk("Anneke")
    meeting_id = anneke.meetings.start([case_id], [cast.staff["Anneke"]], "", **form()).subject_id
    anneke.meetings.turn_to(meeting_id, case_id, seen=0, **form())
    decision = kinds.TeamDecided(
        meeting_id="", who=cast.staff["Samira"], due_on=date(2026, 12, 1), decision="Bel thuis."
    )
    seen = anneke.cases.open(case_id).case.last_number
    anneke.decisions.decide(meeting_id, case_id, decision, seen=seen, **form())
    return meeting_id


def test_a_decision_taken_back_is_in_neither_the_case_nor_the_meeting(cast: Cast) -> None:
    case_id, anneke = asked(cast), cast.desk("Anneke")
    meeting_id = decided(cast, case_id)
    assert offered(anneke).title == "besluit van het ondersteuningsteam"

    take_back(anneke)

    assert not anneke.meetings.open(meeting_id).meeting.is_decided(case_id)
    assert folded(cast, case_id, TODAY).open_decisions == []
    assert [question.turn for question in anneke.support.queue()] == [Turn.TEAM]
    assert_facts_equal(cast, folded(cast, case_id, TODAY))


def test_a_decision_stays_once_it_was_carried_out_or_the_meeting_is_over(cast: Cast) -> None:
    case_id, anneke, samira = asked(cast), cast.desk("Anneke"), cast.desk("Samira")
    meeting_id = decided(cast, case_id)
    save = offered(anneke)
    seen = samira.cases.open(case_id).case.last_number
    samira.decisions.finish(case_id, save.number, "", seen=seen, **form())
    assert refusal(anneke, save) == WENT_ON
    take_back(samira)

    place = anneke.meetings.open(meeting_id).meeting.place_number
    anneke.meetings.close(meeting_id, seen=place, **form())
    assert refusal(anneke, save) == MEETING_CLOSED


# --- a class --------------------------------------------------------------------------------------


def test_an_hour_that_was_struck_out_is_taken_back_after_the_striking_out(cast: Cast) -> None:
    samira, class_id = cast.desk("Samira"), cast.classes["2B"]
    hour = kinds.MentorHourHeld(theme="online")
    samira.classroom.log_hour(class_id, TODAY, hour, str(uuid4()))
    save = offered(samira)
    samira.classroom.withdraw_hour(class_id, save.number, "Andere week.", str(uuid4()))
    assert refusal(samira, save) == WENT_ON

    take_back(samira)
    assert [one.number for one in samira.classroom.open(class_id).hours] == [save.number]
    take_back(samira)
    assert samira.classroom.open(class_id).hours == ()


# --- every act at a desk has a stand --------------------------------------------------------------

BY_ITSELF = "de knop ernaast draait het terug, of de volgende keer telt"
OFFICE = "Beheer verandert het terug; het logboek houdt beide bij"
TEXT = "een tekst in de maak, geen vastlegging"
LOOKED = "wie keek, blijft in het leeslog staan"
MAY = ""
STANDS = {
    "cases.report": MAY,
    "cases.record": MAY,
    "case_acts.add_class": MAY,
    "quick_notes.note": MAY,
    "quick_notes.check_in": MAY,
    "signals.send": MAY,
    "signals.pass_on": MAY,
    "signals.set_aside": MAY,
    "classroom.log_hour": MAY,
    "classroom.withdraw_hour": MAY,
    "advice.give": MAY,
    "decisions.decide": MAY,
    "decisions.finish": MAY,
    "undoing.undo": "wat is teruggenomen, leg je opnieuw vast",
    "merging.merge": "schrijft in twee zaken; splitsen maakt er weer twee van",
    "merging.split": "schrijft in twee zaken; samenvoegen maakt er weer één van",
    "support.look_into": LOOKED,
    "cases.open_with_reason": LOOKED,
    "unusual.review": LOOKED,
    "meetings.start": BY_ITSELF,
    "meetings.change_agenda": BY_ITSELF,
    "meetings.change_attendance": BY_ITSELF,
    "meetings.turn_to": BY_ITSELF,
    "meetings.pause": BY_ITSELF,
    "meetings.close": BY_ITSELF,
    "trend_notes.annotate": BY_ITSELF,
    "trend_notes.keep_view": BY_ITSELF,
    "own_time.set_working_days": BY_ITSELF,
    "own_time.add_away": BY_ITSELF,
    "office.once": OFFICE,
    "roster.bring_in": BY_ITSELF,
    "roster.undo": "lees het bestand opnieuw in",
    "accounts.invite_all": OFFICE,
    "drafts.type": TEXT,
    "drafts.get": TEXT,
    "drafts.drop": TEXT,
    "drafts.end": TEXT,
    "drafts.ending": TEXT,
    "drafts.ended_on": TEXT,
    "drafts.has_ended": TEXT,
}


def test_every_act_that_stores_a_form_says_whether_it_can_be_taken_back() -> None:
    assert set(methods_with_a_form()) == STANDS.keys()


@pytest.mark.parametrize("act", [act for act, why_not in STANDS.items() if why_not == MAY])
def test_what_may_be_taken_back_is_offered_right_after_it(school: Cast, act: str) -> None:
    sent_form = FORMS[act](school)
    sent_form.send(school.desk(sent_form.by), str(uuid4()), f"Woorden {uuid4().hex[:6]}.")
    desk = school.desk(sent_form.by)
    before = offered(desk)

    take_back(desk)

    after = desk.undoing.latest()
    assert after is None or (after.subject_id, after.number) != (before.subject_id, before.number)


def test_what_joins_cases_is_refused(cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, cast.desk("Samira")
    melding = cast.melding(displaying="")
    other = samira.cases.report(melding, reason="Los.", **form()).subject_id
    seen = samira.cases.open(case_id).case.last_number
    merged = samira.merging.merge(case_id, other, "Eén zaak.", seen=seen, **form())

    with pytest.raises(InputRefused, match=CANNOT_BE_UNDONE.split(".")[0]):
        samira.undoing.undo(case_id, merged.numbers[0], **form())
