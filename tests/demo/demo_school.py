"""The demo school as the tests here use it: how it is made, and its cases read back once."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from analytics.period import Period
from casework.cases.case import Case
from casework.entries import Entry
from data import school_key
from data.store import Store
from demo import make_demo

TODAY = date(2026, 11, 24)
LAST_YEAR = Period(date(2025, 8, 1), date(2026, 7, 31), TODAY)
THIS_YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), TODAY)


def make(folder: Path, today: date = TODAY, **options: int) -> Store:
    """A demo school in `folder`, open; `options` are those of `make_demo`."""
    folder.mkdir(parents=True, exist_ok=True)
    return make_demo(folder, school_key.make(folder), today=today, **options)


@lru_cache(maxsize=4)
def histories(store: Store, one_in: int = 1) -> list[list[Entry]]:
    """The entries of every case, or of one in so many, in the order of the ids."""
    ids = [row[0] for row in store.database.rows("select case_id from case_number order by 1")]
    return [store.log.entries(case_id) for case_id in ids[::one_in]]


def folded(store: Store, history: list[Entry]) -> Case:
    """The case that these entries add up to."""
    card = store.cards.version(history[0].card_version)
    return Case.from_entries(history, card, store.school.school_days(), TODAY)


@lru_cache(maxsize=1)
def all_cases(store: Store) -> list[Case]:
    """Every case as it is on TODAY, in the order of the ids."""
    return [folded(store, history) for history in histories(store)]


def cases(store: Store) -> list[Case]:
    """Every case that was not merged into another one."""
    return [case for case in all_cases(store) if not case.merged_into]
