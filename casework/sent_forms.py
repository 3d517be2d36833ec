"""A form as it arrives and as it was stored: the same form again is a repeat, another one is not.

Two screens can have one form open, and a press can arrive twice. The key of a form says which
form it is, its content what was filled in: only both together are a repeat.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel

from casework.entries import KINDS, CaseOpened
from casework.errors import FormStoredBefore
from casework.records import StoredForm
from casework.words import clock_time, full_date, local_day


@dataclass(frozen=True)
class SentForm:
    """A form that somebody sends: its key, and what was filled in as text in a fixed order."""

    key: str
    content: str

    def part(self, name: str) -> Self:
        """What the same form writes in another place, under a key of its own."""
        return replace(self, key=f"{self.key}:{name}")


def sent_form(key: str, act: str, *content: object) -> SentForm:
    """A form with what its writer said, and nothing that the program adds by itself.

    Left out are fresh ids, labels, moments and what follows from an entry: these are other ones
    each time the form arrives.
    """
    text = json.dumps([act, *map(_plain, content)], ensure_ascii=False, sort_keys=True)
    return SentForm(key, text)


def stored_before(stored: StoredForm, now: datetime) -> FormStoredBefore:
    """The refusal of a form that was stored with another content."""
    return FormStoredBefore(
        f"Dit formulier is {_when(stored.stored_at, now)} al opgeslagen{_as_what(stored)}. "
        "Wat hier staat is anders en is nog niet opgeslagen."
    )


def just_stored(stored: StoredForm) -> str:
    """What somebody stored last, for who opens a page anew: "zaak 2026-144, 10.42"."""
    words = f"zaak {stored.label}" if stored.is_new_case else _title_in_case(stored)
    return f"Net opgeslagen: {words}, {clock_time(stored.stored_at)}."


def title_of(kind: str) -> str:
    """What a kind of entry is called in Dutch, in the middle of a sentence."""
    title = KINDS[kind].title if kind in KINDS else ""
    return title[:1].lower() + title[1:]


def opens_case(kind: str) -> bool:
    """Whether an entry of this kind begins a case."""
    return kind == CaseOpened.kind


def _title_in_case(stored: StoredForm) -> str:
    return f"{stored.title} in zaak {stored.label}" if stored.label else stored.title


def _as_what(stored: StoredForm) -> str:
    if stored.is_new_case:
        return f" als zaak {stored.label}"
    if stored.label:
        return f" in zaak {stored.label} ({stored.title})"
    return f" ({stored.title})" if stored.title else ""


def _when(at: datetime, now: datetime) -> str:
    day = local_day(at)
    on = "" if day == local_day(now) else f"op {full_date(day)} "
    return f"{on}om {clock_time(at)}"


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return [type(value).__name__, value.model_dump(mode="json")]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, _plain(asdict(value))]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(str(item) for item in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
