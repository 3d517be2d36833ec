"""Setting up a school: whole or not at all, with a key that is not among the data."""

import base64
import os
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from casework.errors import InputRefused, KeyMissing, KeyWrong, StoreError
from data import school_key
from data.setup import set_up_school
from data.store import Store, exists
from tests.data.small_school import NOW, PASSWORD, SETUP, TODAY, new_case

CONFIG = Path("config")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_days_that_the_school_has_free_are_there_from_the_start(tmp_path: Path) -> None:
    days = ((date(2027, 5, 7), date(2027, 5, 7), "Vrijdag na Hemelvaart"),)
    setup = SETUP.model_copy(update={"free_days": days})
    store = set_up_school(tmp_path / "school", school_key.make(tmp_path / "school"), setup)

    assert store.school.free_days() == list(days)
    assert not store.school.school_days().is_school_day(date(2027, 5, 7))
    store.close()


def test_a_school_is_as_it_was_set_up(store: Store) -> None:
    assert store.school.school_name() == "Het Voorbeeld"
    assert store.school.region() == "Midden"
    assert [year.school_year for year in store.school.school_years()] == ["2026-2027"]
    assert [c.name for c in store.school.classes("2026-2027")] == ["2B", "2C"]
    assert {c.team_name for c in store.school.classes("2026-2027")} == {"Onderbouw"}
    assert store.accounts.check("ineke", PASSWORD, NOW).staff_id
    assert not store.is_demo
    assert store.check() == []


def test_the_key_file_is_private_and_outside_the_folder(store: Store, folder: Path) -> None:
    assert store.key.path is not None
    assert not store.key.path.is_relative_to(folder)
    assert store.key.school_id in store.key.path.name
    if sys.platform != "win32":
        assert stat.S_IMODE(store.key.path.stat().st_mode) == 0o600
    for path in files(folder):
        assert store.key.value not in path.read_bytes()
        assert school_key.written(store.key.value).encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"region": "Oost"}, "regio"),
        ({"name": "  "}, "naam van de school"),
        ({"ends_on": SETUP.starts_on}, "eindigt"),
        ({"classes": (SETUP.classes[0], SETUP.classes[0])}, "al een klas"),
        ({"admin_password": "kort"}, "12 tekens"),
        ({"admin_user_name": ""}, "gebruikersnaam"),
        ({"admin_given": ""}, "voornaam"),
    ],
)
def test_a_set_up_that_fails_leaves_nothing_behind(
    folder: Path, tmp_path: Path, wrong: dict[str, object], says: str
) -> None:
    key = school_key.make(folder)
    with pytest.raises(InputRefused, match=says):
        set_up_school(folder, key, SETUP.model_copy(update=wrong))
    assert files(tmp_path) == []
    assert not folder.exists()
    set_up_school(folder, key, SETUP).close()
    Store.open(folder).close()


def test_a_second_set_up_in_the_same_folder_is_refused(store: Store, folder: Path) -> None:
    case_id = new_case(store).subject_id
    with pytest.raises(StoreError, match="al een school"):
        set_up_school(folder, school_key.make(folder), SETUP)
    assert len(store.log.entries(case_id)) == 3


def test_the_key_may_come_from_the_environment(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDELINGSKAART_KEY", base64.b64encode(os.urandom(32)).decode())
    made = set_up_school(folder, school_key.make(folder), SETUP)
    case_id = new_case(made).subject_id
    made.close()
    again = Store.open(folder)
    assert again.key.path is None
    assert len(again.log.entries(case_id)) == 3
    again.close()
    assert files(tmp_path / "config") == []
    monkeypatch.setenv("HANDELINGSKAART_KEY", base64.b64encode(os.urandom(32)).decode())
    with pytest.raises(KeyWrong):
        Store.open(folder)
    monkeypatch.setenv("HANDELINGSKAART_KEY", "geen sleutel")
    with pytest.raises(KeyWrong, match="32 bytes"):
        Store.open(folder)


def test_the_key_file_may_be_somewhere_else_but_not_among_the_data(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDELINGSKAART_KEY_FILE", str(folder / "school.key"))
    with pytest.raises(KeyMissing, match="niet in de map"):
        school_key.make(folder)
    monkeypatch.setenv("HANDELINGSKAART_KEY_FILE", str(tmp_path / "usb" / "school.key"))
    set_up_school(folder, school_key.make(folder), SETUP).close()
    assert (tmp_path / "usb" / "school.key").is_file()
    Store.open(folder).close()


def test_a_demo_school_can_be_thrown_away_with_its_key(folder: Path, tmp_path: Path) -> None:
    demo = set_up_school(
        folder, school_key.make(folder), SETUP.model_copy(update={"is_demo": True})
    )
    assert demo.is_demo
    assert exists(folder)
    demo.throw_away()
    assert not exists(folder)
    assert files(tmp_path) == []


def test_a_key_file_that_the_school_chose_outlives_the_demo(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDELINGSKAART_KEY_FILE", str(tmp_path / "school.key"))
    demo = set_up_school(
        folder, school_key.make(folder), SETUP.model_copy(update={"is_demo": True})
    )
    demo.throw_away()
    assert files(tmp_path) == [tmp_path / "school.key"]


def test_a_real_school_is_never_thrown_away(store: Store, folder: Path) -> None:
    with pytest.raises(StoreError, match="demoschool"):
        store.throw_away()
    assert exists(folder)
    assert store.school.actor(store.school.staff(TODAY)[0].staff_id, TODAY)


def test_what_is_filled_in_beforehand_is_there_or_the_school_is_not(folder: Path) -> None:
    def fill(store: Store) -> None:
        new_case(store)

    def fails(store: Store) -> None:
        new_case(store)
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError):
        set_up_school(folder, school_key.make(folder), SETUP, fill=fails)
    assert not exists(folder)
    made = set_up_school(folder, school_key.make(folder), SETUP, fill=fill)
    assert made.log.position.count == 3
    made.close()
