"""The command line for IT: each command does its work, and says in one sentence when it cannot."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.store import Store
from manage.__main__ import main
from tests.data.small_school import NOW, PASSWORD, damaged, new_case

LOG = "school.duckdb.wal"


def run(command: str, folder: Path, *options: str) -> int:
    return main([command, *options, "--folder", str(folder)])


def test_a_demo_school_is_made_and_found_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    assert run("demo", folder, "--cases", "12", "--years", "2") == 0
    assert "De demoschool staat in" in capsys.readouterr().out
    assert run("check", folder) == 0
    assert "Alles is er en klopt" in capsys.readouterr().out


def test_a_damaged_school_is_named_repaired_on_a_copy_and_put_back(
    store: Store, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        new_case(store)
    damaged_copy = tmp_path / "damaged"
    shutil.copytree(folder, damaged_copy)
    damaged(damaged_copy / LOG, lambda whole: whole[:-50] + bytes(4_096))
    assert run("check", damaged_copy) == 1
    assert "python run.py data repair" in capsys.readouterr().err
    assert run("repair", damaged_copy) == 0
    assert "Er ontbreken 3 vastleggingen" in capsys.readouterr().out
    assert run("repair", damaged_copy, "--use") == 0
    assert run("check", damaged_copy) == 0
    assert "12 vastleggingen" in capsys.readouterr().out


def test_a_new_password_is_read_from_a_program_and_the_old_one_lapses(
    store: Store, folder: Path
) -> None:
    store.close()
    fresh = "een nieuwe lange zin"
    done = subprocess.run(
        [sys.executable, "-m", "manage", "password", "ineke", "--folder", str(folder)],
        input=fresh + "\n",
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    again = Store.open(folder)
    assert again.accounts.check("ineke", PASSWORD, NOW).staff_id is None
    assert again.accounts.check("ineke", fresh, NOW).staff_id
    again.close()


def test_a_user_name_that_nobody_has_is_refused_in_one_sentence(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    assert run("password", folder, "nobody") == 1
    assert capsys.readouterr().err == "Er is geen collega met deze gebruikersnaam.\n"
