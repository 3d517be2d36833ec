"""Half-filled forms of one person; nobody else ever gets them back."""

import json
import re
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from casework.desk.access import Room
from casework.errors import NotHere
from casework.records import Draft, StoredForm

JUST_STORED = timedelta(minutes=10)
"""How long what somebody stored is told again, when a page is opened anew."""


@dataclass(frozen=True)
class DraftTicket:
    """What one form on one screen may send while somebody types in it.

    `texts` has the names of its fields for free text, and whether each began with words in it:
    only of such a field is an empty text something that was typed.
    """

    form: str
    form_key: str
    screen: str
    address: str
    texts: Mapping[str, bool]

    def field(self, name: str) -> str | None:
        """The field with this name, or with it as the browser writes it; None when it has none."""
        return next((field for field in self.texts if name in (field, browser_name(field))), None)


def browser_name(name: str) -> str:
    """The name of a field as the browser writes it, in which a dot cannot stand."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", name)


@dataclass(frozen=True)
class DraftsRoom(Room):
    """The own drafts, each by its form key; there may be several of one form.

    And what became of the last one.
    """

    def just_stored(self) -> StoredForm | None:
        """The form that this person stored last, when that was minutes ago."""
        since = self._access.now() - JUST_STORED
        return self._access.store.forms.latest(self._access.actor.staff_id, since)

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
        draft = self._dated(draft)
        return self._access.store.drafts.keep(self._access.actor.staff_id, form, draft)

    def merge(self, form: str, draft: Draft, gone: Collection[str] = ()) -> Draft | None:
        """Put these values into the half-filled form, and take those of `gone` out.

        None when the form has been stored already, or when nothing is left in it.
        """
        draft = self._dated(draft)
        return self._access.store.drafts.merge(self._access.actor.staff_id, form, draft, gone)

    def drop(self, form: str, form_key: str = "") -> None:
        """Forget the half-filled form with this form key, or without one all of this name."""
        self._access.store.drafts.drop(self._access.actor.staff_id, form, form_key)

    def end(self, form: str, form_key: str, screen: str) -> None:
        """The form was stored or thrown away on this screen: what comes later is not kept."""
        self._access.store.drafts.end(self._access.actor.staff_id, form, form_key, screen)

    def ending(self, form: str, form_key: str, screen: str) -> AbstractContextManager[None]:
        """The act inside stores the form that stands on this screen: the two end in one commit."""
        staff_id = self._access.actor.staff_id
        return self._access.store.drafts.ending(staff_id, form, form_key, screen)

    def has_ended(self, form_key: str) -> bool:
        """Whether the form with this key has been stored, or thrown away."""
        return self._access.store.drafts.has_ended(form_key)

    def ended_on(self, form_key: str) -> str:
        """The screen on which it was; "" when that is not known."""
        return self._access.store.drafts.ended_on(form_key)

    def _dated(self, draft: Draft) -> Draft:
        return replace(draft, kept_at=self._access.now(), sign_in=self._access.session)

    # --- what is typed, sent by the screen itself -----------------------------------------------

    def ticket(self, ticket: DraftTicket) -> str:
        """With this a screen may send what is typed in one form: made for this person alone."""
        text = json.dumps(asdict(ticket))
        return self._access.store.drafts.sealed_ticket(self._access.actor.staff_id, text)

    def of_ticket(self, sealed: str) -> DraftTicket:
        """What a screen may send with this; NotHere when it is forged, or somebody else's."""
        text = self._access.store.drafts.opened_ticket(self._access.actor.staff_id, sealed)
        if text is None:
            raise NotHere
        return DraftTicket(**json.loads(text))

    def type(
        self, ticket: DraftTicket, typed: Mapping[str, str], form_key: str = ""
    ) -> Draft | None:
        """Keep what was typed in the fields of a ticket; what is no field of it is left out.

        `form_key`: of another draft of the same form, for what must not go into this one.
        """
        texts = {field: text for name, text in typed.items() if (field := ticket.field(name))}
        gone = [field for field, text in texts.items() if not text and not ticket.texts[field]]
        values: dict[str, Any] = {f: text for f, text in texts.items() if f not in gone}
        key = form_key or ticket.form_key
        draft = Draft(key, values, screen=ticket.screen, address=ticket.address)
        return self.merge(ticket.form, draft, gone)
