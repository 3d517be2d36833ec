"""The command line for IT: each command does its work, and says in one sentence when it cannot."""

import contextlib
import re
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
    assert "1 wijziging ontbreekt" in capsys.readouterr().out
    assert run("repair", damaged_copy, "--use") == 0
    assert run("check", damaged_copy) == 0
    assert "tot en met wijziging 7" in capsys.readouterr().out


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


ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|error|show this|help message|exit|required|invalid|"
    r"expected|unrecognized|choose|the|and)\b(?!\s*=)",
    re.IGNORECASE,
)
ASKED = {
    "nothing": [],
    "help": ["--help"],
    "help of demo": ["demo", "-h"],
    "help of check": ["check", "--help"],
    "help of repair": ["repair", "--help"],
    "help of password": ["password", "--help"],
    "no such command": ["wissen"],
    "no name": ["password"],
    "no such option": ["check", "--snel"],
    "no value": ["demo", "--cases"],
    "no number": ["demo", "--cases", "veel"],
    "nothing to count": ["demo", "--years", "0"],
    "a value too many": ["repair", "--use=nee"],
    "no whole number": ["demo", "--seed", "1,5"],
    "a word cut short": ["check", "--fold", "."],
}


@pytest.mark.parametrize("asked", ASKED)
def test_every_word_of_the_command_line_is_dutch(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):
        main(ASKED[asked])
    out, err = capsys.readouterr()
    words = re.sub(r"--[a-z]+|python run\.py data|\bdemo\b|\bcheck\b|\brepair\b", "", out + err)
    assert words.startswith("gebruik: ")
    assert not ENGLISH.search(words), words


def test_without_a_command_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    explained = capsys.readouterr().out
    for command in ("demo", "check", "repair", "password"):
        assert f"    {command} " in explained


def test_a_slip_is_answered_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--cases", "veel"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "--cases: vul een heel getal vanaf 1 in, niet veel. "
        "Kijk met python run.py data demo --help wat er kan."
    )
