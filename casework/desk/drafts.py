"""Half-filled forms of one person; nobody else ever gets them back."""

from dataclasses import dataclass, replace

from casework.desk.access import Room
from casework.records import Draft


@dataclass(frozen=True)
class DraftsRoom(Room):
    """The own drafts, one for each form."""

    def get(self, form: str) -> Draft | None:
        """The half-filled form that this person left, if any."""
        return self._access.store.drafts.get(self._access.actor.staff_id, form)

    def keep(self, form: str, draft: Draft) -> None:
        """Keep a half-filled form in the place of an earlier one."""
        draft = replace(draft, kept_at=self._access.now())
        self._access.store.drafts.keep(self._access.actor.staff_id, form, draft)

    def drop(self, form: str) -> None:
        """Forget a half-filled form."""
        self._access.store.drafts.drop(self._access.actor.staff_id, form)
