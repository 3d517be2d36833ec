"""Building the coded facts from the log, against one fold of the engine over the same entries."""

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import verdict
from benchmarks.school import DEMO_CASES, PLACE, prepared
from benchmarks.verdict import Promise
from data.store import Store

MOST_TIMES_FOLD = 3.0
MOST_MEMORY_MB = 1024.0
COUNTRY_CASES = 1_000_000

# One row per subject: each entry is read once, its codes are unpacked once, nothing is joined.
FOLD = """
create or replace table facts.folded as
select
    subject_id,
    count(*) as count_entries,
    max(number) as last_number,
    min(happened_on) filter (kind = 'reported') as opened_on,
    max(happened_on) filter (kind = 'reported') as last_report_on,
    count(*) filter (kind = 'reported') as count_reports,
    max_by(kind, number) filter (kind in ('stopped', 'closed', 'reopened')) as last_turn,
    max_by(happened_on, number) filter (kind = 'stopped') as stopped_on,
    max_by(happened_on, number) filter (kind = 'closed') as closed_on,
    max(said.level) as level,
    max_by(said.verdict, number) filter (said.verdict is not null) as verdict,
    max_by(said.class_id, number) filter (kind = 'case_opened') as class_id,
    max_by(said.outcome, number) filter (kind = 'aftercare_done') as outcome
from (
    select
        subject_id, number, kind, happened_on,
        from_json(
            coded,
            '{"level": "integer", "verdict": "varchar", "class_id": "varchar",
              "outcome": "varchar"}'
        ) as said
    from entry
)
group by subject_id
"""


def timed(act: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def folded(store: Store) -> None:
    """The fold, in the same engine with the same settings."""
    cursor = store.database.cursor()
    try:
        cursor.execute(FOLD).fetchall()
    finally:
        cursor.close()


def peak_mb() -> float:
    """The most memory that this process ever held, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table_rows(store: Store) -> list[tuple[str, int]]:
    """How many rows each table of facts has."""
    found = store.database.rows(
        "select table_name, estimated_size from duckdb_tables() where database_name = 'facts'"
    )
    return [(str(name), int(size)) for name, size in found if name != "folded"]


def main(args: argparse.Namespace) -> None:
    """Both in turn, medians."""
    school = prepared(args.cases, args.folder)
    opening = time.perf_counter()
    store = Store.open(school.copy_to(args.folder / "run" / "facts"))
    opened = time.perf_counter() - opening
    try:
        at_open = peak_mb()
        folded(store)
        facts, folds = [], []
        for _ in range(args.runs):
            facts.append(timed(store.facts.rebuild))
            folds.append(timed(lambda: folded(store)))
        rows = table_rows(store)
    finally:
        store.close()
    built, fold = verdict.median(facts), verdict.median(folds)
    size = f"{school.count_cases:,} cases, {school.count_entries:,} entries"
    title = f"Facts from the log, {size} (medians of {args.runs}; {verdict.machine()})"
    verdict.table(
        title,
        ("what", "value"),
        [
            ("opening the store, facts included", f"{opened:.2f} s"),
            ("building every table of facts", f"{built:.3f} s"),
            ("one fold over the same entries", f"{fold:.3f} s"),
            ("facts / fold", Promise(built / fold, MOST_TIMES_FOLD)),
            ("peak memory after opening, MB", Promise(at_open, MOST_MEMORY_MB)),
            ("peak memory after building again, MB", verdict.figure(peak_mb())),
            *((f"rows in {name}", f"{count:,}") for name, count in rows),
        ],
    )


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES, help=f"up to {COUNTRY_CASES:,}")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
