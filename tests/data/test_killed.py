"""A writer is killed at a random moment: what was acknowledged is there, and nothing is half."""

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from casework.entries import Reported
from data.school_key import VAULT_NAME, SchoolKey
from data.store import Store
from tests.data.writer import said, write_until_killed

# Every writer is a process of its own, forked from one that has imported what they need.
FORKS = multiprocessing.get_context("forkserver")
# The engine looks at pandas when it is given its first value.
FORKS.set_forkserver_preload(["pandas", "tests.data.writer"])


def acknowledged_by_a_killed_writer(
    folder: Path, key: SchoolKey, threads: int, lines: int
) -> list[str]:
    """What the writer said before it was killed, shortly after its `lines`-th receipt."""
    listener, speaker = FORKS.Pipe(duplex=False)
    writer = FORKS.Process(target=write_until_killed, args=(folder, key, threads, speaker))
    writer.start()
    speaker.close()
    with listener, os.fdopen(listener.fileno(), closefd=False) as receipts:
        heard = [receipts.readline() for _ in range(lines)]
        writer.kill()
        heard += receipts.readlines()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    return [line.strip() for line in heard if line.endswith("\n")]


@pytest.mark.parametrize("threads", [1, 8, 32])
def test_no_acknowledged_entry_is_lost_when_the_program_is_killed_ten_times(
    store: Store, folder: Path, threads: int
) -> None:
    store.close()
    chance = random.Random(threads)
    acknowledged: list[str] = []
    for _ in range(10):
        acknowledged += acknowledged_by_a_killed_writer(
            folder, store.key, threads, chance.randint(1, 25)
        )
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
    assert again.mark.position == again.database.ledger.tip
    half = "select 1 from staff where staff_id not in (select staff_id from assignment)"
    assert again.database.rows(half) == []
    again.close()
    assert len(acknowledged) >= 10
    assert set(acknowledged) <= there


HALF_A_WRITE = """
import os, sqlite3, sys
vault = sqlite3.connect(sys.argv[1], isolation_level=None)
vault.execute("pragma cache_size = 1")
vault.execute("begin immediate")
for number in range(500):
    vault.execute("insert into key values (?, ?)", (str(number), os.urandom(2000)))
os._exit(9)
"""


def test_a_vault_that_was_killed_in_the_middle_of_a_write_opens_without_it(
    store: Store, folder: Path
) -> None:
    store.close()
    vault = folder / VAULT_NAME
    subprocess.run([sys.executable, "-c", HALF_A_WRITE, str(vault)], check=False)
    assert (folder / f"{VAULT_NAME}-journal").stat().st_size > 0

    again = Store.open(folder)
    again.close()

    with closing(sqlite3.connect(vault)) as file:
        half = file.execute("select count(*) from key where length(wrapped) > 1000").fetchone()
    assert half == (0,)
