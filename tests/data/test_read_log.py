"""Who opened which case is on record, once a visit, and cannot be changed quietly."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from casework.records import BESIDE
from data.store import Store
from tests.data.small_school import NOW, TODAY, new_case


@pytest.fixture
def ineke(store: Store) -> str:
    return store.school.staff(TODAY)[0].staff_id


def test_a_visit_is_logged_once_with_who_and_which(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id
    for _ in range(3):
        store.access_log.opened(ineke, case_id, NOW, "visit 1", "overdracht van Noor")
    store.access_log.opened(ineke, case_id, NOW, "visit 2", "")
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
    for reason in ("", BESIDE, "", BESIDE):
        store.access_log.opened(ineke, case_id, NOW, "visit 1", reason)
    assert store.database.commits - before == 2
    assert len(store.access_log.lines(TODAY, TODAY)) == 2


def test_a_visit_that_was_not_committed_is_logged_the_next_time(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id

    def log_and_fail() -> None:
        with store.database.write():
            store.access_log.opened(ineke, case_id, NOW, "visit 1", "")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log_and_fail()
    assert store.access_log.lines(TODAY, TODAY) == []
    store.access_log.opened(ineke, case_id, NOW, "visit 1", "")
    assert len(store.access_log.lines(TODAY, TODAY)) == 1


def test_a_reason_is_sealed(store: Store, ineke: str, folder: Path) -> None:
    store.access_log.opened(ineke, new_case(store).subject_id, NOW, "v", "overdracht van Noor")
    store.close()
    assert b"Noor" not in (folder / "school.duckdb").read_bytes()


def test_a_day_of_the_read_log_is_a_day_at_school(store: Store, ineke: str) -> None:
    case_id = new_case(store).subject_id
    just_after_midnight = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    store.access_log.opened(ineke, case_id, just_after_midnight, "night", "")
    assert len(store.access_log.lines(TODAY, TODAY)) == 1
    assert store.access_log.lines(date(2026, 11, 1), date(2026, 11, 1)) == []


def test_a_malformed_id_is_logged_nowhere(store: Store, ineke: str) -> None:
    store.access_log.opened(ineke, "zaak", NOW, "v", "")
    store.access_log.opened("", str(uuid4()), NOW, "v", "")
    assert store.access_log.lines(TODAY, TODAY) == []


@pytest.mark.parametrize(
    "change",
    [
        "update access_log set staff_id = case_id where number = 2",
        "update access_log set read_at = read_at + interval 1 day where number = 3",
        "delete from access_log where number = 2",
        "delete from access_log where number = 4",
        "update access_log set sealed_reason = null where number = 1",
    ],
)
def test_a_line_that_was_tampered_with_is_noticed(store: Store, ineke: str, change: str) -> None:
    case_id = new_case(store).subject_id
    for visit in "abcd":
        store.access_log.opened(ineke, case_id, NOW, visit, "waarom")
    assert store.access_log.verify() == []
    with store.database.write():
        store.database.run(change)
    assert len(store.access_log.verify()) == 1
