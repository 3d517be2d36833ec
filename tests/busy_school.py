"""The school of the cast with a term of cases behind it."""

from datetime import date, timedelta
from uuid import uuid4

from casework import entries as kinds
from casework.entries import NewEntry
from tests.cast import Cast, record_at

FIRST = date(2026, 8, 31)


def begun(cast: Cast, mentor: str, pupils: tuple[str, str], day: date, kind: str) -> str:
    """A case of its own on that day."""
    melding = cast.melding(target=pupils[0], displaying=pupils[1], reported_on=day, kinds=(kind,))
    desk = cast.desk(mentor, day)
    return desk.cases.report(melding, form_key=str(uuid4()), reason="Iets anders.").subject_id


def stopped(cast: Cast, mentor: str, case_id: str, day: date) -> None:
    payload = kinds.Stopped(said_by="target", words="Het is over.")
    record(cast, mentor, case_id, NewEntry(payload, day, "stopped"), day)


def looked_after(cast: Cast, mentor: str, case_id: str, late: bool) -> None:
    """The first nazorg with the gepeste, on its day or long after its window."""
    entries = cast.desk(mentor).cases.open(case_id).case.entries
    planned = next(e for e in entries if isinstance(e.payload, kinds.AftercarePlanned))
    assert isinstance(planned.payload, kinds.AftercarePlanned)
    day = planned.payload.window_ends_on + timedelta(days=3) if late else planned.payload.due_on
    done = kinds.AftercareDone(planned_number=planned.number, outcome="stopped")
    record(cast, mentor, case_id, NewEntry(done, day, "aftercare", planned.pupil_id), day)


def record(cast: Cast, mentor: str, case_id: str, new: NewEntry, day: date) -> None:
    desk = cast.desk(mentor, day)
    record_at(desk, case_id, new)


def fill(cast: Cast) -> None:
    """2B: 16 cases, 11 of them stopped; 2C: 3 cases; 4V1: 7 cases."""
    for place in range(16):
        day = FIRST + timedelta(days=place % 4)
        pupils = ("Noor", "Daan") if place % 2 else ("Yusuf", "Emma")
        case_id = begun(cast, "Samira", pupils, day, "physical" if place < 7 else "verbal")
        if place < 11:
            stopped(cast, "Samira", case_id, day + timedelta(days=14 + 2 * (place % 5)))
        if place < 9:
            looked_after(cast, "Samira", case_id, late=place < 2)
    for place in range(3):
        begun(cast, "Joris", ("Sem", "Lotte"), FIRST + timedelta(days=place), "verbal")
    for place in range(7):
        begun(cast, "Hanna", ("Tim", ""), FIRST + timedelta(days=place % 4), "verbal")
