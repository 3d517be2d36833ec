"""From the press on "opslaan" to the receipt of a melding, against a bare commit of its rows."""

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
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks import client, servers, verdict
from benchmarks.client import ScreenFailed, Tab
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, desk_of, prepared, today
from benchmarks.verdict import Promise
from casework.desk import Melding, ReportedPart
from casework.people import Role
from data.database import STORAGE_VERSION
from data.store import DATABASE_NAME, Store

MOST_TIMES_COMMIT = 3.0
WARM_UP = 2
WORDS = "Er wordt steeds iets geroepen op de gang, en niemand zegt er iets van."
PAUSE_SECONDS = 0.05


class BareFile:
    """A copy of the school's file, written with nothing but the engine."""

    def __init__(self, folder: Path) -> None:
        config: dict[str, str | bool | int | float | list[str]] = {
            "storage_compatibility_version": STORAGE_VERSION
        }
        self._engine = duckdb.connect(str(folder / DATABASE_NAME), config=config)

    def commit(self, rows: Sequence[tuple[str, Sequence[Any]]]) -> float:
        """Seconds of one transaction with these rows."""
        began = time.perf_counter()
        self._engine.execute("begin")
        for table, row in rows:
            places = ", ".join(f"${n}" for n in range(1, len(row) + 1))
            self._engine.execute(f"insert into {table} values ({places})", list(row)).fetchall()
        self._engine.execute("commit")
        return time.perf_counter() - began

    def close(self) -> None:
        """Close the file."""
        self._engine.close()


@dataclass
class Lane:
    """Seconds of each saving, and of the bare commit right after it."""

    saving: list[float] = field(default_factory=list)
    commit: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many bare commits one saving costs."""
        return verdict.median(self.saving) / verdict.median(self.commit)


@contextmanager
def bare_file(school: BenchSchool, place: Path) -> Iterator[BareFile]:
    """Beside the others, on the same disk."""
    bare = BareFile(school.copy_to(place / "bare"))
    try:
        yield bare
    finally:
        bare.close()


# --- the desk, without a screen -------------------------------------------------------------------


def at_the_desk(school: BenchSchool, place: Path, runs: int) -> Lane:
    """`desk.cases.report` until its receipt is there."""
    lane = Lane()
    store = Store.open(school.copy_to(place / "saving"))
    with bare_file(school, place) as bare:
        try:
            desk = desk_of(store, school.persona(Role.MENTOR).staff_id)
            pupils = [
                p.pupil_id for p in desk.school.class_list(desk.school.own_classes()[0].class_id)
            ]
            for number in range(runs + WARM_UP):
                began = time.perf_counter()
                receipt = desk.cases.report(
                    _melding(pupils, number), form_key=str(uuid4()), reason="Een nieuwe groep."
                )
                seconds = time.perf_counter() - began
                commit = bare.commit(_rows_of(store, receipt.subject_id))
                if number >= WARM_UP:
                    lane.saving.append(seconds)
                    lane.commit.append(commit)
        finally:
            store.close()
    return lane


def _melding(pupils: Sequence[str], number: int) -> Melding:
    target, displaying = _pair(pupils, number)
    parts = (
        ReportedPart(pupil_id=target, role="target"),
        ReportedPart(pupil_id=displaying, role="displaying"),
    )
    return Melding(reported_on=today(), parts=parts, kinds=("verbal",), what=WORDS)


def _pair(pupils: Sequence[str], number: int) -> tuple[str, str]:
    """Another pair each time, for as long as there are."""
    first = number % len(pupils)
    return pupils[first], pupils[(first + 1 + number // len(pupils)) % len(pupils)]


def _rows_of(store: Store, case_id: str) -> list[tuple[str, Sequence[Any]]]:
    """What the log has kept of this case, table by table."""
    return [
        (table, row)
        for table, column in (
            ("case_number", "case_id"),
            ("entry", "subject_id"),
            ("form_receipt", "subject_id"),
        )
        for row in store.database.rows(f"select * from {table} where {column} = $1", (case_id,))
    ]


# --- the screen ----------------------------------------------------------------------------------


async def on_the_screen(school: BenchSchool, place: Path, runs: int) -> Lane:
    """From the press, over the websocket, until the receipt has come back."""
    lane = Lane()
    sample = _sample(school, place)
    with bare_file(school, place) as bare, servers.ours(school, place) as server:
        headers = server.enter(school.persona(Role.MENTOR))
        for number in range(runs + WARM_UP):
            seconds = await _one_saving(server.port, headers, number)
            await asyncio.sleep(PAUSE_SECONDS)
            commit = bare.commit(_as_new(sample))
            if seconds is not None and number >= WARM_UP:
                lane.saving.append(seconds)
                lane.commit.append(commit)
    return lane


async def _one_saving(port: int, headers: dict[str, str], number: int) -> float | None:
    """Fill in the form and press; None when there was no receipt (the case was known already)."""
    async with client.tab(port, headers) as opened:
        await opened.act("melden")
        pupils = list(dict.fromkeys(opened.options["target"]))
        target, displaying = _pair(pupils, number)
        filled = [
            _state(opened, "target", string_array_value=[target]),
            _state(opened, "displaying", string_array_value=[displaying]),
            _state(opened, "kinds", string_array_value=opened.options["kinds"][:1]),
            _state(opened, "what", string_value=WORDS),
        ]
        await opened.act("melden", states=filled)
        press = _state(opened, "save", trigger_value=True)
        try:
            answer = await opened.act("melden", states=[*filled, press])
        except ScreenFailed:
            return None
        return answer.receipt_seconds


def _state(opened: Tab, key: str, **value: Any) -> WidgetState:
    state = WidgetState(id=opened.widgets[key])
    for name, typed in value.items():
        if name == "string_array_value":
            state.string_array_value.data.extend(typed)
        else:
            setattr(state, name, typed)
    return state


def _sample(school: BenchSchool, place: Path) -> list[tuple[str, Sequence[Any]]]:
    """The rows of one such melding."""
    store = Store.open(school.copy_to(place / "saving"))
    try:
        desk = desk_of(store, school.persona(Role.MENTOR).staff_id)
        pupils = [p.pupil_id for p in desk.school.class_list(desk.school.own_classes()[0].class_id)]
        receipt = desk.cases.report(_melding(pupils, 0), form_key=str(uuid4()), reason="Een groep.")
        return _rows_of(store, receipt.subject_id)
    finally:
        store.close()


def _as_new(sample: Sequence[tuple[str, Sequence[Any]]]) -> list[tuple[str, Sequence[Any]]]:
    """The same rows under a fresh id and key, so that they can be stored again."""
    fresh, form_key = str(uuid4()), str(uuid4())
    old_id = next(row[2] for table, row in sample if table == "case_number")
    old_key = next(row[0] for table, row in sample if table == "form_receipt")
    changed = {old_id: fresh, old_key: form_key}
    return [
        (table, [changed.get(cell, cell) if isinstance(cell, str) else cell for cell in row])
        for table, row in sample
        if table != "case_number"
    ]


def main(args: argparse.Namespace) -> None:
    """Both roads."""
    school, place = prepared(args.cases, args.folder), args.folder / "run"
    desk = at_the_desk(school, place, args.runs)
    screen = asyncio.run(on_the_screen(school, place, args.runs))
    rows = [
        (
            name,
            len(lane.saving),
            verdict.ms(verdict.median(lane.saving)),
            verdict.ms(verdict.median(lane.commit)),
            Promise(lane.ratio, MOST_TIMES_COMMIT),
        )
        for name, lane in (("the desk", desk), ("the screen, press to receipt", screen))
    ]
    head = ("saving a melding at", "savings", "saving", "bare commit", "ratio")
    title = f"Saving, {school.count_cases:,} cases ({verdict.machine()})"
    verdict.table(title, head, rows)
    shutil.rmtree(place / "bare", ignore_errors=True)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
