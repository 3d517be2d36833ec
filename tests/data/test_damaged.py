"""A damaged, foreign, locked or newer file is refused with a sentence, and never changed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from casework.change_log import ChangeSearch
from casework.errors import (
    KeyMissing,
    KeyWrong,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreTooNew,
)
from casework.records import Receipt
from data import inspection, school_key
from data.faults import refusal
from data.school_key import SchoolKey
from data.store import MARK_NAME, Store
from tests.data.small_school import damaged, new_case, note, signed

WAL = "school.duckdb.wal"


@pytest.fixture
def unclean(store: Store, folder: Path, tmp_path: Path) -> Path:
    """The files of a school as they lie there after a power cut, with a journal."""
    for _ in range(5):
        new_case(store)
    at_the_cut = tmp_path / "at the cut"
    shutil.copytree(folder, at_the_cut)
    assert (at_the_cut / WAL).stat().st_size > 1_000
    return at_the_cut


def key_of(folder: Path) -> SchoolKey:
    return school_key.find(folder)


def refused(folder: Path, error: type[Exception], says: str) -> None:
    """Opening is refused, and leaves every byte as it was."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(error, match=says):
        Store.open(folder)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before


def test_after_a_power_cut_everything_acknowledged_is_there(unclean: Path) -> None:
    again = Store.open(unclean)
    assert again.log.position.count == 15
    assert again.check() == []
    again.close()


def test_a_journal_cut_short_is_an_alarm_that_counts_what_is_missing(unclean: Path) -> None:
    damaged(unclean / WAL, lambda whole: whole[:-50])
    refused(unclean, StoreDamaged, "ontbreekt 1 wijziging")


def test_a_journal_that_is_gone_is_an_alarm(unclean: Path) -> None:
    (unclean / WAL).unlink()
    with pytest.raises(StoreDamaged, match="ontbreken 5 wijzigingen"):
        Store.open(unclean)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole + bytes(4_096),
        lambda whole: whole[:-900] + bytes(900),
        lambda whole: whole[:-300] + bytes(8_192),
    ],
    ids=["zeros after it", "zeros at its end", "torn, then zeros"],
)
def test_a_journal_with_a_zero_filled_tail_is_refused_and_names_the_way_out(
    unclean: Path, change: Callable[[bytes], bytes]
) -> None:
    damaged(unclean / WAL, change)
    refused(unclean, StoreDamaged, "zie 'Herstellen' in docs/beheer.md")
    with pytest.raises(StoreDamaged) as refusal:
        Store.open(unclean)
    assert "python run.py data repair" in refusal.value.advice
    assert "python" not in str(refusal.value)


@pytest.mark.parametrize("part", range(0, 100, 9))
def test_a_flipped_bit_in_the_journal_never_passes_in_silence(unclean: Path, part: int) -> None:
    def flip(whole: bytes) -> bytes:
        place = len(whole) * part // 100
        return whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]

    damaged(unclean / WAL, flip)
    refused(unclean, StoreDamaged, "herstellen")


@pytest.mark.parametrize("place", [12, 4_100, 8_200])
def test_a_flipped_bit_in_the_head_of_the_file_is_refused(
    store: Store, folder: Path, place: int
) -> None:
    store.close()
    damaged(
        folder / "school.duckdb",
        lambda whole: whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
    )
    refused(folder, StoreDamaged, "beschadigd")


@pytest.mark.parametrize("content", [b"", b"dit is geen gegevensbestand" * 400])
def test_another_kind_of_file_is_refused(store: Store, folder: Path, content: bytes) -> None:
    store.close()
    damaged(folder / "school.duckdb", lambda _: content)
    refused(folder, StoreDamaged, "beschadigd")


def test_an_older_copy_of_the_file_alone_is_an_alarm(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    new_case(store)
    store.close()
    shutil.copy(folder / "school.duckdb", tmp_path / "old")
    again = Store.open(folder)
    new_case(again)
    again.close()
    shutil.copy(tmp_path / "old", folder / "school.duckdb")
    refused(folder, StoreDamaged, "ontbreekt 1 wijziging")


def test_another_history_of_the_same_length_is_an_alarm(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    store.close()
    shutil.copytree(folder, tmp_path / "elsewhere")
    for place in (folder, tmp_path / "elsewhere"):
        again = Store.open(place)
        new_case(again)
        again.close()
    shutil.copy(tmp_path / "elsewhere" / "school.duckdb", folder / "school.duckdb")
    refused(folder, StoreDamaged, "een ander of een ouder bestand")


def test_without_the_mark_the_file_is_not_trusted(store: Store, folder: Path) -> None:
    store.close()
    (folder / "position.json").unlink()
    refused(folder, StoreDamaged, "position.json")


def test_a_half_written_mark_falls_back_on_the_slot_before(store: Store, folder: Path) -> None:
    new_case(store)
    case_id = new_case(store).subject_id
    store.close()
    whole = (folder / "position.json").read_bytes()
    slots = [whole[:512], whole[512:]]
    newest = max((0, 1), key=lambda n: slots[n].count(b'[6,"'))
    slots[newest] = slots[newest][:40] + bytes(472)
    damaged(folder / "position.json", lambda _: b"".join(slots))
    again = Store.open(folder)
    assert len(again.log.entries(case_id)) == 3
    again.close()


def test_entries_that_nobody_acknowledged_are_no_alarm(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    shutil.copy(folder / "position.json", tmp_path / "earlier")
    new_case(store)
    store.close()
    shutil.copy(tmp_path / "earlier", folder / "position.json")
    again = Store.open(folder)
    assert again.log.position.count == 3
    again.close()
    Store.open(folder).close()


def test_a_wrong_key_opens_nothing(store: Store, folder: Path) -> None:
    key = store.key
    store.close()
    with pytest.raises(KeyWrong):
        Store.open(folder, SchoolKey(bytes(32), key.school_id))
    with pytest.raises(KeyWrong):
        Store.open(folder, SchoolKey(key.value, "another school"))


def test_a_missing_key_file_is_told(store: Store, folder: Path) -> None:
    store.close()
    assert store.key.path is not None
    store.key.path.unlink()
    refused(folder, KeyMissing, "sleutel")


def test_a_missing_vault_is_told(store: Store, folder: Path) -> None:
    key = store.key
    store.close()
    (folder / "vault.sqlite").unlink()
    refused(folder, KeyMissing, "vault.sqlite")
    with pytest.raises(KeyMissing, match=r"vault\.sqlite"):
        Store.open(folder, key)


def test_a_damaged_vault_is_told(store: Store, folder: Path) -> None:
    key = store.key
    store.close()
    damaged(folder / "vault.sqlite", lambda whole: b"geen kluis" + whole[10:])
    refused(folder, StoreDamaged, "vault.sqlite")
    with pytest.raises(StoreDamaged):
        Store.open(folder, key)


def test_a_missing_database_beside_its_vault_is_not_a_first_start(
    store: Store, folder: Path
) -> None:
    store.close()
    (folder / "school.duckdb").unlink()
    refused(folder, StoreDamaged, "reservekopie")


def test_a_file_in_use_by_another_program_is_told(store: Store, folder: Path) -> None:
    store.close()
    holding = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); "
        "sys.stdin.read()"
    )
    command = [sys.executable, "-c", holding, str(folder / "school.duckdb")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(StoreLocked):
            Store.open(folder)
        other.stdin.close()
    Store.open(folder).close()


def test_a_second_opening_in_the_same_program_is_refused(store: Store, folder: Path) -> None:
    with pytest.raises(StoreLocked):
        Store.open(folder)
    assert new_case(store).label == "2026-001"


def test_a_file_of_a_newer_version_is_refused(store: Store, folder: Path) -> None:
    with store.database.write():
        store.database.run("insert into meta (key, value) values ('schema-0999', 'later')")
    store.close()
    with pytest.raises(StoreTooNew):
        Store.open(folder)


def test_a_newer_storage_format_is_refused() -> None:
    said = duckdb.IOException(
        "Trying to read a database file with version number 99, but we can only read versions "
        "between 64 and 67. The database file was created with a newer version of DuckDB."
    )
    assert isinstance(refusal(said), StoreTooNew)


def test_a_vault_of_another_school_is_refused(store: Store, folder: Path) -> None:
    key = store.key
    with store.database.write():
        store.database.run("update meta set value = 'another' where key = 'school_id'")
    store.close()
    with pytest.raises(KeyWrong, match="verschillende scholen"):
        Store.open(folder, key)


def test_a_folder_that_may_not_be_written_is_told(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    folder.chmod(0o500)
    may_write = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may_write(path, mode))
    with pytest.raises(StoreFull, match="schrijfrecht"):
        Store.open(folder)
    folder.chmod(0o700)


def test_below_the_floor_of_free_space_nothing_is_written(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = new_case(store).subject_id
    store.close()
    monkeypatch.setenv("HANDELINGSKAART_MIN_FREE_MB", "1000000000")
    again = Store.open(folder)
    with pytest.raises(StoreFull, match="schijf"):
        again.log.append(case_id, [note()], expected=3, signature=signed())
    assert len(again.log.entries(case_id)) == 3
    again.close()


FULL_DISK = """
import os, resource, signal, sys
from pathlib import Path
from casework.errors import StoreFull
from data.store import MARK_NAME, Store
from tests.data.small_school import new_case
stopped = []
store = Store.open(Path(sys.argv[1]), on_fatal=lambda: stopped.append(True))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, resource.RLIM_INFINITY))
try:
    while True:
        print(new_case(store, os.urandom(24_000).hex()).subject_id, flush=True)
except StoreFull as refused:
    print("refused", stopped, flush=True)
try:
    new_case(store)
except StoreFull:
    print("still refused", flush=True)
try:
    store.log.entries("0" * 36)
    store.database.rows("select 1")
except StoreFull:
    print("no zombie", flush=True)
os._exit(1)
"""


def test_on_a_full_disk_nothing_acknowledged_is_lost_and_nothing_pretends_to_work(
    store: Store, folder: Path
) -> None:
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(folder)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    *cases, first, second, third = done.stdout.splitlines()
    assert [first, second, third] == ["refused [True]", "still refused", "no zombie"], done.stderr
    again = Store.open(folder)
    assert cases
    assert all(len(again.log.entries(case_id)) == 3 for case_id in cases)
    assert again.check() == []
    assert isinstance(new_case(again), Receipt)
    again.close()


# --- a mark that is older than the file -----------------------------------------------------------


def with_older_mark(store: Store, folder: Path) -> Path:
    """The files with the mark as it was some changes before; the store is still open."""
    new_case(store)
    older = folder.with_name("older mark")
    shutil.copy(folder / MARK_NAME, older)
    for _ in range(3):
        new_case(store)
    return older


def test_a_mark_of_before_beside_a_file_that_was_closed_is_said_and_stays_on_record(
    store: Store, folder: Path
) -> None:
    older = with_older_mark(store, folder)
    store.close()
    shutil.copy(older, folder / MARK_NAME)
    with closing(Store.open(folder)) as again:
        [finding] = again.check()
        assert "position.json is ouder dan het gegevensbestand" in finding
        assert not again.integrity.run().is_whole
    with closing(Store.open(folder)) as once_more:
        assert once_more.check() == []
        today = datetime.now(UTC).date()
        lines = once_more.changes.search(ChangeSearch(today, today))
        assert [line.kind for line in lines].count("mark_older") == 1


def test_after_a_power_cut_a_mark_of_some_seconds_ago_is_no_alarm(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    older = with_older_mark(store, folder)
    shutil.copytree(folder, tmp_path / "cut")
    shutil.copy(older, tmp_path / "cut" / MARK_NAME)
    with closing(Store.open(tmp_path / "cut", store.key)) as again:
        assert again.check() == []


def test_a_mark_of_long_ago_is_said_also_where_the_program_was_stopped_hard(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "LONGEST_LAG", timedelta(0))
    older = with_older_mark(store, folder)
    shutil.copytree(folder, tmp_path / "cut")
    shutil.copy(older, tmp_path / "cut" / MARK_NAME)
    with closing(Store.open(tmp_path / "cut", store.key)) as again:
        assert len(again.check()) == 1
