"""What the card asks in a case, of whom and by when: worked out by hand on one calendar.

Every case here begins on Monday 2 November 2026. The school days after it are the weekdays, up to
the Christmas vacation of 19 December to 3 January.
"""

from datetime import date

import pytest
from hypothesis import example, given, settings

from casework import entries as kinds
from casework.card.model import packaged_card, packaged_text, read_card
from casework.cases.case import CaseState
from casework.cases.steps import (
    StepState,
    StepStatus,
    is_talk_left_over,
    next_steps,
    step_states,
)
from casework.entries.talks import joint_talk_waits_for
from tests.histories import (
    DAAN,
    EMMA,
    MOVES,
    NOOR,
    OPENED_ON,
    YUSUF,
    History,
    Move,
    joint_talk,
    melding,
    opened,
    parts,
    play,
    talked,
)

TUESDAY = date(2026, 11, 10)
MONDAY = date(2026, 11, 16)
STOPPED_ON = date(2026, 11, 23)
# What was planned or agreed with a pupil stays, also when that pupil has no part any more.
RETURNING = ("moment", "agreement")
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


def states(history: History, step: str) -> list[StepState]:
    return [state for state in step_states(history.case) if state.step.id == step]


def state(history: History, step: str, pupil: str = "") -> StepState:
    return next(found for found in states(history, step) if found.pupil_id == pupil)


def status(history: History, step: str, pupil: str = "") -> StepStatus:
    return state(history, step, pupil).status


def due(history: History, step: str, pupil: str = "") -> date | None:
    return state(history, step, pupil).due_on


# --- what is asked from the start -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "pupil", "day"),
    [
        ("five_questions", "", date(2026, 11, 4)),
        ("talk_target", NOOR, date(2026, 11, 4)),
        ("talk_displaying", DAAN, date(2026, 11, 6)),
        ("measure_1", "", date(2026, 11, 9)),
        ("parents", NOOR, date(2026, 11, 9)),
        ("parents", DAAN, date(2026, 11, 9)),
        ("magister", NOOR, date(2026, 11, 9)),
        ("inform_team", "", date(2026, 11, 9)),
        ("stopped", "", date(2026, 11, 23)),
    ],
)
def test_a_new_case_asks_these_steps_by_these_days(step: str, pupil: str, day: date) -> None:
    found = state(opened(), step, pupil)

    assert (found.status, found.due_on) == (StepStatus.OPEN, day)


def test_the_melding_itself_is_done_on_its_day() -> None:
    found = state(opened(), "report")

    assert (found.status, found.done_on, found.entry_number) == (StepStatus.DONE, OPENED_ON, 2)


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("serious", StepStatus.LATER),
        ("talk_group", StepStatus.LATER),
        ("coordinator", StepStatus.LATER),
        ("measure_2", StepStatus.LATER),
        ("team_leader", StepStatus.LATER),
        ("aftercare", StepStatus.LATER),
        ("evaluation", StepStatus.LATER),
        ("support", StepStatus.OPTIONAL),
    ],
)
def test_what_a_new_case_does_not_ask_yet(step: str, asked: StepStatus) -> None:
    assert status(opened(), step) is asked


def test_checking_in_is_possible_with_both_pupils_and_never_asked() -> None:
    assert [(s.pupil_id, s.status) for s in states(opened(), "check_in")] == [
        (NOOR, StepStatus.OPTIONAL),
        (DAAN, StepStatus.OPTIONAL),
    ]


def test_the_mentor_hour_is_no_step_of_a_case() -> None:
    assert states(opened(), "mentor_hour") == []


def test_bystanders_and_defenders_get_no_steps_of_their_own() -> None:
    history = opened(parts=parts({NOOR: "target", EMMA: "defender", YUSUF: "bystander"}))

    assert {s.pupil_id for s in step_states(history.case)} == {"", NOOR}


def test_a_step_per_pupil_stands_once_for_each_gepeste() -> None:
    history = opened(parts=parts({NOOR: "target", EMMA: "target", DAAN: "displaying"}))

    assert [s.pupil_id for s in states(history, "talk_target")] == [NOOR, EMMA]


# --- the five questions ---------------------------------------------------------------------------

COMPLETE = {"places": ("corridor",), "since": "weeks", "why": "Jaloezie."}


def test_a_melding_with_all_five_answers_has_the_five_questions_done() -> None:
    found = state(opened(**COMPLETE), "five_questions")

    assert (found.status, found.done_on) == (StepStatus.DONE, OPENED_ON)


def test_a_day_of_the_incident_answers_wanneer_as_well() -> None:
    said = {**COMPLETE, "since": "", "incident_on": OPENED_ON}

    assert status(opened(**said), "five_questions") is StepStatus.DONE


@pytest.mark.parametrize("missing", ["places", "since", "why"])
def test_one_missing_answer_keeps_the_five_questions_open(missing: str) -> None:
    said = {question: answer for question, answer in COMPLETE.items() if question != missing}

    assert status(opened(**said), "five_questions") is StepStatus.OPEN


def test_the_answer_that_was_missing_can_come_later() -> None:
    history = opened(TUESDAY, places=("corridor",), since="weeks")
    history.record(kinds.AnalysisAdded(why="Jaloezie."), "five_questions")

    found = state(history, "five_questions")

    assert (found.status, found.done_on) == (StepStatus.DONE, TUESDAY)


def test_the_five_questions_open_again_when_the_last_answer_is_withdrawn() -> None:
    history = opened(TUESDAY, places=("corridor",), since="weeks")
    history.record(kinds.AnalysisAdded(why="Jaloezie."), "five_questions")
    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Onjuist."))

    assert status(history, "five_questions") is StepStatus.OPEN


def test_the_five_questions_are_done_also_for_whom_the_words_are_sealed() -> None:
    history = opened(**COMPLETE)
    silent = []
    for entry in history.entries:
        model = type(entry.payload)
        quiet = dict.fromkeys(model.sealed_fields(), "")
        payload = model.model_validate({**quiet, **entry.payload.coded()})
        silent.append(payload)
    wordless = History(history.today, history.card)
    wordless.entries = [
        type(entry)(**{**vars(entry), "payload": payload})
        for entry, payload in zip(history.entries, silent, strict=True)
    ]

    assert wordless.case.latest("what") == ""
    assert status(wordless, "five_questions") is StepStatus.DONE


# --- done, set aside, withdrawn -------------------------------------------------------------------


def test_a_step_that_was_recorded_is_done_for_that_pupil_alone() -> None:
    history = opened(TUESDAY).record(kinds.ParentsInformed(way="phone"), "parents", NOOR)

    assert (status(history, "parents", NOOR), status(history, "parents", DAAN)) == (
        StepStatus.DONE,
        StepStatus.OPEN,
    )
    assert state(history, "parents", NOOR).done_on == TUESDAY


def test_a_step_can_be_set_aside_with_a_reason_and_done_after_all() -> None:
    history = opened(TUESDAY)
    history.record(kinds.StepSetAside(reason="Ouders zijn op reis."), "parents", NOOR)
    assert status(history, "parents", NOOR) is StepStatus.SET_ASIDE

    history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    assert status(history, "parents", NOOR) is StepStatus.DONE


def test_a_recording_that_was_withdrawn_leaves_the_step_open_with_the_old_due_date() -> None:
    history = opened(TUESDAY).record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Te vroeg."))

    found = state(history, "parents", NOOR)

    assert (found.status, found.due_on) == (StepStatus.OPEN, date(2026, 11, 9))


def test_an_open_step_is_late_by_school_days_from_the_day_after_its_due_date() -> None:
    history = opened(date(2026, 11, 9))
    assert state(history, "parents", NOOR).late_by(history.case) == 0

    history.on(date(2026, 11, 10))
    assert state(history, "parents", NOOR).late_by(history.case) == 1

    # Monday 16 November: 10 to 13 November and the Monday itself.
    history.on(MONDAY)
    assert state(history, "parents", NOOR).late_by(history.case) == 5

    history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    assert state(history, "parents", NOOR).late_by(history.case) == 0


# --- the gate of the joint talk -------------------------------------------------------------------


def test_the_joint_talk_waits_for_both_talks_apart() -> None:
    found = state(opened(), "talk_joint")

    assert found.status is StepStatus.BLOCKED
    assert found.blocked_by == ("talk_displaying", "talk_target")
    assert found.due_on == date(2026, 11, 16)


def test_the_joint_talk_waits_for_the_one_talk_that_is_left() -> None:
    history = opened(TUESDAY).record(TALK, "talk_target", NOOR)

    assert joint_talk_waits_for(history.case) == ("talk_displaying",)


def test_the_joint_talk_waits_for_every_pestende_leerling() -> None:
    roles = parts({NOOR: "target", DAAN: "displaying", YUSUF: "displaying"})
    history = talked(opened(TUESDAY, parts=roles))
    assert joint_talk_waits_for(history.case) == ("talk_displaying",)

    history.record(TALK, "talk_displaying", YUSUF)
    assert joint_talk_waits_for(history.case) == ()


def test_without_a_known_pestende_leerling_nobody_can_talk_together() -> None:
    history = opened(TUESDAY, parts=parts({NOOR: "target"}))
    history.record(TALK, "talk_target", NOOR)

    assert status(history, "talk_joint") is StepStatus.BLOCKED
    assert joint_talk_waits_for(history.case) == ("talk_displaying",)


def test_after_both_talks_there_are_five_school_days_to_decide_on_the_joint_talk() -> None:
    history = talked(opened(date(2026, 11, 13)))

    assert status(history, "talk_joint") is StepStatus.OPEN
    assert due(history, "talk_joint") == date(2026, 11, 20)


def test_early_talks_apart_leave_the_joint_talk_its_ten_school_days() -> None:
    history = talked(opened(date(2026, 11, 4)))

    assert due(history, "talk_joint") == date(2026, 11, 16)


def test_a_talk_apart_that_was_withdrawn_shuts_the_gate_again() -> None:
    history = talked(opened(TUESDAY))
    history.record(kinds.EntryWithdrawn(number=history.case.last_number, reason="Niet gevoerd."))

    assert status(history, "talk_joint") is StepStatus.BLOCKED


def test_the_joint_talk_can_be_set_aside_while_the_gate_is_shut() -> None:
    history = opened(TUESDAY)
    history.record(kinds.StepSetAside(reason="Noor wil dit niet."), "talk_joint")

    assert status(history, "talk_joint") is StepStatus.SET_ASIDE


def test_a_blocked_step_is_not_late_and_not_next() -> None:
    history = opened(date(2026, 12, 14))

    assert state(history, "talk_joint").late_by(history.case) == 0
    assert "talk_joint" not in [found.step.id for found in next_steps(history.case)]


# --- what a next melding renews -------------------------------------------------------------------


def test_a_next_melding_asks_for_new_talks_apart() -> None:
    history = talked(opened(date(2026, 11, 5))).on(MONDAY)
    assert status(history, "talk_target", NOOR) is StepStatus.DONE

    history.report()

    assert due(history, "talk_target", NOOR) == date(2026, 11, 18)
    assert due(history, "talk_displaying", DAAN) == date(2026, 11, 20)
    assert due(history, "stopped") == date(2026, 12, 7)


def test_a_next_melding_leaves_what_was_done_once_done() -> None:
    history = talked(opened(TUESDAY)).record(joint_talk(), "talk_joint")
    history.record(kinds.TeamInformed(message="Let op."), "inform_team").on(MONDAY).report()

    assert status(history, "talk_joint") is StepStatus.DONE
    assert status(history, "inform_team") is StepStatus.DONE


def test_after_a_next_melding_the_parents_are_told_again() -> None:
    history = opened(TUESDAY).record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    assert status(history, "parents", NOOR) is StepStatus.DONE

    history.on(MONDAY).report()

    assert due(history, "parents", NOOR) == date(2026, 11, 23)


def test_what_was_discussed_asks_for_a_new_note_in_magister_for_that_pupil() -> None:
    noted = kinds.MagisterNoted(text="Genoteerd.")
    history = opened(TUESDAY).record(noted, "magister", NOOR).record(noted, "magister", DAAN)
    history.on(MONDAY).record(kinds.TalkHeld(notes="Rustig."), "talk_target", NOOR)

    assert due(history, "magister", NOOR) == date(2026, 11, 23)
    assert status(history, "magister", DAAN) is StepStatus.DONE

    history.record(noted, "magister", NOOR)

    assert status(history, "magister", NOOR) is StepStatus.DONE


# --- what was agreed in a talk for a date ---------------------------------------------------------


def agreed(history: History, on: date) -> History:
    said = kinds.TalkHeld(notes="Rustig.", agreements="Bellen met thuis.", next_on=on)
    return history.record(said, "talk_target", NOOR)


def test_an_agreement_with_a_date_is_due_on_that_date() -> None:
    history = agreed(opened(TUESDAY), MONDAY)

    assert due(history, "agreement", NOOR) == MONDAY
    assert state(history.on(date(2026, 11, 18)), "agreement", NOOR).late_by(history.case) == 2


def test_an_agreement_is_done_when_somebody_looked_at_it() -> None:
    history = agreed(opened(TUESDAY), MONDAY)
    number = history.case.last_number
    history.on(MONDAY).record(
        kinds.AgreementReviewed(talk_number=number, kept="partly"), "agreement", NOOR
    )

    assert state(history, "agreement", NOOR).done_on == MONDAY


def test_an_agreement_is_done_when_the_next_talk_was_held() -> None:
    history = agreed(opened(TUESDAY), MONDAY).on(MONDAY)
    history.record(kinds.TalkHeld(notes="Het ging beter."), "talk_target", NOOR)

    assert status(history, "agreement", NOOR) is StepStatus.DONE


def test_an_agreement_of_a_talk_that_was_struck_out_is_gone() -> None:
    history = agreed(opened(TUESDAY), MONDAY)
    wrong = kinds.EntryWithdrawn(number=history.case.last_number, reason="Andere leerling.")

    assert not [s for s in step_states(history.record(wrong).case) if s.step.id == "agreement"]


def test_a_next_melding_is_the_melding_that_the_card_shows() -> None:
    assert state(opened(MONDAY).report(), "report").done_on == MONDAY


def test_a_pupil_who_comes_in_later_has_terms_from_that_day() -> None:
    history = opened(TUESDAY)
    part = kinds.PupilInvolved(role="displaying", class_id="", year_group=0, team_id="")
    history.record(part, pupil=YUSUF)

    assert due(history, "talk_displaying", YUSUF) == date(2026, 11, 16)
    assert due(history, "parents", YUSUF) == date(2026, 11, 17)
    assert due(history, "parents", DAAN) == date(2026, 11, 9)


def test_a_pupil_whose_part_is_withdrawn_has_no_steps_left() -> None:
    history = opened(TUESDAY)
    history.record(kinds.RoleChanged(role="", reason="Was er niet bij."), pupil=DAAN)

    assert {s.pupil_id for s in step_states(history.case)} == {"", NOOR}


# --- what an answer asks for ----------------------------------------------------------------------


def test_the_verdict_pesten_asks_for_the_driehoek_within_ten_school_days() -> None:
    assert due(opened(verdict="bullying"), "triangle", NOOR) == date(2026, 11, 16)
    assert status(opened(verdict="conflict"), "triangle", NOOR) is StepStatus.LATER


def test_a_verdict_that_comes_later_starts_the_clock_of_the_driehoek() -> None:
    history = opened(MONDAY, verdict="unclear")
    history.record(kinds.AnalysisAdded(verdict="bullying"), "five_questions")

    assert due(history, "triangle", NOOR) == date(2026, 11, 30)


def test_group_level_asks_for_a_talk_with_the_group() -> None:
    assert due(opened(group_level=True), "talk_group") == date(2026, 11, 16)


def test_group_level_that_shows_later_starts_the_clock_of_the_group_talk() -> None:
    history = opened(MONDAY)
    history.record(kinds.AnalysisAdded(group_level=True), "five_questions")

    assert due(history, "talk_group") == date(2026, 11, 30)


def test_a_serious_sign_asks_for_a_decision_that_same_day_and_comes_first() -> None:
    history = opened(TUESDAY, serious=("weapon",))

    assert due(history, "serious") == OPENED_ON
    assert next_steps(history.case)[0].step.id == "serious"


def test_a_serious_sign_goes_before_steps_that_are_due_earlier() -> None:
    history = opened(MONDAY).report(serious=("threat",))

    first, *others = next_steps(history.case)

    assert (first.step.id, first.due_on) == ("serious", MONDAY)
    assert others[0].due_on == date(2026, 11, 4)


def test_a_new_serious_sign_asks_for_a_new_decision() -> None:
    history = opened(TUESDAY, serious=("injury",))
    history.record(kinds.SeriousDecided(route="safety", reason="Direct gebeld."), "serious")
    assert status(history, "serious") is StepStatus.DONE

    history.on(MONDAY).report()
    assert status(history, "serious") is StepStatus.DONE

    history.report(serious=("weapon",))
    assert (status(history, "serious"), due(history, "serious")) == (StepStatus.OPEN, MONDAY)


# --- levels, measures, the end --------------------------------------------------------------------


def test_level_two_asks_for_the_coordinator_and_a_measure_from_the_day_it_was_reached() -> None:
    history = opened(TUESDAY).raise_level(2)

    assert due(history, "coordinator") == date(2026, 11, 12)
    assert due(history, "measure_2") == date(2026, 11, 17)
    assert state(history, "coordinator").step.who == "coordinator"
    assert status(history, "team_leader") is StepStatus.LATER


def test_level_three_asks_for_the_team_leader_as_well() -> None:
    history = opened(TUESDAY).raise_level(2).on(MONDAY).raise_level(3)

    assert due(history, "coordinator") == date(2026, 11, 12)
    assert due(history, "team_leader") == date(2026, 11, 18)
    assert due(history, "measure_3") == date(2026, 11, 23)


def test_a_measure_with_a_day_to_look_back_is_looked_back_on_that_day() -> None:
    history = opened(TUESDAY)
    day = date(2026, 11, 24)
    history.record(kinds.MeasureAgreed(measure="buddy", level=1, review_on=day), "measure_1")
    number = history.case.last_number
    (found,) = states(history, "measure_review")
    assert (found.status, found.due_on, found.occurrence) == (StepStatus.OPEN, day, number)

    said = kinds.MeasureReviewed(measure_number=number, outcome="less")
    history.record(said, "measure_review")
    assert [s.status for s in states(history, "measure_review")] == [StepStatus.DONE]


def test_looking_back_on_one_measure_can_be_set_aside() -> None:
    history = opened(TUESDAY)
    day = date(2026, 11, 24)
    numbers = []
    for measure in ("buddy", "seating"):
        said = kinds.MeasureAgreed(measure=measure, level=1, review_on=day)
        numbers.append(history.record(said, "measure_1").case.last_number)

    aside = kinds.StepSetAside(occurrence=numbers[0], reason="De klas is opgeheven.")
    history.record(aside, "measure_review")

    assert [s.status for s in states(history, "measure_review")] == [
        StepStatus.SET_ASIDE,
        StepStatus.OPEN,
    ]


def test_a_measure_without_a_day_to_look_back_asks_for_none() -> None:
    history = opened(TUESDAY).record(kinds.MeasureAgreed(measure="buddy", level=1), "measure_1")

    assert states(history, "measure_review") == []


def test_after_the_stop_come_nazorg_and_five_school_days_later_the_evaluation() -> None:
    history = opened(STOPPED_ON).stop()

    assert [s.due_on for s in states(history, "aftercare")] == [
        date(2026, 12, 7),
        date(2027, 1, 18),
        date(2026, 12, 7),
        date(2026, 12, 7),
        date(2026, 12, 7),
    ]
    assert due(history, "evaluation") == date(2027, 1, 25)
    assert status(history, "stopped") is StepStatus.DONE


def test_after_the_stop_the_next_step_is_nazorg_and_not_a_talk_left_over() -> None:
    history = opened(date(2026, 11, 23))
    assert "talk_target" in [found.step.id for found in next_steps(history.case)[:2]]

    history.stop()

    order = [found.step.id for found in next_steps(history.case)]
    assert order[:6] == [*["aftercare"] * 5, "evaluation"]
    talks = {"talk_target", "talk_displaying"}
    assert talks & set(order)
    assert not talks & set(order[: order.index("inform_team")])


@given(MOVES)
@settings(max_examples=60, deadline=None)
def test_once_it_has_stopped_a_talk_left_over_never_comes_before_anything_else(
    moves: list[Move],
) -> None:
    for case in play(opened(date(2026, 11, 23)).stop(), moves):
        left_over = [is_talk_left_over(case, state) for state in next_steps(case)]
        assert left_over == sorted(left_over)
        nazorg = [state.step.per == "moment" for state in next_steps(case)]
        assert not (any(nazorg) and left_over[0])
        for state in next_steps(case):
            is_kind = state.step.form in ("talk_held", "agreement_reviewed")
            has_stopped = case.state is CaseState.STOPPED
            assert is_talk_left_over(case, state) == (is_kind and has_stopped)


def test_a_serious_sign_still_comes_before_nazorg() -> None:
    history = opened(date(2026, 11, 23), serious=("threat",)).stop()

    assert next_steps(history.case)[0].step.id == "serious"


def test_the_support_team_has_thought_along_when_it_answered_and_not_when_it_was_asked() -> None:
    history = opened(date(2026, 11, 9)).record(kinds.SupportAsked(question="Wat nu?"), "support")
    asked = state(history, "support")
    assert (asked.status, asked.blocked_by) == (StepStatus.BLOCKED, ("support_team",))

    history.on(date(2026, 11, 12)).record(kinds.SupportAdvised(advice="Spreek de ouders."))
    answered = state(history, "support")
    assert (answered.status, answered.done_on) == (StepStatus.DONE, date(2026, 11, 12))

    history.on(date(2026, 11, 16)).record(kinds.SupportAsked(question="En nu?"), "support")
    assert status(history, "support") is StepStatus.BLOCKED


def test_a_question_without_an_answer_lapses_with_the_case() -> None:
    history = opened(date(2026, 11, 9)).record(kinds.SupportAsked(question="Wat nu?"), "support")

    assert status(history.close(), "support") is StepStatus.LAPSED
    history.record(kinds.SupportAdvised(advice="Houd contact."))
    assert status(history, "support") is StepStatus.DONE


def test_nazorg_that_was_moved_is_due_on_the_new_day() -> None:
    history = opened(STOPPED_ON).stop()
    number = history.case.current_aftercare[0].number
    day, end = date(2026, 12, 9), date(2026, 12, 16)
    said = kinds.AftercareMoved(
        planned_number=number, due_on=day, window_ends_on=end, reason="Noor is ziek."
    )
    history.record(said, "aftercare", NOOR)

    assert states(history, "aftercare")[0].due_on == day


def test_a_case_that_opens_again_asks_anew_for_talks_stop_and_evaluation() -> None:
    history = talked(opened(STOPPED_ON)).stop()
    history.record(kinds.Evaluated(helped=["talks"]), "evaluation")
    history.on(date(2026, 12, 7)).aftercare_done(0, "worse")

    # Fifteen school days after 7 December: nine before Christmas, six from 4 January on.
    assert due(history, "talk_target", NOOR) == date(2026, 12, 9)
    assert due(history, "stopped") == date(2027, 1, 11)
    assert status(history, "evaluation") is StepStatus.LATER
    assert [s.status for s in states(history, "aftercare")] == [StepStatus.LATER]


def test_a_closed_case_asks_nothing_more_and_keeps_what_was_done() -> None:
    history = talked(opened(TUESDAY)).close()

    assert next_steps(history.case) == []
    assert status(history, "talk_target", NOOR) is StepStatus.DONE
    assert status(history, "parents", NOOR) is StepStatus.LAPSED


def test_nazorg_that_was_open_when_the_case_closed_has_lapsed() -> None:
    history = opened(STOPPED_ON).stop().close("stopped")

    assert {s.status for s in states(history, "aftercare")} == {StepStatus.LAPSED}


def test_the_steps_stand_in_the_order_of_the_card() -> None:
    order = [step.id for step in packaged_card().steps]
    found = [s.step.id for s in step_states(opened(verdict="bullying").case)]

    assert found == sorted(found, key=order.index)


def test_a_school_with_another_term_gets_another_due_date() -> None:
    text = packaged_text().replace(
        'per = "target"\nrequired = "always"\nafter = "report"\nschool_days = 2',
        'per = "target"\nrequired = "always"\nafter = "report"\nschool_days = 6',
    )
    history = History(OPENED_ON, read_card(text, 2)).open(melding())

    assert due(history, "talk_target", NOOR) == date(2026, 11, 10)


@given(MOVES)
@example([(11, 1, 0), (7, 16, 0)])
@settings(max_examples=60, deadline=None)
def test_every_open_step_has_one_owner_one_due_date_and_stands_once(moves: list[Move]) -> None:
    for case in play(opened(serious=("threat",), verdict="bullying"), moves):
        found = step_states(case)
        keys = [(s.step.id, s.pupil_id, s.occurrence) for s in found]
        assert len(keys) == len(set(keys))
        for one in found:
            assert (one.due_on is not None) == one.is_open
            assert one.step.who in ("mentor", "coordinator", "team_leader", "support_team")
            assert not one.pupil_id or one.pupil_id in case.parts or one.step.per in RETURNING
        assert case.state is not CaseState.CLOSED or not any(s.is_open for s in found)
        assert [s.status for s in next_steps(case)] == [StepStatus.OPEN] * len(next_steps(case))
