"""Half-filled forms and the receipts of stored ones, as the casework asks for them."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from casework.records import Draft, StoredForm
from casework.sent_forms import SentForm


class Drafts(Protocol):
    """Half-filled forms, sealed: each of a person by its form key.

    What several people write together belongs to the case that it is about, in the place of a
    person: it is sealed with the case and goes with it.
    """

    def keep(self, staff_id: str, form: str, draft: Draft) -> bool:
        """Keep it in the place of an earlier one with its form key; False when that has ended."""
        ...

    def merge(self, staff_id: str, form: str, draft: Draft, gone: Collection[str]) -> Draft | None:
        """Put these values into the draft with this form key, and take those of `gone` out.

        Without any value left there is no draft. None when the form was stored, or nothing is left.
        """
        ...

    def get(self, staff_id: str, form: str, form_key: str = "") -> Draft | None:
        """The newest draft of this form, or the one with this form key."""
        ...

    def all(self, staff_id: str) -> list[Draft]:
        """Every draft of this person, the newest first."""
        ...

    def drop(self, staff_id: str, form: str, form_key: str = "") -> None:
        """Forget the draft with this form key, or without one every draft of the form."""
        ...

    def end(self, staff_id: str, form: str, form_key: str, screen: str) -> None:
        """Forget the draft with this form key for good: nothing is kept under that key any more."""
        ...

    def ending(
        self, staff_id: str, form: str, form_key: str, screen: str
    ) -> AbstractContextManager[None]:
        """What is stored inside with this form key ends its draft, in that same commit."""
        ...

    def has_ended(self, form_key: str) -> bool:
        """Whether this very form was stored, or thrown away."""
        ...

    def ended_on(self, form_key: str) -> str:
        """The screen on which the form with this key ended; "" when that is not known."""
        ...

    def of_sign_in(self, sign_in: str) -> list[datetime]:
        """When each form was last typed in that waits since this sign-in, the newest first."""
        ...

    def drop_older(self, than: datetime) -> int:
        """Forget every draft that was last typed in before this moment; how many there were."""
        ...

    def drop_erased(self) -> int:
        """Forget what is about somebody or something of which the words were erased."""
        ...

    def sealed_ticket(self, staff_id: str, text: str) -> str:
        """A text that only this person gets back, and that nobody can make or change."""
        ...

    def opened_ticket(self, staff_id: str, ticket: str) -> str | None:
        """The text of a ticket; None when it is not one of this person."""
        ...


class StoredForms(Protocol):
    """The receipts of forms, and what is stored once outside the log of entries."""

    def once(self, form: SentForm, by: str, title: str) -> AbstractContextManager[bool]:
        """What is stored inside, its receipt and the end of its draft in one transaction.

        False when this very form was stored before: then nothing is to be done. FormStoredBefore
        when its key was stored with another content.
        """
        ...

    def is_repeat(self, form: SentForm, by: str) -> bool:
        """Whether this very form was stored outside the log; FormStoredBefore as above."""
        ...

    def latest(self, staff_id: str, since: datetime) -> StoredForm | None:
        """The form that this person stored last since then; None when there is none."""
        ...
