"""Whether a change of the program left every fact and every figure as it was.

    python -m benchmarks.same_answers make FOLDER    a demo school and 200 random cases, kept there
    python -m benchmarks.same_answers list FOLDER    what facts and figures say of them

Make once, list in the checkout before the change and in the one after it, and compare the lines:
each has a name, the hash of the answer, and the answer as JSON.
"""

import dataclasses
import enum
import hashlib
import json
import math
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd

from analytics.figures import BY_KEY
from analytics.period import Period
from analytics.view import View
from casework.entries import NewEntry
from casework.errors import InputRefused, NotHere
from casework.figures import FigureFilter, Figures
from casework.people import WHOLE_SCHOOL, Action, Reach
from casework.records import SchoolClass
from data.school_key import SchoolKey
from data.store import Store
from demo import make_demo
from tests.cast import Cast, make_cast
from tests.histories import act_of, with_new_pupils

KEY = SchoolKey(bytes(range(32)), "5c001000-0000-4000-8000-000000000000")
DEMO_DAY, RANDOM_DAY = date(2026, 11, 29), date(2027, 7, 20)
COUNT_HISTORIES = 200
SEED = 11
RELATIONS = [f.name for f in dataclasses.fields(Figures) if "Relation" in str(f.type)]


def make(folder: Path) -> None:
    """A demo school and a school with random histories, closed, each with its key beside it."""
    make_demo(folder / "demo", KEY, today=DEMO_DAY).close()
    _keep_key(folder / "demo", KEY)
    cast = make_cast(folder / "random")
    draw = random.Random(SEED)
    for _ in range(COUNT_HISTORIES):
        _one_history(with_new_pupils(cast), draw)
    cast.store.close()
    _keep_key(folder / "random", cast.store.key)


def _one_history(cast: Cast, draw: random.Random) -> None:
    """One case: a melding, and 3 to 24 acts of which the rules may refuse some."""
    day, case_id = cast.today, cast.case().subject_id
    for _ in range(draw.randint(3, 24)):
        days = draw.choice((0, 0, 1, 3, 12))
        day += timedelta(days=days)
        desk = cast.desk("Samira", day)
        case = desk.cases.open(case_id).case
        act = act_of(case, (draw.randint(0, 12), draw.randint(0, 199), days), cast.pupils["Yusuf"])
        with suppress(InputRefused, NotHere):
            if isinstance(act, NewEntry):
                is_advice = act.payload.allowed.record is Action.ADVISE
                writer = cast.desk("Anneke", day) if is_advice else desk
                writer.cases.record(case_id, [act], seen=case.last_number, form_key=str(uuid4()))
            else:
                melding = cast.melding(reported_on=day)
                desk.cases.report(melding, form_key=str(uuid4()), join=case_id)


def _keep_key(school: Path, key: SchoolKey) -> None:
    text = json.dumps({"value": key.value.hex(), "school_id": key.school_id})
    school.with_suffix(".json").write_text(text, "utf-8")


def answers(school: Path, today: date) -> Iterator[tuple[str, Any]]:
    """The name of each answer with its value, of a copy of a kept school."""
    kept = json.loads(school.with_suffix(".json").read_text("utf-8"))
    key = SchoolKey(bytes.fromhex(kept["value"]), kept["school_id"])
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(school, Path(folder) / "school")
        store = Store.open(copy, key)
        yield from _of_facts(store, today)
        yield from _of_figures(store, today)
        store.close()


def _of_facts(store: Store, today: date) -> Iterator[tuple[str, Any]]:
    classes = frozenset(one.class_id for one in store.school.all_classes())
    summaries = store.facts.summaries(Reach(classes=classes), today)
    yield "summaries", sorted(map(_plain, summaries), key=str)
    whole = store.facts.figures(WHOLE_SCHOOL)(FigureFilter())
    for name in RELATIONS:
        yield f"relation {name}", _rows(getattr(whole, name))
    support = store.facts.support()
    yield "support consults", _rows(support.consults)
    hard = store.facts.case_figures(today, today - timedelta(days=333))
    yield "what makes a case hard", sorted(map(_plain, hard), key=str)


def _of_figures(store: Store, today: date) -> Iterator[tuple[str, Any]]:
    for filter_name, chosen in _filters(store.school.all_classes()).items():
        figures = store.facts.figures(WHOLE_SCHOOL)(chosen).with_exactness(
            is_exact=True, hidden_kinds=frozenset()
        )
        for view_name, view in _views(store, chosen, today).items():
            for key, figure in sorted(BY_KEY.items()):
                name = f"figure {key} | {filter_name} | {view_name}"
                try:
                    yield name, figure.compute(figures, view)
                except ValueError as error:
                    yield name, type(error).__name__


def _filters(classes: list[SchoolClass]) -> dict[str, FigureFilter]:
    teams = sorted({one.team_id for one in classes})
    newest = max(classes, key=lambda one: (one.school_year, one.name))
    return {
        "all": FigureFilter(),
        **{f"team {n}": FigureFilter(team_id=team) for n, team in enumerate(teams, start=1)},
        "year 2": FigureFilter(year_group=2),
        "one class": FigureFilter(class_id=newest.class_id),
        "verbal": FigureFilter(kind="verbal"),
    }


def _views(store: Store, chosen: FigureFilter, today: date) -> dict[str, View]:
    """Every school year up to today, this one beside the year before, and two replays."""
    years = sorted(store.school.school_years(), key=lambda year: year.starts_on)
    begun = [year for year in years if year.starts_on <= today]
    periods = {year.school_year: Period(year.starts_on, year.ends_on, today) for year in begun}
    first = begun[-1].starts_on
    periods["replay of a month"] = Period(first, date(2026, 10, 31), today)
    periods["replay as it was known"] = Period(first, date(2026, 11, 20), date(2026, 11, 20))
    views = {name: View(chosen, period, period) for name, period in periods.items()}
    if len(begun) > 1:
        a_year_ago = today.replace(year=today.year - 1)
        before = Period(begun[-2].starts_on, a_year_ago, a_year_ago)
        now = periods[begun[-1].school_year]
        views["beside the year before"] = View(chosen, now, now, before, before)
    return views


def _rows(relation: Any) -> list[Any]:
    """The columns and the rows of a relation, each in an order of its own values."""
    order = sorted(range(len(relation.columns)), key=lambda place: relation.columns[place])
    rows = [[_plain(row[place]) for place in order] for row in relation.fetchall()]
    return [[relation.columns[place] for place in order], *sorted(rows, key=str)]


def _plain(value: Any) -> Any:
    """A value as JSON can have it, without the names of classes and fields."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.DataFrame):
        frame = value.astype(object).itertuples(index=False, name=None)
        return [list(value.columns), *(_plain(row) for row in frame)]
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(one)] for key, one in value.items()), key=str)
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=str)
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 9)
    return value if isinstance(value, int | str) else str(value)


def main(arguments: list[str]) -> None:
    """Run one of the two commands."""
    command, folder = arguments[0], Path(arguments[1])
    if command == "make":
        make(folder)
        return
    for name, today in (("demo", DEMO_DAY), ("random", RANDOM_DAY)):
        for answer, value in answers(folder / name, today):
            text = json.dumps(_plain(value), ensure_ascii=False)
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            print(f"{name} {answer}\t{digest}\t{text}")


if __name__ == "__main__":
    main(sys.argv[1:])
