"""Which cases are in whose sight: kept by reach, and put right for the cases written in since.

Somebody writes all the time at a board; a list of ten cases is not looked up anew among a hundred
thousand because a colleague at another school wrote a note.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from casework.cases.involvement import is_past
from casework.people import CaseTies, Home, Reach, Role
from casework.records import CaseSummary

MOST_NOTED = 2_000
MOST_KEPT = 500


class Journal:
    """The subjects that were written in, in that order; places in it only grow.

    Whoever keeps an answer remembers the end before asking, and hears what was written since.
    """

    def __init__(self) -> None:
        # One value, so that a reader never sees half of a change.
        self._noted: tuple[int, list[str]] = (0, [])
        self.beginnings = 0
        """Another number after everything changed at once."""

    @property
    def end(self) -> int:
        """The place of what is noted next."""
        first, subjects = self._noted
        return first + len(subjects)

    def note(self, subject_ids: Iterable[str]) -> None:
        """These were written in, and whoever asks now is told so by the tables."""
        first, before = self._noted
        subjects = [*before, *subject_ids]
        surplus = max(0, len(subjects) - MOST_NOTED)
        self._noted = (first + surplus, subjects[surplus:])

    def begin_anew(self) -> None:
        """What was answered before says nothing any more."""
        self.beginnings += 1
        self._noted = (self.end + 1, [])

    def since(self, place: int) -> Mapping[str, int] | None:
        """Each subject written in from that place on, with its last place; None: everything."""
        first, subjects = self._noted
        if place < first:
            return None
        return {subject: first + n for n, subject in enumerate(subjects) if first + n >= place}


@dataclass(frozen=True)
class CaseLine:
    """A case in a line, with what decides in whose sight it is on one day."""

    summary: CaseSummary
    homes: tuple[Home, ...]
    is_consulted: bool
    members: frozenset[str]
    asked: frozenset[Role] = frozenset()

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> "CaseLine":
        """From a row of case_columns.sql with case_line.sql."""
        *columns, homes, turn, is_consulted, members, asked = row
        places = tuple(Home(class_id, int(group), team) for class_id, group, team in homes or ())
        summary = summary_of(tuple(columns), turn or "")
        roles = frozenset(map(Role, asked or ()))
        return cls(summary, places, bool(is_consulted), frozenset(members or ()), roles)

    def is_within(self, reach: Reach, today: date) -> bool:
        """Whether this case is in sight of somebody with that reach."""
        summary = self.summary
        return reach.sees(
            CaseTies(
                homes=self.homes,
                level=summary.level,
                asked=self.asked,
                is_consulted=self.is_consulted or reach.member in self.members,
                is_past=is_past(summary.closed_on, summary.consult_turn, today),
            )
        )


@dataclass(frozen=True)
class Sight:
    """The cases within a reach on a day; `version` differs after something in one of them.

    `place` is how far the journal had come.
    """

    cases: Mapping[str, CaseSummary]
    place: int
    version: int


class Sights:
    """What is in whose sight. `look` looks up all, `line` one case; None when it is no case."""

    def __init__(
        self,
        journal: Journal,
        look: Callable[[Reach, date], Iterable[CaseSummary]],
        line: Callable[[str, date, int], CaseLine | None],
    ) -> None:
        self._journal = journal
        self._look = look
        self._line = line
        self._versions = count(1)
        self._kept: dict[tuple[Reach, date], Sight] = {}

    def sight(self, reach: Reach, today: date) -> Sight:
        """What is in sight now."""
        place, kept = self._journal.end, self._kept.get((reach, today))
        changed = self._journal.since(kept.place) if kept else None
        if kept is None or changed is None:
            cases = {summary.case_id: summary for summary in self._look(reach, today)}
            sight = Sight(cases, place, next(self._versions))
        elif changed:
            sight = self._put_right(kept, changed, place, reach, today)
        else:
            return kept
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[reach, today] = sight
        return sight

    def _put_right(
        self, kept: Sight, changed: Mapping[str, int], place: int, reach: Reach, today: date
    ) -> Sight:
        cases, is_touched = dict(kept.cases), False
        for case_id, last in changed.items():
            line = self._line(case_id, today, last)
            was_in_sight = cases.pop(case_id, None) is not None
            if line is not None and line.is_within(reach, today):
                cases[case_id] = line.summary
            is_touched = is_touched or was_in_sight or case_id in cases
        return Sight(cases, place, next(self._versions) if is_touched else kept.version)


def summary_of(row: tuple[Any, ...], turn: str) -> CaseSummary:
    """A case in one line, from the columns of case_columns.sql."""
    (case_id, label, state, level, opened_on, last_report_on, serious, group_level) = row[:8]
    kinds, closed_on, ending, class_names, pupil_ids, roles = row[8:]
    parts = sorted(zip(map(str, pupil_ids or ()), roles or (), strict=True))
    return CaseSummary(
        str(case_id),
        label,
        state,
        level,
        opened_on,
        last_report_on,
        bool(serious),
        bool(group_level),
        tuple(kinds or ()),
        tuple(sorted({name for name in class_names or () if name})),
        tuple(pupil_id for pupil_id, _ in parts),
        closed_on,
        ending or "",
        turn,
        tuple(role for _, role in parts),
    )
