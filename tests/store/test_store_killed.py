"""A writer is killed at a random moment: what was acknowledged is there, and nothing is half."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from casework.entries import Reported
from data.store import Store
from tests.store.writer import said

ROOT = Path(__file__).parents[2]


def acknowledged_by_a_killed_writer(folder: Path, threads: int, lines: int) -> list[str]:
    """What the writer said before it was killed, shortly after its `lines`-th receipt."""
    command = [sys.executable, "-m", "tests.store.writer", str(folder), str(threads)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        heard += writer.stdout.readlines()
    return [line.strip() for line in heard if line.endswith("\n")]


@pytest.mark.parametrize("threads", [1, 8, 32])
def test_no_acknowledged_entry_is_lost_when_the_program_is_killed_ten_times(
    store: Store, folder: Path, threads: int
) -> None:
    store.close()
    chance = random.Random(threads)
    acknowledged: list[str] = []
    for _ in range(10):
        acknowledged += acknowledged_by_a_killed_writer(folder, threads, chance.randint(1, 25))
    again = Store.open(folder)
    case_ids = [row[0] for row in again.database.rows("select distinct subject_id from entry")]
    there = set()
    for case_id in case_ids:
        entries = again.log.entries(case_id)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        for entry in entries:
            if isinstance(entry.payload, Reported):
                there.add(said(case_id, entry.number, entry.payload.what))
    assert again.check() == []
    again.close()
    assert len(acknowledged) >= 10
    assert set(acknowledged) <= there
