"""Whatever somebody does at a desk is one commit: a stop halfway leaves it done or not done."""

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

from casework.desk.access import Room
from data.database import Database
from data.mark import Position


class _Act(threading.local):
    """The act of this thread, and the numbers of the commits that it made."""

    is_going_on = False
    numbers: tuple[int, ...] = ()


@contextmanager
def each_act_is_one_commit() -> Iterator[None]:
    """Inside, a method of a desk that makes more than one commit fails.

    Of a look at several things the read log has a line for each: that is no half a change.
    """
    act, note = _Act(), Database._note

    def noted(database: Database, tip: Position) -> None:
        act.numbers = (*act.numbers, tip.count) if act.is_going_on else ()
        note(database, tip)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_note", noted)
        for room in set(_rooms_below(Room)):
            for name, method in vars(room).items():
                # What stays open while others work in it has no commit of its own.
                stays_open = inspect.isgeneratorfunction(inspect.unwrap(method))
                if inspect.isfunction(method) and not name.startswith("_") and not stays_open:
                    patch.setattr(room, name, _counted(method, f"{room.__name__}.{name}", act))
        yield


def _rooms_below(room: type[Room]) -> Iterator[type[Room]]:
    for one in room.__subclasses__():
        yield one
        yield from _rooms_below(one)


def _counted(method: Callable[..., Any], name: str, act: _Act) -> Callable[..., Any]:
    @wraps(method)
    def done(room: Room, *args: Any, **named: Any) -> Any:
        database: Database = room._access.store.database  # type: ignore[attr-defined]
        if act.is_going_on or database.is_writing:
            return method(room, *args, **named)
        act.is_going_on, act.numbers = True, ()
        try:
            result = method(room, *args, **named)
        finally:
            act.is_going_on = False
        assert _count_changes(database, act.numbers) <= 1, f"{name} takes more than one commit"
        return result

    return done


def _count_changes(database: Database, numbers: tuple[int, ...]) -> int:
    """How many of these commits are more than a line of the read log."""
    if len(numbers) < 2:
        return len(numbers)
    sql = "select counts from ledger where number = any($1::bigint[])"
    return sum("access_log" not in counts for (counts,) in database.rows(sql, (list(numbers),)))
