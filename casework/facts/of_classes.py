"""The rows of one class: what was done with it as a whole."""

from collections.abc import Iterator

from casework.entries import MentorHourHeld
from casework.entries.effective import EffectiveEntries
from casework.facts.rows import PreventionRow


def class_rows(class_id: str, entries: EffectiveEntries) -> Iterator[PreventionRow]:
    """The mentor hours of a class that count."""
    for entry, hour in entries.of(MentorHourHeld):
        yield PreventionRow(class_id, entry.number, entry.happened_on, hour.theme)
