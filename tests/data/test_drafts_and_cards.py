"""What is half-filled stays, for its writer only; a case keeps the card it began on."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from casework.card.model import packaged_card, packaged_text
from casework.errors import CardFault
from casework.people import Role
from casework.records import Draft
from data.store import Store
from tests.data.small_school import NOW, colleague


def test_a_draft_survives_and_the_last_one_counts(store: Store, folder: Path) -> None:
    samira = colleague(store, "Samira", Role.SUPPORT_TEAM)
    store.drafts.keep(samira, "melden", Draft("key 1", {"what": "Noor"}, NOW))
    values = {"what": "Noor en Sem", "on": date(2026, 11, 2), "pupils": ["a", "b"], "level": 2}
    store.drafts.keep(samira, "melden", Draft("key 1", values, NOW))
    store.close()
    again = Store.open(folder)
    found = again.drafts.get(samira, "melden")
    assert found == Draft("key 1", {**values, "on": "2026-11-02"}, NOW)
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
