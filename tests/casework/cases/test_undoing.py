"""Taking back what was just saved: by who saved it, within ten minutes, and never half of it."""

from datetime import date, datetime, timedelta

import pytest

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.closing import StepCounts
from casework.cases.steps import step_states
from casework.cases.undoing import TIME_TO_UNDO, Save, last_save, save_with, undone
from casework.errors import InputRefused
from casework.facts.of_cases import case_rows
from casework.facts.of_steps import step_rows
from tests.histories import NOOR, SAMIRA, YUSUF, History, melding, opened, saves_of, talked

TODAY = date(2026, 11, 10)
STOPPED_ON = date(2026, 11, 23)
TALK = kinds.TalkHeld(notes="Rustig gesprek.", safety_score=4)


def just_after(history: History) -> datetime:
    return history.entries[-1].recorded_at + timedelta(minutes=1)


def undo(
    history: History, number: int = 0, by: str = SAMIRA, at: datetime | None = None
) -> History:
    """The save with the entry of that number (the newest one) taken back a minute later."""
    now = at or just_after(history)
    return history.add(undone(history.case, saved(history, number), by, now))


def saved(history: History, number: int = 0) -> Save:
    """What was saved with the entry of that number (the newest one)."""
    saves = saves_of(history.entries)
    return save_with(history.case, saves, number or history.entries[-1].number)


def offered(history: History, by: str, now: datetime) -> Save | None:
    return last_save(history.case, saves_of(history.entries), by, now)


def folded(case: Case) -> tuple[object, ...]:
    """What a case comes to, for who does not look at its numbers."""
    return (
        case.state,
        case.level,
        case.parts,
        [(s.step.id, s.pupil_id, s.status, s.due_on) for s in step_states(case)],
        list(case_rows(case)),
        list(step_rows(case)),
    )


def test_what_is_undone_is_as_if_it_was_never_saved_and_stays_readable() -> None:
    history = opened(TODAY)
    before = folded(history.case)
    history.record(TALK, "talk_target", NOOR)
    assert folded(history.case) != before

    undo(history)

    assert folded(history.case) == before
    assert [entry.kind for entry in history.entries[-2:]] == ["talk_held", "save_undone"]
    assert history.case.withdrawn == {history.entries[-2].number}


def test_all_that_was_saved_as_one_goes_along() -> None:
    history = opened(STOPPED_ON)
    before = folded(history.case)

    undo(history.stop())

    assert folded(history.case) == before
    assert history.case.current_aftercare == []


def test_undoing_a_closing_opens_the_case_and_its_steps() -> None:
    history = talked(opened(TODAY))
    counts = StepCounts.from_states(step_states(history.case))

    undo(history.close())

    assert history.case.state is CaseState.RUNNING
    assert StepCounts.from_states(step_states(history.case)) == counts


def test_undoing_a_correction_brings_the_first_version_back() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    first = history.entries[-1].number
    better = TALK.model_copy(update={"notes": "Anders.", "corrects": first})

    undo(history.record(better, "talk_target", NOOR))

    assert [talk.notes for _, talk in history.case.of(kinds.TalkHeld)] == ["Rustig gesprek."]


def test_undoing_a_withdrawal_brings_the_entry_back() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    struck = history.entries[-1].number

    undo(history.record(kinds.EntryWithdrawn(number=struck, reason="Toch niet.")))

    assert [entry.number for entry, _ in history.case.of(kinds.TalkHeld)] == [struck]


def test_the_first_melding_undone_is_no_case_and_no_fact() -> None:
    history = undo(opened(TODAY))

    assert history.case.is_undone
    assert list(case_rows(history.case)) == list(step_rows(history.case)) == []


def test_a_next_melding_undone_takes_its_reopening_along() -> None:
    history = opened(STOPPED_ON).stop()
    before = folded(history.case)

    undo(history.on(date(2026, 11, 24)).report())

    history.on(STOPPED_ON)
    assert folded(history.case) == before


def test_only_who_saved_it_can_undo_it_and_only_for_ten_minutes() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    saved_at = history.entries[-1].recorded_at

    with pytest.raises(InputRefused):
        undo(history, by="somebody else")
    with pytest.raises(InputRefused, match="tien minuten"):
        undo(history, at=saved_at + TIME_TO_UNDO + timedelta(seconds=1))
    undo(history, at=saved_at + TIME_TO_UNDO)


def test_nothing_is_undone_twice_and_an_undoing_is_not_undone() -> None:
    history = undo(opened(TODAY).record(TALK, "talk_target", NOOR))

    for number in (history.entries[-2].number, history.entries[-1].number):
        with pytest.raises(InputRefused):
            undo(history, number)


def test_what_the_case_went_on_after_stays() -> None:
    history = opened(STOPPED_ON).stop()
    stop = history.entries[-1].number
    history.aftercare_done(0)

    with pytest.raises(InputRefused, match="verder"):
        undone(history.case, saved(history, stop), SAMIRA, history.entries[stop - 1].recorded_at)


def test_a_talk_can_still_be_undone_after_something_that_does_not_rest_on_it() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    talk = history.entries[-1].number
    history.record(kinds.TeamInformed(message="Let op."), "inform_team")

    undo(history, talk)

    assert not list(history.case.of(kinds.TalkHeld))
    assert list(history.case.of(kinds.TeamInformed))


def test_what_something_later_refers_to_is_not_undone() -> None:
    history = opened(TODAY)
    history.record(kinds.MeasureAgreed(measure="seating", level=1), "measure_1")
    measure = history.entries[-1].number
    review = kinds.MeasureReviewed(measure_number=measure, outcome="less")
    history.record(review, "measure_review")

    with pytest.raises(InputRefused):
        undo(history, measure)
    undo(history)
    undo(history, measure)
    assert history.case.measures == []


def test_the_newest_save_that_can_be_undone_is_offered() -> None:
    history = opened(TODAY).record(TALK, "talk_target", NOOR)
    now = just_after(history)

    newest = offered(history, SAMIRA, now)

    assert newest is not None
    assert (newest.first, newest.last) == (history.entries[-1].number,) * 2
    assert offered(history, "somebody else", now) is None
    assert offered(history, SAMIRA, now + TIME_TO_UNDO) is None
    undo(history)
    assert offered(history, SAMIRA, now) is None


def test_a_save_is_what_one_person_saved_at_one_moment() -> None:
    history = opened(STOPPED_ON).stop()

    assert [entry.kind for entry in saved(history).entries] == [
        "stopped",
        *["aftercare_planned"] * 5,
    ]


def test_what_an_undone_case_says_of_a_pupil_is_in_no_fact() -> None:
    history = opened(TODAY, parts=melding().parts)
    part = kinds.PupilInvolved(role="displaying", class_id="", year_group=0, team_id="")
    before = folded(history.case)
    history.record(part, pupil=YUSUF)
    assert YUSUF in history.case.parts

    assert folded(undo(history).case) == before
    assert YUSUF not in history.case.parts_ever
