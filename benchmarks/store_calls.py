"""How many calls on the database opening a store and saving take, beside another checkout.

    python -m benchmarks.store_calls --beside /path/to/another/checkout

Each checkout counts in a process of its own, in turn; what is counted is every statement.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks import verdict

HERE = Path(__file__).resolve().parent.parent
ACTS = ("opening a store", "opening and the facts", "a new case", "one more melding", "a note")
Count = dict[str, tuple[int, float]]
"""Calls and processor seconds, by act."""


def count_here(runs: int) -> Count:
    """Every act `runs` times in a small school of its own; calls of the last, median seconds."""
    from data.database import Database

    calls = [0]
    bare = Database.cursor

    def counted(database: Database) -> object:
        return _Counting(bare(database), calls)

    Database.cursor = counted  # type: ignore[method-assign, assignment]
    measured: dict[str, list[tuple[int, float]]] = {act: [] for act in ACTS}
    folder = Path(tempfile.mkdtemp())
    os.environ["HANDELINGSKAART_KEY_FILE"] = str(folder / "key")
    try:
        _act_out(folder, runs, calls, measured)
    finally:
        shutil.rmtree(folder)
    return {
        act: (lines[-1][0], statistics.median(seconds for _, seconds in lines))
        for act, lines in measured.items()
    }


class _Counting:
    """A cursor that counts what is executed on it."""

    def __init__(self, cursor: object, calls: list[int]) -> None:
        self._cursor = cursor
        self._calls = calls

    def execute(self, *args: object) -> "_Counting":
        self._calls[0] += 1
        self._cursor.execute(*args)  # type: ignore[attr-defined]
        return self

    def __getattr__(self, name: str) -> object:
        return getattr(self._cursor, name)


def _act_out(
    folder: Path, runs: int, calls: list[int], measured: dict[str, list[tuple[int, float]]]
) -> None:
    from casework import entries as kinds
    from casework.entries import NewEntry
    from data import school_key
    from data.setup import ClassSetup, SchoolSetup, set_up_school
    from data.store import Store

    day, school = date(2026, 11, 2), folder / "school"
    setup = SchoolSetup(
        name="Het Voorbeeld",
        region="Midden",
        school_year="2026-2027",
        starts_on=date(2026, 8, 31),
        ends_on=date(2027, 7, 16),
        classes=(ClassSetup(name="2B", year_group=2, team="Onderbouw"),),
        is_demo=True,
    )
    key = school_key.make(school)
    set_up_school(school, key, setup).close()
    home = {"class_id": str(uuid4()), "year_group": 2, "team_id": str(uuid4())}

    def entries(label: str) -> list[NewEntry]:
        return [
            NewEntry(kinds.CaseOpened(label=label, school_year="2026-2027", **home), day),
            NewEntry(kinds.Reported(kinds=["verbal"], what="Iets.", **home), day, step="report"),
            NewEntry(kinds.PupilInvolved(role="target", **home), day, pupil_id=str(uuid4())),
        ]

    melding = [NewEntry(kinds.Reported(ordinal=2, what="Weer.", **home), day, step="report")]
    note = [NewEntry(kinds.MagisterNoted(text="Genoteerd."), day, step="magister")]

    def timed(act: str, work: Callable[[], object]) -> object:
        before, began = calls[0], time.process_time()
        result = work()
        measured[act].append((calls[0] - before, time.process_time() - began))
        return result

    def ready() -> Store:
        store = Store.open(school, key)
        store.facts.whole_version()
        return store

    for _ in range(runs):
        timed(ACTS[0], lambda: Store.open(school, key)).close()  # type: ignore[attr-defined]
        store = timed(ACTS[1], ready)
        assert isinstance(store, Store)
        case_id, log = str(uuid4()), store.log
        opening = partial(log.open_case, case_id, entries, year=2026, signature=_signature())
        timed(ACTS[2], partial(_with_facts, store, opening))
        append = partial(log.append, case_id)
        again = partial(append, melding, expected=3, signature=_signature())
        timed(ACTS[3], partial(_with_facts, store, again))
        noting = partial(append, note, expected=4, signature=_signature())
        timed(ACTS[4], partial(_with_facts, store, noting))
        store.close()


def _with_facts(store: Any, write: Callable[[], object]) -> None:
    """A write, and the facts that follow from it, whenever they are made."""
    write()
    store.facts.whole_version()


def _signature() -> object:
    try:
        from casework.records import Signature
    except ImportError:
        from casework.store import Signature  # type: ignore[import-not-found, no-redef]
    return Signature(str(uuid4()), datetime.now(UTC), 1, str(uuid4()))


def counted_in(checkout: Path, runs: int) -> Count:
    """What another process counts over the code of a checkout."""
    script = f"""
import sys
sys.path[:0] = [{str(checkout)!r}]
import importlib.util, json
spec = importlib.util.spec_from_file_location("store_calls", {__file__!r})
module = importlib.util.module_from_spec(spec)
sys.path.append({str(HERE)!r})
spec.loader.exec_module(module)
print(json.dumps(module.count_here({runs})))
"""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True,
        check=True,
        cwd=checkout,
        text=True,
    )
    return {act: tuple(line) for act, line in json.loads(found.stdout.splitlines()[-1]).items()}


def main(args: argparse.Namespace) -> None:
    """Both checkouts in turn, medians over the rounds."""
    places = [HERE, *([args.beside] if args.beside else [])]
    rounds = [[counted_in(place, args.runs) for place in places] for _ in range(args.rounds)]
    rows = []
    for act in ACTS:
        lanes = [[one[n][act] for one in rounds] for n in range(len(places))]
        seconds = [verdict.median([s for _, s in lane]) for lane in lanes]
        counts = [lane[-1][0] for lane in lanes]
        cells = [str(counts[0]), verdict.ms(seconds[0])]
        if args.beside:
            cells += [str(counts[1]), verdict.ms(seconds[1])]
            cells += [f"{counts[0] / counts[1]:.2f}", f"{seconds[0] / seconds[1]:.2f}"]
        rows.append([act, *cells])
    head = ["act", "calls", "processor"]
    if args.beside:
        head += ["calls, other", "processor, other", "calls ratio", "processor ratio"]
    verdict.table(f"Calls on the database ({verdict.machine()})", head, rows)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description="calls on the database, counted and timed")
    parser.add_argument("--beside", type=Path, help="another checkout, counted in turn")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
