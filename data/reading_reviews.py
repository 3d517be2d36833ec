"""What who looks after privacy made of unusual reading: once for each, with sealed words."""

from datetime import datetime

from casework.read_log import ReadingReview
from data.register import Register, known_id
from data.rows import shown_moment, stored_moment

REVIEWS = "select finding_key, reviewed_at, reviewed_by, sealed_note from reading_review"


class ReadingReviews(Register):
    """Implements `casework.ports.access_log.ReadingReviews`; sealed under the school's key."""

    def all(self) -> dict[str, ReadingReview]:
        """Every review, by the key of what it is about."""
        return {
            key: ReadingReview(
                shown_moment(at),
                by,
                self._vault.unseal(self._vault.school_id, sealed, _place(key)) or "",
            )
            for key, at, by, sealed in self._database.rows(REVIEWS)
        }

    def add(self, key: str, note: str, *, by: str, at: datetime) -> None:
        """Somebody looked at it; the first who did stands."""
        by, school_id = known_id(by), self._vault.school_id
        with self._changing("reading_reviewed", by, by):
            self._database.run(
                """
                insert into reading_review (finding_key, reviewed_at, reviewed_by, sealed_note)
                values ($1, $2, $3, $4) on conflict do nothing
                """,
                (key, stored_moment(at), by, self._vault.seal(school_id, note, _place(key))),
            )


def _place(key: str) -> str:
    return f"reading_review:{key}"
