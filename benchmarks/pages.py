"""How long a run of each screen takes, against an empty page and against plain Streamlit."""

import argparse
import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import servers, verdict
from benchmarks.client import Answer, ScreenFailed, Tab, tab
from benchmarks.school import DEMO_CASES, PLACE, BenchSchool, Person, prepared
from benchmarks.servers import Server
from benchmarks.verdict import Promise
from casework.people import Role

BOARD_CASES = 100_000
MOST_OF_EMPTY = 5.0
MOST_OF_STOCK = 1.0
WARM_UP = 3
Keys = dict[tuple[int, str], Mapping[str, str]]
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Screen:
    """One screen as one person opens it."""

    title: str
    address: str
    role: Role
    has_case: bool = False

    @property
    def name(self) -> str:
        """How it is asked for on the command line."""
        return self.title.split()[0].lower()

    def query(self, person: Person) -> str:
        """What stands behind the question mark."""
        return f"zaak={person.case_id}" if self.has_case else ""


SCREENS = (
    Screen("Vandaag", "", Role.MENTOR),
    Screen("Melden", "melden", Role.MENTOR),
    Screen("Zaken", "zaken", Role.MENTOR),
    Screen("Zaken (teamleider)", "zaken", Role.TEAM_LEADER),
    Screen("Zaak", "zaak", Role.MENTOR, has_case=True),
    Screen("Trends", "trends", Role.TEAM_LEADER),
    Screen("Handelingskaart", "kaart", Role.MENTOR),
    Screen("Beheer", "beheer", Role.ADMIN),
)


@dataclass
class Lane:
    """One screen on one server, open in a tab of its own."""

    server: Server
    screen: Screen
    person: Person
    tab: Tab
    answers: list[Answer] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    async def run(self, burst: int) -> Answer:
        """`burst` runs, one right after the other; the time of one."""
        address = "" if self.server.kind == "empty" else self.screen.address
        query = "" if self.server.kind == "empty" else self.screen.query(self.person)
        try:
            answers = [await self.tab.act(address, query, until=address) for _ in range(burst)]
        except ScreenFailed as problem:
            raise ScreenFailed(f"{self.screen.title} on {self.server.kind}: {problem}") from None
        seconds = sum(one.seconds for one in answers) / burst
        return Answer(seconds, answers[-1].count_messages, answers[-1].count_bytes)

    @property
    def median(self) -> float:
        """Seconds of a run in the middle."""
        return verdict.median([one.seconds for one in self.answers])


async def timings(
    school: BenchSchool,
    running: Sequence[Server],
    screens: Sequence[Screen],
    args: argparse.Namespace,
) -> list[list[Lane]]:
    """Per screen a lane on each server; every round runs each of them once, in turn."""
    async with contextlib.AsyncExitStack() as stack:
        keys: Keys = {}
        lanes = [await _lanes(stack, school, running, screen, keys) for screen in screens]
        for number in range(args.runs + WARM_UP):
            for own in list(lanes):
                try:
                    await _round(own, number, args.burst)
                except ScreenFailed as problem:
                    print(f"Left out, because it failed: {problem}", flush=True)
                    lanes.remove(own)
        return lanes


async def _round(own: Sequence[Lane], number: int, burst: int) -> None:
    turn = number % len(own)
    for lane in [*own[turn:], *own[:turn]]:
        before = lane.server.processor_seconds()
        answer = await lane.run(burst)
        await asyncio.sleep(PAUSE_SECONDS)
        if number >= WARM_UP:
            lane.answers.append(answer)
            lane.processor.append((lane.server.processor_seconds() - before) / burst)


async def _lanes(
    stack: contextlib.AsyncExitStack,
    school: BenchSchool,
    running: Sequence[Server],
    screen: Screen,
    keys: Keys,
) -> list[Lane]:
    lanes = []
    small = prepared(DEMO_CASES, school.folder.parent.parent)
    for server in running:
        person = (small if server.kind == "empty" else school).persona(screen.role)
        # One sign-in for each person, as with several tabs in one browser.
        key = (server.port, person.staff_id)
        if key not in keys:
            keys[key] = await asyncio.to_thread(server.enter, person)
        opened = await stack.enter_async_context(tab(server.port, keys[key]))
        lanes.append(Lane(server, screen, person, opened))
    return lanes


@contextlib.asynccontextmanager
async def three_servers(school: BenchSchool, place: Path) -> AsyncIterator[list[Server]]:
    """Empty, ours and stock, each with a copy of the school."""
    with contextlib.ExitStack() as stack:
        small = prepared(DEMO_CASES, school.folder.parent.parent)
        yield [
            stack.enter_context(servers.empty(small, place)),
            stack.enter_context(servers.ours(school, place)),
            stack.enter_context(servers.stock(school, place)),
        ]


def show(school: BenchSchool, lanes: Sequence[Sequence[Lane]], args: argparse.Namespace) -> None:
    """The table of one size of school."""
    rows = []
    for own in lanes:
        empty, ours, stock = own
        rows.append(
            (
                ours.screen.title,
                verdict.ms(empty.median),
                verdict.ms(ours.median),
                verdict.ms(stock.median),
                Promise(ours.median / empty.median, MOST_OF_EMPTY),
                Promise(ours.median / stock.median, MOST_OF_STOCK),
                " / ".join(f"{verdict.median(lane.processor) * 1000:.0f}" for lane in own),
                f"{ours.answers[-1].count_messages} / {ours.answers[-1].count_bytes / 1024:.0f}",
            )
        )
    title = (
        f"Script runs, {school.count_cases:,} cases, {school.count_entries:,} entries "
        f"(medians of {args.runs} x {args.burst} runs; {verdict.machine()})"
    )
    head = (
        "screen",
        "empty",
        "ours",
        "stock",
        "ours / empty",
        "ours / stock",
        "processor ms",
        "messages / kB",
    )
    verdict.table(title, head, rows)


async def main(args: argparse.Namespace) -> None:
    """Measure each size that was asked for."""
    chosen = [one for one in SCREENS if not args.screens or one.name in args.screens]
    for cases in args.cases:
        school = prepared(cases, args.folder)
        async with three_servers(school, args.folder / "run") as running:
            show(school, await timings(school, running, chosen, args), args)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[DEMO_CASES, BOARD_CASES])
    parser.add_argument("--runs", type=int, default=15, help="measurements of each lane")
    parser.add_argument("--burst", type=int, default=1, help="runs in one measurement")
    parser.add_argument("--screens", nargs="*", help="vandaag melden zaken ...")
    parser.add_argument("--folder", type=Path, default=PLACE, help="where the schools are kept")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(options()))
