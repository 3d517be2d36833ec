"""A second start until the first page is there, against an empty Streamlit app; and memory."""

import argparse
import asyncio
import contextlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from benchmarks import client, servers, verdict
from benchmarks.load import entered, round_of
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, Person, prepared
from benchmarks.servers import BARE, Server
from benchmarks.verdict import Promise
from casework.people import Role

MOST_OF_EMPTY = 3.0
MOST_AT_START_MB = 300.0
MOST_PER_PERSON_MB = 0.3
# Longer than the server waits before it collects garbage (server/housekeeping.py).
SETTLE_SECONDS = 9.0


@dataclass
class Start:
    """Seconds from the command until the server answers, and until the first page is whole."""

    answers: list[float] = field(default_factory=list)
    first_page: list[float] = field(default_factory=list)


async def first_page(server: Server, person: Person) -> None:
    """What a browser does first: sign in, ask for the page, open the websocket, run."""
    headers = await asyncio.to_thread(server.enter, person)
    await asyncio.to_thread(client.get, server.port, "/", headers)
    async with client.tab(server.port, headers) as opened:
        await opened.act("")


def timed_start(kind: str, command: list[str], place: Path, folder: Path, person: Person) -> Start:
    """One start from nothing to the first page."""
    began = time.perf_counter()
    server = servers.launch(kind, place, command, folder)
    try:
        servers.wait_until_ready(server)
        ready = time.perf_counter() - began
        asyncio.run(first_page(server, person))
        return Start([ready], [time.perf_counter() - began])
    finally:
        servers.stop(server)


def starts(school: BenchSchool, args: argparse.Namespace) -> tuple[Start, Start]:
    """Ours and the empty Streamlit app in turn, each as often."""
    place, person = args.folder / "run", school.persona(Role.MENTOR)
    folder = school.copy_to(place / "start")
    commands = {
        "ours": servers.serve_command("server.serve"),
        "stock-empty": [sys.executable, "-m", "streamlit", "run", str(BARE)],
    }
    starts = {kind: Start() for kind in commands}
    for number in range(args.runs + 1):
        for kind, command in commands.items():
            one = timed_start(kind, command, place / f"start-{kind}", folder, person)
            # The first of each fills the caches of the disk.
            if number:
                starts[kind].answers += one.answers
                starts[kind].first_page += one.first_page
    return starts["ours"], starts["stock-empty"]


@dataclass(frozen=True)
class Memory:
    """Megabytes: when it is ready, after one person, and what each further person adds."""

    at_start: float
    first_person: float
    per_person: float


async def memory(server: Server, people: Sequence[Person], count: int) -> Memory:
    """Everybody opens every screen once and stays."""
    at_start = server.resident_mb()
    crowd = list(islice(cycle(people), count + 1))
    own = list(dict.fromkeys(crowd))
    keys = dict(zip(own, await entered(server, own), strict=True))
    async with contextlib.AsyncExitStack() as stack:

        async def comes(person: Person) -> None:
            opened = await stack.enter_async_context(client.tab(server.port, keys[person]))
            for address, query in round_of(person, with_trends=False):
                await opened.act(address, query)

        # The first few fill what is shared by everybody.
        warm = min(10, count // 2)
        for person in crowd[:warm]:
            await comes(person)
        await asyncio.sleep(SETTLE_SECONDS)
        before = server.resident_mb()
        for person in crowd[warm:]:
            await comes(person)
        await asyncio.sleep(SETTLE_SECONDS)
        each = (server.resident_mb() - before) / (len(crowd) - warm)
    return Memory(at_start, before, each)


def main(args: argparse.Namespace) -> None:
    """First the starts, then the memory."""
    school = prepared(args.cases, args.folder)
    ours, empty = starts(school, args)
    began, bare = verdict.median(ours.first_page), verdict.median(empty.first_page)
    with servers.ours(school, args.folder / "run") as server:
        used = asyncio.run(memory(server, school.acting(), args.people))
    verdict.table(
        f"Start and memory, {school.count_cases:,} cases ({verdict.machine()})",
        ("what", "value"),
        [
            ("ours: answers", f"{verdict.median(ours.answers):.2f} s"),
            ("ours: first page", f"{began:.2f} s"),
            ("empty Streamlit app: answers", f"{verdict.median(empty.answers):.2f} s"),
            ("empty Streamlit app: first page", f"{bare:.2f} s"),
            ("first page, ours / empty", Promise(began / bare, MOST_OF_EMPTY)),
            ("memory when it is ready, MB", Promise(used.at_start, MOST_AT_START_MB)),
            ("memory after ten people, MB", verdict.figure(used.first_person)),
            ("memory of a further person, MB", Promise(used.per_person, MOST_PER_PERSON_MB)),
        ],
    )


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--people", type=int, default=60, help="for the memory of a person")
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
