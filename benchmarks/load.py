"""Many people at once: runs a second without pause, and how long one waits at a human pace."""

import argparse
import asyncio
import contextlib
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from benchmarks import servers, verdict
from benchmarks.client import ScreenFailed, Tab, tab
from benchmarks.school import DEMO_CASES, PASSWORD, PLACE, Person, prepared
from benchmarks.servers import Server
from benchmarks.verdict import Promise
from casework.people import Role

LEAST_TIMES_STOCK = 4.0
MOST_OF_STOCK = 0.05
MOST_OF_ALONE = 3.0
SIGN_INS_AT_ONCE = 2
OPENED_AT_ONCE = 8
ALONE_RUNS = 20
REST_SECONDS = 2.0


@dataclass
class Visitor:
    """One person in one tab, who goes round the same screens in an order of their own."""

    person: Person
    tab: Tab
    round: Sequence[tuple[str, str]]
    seconds: list[float] = field(default_factory=list)

    async def act(self, number: int) -> None:
        """Open the next screen."""
        address, query = self.round[number % len(self.round)]
        try:
            answer = await self.tab.act(address, query, until=address)
        except ScreenFailed as problem:
            raise ScreenFailed(f"{address or 'vandaag'}: {problem}") from None
        self.seconds.append(answer.seconds)


def round_of(person: Person, with_trends: bool) -> list[tuple[str, str]]:
    """What somebody does all day: look, open the case, look for another, begin a melding."""
    case = [("zaak", f"zaak={person.case_id}")] if person.case_id else []
    screens = [("", ""), *case, ("zaken", ""), *case, ("melden", "")]
    if with_trends and person.is_a(Role.TEAM_LEADER):
        screens.append(("trends", ""))
    return screens


async def without_pause(visitors: Sequence[Visitor], seconds: float) -> float:
    """Everybody asks for the next screen as soon as the last one is there; runs a second."""
    began = time.perf_counter()

    async def busy(visitor: Visitor) -> int:
        number = 0
        while time.perf_counter() - began < seconds:
            await visitor.act(number)
            number += 1
        return number

    counts = await asyncio.gather(*(busy(visitor) for visitor in visitors))
    return sum(counts) / (time.perf_counter() - began)


async def at_a_human_pace(visitors: Sequence[Visitor], seconds: float, every: float) -> None:
    """Everybody acts once in `every` seconds, spread evenly, whether or not the last one is in."""
    began = time.perf_counter()

    async def calm(visitor: Visitor, first: float) -> None:
        number = 0
        while (due := first + number * every) < seconds:
            await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
            await visitor.act(number)
            number += 1

    spread = every / len(visitors)
    await asyncio.gather(*(calm(one, n * spread) for n, one in enumerate(visitors)))


async def alone(visitor: Visitor) -> float:
    """The median of one person who has the server to themselves, over the same screens."""
    for number in range(ALONE_RUNS):
        await visitor.act(number)
        await asyncio.sleep(0.2)
    seconds = visitor.seconds[-ALONE_RUNS:]
    visitor.seconds.clear()
    return verdict.median(seconds)


async def entered(server: Server, people: Sequence[Person]) -> list[Mapping[str, str]]:
    """Everybody signs in with name and password, two at a time as the door allows."""
    limit = asyncio.Semaphore(SIGN_INS_AT_ONCE)

    async def enter(person: Person) -> Mapping[str, str]:
        async with limit:
            return await asyncio.to_thread(server.enter, person, PASSWORD)

    return await asyncio.gather(*(enter(person) for person in people))


async def visiting(
    stack: contextlib.AsyncExitStack,
    server: Server,
    people: Sequence[Person],
    with_trends: bool,
) -> list[Visitor]:
    """A tab for everybody, with its first screen open."""
    own = list(dict.fromkeys(people))
    keys = dict(zip(own, await entered(server, own), strict=True))
    order = random.Random(1)
    limit = asyncio.Semaphore(OPENED_AT_ONCE)

    async def comes(person: Person, start: float) -> Visitor:
        async with limit:
            opened = await stack.enter_async_context(tab(server.port, keys[person]))
            screens = round_of(person, with_trends)
            first = int(start * len(screens))
            visitor = Visitor(person, opened, [*screens[first:], *screens[:first]])
            await visitor.act(0)
            visitor.seconds.clear()
            return visitor

    return await asyncio.gather(*(comes(person, order.random()) for person in people))


@dataclass
class Outcome:
    """What one server did."""

    runs_a_second: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


async def measured(server: Server, people: Sequence[Person], args: argparse.Namespace) -> Outcome:
    """One block on one server: alone, at a human pace, without a pause."""
    outcome = Outcome()
    crowd = list(islice(cycle(people), args.calm))
    async with contextlib.AsyncExitStack() as stack:
        visitors = await visiting(stack, server, crowd, args.trends)
        outcome.alone.append(await alone(visitors[0]))
        await at_a_human_pace(visitors, args.seconds, args.every)
        outcome.waits += [one for visitor in visitors for one in visitor.seconds]
        await asyncio.sleep(REST_SECONDS)
        busy = visitors[: args.busy]
        outcome.runs_a_second.append(await without_pause(busy, args.seconds))
    await asyncio.sleep(REST_SECONDS)
    return outcome


def show(ours: Outcome, stock: Outcome, args: argparse.Namespace) -> None:
    """The table, and what was promised."""
    rows = []
    for name, one in (("ours", ours), ("stock", stock)):
        rows.append(
            (
                name,
                verdict.ms(verdict.median(one.alone)),
                verdict.ms(verdict.median(one.waits)),
                verdict.ms(verdict.percentile(one.waits, 0.95)),
                len(one.waits),
                verdict.figure(verdict.median(one.runs_a_second)),
            )
        )
    calm = f"{args.calm} people, one act per {args.every:.0f} s"
    head = ("", "alone, median", f"{calm}: median", "95th percentile", "acts", "runs a second")
    title = f"Load: {args.busy} people without pause ({verdict.machine()})"
    verdict.table(title, head, rows)
    slow, slow_stock = (verdict.percentile(one.waits, 0.95) for one in (ours, stock))
    speed = verdict.median(ours.runs_a_second) / verdict.median(stock.runs_a_second)
    promises = [
        ("runs a second, ours / stock", Promise(speed, LEAST_TIMES_STOCK, at_least=True)),
        ("95th percentile, ours / stock", Promise(slow / slow_stock, MOST_OF_STOCK)),
        (
            "95th percentile, ours / own median alone",
            Promise(slow / verdict.median(ours.alone), MOST_OF_ALONE),
        ),
    ]
    verdict.table("Promises", ("what", "ratio"), promises)


async def main(args: argparse.Namespace) -> None:
    """Blocks on ours and on stock in turn."""
    school = prepared(args.cases, args.folder)
    people = [one for one in school.acting() if one.case_id] or school.acting()
    outcomes = {"ours": Outcome(), "stock": Outcome()}
    place = args.folder / "run"
    with servers.ours(school, place) as ours, servers.stock(school, place) as stock:
        for number in range(args.blocks):
            for server in (ours, stock) if number % 2 == 0 else (stock, ours):
                outcome = await measured(server, people, args)
                outcomes[server.kind].runs_a_second += outcome.runs_a_second
                outcomes[server.kind].alone += outcome.alone
                outcomes[server.kind].waits += outcome.waits
    show(outcomes["ours"], outcomes["stock"], args)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES)
    parser.add_argument("--busy", type=int, default=60, help="people who act without pause")
    parser.add_argument("--calm", type=int, default=100, help="people at a human pace")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two acts")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each block")
    parser.add_argument("--blocks", type=int, default=2, help="blocks on each server")
    parser.add_argument("--trends", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(options()))
