"""Entries as rows: codes stay readable, words are sealed, and a hash stands for the row."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from casework.entries import KINDS, Entry, Payload
from casework.errors import StoreTooNew
from casework.records import PutRight
from data.vault import Vault

COLUMNS = (
    "subject_id, number, kind, step, pupil_id, happened_on, recorded_at, recorded_by, "
    "card_version, coded, sealed"
)

UNMERGED: Mapping[str, str] = {}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class EntryRow(NamedTuple):
    """One row of the table `entry`, in the order of its columns; the moment is UTC without zone."""

    subject_id: str
    number: int
    kind: str
    step: str
    pupil_id: str | None
    happened_on: date
    recorded_at: datetime
    recorded_by: str | None
    card_version: int
    coded: str
    sealed: bytes | None


def stored_moment(at: datetime) -> datetime:
    """A moment as it is kept: UTC, without its zone."""
    return at.astimezone(UTC).replace(tzinfo=None)


def shown_moment(at: datetime) -> datetime:
    """A kept moment with its zone (UTC) again."""
    return at.replace(tzinfo=UTC)


def as_row(entry: Entry, vault: Vault) -> EntryRow:
    """The row of an entry; its words are sealed under its subject's key, bound to its number."""
    return EntryRow(
        entry.subject_id,
        entry.number,
        entry.kind,
        entry.step,
        entry.pupil_id or None,
        entry.happened_on,
        stored_moment(entry.recorded_at),
        entry.recorded_by or None,
        entry.card_version,
        _json(entry.payload.coded()),
        _sealed(entry, vault),
    )


def as_entry(
    row: EntryRow, vault: Vault | None = None, *, kept: Mapping[str, str] = UNMERGED
) -> Entry:
    """The entry of a row; without a vault, or when the key was erased, its words are empty.

    `kept` has the record that is kept for each merged one: the entry is about that pupil.
    """
    words = vault.unseal(row.subject_id, row.sealed, _place(row.number)) if vault else None
    payload, pupil_id = _payload(row.kind, row.coded, words), row.pupil_id or ""
    if kept:
        payload = payload.with_pupils(kept)
    return Entry(
        subject_id=row.subject_id,
        number=row.number,
        payload=payload,
        happened_on=row.happened_on,
        recorded_at=shown_moment(row.recorded_at),
        recorded_by=row.recorded_by or "",
        card_version=row.card_version,
        step=row.step,
        pupil_id=kept.get(pupil_id, pupil_id),
        record_id=pupil_id if pupil_id in kept else "",
    )


def in_present_class(entry: Entry, put_right: PutRight) -> Entry:
    """The entry, with its class and school year as these are now when they were put right since."""
    if not put_right:
        return entry
    payload, present = entry.payload, dict[str, Any]()
    if held := put_right.classes.get(getattr(payload, "class_id", "")):
        home = {"year_group": held.year_group, "team_id": held.team_id}
        present |= {"class_name": held.name, **home}
    if school_year := getattr(payload, "school_year", ""):
        present["school_year"] = put_right.year(school_year, entry.recorded_at)
    update = {name: present[name] for name in present if name in type(payload).model_fields}
    return replace(entry, payload=payload.model_copy(update=update)) if update else entry


def digest(rows: Iterable[EntryRow]) -> str:
    """SHA-256 over rows in order; any change in any of them changes it."""
    whole = hashlib.sha256()
    for row in rows:
        *plain, sealed = row
        text = "\x1f".join("" if value is None else str(value) for value in plain)
        whole.update(f"{len(sealed or b'')}\x1f{text}\x1e".encode())
        whole.update(sealed or b"")
    return whole.hexdigest()


def _sealed(entry: Entry, vault: Vault) -> bytes | None:
    words = {name: getattr(entry.payload, name) for name in _sealed_fields(type(entry.payload))}
    filled = {name: text for name, text in words.items() if text}
    return vault.seal(entry.subject_id, _json(filled), _place(entry.number)) if filled else None


def _payload(kind: str, coded: str, words: str | None) -> Payload:
    model = KINDS.get(kind)
    if model is None:
        raise StoreTooNew()
    return model.model_validate_json(_joined(_no_words(model), coded, words or ""))


def _joined(*objects: str) -> str:
    """Objects of JSON as one; of a field that stands in several of them the last one counts."""
    parts = [text for text in objects if len(text) > len("{}")]
    return parts[0] if len(parts) == 1 else "{" + ",".join(text[1:-1] for text in parts) + "}"


@cache
def _sealed_fields(model: type[Payload]) -> tuple[str, ...]:
    return tuple(sorted(model.sealed_fields()))


@cache
def _no_words(model: type[Payload]) -> str:
    """The words that a model cannot do without, all empty."""
    required = [name for name in _sealed_fields(model) if model.model_fields[name].is_required()]
    return _json(dict.fromkeys(required, ""))


def _place(number: int) -> str:
    return f"entry:{number}"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)
