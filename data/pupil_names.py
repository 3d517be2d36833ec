"""The names of pupils over time: the first with the pupil, each later one a row of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from casework.errors import InputRefused, NotHere
from casework.people import PersonName
from casework.pupil_identity import NameInTime, NameKind
from casework.pupil_search import FormerNames
from data.ids import is_id
from data.pupil_merges import PupilMerges
from data.register import checked_name, known_id
from data.rows import shown_moment, stored_moment
from data.transactions import Row

NAME = "name"
LATER_NAMES = """
    select pupil_id, number, sealed, kind, since, recorded_at, recorded_by
    from pupil_name order by pupil_id, number
"""

Later = tuple[bytes, str, date | None, datetime, str | None]
"""A later name as it is kept: sealed, its kind, since when, recorded when and by whom."""


def newest_name(later: Sequence[Later] | None, first: bytes) -> bytes:
    """What a pupil is called now, sealed."""
    return later[-1][0] if later else first


def _former(names: Sequence[NameInTime]) -> FormerNames:
    """Before a new name of the pupil, each name of each record is private."""
    new = [place for place, name in enumerate(names) if name.kind is NameKind.NEW_NAME]
    since, present = new[-1] if new else 0, names[-1].name
    return FormerNames(
        tuple(one.name for one in names[since:-1] if one.name != present),
        tuple(one.name for one in names[:since] if one.name != present),
    )


class PupilNames(PupilMerges):
    """The part of `casework.ports.school` about what pupils are and were called."""

    def _later_names(self) -> Mapping[str, list[Later]]:
        """The later names by pupil, in their order; most pupils have none. They are sealed."""
        return self._kept_of_identity("later_names", self._read_later_names)

    def _read_later_names(self) -> dict[str, list[Later]]:
        later: dict[str, list[Later]] = {}
        for pupil_id, _, *name in self._database.rows(LATER_NAMES):
            later.setdefault(pupil_id, []).append(tuple(name))
        return later

    def names_over_time(self, pupil_id: str) -> list[NameInTime]:
        """Every name of a pupil, the first one first and the present one last.

        Those of a record that counts as this pupil stand before the pupil's own.
        """
        pupil_id = known_id(pupil_id)
        self._first_name(pupil_id)
        return self._names_of([pupil_id])[pupil_id]

    def _names_of(self, pupil_ids: Sequence[str]) -> dict[str, list[NameInTime]]:
        records = {one: self._records([one]) for one in pupil_ids}
        every = [record for of_one in records.values() for record in of_one]
        sql = "select pupil_id, sealed_name from pupil where pupil_id = any($1::uuid[])"
        first: dict[str, bytes] = dict(self._database.rows(sql, (every,))) if every else {}
        self._vault.recall(every)
        return {
            one: [name for record in reversed(of_one) for name in self._of_record(record, first)]
            for one, of_one in records.items()
        }

    def _of_record(self, record: str, first: Mapping[str, bytes]) -> Iterator[NameInTime]:
        yield NameInTime(self._name(record, first[record], NAME), NameKind.FIRST)
        for later in self._later_names().get(record, ()):
            yield self._in_time(record, later)

    def former_names(self, pupil_ids: Iterable[str]) -> dict[str, FormerNames]:
        """What these pupils were called before, as far as they were; the present name apart."""
        several = self._later_names().keys() | set(self.merged_pupils().values())
        names = self._names_of([one for one in pupil_ids if one in several])
        return {one: _former(of_one) for one, of_one in names.items()}

    def _first_name(self, pupil_id: str) -> bytes:
        row = self._database.one("select sealed_name from pupil where pupil_id = $1", (pupil_id,))
        if row is None:
            raise NotHere()
        return bytes(row[0])

    def _in_time(self, pupil_id: str, later: Later) -> NameInTime:
        sealed, kind, since, recorded_at, by = later
        name = self._name(pupil_id, sealed, NAME)
        return NameInTime(name, NameKind(kind), since, shown_moment(recorded_at), by or "")

    def _all_names(self, rows: Iterable[Row]) -> Iterator[tuple[str, PersonName]]:
        """The present name of each pupil first: its letters are the ones that are shown."""
        merged, later = self.merged_pupils(), self._later_names()
        for pupil_id, first in sorted(rows, key=lambda row: row[0] in merged):
            names = [first, *(sealed for sealed, *_ in later.get(pupil_id, ()))]
            for sealed in reversed(names):
                yield merged.get(pupil_id, pupil_id), self._name(pupil_id, sealed, NAME)

    def renamed_pupils(self) -> frozenset[str]:
        """Who took a new name, by their ids; a slip that was put right is none."""
        return self._kept_of_identity("renamed", self._renamed_pupils)

    def _renamed_pupils(self) -> frozenset[str]:
        later = self._later_names().items()
        return frozenset(
            one for one, names in later if any(name[1] == NameKind.NEW_NAME for name in names)
        )

    def _names_of_renamed(self) -> dict[str, list[PersonName]]:
        """Of who took a new name: the names since then, the present one last."""
        renamed: dict[str, list[PersonName]] = {}
        for pupil_id, later in self._later_names().items():
            new = [place for place, name in enumerate(later) if name[1] == NameKind.NEW_NAME]
            if new:
                since = later[new[-1] :]
                renamed[pupil_id] = [self._name(pupil_id, name[0], NAME) for name in since]
        return renamed

    def rename_pupil(
        self,
        pupil_id: str,
        name: PersonName,
        by: str,
        *,
        kind: NameKind = NameKind.CORRECTED,
        since: date | None = None,
    ) -> bool:
        """From now on a pupil is called so; the former name stays known. False when it was so."""
        pupil_id, name = known_id(pupil_id), checked_name(name)
        if since is not None and since > self._now().date():
            raise InputRefused(
                "Deze dag moet nog komen. Kies vandaag of een eerdere dag, of leg de naam vast "
                "als het zover is.",
                "since",
            )
        with self._database.write():
            sealed = newest_name(self._later_names().get(pupil_id), self._first_name(pupil_id))
            if self._name(pupil_id, sealed, NAME) == name:
                return False
            with self._changing("pupil_renamed", pupil_id, by):
                self._add_name(pupil_id, name, kind, since, by)
        return True

    def _add_name(
        self, pupil_id: str, name: PersonName, kind: NameKind, since: date | None, by: str
    ) -> None:
        sealed = self._sealed_name(pupil_id, name, NAME)
        at, who = stored_moment(self._now()), by if is_id(by) else None
        self._database.run(
            """
            insert into pupil_name (pupil_id, number, sealed, kind, since, recorded_at, recorded_by)
            values (
                $1, (select coalesce(max(number), 0) + 1 from pupil_name where pupil_id = $1),
                $2, $3, $4, $5, $6
            )
            """,
            (pupil_id, sealed, str(kind), since, at, who),
        )
        self._database.after_commit(self._forget_identity)
