"""Whether the sentences of Trends are right, in schools of which it is known what happened.

Each story is a made-up team in two school years, drawn 200 times, through the real functions of
analytics. Nothing is timed here.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np

from analytics.findings import RULES, Kind, findings
from analytics.measured import measured
from analytics.overview import in_sight
from analytics.period import Period
from benchmarks import verdict
from casework.figures import Figures
from tests.unit.small_schools import SCHEMAS, SmallSchool

FIRST = date(2025, 8, 1)
DAY = timedelta(days=1)
YEARS = (
    Period(date(2025, 9, 1), date(2026, 7, 3), date(2026, 7, 3)),
    Period(date(2026, 8, 31), date(2027, 7, 2), date(2027, 7, 2)),
)
CLASSES = 12
PUPILS = 25
CLAIMS = (Kind.BETTER, Kind.WORSE, Kind.MORE, Kind.FEWER)


@dataclass(frozen=True)
class Year:
    """What is true of a team in one year; days are school days."""

    cases: float = 60
    on_time: float = 0.72
    median_days: float = 30
    level_2: float = 0.32
    back: float = 0.2
    parents: float = 0.72
    hours: float = 45


USUAL = Year()
GOOD = Year(45, 0.85, 20, 0.2, 0.1, 0.85, 62)
BAD = Year(75, 0.6, 40, 0.45, 0.3, 0.6, 32)
STORIES = {
    "improves": (BAD, GOOD),
    "gets worse": (GOOD, BAD),
    "only chance": (USUAL, USUAL),
    "too few to say": (Year(cases=3, hours=2), Year(cases=3, hours=2)),
}


def right_of(story: str, figure: str) -> Kind:
    """The kind of sentence that tells what is true."""
    rule = next(rule for rule in RULES if rule.figure == figure)
    if story == "only chance":
        return Kind.CHANCE
    if story == "too few to say":
        return Kind.TOO_FEW
    is_better = story == "improves"
    if figure == "reports":
        return Kind.FEWER if is_better else Kind.MORE
    return next(kind for kind in (rule.rose, rule.fell) if (kind is Kind.BETTER) == is_better)


def school_of(story: str, rng: np.random.Generator) -> SmallSchool:
    """A team with two years of cases; moments of nazorg in one case go together."""
    rows: dict[str, list[dict[str, Any]]] = {
        **{name: [] for name in ("cases", "reports", "aftercare", "steps", "closings")},
        **{name: [] for name in ("prevention", "scores", "card")},
    }
    for period, year in zip(YEARS, STORIES[story], strict=True):
        for _ in range(rng.poisson(year.hours)):
            held = {"class_id": f"c{rng.integers(CLASSES)}", "held_on": _day(period, rng)}
            rows["prevention"].append(held)
        for number in range(rng.poisson(year.cases)):
            _add_case(rows, f"{period.start.year}-{number}", period, year, rng)
    return SmallSchool(rows, _ALIKE.engine)


def _add_case(
    rows: dict[str, list[dict[str, Any]]],
    case_id: str,
    period: Period,
    year: Year,
    rng: np.random.Generator,
) -> None:
    place = int(rng.integers(CLASSES))
    home = {"class_id": f"c{place}", "year_group": 1 + place // 4, "team_id": "t"}
    opened = _day(period, rng)
    stopped = _later(opened, rng.exponential(year.median_days / np.log(2)))
    level_2 = _later(opened, rng.uniform(5, 50)) if rng.random() < year.level_2 else None
    closed = _later(stopped, 45)
    case = {"case_id": case_id, "opened_on": opened, "stopped_on": stopped, "level_2_on": level_2}
    rows["cases"].append({**case, "closed_on": closed, "ending": "stopped", **home})
    for number, day in enumerate([opened, *([level_2] if level_2 else [])], 1):
        melding = {"case_id": case_id, "number": number, "reported_on": day, "kinds": ["verbal"]}
        rows["reports"].append({**melding, "places": [], **home})
    keeps = rng.beta(2 * year.on_time, 2 * (1 - year.on_time))
    for number, (kind, term) in enumerate(
        [("target", 10), ("displaying", 10), ("target", 30), ("parents", 30)], 1
    ):
        due = _later(stopped, term)
        done = _later(due, 2 if rng.random() < keeps else 12)
        moment = {"case_id": case_id, "number": number, "kind": kind, "due_on": due}
        window = {"window_ends_on": _later(due, 5), "done_on": done, "set_aside": False}
        rows["aftercare"].append({**moment, **window, "pupil_in_case": 1, "outcome": "stopped"})
    told = _later(opened, 3 if rng.random() < year.parents else 9)
    for side in ("target", "displaying"):
        due = _later(opened, 5)
        step = {"case_id": case_id, "step": "parents", "form": "parents_informed", "side": side}
        done = {"status": "done", "done_on": told, "first_done_on": told, "is_required": True}
        rows["steps"].append({**step, **done, "due_on": due, "in_time_until": due, **home})
    back = _later(closed, rng.uniform(5, 60)) if rng.random() < year.back else None
    followed = YEARS[-1].end
    rows["closings"].append(
        {"closed_on": closed, "ending": "stopped", "next_report_on": back}
        | {"followed_until": followed}
    )


def _day(period: Period, rng: np.random.Generator) -> date:
    """A school day, with room for the case to run its course within the year."""
    day = period.start + int(rng.integers((period.end - period.start).days)) * DAY
    return day if day.weekday() < 5 else day - 2 * DAY


def _later(day: date, school_days: float) -> date:
    weeks, rest = divmod(round(school_days) + day.weekday(), 5)
    return day + timedelta(weeks=weeks, days=rest - day.weekday())


def _calendar() -> list[dict[str, Any]]:
    days = [FIRST + n * DAY for n in range(5 * 365)]
    ordinals = np.cumsum([day.weekday() < 5 for day in days])
    return [{"day": day, "ordinal": int(n)} for day, n in zip(days, ordinals, strict=True)]


def _classes() -> list[dict[str, Any]]:
    return [
        {"class_id": f"c{n}", "class_name": f"{1 + n // 4}{'ABCD'[n % 4]}", "team_id": "t"}
        | {"year_group": 1 + n // 4, "team_name": "onderbouw", "school_year": year}
        for year in ("2025-2026", "2026-2027")[1:]
        for n in range(CLASSES)
    ]


def _enrolments() -> list[dict[str, Any]]:
    return [
        {"pupil_number": n, "class_id": f"c{n // PUPILS}", "starts_on": FIRST}
        for n in range(CLASSES * PUPILS)
    ]


_ALIKE = SmallSchool({"calendar": _calendar(), "classes": _classes(), "enrolments": _enrolments()})
_ALIKE.engine.execute("set threads = 1")
FIXED = {name: _ALIKE.relation(name) for name in _ALIKE.rows}
"""What is the same in every story, made once."""


def told(story: str, rng: np.random.Generator, *, is_hidden: bool) -> dict[str, Kind]:
    """The kinds of sentences about one made-up team, by figure."""
    made = school_of(story, rng)
    relations = {name: made.relation(name) for name in SCHEMAS if name not in FIXED}
    figures = Figures(**relations | FIXED, may_open_all=not is_hidden)
    everything = figures if is_hidden else None
    before, now = (
        measured(figures, period, in_sight(figures, period, everything)) for period in YEARS
    )
    return {one.figure: one.kind for one in findings(now, before)}


def _screen(story: str, seed: int, number: int, *, is_hidden: bool) -> dict[str, Kind]:
    return told(story, np.random.default_rng([seed, number]), is_hidden=is_hidden)


def main(args: argparse.Namespace) -> None:
    """Each story, and what was said."""
    rows = []
    numbers = range(args.first, args.first + args.times)
    for story in args.stories:
        tell = partial(_screen, story, args.seed, is_hidden=args.hidden)
        with ProcessPoolExecutor(args.processes, get_context("spawn")) as pool:
            screens = list(pool.map(tell, numbers, chunksize=5))
        rows.append(_row(story, screens))
        verdict.table(f"{story}, by figure", ("figure", "sentences"), _by_figure(screens))
    heads = ("story", "right", "not sure", "wrong", "screens with a wrong claim")
    verdict.table(f"Sentences in {args.times} made-up teams a story", heads, rows)


def _row(story: str, screens: Sequence[dict[str, Kind]]) -> tuple[str, ...]:
    pairs = [(kind, right_of(story, figure)) for one in screens for figure, kind in one.items()]
    right = sum(kind is meant for kind, meant in pairs)
    wrong = sum(kind in CLAIMS and kind is not meant for kind, meant in pairs)
    claims = sum(
        any(kind in CLAIMS and kind is not right_of(story, f) for f, kind in one.items())
        for one in screens
    )
    shares = (right, len(pairs) - right - wrong, wrong)
    return (
        story,
        *(f"{100 * n / len(pairs):.1f} %" for n in shares),
        f"{claims} of {len(screens)}",
    )


def _by_figure(screens: Sequence[dict[str, Kind]]) -> list[tuple[str, str]]:
    found = []
    for rule in RULES:
        kinds = Counter(one[rule.figure].value for one in screens if rule.figure in one)
        if kinds:
            found.append((rule.figure, ", ".join(f"{k} {n}" for k, n in kinds.most_common())))
    return found


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", nargs="+", choices=STORIES, default=list(STORIES))
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first team")
    parser.add_argument("--seed", type=int, default=20_261_126)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--hidden", action="store_true", help="with small numbers hidden")
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
