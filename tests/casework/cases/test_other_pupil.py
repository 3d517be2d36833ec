"""A talk recorded with the wrong pupil of a case goes to the right one, and both can be read."""

from datetime import date

import pytest

from casework import entries as kinds
from casework.cases.other_pupil import moved_entries, other_pupils
from casework.cases.recording import checked
from casework.cases.steps import StepStatus, step_states
from casework.errors import InputRefused
from tests.histories import DAAN, EMMA, NOOR, History, opened, talked

TODAY = date(2026, 11, 10)
TALK = kinds.TalkHeld(notes="Rustig gesprek.", safety_score=4)


def moved(history: History, number: int, pupil: str) -> History:
    new = moved_entries(history.case, history.entries[number - 1], pupil, "Verkeerd aangetikt.")
    return history.add(*checked(history.case, new, {}))


def status(history: History, step: str) -> StepStatus:
    return next(s.status for s in step_states(history.case) if s.step.id == step)


def test_the_words_go_along_and_the_steps_of_both_follow() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    number = history.entries[-1].number
    assert other_pupils(history.case, history.entries[-1]) == {DAAN: "talk_displaying"}

    moved(history, number, DAAN)

    [(entry, talk)] = history.case.of(kinds.TalkHeld)
    assert (entry.pupil_id, entry.step, talk.notes) == (DAAN, "talk_displaying", TALK.notes)
    assert history.case.safety_scores == [(TODAY, DAAN, 4)]
    assert status(history, "talk_target") is StepStatus.OPEN
    assert status(history, "talk_displaying") is StepStatus.DONE
    assert number in history.case.withdrawn


def test_the_newest_version_goes_along() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    number = history.entries[-1].number
    better = TALK.model_copy(update={"corrects": number, "notes": "Beter opgeschreven."})
    history.record(better, "talk_target", NOOR)

    moved(history, number, DAAN)

    assert [talk.notes for _, talk in history.case.of(kinds.TalkHeld)] == ["Beter opgeschreven."]


def test_what_something_rests_on_or_is_about_nobody_stays() -> None:
    talk = TALK.model_copy(update={"next_on": date(2026, 11, 12), "agreements": "Uit elkaar."})
    history = opened(TODAY).record(talk, "talk_target", NOOR)
    number = history.entries[-1].number
    history.on(date(2026, 11, 12))
    looked = kinds.AgreementReviewed(talk_number=number, kept="yes")
    history.record(looked, "agreement", NOOR)

    assert other_pupils(history.case, history.entries[number - 1]) == {}
    assert other_pupils(history.case, history.entries[-1]) == {}
    assert other_pupils(history.case, history.entries[0]) == {}


def test_who_has_no_part_or_is_the_same_pupil_is_refused() -> None:
    history = talked(opened(TODAY))
    for pupil in (EMMA, NOOR, ""):
        with pytest.raises(InputRefused) as refused:
            moved(history, history.entries[-2].number, pupil)
        assert refused.value.field == "pupil"
