"""What stands out in the read log, for who looks after privacy; a note ends it, on record."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from casework.desk.office_checklist import Task
from casework.errors import InputRefused, NotHere
from casework.read_log import ReadAct
from casework.unusual_reading import LIMITS, Sign
from tests.cast import Cast


def search_often(cast: Cast) -> None:
    log, at = cast.store.access_log, cast.desk("Samira").now() - timedelta(hours=1)
    for n in range(LIMITS.searches):
        pupil = [cast.pupils["Noor"]]
        log.noted(cast.staff["Samira"], "", ReadAct.SEARCHED, at, f"visit {n}", "", pupil)


def waiting(cast: Cast) -> int:
    lines = cast.desk("Ineke").office.checklist.lines()
    return next(line.count for line in lines if line.task is Task.UNUSUAL_READING)


def test_a_note_takes_it_off_the_list_of_the_beheerder_and_stays(cast: Cast) -> None:
    assert cast.desk("Nadia").unusual.lines() == []
    search_often(cast)
    room = cast.desk("Nadia").unusual
    [line] = room.lines()
    assert (line.reading.sign, line.who, line.review) == (
        Sign.MANY_SEARCHES,
        "Samira el Idrissi",
        None,
    )
    assert waiting(cast) == 1
    with pytest.raises(InputRefused):
        room.review(line.reading.key, " ", form_key=str(uuid4()))
    key = str(uuid4())
    for _ in range(2):
        room.review(line.reading.key, "Overdracht van een klas.", form_key=key)
    [line] = cast.desk("Nadia").unusual.lines()
    assert line.review is not None
    assert (line.reviewed_by, line.review.note) == ("Nadia Groen", "Overdracht van een klas.")
    assert waiting(cast) == 0
    rows = cast.store.database.rows("select * from reading_review")
    assert "Overdracht" not in repr(rows)


def test_what_is_not_on_the_list_cannot_be_looked_at(cast: Cast) -> None:
    with pytest.raises(NotHere):
        cast.desk("Nadia").unusual.review("at_night:x:2026-01-01", "x", form_key=str(uuid4()))


def test_a_case_that_many_open_is_named_by_its_number(cast: Cast) -> None:
    receipt, at = cast.case(), cast.desk("Samira").now()
    assert isinstance(at, datetime)
    for name in list(cast.staff)[: LIMITS.readers]:
        log = cast.store.access_log
        log.noted(cast.staff[name], receipt.subject_id, ReadAct.OPENED, at, name)
    [line] = cast.desk("Nadia").unusual.lines()
    assert (line.about, line.who) == (receipt.label, "")
