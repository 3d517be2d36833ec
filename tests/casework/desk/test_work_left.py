"""Before an account or a role ends: how much this person still has, and who gets it."""

from datetime import timedelta
from uuid import uuid4

from casework import entries as kinds
from casework.desk.work_left import WorkLeft
from casework.entries import NewEntry
from casework.people import Assignment, Role
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, record_at

TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=8)


def left(cast: Cast, name: str, ending: Assignment | None = None) -> WorkLeft:
    return cast.desk("Ineke", LATER).office.work_left(cast.staff[name], ending)


def mentor_of(cast: Cast, class_name: str) -> Assignment:
    return Assignment(Role.MENTOR, cast.classes[class_name], YEAR_STARTS_ON)


def test_a_mentor_who_leaves_has_so_much_and_the_coordinator_gets_it(cast: Cast) -> None:
    cast.case()
    sent = NewSignal(what="Er werd geduwd.", pupils=(cast.pupils["Emma"],))
    cast.desk("Dirk").signals.send(sent, form_key=str(uuid4()))

    work = left(cast, "Samira")

    assert (work.count_steps, work.count_late, work.count_signals) == (10, 9, 1)
    assert work.goes_to == (("leerlingcoördinator", 11),)
    assert work.words == (
        "Er ligt nog werk: 10 open stappen (9 te laat) en 1 signaal. Daarna staat het op Vandaag: "
        "11 bij de leerlingcoördinator."
    )
    assert "2026-001" not in repr(work)


def test_who_handles_no_signals_has_none_left(cast: Cast) -> None:
    sent = NewSignal(what="Er werd geduwd.", pupils=(cast.pupils["Emma"],))
    cast.desk("Dirk").signals.send(sent, form_key=str(uuid4()))
    for name in ("Dirk", "Pim", "Anneke"):
        assert left(cast, name).count_signals == 0


def test_what_is_told_before_is_what_is_so_afterwards(cast: Cast) -> None:
    case_id = cast.case().subject_id
    work = left(cast, "Samira", mentor_of(cast, "2B"))
    held, by = mentor_of(cast, "2B"), cast.staff["Ineke"]
    cast.store.school.end_assignment(cast.staff["Samira"], held, TODAY, by)

    lines = [
        line
        for line in cast.desk("Fatima", LATER).agenda.items()
        if line.case_id == case_id and line.step_id
    ]
    assert work.goes_to == (("leerlingcoördinator", sum(line.count for line in lines)),)


def test_a_second_mentor_of_the_class_keeps_it_all(cast: Cast) -> None:
    cast.case()
    both = Assignment(Role.MENTOR, cast.classes["2B"], YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Dirk"], both, cast.staff["Ineke"])

    assert left(cast, "Samira").goes_to == (("mentor", 10),)


def test_what_nobody_gets_is_said(cast: Cast) -> None:
    cast.case()
    for name in ("Fatima", "Willem", "Sofie"):
        cast.store.school.end_staff(cast.staff[name], TODAY, cast.staff["Ineke"])

    work = left(cast, "Samira")

    assert work.goes_to == (("", 10),)
    assert work.words.endswith("Voor 10 is er niemand; dat komt bij Zaken zonder iemand.")


def test_what_was_asked_of_somebody_by_name_counts_as_well(cast: Cast) -> None:
    case_id = cast.case().subject_id
    noor = cast.pupils["Noor"]
    plan = kinds.TalkPlanned(planned_on=TOMORROW)
    record_at(cast.desk("Samira"), case_id, NewEntry(plan, TODAY, "talk_target", noor))

    work = left(cast, "Samira")

    assert (work.count_steps, work.count_talks) == (10, 1)


def test_who_stays_coordinator_of_the_year_keeps_what_comes_to_the_coordinator(cast: Cast) -> None:
    cast.case()
    held = Assignment(Role.COORDINATOR, "2", YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Samira"], held, cast.staff["Ineke"])

    assert left(cast, "Samira", mentor_of(cast, "2B")) == WorkLeft()
    assert left(cast, "Samira").count_steps == 10


def test_a_docent_and_who_is_gone_have_nothing(cast: Cast) -> None:
    cast.case()
    cast.store.school.end_staff(cast.staff["Joris"], TODAY, cast.staff["Ineke"])

    assert [left(cast, name) for name in ("Dirk", "Joris", "Ineke")] == [WorkLeft()] * 3
    assert WorkLeft().words == ""
