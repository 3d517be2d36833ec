"""The secret address of an own agenda: told once, never kept as it is, useless when renewed."""

from pathlib import Path

import pytest

from casework.errors import NotHere
from casework.people import Role
from data.migrations import migrate, packaged
from data.store import Store
from tests.data.small_school import NOW, colleague


@pytest.fixture
def samira(store: Store) -> str:
    return colleague(store, "Samira", Role.SUPPORT_TEAM)


def test_an_address_leads_to_its_owner_and_says_since_when(store: Store, samira: str) -> None:
    assert store.calendars.since(samira) is None
    token = store.calendars.make(samira)
    assert store.calendars.owner(token) == samira
    assert store.calendars.since(samira) == NOW


def test_a_new_address_makes_the_earlier_one_useless(store: Store, samira: str) -> None:
    first = store.calendars.make(samira)
    second = store.calendars.make(samira)
    assert first != second
    assert store.calendars.owner(first) is None
    assert store.calendars.owner(second) == samira


def test_a_stopped_address_leads_nowhere_and_may_be_made_anew(store: Store, samira: str) -> None:
    token = store.calendars.make(samira)
    store.calendars.stop(samira)
    assert (store.calendars.owner(token), store.calendars.since(samira)) == (None, None)
    store.calendars.stop(samira)
    assert store.calendars.owner(store.calendars.make(samira)) == samira


def test_one_persons_address_is_not_touched_by_another(store: Store, samira: str) -> None:
    joris = colleague(store, "Joris", Role.SUPPORT_TEAM)
    hers, his = store.calendars.make(samira), store.calendars.make(joris)
    store.calendars.stop(joris)
    assert (store.calendars.owner(hers), store.calendars.owner(his)) == (samira, None)


@pytest.mark.parametrize(
    "guess", ["", "a", "A" * 43, "é" * 43, "A" * 5000, "\x00" * 43, "' or 1=1"]
)
def test_anything_else_leads_nowhere(store: Store, samira: str, guess: str) -> None:
    store.calendars.make(samira)
    assert store.calendars.owner(guess) is None


def test_an_address_with_something_added_leads_nowhere(store: Store, samira: str) -> None:
    token = store.calendars.make(samira)
    for near in (f"{token}\n", f" {token}", token[:-1], token.swapcase(), f"{token}="):
        assert store.calendars.owner(near) is None


def test_nobody_without_an_account_gets_an_address(store: Store) -> None:
    with pytest.raises(NotHere):
        store.calendars.make("somebody")
    store.calendars.stop("somebody")
    assert store.calendars.since("somebody") is None


def test_an_address_holds_256_bits(store: Store, samira: str) -> None:
    # 43 characters of 6 bits, of which 256 are random.
    assert {len(store.calendars.make(samira)) for _ in range(5)} == {43}


def test_an_address_survives_a_restart_and_is_nowhere_in_the_files(
    store: Store, folder: Path, samira: str
) -> None:
    token = store.calendars.make(samira)
    store.close()
    for path in folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()
    again = Store.open(folder)
    assert again.calendars.owner(token) == samira
    again.close()


def test_making_and_stopping_is_on_record_without_the_address(store: Store, samira: str) -> None:
    token = store.calendars.make(samira)
    store.calendars.stop(samira)
    rows = store.database.rows(
        "select changed_by, kind, subject_id from reference_change where kind like 'calendar%'"
    )
    assert sorted(rows) == [
        (samira, "calendar_address_made", samira),
        (samira, "calendar_address_stopped", samira),
    ]
    assert token not in str(store.database.rows("select * from calendar_address"))


def test_a_school_of_before_the_addresses_gets_a_place_for_them(
    store: Store, folder: Path, samira: str
) -> None:
    with store.database.reshaping():
        store.database.run("drop table calendar_address")
    with store.database.reshaping():
        store.database.run("delete from meta where key like 'schema-%' and key > 'schema-0001'")
    store.close()
    again = Store.open(folder)
    assert again.calendars.owner(again.calendars.make(samira)) == samira
    assert migrate(again.database, packaged()) == []
    again.close()
