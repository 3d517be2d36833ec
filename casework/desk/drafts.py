"""Half-filled forms of one person; nobody else ever gets them back."""

from dataclasses import dataclass, replace

from casework.desk.access import Room
from casework.records import Draft


@dataclass(frozen=True)
class DraftsRoom(Room):
    """The own drafts, each by its form key; there may be several of one form."""

    def all(self) -> list[Draft]:
        """Every half-filled form that this person left, the newest first."""
        return self._access.store.drafts.all(self._access.actor.staff_id)

    def get(self, form: str, form_key: str = "") -> Draft | None:
        """The newest half-filled form of this name, or the one with this form key."""
        return self._access.store.drafts.get(self._access.actor.staff_id, form, form_key)

    def keep(self, form: str, draft: Draft) -> bool:
        """Keep a half-filled form in the place of an earlier one with its form key.

        False, and nothing is kept, when that form has been stored already.
        """
        draft = replace(draft, kept_at=self._access.now())
        return self._access.store.drafts.keep(self._access.actor.staff_id, form, draft)

    def drop(self, form: str, form_key: str = "") -> None:
        """Forget the half-filled form with this form key, or without one all of this name."""
        self._access.store.drafts.drop(self._access.actor.staff_id, form, form_key)
