"""Before closing: what is open is listed, and what lapses never counts as done."""

from datetime import date

import pytest

from casework import entries as kinds
from casework.cases.case import CaseState
from casework.cases.closing import StepCounts, closing_entries, open_steps
from casework.cases.recording import checked
from casework.cases.steps import StepStatus, next_steps, step_states, why_again
from casework.entries import NewEntry
from casework.errors import InputRefused, StepOutOfOrder
from tests.histories import DAAN, NOOR, History, joint_talk, opened, talked

TODAY = date(2026, 11, 10)
STOPPED_ON = date(2026, 11, 23)


def keys(history: History) -> list[tuple[str, str, int]]:
    return [step.key for step in open_steps(history.case)]


def states_of(history: History, step_id: str) -> list[StepStatus]:
    return [s.status for s in step_states(history.case) if s.step.id == step_id]


def test_every_step_that_is_open_is_listed_with_the_melding_that_asks_it() -> None:
    history = talked(opened(TODAY)).report(kinds=("online",))

    listed = {
        (step.state.step.id, step.state.pupil_id): step.ordinal for step in open_steps(history.case)
    }

    assert listed["talk_target", NOOR] == listed["talk_displaying", DAAN] == 2
    assert listed["inform_team", ""] == listed["measure_1", ""] == 1
    assert ("stopped", "") not in listed
    assert [step.ordinal for step in open_steps(history.case)] == sorted(listed.values())


def test_a_case_is_not_closed_in_silence_while_a_step_is_open() -> None:
    history = opened(STOPPED_ON).stop()

    with pytest.raises(InputRefused) as refused:
        history.record(kinds.Closed(ending="stopped"))

    assert refused.value.field == "reason"
    # Questions 1, talks 3, measure 1, parents 2, Magister 2, team 1, nazorg 5, evaluation 1.
    assert "16 stappen staan" in refused.value.sentence


def test_one_reason_serves_every_step_that_is_left_open() -> None:
    history = talked(opened(TODAY))
    left = keys(history)

    history.record(kinds.Closed(ending="other", reason="Verhuisd naar een andere school."))

    lapsed = list(history.case.of(kinds.StepLapsed))
    assert [(e.step, e.pupil_id, p.occurrence) for e, p in lapsed] == left
    assert {payload.reason for _, payload in lapsed} == {"Verhuisd naar een andere school."}
    assert history.case.state is CaseState.CLOSED


def test_a_step_can_lapse_for_a_reason_of_its_own() -> None:
    history = talked(opened(TODAY))
    own = {("inform_team", "", 0): "Het team wist het al."}
    closed = kinds.Closed(ending="other", reason="Verhuisd.")

    history.add(*checked(history.case, closing_entries(history.case, closed, own), {}))

    reasons = {entry.step: payload.reason for entry, payload in history.case.of(kinds.StepLapsed)}
    assert reasons["inform_team"] == "Het team wist het al."
    assert reasons["measure_1"] == "Verhuisd."


def test_with_a_reason_for_each_step_the_closing_needs_none() -> None:
    history = opened(STOPPED_ON).stop()
    own = dict.fromkeys(keys(history), "Al besproken in een andere zaak.")

    new = closing_entries(history.case, kinds.Closed(ending="stopped"), own)
    history.add(*checked(history.case, new, {}))

    assert history.case.state is CaseState.CLOSED
    assert len(list(history.case.of(kinds.StepLapsed))) == 16


def test_a_step_lapses_only_when_the_case_closes_and_only_when_it_is_open() -> None:
    history = talked(opened(TODAY))
    lapsed = NewEntry(kinds.StepLapsed(reason="Zomaar."), TODAY, "inform_team")
    done = NewEntry(kinds.StepLapsed(reason="Zomaar."), TODAY, "talk_target", NOOR)
    closed = NewEntry(kinds.Closed(ending="other", reason="Klaar."), TODAY)

    with pytest.raises(StepOutOfOrder):
        checked(history.case, [lapsed], {})
    with pytest.raises(InputRefused):
        checked(history.case, [done, closed], {})
    with pytest.raises(InputRefused):
        checked(history.case, [NewEntry(kinds.StepLapsed(), TODAY, "inform_team"), closed], {})


def test_what_lapsed_is_told_apart_from_what_was_done() -> None:
    history = talked(opened(TODAY))
    talks = [s for s in step_states(history.case) if s.step.column == "talks"]
    assert StepCounts.from_states(talks).words == "2 van 3"

    history.close()

    talks = [s for s in step_states(history.case) if s.step.column == "talks"]
    assert StepCounts.from_states(talks) == StepCounts(done=2, open=0, set_aside=0, lapsed=1)
    assert StepCounts.from_states(talks).words == "2 van 3 · 1 vervallen"


def test_three_of_seven_stays_three_of_seven() -> None:
    history = talked(opened(TODAY)).record(joint_talk(), "talk_joint")
    before = StepCounts.from_states(step_states(history.case))

    after = StepCounts.from_states(step_states(history.close().case))

    assert (after.done, after.due) == (before.done, before.due)
    assert after.lapsed == before.open


def test_what_does_not_apply_is_neither_done_nor_due() -> None:
    history = opened(TODAY).record(kinds.StepSetAside(reason="Past niet."), "talk_joint")
    talks = [s for s in step_states(history.case) if s.step.column == "talks"]

    assert StepCounts.from_states(talks).words == "0 van 2 · 1 n.v.t."


def test_a_case_that_opens_again_asks_what_had_lapsed() -> None:
    history = talked(opened(TODAY)).close()
    assert states_of(history, "measure_1") == [StepStatus.LAPSED]

    history.record(kinds.Reopened(cause="judgement", reason="Toch weer."))

    assert states_of(history, "measure_1") == [StepStatus.OPEN]


def test_what_lapsed_says_which_entry_has_the_reason() -> None:
    history = opened(TODAY).close()
    numbers = {e.step: e.number for e, _ in history.case.of(kinds.StepLapsed)}

    state = next(s for s in step_states(history.case) if s.step.id == "measure_1")

    assert state.entry_number == numbers["measure_1"]


def test_a_question_to_the_support_team_without_an_answer_is_open_too() -> None:
    history = opened(TODAY).record(kinds.SupportAsked(question="Wat nu?"), "support")

    assert ("support", "", 0) in keys(history)


def test_a_closing_of_a_merged_case_still_reads() -> None:
    """A case that was closed before steps lapsed by name: they lapsed with it."""
    history = opened(TODAY)
    history.add(NewEntry(kinds.Closed(ending="other", reason="Toen."), TODAY))

    assert states_of(history, "measure_1") == [StepStatus.LAPSED]
    assert not open_steps(history.case)


# --- asked once more, and why ---------------------------------------------------------------------


def test_a_step_that_a_new_melding_asks_again_says_why() -> None:
    history = talked(opened(TODAY)).on(date(2026, 11, 12)).report()

    reasons = {
        (s.step.id, s.pupil_id): why_again(history.case, s) for s in step_states(history.case)
    }

    again = "Opnieuw gevraagd: er kwam een nieuwe melding (melding 2, 12 nov)."
    assert reasons["talk_target", NOOR] == reasons["talk_displaying", DAAN] == again
    assert reasons["parents", NOOR] == ""


def test_a_step_that_a_reopening_asks_again_says_why() -> None:
    history = talked(opened(STOPPED_ON)).stop().aftercare_done(0, "worse")

    state = next(s for s in next_steps(history.case) if s.step.id == "talk_target")
    why = why_again(history.case, state)

    assert why.startswith("Opnieuw gevraagd: de zaak ging weer open op")
    assert history.case.card.word("causes", "aftercare_worse") in why


def test_magister_is_asked_again_after_a_talk() -> None:
    history = talked(opened(TODAY))
    history.record(kinds.MagisterNoted(text="Genoteerd."), "magister", NOOR)
    history.on(date(2026, 11, 12)).record(kinds.TalkHeld(notes="Nog eens."), "talk_target", NOOR)

    state = next(
        s for s in step_states(history.case) if (s.step.id, s.pupil_id) == ("magister", NOOR)
    )

    assert why_again(history.case, state) == "Opnieuw gevraagd: er was een nieuw gesprek op 12 nov."


def test_what_had_lapsed_says_why_it_is_asked_again_once_the_case_opens() -> None:
    history = talked(opened(TODAY)).close()
    history.record(kinds.Reopened(cause="judgement", reason="Er speelt weer iets."))

    (team,) = [s for s in step_states(history.case) if s.step.id == "inform_team"]
    assert team.status is StepStatus.OPEN
    assert why_again(history.case, team).startswith("Opnieuw gevraagd: de zaak ging weer open op")


def test_after_nazorg_that_did_not_hold_each_step_says_that() -> None:
    history = talked(opened(STOPPED_ON)).stop().aftercare_done(outcome="worse")

    asked_again = {s.step.id for s in step_states(history.case) if why_again(history.case, s)}
    assert {"talk_target", "talk_displaying", "stopped"} <= asked_again
    for state in step_states(history.case):
        if why := why_again(history.case, state):
            assert "de zaak ging weer open" in why
