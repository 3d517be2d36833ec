"""What the ledger costs: a commit with its row against a bare one, and the check of all of it.

Both write the same rows in files on the same disk, in turn. The check reads every row back and
hashes it; beside it stands a pass of the engine that only hands the same rows out.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from benchmarks import verdict
from benchmarks.verdict import Promise
from data import school_key
from data.engine import CONFIG
from data.ledger import insert
from data.row_digests import COLUMNS, batches_of, table_shapes
from data.setup import ClassSetup, SchoolSetup, set_up_school
from data.store import DATABASE_NAME, Store

SETUP = SchoolSetup(
    name="Meting",
    region="Midden",
    school_year="2026-2027",
    starts_on=date(2026, 8, 31),
    ends_on=date(2027, 7, 16),
    classes=(ClassSetup(name="2B", year_group=2, team="Onderbouw"),),
    admin_given="Ineke",
    admin_family="de Wit",
    admin_user_name="ineke",
    admin_password="een meting zonder haast of zorgen",
)
# So many go by values, with the ledger and without.
LINES_A_COMMIT = 50
MOST_TIMES_COMMIT = 3.0
MOST_TIMES_READING = 10.0
CHANGE = ("changed_at", "changed_by", "kind", "subject_id", "detail")
SETTING = "update setting set value = $2 where key = $1"

Act = Callable[[], None]


def change_lines(count: int) -> list[tuple[Any, ...]]:
    """Lines of the record of changes."""
    at = datetime.now(UTC).replace(tzinfo=None)
    return [(at, None, "staff_renamed", str(uuid4()), None) for _ in range(count)]


class Bare:
    """A copy of the file, written with nothing but the engine."""

    def __init__(self, folder: Path) -> None:
        self._engine = duckdb.connect(str(folder / DATABASE_NAME), config=dict(CONFIG))
        shapes = table_shapes(self._engine.execute(COLUMNS).fetchall())
        self._shape = shapes["reference_change"]

    def append(self, rows: Sequence[Sequence[Any]]) -> None:
        """One transaction with these lines, each with a number of a commit."""
        self._engine.execute("begin")
        whole = [
            self._shape.row((*CHANGE, "ledger", "line"), (*r, 0, n)) for n, r in enumerate(rows)
        ]
        insert(self._engine, "reference_change", whole)
        self._engine.execute("commit")

    def set(self, value: str) -> None:
        """One transaction that writes over one row."""
        self._engine.execute("begin")
        self._engine.execute(SETTING, ["school_name", value]).fetchall()
        self._engine.execute("commit")

    def close(self) -> None:
        """Close the file."""
        self._engine.close()


def with_ledger(store: Store, rows: Sequence[Sequence[Any]]) -> None:
    """The same lines as a commit of the program."""
    with store.database.write():
        store.database.append("reference_change", CHANGE, rows)


def setting_with_ledger(store: Store, value: str) -> None:
    """The same row written over as a commit of the program."""
    with store.database.write():
        store.database.run(SETTING, ("school_name", value))


def seconds_of(act: Act) -> tuple[float, float]:
    """Processor and clock seconds of one act."""
    cpu, clock = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - clock


def commits(store: Store, bare: Bare, rounds: int) -> None:
    """Each kind of commit, in turn with and without the ledger."""
    one, many = change_lines(1), change_lines(LINES_A_COMMIT)
    kinds: dict[str, tuple[Act, Act]] = {
        "a line that is appended": (lambda: with_ledger(store, one), lambda: bare.append(one)),
        "a setting written over": (
            lambda: setting_with_ledger(store, str(uuid4())),
            lambda: bare.set(str(uuid4())),
        ),
        f"{LINES_A_COMMIT} lines at once": (
            lambda: with_ledger(store, many),
            lambda: bare.append(many),
        ),
    }
    rows = []
    for title, acts in kinds.items():
        turns = [[seconds_of(act) for act in acts] for _ in range(rounds)]
        ours, plain = ([turn[place] for turn in turns] for place in (0, 1))
        cpu, bare_cpu = (verdict.median([s for s, _ in lane]) for lane in (ours, plain))
        clock, bare_clock = (verdict.median([s for _, s in lane]) for lane in (ours, plain))
        ratio = Promise(clock / bare_clock, MOST_TIMES_COMMIT)
        rows.append((title, verdict.ms(bare_cpu), verdict.ms(cpu), ratio))
    head = ("commit", "bare, processor", "with the ledger, processor", "clock, ours / bare")
    verdict.table(f"A commit, medians of {rounds} rounds", head, rows)


def fill(store: Store, count: int) -> None:
    """So many lines of the record of changes, fifty in a commit."""
    for _ in range(0, count, LINES_A_COMMIT):
        with_ledger(store, change_lines(LINES_A_COMMIT))


def bare_pass(store: Store) -> None:
    """Every row of every watched table handed out by the engine, and nothing done with it."""
    with closing(store.database.cursor()) as cursor:
        ask = batches_of(cursor)
        for name in store.database.ledger.shapes:
            for _ in ask(f"select * from {name}"):
                pass


def check(store: Store, rounds: int) -> None:
    """The whole check, that of what came since, and the bare pass, in turn."""
    verified = store.database.ledger.tip.count - 10
    acts: tuple[Act, ...] = (
        lambda: bare_pass(store),
        lambda: _sound(store.verify_ledger()),
        lambda: _sound(store.verify_ledger(since=verified)),
    )
    turns = [[seconds_of(act)[0] for act in acts] for _ in range(rounds)]
    bare, whole, since = (verdict.median([turn[n] for turn in turns]) for n in range(3))
    ((count,),) = store.database.rows("select count(*) from reference_change")
    rows = [
        ("bare pass", verdict.ms(bare), ""),
        ("whole check", verdict.ms(whole), Promise(whole / bare, MOST_TIMES_READING)),
        ("what came since", verdict.ms(since), verdict.figure(since / bare)),
    ]
    title = f"The check of {count:,} lines in {store.database.ledger.tip.count:,} commits"
    verdict.table(f"{title}, medians of {rounds} rounds", ("", "processor", "/ bare pass"), rows)


def _sound(findings: list[str]) -> None:
    if findings:
        raise SystemExit(f"the file is not whole: {findings[0]}")


def main(args: argparse.Namespace) -> None:
    """A school of its own, thrown away at the end."""
    print(f"Ledger. {verdict.machine()}")
    folder = Path(tempfile.mkdtemp(dir=args.place))
    os.environ["HANDELINGSKAART_KEY_FILE"] = str(folder / "key")
    try:
        key = school_key.make(folder / "ours")
        set_up_school(folder / "ours", key, SETUP).close()
        shutil.copytree(folder / "ours", folder / "bare")
        with closing(Store.open(folder / "ours", key)) as store:
            with closing(Bare(folder / "bare")) as bare:
                commits(store, bare, args.rounds)
            fill(store, args.rows)
            check(store, args.runs)
    finally:
        shutil.rmtree(folder)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--place", type=Path, default=None, help="folder of the files")
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
