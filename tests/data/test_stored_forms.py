"""What somebody stored last is read from the store, and what was not read back is not told."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework.errors import FormStoredBefore, StoreError
from casework.people import Role
from casework.sent_forms import just_stored, sent_form
from data.store import Store
from tests.data.small_school import NOW, colleague, melding, note, signed

SECRET = "Kanariewoord over de kluisjes"


def opened(store: Store, by: str, form_key: str = "") -> str:
    signature = signed(form_key, by=by)
    return store.log.open_case(str(uuid4()), melding, year=2026, signature=signature).subject_id


def test_what_was_stored_last_is_there_after_a_restart_for_who_stored_it(
    store: Store, folder: Path
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    joris = colleague(store, "Joris", Role.SUPPORT_TEAM)
    opened(store, joris)
    case_id = opened(store, samira)
    store.close()
    again = Store.open(folder)
    latest = again.forms.latest(samira, NOW)
    assert latest is not None
    assert (latest.label, latest.subject_id, latest.stored_at) == ("2026-002", case_id, NOW)
    assert just_stored(latest) == "Net opgeslagen: zaak 2026-002, 10.30."
    assert again.forms.latest(samira, NOW + timedelta(seconds=1)) is None
    assert again.forms.latest(str(uuid4()), NOW) is None
    assert again.forms.latest("nobody", NOW) is None
    again.close()


def test_an_entry_in_a_case_is_told_with_the_number_of_the_case(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    case_id = opened(store, samira)
    signature = signed(by=samira)
    store.log.append(case_id, [note("erbij")], expected=3, signature=signature)
    latest = store.forms.latest(samira, NOW)
    assert latest is not None
    assert just_stored(latest) == "Net opgeslagen: melding in zaak 2026-001, 10.30."


def test_what_a_form_writes_in_a_second_place_is_not_told_for_the_form(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    opened(store, samira, "key")
    second = opened(store, samira, "key:other")
    latest = store.forms.latest(samira, NOW)
    assert latest is not None
    assert latest.subject_id != second


def test_outside_the_log_a_form_is_stored_once_with_a_receipt(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    form = sent_form("key", "office", {"name": SECRET})
    with store.forms.once(form, samira, "weergave") as is_new:
        assert is_new
    with store.forms.once(form, samira, "weergave") as is_new:
        assert not is_new
    with (
        pytest.raises(FormStoredBefore),
        store.forms.once(sent_form("key", "office", {"name": "anders"}), samira, "weergave"),
    ):
        pass
    latest = store.forms.latest(samira, NOW)
    assert latest is not None
    assert latest.title == "weergave"


def test_what_fails_inside_leaves_no_receipt(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    form = sent_form("key", "office", "x")

    def fails() -> None:
        with store.forms.once(form, samira, "weergave"):
            raise StoreError

    with pytest.raises(StoreError):
        fails()
    assert not store.forms.is_repeat(form, samira)


def test_the_hash_of_what_was_sent_needs_the_key_of_the_school(store: Store, folder: Path) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    signature = signed(by=samira)
    store.log.open_case(str(uuid4()), melding, year=2026, signature=signature)
    form = sent_form("key", "office", SECRET)
    with store.forms.once(form, samira, "weergave"):
        pass
    contents = store.database.rows(
        "select content from form_receipt union all select content from act_receipt"
    )
    assert all(len(content) == 64 for (content,) in contents)
    store.close()
    for path in folder.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path.name


def test_what_cannot_be_read_back_is_not_told_as_stored(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    rows = store.database.one

    def lost(sql: str, *params: object) -> object:
        return None if sql.startswith("select digest") else rows(sql, *params)  # type: ignore[arg-type]

    monkeypatch.setattr(store.database, "one", lost)
    with pytest.raises(StoreError, match="kon niet worden teruggelezen"):
        opened(store, samira)
