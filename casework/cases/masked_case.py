"""A case with something else in the place of every pupil's name, in what was typed as well."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from casework.cases.case import Case
from casework.entries import Entry
from casework.masking import NameBook

Mask = Callable[[str], str]


def masked_words(
    text: str, involved: Collection[str], labels: Mapping[str, str], book: NameBook
) -> str:
    """A text with the label of every pupil who is named in it, or "een medeleerling"."""
    return book.find(text, "", involved, labels).text if text else text


def masked_entry(entry: Entry, mask: Mask) -> Entry:
    """The same entry with every text of it masked."""
    masked = {field: mask(words) for field, words in entry.payload.sealed().items()}
    return replace(entry, payload=entry.payload.model_copy(update=masked)) if masked else entry


def masked_case(case: Case, labels: Mapping[str, str], book: NameBook) -> Case:
    """The same case with these labels (by pupil id) for the names in what was typed."""
    involved = case.mentioned
    entries = [
        masked_entry(entry, lambda words: masked_words(words, involved, labels, book))
        for entry in case.entries
    ]
    return Case.from_entries(entries, case.card, case.school_days, case.today)


def with_present_names(case: Case, book: NameBook) -> Case:
    """The same case for a paper: who took a new name is called by it in what was typed before."""
    involved = case.mentioned
    entries = [
        masked_entry(entry, lambda words: book.with_present_names(words, involved))
        for entry in case.entries
    ]
    return Case.from_entries(entries, case.card, case.school_days, case.today)
