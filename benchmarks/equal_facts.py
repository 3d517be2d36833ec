"""Whether another checkout makes the same facts: 200 random histories, or a school on disk.

    python -m benchmarks.equal_facts --beside /path/to/another/checkout [--school FOLDER]

Every table that both have is compared row by row. The day on which a step was asked counts only
for steps that the card asks (record 34).
"""

import argparse
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

HERE = Path(__file__).resolve().parent.parent
HISTORIES, MOVES = 200, 24
Rows = Counter[tuple[Any, ...]]

DUMP = """
import pickle, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from data.store import Store
store = Store.open(Path(sys.argv[2]))
store.facts.whole_version()
store.facts.get_ready()
tables = {}
names = "select table_name from information_schema.tables where table_catalog = 'facts'"
for (name,) in store.database.rows(names):
    cursor = store.database.cursor()
    cursor.execute(f"select * from facts.{name}")
    tables[name] = [column[0] for column in cursor.description], cursor.fetchall()
store.close()
pickle.dump(tables, sys.stdout.buffer)
"""


def make_school(folder: Path, seed: int) -> None:
    """A school with random histories that the rules allow, all in one class."""
    from data import school_key
    from data.setup import set_up_school
    from tests.data.small_school import SETUP
    from tests.histories import History, play

    chance = Random(seed)
    histories = []
    for n in range(HISTORIES):
        history = History().open()
        play(history, [_move(chance) for _ in range(MOVES)])
        case_id = str(UUID(int=chance.getrandbits(128), version=4))
        entries = [replace(entry, subject_id=case_id) for entry in history.entries]
        opening = entries[0].payload.model_copy(update={"label": f"2026-{n + 1:03d}"})
        histories.append([replace(entries[0], payload=opening), *entries[1:]])
    store = set_up_school(folder, school_key.make(folder), SETUP)
    print(f"{store.log.load(histories):,} entries in {HISTORIES} cases")
    store.close()


def _move(chance: Random) -> tuple[int, int, int]:
    return chance.randint(0, 12), chance.randint(0, 199), chance.choice((0, 0, 1, 3, 12))


def facts_of(checkout: Path, school: Path) -> dict[str, Rows]:
    """Every table of facts as the code of a checkout makes it."""
    command = [sys.executable, "-W", "ignore", "-c", DUMP, str(checkout), str(school)]
    dumped = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=checkout).stdout
    return {name: _rows(*table) for name, table in pickle.loads(dumped).items()}


def _rows(columns: list[str], rows: list[tuple[Any, ...]]) -> Rows:
    """The rows, to be counted: lists as text, and no day of asking for what is not asked."""
    if {"is_required", "asked_on"} <= set(columns):
        required, asked = columns.index("is_required"), columns.index("asked_on")
        rows = [row if row[required] else (*row[:asked], None, *row[asked + 1 :]) for row in rows]
    return Counter(tuple(map(repr, row)) for row in rows)


def main(args: argparse.Namespace) -> int:
    """0 when all tables are equal."""
    place = Path(tempfile.mkdtemp())
    if args.school is None:
        os.environ["HANDELINGSKAART_KEY_FILE"] = str(place / "key")
        make_school(place / "school", args.seed)
    school = args.school or place / "school"
    try:
        ours, others = facts_of(HERE, school), facts_of(args.beside, school)
    finally:
        shutil.rmtree(place)
    is_equal = True
    for name in sorted(set(ours) & set(others) - {"step_card"}):
        apart = (ours[name] - others[name]).total() + (others[name] - ours[name]).total()
        is_equal = is_equal and not apart
        print(f"{name}: {ours[name].total():,} rows, {apart or 'none'} apart")
    return 0 if is_equal else 1


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description="the same facts as another checkout, or not")
    parser.add_argument("--beside", type=Path, required=True)
    parser.add_argument("--school", type=Path, help="the folder of a school that is closed")
    parser.add_argument("--seed", type=int, default=11)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(options()))
