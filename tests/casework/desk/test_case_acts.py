"""Undo, a wrong pupil, a second class and a planned talk, as people do them at their desks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.case_file import OtherMentors
from casework.cases.reading_list import News
from casework.cases.undoing import TIME_TO_UNDO
from casework.desk import Desk
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.people import Role
from casework.signals.signal import NewSignal
from tests.cast import TODAY, Cast, desk_with, record_at
from tests.data.test_facts import assert_facts_equal, folded

TALK = kinds.TalkHeld(notes="Rustig gesprek.", safety_score=4)


def form() -> dict[str, str]:
    return {"form_key": str(uuid4())}


def later(desk: Desk, minutes: float) -> Desk:
    at = desk.now() + timedelta(minutes=minutes)
    return desk_with(desk, now=lambda: at)


def talk(cast: Cast, name: str = "Noor") -> NewEntry:
    return NewEntry(TALK, TODAY, "talk_target", cast.pupils[name])


# --- undo -----------------------------------------------------------------------------------------


def test_who_saved_it_undoes_it_and_the_facts_are_as_before(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    receipt = record_at(samira, case_id, talk(cast))
    assert later(samira, 1).cases.open(case_id).undoable is not None

    later(samira, 9).undoing.undo(case_id, receipt.numbers[0], **form())

    case = folded(cast, case_id, TODAY)
    assert not list(case.of(kinds.TalkHeld))
    assert case.entries[-2].kind == "talk_held"
    assert_facts_equal(cast, case)


def test_two_saves_of_one_moment_are_undone_one_by_one(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    first = record_at(samira, case_id, talk(cast))
    note = NewEntry(kinds.HandoverNoted(note="Bel thuis."), TODAY)
    second = record_at(samira, case_id, note)

    samira.undoing.undo(case_id, second.numbers[0], **form())

    case = folded(cast, case_id, TODAY)
    assert [entry.number for entry, _ in case.of(kinds.TalkHeld)] == [first.numbers[0]]
    assert not list(case.of(kinds.HandoverNoted))


def test_after_ten_minutes_or_by_somebody_else_it_is_not_undone(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    number = record_at(samira, case_id, talk(cast)).numbers[0]

    with pytest.raises(InputRefused, match="tien minuten"):
        desk_with(
            samira, now=lambda: samira.now() + TIME_TO_UNDO + timedelta(seconds=1)
        ).undoing.undo(case_id, number, **form())
    with pytest.raises(NotHere):
        cast.desk("Joris").undoing.undo(case_id, number, **form())


def test_the_same_press_twice_undoes_once(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    number = record_at(samira, case_id, talk(cast)).numbers[0]
    press = form()

    first = samira.undoing.undo(case_id, number, **press)
    again = samira.undoing.undo(case_id, number, **press)

    assert again.repeated
    assert again.numbers == first.numbers


def test_a_melding_undone_is_nowhere_any_more(cast: Cast) -> None:
    samira = cast.desk("Samira")
    receipt = cast.case()

    samira.undoing.undo(receipt.subject_id, 1, **form())

    assert receipt.subject_id not in {case.case_id for case in samira.cases.all()}
    with pytest.raises(NotHere):
        samira.cases.open(receipt.subject_id)
    assert samira.agenda.items() == []
    assert samira.cases.recognise({cast.pupils["Noor"]: "target"}) == []


def test_a_signal_that_became_the_melding_waits_again(cast: Cast) -> None:
    samira = cast.desk("Samira")
    seen = NewSignal(what="Er werd gelachen.", pupils=(cast.pupils["Noor"],))
    signal_id = cast.desk("Dirk").signals.send(seen, **form()).subject_id
    receipt = samira.cases.report(cast.melding(), signal=signal_id, **form())
    assert samira.signals.waiting() == []

    later(samira, 2).undoing.undo(receipt.subject_id, 1, **form())

    assert [signal.signal_id for signal, _ in samira.signals.waiting()] == [signal_id]


def test_a_mentor_hour_just_recorded_is_undone_and_counts_nowhere(cast: Cast) -> None:
    samira, class_id = cast.desk("Samira"), cast.classes["2B"]
    hour = kinds.MentorHourHeld(theme="online")
    number = samira.classroom.log_hour(class_id, TODAY, hour, str(uuid4())).numbers[0]
    offered = samira.undoing.latest()
    assert offered is not None
    assert (offered.subject_id, offered.number) == (class_id, number)
    assert later(samira, 11).undoing.latest() is None
    with pytest.raises(InputRefused, match="tien minuten"):
        later(samira, 11).undoing.undo(class_id, number, **form())

    later(samira, 9).undoing.undo(class_id, number, **form())

    assert samira.classroom.open(class_id).hours == ()
    assert samira.classroom.hours([class_id]) == []
    assert cast.store.log.entries(class_id)[0].kind == "mentor_hour_held"


# --- a wrong pupil --------------------------------------------------------------------------------


def put_right(cast: Cast, case_id: str, wrong: str, instead: str, *, follows: bool) -> None:
    act = kinds.PupilReplaced(
        instead=cast.pupils[instead], follows=follows, reason="Verkeerd aangetikt."
    )
    record_at(cast.desk("Samira"), case_id, NewEntry(act, TODAY, pupil_id=cast.pupils[wrong]))


def test_masking_and_facts_follow_the_right_pupil(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    said = kinds.TalkHeld(notes="Daan zegt dat Noor begon.")
    record_at(samira, case_id, NewEntry(said, TODAY, "talk_displaying", cast.pupils["Daan"]))

    put_right(cast, case_id, "Daan", "Yusuf", follows=True)

    text = samira.cases.magister_text(case_id, cast.pupils["Yusuf"]).written()
    assert "Noor" not in text
    assert "Daan" not in text
    assert "begon" in text
    with pytest.raises(NotHere):
        samira.cases.magister_text(case_id, cast.pupils["Daan"])
    assert_facts_equal(cast, folded(cast, case_id, TODAY))


def test_the_mentor_of_a_wrong_pupil_no_longer_sees_the_case(cast: Cast) -> None:
    case_id = cast.case(displaying="Lotte").subject_id
    other = next(name for name in cast.staff if _sees(cast, name, case_id) and name != "Samira")

    put_right(cast, case_id, "Lotte", "Daan", follows=False)

    assert not _sees(cast, other, case_id)


def _sees(cast: Cast, name: str, case_id: str) -> bool:
    try:
        return cast.desk(name).cases.summary(case_id).case_id == case_id
    except NotHere:
        return False


# --- a second class -------------------------------------------------------------------------------


def test_a_second_class_of_a_group_case_is_in_the_case(cast: Cast) -> None:
    case_id = cast.case(group_level=True).subject_id
    samira, joris = cast.desk("Samira"), cast.desk("Joris")
    with pytest.raises(NotHere):
        joris.cases.open(case_id)
    classes = {c.name: c.class_id for c in samira.case_acts.classes_to_add(case_id)}
    assert "2B" not in classes
    assert classes["2C"] == cast.classes["2C"]
    seen = samira.cases.open(case_id).case.last_number

    samira.case_acts.add_class(case_id, classes["2C"], seen=seen, **form())

    file = joris.cases.open(case_id)
    assert file.may_record
    assert file.class_names == ["2B", "2C"]
    assert set(file.class_ids) == {cast.classes["2B"], cast.classes["2C"]}
    assert Role.MENTOR in file.roles
    assert case_id in {case.case_id for case in joris.cases.all()}
    assert joris.cases.summary(case_id).class_names == ("2B", "2C")
    assert_facts_equal(cast, folded(cast, case_id, TODAY))


def test_the_mentor_of_an_added_class_finds_the_case_on_klas_and_vandaag(cast: Cast) -> None:
    case_id = cast.case(group_level=True).subject_id
    samira, joris = cast.desk("Samira"), cast.desk("Joris")
    seen = samira.cases.open(case_id).case.last_number
    assert joris.classroom.open(cast.classes["2C"]).cases == ()

    samira.case_acts.add_class(case_id, cast.classes["2C"], seen=seen, **form())

    [case] = joris.classroom.open(cast.classes["2C"]).cases
    assert case.case_id == case_id
    assert [item.news for item in joris.agenda.items()] == [News.NEW_CASE]
    [own] = samira.classroom.open(cast.classes["2B"]).cases
    assert own.case_id == case_id


def test_each_mentor_has_the_pupils_of_the_own_class(cast: Cast) -> None:
    case_id = cast.case(displaying="Lotte").subject_id
    noor, lotte = cast.pupils["Noor"], cast.pupils["Lotte"]

    for name, own, other, mentor, class_name in (
        ("Samira", noor, lotte, "Joris Kuipers", "2C"),
        ("Joris", lotte, noor, "Samira el Idrissi", "2B"),
    ):
        file = cast.desk(name).cases.open(case_id)
        parents = file.case.card.step("parents")
        assert file.other_mentors(parents, own) is None
        assert file.other_mentors(parents, other) == OtherMentors((mentor,), class_name)
        assert file.comes_now is not None
        assert file.comes_now.pupil_id != other


def test_who_is_over_both_mentors_may_call_everybody(cast: Cast) -> None:
    case_id = cast.case(displaying="Lotte").subject_id
    level = kinds.LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    record_at(cast.desk("Samira"), case_id, NewEntry(level, TODAY))

    file = cast.desk("Fatima").cases.open(case_id)

    parents = file.case.card.step("parents")
    for name in ("Noor", "Lotte"):
        assert file.other_mentors(parents, cast.pupils[name]) is None


def test_a_class_that_was_added_by_mistake_is_struck_out(cast: Cast) -> None:
    case_id = cast.case(group_level=True).subject_id
    samira = cast.desk("Samira")
    seen = samira.cases.open(case_id).case.last_number
    receipt = samira.case_acts.add_class(case_id, cast.classes["2C"], seen=seen, **form())

    struck = kinds.EntryWithdrawn(number=receipt.numbers[0], reason="Andere klas.")
    record_at(samira, case_id, NewEntry(struck, TODAY))

    assert not _sees(cast, "Joris", case_id)


def test_only_a_group_case_gets_a_class(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    seen = samira.cases.open(case_id).case.last_number

    with pytest.raises(InputRefused, match="groep"):
        samira.case_acts.add_class(case_id, cast.classes["2C"], seen=seen, **form())
    group = cast.case(group_level=True, target="Emma", displaying="").subject_id
    with pytest.raises(InputRefused):
        samira.case_acts.add_class(group, "verzonnen", seen=seen, **form())


# --- a planned talk -------------------------------------------------------------------------------


def plan_talk(cast: Cast, case_id: str, name: str = "Samira") -> None:
    day = TODAY + timedelta(days=1)
    plan = kinds.TalkPlanned(planned_on=day, at="10:15", place="Lokaal 12", with_whom="Noor")
    new = NewEntry(plan, TODAY, "talk_target", cast.pupils["Noor"])
    record_at(cast.desk(name), case_id, new)


def test_a_planned_talk_stands_on_vandaag_in_place_of_its_step(cast: Cast) -> None:
    case_id = cast.case().subject_id
    samira = cast.desk("Samira")
    assert [i.step_id for i in samira.agenda.items()].count("talk_target") == 1

    plan_talk(cast, case_id)

    (line,) = [item for item in samira.agenda.items() if item.step_id == "talk_target"]
    assert (line.is_planned, line.at, line.due_on) == (True, "10:15", TODAY + timedelta(days=1))
    assert line.title == "Gepland om 10.15: Gesprek met de gepeste leerling"
    assert line.pupil_id == cast.pupils["Noor"]
    assert "Lokaal" not in repr(line)


def test_after_its_day_vandaag_asks_whether_it_was_held(cast: Cast) -> None:
    case_id = cast.case().subject_id
    plan_talk(cast, case_id)
    two_days_on = cast.desk("Samira", TODAY + timedelta(days=2))

    (line,) = [item for item in two_days_on.agenda.items() if item.step_id == "talk_target"]
    assert line.title == "Gesproken? Gesprek met de gepeste leerling"

    record_at(
        two_days_on,
        case_id,
        NewEntry(TALK, TODAY + timedelta(days=1), "talk_target", cast.pupils["Noor"]),
    )
    assert "talk_target" not in {item.step_id for item in two_days_on.agenda.items()}
