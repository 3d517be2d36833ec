"""Who opened which case or signal: appended only, each line carrying the hash of all before it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from casework.records import (
    BESIDE,
    FIRST_WORDS,
    ON_CLASS_PAGE,
    ON_PUPIL_PAGE,
    ON_WATCH,
    ReadLine,
    ReadLogSearch,
)
from casework.words import AMSTERDAM
from data.database import Database, Row
from data.ids import is_id, only_ids
from data.mark import Mark, Position, link, position_of
from data.rows import shown_moment, stored_moment
from data.school import School
from data.vault import Vault

READS = "reads"
READS_TIP = "select max(number), arg_max(chain, number) from access_log"
COLUMNS = "number, read_at, staff_id, case_id, visit, sealed_reason, chain"
VISITS = """
    select r.number, r.read_at, r.staff_id, r.case_id, r.sealed_reason, c.year, c.sequence
    from access_log r left join case_number c on c.case_id = r.case_id
"""
BATCH = 50_000
MOST_NOTED = 10_000
# The end of the visit of who saw a case beside something else: seen is not opened.
ASIDE = ":beside"
SEEN_ASIDE = frozenset({BESIDE, ON_CLASS_PAGE, ON_PUPIL_PAGE, ON_WATCH, FIRST_WORDS})
# What has no number of its own is told by what it is.
LABELS = {"signal_sent": "signaal"}


class AccessLogStore:
    """Implements `casework.ports.AccessLog`; reasons are sealed under the key of the case."""

    def __init__(self, database: Database, vault: Vault, school: School, mark: Mark) -> None:
        self._database = database
        self._vault = vault
        self._school = school
        self._mark = mark
        self._opened: dict[str, dict[str, datetime]] = {}
        self._counts: Counter[str] = Counter()
        self._figures_noted: set[tuple[str, str]] = set()
        self._visits_noted: set[tuple[str, str, str]] = set()

    def opened(self, staff_id: str, case_id: str, at: datetime, visit: str, reason: str) -> None:
        """Log one visit to a case or signal; the same visit once, a malformed id never."""
        if not (is_id(staff_id) and is_id(case_id)):
            return
        staff_id, case_id = staff_id.lower(), case_id.lower()
        visit += ASIDE if reason in SEEN_ASIDE else ""
        look = (staff_id, case_id, visit)
        if look in self._visits_noted:
            return
        with self._database.write():
            sql = "select 1 from access_log where visit = $1 and case_id = $2 and staff_id = $3"
            if not self._database.one(sql, (visit, case_id, staff_id)):
                self._add(staff_id, case_id, stored_moment(at), visit, reason)
            self._database.after_commit(lambda: self._note_visit(look))

    def _note_visit(self, look: tuple[str, str, str]) -> None:
        """A visit is logged at every run of a screen: what is in the log for good is known."""
        if len(self._visits_noted) >= MOST_NOTED:
            self._visits_noted.clear()
        self._visits_noted.add(look)

    def figures_opened(self, staff_id: str, at: datetime, session: str, reason: str) -> None:
        """Log a look at exact figures, once for each sign-in; it is about the school, not a case.

        Asked at every run of a screen, so a sign-in that was logged is remembered.
        """
        if (staff_id, session) not in self._figures_noted:
            self.opened(staff_id, self._vault.school_id, at, session, reason)
            self._figures_noted.add((staff_id, session))

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
                e.kind, t.name
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
                f"{year}-{sequence:03d}" if year else self._label(case_id, kind, team),
                self._vault.unseal(case_id, sealed, f"read:{number}") or "",
            )
            for read_at, staff_id, case_id, number, sealed, year, sequence, kind, team in rows
        ]

    def _label(self, subject_id: str, kind: str | None, team: str | None) -> str:
        """What a line without a case number is about: a signal, or the figures of a team."""
        if subject_id == self._vault.school_id:
            return "cijfers"
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
        sql = "select staff_id, visit from access_log where case_id = $1 and read_at >= $2"
        rows = self._database.rows(sql, (case_id, stored_moment(since)))
        return {str(staff_id) for staff_id, visit in rows if not visit.endswith(ASIDE)}

    def _opened_so_far(self, staff_id: str) -> dict[str, datetime]:
        if staff_id not in self._opened:
            # Under the writer's lock, so that no visit falls between the look and the noting.
            with self._database.writer:
                sql = "select case_id, read_at, visit from access_log where staff_id = $1"
                opened: dict[str, datetime] = {}
                for case_id, at, visit in self._database.rows(sql, (staff_id,)):
                    if not visit.endswith(ASIDE):
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

    def _add(self, staff_id: str, case_id: str, at: datetime, visit: str, reason: str) -> None:
        before = reads_tip(self._database)
        number = before.count + 1
        sealed = self._vault.seal(case_id, reason, f"read:{number}") if reason else None
        row: Row = (number, at, staff_id, case_id, visit, sealed)
        tip = Position(number, _linked(before.chain, (*row, "")))
        self._database.run(
            f"insert into access_log ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)",
            (*row, tip.chain),
        )
        self._database.after_commit(lambda: self._mark.note(**{READS: tip}))
        if not visit.endswith(ASIDE):
            self._database.after_commit(lambda: self._note_opened(staff_id, case_id, at))


def reads_tip(database: Database) -> Position:
    """The last line of the read log in the file."""
    return position_of(database.rows(READS_TIP))


def _linked(chain: str, row: Row) -> str:
    digest_of_parts = hashlib.sha256()
    for value in row[:-1]:
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
