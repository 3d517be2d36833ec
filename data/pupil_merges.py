"""Two records of one pupil: which record counts as which other one, until that is undone."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TypeVar
from uuid import uuid4

from casework.errors import InputRefused, NotHere
from casework.pupil_identity import MergedRecord
from data.cache import Memory
from data.database import Database
from data.ids import is_id
from data.register import Clock, Register, known_id, system_clock
from data.rows import shown_moment, stored_moment
from data.vault import Vault

MOST_KEPT = 100
MERGES = "pupil_merge"
RESOLVED = """
    insert into merged_pupil (pupil_id, into_id)
    with recursive chain (pupil_id, into_id) as (
        select pupil_id, into_id from pupil_merge where undone_at is null
        union all
        select chain.pupil_id, pupil_merge.into_id
        from chain
        join pupil_merge on pupil_merge.pupil_id = chain.into_id
        where pupil_merge.undone_at is null
    )
    select pupil_id, into_id
    from chain
    where into_id not in (select pupil_id from pupil_merge where undone_at is null)
"""
TOUCHED = """
    select distinct subject_id from entry
    where pupil_id = any($1::uuid[]) or contains(coded, $2) or contains(coded, $3)
"""

T = TypeVar("T")


class PupilMerges(Register):
    """The part of `casework.ports.school` about records of one pupil.

    `on_merge` is called after the commit with the subjects in which one of the two is named.
    """

    def __init__(self, database: Database, vault: Vault, now: Clock = system_clock) -> None:
        super().__init__(database, vault, now)
        self.on_merge: list[Callable[[Sequence[str]], None]] = []
        self._identity_version = 0
        self._identity_memory = Memory(lambda: self._identity_version, MOST_KEPT)

    def _kept_of_identity(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What follows from names and merges alone, which few changes of the register touch."""
        if self._database.sees_own_changes:
            return ask()
        return self._identity_memory.answer(question, ask)

    def _forget_identity(self) -> None:
        self._identity_version += 1
        self._identity_memory.forget()

    def merged_pupils(self) -> Mapping[str, str]:
        """Records that count as another one: their id to the id that is kept in the end."""
        return self._kept_of_identity("merged", self._merged_pupils)

    def _merged_pupils(self) -> dict[str, str]:
        return dict(self._database.rows("select pupil_id, into_id from merged_pupil"))

    def _records(self, pupil_ids: Sequence[str]) -> list[str]:
        """These pupils with the records that count as them."""
        merged = self.merged_pupils()
        if not merged:
            return list(pupil_ids)
        asked = set(pupil_ids)
        return [*pupil_ids, *(one for one, kept in merged.items() if kept in asked)]

    def merges_of(self, pupil_id: str) -> list[MergedRecord]:
        """The records that count as this one, also by another one between; the oldest first."""
        sql = """
            select merge_id, pupil_id, into_id, merged_at from pupil_merge
            where undone_at is null and pupil_id = any($1::uuid[]) order by merged_at, merge_id
        """
        ids = [one for one, kept in self.merged_pupils().items() if kept == pupil_id]
        rows = self._database.rows(sql, (ids,)) if ids else []
        return [
            MergedRecord(merge_id, one, into_id, shown_moment(at))
            for merge_id, one, into_id, at in rows
        ]

    def merge_pupils(self, pupil_id: str, into_id: str, by: str) -> str:
        """From now on `pupil_id` counts as `into_id`, in every case as well; the merge's id.

        InputRefused for the same pupil twice; NotHere for one that is unknown or merged already.
        """
        pupil_id, into_id = known_id(pupil_id), known_id(into_id)
        if pupil_id == into_id:
            raise InputRefused(
                "Dit is dezelfde leerling. Kies de andere inschrijving van deze leerling.", "other"
            )
        merge_id = str(uuid4())
        with self._changing("pupils_merged", pupil_id, by):
            for one in (pupil_id, into_id):
                if not self._database.one(
                    "select 1 from present_pupil where pupil_id = $1", (one,)
                ):
                    raise NotHere()
            self._database.run(
                """
                insert into pupil_merge (merge_id, pupil_id, into_id, merged_at, merged_by)
                values ($1, $2, $3, $4, $5)
                """,
                (
                    merge_id,
                    pupil_id,
                    into_id,
                    stored_moment(self._now()),
                    by if is_id(by) else None,
                ),
                about=MERGES,
            )
            self._after_merge(pupil_id, into_id)
        return merge_id

    def split_pupils(self, merge_id: str, by: str) -> str:
        """The two are two again, as they were; the id of the one that stood on its own."""
        sql = "select pupil_id, into_id from pupil_merge where merge_id = $1 and undone_at is null"
        merge_id = known_id(merge_id)
        row = self._database.one(sql, (merge_id,))
        if row is None:
            raise NotHere()
        with self._changing("pupils_split", row[0], by):
            if self._database.one(sql, (merge_id,)) is None:
                raise NotHere()
            self._database.run(
                "update pupil_merge set undone_at = $2, undone_by = $3 where merge_id = $1",
                (merge_id, stored_moment(self._now()), by if is_id(by) else None),
                about=MERGES,
            )
            self._after_merge(*row)
        return str(row[0])

    def _after_merge(self, pupil_id: str, into_id: str) -> None:
        self._database.run("delete from merged_pupil")
        self._database.run(RESOLVED)
        touched = self._subjects_with([pupil_id, into_id])
        self._database.after_commit(self._forget_identity)
        self._database.after_commit(partial(self._tell_of_merge, touched))

    def _subjects_with(self, pair: Sequence[str]) -> list[str]:
        """The cases, signals and meetings in which one of these two is named."""
        return [str(subject) for (subject,) in self._database.rows(TOUCHED, (list(pair), *pair))]

    def _tell_of_merge(self, subject_ids: Sequence[str]) -> None:
        for heard in self.on_merge:
            heard(subject_ids)
