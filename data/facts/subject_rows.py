"""The rows of facts of each subject, made from its entries in the log."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

import duckdb

from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.cases.involvement import asked_roles
from casework.entries import KINDS, CaseOpened, Entry, SignalSent
from casework.entries.effective import EffectiveEntries
from casework.facts.of_cases import case_rows
from casework.facts.of_classes import class_rows
from casework.facts.of_signals import signal_rows
from casework.facts.of_steps import step_rows
from casework.facts.rows import FactRow, StepRow
from casework.people import Role
from casework.records import PutRight
from casework.school_days import SchoolDays
from casework.signals.signal import Signal
from data.rows import EntryRow, as_entry, in_present_class

Row = TypeVar("Row")
FETCHED_AT_ONCE = 10_000
_CODED = """
select
    cast(subject_id as varchar), number, kind, step, cast(pupil_id as varchar), happened_on,
    recorded_at, cast(recorded_by as varchar), card_version, coded, null
from entry
"""

_record = logging.getLogger(__name__)


class SubjectRows:
    """Makes the rows of subjects as the cases, signals and classes themselves say it.

    `cards` are the versions of the card by number. A case under a version that the school never had
    has no steps.
    """

    def __init__(
        self,
        cards: Mapping[int, ActionCard],
        school_days: SchoolDays,
        put_right: PutRight | None = None,
    ) -> None:
        self._cards = cards
        self._newest = cards[max(cards)]
        self._school_days = school_days
        self._put_right = put_right or PutRight()

    def facts(self, entries: Sequence[Entry]) -> list[FactRow]:
        """The rows of one subject that follow from its entries alone."""
        return _without_fault(self._facts, self._in_present_classes(entries))

    def steps(self, entries: Sequence[Entry]) -> list[StepRow]:
        """The rows of the steps of one subject; of what is no case there are none."""
        return _without_fault(self._steps, self._in_present_classes(entries))

    def _in_present_classes(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        if not self._put_right:
            return entries
        return [in_present_class(entry, self._put_right) for entry in entries]

    def _facts(self, entries: Sequence[Entry]) -> Iterable[FactRow]:
        first = entries[0]
        if isinstance(first.payload, CaseOpened):
            return case_rows(self._case(entries, self._newest), self._asked(entries))
        if isinstance(first.payload, SignalSent):
            day = first.happened_on
            return signal_rows(Signal.from_entries(entries, self._newest, self._school_days, day))
        return class_rows(first.subject_id, EffectiveEntries(entries))

    def _asked(self, entries: Sequence[Entry]) -> frozenset[Role]:
        """Who has a part in a case by its own card, which few cards give below their level."""
        card = self._cards.get(entries[0].card_version)
        if card is None or not card.gives_early_parts:
            return frozenset()
        return asked_roles(self._case(entries, card))

    def _steps(self, entries: Sequence[Entry]) -> Iterable[StepRow]:
        card = self._cards.get(entries[0].card_version)
        if card is None or not isinstance(entries[0].payload, CaseOpened):
            return ()
        return step_rows(self._case(entries, card))

    def _case(self, entries: Sequence[Entry], card: ActionCard) -> Case:
        # No fact depends on today; any day will do.
        return Case.from_entries(entries, card, self._school_days, entries[0].happened_on)


def _without_fault(
    make: Callable[[Sequence[Entry]], Iterable[Row]], entries: Sequence[Entry]
) -> list[Row]:
    """What is made of one subject; one that cannot be read takes no others along."""
    try:
        return list(make(entries)) if entries else []
    except Exception as fault:
        _record.error("a subject has no facts: %s", type(fault).__name__)
        return []


def entries_of(
    cursor: duckdb.DuckDBPyConnection, subject_ids: Iterable[str], kept: Mapping[str, str]
) -> list[list[Entry]]:
    """The entries of each of these subjects, without their words; `kept` as `as_entry` has it."""
    return list(
        _by_subject(
            (
                row
                for subject_id in subject_ids
                # One by one, because each is found by its key.
                for row in _rows(
                    cursor, f"{_CODED} where subject_id = $1 order by number", subject_id
                )
            ),
            kept,
        )
    )


def all_entries(
    cursor: duckdb.DuckDBPyConnection, at_once: int, kept: Mapping[str, str]
) -> Iterator[list[Entry]]:
    """The entries of every subject; `at_once` of them are sorted at a time, whole subjects.

    The cursor is for this alone until the last one is read.
    """
    (count_entries,) = _rows(cursor, "select count(*) from entry")[0]
    if not count_entries:
        return
    parts = 1 + count_entries // at_once
    for part in range(parts):
        some = f"where hash(subject_id) % {parts} = {part}" if parts > 1 else ""
        cursor.execute(f"{_CODED} {some} order by subject_id, number")
        yield from _by_subject(_fetched(cursor), kept)


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(FETCHED_AT_ONCE):
        yield from rows


def _by_subject(rows: Iterable[tuple[Any, ...]], kept: Mapping[str, str]) -> Iterator[list[Entry]]:
    """Entries of a kind that this version does not know are left out."""
    for _, of_subject in groupby(rows, key=lambda row: row[0]):
        try:
            entries = [as_entry(EntryRow(*row), kept=kept) for row in of_subject if row[2] in KINDS]
        except ValueError as fault:
            _record.error("a subject has no facts: %s", type(fault).__name__)
            continue
        if entries:
            yield entries


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, *params: Any) -> list[tuple[Any, ...]]:
    return cursor.execute(sql, list(params)).fetchall()
