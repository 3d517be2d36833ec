"""What is asked of the read log: its lines in words, and bare acts to count."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from casework.read_log import ReadAct, ReadEvent, ReadLine, ReadLogSearch
from data.database import Database
from data.ids import is_id, only_ids
from data.log_search import bounds, limit
from data.receipts import case_label
from data.rows import shown_moment, stored_moment
from data.school import School
from data.vault import Vault

# Lines of before the act was kept tell a look beside something else by the end of their visit.
ACT = f"""
    coalesce(r.act, case when r.visit like '%:beside' then '{ReadAct.SEEN}' else '{ReadAct.OPENED}'
    end)
"""
# Who opened a case says why; in every other line the program says where it stood.
WITH_REASON = f"r.act = '{ReadAct.OPENED}' and r.sealed_reason is not null"
VISITS = f"""
    select r.number, r.read_at, r.staff_id, r.case_id, r.sealed_reason, c.year, c.sequence,
        {ACT} as act, r.pupils, coalesce({WITH_REASON}, false) as has_reason
    from access_log r left join case_number c on c.case_id = r.case_id
"""
# What has no number of its own is called by what it is.
LABELS = {"signal_sent": "signaal"}
PUPIL = "leerling"


class ReadLines:
    """The questions of `casework.ports.access_log.AccessLog` that only read."""

    def __init__(self, database: Database, vault: Vault, school: School) -> None:
        self._database = database
        self._vault = vault
        self._school = school

    def count(self, sought: ReadLogSearch) -> int:
        """How many lines there are that `search` gives."""
        where, params = self._condition(sought)
        row = self._database.one(f"select count(*) from ({VISITS}) a where {where}", params)
        return int(row[0]) if row else 0

    def lines(self, first: date, last: date) -> list[ReadLine]:
        """The lines from `first` to `last`, both included, in Dutch days; the newest first."""
        return self.search(ReadLogSearch(first, last))

    def search(self, sought: ReadLogSearch, rows_of_page: slice = slice(None)) -> list[ReadLine]:
        """The lines that are asked for, the newest first; of these rows alone."""
        return self._lines(*self._condition(sought), limit(rows_of_page))

    def _lines(self, where: str, params: list[Any], limit: str = "") -> list[ReadLine]:
        rows = self._database.rows(
            f"""
            select a.read_at, a.staff_id, a.case_id, a.number, a.sealed_reason, a.act,
                a.has_reason, a.year, a.sequence, e.kind, t.name, p.pupil_id
            from (select * from ({VISITS}) a where {where} order by number desc {limit}) a
            left join entry e on e.subject_id = a.case_id and e.number = 1
            left join team t on t.team_id = a.case_id
            left join pupil p on p.pupil_id = a.case_id
            order by a.number desc
            """,
            params,
        )
        names = self._school.staff_names({row[1] for row in rows})
        return [
            ReadLine(
                shown_moment(read_at),
                names[staff_id].full if staff_id in names else "",
                self._label(subject_id, ReadAct(act), *about),
                self._vault.unseal(subject_id, sealed, f"read:{number}") or "",
                ReadAct(act),
                has_reason=has_reason,
            )
            for read_at, staff_id, subject_id, number, sealed, act, has_reason, *about in rows
        ]

    def _label(
        self,
        subject_id: str,
        act: ReadAct,
        year: int | None,
        sequence: int,
        kind: str | None,
        team: str | None,
        pupil_id: str | None,
    ) -> str:
        """What a line is about: a case by its number, a signal, a pupil, or figures."""
        if year:
            return case_label(year, sequence)
        if subject_id == self._vault.school_id:
            return "cijfers" if act in (ReadAct.FIGURES, ReadAct.OPENED) else ""
        if pupil_id:
            return PUPIL
        return f"cijfers {team}" if team else LABELS.get(kind or "", "")

    def events(self, first: date, last: date) -> list[ReadEvent]:
        """Every act of reading of these days, both included, the oldest first; without a word."""
        sql = f"""
            select staff_id, read_at, case_id, {ACT}, coalesce({WITH_REASON}, false)
            from access_log r where read_at >= $1 and read_at < $2 order by number
        """
        rows = self._database.rows(sql, bounds(first, last))
        return [
            ReadEvent(staff_id, shown_moment(at), subject_id, ReadAct(act), bool(has_reason))
            for staff_id, at, subject_id, act, has_reason in rows
        ]

    def opened_with_reason(self, staff_id: str, since: datetime) -> set[str]:
        """The cases for which this person gave a reason from that moment on."""
        sql = f"""
            select case_id from access_log r
            where staff_id = $1 and read_at >= $2 and {WITH_REASON}
        """
        rows = self._database.rows(sql, (staff_id, stored_moment(since)))
        return {str(case_id) for (case_id,) in rows}

    def reasons_of(self, case_id: str) -> list[ReadLine]:
        """The lines of who opened this case with a reason, the newest first."""
        if not is_id(case_id):
            return []
        return self._lines("a.case_id = $1 and a.has_reason", [case_id])

    def labels(self, subject_ids: Collection[str]) -> dict[str, str]:
        """What each of these cases and signals is called in the log."""
        sql = """
            select e.subject_id, e.kind, c.year, c.sequence
            from entry e left join case_number c on c.case_id = e.subject_id
            where e.subject_id = any($1::uuid[]) and e.number = 1
        """
        ids = only_ids(subject_ids)
        return {
            str(subject_id): case_label(year, sequence) if year else LABELS.get(kind, "")
            for subject_id, kind, year, sequence in self._database.rows(sql, (ids,))
        }

    def newest_number(self) -> int:
        """The number of the last line: another one after each."""
        row = self._database.one("select coalesce(max(number), 0) from access_log")
        return int(row[0]) if row else 0

    def _condition(self, sought: ReadLogSearch) -> tuple[str, list[Any]]:
        """Which lines are asked for, in SQL."""
        where = "a.read_at >= $1 and a.read_at < $2"
        params: list[Any] = [*bounds(sought.first, sought.last)]
        if sought.pupil_ids is not None:
            return self._about_pupils(where, params, only_ids(sought.pupil_ids))
        if sought.case is not None:
            return f"{where} and a.year = $3 and a.sequence = $4", [*params, *sought.case]
        if sought.staff_ids is not None:
            staff_ids = only_ids(sought.staff_ids)
            return f"{where} and a.staff_id = any($3::uuid[])", [*params, staff_ids]
        return where, params

    def _about_pupils(
        self, where: str, params: list[Any], pupil_ids: list[str]
    ) -> tuple[str, list[Any]]:
        """Lines about these records of one pupil: own page, every case and signal that has the
        pupil in it, and every list and search in which the pupil showed."""
        subjects = [*pupil_ids, *self._subjects_with(pupil_ids)]
        in_lists = [f"position(${n} in a.pupils) > 0" for n in range(4, 4 + len(pupil_ids))]
        is_about = " or ".join(["a.case_id = any($3::uuid[])", *in_lists])
        return f"{where} and ({is_about})", [*params, subjects, *pupil_ids]

    def _subjects_with(self, pupil_ids: list[str]) -> list[str]:
        """The cases and signals of which any entry is about one of these, or names one."""
        named = [f"position(${n} in coded) > 0" for n in range(2, 2 + len(pupil_ids))]
        sql = f"""
            select distinct subject_id from entry
            where {" or ".join(["pupil_id = any($1::uuid[])", *named])}
        """
        return [str(one) for (one,) in self._database.rows(sql, [pupil_ids, *pupil_ids])]
