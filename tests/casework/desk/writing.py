"""What the tests of the desk write in a case, and how they read it back."""

from casework.cases.case import Case
from casework.desk import Desk
from casework.entries import NewEntry, Payload, Stopped, TalkHeld
from casework.records import Receipt
from tests.cast import record_at

TALK = TalkHeld(notes="Rustig gesprek.")
STOP = Stopped(said_by="target", words="Het is klaar.")


def recorded(
    desk: Desk, case_id: str, payload: Payload, step: str = "", pupil: str = ""
) -> Receipt:
    """Recorded today by somebody who has just looked."""
    return record_at(desk, case_id, NewEntry(payload, desk.today, step, pupil))


def case_of(desk: Desk, case_id: str) -> Case:
    """The case as this person opens it."""
    return desk.cases.open(case_id).case
