"""Who read what: in numbers for a beheerder, line by line for who looks after privacy."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.desk.access import Room
from casework.desk.office_rules import check_look_back
from casework.desk.register_search import FoundPupils, find_pupils
from casework.errors import NotHere
from casework.name_order import text_key
from casework.people import Action
from casework.read_log import IN_READ_LOG, ReadAct, ReadLine, ReadLogSearch
from casework.words import AMSTERDAM

CASE_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")
NOBODY = "onbekend"


@dataclass(frozen=True)
class ReaderCounts:
    """How often one colleague read in some days, by act; and on how many of these days."""

    name: str
    by_act: Mapping[ReadAct, int]
    count_days: int

    @property
    def total(self) -> int:
        """All acts together."""
        return sum(self.by_act.values())


@dataclass(frozen=True)
class ReadingNumbers(Room):
    """How much is read, for a beheerder: no case, no signal and no pupil."""

    _needs = Action.SEE_READ_LOG

    def counts(self, first: date | None, last: date | None) -> list[ReaderCounts]:
        """A line for each colleague who read anything in these days, who read most on top."""
        access = self._access
        days = check_look_back(first, last)
        access.log_read(ReadAct.LOOKED_UP, reason=IN_READ_LOG)
        events = access.store.access_log.events(*days)
        acts: dict[str, Counter[ReadAct]] = {}
        read_on: dict[str, set[date]] = {}
        for event in events:
            acts.setdefault(event.staff_id, Counter())[event.act] += 1
            day = event.read_at.astimezone(AMSTERDAM).date()
            read_on.setdefault(event.staff_id, set()).add(day)
        names = access.names_of(acts)
        counts = [
            ReaderCounts(names.get(one, NOBODY), acts[one], len(read_on[one])) for one in acts
        ]
        return sorted(counts, key=lambda one: (-one.total, text_key(one.name)))


@dataclass(frozen=True)
class WhoRead(Room):
    """Who saw which case and which pupil, for who looks after privacy; no word of a case."""

    _needs = Action.SEE_WHO_READ

    def lines(
        self, first: date | None, last: date | None, rows: slice = slice(None), typed: str = ""
    ) -> list[ReadLine]:
        """Who read what in these days, the newest first.

        `typed` is a case number, or a part of the name of a colleague; `rows` are those of a page.
        """
        return self._search(self._sought(first, last, typed), rows)

    def count(self, first: date | None, last: date | None, typed: str = "") -> int:
        """How many lines `lines` has in all; that somebody looks, is a line itself."""
        self._access.log_read(ReadAct.LOOKED_UP, reason=IN_READ_LOG)
        return self._access.store.access_log.count(self._sought(first, last, typed))

    def find_pupils(self, typed: str) -> FoundPupils:
        """Pupils by a part of any name, by leerlingnummer or by class; who left as well."""
        return find_pupils(self._access, typed)

    def lines_of_pupil(
        self, pupil_id: str, first: date | None, last: date | None, rows: slice = slice(None)
    ) -> list[ReadLine]:
        """Who saw anything about this pupil in these days, the newest first.

        The own page, every case and signal with the pupil in it, and every list or search in which
        the name stood.
        """
        return self._search(self._of_pupil(pupil_id, first, last), rows)

    def count_of_pupil(self, pupil_id: str, first: date | None, last: date | None) -> int:
        """How many lines `lines_of_pupil` has in all; this look at the pupil is logged."""
        sought = self._of_pupil(pupil_id, first, last)
        self._access.log_names(ReadAct.LOOKED_UP, IN_READ_LOG, [pupil_id])
        return self._access.store.access_log.count(sought)

    def _search(self, sought: ReadLogSearch, rows: slice) -> list[ReadLine]:
        lines = self._access.store.access_log.search(sought, rows)
        return [line.without_typed_reason for line in lines]

    def _of_pupil(self, pupil_id: str, first: date | None, last: date | None) -> ReadLogSearch:
        school = self._access.store.school
        if not school.pupils([pupil_id], self._access.today):
            raise NotHere
        merged = [one for one, into in school.merged_pupils().items() if into == pupil_id]
        days = check_look_back(first, last)
        return ReadLogSearch(*days, pupil_ids=(pupil_id, *merged))

    def _sought(self, first: date | None, last: date | None, typed: str) -> ReadLogSearch:
        days = check_look_back(first, last)
        if not typed.strip():
            return ReadLogSearch(*days)
        if number := CASE_NUMBER.fullmatch(typed.strip()):
            return ReadLogSearch(*days, case=(int(number[1]), int(number[2])))
        finder = self._access.store.school.staff_finder(self._access.today)
        people = [*finder.find(typed), *finder.find(typed, is_active=False)]
        return ReadLogSearch(*days, tuple(member.staff_id for member in people))
