"""Who opened which case is on record, once a visit, and cannot be changed quietly."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from casework.read_log import ReadAct, ReadLogSearch
from data.mark import START, link
from data.store import Store
from tests.data.small_school import NOW, TODAY, new_case


@pytest.fixture
def ineke(store: Store) -> str:
    return store.school.staff(TODAY)[0].staff_id


def test_a_visit_is_logged_once_with_who_and_which(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id
    for _ in range(3):
        store.access_log.noted(
            ineke, case_id, ReadAct.OPENED, NOW, "visit 1", "overdracht van Noor"
        )
    store.access_log.noted(ineke, case_id, ReadAct.OPENED, NOW, "visit 2")
    found = store.access_log.lines(TODAY, TODAY)
    assert [(line.staff_name, line.case_label, line.reason) for line in found] == [
        ("Ineke de Wit", "2026-001", ""),
        ("Ineke de Wit", "2026-001", "overdracht van Noor"),
    ]
    assert found[0].read_at == NOW


def test_a_visit_that_is_in_the_log_is_not_asked_of_the_file_again(
    store: Store, ineke: str
) -> None:
    """A screen logs what it shows at each run."""
    case_id = new_case(store).subject_id
    before = store.database.commits
    for act in (ReadAct.OPENED, ReadAct.SEEN, ReadAct.OPENED, ReadAct.SEEN):
        store.access_log.noted(ineke, case_id, act, NOW, "visit 1")
    assert store.database.commits - before == 2
    assert len(store.access_log.lines(TODAY, TODAY)) == 2


def test_a_visit_that_was_not_committed_is_logged_the_next_time(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id

    def log_and_fail() -> None:
        with store.database.write():
            store.access_log.noted(ineke, case_id, ReadAct.OPENED, NOW, "visit 1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log_and_fail()
    assert store.access_log.lines(TODAY, TODAY) == []
    store.access_log.noted(ineke, case_id, ReadAct.OPENED, NOW, "visit 1")
    assert len(store.access_log.lines(TODAY, TODAY)) == 1


def test_a_reason_is_sealed(store: Store, ineke: str, folder: Path) -> None:
    store.access_log.noted(
        ineke, new_case(store).subject_id, ReadAct.OPENED, NOW, "v", "overdracht van Noor"
    )
    store.close()
    assert b"Noor" not in (folder / "school.duckdb").read_bytes()


def test_a_day_of_the_read_log_is_a_day_at_school(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id
    just_after_midnight = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    store.access_log.noted(ineke, case_id, ReadAct.OPENED, just_after_midnight, "night")
    assert len(store.access_log.lines(TODAY, TODAY)) == 1
    assert store.access_log.lines(date(2026, 11, 1), date(2026, 11, 1)) == []


def test_a_malformed_id_is_logged_nowhere(store: Store, ineke: str) -> None:
    store.access_log.noted(ineke, "zaak", ReadAct.OPENED, NOW, "v")
    store.access_log.noted("", str(uuid4()), ReadAct.OPENED, NOW, "v")
    assert store.access_log.lines(TODAY, TODAY) == []


@pytest.mark.parametrize(
    "change",
    [
        "update access_log set staff_id = case_id where number = 2",
        "update access_log set read_at = read_at + interval 1 day where number = 3",
        "delete from access_log where number = 2",
        "delete from access_log where number = 4",
        "update access_log set sealed_reason = null where number = 1",
        "update access_log set act = 'opened' where number = 2",
        "update access_log set act = null, pupils = null where number = 2",
        "update access_log set pupils = '' where number = 3",
    ],
)
def test_a_line_that_was_tampered_with_is_noticed(store: Store, ineke: str, change: str) -> None:
    case_id = new_case(store).subject_id
    for visit in "abcd":
        store.access_log.noted(ineke, case_id, ReadAct.SEEN, NOW, visit, "waarom", [case_id])
    assert store.access_log.verify() == []
    with store.database.reshaping():
        store.database.run(change)
    assert store.check()


def test_an_act_and_the_pupils_it_showed_are_kept_with_the_line(store: Store, ineke: str) -> None:
    """A look at the school as a whole needs no subject."""
    store.access_log.noted(ineke, "", ReadAct.SEARCHED, NOW, "v", "", [str(uuid4()), "Noor"])
    [line] = store.access_log.lines(TODAY, TODAY)
    assert (line.act, line.case_label) == (ReadAct.SEARCHED, "")
    [(pupils,)] = store.database.rows("select pupils from access_log")
    assert len(pupils.split()) == 1


def test_lines_of_before_acts_were_kept_verify_and_read_as_they_did(
    store: Store, ineke: str
) -> None:
    """As the program before this one wrote them: without an act, seen by the end of the visit."""
    case_id = new_case(store).subject_id
    chain, at = START, datetime(2026, 11, 2, 9, tzinfo=UTC).replace(tzinfo=None)
    with store.database.write():
        for number, visit in enumerate(("v", "v:beside"), start=1):
            parts = (str(number), str(at), ineke, case_id, visit, "")
            hashed = hashlib.sha256(b"".join(f"{len(p)}:{p}".encode() for p in parts))
            chain = link(chain, hashed.hexdigest())
            columns = ("number", "read_at", "staff_id", "case_id", "visit", "chain")
            row = (number, at, ineke, case_id, visit, chain)
            store.database.append("access_log", columns, [row])
    store.access_log.noted(ineke, case_id, ReadAct.PRINTED, NOW, "new")
    assert store.access_log.verify() == []
    acts = [line.act for line in store.access_log.search(ReadLogSearch(date(2026, 1, 1), TODAY))]
    assert acts == [ReadAct.PRINTED, ReadAct.SEEN, ReadAct.OPENED]
