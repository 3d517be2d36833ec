"""One command sets up and starts: once thoroughly, then quickly, and always with a clear word."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import run

CHECKOUT = Path(run.__file__).parent


class Machine:
    """Stands for the machine: makes an environment of one file, and remembers what was run."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.made = 0
        self.answers: dict[str, SimpleNamespace] = {}
        self.breaks_off = False

    def make(self, folder: Path) -> None:
        self.made += 1
        python = run.Environment(folder).python
        python.parent.mkdir(parents=True)
        python.touch()

    def run(self, command: list[str], **_options: object) -> SimpleNamespace:
        self.commands.append([str(part) for part in command])
        if self.breaks_off:
            raise KeyboardInterrupt
        nothing = SimpleNamespace(returncode=0, stdout="", stderr="")
        return next((one for word, one in self.answers.items() if word in command), nothing)

    @property
    def installed(self) -> int:
        """How many times packages were installed."""
        return sum("install" in command for command in self.commands)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(run, "_make_environment", machine.make)
    monkeypatch.setattr(run.subprocess, "run", machine.run)
    return machine


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text("streamlit==1.67.0\n")
    return path


@pytest.fixture
def environment(tmp_path: Path) -> run.Environment:
    return run.Environment(tmp_path / ".venv")


def test_an_old_python_can_read_this_file_far_enough_to_say_it_is_too_old() -> None:
    text = (CHECKOUT / "run.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert "from __future__" not in text
    pretend = (
        f"import sys; sys.version_info = (3, 8, 10); exec(compile({text!r}, 'run.py', 'exec'))"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "Handelingskaart heeft Python 3.11 of nieuwer nodig; dit is Python 3.8. "
        "Installeer een nieuwere Python en start opnieuw.\n"
    )


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse((CHECKOUT / "run.py").read_text("utf-8"))
    names = {name.split(".")[0] for node in ast.walk(tree) for name in _imported(node)}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("system", "inside"), [("nt", "Scripts/python.exe"), ("posix", "bin/python")]
)
def test_every_system_has_its_own_place_for_python(
    monkeypatch: pytest.MonkeyPatch, system: str, inside: str
) -> None:
    folder = Path("app")
    monkeypatch.setattr(run, "os", SimpleNamespace(name=system))
    assert run.Environment(folder).python == folder / inside


def test_the_first_start_installs_and_the_second_does_nothing(
    machine: Machine, environment: run.Environment, requirements: Path
) -> None:
    environment.bring_up_to_date([requirements])
    assert (machine.made, machine.installed) == (1, 1)
    environment.bring_up_to_date([requirements])
    assert (machine.made, machine.installed) == (1, 1)


def test_changed_requirements_are_installed_into_what_is_there(
    machine: Machine, environment: run.Environment, requirements: Path
) -> None:
    environment.bring_up_to_date([requirements])
    requirements.write_text("streamlit==1.68.0\n")
    environment.bring_up_to_date([requirements])
    assert (machine.made, machine.installed) == (1, 2)


def test_an_installation_that_broke_off_is_made_anew(
    machine: Machine, environment: run.Environment, requirements: Path
) -> None:
    environment.bring_up_to_date([requirements])
    requirements.write_text("streamlit==1.68.0\n")
    machine.breaks_off = True
    with pytest.raises(KeyboardInterrupt):
        environment.bring_up_to_date([requirements])
    machine.breaks_off = False
    environment.bring_up_to_date([requirements])
    assert machine.made == 2
    installed = machine.installed
    environment.bring_up_to_date([requirements])
    assert machine.installed == installed


def test_breaking_off_the_first_installation_leaves_nothing(
    machine: Machine, environment: run.Environment, requirements: Path
) -> None:
    machine.breaks_off = True
    with pytest.raises(KeyboardInterrupt):
        environment.bring_up_to_date([requirements])
    assert not environment.folder.exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not find a version that satisfies streamlit", "internetverbinding"),
        ("NewConnectionError: Temporary failure in name resolution", "internetverbinding"),
        ("OSError: [Errno 28] No space left on device", "ruimte op de schijf"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied", "niet worden geschr"),
    ],
)
def test_an_installation_that_fails_says_why_and_leaves_nothing(
    machine: Machine, environment: run.Environment, requirements: Path, output: str, sentence: str
) -> None:
    machine.answers["install"] = SimpleNamespace(returncode=1, stdout="", stderr=output)
    with pytest.raises(run.CannotStart, match=sentence) as refusal:
        environment.bring_up_to_date([requirements])
    assert not environment.folder.exists()
    assert output not in str(refusal.value)


def test_an_update_without_network_keeps_what_worked(
    machine: Machine, environment: run.Environment, requirements: Path
) -> None:
    environment.bring_up_to_date([requirements])
    requirements.write_text("streamlit==1.68.0\n")
    machine.answers["install"] = SimpleNamespace(returncode=1, stdout="", stderr="offline")
    with pytest.raises(run.CannotStart):
        environment.bring_up_to_date([requirements])
    assert environment.python.exists()
    machine.answers.clear()
    environment.bring_up_to_date([requirements])
    assert machine.made == 1


def test_a_python_without_venv_is_one_sentence(
    machine: Machine,
    environment: run.Environment,
    requirements: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find: Callable[[str], object] = importlib.util.find_spec
    monkeypatch.setattr(
        run.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name)
    )
    with pytest.raises(run.CannotStart, match="python3-venv"):
        environment.bring_up_to_date([requirements])
    assert not environment.folder.exists()


def test_a_folder_where_one_may_not_write_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def refuse(_folder: Path) -> None:
        raise run.CannotStart(run._cannot_write(tmp_path))

    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "_make_environment", refuse)
    (tmp_path / "requirements.txt").write_text("x")
    monkeypatch.setattr(run, "REQUIRED", tmp_path / "requirements.txt")
    assert run.main([]) == 1
    output = capsys.readouterr()
    assert output.err.startswith("Er kan niet worden geschreven in de map")
    assert output.err.count("\n") == 1
    assert not (tmp_path / ".venv").exists()


def test_a_missing_list_of_requirements_is_one_sentence(
    machine: Machine, environment: run.Environment, tmp_path: Path
) -> None:
    with pytest.raises(run.CannotStart, match="ontbreekt"):
        environment.bring_up_to_date([tmp_path / "requirements.txt"])
    assert not environment.folder.exists()


def test_all_checks_run_even_after_one_failed_and_the_end_sums_up(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.answers["mypy"] = SimpleNamespace(returncode=1)
    assert run._check(Path("python"), ["-k", "mentor"]) == 1
    assert len(machine.commands) == 5
    assert machine.commands[-1][-2:] == ["-k", "mentor"]
    assert capsys.readouterr().out.endswith("Niet goed: mypy\n")


def test_all_checks_in_order_end_well(machine: Machine) -> None:
    assert run._check(Path("python"), []) == 0


@pytest.mark.parametrize(
    ("typed", "started"),
    [
        (["--demo", "--port", "8600"], ["-m", "server.serve", "--demo", "--port", "8600"]),
        (["data", "backup"], ["-m", "manage", "backup"]),
    ],
)
def test_the_rest_is_handed_over(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], started: list[str]
) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(run.Environment, "bring_up_to_date", lambda *_: None)
    monkeypatch.setattr(run, "_hand_over", lambda _python, command: handed.append(command) or 0)
    assert run.main(typed) == 0
    assert handed == [started]


def test_help_installs_nothing(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert machine.commands == []
    assert "--demo" in capsys.readouterr().out


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
