"""On which day somebody was here last: Beheer says who never was."""

from collections.abc import Mapping
from datetime import date

from data.database import Database

LAST_HERE = """
    select staff_id, max(last_on) from (
        select staff_id, last_on from signed_in
        union all
        select staff_id, cast(read_at as date) from access_log
        union all
        select recorded_by, cast(recorded_at as date) from entry where recorded_by is not null
    ) here
    group by staff_id
"""


class SignIns:
    """The last day of each person; no other day is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_days: Mapping[str, date] | None = None
        self._never_here: set[str] | None = None

    def note(self, staff_id: str, day: date) -> None:
        """Somebody signed in on this day."""
        if self._database.one(
            "select 1 from signed_in where staff_id = $1 and last_on = $2", (staff_id, day)
        ):
            return
        with self._database.write(records=False):
            self._database.run(
                """
                insert into signed_in (staff_id, last_on) values ($1, $2)
                on conflict (staff_id) do update set last_on = excluded.last_on
                """,
                (staff_id, day),
            )
            self._database.after_commit(self._forget)

    def last_days(self) -> Mapping[str, date]:
        """The last known day on which each person was here, by staff id; nothing of who never was.

        Whoever opened or recorded something before sign-ins were noted was here as well.
        """
        if self._last_days is None:
            self._last_days = dict(self._database.rows(LAST_HERE))
        return self._last_days

    def count_never_here(self, except_for: str) -> int:
        """How many people who work here never signed in, but for one."""
        if self._never_here is None:
            working = self._database.rows("select staff_id from staff where ended_on is null")
            self._never_here = {str(one) for (one,) in working} - self.last_days().keys()
        return len(self._never_here - {except_for})

    def forget_never_here(self) -> None:
        """Who works here has changed."""
        self._never_here = None

    def _forget(self) -> None:
        self._last_days = self._never_here = None
