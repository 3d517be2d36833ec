"""What changes the bounds of a case: a withdrawal, two cases that are one, one that is two."""

from collections.abc import Iterator
from typing import ClassVar

from casework.entries.case_view import CaseView, FileView
from casework.entries.fields import Code, Words
from casework.entries.log_line import Entry, NewEntry
from casework.entries.payload import Allowed, NeededWords, Payload, heading
from casework.errors import InputRefused
from casework.people import Action
from casework.words import short_date


class EntryWithdrawn(Payload):
    """An earlier entry was a mistake: it no longer counts, and both stay readable."""

    kind: ClassVar[str] = "entry_withdrawn"
    title: ClassVar[str] = "Vastlegging doorgehaald"
    allowed: ClassVar[Allowed] = Allowed(record=Action.RECORD, undo=True)
    needed: ClassVar[NeededWords | None] = NeededWords("reason", "Schrijf op wat er niet klopt.")
    number: int
    reason: Words

    def struck(self, case: CaseView) -> Entry | None:
        """The effective entry that it strikes out."""
        return next((e for e in case.effective_entries if e.number == self.number), None)

    def check(self, case: CaseView, new: NewEntry) -> None:
        """It is of an effective entry of a kind that may be withdrawn."""
        struck = self.struck(case)
        if struck is None or struck.payload.allowed.withdraw is None:
            raise InputRefused("Deze vastlegging kan niet worden doorgehaald.")

    def consequences(self, case: CaseView, new: NewEntry) -> list[NewEntry]:
        """What the entry that it strikes out takes along."""
        struck = self.struck(case)
        return struck.payload.consequences_of_withdrawal(case) if struck else []

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which entry."""
        struck = next(one for one in file.case.entries if one.number == self.number)
        yield f"{heading(file, struck)}, {short_date(struck.happened_on, file.case.today)}"


class SaveUndone(Payload):
    """What was saved as one was taken back within minutes: it counts nowhere, and stays readable.

    `first` and `last` are the numbers of the first and last entry of that save.
    """

    kind: ClassVar[str] = "save_undone"
    title: ClassVar[str] = "Ongedaan gemaakt"
    first: int
    last: int

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Which entries, but for those that have no line of their own."""
        for one in file.case.entries[self.first - 1 : self.last]:
            if one.payload.is_listed(file, one):
                yield heading(file, one)


class OtherCase(Payload):
    """What a case says of another one that it was one with; the program alone writes it."""

    other_id: Code
    other_label: Code
    reason: Words


class MergedFrom(OtherCase):
    """Another case turned out to be this one; its entries were carried over."""

    kind: ClassVar[str] = "merged_from"
    title: ClassVar[str] = "Samengevoegd met een andere zaak"


class MergedInto(OtherCase):
    """This case goes on as part of another one; here nothing is recorded any more."""

    kind: ClassVar[str] = "merged_into"
    title: ClassVar[str] = "Gaat verder in een andere zaak"
    state_after: ClassVar[str] = "closed"


class SplitOff(OtherCase):
    """A part of this case went on as a case of its own."""

    kind: ClassVar[str] = "split_off"
    title: ClassVar[str] = "Deel gaat verder als eigen zaak"


class SplitFrom(OtherCase):
    """This case began as a part of another one."""

    kind: ClassVar[str] = "split_from"
    title: ClassVar[str] = "Afgesplitst van een andere zaak"
