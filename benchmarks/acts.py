"""Every tap inside a screen of a mentor: what it costs beside a run of an empty page."""

import argparse
import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from benchmarks import servers, verdict
from benchmarks.client import Answer, ScreenFailed, tab
from benchmarks.mentor import ACTS, Mentor, Tap, mentor_of
from benchmarks.school import DEMO_CASES, PLACE, prepared
from benchmarks.servers import Server
from benchmarks.verdict import Promise

MOST_OF_EMPTY = 3.0
WARM_UP = 2
PAUSE_SECONDS = 0.05


async def measured(
    server: Server, empty: Server, mentor: Mentor, one: Tap, runs: int
) -> tuple[list[Answer], list[float]]:
    """The acts, and a run of the empty page after each."""
    answers, empties = [], []
    headers, own = server.enter(mentor.person), empty.enter(mentor.person)
    async with contextlib.AsyncExitStack() as stack:
        plain = await stack.enter_async_context(tab(empty.port, own, empty.processor_seconds))
        for number in range(runs + WARM_UP):
            if number == 0 or one.anew:
                fresh = tab(server.port, headers, server.processor_seconds)
                opened = await stack.enter_async_context(fresh)
                await one.open(opened, mentor)
            mentor.number = number
            await asyncio.sleep(PAUSE_SECONDS)
            answer = await one.act(opened, mentor)
            bare = await plain.act("")
            await asyncio.sleep(PAUSE_SECONDS)
            if number >= WARM_UP:
                answers.append(answer)
                empties.append(bare.processor)
    return answers, empties


async def main(args: argparse.Namespace) -> None:
    """Each act in turn."""
    school, place = prepared(args.cases, args.folder), args.folder / "run"
    mentor, rows = mentor_of(school, place), []
    with servers.ours(school, place) as ours, servers.empty(school, place) as empty:
        for server in (ours, empty):
            servers.wait_until_idle(server)
        for one in ACTS:
            if args.only and not any(word in one.title.lower() for word in args.only):
                continue
            try:
                rows.append(_row(one, *await measured(ours, empty, mentor, one, args.runs)))
            except ScreenFailed as problem:
                print(f"Left out, because it failed: {one.title}: {problem}", flush=True)
    head = ("act", "empty CPU", "CPU", "messages", "act / empty")
    title = f"Acts inside a screen, {school.count_cases:,} cases ({verdict.machine()})"
    verdict.table(title, head, rows)


def _row(one: Tap, answers: Sequence[Answer], empties: Sequence[float]) -> tuple[object, ...]:
    used, empty = verdict.median([a.processor for a in answers]), verdict.median(empties)
    return (
        one.title,
        verdict.ms(empty),
        verdict.ms(used),
        answers[-1].count_messages,
        Promise(used / empty, MOST_OF_EMPTY),
    )


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=DEMO_CASES)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--only", nargs="*", help="words of the titles, in lower case")
    parser.add_argument("--folder", type=Path, default=PLACE)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(options()))
