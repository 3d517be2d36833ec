"""What is half-filled stays, for its writer only; a case keeps the card it began on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework.card.model import packaged_card, packaged_text
from casework.errors import CardFault, InputRefused
from casework.people import Role
from casework.records import Draft
from data.faults import StatementFault
from data.migrations import Migration, migrate, packaged, schema_number
from data.store import Store
from tests.data.small_school import NOW, colleague, melding, new_case, note, signed


def test_a_draft_survives_and_the_last_one_counts(store: Store, folder: Path) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.drafts.keep(samira, "melden", Draft("key 1", {"what": "Noor"}, NOW))
    values = {"what": "Noor en Sem", "on": date(2026, 11, 2), "pupils": ["a", "b"], "level": 2}
    store.drafts.keep(samira, "melden", Draft("key 1", values, NOW))
    store.close()
    again = Store.open(folder)
    found = again.drafts.get(samira, "melden")
    assert found == Draft("key 1", {**values, "on": "2026-11-02"}, NOW, "melden")
    assert b"Noor" not in (folder / "school.duckdb").read_bytes()
    again.close()


def test_a_draft_is_of_one_person_and_one_form(store: Store) -> None:
    samira, joris = (colleague(store, name, Role.SUPPORT_TEAM) for name in ("Samira", "Joris"))
    store.drafts.keep(samira, "melden", Draft("k", {"what": "x"}, NOW))
    assert store.drafts.get(joris, "melden") is None
    assert store.drafts.get(samira, "gesprek") is None
    store.drafts.drop(samira, "melden")
    assert store.drafts.get(samira, "melden") is None
    assert store.drafts.get("nobody", "melden") is None


def test_a_person_may_have_two_drafts_of_one_form(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    phone = Draft("key 1", {"what": "fietsen"}, NOW, "gesprek", "phone", "/zaak?zaak=1")
    laptop = Draft("key 2", {"what": "gang"}, NOW + timedelta(minutes=1), "gesprek", "laptop")
    other = Draft("key 3", {"what": "kleedkamer"}, NOW - timedelta(days=1), "melden")
    for draft in (laptop, phone, other):
        assert store.drafts.keep(samira, draft.form, draft)
    assert store.drafts.all(samira) == [laptop, phone, other]
    assert store.drafts.get(samira, "gesprek") == laptop
    assert store.drafts.get(samira, "gesprek", "key 1") == phone
    assert store.drafts.get(samira, "melden", "key 1") is None
    store.drafts.drop(samira, "gesprek", "key 2")
    assert store.drafts.all(samira) == [phone, other]
    store.drafts.keep(samira, "gesprek", laptop)
    store.drafts.drop(samira, "gesprek")
    assert store.drafts.all(samira) == [other]
    assert store.drafts.all("nobody") == []


def test_a_draft_ends_with_what_it_became_and_does_not_come_back(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    joris = colleague(store, "Joris", Role.SUPPORT_TEAM)
    draft = Draft("key 1", {"what": "fietsen"}, NOW)
    for person in (samira, joris):
        store.drafts.keep(person, "melden", draft)
    store.drafts.keep(samira, "melden", Draft("key 2", {}, NOW))
    signature = signed("key 1", by=samira)
    store.log.open_case(str(uuid4()), melding, year=2026, signature=signature)
    assert [kept.form_key for kept in store.drafts.all(samira)] == ["key 2"]
    assert [kept.form_key for kept in store.drafts.all(joris)] == ["key 1"]
    assert not store.drafts.keep(samira, "melden", draft)
    assert [kept.form_key for kept in store.drafts.all(samira)] == ["key 2"]


def test_a_draft_stays_when_its_entry_is_rolled_back(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.drafts.keep(samira, "melden", Draft("key 1", {"what": "fietsen"}, NOW))
    signature = signed("key 1", by=samira)

    def refused_later() -> None:
        with store.log.together():
            store.log.open_case(str(uuid4()), melding, year=2026, signature=signature)
            raise InputRefused

    with pytest.raises(InputRefused):
        refused_later()
    assert store.drafts.get(samira, "melden") is not None


def test_a_file_of_before_keeps_its_drafts_and_receipts(store: Store, folder: Path) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    draft = Draft("key 1", {"what": "fietsen"}, NOW)
    store.drafts.keep(samira, "melden", draft)
    before = new_case(store)
    _as_before_this_shape(store)
    store.close()
    again = Store.open(folder)
    assert again.drafts.get(samira, "melden") == replace(draft, form="melden")
    assert again.log.entries(before.subject_id)
    assert new_case(again).label == "2026-002"
    assert again.check() == []
    assert migrate(again.database, packaged()) == []
    again.close()


def test_a_change_of_shape_that_fails_leaves_the_file_as_it_was(store: Store) -> None:
    _as_before_this_shape(store)
    drafts_of_before = "select column_name from (describe draft)"
    before = store.database.rows(drafts_of_before)
    known, last = packaged()[:-1], packaged()[-1]
    broken = Migration(last.number, last.name, (*last.statements, "alter table nowhere add x int"))
    with pytest.raises(StatementFault):
        migrate(store.database, [*known, broken])
    assert store.database.rows(drafts_of_before) == before
    assert schema_number(store.database) == last.number - 1
    assert migrate(store.database, packaged()) == [last.name]


def _as_before_this_shape(store: Store) -> None:
    with store.database.write():
        for table, column in (
            ("draft", "screen"),
            ("draft", "address"),
            ("form_receipt", "content"),
            ("form_receipt", "staff_id"),
        ):
            store.database.run(f"alter table {table} drop column {column}")
        store.database.run("drop table act_receipt")
    with store.database.write():
        store.database.run("delete from meta where key = 'schema-0005'")


def test_a_school_begins_with_the_packaged_card_as_its_first_version(store: Store) -> None:
    assert store.cards.current() == packaged_card()
    assert store.cards.current().version == 1


def test_an_older_case_keeps_its_version_of_the_card(store: Store) -> None:
    changed = packaged_text().replace(packaged_card().title, "Onze eigen kaart")
    store.cards.keep(changed, str(uuid4()), NOW)
    assert store.cards.current().version == 2
    assert store.cards.current().title == "Onze eigen kaart"
    assert store.cards.version(1).title == packaged_card().title


def test_half_a_card_is_refused_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(CardFault):
        store.cards.keep("title = 'x'", "", NOW)
    assert store.cards.current().version == 1
    with pytest.raises(CardFault):
        store.cards.version(7)


def test_drafts_in_memory_are_those_in_the_file_whoever_changed_them(store: Store) -> None:
    samira, joris = (colleague(store, name, Role.SUPPORT_TEAM) for name in ("Samira", "Joris"))
    for number, who in enumerate((samira, joris, samira)):
        store.drafts.keep(who, "gesprek", Draft(f"key {number}", {"notes": f"{number}"}, NOW))
        store.drafts.merge(who, "gesprek", Draft(f"key {number}", {"more": "x"}, NOW), [])
    assert len(store.drafts.all(samira)) == 2
    receipt = new_case(store)
    store.log.append(receipt.subject_id, [note()], expected=3, signature=signed("key 0", by=samira))
    assert [draft.form_key for draft in store.drafts.all(samira)] == ["key 2"]
    assert not store.drafts.keep(samira, "gesprek", Draft("key 0", {"notes": "te laat"}, NOW))
    with store.database.write():
        store.database.run("delete from draft")
    assert store.drafts.all(samira) == store.drafts.all(joris) == []
