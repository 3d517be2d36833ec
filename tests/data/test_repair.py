"""Repair works on a copy, recovers the longest whole beginning and counts what is missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.errors import StoreDamaged, StoreError, StoreLocked
from data.repair import repair, use
from data.store import Store
from tests.data.small_school import damaged, new_case

WAL = "school.duckdb.wal"
# The commits in which a school is made.
AT_START = 3


@pytest.fixture
def unclean(store: Store, folder: Path, tmp_path: Path) -> Path:
    for _ in range(5):
        new_case(store)
    shutil.copytree(folder, tmp_path / "cut")
    return tmp_path / "cut"


def zeros_after(whole: bytes) -> bytes:
    return whole + bytes(4_096)


def torn_and_zeros(whole: bytes) -> bytes:
    return whole[:-50] + bytes(4_096)


def flipped(whole: bytes) -> bytes:
    place = len(whole) * 3 // 5
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize(
    ("change", "kept"), [(zeros_after, 5), (torn_and_zeros, 4), (lambda _: b"", 0)]
)
def test_what_can_be_read_is_recovered_and_the_rest_is_counted(
    unclean: Path, tmp_path: Path, change: Callable[[bytes], bytes], kept: int
) -> None:
    damaged(unclean / WAL, change)
    before = {path.name: path.read_bytes() for path in unclean.iterdir() if path.is_file()}
    account = repair(unclean, tmp_path / "recovered")
    assert (account.count_kept, account.count_missing) == (AT_START + kept, 5 - kept)
    assert account.findings == []
    assert before == {p.name: p.read_bytes() for p in unclean.iterdir() if p.is_file()}
    recovered = Store.open(tmp_path / "recovered")
    repaired = recovered.school.last_repair()
    assert (repaired.count_missing if repaired else 0) == 5 - kept
    assert recovered.log.position.count == 3 * kept
    assert new_case(recovered).label
    recovered.close()


def test_a_flipped_bit_costs_what_came_after_it_and_no_more(unclean: Path, tmp_path: Path) -> None:
    damaged(unclean / WAL, flipped)
    account = repair(unclean, tmp_path / "recovered")
    assert account.count_missing is not None
    assert account.count_kept + account.count_missing == AT_START + 5
    assert AT_START < account.count_kept < AT_START + 5
    assert account.findings == []


def test_without_the_mark_it_says_that_it_cannot_know(unclean: Path, tmp_path: Path) -> None:
    (unclean / "position.json").unlink()
    account = repair(unclean, tmp_path / "recovered")
    assert (account.count_kept, account.count_missing) == (AT_START + 5, None)


def test_the_recovered_copy_takes_the_place_of_the_damaged_files(
    unclean: Path, tmp_path: Path
) -> None:
    damaged(unclean / WAL, torn_and_zeros)
    repair(unclean, unclean / "recovered")
    use(unclean, unclean / "recovered", unclean / "aside")
    again = Store.open(unclean)
    assert again.log.position.count == 12
    assert again.check() == []
    again.close()
    assert (unclean / "aside" / WAL).stat().st_size > 4_096
    assert not (unclean / "recovered").exists()


def test_a_file_in_use_is_not_repaired(store: Store, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreLocked):
        repair(folder, tmp_path / "recovered")


def test_a_damaged_main_file_asks_for_the_back_up(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    store.close()
    damaged(folder / "school.duckdb", lambda whole: whole[:4_100] + b"x" + whole[4_101:])
    with pytest.raises(StoreDamaged):
        repair(folder, tmp_path / "recovered")
    assert not (tmp_path / "recovered").exists()
    with pytest.raises(StoreError):
        repair(tmp_path / "nothing here", tmp_path / "recovered")
