"""What this person saw, put in the read log."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from casework.desk.context import Context
from casework.read_log import ReadAct


@dataclass(frozen=True)
class ReadLogging(Context):
    """Puts in the read log what this person saw and how."""

    def log_opened(self, subject_id: str, reason: str = "", visit: str = "") -> None:
        """Put in the read log that this person opened it; once for the same visit."""
        self.log_read(ReadAct.OPENED, subject_id, reason=reason, visit=visit)

    def log_read(
        self,
        act: ReadAct,
        subject_id: str = "",
        *,
        reason: str = "",
        visit: str = "",
        pupil_ids: Collection[str] = (),
    ) -> None:
        """Put in the read log what this person saw and how; once for the same act and visit.

        Without a subject it is about the school; without `visit` it is the visit of this screen.
        """
        self.store.access_log.noted(
            self.actor.staff_id,
            subject_id,
            act,
            self.now(),
            visit or self.visit or self.new_id(),
            reason,
            pupil_ids,
        )

    def log_beside(self, case_ids: Iterable[str], place: str, visit: str = "") -> None:
        """Put in the read log that these cases showed beside something else: seen, not opened."""
        visit = visit or self.visit or self.new_id()
        self.log_each(ReadAct.SEEN, case_ids, reason=place, visit=visit)

    def log_each(
        self, act: ReadAct, subject_ids: Iterable[str], *, reason: str, visit: str
    ) -> None:
        """Put in the read log a line for each of these, all of them or none."""
        own, now = self.actor.staff_id, self.now()
        self.store.access_log.noted_each(own, subject_ids, act, now, visit, reason)

    def log_names(self, act: ReadAct, place: str, pupil_ids: Collection[str]) -> None:
        """Put in the read log which pupils stood in a list; each once for a sign-in and place."""
        if pupil_ids:
            visit = f"{self.session or self.visit or self.new_id()}:{place}"
            self.log_read(act, reason=place, visit=visit, pupil_ids=pupil_ids)
