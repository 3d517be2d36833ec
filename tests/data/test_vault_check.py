"""A key that went from the vault, or is another one, is told, whatever it opened."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from casework.entries import MentorHourHeld
from casework.signals.signal import NewSignal
from data.school_key import SchoolKey
from data.setup import set_up_school
from data.store import Store
from data.vault_check import key_findings
from tests.cast import TODAY, Cast, copy_of
from tests.data.small_school import SETUP

Damage = Callable[[sqlite3.Connection, str], None]


def taken_out(vault: sqlite3.Connection, owner: str) -> None:
    vault.execute("delete from key where subject_id = ?", (owner,))


def made_empty(vault: sqlite3.Connection, owner: str) -> None:
    """As if the program had erased it."""
    vault.execute("update key set wrapped = null where subject_id = ?", (owner,))


def that_of_another(vault: sqlite3.Connection, owner: str) -> None:
    sql = "select wrapped from key where subject_id <> ? and wrapped is not null limit 1"
    (other,) = vault.execute(sql, (owner,)).fetchone()
    vault.execute("update key set wrapped = ? where subject_id = ?", (other, owner))


DAMAGE: dict[str, Damage] = {
    "taken out": taken_out,
    "made empty": made_empty,
    "that of another": that_of_another,
}
OWNERS = ("pupil", "school", "case", "signal", "class")


@pytest.fixture(scope="module")
def owners(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """A school with something sealed of every kind; whose it is stands under `pupils`."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("owners") / "school")
    signal = NewSignal(pupils=(cast.pupils["Noor"],), what="Er werd geroepen.")
    sent = cast.desk("Dirk").signals.send(signal, form_key=str(uuid4()))
    theme = next(iter(cast.desk("Samira").card.lists["themes"]))
    hour = MentorHourHeld(theme=theme, note="Kennismaken.")
    cast.desk("Samira").classroom.log_hour(cast.classes["2B"], TODAY, hour, str(uuid4()))
    cast.pupils |= {
        "pupil": cast.pupils["Noor"],
        "school": cast.store.vault.school_id,
        "case": cast.case().subject_id,
        "signal": sent.subject_id,
        "class": cast.classes["2B"],
    }
    assert cast.store.check() == []
    cast.store.close()
    return cast


def test_a_school_with_nobody_in_it_yet_lacks_no_key(tmp_path: Path) -> None:
    demo = SETUP.model_copy(update={"is_demo": True})
    key = SchoolKey(bytes(range(32)), str(uuid4()))
    store = set_up_school(tmp_path / "school", key, demo)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_key_that_is_not_as_it_was_made_is_told(
    owners: Cast, tmp_path: Path, damage: Damage, owner: str
) -> None:
    cast = owners
    store = copy_of(cast, tmp_path / "school").store
    store.close()
    with closing(sqlite3.connect(tmp_path / "school" / "vault.sqlite")) as vault, vault:
        damage(vault, cast.pupils[owner])
    with closing(Store.open(tmp_path / "school", cast.store.key)) as again:
        assert key_findings(again.database, again.vault)
        assert not again.integrity.run().is_whole


def test_a_key_that_was_made_anew_does_not_hide_that_the_first_one_is_gone(
    owners: Cast, tmp_path: Path
) -> None:
    cast = owners
    store = copy_of(cast, tmp_path / "school").store
    for owner in ("pupil", "school"):
        store.vault._keys.clear()
        taken_out(store.vault._file, cast.pupils[owner])
        store.vault.make_key(cast.pupils[owner])
    findings = key_findings(store.database, store.vault)
    assert findings[0].startswith("De naam van 1 leerling is niet te lezen")
    assert findings[1].startswith("De naam van 12 collega's is niet te lezen")
    store.close()


def test_an_import_taken_back_and_a_pupil_that_was_removed_leave_nothing_to_tell(
    cast: Cast,
) -> None:
    ineke = cast.staff["Ineke"]
    cast.store.school.remove_pupil(cast.pupils["Tim"], ineke)
    assert cast.store.check() == []
