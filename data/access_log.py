"""Who saw which case, signal or pupil: appended only, each line with the hash of all before it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from casework.read_log import ReadAct
from data.database import Database
from data.ids import is_id, only_ids
from data.mark import Position, link, position_of
from data.read_lines import ACT, ReadLines
from data.rows import shown_moment, stored_moment
from data.school import School
from data.transactions import Row
from data.vault import Vault

READS_TIP = "select max(number), arg_max(chain, number) from access_log"
COLUMNS = "number, read_at, staff_id, case_id, visit, sealed_reason, act, pupils, chain"
BATCH = 50_000
MOST_NOTED = 10_000
# What showed beside something else, or in a list of hits, was not opened.
NO_OPENING = frozenset({ReadAct.SEEN, ReadAct.SEARCHED, ReadAct.LOOKED_UP})
# Of what is hashed in a line: what came later, and is empty in the lines of before.
LATER = 2


class Look(NamedTuple):
    """One act of reading on one visit, which is logged once."""

    staff_id: str
    subject_id: str
    visit: str
    act: ReadAct


class AccessLogStore(ReadLines):
    """Implements `casework.ports.access_log.AccessLog`; reasons are sealed under the case's key."""

    def __init__(self, database: Database, vault: Vault, school: School) -> None:
        super().__init__(database, vault, school)
        self._opened: dict[str, dict[str, datetime]] = {}
        self._counts: Counter[str] = Counter()
        self._visits_noted: dict[Look, frozenset[str]] = {}

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
        """Log one act of reading; the same on the same visit once, a malformed id never.

        Again when other pupils show on that visit than so far: those alone.
        """
        subject_id = subject_id or self._vault.school_id
        if not (is_id(staff_id) and is_id(subject_id)):
            return
        look = Look(staff_id.lower(), subject_id.lower(), visit, act)
        so_far = self._visits_noted.get(look)
        pupils = frozenset(only_ids(pupil_ids)) - (so_far or frozenset())
        if so_far is not None and not pupils:
            return
        with self._database.write():
            if pupils or not self._is_in_file(look):
                self._add(look, stored_moment(at), reason, " ".join(sorted(pupils)))
            self._database.after_commit(lambda: self._note_visit(look, pupils))

    def noted_each(
        self,
        staff_id: str,
        subject_ids: Iterable[str],
        act: ReadAct,
        at: datetime,
        visit: str,
        reason: str = "",
    ) -> None:
        """Log the same act of reading of each of these, in one commit; none when all are logged."""
        who = staff_id.lower()
        fresh = [
            one
            for one in subject_ids
            if Look(who, one.lower(), visit, act) not in self._visits_noted
        ]
        if fresh:
            with self._database.write():
                for subject_id in fresh:
                    self.noted(staff_id, subject_id, act, at, visit, reason)

    def _is_in_file(self, look: Look) -> bool:
        sql = "select 1 from access_log where staff_id = $1 and case_id = $2 and visit = $3"
        return self._database.one(f"{sql} and act = $4", look) is not None

    def _note_visit(self, look: Look, pupils: frozenset[str]) -> None:
        """A visit is logged at every run of a screen: what is in the log for good is known."""
        if len(self._visits_noted) >= MOST_NOTED:
            self._visits_noted.clear()
        self._visits_noted[look] = self._visits_noted.get(look, frozenset()) | pupils

    def opened_by(self, staff_id: str, case_ids: Iterable[str]) -> set[str]:
        """Which of these cases this person ever opened; the log is read once for each person.

        A case that only showed beside another one was not opened.
        """
        return set(self.last_opened(staff_id, case_ids))

    def count_opened(self, staff_id: str) -> int:
        """How often this person opened anything while the store is open: another number after."""
        return self._counts[staff_id.lower()]

    def last_opened(self, staff_id: str, case_ids: Iterable[str]) -> dict[str, datetime]:
        """When this person last opened each of these cases (UTC); none that never was."""
        ids = set(only_ids(case_ids))
        if not (ids and is_id(staff_id)):
            return {}
        known = self._opened_so_far(staff_id.lower())
        return {case_id: known[case_id] for case_id in ids & known.keys()}

    def opened_since(self, case_id: str, since: datetime) -> set[str]:
        """Who opened this case from that moment (UTC) on."""
        if not is_id(case_id):
            return set()
        sql = f"select staff_id, {ACT} from access_log r where case_id = $1 and read_at >= $2"
        rows = self._database.rows(sql, (case_id, stored_moment(since)))
        return {str(staff_id) for staff_id, act in rows if act not in NO_OPENING}

    def _opened_so_far(self, staff_id: str) -> dict[str, datetime]:
        if staff_id not in self._opened:
            # Under the writer's lock, so that no visit falls between the look and the noting.
            with self._database.writer:
                sql = f"select case_id, read_at, {ACT} from access_log r where staff_id = $1"
                opened: dict[str, datetime] = {}
                for case_id, at, act in self._database.rows(sql, (staff_id,)):
                    if act not in NO_OPENING:
                        moment = shown_moment(at)
                        opened[case_id] = max(moment, opened.get(case_id, moment))
                self._opened[staff_id] = opened
        return dict(self._opened[staff_id])

    def _note_opened(self, staff_id: str, case_id: str, at: datetime) -> None:
        self._counts[staff_id] += 1
        if staff_id in self._opened:
            self._opened[staff_id][case_id] = shown_moment(at)

    def verify(self) -> list[str]:
        """What is wrong with the chain, in Dutch; nothing when every line is as it was written."""
        chain, count = Position().chain, 0
        while batch := self._after(count):
            for row in batch:
                chain = _linked(chain, row)
                count += 1
                if row[0] != count or row[-1] != chain:
                    return [f"Het leeslogboek is veranderd bij regel {count}."]
        return []

    def _after(self, number: int) -> list[Row]:
        sql = f"select {COLUMNS} from access_log where number > $1 order by number limit {BATCH}"
        return self._database.rows(sql, (number,))

    def _add(self, look: Look, at: datetime, reason: str, pupils: str) -> None:
        staff_id, subject_id, visit, act = look
        before = reads_tip(self._database)
        number = before.count + 1
        sealed = self._vault.seal(subject_id, reason, f"read:{number}") if reason else None
        row: Row = (number, at, staff_id, subject_id, visit, sealed, act.value, pupils)
        tip = Position(number, _linked(before.chain, (*row, "")))
        self._database.append("access_log", COLUMNS.split(", "), [(*row, tip.chain)])
        if act not in NO_OPENING:
            self._database.after_commit(lambda: self._note_opened(staff_id, subject_id, at))


def reads_tip(database: Database) -> Position:
    """The last line of the read log in the file."""
    return position_of(database.rows(READS_TIP))


def _linked(chain: str, row: Row) -> str:
    """The chain after this row; what its shape did not have yet when it was written is left out."""
    values = row[:-1]
    is_old = all(value is None for value in values[-LATER:])
    digest_of_parts = hashlib.sha256()
    for value in values[:-LATER] if is_old else values:
        part = value if isinstance(value, bytes) else str(value or "").encode()
        digest_of_parts.update(f"{len(part)}:".encode() + part)
    return link(chain, digest_of_parts.hexdigest())
