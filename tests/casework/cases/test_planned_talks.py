"""Talks that are planned: until they are held, moved, or no longer asked."""

from datetime import date

import pytest

from casework import entries as kinds
from casework.cases.planned_talks import (
    last_agreements,
    moved_plans,
    offered_after_talk,
    planned_for,
    planned_talks,
)
from casework.cases.steps import step_states
from casework.entries.payload import heading
from casework.errors import CollectiveTalkNotAgreed, InputRefused, StepOutOfOrder
from tests.histories import DAAN, NOOR, SAMIRA, History, opened, talked

TODAY, TOMORROW, FRIDAY = date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 13)
STOPPED_ON = date(2026, 11, 23)
TALK = kinds.TalkHeld(notes="Rustig gesprek.")


def plan(day: date = FRIDAY, at: str = "10:15", **more: object) -> kinds.TalkPlanned:
    words = {"place": "Lokaal 12", "with_whom": "Noor en haar moeder"}
    return kinds.TalkPlanned.model_validate({"planned_on": day, "at": at, **words, **more})


def planned(history: History) -> list[tuple[str, str, date, str]]:
    return [
        (talk.entry.step, talk.entry.pupil_id, talk.plan.planned_on, talk.plan.at)
        for talk in planned_talks(history.case)
    ]


def test_a_planned_talk_stands_until_it_is_held() -> None:
    history = opened(TODAY).record(plan(), "talk_target", NOOR)
    assert planned(history) == [("talk_target", NOOR, FRIDAY, "10:15")]
    assert not list(history.case.of(kinds.TalkHeld))

    history.on(FRIDAY).record(TALK, "talk_target", NOOR)

    assert planned(history) == []


def test_a_plan_is_not_the_talk_and_its_step_stays_open() -> None:
    history = opened(TODAY).record(plan(), "talk_target", NOOR)
    state = next(s for s in step_states(history.case) if s.step.id == "talk_target")

    assert state.is_open
    talk = planned_for(history.case, state)
    assert talk is not None
    assert (talk.plan.place, talk.entry.recorded_by) == ("Lokaal 12", SAMIRA)


def test_a_newer_plan_of_the_same_talk_takes_its_place() -> None:
    history = opened(TODAY).record(plan(), "talk_target", NOOR)
    history.record(plan(TOMORROW, ""), "talk_target", NOOR)

    assert planned(history) == [("talk_target", NOOR, TOMORROW, "")]
    assert [plan.planned_on for plan in moved_plans(history.case).values()] == [TOMORROW]


def test_a_plan_after_the_talk_is_another_talk_and_not_the_first_one_moved() -> None:
    history = opened(TODAY).record(plan(TODAY), "talk_target", NOOR)
    history.record(TALK, "talk_target", NOOR).record(plan(), "talk_target", NOOR)

    assert moved_plans(history.case) == {}


def test_plans_of_several_talks_stand_by_day_and_time() -> None:
    history = opened(TODAY).record(plan(FRIDAY, "11:00"), "talk_target", NOOR)
    history.record(plan(FRIDAY, "09:30"), "talk_displaying", DAAN)
    history.record(plan(TOMORROW, "15:00"), "parents", NOOR)

    assert [step for step, *_ in planned(history)] == ["parents", "talk_displaying", "talk_target"]


def test_a_second_talk_with_the_same_pupil_can_be_planned() -> None:
    history = talked(opened(TODAY)).record(plan(), "talk_target", NOOR)

    assert planned(history) == [("talk_target", NOOR, FRIDAY, "10:15")]


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        (plan(date(2026, 11, 9)), "planned_on"),
        (plan(at="10.15"), "at"),
        (plan(at="25:00"), "at"),
        (plan(at="9:30"), "at"),
    ],
)
def test_a_talk_is_planned_for_a_day_to_come_at_a_time_of_the_day(
    payload: kinds.TalkPlanned, field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        opened(TODAY).record(payload, "talk_target", NOOR)

    assert refused.value.field == field


def test_a_talk_together_is_planned_only_after_the_talks_apart() -> None:
    with pytest.raises(CollectiveTalkNotAgreed):
        opened(TODAY).record(plan(), "talk_joint")

    assert planned(talked(opened(TODAY)).record(plan(), "talk_joint"))


def test_a_measure_or_a_note_in_magister_is_no_talk() -> None:
    for step, pupil in (("measure_1", ""), ("magister", NOOR)):
        with pytest.raises(InputRefused):
            opened(TODAY).record(plan(), step, pupil)


def test_nazorg_can_be_planned_for_a_moment_that_is_open() -> None:
    history = opened(STOPPED_ON).stop()
    moment = history.case.current_aftercare[0]
    day = moment.due_on
    history.record(plan(day, occurrence=moment.number), "aftercare", NOOR)
    assert [talk.key for talk in planned_talks(history.case)] == [
        ("aftercare", NOOR, moment.number)
    ]

    history.on(day).aftercare_done(0)

    assert planned(history) == []
    with pytest.raises(StepOutOfOrder):
        history.record(plan(date(2027, 1, 8), occurrence=moment.number), "aftercare", NOOR)


def test_an_extra_talk_before_nazorg_was_the_talk_that_was_planned() -> None:
    history = opened(STOPPED_ON).stop()
    moment = history.case.current_aftercare[0]
    history.record(plan(date(2026, 11, 25), occurrence=moment.number), "aftercare", NOOR)
    early = kinds.AftercareDone(planned_number=moment.number, outcome="stopped")

    history.on(date(2026, 11, 25)).record(early, "aftercare", NOOR)

    assert planned(history) == []


@pytest.mark.parametrize("ended_by", ["aside", "struck", "closed", "no part"])
def test_a_talk_that_will_not_be_held_stands_no_more(ended_by: str) -> None:
    history = opened(TODAY).record(plan(), "talk_displaying", DAAN)
    number = history.entries[-1].number

    if ended_by == "aside":
        history.record(kinds.StepSetAside(reason="Wil niet."), "talk_displaying", DAAN)
    elif ended_by == "struck":
        history.record(kinds.EntryWithdrawn(number=number, reason="Gaat niet door."))
    elif ended_by == "closed":
        history.close()
    else:
        history.record(kinds.RoleChanged(role="", reason="Was er niet bij."), pupil=DAAN)

    assert planned(history) == []


def test_after_its_day_it_is_asked_whether_it_was_held() -> None:
    history = opened(TODAY).record(plan(TOMORROW), "talk_target", NOOR)
    (talk,) = planned_talks(history.case)

    assert not talk.is_past(TOMORROW)
    assert talk.is_past(date(2026, 11, 12))


def test_before_a_talk_the_last_agreements_with_that_pupil_are_there() -> None:
    history = opened(TODAY)
    assert last_agreements(history.case, "talk_target", NOOR) is None
    agreed = kinds.TalkHeld(notes="Rustig.", agreements="Apart zitten.")
    history.record(agreed, "talk_target", NOOR).record(TALK, "talk_displaying", DAAN)
    history.record(TALK, "talk_target", NOOR)

    found = last_agreements(history.case, "triangle", NOOR)

    assert found is not None
    assert found[1].agreements == "Apart zitten."
    assert last_agreements(history.case, "talk_displaying", DAAN) is None


def test_the_end_of_a_talk_offers_the_measure_the_parents_and_magister_of_that_pupil() -> None:
    history = talked(opened(TODAY))

    offered = [(s.step.id, s.pupil_id) for s in offered_after_talk(step_states(history.case), NOOR)]

    assert offered == [("measure_1", ""), ("parents", NOOR), ("magister", NOOR)]
    history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)
    offered = [(s.step.id, s.pupil_id) for s in offered_after_talk(step_states(history.case), NOOR)]
    assert offered == [("measure_1", ""), ("magister", NOOR)]
    assert len(offered_after_talk(step_states(history.case), "")) == 4


def test_a_plan_reads_as_what_it_is() -> None:
    history = opened(TODAY).record(plan(), "talk_target", NOOR)
    entry = history.entries[-1]

    assert heading(_Named(history), entry) == "Gepland: Gesprek met de gepeste leerling · Noor"


class _Named:
    """A file in which every pupil is called Noor."""

    def __init__(self, history: History) -> None:
        self.case = history.case

    def name(self, pupil_id: str) -> str:
        return "Noor"

    def colleague(self, staff_id: str) -> str:
        return "Samira"
