"""What every part of the register shares: names sealed, each change on record with who made it."""

import json
import logging
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from casework.change_log import COMMAND, VIA
from casework.errors import InputRefused, NotHere
from casework.name_spelling import tidy_name, tidy_person_name
from casework.people import PersonName
from data.cache import Memory
from data.database import Database
from data.ids import is_id
from data.rows import stored_moment
from data.transactions import Row
from data.vault import Vault

LONGEST_NAME = 120
COMMAND_LINE = "command line"
"""In the place of who changes something, when that is a command on the server."""
# What leaves every class, year and team as it was. A board has 16,000 classes a year, and somebody
# there moves or is added all day.
LEAVES_CLASSES = frozenset(
    {
        "pupil_added",
        "pupil_renamed",
        "pupil_moved",
        "pupil_left",
        "pupil_stays",
        "pupil_details",
        "pupils_merged",
        "pupils_split",
        "pupil_removed",
        "pupils_moved",
        "pupils_left",
        "staff_added",
        "staff_ended",
        "staff_renamed",
        "staff_email_set",
        "staff_reopened",
        "user_name_changed",
        "role_given",
        "role_ended",
        "role_asked",
        "role_granted",
        "role_refused",
        "own_roles",
        "notices_seen",
        "mentor_changed",
        "working_days_set",
        "away_added",
        "away_removed",
        "stand_in_added",
    }
)
MOST_KEPT = 5_000
MOST_BY_PUPIL = 500

_record = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


T = TypeVar("T")


class Register:
    """The base of the register's parts. `on_school_change` is called after each commit.

    `on_classes_changed` besides when a class got another name, team, year group or year.
    """

    def __init__(self, database: Database, vault: Vault, now: Clock = system_clock) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self.on_school_change: list[Callable[[], None]] = []
        self.on_classes_changed: list[Callable[[], None]] = []
        self._version = 0
        self._memory = Memory(lambda: self._version, MOST_KEPT)
        self._classes_version = 0
        self._class_memory = Memory(lambda: self._classes_version, MOST_KEPT)

    def _cached(self, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question, from memory while the register is the same.

        No answer holds names, but for the book of names (docs/decisions/0012). Who has written
        sees what is not there yet for others: that is asked each time.
        """
        return ask() if self._database.sees_own_changes else self._memory.answer(question, ask)

    def _kept_of_classes(self, question: Hashable, ask: Callable[[], T]) -> T:
        """The same for what follows from classes, years and teams alone."""
        return ask() if self._database.is_writing else self._class_memory.answer(question, ask)

    def _rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Rows of the register, from memory while it is the same; names in them are sealed."""
        question = (sql, *(tuple(p) if isinstance(p, list) else p for p in params))
        return self._cached(question, lambda: self._database.rows(sql, params))

    def _rows_by_pupil(self, sql: str, ids: list[str]) -> list[Row]:
        """Rows about these pupils, each of whom is kept apart: of any pair of them none is asked.

        The id of the pupil comes first in a row; names in them are sealed.
        """
        if self._database.sees_own_changes or len(ids) > MOST_BY_PUPIL:
            return self._database.rows(sql, (ids,)) if ids else []

        def ask(missing: list[str]) -> dict[str, list[Row]]:
            by_pupil: dict[str, list[Row]] = {}
            for row in self._database.rows(sql, (missing,)):
                by_pupil.setdefault(row[0], []).append(row)
            return by_pupil

        every = self._memory.answers(sql, ids, ask)
        return [row for rows in every.values() for row in rows]

    def _changing(
        self, kind: str, subject_id: str, by: str, **detail: str
    ) -> AbstractContextManager[None]:
        """One change in one transaction, with its line in the record of changes (no names).

        `detail`: what it was and became, in codes and days.
        """
        return self._changing_each(kind, [subject_id], by, **detail)

    @contextmanager
    def _changing_each(
        self, kind: str, subject_ids: Sequence[str], by: str, **detail: str
    ) -> Iterator[None]:
        """The same change of each of these, in one transaction, with a line for each of them."""
        with self._database.write():
            yield
            self._on_record(kind, subject_ids, by, **detail)
            if kind.partition(":")[0] not in LEAVES_CLASSES:
                self._database.after_commit(self._forget_classes)
            self._database.after_commit(self._notify)

    def _on_record(self, kind: str, subject_ids: Sequence[str], by: str, **detail: str) -> None:
        at, who = stored_moment(self._now()), by if is_id(by) else None
        on_record(self._database, at, who, kind, *subject_ids, detail=written_detail(by, detail))

    def forget(self, _staff_id: str = "") -> None:
        """What is remembered may be another by now: an account has changed."""
        self._forget()

    def _forget(self) -> None:
        self._version += 1
        self._memory.forget()

    def _forget_classes(self) -> None:
        self._classes_version += 1
        self._class_memory.forget()

    def _notify(self) -> None:
        self._forget()
        self._tell(self.on_school_change)

    def _tell_classes_changed(self) -> None:
        """What was recorded in a class reads otherwise from now on."""
        self._forget_classes()
        self._tell(self.on_classes_changed)

    def _tell(self, listeners: Sequence[Callable[[], None]]) -> None:
        for heard in listeners:
            try:
                heard()
            except Exception as fault:
                _record.error("after a change of the register: %s", type(fault).__name__)

    def _sealed_name(self, subject_id: str, name: PersonName, context: str) -> bytes:
        return self._vault.seal(subject_id, json.dumps([name.given, name.family]), context)

    def _name(self, subject_id: str, sealed: bytes, context: str) -> PersonName:
        text = self._vault.unseal(subject_id, sealed, context)
        return PersonName(*json.loads(text)) if text else PersonName("", "")


def on_record(
    database: Database,
    at: datetime,
    by: str | None,
    kind: str,
    *subject_ids: str,
    detail: str | None = None,
) -> None:
    """A line for each in the record of changes, in the transaction of the change; no names."""
    columns = ("changed_at", "changed_by", "kind", "subject_id", "detail")
    lines = [(at, by, kind, subject_id, detail) for subject_id in subject_ids]
    database.append("reference_change", columns, lines)


def written_detail(by: str, detail: Mapping[str, str]) -> str | None:
    """What a line says besides, as it is kept; also that it came from the command line."""
    said = {**detail, VIA: COMMAND} if by == COMMAND_LINE else detail
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False) if said else None


def checked_name(name: PersonName, *, needs_given: bool = False) -> PersonName:
    """The name as it is kept; InputRefused when nothing is left of it or it is far too long."""
    return tidy_person_name(name, "name", needs_given=needs_given)


def checked_text(text: str, what: str) -> str:
    """The text, tidied; InputRefused when nothing is left of it."""
    tidied = tidy_name(text, what)
    if not tidied:
        raise InputRefused(f"Vul een {what} in.", what)
    if len(tidied) > LONGEST_NAME:
        raise InputRefused(f"Deze {what} is te lang; er passen {LONGEST_NAME} tekens in.", what)
    return tidied


def known_id(text: str) -> str:
    """The id as it is kept; NotHere when it cannot be one."""
    if not is_id(text):
        raise NotHere()
    return text.lower()
