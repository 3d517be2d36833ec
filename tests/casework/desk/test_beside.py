"""Several people in one case at once: what does not conflict is stored, what decides is asked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.entries import KINDS, NewEntry, Payload
from casework.errors import CaseMovedOn, InputRefused, StepOutOfOrder
from tests.casework.desk.test_sent_twice import (
    consulted,
    decision,
    meeting_about,
    new_case,
    new_pupil,
)
from tests.cast import TODAY, Cast

BESIDE = {
    "talk_target": kinds.TalkHeld(notes="Een rustig gesprek."),
    "check_in": kinds.CheckedIn(safety_score=7, note="Gaat wel."),
    "parents": kinds.ParentsInformed(way="phone", reaction="Blij dat er gebeld is."),
    "magister": kinds.MagisterNoted(text="Melding volgens de kaart."),
    "team": kinds.TeamInformed(message="Let op in de gang."),
}
DECIDES: tuple[Payload, ...] = (
    kinds.Stopped(said_by="target", words="Het is klaar."),
    kinds.LevelReached(level=2, proposed=1, cause="judgement", reason="Het is heftig."),
    kinds.Closed(ending="no_bullying", reason="Het was een ruzie."),
)


def target_of(cast: Cast, case_id: str) -> str:
    parts = cast.desk("Samira").cases.open(case_id).case.parts
    return next(pupil for pupil, part in parts.items() if part.role == "target")


def act(cast: Cast, case_id: str, step: str) -> NewEntry:
    card = cast.desk("Samira").card
    [found] = [one for one in card.steps if one.form == BESIDE[step].kind][:1]
    pupil = "" if found.per == "case" else target_of(cast, case_id)
    return NewEntry(BESIDE[step], TODAY, found.id, pupil)


def record(cast: Cast, name: str, case_id: str, new: NewEntry, seen: int) -> None:
    cast.desk(name).cases.record(case_id, [new], seen=seen, form_key=str(uuid4()))


def last_number(cast: Cast, case_id: str) -> int:
    return cast.desk("Samira").cases.open(case_id).case.last_number


def test_only_these_kinds_stand_beside_what_somebody_else_wrote() -> None:
    """Said by the kind; what decides (gestopt, niveau, afsluiten, rol, n.v.t.) never says it."""
    beside = {kind for kind, model in KINDS.items() if model.allowed.beside}
    assert beside >= {payload.kind for payload in BESIDE.values()}
    assert not beside & {
        *(payload.kind for payload in DECIDES),
        "level_declined",
        "reopened",
        "evaluated",
        "step_set_aside",
        "role_changed",
        "entry_withdrawn",
        "aftercare_done",
        "serious_decided",
    }


def test_ten_people_at_once_in_one_case_press_once_each(school: Cast) -> None:
    case_id = new_case(school)
    seen, steps = last_number(school, case_id), [*BESIDE, *BESIDE]
    acts = [act(school, case_id, step) for step in steps]
    ready = Barrier(len(acts))

    def press(new: NewEntry) -> None:
        ready.wait()
        record(school, "Samira", case_id, new, seen)

    with ThreadPoolExecutor(len(acts)) as people:
        list(people.map(press, acts))
    case = school.desk("Samira").cases.open(case_id).case
    assert sorted(entry.kind for entry in case.entries[seen:]) == sorted(
        new.payload.kind for new in acts
    )
    assert [entry.number for entry in case.entries] == list(range(1, seen + len(acts) + 1))
    assert school.store.check() == []


@pytest.mark.parametrize("payload", DECIDES, ids=lambda payload: payload.kind)
def test_what_decides_stops_and_shows_what_came_in_between(school: Cast, payload: Payload) -> None:
    case_id = new_case(school)
    seen = last_number(school, case_id)
    record(school, "Samira", case_id, act(school, case_id, "talk_target"), seen)
    step = next((s.id for s in school.desk("Samira").card.steps if s.form == payload.kind), "")
    with pytest.raises(CaseMovedOn) as refused:
        record(school, "Samira", case_id, NewEntry(payload, TODAY, step), seen)
    beside = "\n".join(refused.value.beside)
    assert "Een rustig gesprek." in beside
    assert "Samira el Idrissi" in beside
    assert "rustig" not in str(refused.value)
    assert last_number(school, case_id) == seen + 1


def test_a_check_in_is_held_against_the_case_as_it_is_now(school: Cast) -> None:
    case_id = new_case(school)
    seen = last_number(school, case_id)
    ended = kinds.Closed(ending="no_bullying", reason="Het was een ruzie.")
    record(school, "Samira", case_id, NewEntry(ended, TODAY), seen)
    closed = last_number(school, case_id)
    with pytest.raises(StepOutOfOrder, match="afgesloten"):
        record(school, "Samira", case_id, act(school, case_id, "check_in"), seen)
    assert last_number(school, case_id) == closed


def test_two_corrections_of_one_talk_are_asked_about_and_of_two_talks_are_not(
    school: Cast,
) -> None:
    case_id = new_case(school)
    for _ in range(2):
        record(
            school,
            "Samira",
            case_id,
            act(school, case_id, "talk_target"),
            last_number(school, case_id),
        )
    seen = last_number(school, case_id)
    step = act(school, case_id, "talk_target")

    def correction(number: int, words: str) -> NewEntry:
        better = kinds.TalkHeld(notes=words, corrects=number)
        return NewEntry(better, TODAY, step.step, step.pupil_id)

    record(school, "Samira", case_id, correction(seen, "Beter zo."), seen)
    record(school, "Samira", case_id, correction(seen - 1, "De andere."), seen)
    with pytest.raises(CaseMovedOn):
        record(school, "Samira", case_id, correction(seen, "Nee, zo."), seen)


def test_what_the_team_decided_is_done_whatever_else_was_recorded_since(school: Cast) -> None:
    case_id = consulted(school)
    meeting_id, anneke = meeting_about(school, case_id), school.desk("Anneke")
    [number] = anneke.decisions.decide(
        meeting_id,
        case_id,
        decision(school, "Bel de ouders."),
        seen=last_number(school, case_id),
        form_key=str(uuid4()),
    ).numbers
    record(school, "Samira", case_id, act(school, case_id, "check_in"), number)
    samira = school.desk("Samira").decisions
    samira.finish(case_id, number, "Gebeld.", seen=number, form_key=str(uuid4()))
    with pytest.raises(InputRefused):
        samira.finish(case_id, number, "Nog eens.", seen=number, form_key=str(uuid4()))


def test_two_mentor_hours_at_once_are_two_hours(school: Cast) -> None:
    theme = next(iter(school.desk("Samira").card.lists["themes"]))
    class_id = school.classes["2B"]
    before = len(school.desk("Samira").classroom.open(class_id).hours)

    def press(number: int) -> None:
        hour = kinds.MentorHourHeld(theme=theme, note=f"Uur {number}.")
        school.desk("Samira").classroom.log_hour(class_id, TODAY, hour, str(uuid4()))

    with ThreadPoolExecutor(6) as people:
        list(people.map(press, range(6)))
    assert len(school.desk("Samira").classroom.open(class_id).hours) == before + 6


def test_two_meldingen_join_one_case_at_once(school: Cast) -> None:
    case_id = new_case(school)
    pupils = [new_pupil(school, "2B") for _ in range(4)]
    ready = Barrier(4)

    def press(pupil: str) -> None:
        ready.wait()
        melding = school.melding(target=pupil, displaying="")
        school.desk("Samira").cases.report(melding, form_key=str(uuid4()), join=case_id)

    with ThreadPoolExecutor(4) as people:
        list(people.map(press, pupils))
    assert len(school.desk("Samira").cases.open(case_id).case.reports) == 5


WRITERS = st.lists(
    st.tuples(st.sampled_from([*BESIDE, "stop"]), st.integers(0, 3)), min_size=1, max_size=6
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(writers=WRITERS)
def test_however_people_take_turns_the_case_is_what_was_acknowledged(
    school: Cast, writers: list[tuple[str, int]]
) -> None:
    """Each writer is some entries behind; what stands beside is stored, a stop only when fresh."""
    case_id = new_case(school)
    expected = [entry.kind for entry in school.desk("Samira").cases.open(case_id).case.entries]
    stopped = NewEntry(DECIDES[0], TODAY, "stopped")
    for step, behind in writers:
        newest = last_number(school, case_id)
        seen = max(newest - behind, 1)
        if step != "stop":
            record(school, "Samira", case_id, act(school, case_id, step), seen)
            expected.append(BESIDE[step].kind)
        elif seen != newest:
            with pytest.raises(CaseMovedOn):
                record(school, "Samira", case_id, stopped, seen)
    entries = school.desk("Samira").cases.open(case_id).case.entries
    assert [entry.kind for entry in entries] == expected
