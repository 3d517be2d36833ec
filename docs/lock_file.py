"""Writes the locks and docs/dependencies.md from the requirements: `python -m docs.lock_file`.

It needs `uv` on the path, which asks the registry of packages; nothing else of the program does.
What is locked already stays as it is; `--upgrade` takes the newest of what is not pinned by us.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PAGE = Path(__file__).with_name("dependencies.md")
LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
OLDEST_PYTHON = "3.11"
# Every Python brings it along, and it cannot replace itself everywhere.
LEFT_OUT = "pip"
SYSTEMS: Mapping[str, re.Pattern[str]] = {
    "Linux x86_64": re.compile(r"(manylinux|linux).*x86_64"),
    "Linux aarch64": re.compile(r"(manylinux|linux).*aarch64"),
    "Windows": re.compile(r"win_amd64"),
    "macOS": re.compile(r"macosx"),
}
PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))? \\$"
)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
# Read by hand: what is installed on another system only, or says it in its text alone.
LICENCES = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}
WRITTEN = "# Written by `python -m docs.lock_file`; a change is made in the requirements.\n"
HEAD = (
    "# The packages that are installed\n\n"
    "Written by `python -m docs.lock_file` from the locks; a test fails when they differ. Each "
    "file of each package is known by its hash; what is not in a lock is not installed. What "
    "each package is for, and who keeps it, is in "
    "[record 2](decisions/0002-run-time-dependencies.md).\n\n"
    "*Ready for* are the systems for which the package is published ready to use; nothing is "
    "compiled on a school's computer. Where a system is left out, the package is not installed "
    "there.\n\n"
    "| package | version | licence | ready for | used by |\n"
    "|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Package:
    """A line of a lock: a package, its version, and where it is installed (empty: everywhere)."""

    name: str
    version: str
    marker: str
    count_hashes: int


def main() -> int:
    """Write both locks, and the page about them."""
    for requirements, lock in LOCKS.items():
        into = CHECKOUT / lock
        _compile(requirements, into, "--generate-hashes", "--annotation-style", "line")
        into.write_text(WRITTEN + into.read_text("utf-8"), "utf-8")
    PAGE.write_text(page(_ready_for()), "utf-8")
    return 0


def packages(lock: str) -> list[Package]:
    """The lines of a lock; ValueError when there is anything else in it than pins with hashes."""
    result: list[Package] = []
    pin: re.Match[str] | None = None
    count = 0
    for line in [*(CHECKOUT / lock).read_text("utf-8").splitlines(), ""]:
        if HASH.match(line):
            count += 1
            continue
        if pin:
            result.append(
                Package(pin["name"], pin["version"], (pin["marker"] or "").strip(), count)
            )
        pin, count = PIN.match(line), 0
        if pin is None and line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"not a pin: {line}")
    return result


def page(ready_for: Mapping[str, Iterable[str]]) -> str:
    """The page with every package; `ready_for` has the systems of each, by its name."""
    runs = {one.name for one in packages("requirements.lock")}
    rows = [
        f"| {one.name} | {one.version} | {licence(one.name)} | {', '.join(ready_for[one.name])} "
        f"| {'the program' if one.name in runs else 'the tests'} |\n"
        for one in packages("requirements-dev.lock")
    ]
    return HEAD + "".join(rows)


def licence(name: str) -> str:
    """The licence as the installed package itself says it, in a few words."""
    if name in LICENCES:
        return LICENCES[name]
    told = metadata.metadata(name)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    stated, short = _field(told, "License-Expression"), _field(told, "License")
    is_short = 0 < len(short) < 60 and "\n" not in short
    return stated or (short if is_short else "") or ", ".join(classifiers)


def _field(told: metadata.PackageMetadata, name: str) -> str:
    return str(told[name]).strip() if name in told else ""


def _ready_for() -> dict[str, list[str]]:
    """For which systems each locked package is published ready to use, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "pylock.toml"
        pins = CHECKOUT / LOCKS["requirements-dev.txt"]
        _compile("requirements-dev.txt", lock, "--constraint", str(pins))
        found = tomllib.loads(lock.read_text("utf-8"))
    return {one["name"]: _systems(one) for one in found["packages"]}


def _systems(package: Mapping[str, object]) -> list[str]:
    wheels = json.loads(json.dumps(package.get("wheels", []), default=str))
    names = [str(wheel["url"]).rsplit("/", 1)[1] for wheel in wheels]
    if any(name.endswith("-none-any.whl") for name in names):
        return ["every system"]
    return [system for system, tag in SYSTEMS.items() if any(map(tag.search, names))]


def _compile(requirements: str, into: Path, *options: str) -> None:
    command = ["uv", "pip", "compile", requirements, "--universal", "--quiet", "--no-header"]
    command += ["--python-version", OLDEST_PYTHON, "--no-emit-package", LEFT_OUT, *options]
    command += ["--output-file", str(into), *sys.argv[1:]]
    subprocess.run(command, cwd=CHECKOUT, check=True)


if __name__ == "__main__":
    sys.exit(main())
