"""A line of the log, on its way there and as it is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.entries.payload import Payload


@dataclass(frozen=True)
class NewEntry:
    """An entry on its way to the log, which gives it its number."""

    payload: Payload
    happened_on: date
    step: str = ""
    pupil_id: str = ""

    @property
    def kind(self) -> str:
        """The kind of entry, as it will be stored."""
        return self.payload.kind


@dataclass(frozen=True)
class Entry:
    """One line of the log: who recorded what of which subject, and when it happened.

    `record_id` is the record of the pupil under which it was recorded, where that counts as another
    one by now: then `pupil_id` is the one that is kept.
    """

    subject_id: str
    number: int
    payload: Payload
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    card_version: int
    step: str = ""
    pupil_id: str = ""
    record_id: str = ""

    @property
    def kind(self) -> str:
        """The kind of entry, as stored."""
        return self.payload.kind

    @property
    def pupil_record(self) -> str:
        """The record of the pupil as it was recorded."""
        return self.record_id or self.pupil_id
