"""Who saw which case, signal or pupil: appended only, each line with the hash of all before it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from casework.read_log import ReadAct, ReadLine, ReadLogSearch
from casework.words import AMSTERDAM
from data.database import Database, Row
from data.ids import is_id, only_ids
from data.mark import Mark, Position, link, position_of
from data.rows import shown_moment, stored_moment
from data.school import School
from data.vault import Vault

READS = "reads"
READS_TIP = "select max(number), arg_max(chain, number) from access_log"
COLUMNS = "number, read_at, staff_id, case_id, visit, sealed_reason, act, pupils, chain"
# Lines of before the act was kept tell a look beside something else by the end of their visit.
ACT = f"""
    coalesce(r.act, case when r.visit like '%:beside' then '{ReadAct.SEEN}' else '{ReadAct.OPENED}'
    end)
"""
VISITS = f"""
    select r.number, r.read_at, r.staff_id, r.case_id, r.sealed_reason, c.year, c.sequence,
        {ACT} as act
    from access_log r left join case_number c on c.case_id = r.case_id
"""
BATCH = 50_000
MOST_NOTED = 10_000
# What showed beside something else, or in a list of hits, was not opened.
NO_OPENING = frozenset({ReadAct.SEEN, ReadAct.SEARCHED, ReadAct.LOOKED_UP})
# Of what is hashed in a line: what came later, and is empty in the lines of before.
LATER = 2
# What has no number of its own is told by what it is.
LABELS = {"signal_sent": "signaal"}


class Look(NamedTuple):
    """One act of reading on one visit, which is logged once."""

    staff_id: str
    subject_id: str
    visit: str
    act: ReadAct


class AccessLogStore:
    """Implements `casework.ports.AccessLog`; reasons are sealed under the key of the case."""

    def __init__(self, database: Database, vault: Vault, school: School, mark: Mark) -> None:
        self._database = database
        self._vault = vault
        self._school = school
        self._mark = mark
        self._opened: dict[str, dict[str, datetime]] = {}
        self._counts: Counter[str] = Counter()
        self._visits_noted: set[Look] = set()

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
        """Log one act of reading; the same on the same visit once, a malformed id never."""
        subject_id = subject_id or self._vault.school_id
        if not (is_id(staff_id) and is_id(subject_id)):
            return
        look = Look(staff_id.lower(), subject_id.lower(), visit, act)
        if look in self._visits_noted:
            return
        pupils = " ".join(sorted(only_ids(pupil_ids)))
        with self._database.write():
            if not self._is_in_file(look):
                self._add(look, stored_moment(at), reason, pupils)
            self._database.after_commit(lambda: self._note_visit(look))

    def _is_in_file(self, look: Look) -> bool:
        sql = "select 1 from access_log where staff_id = $1 and case_id = $2 and visit = $3"
        return self._database.one(f"{sql} and act = $4", look) is not None

    def _note_visit(self, look: Look) -> None:
        """A visit is logged at every run of a screen: what is in the log for good is known."""
        if len(self._visits_noted) >= MOST_NOTED:
            self._visits_noted.clear()
        self._visits_noted.add(look)

    def count(self, sought: ReadLogSearch) -> int:
        """How many visits there are that `search` gives."""
        where, params = _condition(sought)
        row = self._database.one(f"select count(*) from ({VISITS}) a where {where}", params)
        return int(row[0]) if row else 0

    def lines(self, first: date, last: date) -> list[ReadLine]:
        """The visits from `first` to `last`, both included, in Dutch days; the newest first."""
        return self.search(ReadLogSearch(first, last))

    def search(self, sought: ReadLogSearch, rows_of_page: slice = slice(None)) -> list[ReadLine]:
        """The visits that are asked for, the newest first; of these rows alone."""
        where, params = _condition(sought)
        first, last = rows_of_page.start or 0, rows_of_page.stop
        limit = "" if last is None else f"limit {int(last) - first} offset {first}"
        rows = self._database.rows(
            f"""
            select a.read_at, a.staff_id, a.case_id, a.number, a.sealed_reason, a.year, a.sequence,
                e.kind, t.name, a.act
            from (select * from ({VISITS}) a where {where} order by number desc {limit}) a
            left join entry e on e.subject_id = a.case_id and e.number = 1
            left join team t on t.team_id = a.case_id
            order by a.number desc
            """,
            params,
        )
        names = self._school.staff_names({row[1] for row in rows})
        return [
            ReadLine(
                shown_moment(read_at),
                names[staff_id].full if staff_id in names else "",
                f"{year}-{sequence:03d}" if year else self._label(case_id, kind, team, act),
                self._vault.unseal(case_id, sealed, f"read:{number}") or "",
                ReadAct(act),
            )
            for read_at, staff_id, case_id, number, sealed, year, sequence, kind, team, act in rows
        ]

    def _label(self, subject_id: str, kind: str | None, team: str | None, act: str) -> str:
        """What a line without a case number is about: a signal, or the figures of a team."""
        if subject_id == self._vault.school_id:
            return "cijfers" if act in (ReadAct.FIGURES, ReadAct.OPENED) else ""
        return f"cijfers {team}" if team else LABELS.get(kind or "", "")

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
        noted, chain, count = self._mark.position(READS), Position().chain, 0
        while batch := self._after(count):
            for row in batch:
                chain = _linked(chain, row)
                count += 1
                if row[0] != count or row[-1] != chain:
                    return [f"Het leeslogboek is veranderd bij regel {count}."]
                if count == noted.count and chain != noted.chain:
                    return ["Het leeslogboek is een ander dan bij de laatste keer."]
        if count < noted.count:
            return [f"In het leeslogboek ontbreken {noted.count - count} regels."]
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
        self._database.run(
            f"insert into access_log ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            (*row, tip.chain),
        )
        self._database.after_commit(lambda: self._mark.note(**{READS: tip}))
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


def _condition(sought: ReadLogSearch) -> tuple[str, list[Any]]:
    """Which visits are asked for, in SQL."""
    where = "a.read_at >= $1 and a.read_at < $2"
    params: list[Any] = [_midnight(sought.first), _midnight(sought.last + timedelta(days=1))]
    if sought.case is not None:
        return f"{where} and a.year = $3 and a.sequence = $4", [*params, *sought.case]
    if sought.staff_ids is not None:
        return f"{where} and a.staff_id = any($3::uuid[])", [*params, only_ids(sought.staff_ids)]
    return where, params


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC).replace(tzinfo=None)
