"""The command line for IT: each command does its work, and says in one sentence when it cannot."""

import contextlib
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.change_log import ChangeSearch
from casework.people import Assignment, PersonName, Role
from data.store import Store
from manage.__main__ import main
from tests.data.small_school import damaged, new_case

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


def invited(folder: Path, user: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The token of the link that the command gives."""
    assert run("admin", folder, user) == 0
    (token,) = re.findall(r"http://localhost:8501/uitnodiging/(\S+)", capsys.readouterr().out)
    return str(token)


def test_a_beheerder_who_is_shut_out_gets_in_again_by_a_command(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    token = invited(folder, "Ineke", capsys)
    again, now = Store.open(folder), datetime.now(UTC)
    ineke = again.accounts.redeem(token, "een nieuwe lange zin", now)
    assert again.accounts.check("ineke", "een nieuwe lange zin", now).staff_id == ineke
    again.close()


@pytest.mark.parametrize("state", ["a docent", "a beheerder until tomorrow", "gone"])
def test_anybody_of_the_school_can_become_beheerder_for_good_by_a_command_and_it_is_told(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    school, today = store.school, datetime.now(UTC).date()
    dirk = school.add_staff(PersonName("Dirk", "Prins"), "dirk", "")
    privacy = school.add_staff(PersonName("Nadia", "Groen"), "nadia", "")
    school.assign(privacy, Assignment(Role.PRIVACY, "", today), "")
    if state == "a beheerder until tomorrow":
        until = today + timedelta(days=1)
        school.assign(dirk, Assignment(Role.ADMIN, "", today, until), "")
    if state == "gone":
        school.end_staff(dirk, today, "")
    store.close()
    token = invited(folder, "DIRK", capsys)
    again, now = Store.open(folder), datetime.now(UTC)
    assert again.accounts.redeem(token, "een nieuwe lange zin", now) == dirk
    for days in (0, 1, 2, 900):
        held = again.school.holders(Role.ADMIN, today + timedelta(days=days))
        assert dirk in {staff_id for _, staff_id in held}
    told = [(one.by, one.staff_id) for one in again.school.notices_since(now - timedelta(hours=1))]
    assert ("", dirk) in told
    lines = again.changes.search(ChangeSearch(today, today, (dirk,)))
    assert any(line.is_by_command and line.kind == "role_given" for line in lines)
    again.close()


def test_a_user_name_that_nobody_has_is_refused_in_one_sentence(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    assert run("admin", folder, "nobody") == 1
    assert capsys.readouterr().err == (
        "Er is geen collega met deze gebruikersnaam. Een account dat eerder is beëindigd mag ook.\n"
    )


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
    "help of admin": ["admin", "--help"],
    "no such command": ["wissen"],
    "no name": ["admin"],
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
    words = re.sub(r"--[a-z]+|python run\.py data|\b(demo|check|repair|admin)\b", "", out + err)
    assert words.startswith("gebruik: ")
    assert not ENGLISH.search(words), words


def test_without_a_command_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    explained = capsys.readouterr().out
    for command in ("demo", "check", "repair", "admin"):
        assert f"    {command} " in explained


def test_a_slip_is_answered_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--cases", "veel"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "--cases: vul een heel getal vanaf 1 in, niet veel. "
        "Kijk met python run.py data demo --help wat er kan."
    )
