"""Looks up known weaknesses of all that is installed: `python -m docs.audit` (needs a network).

Every pin of both locks is looked up, also those of other systems. It ends well (0) only when each
of them was looked up and has none; 1 when one has, or was skipped; 2 when it could not look.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docs.lock_file import Package, packages

WELL, WEAK, COULD_NOT_LOOK = 0, 1, 2
LOCK = "requirements-dev.lock"
"""It has all that is in the other one."""


@dataclass(frozen=True)
class Outcome:
    """What came of it: the code to end with, and a line for each thing to say."""

    code: int
    lines: tuple[str, ...]


def main() -> int:
    """Look everything up, and say what came of it."""
    pins = packages(LOCK)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        listed.write_text("".join(f"{one.name}=={one.version}\n" for one in pins), "utf-8")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pip_audit", "--requirement", str(listed)),
                *("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    outcome = read(done.stdout, pins)
    print("\n".join(outcome.lines))
    if outcome.code == COULD_NOT_LOOK:
        print(done.stderr.strip()[-2000:], file=sys.stderr)
    return outcome.code


def read(answer: str, pins: Iterable[Package]) -> Outcome:
    """What the answer of pip-audit says about these pins."""
    pins = list(pins)
    try:
        looked_up = json.loads(answer)["dependencies"]
        versions = {one["name"].lower().replace("_", "-"): one for one in looked_up}
    except (ValueError, KeyError, TypeError):
        line = f"Nothing was looked up ({len(pins)} packages): is there a network?"
        return Outcome(COULD_NOT_LOOK, (line,))
    weak, skipped = [], []
    for pin in pins:
        found = versions.get(pin.name, {})
        if found.get("version") != pin.version:
            why = found.get("skip_reason", "no answer about it")
            skipped.append(f"not looked up: {pin.name} {pin.version} ({why})")
        weak += [_weakness(pin, one) for one in found.get("vulns", ())]
    if len(skipped) == len(pins):
        return Outcome(COULD_NOT_LOOK, ("Not one package was looked up: is there a network?",))
    if weak or skipped:
        return Outcome(WEAK, (*weak, *skipped))
    return Outcome(WELL, (f"All {len(pins)} packages were looked up; no weakness is known.",))


def _weakness(pin: Package, found: dict[str, object]) -> str:
    versions = found.get("fix_versions")
    mended = (
        ", ".join(map(str, versions)) if isinstance(versions, list) and versions else "none yet"
    )
    return f"weak: {pin.name} {pin.version}, {found.get('id')}; mended in: {mended}"


if __name__ == "__main__":
    sys.exit(main())
