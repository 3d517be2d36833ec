"""Nobody else on the computer can read, copy or change the files of a school."""

import os
import stat
from pathlib import Path

import pytest

from data import file_modes
from data.store import FILES, Store
from tests.cast import Cast

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_school_that_was_open_to_others_is_closed_when_it_is_opened(cast: Cast) -> None:
    folder, key = cast.store.folder, cast.store.key
    assert key.path is not None
    cast.store.close()
    for path in (folder, *folder.iterdir(), key.path):
        path.chmod(0o777)

    store = Store.open(folder, key)
    try:
        assert {mode(path) for path in folder.iterdir() if path.is_file()} == {0o600}
        assert (mode(folder), mode(folder / "tmp"), mode(key.path)) == (0o700, 0o700, 0o600)
    finally:
        store.close()


def test_a_folder_in_which_others_keep_something_stays_open_to_them(tmp_path: Path) -> None:
    (tmp_path / "school.duckdb").touch(0o644)
    (tmp_path / "van een ander").touch(0o644)
    tmp_path.chmod(0o755)

    assert file_modes.make_private(tmp_path, FILES) == []
    assert mode(tmp_path / "school.duckdb") == 0o600
    assert (mode(tmp_path), mode(tmp_path / "van een ander")) == (0o755, 0o644)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.touch(0o644)
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / "school.duckdb").symlink_to(elsewhere)
    file_modes.make_private(tmp_path / "school", FILES)
    assert mode(elsewhere) == 0o644


def test_what_cannot_be_closed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    key = tmp_path / "sleutel"
    key.touch(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    assert file_modes.make_private(tmp_path / "school", FILES, key) == [key]
    assert str(key) in caplog.text


def test_whatever_the_program_makes_from_now_on_is_its_own(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        file_modes.from_now_on()
        (tmp_path / "bestand").write_text("x")
        (tmp_path / "map").mkdir()
        assert (mode(tmp_path / "bestand"), mode(tmp_path / "map")) == (0o600, 0o700)
    finally:
        os.umask(before)
