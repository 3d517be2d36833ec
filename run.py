"""Sets up and starts Handelingskaart with nothing but Python: `python run.py`."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)

# This file is read by older Pythons too, so that they can say the next sentence.
if sys.version_info < OLDEST:
    sys.exit(
        "Handelingskaart heeft Python 3.11 of nieuwer nodig; dit is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Installeer een nieuwere Python en start "
        "opnieuw."
    )

HERE = Path(__file__).resolve().parent
REQUIRED = HERE / "requirements.lock"
REQUIRED_FOR_TESTS = HERE / "requirements-dev.lock"

USAGE = """Handelingskaart starten en onderhouden

  python run.py                     start (de eerste keer wordt alles klaargezet)
  python run.py --demo              start met de verzonnen demoschool
    --port GETAL                    op een andere poort dan 8501
    --host ADRES                    ook bereikbaar vanaf andere computers, bijvoorbeeld 0.0.0.0
    --headless                      open geen browser
  python run.py test [opties]       controleer de code en draai alle tests
  python run.py data [opdracht]     beheer van de gegevens; zonder opdracht volgt uitleg"""

# What is in the lock, each file with its hash, ready to use: nothing else is fetched or compiled.
EXACTLY = ("--require-hashes", "--no-deps", "--only-binary", ":all:")

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy", "--strict"]),
    (
        "import contracts",
        [
            "-c",
            "import sys; from importlinter.cli import lint_imports_command; "
            "sys.exit(lint_imports_command())",
        ],
    ),
    ("pytest", ["-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]),
)


NO_VENV = (
    "Deze Python kan geen eigen omgeving maken. Installeer het onderdeel 'venv' (op Debian en "
    "Ubuntu: python3-venv) en start opnieuw."
)


class CannotStart(Exception):
    """One sentence for the person who typed the command."""


class Environment:
    """The Python of its own that stands beside this file, with the pinned packages in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._begun = folder / "installatie-begonnen"

    @property
    def python(self) -> Path:
        """Its interpreter, on every system."""
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    def bring_up_to_date(self, lists: "list[Path]") -> None:
        """Install what the lists name, when they changed since the last time; else do nothing."""
        stale = [path for path in lists if self._mark(path) != _hash(path)]
        if not stale and self.python.exists():
            return
        fresh = self._ready_to_install()
        for path in stale or lists:
            self._install(path, fresh=fresh)

    def _mark(self, requirements: Path) -> str:
        try:
            return self._mark_file(requirements).read_text("ascii")
        except OSError:
            return ""

    def _mark_file(self, requirements: Path) -> Path:
        return self.folder / f"{requirements.stem}.sha256"

    def _ready_to_install(self) -> bool:
        """Make the environment when there is none, or when the last installation broke off."""
        if self.python.exists() and not self._begun.exists():
            return False
        self.remove()
        if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
            raise CannotStart(NO_VENV)
        _say("Handelingskaart wordt klaargezet. Dit gebeurt één keer en duurt enkele minuten.")
        try:
            _make_environment(self.folder)
        except BaseException:
            self.remove()
            raise
        return True

    def _install(self, requirements: Path, *, fresh: bool) -> None:
        if not fresh:
            _say("De onderdelen worden bijgewerkt.")
        try:
            self._begun.touch()
            done = subprocess.run(
                [
                    str(self.python),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--no-input",
                    "--disable-pip-version-check",
                    *EXACTLY,
                    "-r",
                    str(requirements),
                ],
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                cwd=HERE,
            )
        except BaseException:
            # Broken off: the note stays, and the next start begins anew.
            if fresh:
                self.remove()
            raise
        if done.returncode != 0:
            if fresh:
                self.remove()
            else:
                self._begun.unlink()
            raise CannotStart(_why_not_installed(done.stderr + done.stdout))
        self._mark_file(requirements).write_text(_hash(requirements), "ascii")
        self._begun.unlink()

    def remove(self) -> None:
        """Leave nothing half made."""
        shutil.rmtree(self.folder, ignore_errors=True)


def main(arguments: "list[str]") -> int:
    """Do what was asked; 0 when all went well."""
    try:
        return _run(arguments)
    except CannotStart as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except PermissionError:
        print(_cannot_write(HERE), file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 1


def _run(arguments: "list[str]") -> int:
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        _say(USAGE)
        return 0
    environment = Environment(HERE / ".venv")
    if arguments[:1] == ["test"]:
        environment.bring_up_to_date([REQUIRED, REQUIRED_FOR_TESTS])
        return _check(environment.python, arguments[1:])
    environment.bring_up_to_date([REQUIRED])
    if arguments[:1] == ["data"]:
        return _hand_over(environment.python, ["-m", "manage", *arguments[1:]])
    return _hand_over(environment.python, ["-m", "server.serve", *arguments])


def _check(python: Path, options: "list[str]") -> int:
    # A test that starts the program would compile all of it anew where no bytecode is kept.
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    failed = []
    for name, command in CHECKS:
        _say(f"== {name}")
        given = options if name == "pytest" else []
        asked = [str(python), *command, *given]
        if subprocess.run(asked, cwd=HERE, env=environment, check=False).returncode != 0:
            failed.append(name)
    _say("Niet goed: " + ", ".join(failed) if failed else "Alles is goed.")
    return 1 if failed else 0


def _hand_over(python: Path, command: "list[str]") -> int:
    """Become the program, so that its signals and its exit code are ours."""
    os.chdir(HERE)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(python, [str(python), *command])
    child = subprocess.Popen([str(python), *command], cwd=HERE)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # Ctrl+C reaches the program as well; wait until it has closed the data.
            continue


def _make_environment(folder: Path) -> None:
    import venv

    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
    except subprocess.CalledProcessError as problem:
        raise CannotStart(NO_VENV) from problem
    except OSError as problem:
        raise CannotStart(_cannot_write(folder.parent)) from problem


def _hash(requirements: Path) -> str:
    try:
        text = requirements.read_bytes()
    except OSError as problem:
        raise CannotStart(
            f"Het bestand {requirements.name} ontbreekt; haal de map opnieuw op."
        ) from problem
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return hashlib.sha256(text + version.encode()).hexdigest()


def _why_not_installed(output: str) -> str:
    if "No space left" in output or "Errno 28" in output:
        return "Er is te weinig ruimte op de schijf. Maak ruimte vrij en start opnieuw."
    if "Permission denied" in output or "Errno 13" in output:
        return _cannot_write(HERE)
    return (
        "De onderdelen konden niet worden opgehaald. Controleer de internetverbinding "
        "(alleen de eerste keer nodig) en start opnieuw."
    )


def _cannot_write(folder: Path) -> str:
    return (
        f"Er kan niet worden geschreven in de map {folder}. Zet Handelingskaart in een "
        "map waar je mag schrijven en start opnieuw."
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
