"""The measures of a case, and how they worked out."""

from dataclasses import dataclass
from datetime import date

from casework.entries import Entry, MeasureAgreed, MeasureReviewed
from casework.entries.effective import EffectiveEntries


@dataclass(frozen=True)
class MeasureTaken:
    """A measure that was agreed, and how it worked out if somebody looked."""

    number: int
    agreed_on: date
    agreed: MeasureAgreed
    review: Entry | None = None

    @property
    def outcome(self) -> str:
        """The code of the latest review's outcome, or nothing."""
        payload = self.review.payload if self.review else None
        return payload.outcome if isinstance(payload, MeasureReviewed) else ""


def measures_taken(entries: EffectiveEntries) -> list[MeasureTaken]:
    """The measures in order, each with its latest review."""
    reviews = {review.measure_number: entry for entry, review in entries.of(MeasureReviewed)}
    return [
        MeasureTaken(entry.number, entry.happened_on, agreed, reviews.get(entry.number))
        for entry, agreed in entries.of(MeasureAgreed)
    ]
