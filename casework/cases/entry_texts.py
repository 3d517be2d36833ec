"""What the entries of a case say, in plain words: for the timeline on screen and on paper.

What one kind of entry says stands in its class; here is what goes for all of them.
"""

from collections.abc import Callable, Iterable
from datetime import date

from casework.card.needed import LISTS
from casework.cases.case_file import CaseFile
from casework.entries import Entry, Payload
from casework.entries.payload import heading
from casework.words import clock_time, short_date


def listed_entries(file: CaseFile) -> list[Entry]:
    """The entries worth a line, oldest first.

    What a melding brought along (the opening, the parts, level 1) stands with the melding.
    """
    return [entry for entry in file.case.entries if entry.payload.is_listed(file, entry)]


def recorded_since(file: CaseFile, seen: int) -> tuple[str, ...]:
    """What was recorded after number `seen`, with its words, and by whom: a few lines each."""
    lines: list[str] = []
    for entry in listed_entries(file):
        if entry.number > seen:
            by = file.colleague(entry.recorded_by)
            lines.append(f"{heading(file, entry)} ({by}, {clock_time(entry.recorded_at)})")
            lines += [*coded(file, entry), *entry.payload.sealed().values()]
    return tuple(lines)


def why_not_counted(file: CaseFile, entry: Entry) -> str:
    """Why an entry does not count any more, in a word or two; empty when it does."""
    case = file.case
    if entry.number in case.effective.undone:
        return "ongedaan gemaakt"
    if entry.number in case.withdrawn:
        return "doorgehaald"
    return "later verbeterd" if entry.number in case.corrected else ""


def coded(file: CaseFile, entry: Entry) -> list[str]:
    """What the coded fields of an entry say, a few words each.

    The codes in the order of the lists of the card, then the dates, then what its kind adds.
    """
    payload = entry.payload
    listed = {field: mark.list_name for field, mark in payload.listed_fields().items()}
    order = tuple(LISTS)
    fields = [*sorted(listed, key=lambda f: order.index(listed[f])), *payload.day_labels()]

    def short(day: date) -> str:
        return short_date(day, file.case.today)

    return [*coded_fields(file, payload, fields, short), *payload.texts(file, entry)]


def coded_fields(
    file: CaseFile, payload: Payload, fields: Iterable[str], date_in_words: Callable[[date], str]
) -> list[str]:
    """What these fields say ("Waar: de gang"); empty ones say nothing."""
    labels, days = payload.listed_fields(), payload.day_labels()
    texts = []
    for field in fields:
        value = getattr(payload, field)
        if value and field in days:
            texts.append(f"{days[field].label} {date_in_words(value)}")
        elif value and labels[field].label:
            codes = [value] if isinstance(value, str) else value
            words = file.case.card.words(labels[field].list_name, codes)
            texts.append(f"{labels[field].label}: {words}")
    return texts
