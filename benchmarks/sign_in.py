"""How long a sign-in takes for a name that is there and for one that is not, side by side."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from benchmarks import verdict
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from tests.data.small_school import SETUP

NAMES = {"there": "ineke", "not there": "niemand"}
GOAL = 1.05
WRONG = "dit is niet het goede"


def main(arguments: Sequence[str] | None = None) -> None:
    """Turn by turn one of each, each a minute after the one before, so that nobody waits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    times = parser.parse_args(arguments).times
    print(verdict.machine())
    with tempfile.TemporaryDirectory() as folder:
        store = set_up_school(Path(folder) / "school", SchoolKey(bytes(32), str(uuid4())), SETUP)
        seconds = _measured(store, times)
        store.close()
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    ratio = max(medians.values()) / min(medians.values())
    rows = [
        (name, verdict.ms(medians[name]), verdict.ms(verdict.percentile(taken, 0.95)))
        for name, taken in seconds.items()
    ]
    verdict.table("A wrong password", ("name", "median", "95th percentile"), rows)
    print(f"\nlongest / shortest median: {verdict.Promise(ratio, GOAL)}")


def _measured(store: Store, times: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in NAMES}
    now = datetime.now(UTC)
    for turn in range(times):
        for place, (name, user_name) in enumerate(NAMES.items()):
            # An hour between two tries of the same name: none of them has to wait.
            at = now + timedelta(hours=turn, minutes=30 * place)
            began = time.perf_counter()
            store.accounts.check(user_name, WRONG, at)
            seconds[name].append(time.perf_counter() - began)
    return seconds


if __name__ == "__main__":
    main()
