"""Every save of a mentor, from the press to the receipt, against a bare commit of its rows.

Processor time of the server process counts, until the message that holds the receipt has come and
until the run has ended; beside it the processor time of the same rows in one bare transaction, and
a run of an empty page.
"""

import argparse
import asyncio
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from benchmarks import servers, verdict
from benchmarks.client import ScreenFailed, tab
from benchmarks.mentor import SAVES, WORDS, Act, Mentor, mentor_of
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, desk_of, prepared, today
from benchmarks.servers import Server
from benchmarks.verdict import Promise
from casework.desk import Melding, ReportedPart
from casework.people import Role
from data.engine import STORAGE_VERSION
from data.store import DATABASE_NAME, Store

MOST_TIMES_COMMIT = 4.0
WARM_UP = 3
BARE_ROUNDS = 3
PAUSE_SECONDS = 0.05
DESK = "at the desk: a melding"

Rows = list[tuple[str, Sequence[Any]]]


class BareFile:
    """A copy of the school's file, written with nothing but the engine."""

    def __init__(self, folder: Path) -> None:
        config: dict[str, str | bool | int | float | list[str]] = {
            "storage_compatibility_version": STORAGE_VERSION
        }
        self._engine = duckdb.connect(str(folder / DATABASE_NAME), config=config)

    def commit(self, rows: Rows) -> float:
        """Processor seconds of one transaction with these rows."""
        began = time.process_time()
        self._engine.execute("begin")
        for table, row in rows:
            places = ", ".join(f"${n}" for n in range(1, len(row) + 1))
            self._engine.execute(f"insert into {table} values ({places})", list(row)).fetchall()
        self._engine.execute("commit")
        return time.process_time() - began

    def close(self) -> None:
        """Close the file."""
        self._engine.close()


@dataclass
class Lane:
    """Processor seconds of each save, of the bare commit of its rows, and of an empty page."""

    receipt: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    commit: list[float] = field(default_factory=list)

    def row(self, title: str) -> tuple[object, ...]:
        """The quiet quarter of each, and how many bare commits the receipt costs."""
        receipt, whole, commit = map(quiet, (self.receipt, self.whole, self.commit))
        return (
            title,
            len(self.receipt),
            verdict.ms(commit),
            verdict.ms(quiet(self.empty)) if self.empty else "",
            verdict.ms(receipt),
            verdict.ms(whole),
            Promise(receipt / commit, MOST_TIMES_COMMIT),
            verdict.figure(whole / commit),
        )


def quiet(values: Sequence[float]) -> float:
    """The lower quartile: the threads of the engine wait by working when others use the machine."""
    return verdict.percentile(values, 0.25)


@contextmanager
def bare_file(school: BenchSchool, place: Path) -> Iterator[BareFile]:
    """Beside the others, on the same disk."""
    bare = BareFile(school.copy_to(place / "bare"))
    try:
        yield bare
    finally:
        bare.close()


# --- what a save has written ---------------------------------------------------------------------


def rows_since(store: Store, position: int) -> list[Rows]:
    """The rows of each receipt after this position of the log, in the order of the saves."""
    receipts = store.database.rows(
        "select * from form_receipt where position > $1 order by position", (position,)
    )
    return [_rows_of(store, receipt) for receipt in receipts]


def _rows_of(store: Store, receipt: Sequence[Any]) -> Rows:
    _, subject_id, first, last, *_ = receipt
    entries = store.database.rows(
        "select * from entry where subject_id = $1 and number between $2 and $3",
        (subject_id, first, last),
    )
    numbers = (
        store.database.rows("select * from case_number where case_id = $1", (subject_id,))
        if first == 1
        else []
    )
    return [
        *(("case_number", row) for row in numbers),
        *(("entry", row) for row in entries),
        ("form_receipt", receipt),
    ]


# --- the desk, without a screen -------------------------------------------------------------------


def at_the_desk(school: BenchSchool, place: Path, runs: int) -> Lane:
    """`desk.cases.report` until its receipt is there."""
    lane = Lane()
    store = Store.open(school.copy_to(place / "saving"))
    try:
        position = store.log.position.count
        desk = desk_of(store, school.persona(Role.MENTOR).staff_id)
        pupils = [p.pupil_id for p in desk.school.class_list(desk.school.own_classes()[0].class_id)]
        for number in range(runs + WARM_UP):
            began = time.process_time()
            desk.cases.report(
                _melding(pupils, number), form_key=str(uuid4()), reason="Een nieuwe groep."
            )
            lane.receipt.append(time.process_time() - began)
        _commit_bare(lane, school, place, rows_since(store, position))
    finally:
        store.close()
    lane.receipt = lane.whole = lane.receipt[WARM_UP:]
    return lane


def _melding(pupils: Sequence[str], number: int) -> Melding:
    first = number % len(pupils)
    second = (first + 1 + number // len(pupils)) % len(pupils)
    parts = (
        ReportedPart(pupil_id=pupils[first], role="target"),
        ReportedPart(pupil_id=pupils[second], role="displaying"),
    )
    return Melding(reported_on=today(), parts=parts, kinds=("verbal",), what=WORDS)


def _commit_bare(lane: Lane, school: BenchSchool, place: Path, saves: Sequence[Rows]) -> None:
    """The same rows, each save in one transaction of a file that has none of them; some times."""
    for _ in range(BARE_ROUNDS):
        with bare_file(school, place) as bare:
            lane.commit += [bare.commit(rows) for rows in saves][WARM_UP:]


# --- the screen ----------------------------------------------------------------------------------


async def on_the_screen(ours: Server, empty: Server, mentor: Mentor, save: Act, runs: int) -> Lane:
    """From the press, over the websocket, until the receipt has come back; and to the end."""
    lane = Lane()
    async with (
        tab(ours.port, ours.enter(mentor.person), ours.processor_seconds) as opened,
        tab(empty.port, empty.enter(mentor.person), empty.processor_seconds) as plain,
    ):
        for number in range(runs + WARM_UP):
            mentor.number = number
            answer = await save(opened, mentor)
            if answer.receipt_processor is None:
                raise ScreenFailed("there was no receipt")
            await asyncio.sleep(PAUSE_SECONDS)
            bare = await plain.act("")
            if number >= WARM_UP:
                lane.receipt.append(answer.receipt_processor)
                lane.whole.append(answer.processor)
                lane.empty.append(bare.processor)
    return lane


def of_each_form(
    school: BenchSchool, place: Path, args: argparse.Namespace
) -> Iterator[tuple[str, Lane]]:
    """Each form on a server of its own, and after that its rows in a bare file."""
    for title, save in SAVES.items():
        if args.only and not any(word in title.lower() for word in args.only):
            continue
        mentor, position = mentor_of(school, place), school.count_entries
        with servers.ours(school, place) as ours, servers.empty(school, place) as empty:
            for server in (ours, empty):
                servers.wait_until_idle(server)
            try:
                lane = asyncio.run(on_the_screen(ours, empty, mentor, save, args.runs))
            except ScreenFailed as problem:
                print(f"Left out, because it failed: {title}: {problem}", flush=True)
                continue
        store = Store.open(place / "ours" / "school")
        try:
            saves = rows_since(store, position)
        finally:
            store.close()
        _commit_bare(lane, school, place, saves)
        yield title, lane


def main(args: argparse.Namespace) -> None:
    """The desk and each form."""
    school, place = prepared(args.cases, args.folder), args.folder / "run"
    rows = [(DESK, at_the_desk(school, place, args.runs))] if not args.only else []
    rows += of_each_form(school, place, args)
    head = ("save", "saves", "bare commit", "empty page", "to the receipt", "to the end")
    title = f"Saving, {school.count_cases:,} cases, processor time ({verdict.machine()})"
    verdict.table(
        title, (*head, "receipt / commit", "end / commit"), [lane.row(name) for name, lane in rows]
    )
    shutil.rmtree(place / "bare", ignore_errors=True)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", nargs="*", help="words of the titles, in lower case")
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
