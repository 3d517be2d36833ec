"""The read log, as the casework asks for it, and what was made of unusual reading."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Protocol

from casework.read_log import ReadAct, ReadEvent, ReadingReview, ReadLine, ReadLogSearch


class AccessLog(Protocol):
    """Who opened which case or signal, when; append-only."""

    def noted(
        self,
        staff_id: str,
        subject_id: str,
        act: ReadAct,
        at: datetime,
        visit: str,
        reason: str = "",
        pupil_ids: Collection[str] = (),
    ) -> None:
        """Log that somebody saw a case, signal, pupil, class or team, and how.

        Without a subject it is about the school. The same act on the same visit is logged once.
        `pupil_ids`: who showed there, where that does not follow from a case; whoever shows later
        on the same visit is a line more.
        """
        ...

    def noted_each(
        self,
        staff_id: str,
        subject_ids: Iterable[str],
        act: ReadAct,
        at: datetime,
        visit: str,
        reason: str = "",
    ) -> None:
        """The same of each of these, all of them or none."""
        ...

    def count(self, sought: ReadLogSearch) -> int: ...
    def lines(self, first: date, last: date) -> list[ReadLine]: ...
    def search(self, sought: ReadLogSearch, rows_of_page: slice = slice(None)) -> list[ReadLine]:
        """The visits that are asked for, the newest first; of these rows alone."""
        ...

    def events(self, first: date, last: date) -> list[ReadEvent]:
        """Every act of reading of these days, both included, the oldest first."""
        ...

    def labels(self, subject_ids: Collection[str]) -> dict[str, str]:
        """What each of these cases and signals is called in the log."""
        ...

    def newest_number(self) -> int:
        """The number of the last line: another one after each."""
        ...

    def verify(self) -> list[str]:
        """What is wrong with the chain, in Dutch; nothing when every line is as it was written."""
        ...

    def opened_by(self, staff_id: str, case_ids: Iterable[str]) -> set[str]:
        """Which of these cases this person ever opened."""
        ...

    def opened_with_reason(self, staff_id: str, since: datetime) -> set[str]:
        """The cases for which this person gave a reason from that moment on."""
        ...

    def reasons_of(self, case_id: str) -> list[ReadLine]:
        """The lines of who opened this case with a reason, the newest first."""
        ...

    def count_opened(self, staff_id: str) -> int:
        """How often this person opened anything while the store is open: another number after."""
        ...

    def opened_since(self, case_id: str, since: datetime) -> set[str]:
        """Who opened this case from that moment (UTC) on."""
        ...

    def last_opened(self, staff_id: str, case_ids: Iterable[str]) -> dict[str, datetime]:
        """When this person last opened each of these cases (UTC); none that never was."""
        ...


class ReadingReviews(Protocol):
    """What was made of unusual reading."""

    def all(self) -> dict[str, ReadingReview]:
        """Every review, by the key of what it is about."""
        ...

    def add(self, key: str, note: str, *, by: str, at: datetime) -> None:
        """Somebody looked at it; the first who did stands."""
        ...
