"""A pupil chosen by mistake: replaced or taken out, with what was recorded of that pupil."""

from datetime import date

import pytest

from casework import entries as kinds
from casework.cases.recording import checked
from casework.cases.steps import StepStatus, step_states
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.facts.of_cases import case_rows
from casework.facts.rows import CaseRow, PartRow, ReportRow, SafetyRow
from casework.people import Home
from tests.histories import DAAN, EMMA, HOME, NOOR, YUSUF, History, opened

TODAY = date(2026, 11, 10)
STOPPED_ON = date(2026, 11, 23)
ELSEWHERE = Home("44444444-4444-4444-8444-444444444444", 3, "55555555-5555-4555-8555-555555555555")
TALK = kinds.TalkHeld(notes="Rustig gesprek.", safety_score=4)


def replaced(
    history: History, wrong: str, instead: str = "", *, follows: bool = False, home: Home = HOME
) -> History:
    act = kinds.PupilReplaced(instead=instead, follows=follows, reason="Verkeerd aangetikt.")
    new = NewEntry(act, history.today, pupil_id=wrong)
    homes = {wrong: HOME, **({instead: home} if instead else {})}
    return history.add(*checked(history.case, [new], homes))


def rows(history: History, kind: type) -> list[object]:
    return [row for row in case_rows(history.case) if isinstance(row, kind)]


def done(history: History) -> set[tuple[str, str]]:
    found = step_states(history.case)
    return {(s.step.id, s.pupil_id) for s in found if s.status is StepStatus.DONE}


def test_the_right_pupil_has_the_part_and_the_wrong_one_never_had_it() -> None:
    history = replaced(opened(TODAY), DAAN, YUSUF)

    assert history.case.pupils("displaying") == [YUSUF]
    assert DAAN not in history.case.parts_ever
    assert [(r.pupil_id, r.role, r.pupil_in_case) for r in rows(history, PartRow)] == [
        (NOOR, "target", 1),
        (YUSUF, "displaying", 2),
    ]


def test_what_was_recorded_follows_to_the_right_pupil() -> None:
    history = opened(TODAY).record(TALK, "talk_displaying", DAAN)

    replaced(history, DAAN, YUSUF, follows=True)

    assert ("talk_displaying", YUSUF) in done(history)
    assert history.case.safety_scores == [(TODAY, YUSUF, 4)]
    assert [row.pupil_in_case for row in rows(history, SafetyRow)] == [2]
    assert history.case.right_pupil(history.entries[5]) == YUSUF


def test_or_it_is_struck_out_and_has_to_be_done_with_the_right_pupil() -> None:
    history = opened(TODAY).record(TALK, "talk_displaying", DAAN)
    talk = history.entries[-1].number

    replaced(history, DAAN, YUSUF)

    assert ("talk_displaying", YUSUF) not in done(history)
    assert history.case.safety_scores == []
    assert talk in history.case.withdrawn


def test_a_pupil_can_be_taken_out_without_another() -> None:
    history = opened(TODAY).record(TALK, "talk_displaying", DAAN)

    replaced(history, DAAN)

    assert list(history.case.parts_ever) == [NOOR]
    assert not list(history.case.of(kinds.TalkHeld))


def test_a_case_counts_to_the_class_of_the_right_gepeste() -> None:
    history = replaced(opened(TODAY), NOOR, YUSUF, home=ELSEWHERE)

    assert history.case.pupils("target") == [YUSUF]
    assert [row.class_id for row in rows(history, CaseRow)] == [ELSEWHERE.class_id]
    assert [row.team_id for row in rows(history, ReportRow)] == [ELSEWHERE.team_id]
    assert history.case.opening.year_group == 3


def test_a_case_stays_in_its_class_when_another_than_the_gepeste_was_wrong() -> None:
    history = replaced(opened(TODAY), DAAN, YUSUF, home=ELSEWHERE)

    assert [row.class_id for row in rows(history, CaseRow)] == [HOME.class_id]
    assert history.case.parts[YUSUF].home == ELSEWHERE


def test_the_nazorg_that_was_planned_is_for_the_right_pupil() -> None:
    history = opened(STOPPED_ON).stop()
    count = len(history.case.current_aftercare)

    replaced(history, DAAN, YUSUF)

    pupils = [moment.planned.pupil_id for moment in history.case.current_aftercare]
    assert len(pupils) == count
    assert DAAN not in pupils
    assert YUSUF in pupils


def test_a_measure_for_the_wrong_pupil_follows_or_is_struck() -> None:
    measure = kinds.MeasureAgreed(measure="seating", level=1, for_pupil=DAAN)
    along = replaced(opened(TODAY).record(measure, "measure_1"), DAAN, YUSUF, follows=True)
    struck = replaced(opened(TODAY).record(measure, "measure_1"), DAAN, YUSUF)

    assert [taken.agreed.for_pupil for taken in along.case.measures] == [YUSUF]
    assert struck.case.measures == []


def test_who_was_wrong_can_have_a_part_later() -> None:
    history = replaced(opened(TODAY), DAAN, YUSUF)
    part = kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id="")

    history.record(part, pupil=DAAN).record(TALK, "talk_displaying", YUSUF)

    assert history.case.parts[DAAN].role == "bystander"
    assert history.case.parts[YUSUF].role == "displaying"


def test_a_case_always_keeps_a_gepeste() -> None:
    with pytest.raises(InputRefused) as refused:
        replaced(opened(TODAY), NOOR)

    assert refused.value.field == "instead"


def test_the_right_pupil_is_known_and_not_in_the_case_already() -> None:
    with pytest.raises(InputRefused) as refused:
        replaced(opened(TODAY), DAAN, NOOR)
    assert refused.value.field == "instead"
    act = kinds.PupilReplaced(instead=EMMA, reason="Verkeerd.")
    with pytest.raises(NotHere):
        checked(opened(TODAY).case, [NewEntry(act, TODAY, pupil_id=DAAN)], {DAAN: HOME})


def test_nothing_follows_nobody() -> None:
    with pytest.raises(InputRefused) as refused:
        replaced(opened(TODAY), DAAN, follows=True)

    assert refused.value.field == "instead"


def test_two_mistakes_one_after_the_other_are_put_right() -> None:
    history = replaced(
        opened(TODAY).record(TALK, "talk_displaying", DAAN), DAAN, YUSUF, follows=True
    )

    replaced(history, YUSUF, EMMA, follows=True)

    assert history.case.pupils("displaying") == [EMMA]
    assert ("talk_displaying", EMMA) in done(history)
    assert history.case.right_pupil(history.entries[5]) == EMMA


def test_a_talk_of_the_right_pupil_can_be_put_right_afterwards() -> None:
    history = opened(TODAY).record(TALK, "talk_displaying", DAAN)
    talk = history.entries[-1].number
    replaced(history, DAAN, YUSUF, follows=True)

    better = TALK.model_copy(update={"notes": "Anders.", "corrects": talk})
    history.record(better, "talk_displaying", YUSUF)

    assert [talk.notes for _, talk in history.case.of(kinds.TalkHeld)] == ["Anders."]
