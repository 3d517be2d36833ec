"""Every screen of a mentor at a school and at a board: processor time, messages and bytes of a run.

Each beside an empty page on a server of its own, in turn; what counts is the processor time of the
server process, which a busy machine does not flatter. And once more, each run right after a
colleague elsewhere wrote something.
"""

import argparse
import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import busy, servers, verdict
from benchmarks.client import ScreenFailed, tab
from benchmarks.pages import WARM_UP, Lane, Screen
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, prepared
from benchmarks.servers import Server
from benchmarks.verdict import Promise
from casework.people import Role

BOARD_CASES = 100_000
MOST_OF_EMPTY = 6.0
MOST_MESSAGES = 90
MOST_OF_SCHOOL = 2.0
SCREENS = (
    Screen("Vandaag", "", Role.MENTOR),
    Screen("Melden", "melden", Role.MENTOR),
    Screen("Signaal", "signaal", Role.MENTOR),
    Screen("Zaken", "zaken", Role.MENTOR),
    Screen("Zaak", "zaak", Role.MENTOR, has_case=True),
    Screen("Klas", "klas", Role.MENTOR),
)


# What belongs to others than a mentor, and is looked at as well when all is asked for.
OTHERS = (
    Screen("Bespreken", "bespreken", Role.MENTOR, has_case=True),
    Screen("Let op", "letop", Role.MENTOR, has_case=True),
    Screen("Trends", "trends", Role.TEAM_LEADER),
    Screen("Rapport", "rapport", Role.TEAM_LEADER),
    Screen("Ondersteuningsteam", "ondersteuningsteam", Role.SUPPORT_TEAM),
    Screen("Overleg", "overleg", Role.SUPPORT_TEAM),
    Screen("Handelingskaart", "kaart", Role.MENTOR),
    Screen("Beheer", "beheer", Role.ADMIN),
)
SECONDS_TO_WRITE = 0.3


async def measured(
    running: Sequence[tuple[Server, BenchSchool]],
    screen: Screen,
    runs: int,
    *,
    after_a_write: bool = False,
) -> list[Lane]:
    """A lane on each server; every round runs each of them once."""
    async with contextlib.AsyncExitStack() as stack:
        lanes = []
        for server, school in running:
            person = school.persona(screen.role)
            headers = await asyncio.to_thread(server.enter, person)
            opened = await stack.enter_async_context(tab(server.port, headers))
            lanes.append(Lane(server, screen, person, opened))
        for number in range(runs + WARM_UP):
            for lane in lanes:
                if after_a_write and lane.server.kind != "empty":
                    await _colleague_writes(lane.server)
                before = lane.server.processor_seconds()
                answer = await lane.run(1)
                await asyncio.sleep(0.05)
                if number >= WARM_UP:
                    lane.answers.append(answer)
                    lane.processor.append(lane.server.processor_seconds() - before)
        return lanes


async def _colleague_writes(server: Server) -> None:
    """Have a note written, and wait until the server does nothing any more."""
    server.process.send_signal(signal.SIGUSR2)
    used = -1.0
    while server.processor_seconds() - used > SECONDS_TO_WRITE * servers.MOST_AT_REST:
        used = server.processor_seconds()
        await asyncio.sleep(SECONDS_TO_WRITE)


@contextlib.contextmanager
def busy_server(school: BenchSchool, place: Path) -> Iterator[Server]:
    """Our server, with a colleague of the mentor who writes in another case."""
    colleague = school.colleague_of(school.persona(Role.MENTOR))
    os.environ[busy.COLLEAGUE] = f"{colleague.staff_id} {colleague.case_id}"
    with servers.ours(school, place, "benchmarks.busy") as server:
        yield server


async def main(args: argparse.Namespace) -> None:
    """Both sizes and the empty page."""
    small, large = prepared(DEMO_CASES, args.folder), prepared(args.cases, args.folder)
    place = args.folder / "run"
    with (
        servers.empty(small, place / "none") as empty,
        busy_server(small, place / "small") as ours,
        busy_server(large, place / "large") as board,
    ):
        running = [(empty, small), (ours, small), (board, large)]
        for server, _ in running:
            servers.wait_until_idle(server)
        sizes = f"{small.count_cases} and {large.count_cases:,} cases"
        for what, after_a_write in (("Runs", False), ("Runs after a write elsewhere", True)):
            rows = []
            for screen in (*SCREENS, *(OTHERS if args.all else ())):
                if args.screens and screen.name not in args.screens:
                    continue
                try:
                    lanes = await measured(running, screen, args.runs, after_a_write=after_a_write)
                    rows.append(_row(screen, lanes))
                except ScreenFailed as problem:
                    print(f"Left out, because it failed: {screen.title}: {problem}", flush=True)
            verdict.table(f"{what} at {sizes} ({verdict.machine()})", HEAD, rows)


HEAD = ("screen", "CPU ms", "school / empty", "messages", "board / school", "kB")


def _row(screen: Screen, lanes: Sequence[Lane]) -> tuple[object, ...]:
    empty, school, board = (verdict.median(lane.processor) for lane in lanes)
    return (
        screen.title,
        " / ".join(f"{seconds * 1000:.0f}" for seconds in (empty, school, board)),
        Promise(school / empty, MOST_OF_EMPTY),
        Promise(lanes[1].answers[-1].count_messages, MOST_MESSAGES),
        Promise(board / school, MOST_OF_SCHOOL),
        " / ".join(f"{lane.answers[-1].count_bytes / 1024:.0f}" for lane in lanes),
    )


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=BOARD_CASES)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--screens", nargs="*", help="vandaag melden signaal ...")
    parser.add_argument("--all", action="store_true", help="the screens of others too")
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(options()))
