"""What is half-filled stays, for its writer only; a case keeps the card it began on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework.card.model import packaged_card, packaged_text
from casework.errors import CardFault, InputRefused
from casework.people import Role
from casework.records import Draft
from data.faults import StatementFault
from data.migrations import Migration, applied_numbers, migrate, packaged
from data.store import Store
from tests.data.small_school import NOW, colleague, melding, new_case, note, signed
from tests.older_file import as_before


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
    as_before(store, 5)
    store.close()
    again = Store.open(folder)
    assert again.drafts.get(samira, "melden") == replace(draft, form="melden")
    assert again.log.entries(before.subject_id)
    assert new_case(again).label == "2026-002"
    assert again.check() == []
    assert migrate(again.database, packaged()) == []
    again.close()


def test_a_change_of_shape_that_fails_leaves_the_file_as_it_was(store: Store) -> None:
    *known, last = packaged()
    as_before(store, last.number)
    tables_of_before = """
        select table_name, column_name from information_schema.columns
        order by table_name, column_name
    """
    before = store.database.rows(tables_of_before)
    broken = Migration(last.number, last.name, (*last.statements, "alter table nowhere add x int"))
    with pytest.raises(StatementFault):
        migrate(store.database, [*known, broken])
    assert store.database.rows(tables_of_before) == before
    assert last.number not in applied_numbers(store.database)
    assert migrate(store.database, packaged()) == [last.name]


# --- what ends stays ended, and goes with what it is about ----------------------------------------


def test_a_form_that_ended_keeps_nothing_any_more_also_after_a_restart(
    store: Store, folder: Path
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    draft = Draft("key 1", {"what": "fietsen"}, NOW, screen="phone")
    store.drafts.keep(samira, "melden", draft)
    store.drafts.end(samira, "melden", "key 1", "phone")
    new_case(store, form_key="key 2")
    store.close()
    again = Store.open(folder)
    assert not again.drafts.keep(samira, "melden", draft)
    assert not again.drafts.keep(samira, "melden", replace(draft, form_key="key 2"))
    assert again.drafts.all(samira) == []
    assert again.drafts.ended_on("key 1") == "phone"
    assert again.drafts.ended_on("key 3") == ""
    again.close()


def test_an_entry_ends_its_draft_on_the_screen_that_typed_it(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    draft = Draft("key 1", {"what": "fietsen"}, NOW, screen="phone")
    store.drafts.keep(samira, "melden", draft)
    new_case(store, form_key="key 1", by=samira)
    assert store.drafts.all(samira) == []
    assert store.drafts.ended_on("key 1") == "phone"


@pytest.mark.parametrize("has_draft", [True, False], ids=["typed before", "typed with the press"])
def test_a_form_ends_on_the_screen_that_sends_it_in_the_commit_of_its_entry(
    store: Store, folder: Path, has_draft: bool
) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    draft = Draft("key 1", {"what": "fietsen"}, NOW, screen="phone")
    other = Draft("key 2", {"what": "gym"}, NOW, form="melden")
    store.drafts.keep(samira, "melden", other)
    if has_draft:
        store.drafts.keep(samira, "melden", draft)
    before = store.database.commits
    with store.drafts.ending(samira, "melden", "key 1", "laptop"):
        new_case(store, form_key="key 1", by=samira)
    assert store.database.commits == before + 1
    assert store.drafts.all(samira) == [other]
    store.close()
    again = Store.open(folder)
    assert again.drafts.all(samira) == [other]
    assert again.drafts.ended_on("key 1") == "laptop"
    again.close()


def test_a_form_that_is_refused_goes_on_and_one_that_stores_nothing_is_over(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.drafts.keep(samira, "melden", Draft("key 1", {"what": "fietsen"}, NOW))

    def refused() -> None:
        with store.drafts.ending(samira, "melden", "key 1", "laptop"), store.log.together():
            new_case(store, form_key="key 1", by=samira)
            raise InputRefused

    with pytest.raises(InputRefused):
        refused()
    assert store.drafts.get(samira, "melden") is not None
    assert not store.drafts.has_ended("key 1")
    with store.drafts.ending(samira, "melden", "key 1", "laptop"):
        pass
    assert store.drafts.get(samira, "melden") is None
    assert store.drafts.ended_on("key 1") == "laptop"


def test_that_a_form_ended_is_forgotten_after_the_term(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.drafts.end(samira, "melden", "key 1", "phone")
    store.drafts.drop_older(datetime.now(UTC) - timedelta(days=1))
    assert store.drafts.has_ended("key 1")
    store.drafts.drop_older(datetime.now(UTC) + timedelta(days=1))
    assert not store.drafts.has_ended("key 1")


@pytest.mark.parametrize("name", ["gesprek@{}", "melden@{}", "besluit_{}_1", "aside_{}"])
def test_a_draft_about_a_case_goes_when_its_words_go(store: Store, name: str) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    case_id = new_case(store).subject_id
    form = name.format(case_id)
    draft = Draft("key 1", {"what": "fietsen"}, NOW)
    store.drafts.keep(samira, form, draft)
    store.drafts.keep(samira, "melden", replace(draft, form_key="key 2"))
    assert store.drafts.get(samira, form) == replace(draft, form=form)
    store.vault.erase(case_id)
    commits = store.database.commits
    assert store.drafts.get(samira, form) is None
    assert [one.form for one in store.drafts.all(samira)] == ["melden"]
    assert not store.drafts.keep(samira, form, replace(draft, form_key="key 3"))
    assert store.database.commits == commits
    assert store.drafts.drop_erased() == 1
    assert store.database.rows("select form from draft") == [("melden",)]


def test_an_address_makes_no_keys(store: Store) -> None:
    """Who types any id in the address has a draft about nothing that there is."""
    samira, unknown = colleague(store, "Samira", Role.SUPPORT_TEAM), str(uuid4())
    store.drafts.keep(samira, f"gesprek@{unknown}", Draft("key 1", {"what": "x"}, NOW))
    assert not store.vault.has_key(unknown)
    assert not store.vault.is_erased(unknown)
    assert len(store.drafts.all(samira)) == 1


def test_what_was_typed_in_a_sign_in_is_found_by_its_name_alone(store: Store) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    later = NOW + timedelta(minutes=5)
    for key, at, address, sign_in in (
        ("key 1", NOW, "/melden", "one"),
        ("key 2", later, "/signaal", "one"),
        ("key 3", later, "", "one"),
        ("key 4", later, "/melden", "other"),
        ("key 5", later, "/melden", ""),
    ):
        draft = Draft(key, {"what": "x"}, at, address=address, sign_in=sign_in)
        store.drafts.keep(samira, key, draft)
    assert store.drafts.of_sign_in("one") == [later, NOW]
    assert store.drafts.of_sign_in("") == []
    assert store.drafts.of_sign_in("nobody") == []


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
