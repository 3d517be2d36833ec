"""What became of each check: kept as JSON while it runs, and a page for who wants to know."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.mutation.checks import ROOT, Check

PAGE = ROOT / "docs" / "permission_checks.md"


@dataclass(frozen=True)
class Result:
    """One check by its name, and the test that felt it; "" for a survivor."""

    path: str
    function: str
    kind: str
    text: str
    test: str

    @property
    def name(self) -> str:
        """As `Check.name`."""
        return f"{self.path} {self.function}: {self.text}"


def result_of(check: Check, test: str) -> Result:
    """What became of this check."""
    return Result(check.path, check.function, check.kind.value, check.text, test)


def kept_in(path: Path) -> dict[str, Result]:
    """What stands in a file of results, by the name of the check; the last word counts."""
    if not path.exists():
        return {}
    lines = path.read_text("utf-8").splitlines()
    found = [Result(**json.loads(line)) for line in lines]
    return {result.name: result for result in found}


def keep(path: Path, result: Result) -> None:
    """One line more, at once: whoever stops the script loses nothing."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(vars(result)) + "\n")


def page(results: Sequence[Result], count_untried: int = 0) -> str:
    """A page with how many there are of each kind, the survivors, and each check with its test."""
    kinds = Counter(result.kind for result in results)
    felt = Counter(result.kind for result in results if result.test)
    survivors = [result for result in results if not result.test]
    lines = [
        "# Checks on who may, each taken away",
        "",
        "Made by `python -m tests.attacks.mutate`; not to be written by hand. Each check on access "
        "is taken away in turn, and tests in which it says no are run until one fails. What "
        "counts as a check: [tests/attacks/mutation/checks.py](../tests/attacks/mutation/checks.py)"
        " and [other_checks.py](../tests/attacks/mutation/other_checks.py). A survivor is done "
        "a second time elsewhere, or has no test that would miss it.",
        "",
        f"Tried {len(results)}: {len(results) - len(survivors)} felt, {len(survivors)} survive. "
        f"Not tried yet, or changed since: {count_untried}.",
        "",
        "| kind | tried | felt |",
        "|---|---|---|",
        *(f"| {kind} | {count} | {felt[kind]} |" for kind, count in sorted(kinds.items())),
        "",
        "## Survivors",
        "",
        *([_line(result) for result in survivors] or ["None."]),
        "",
        *_by_file([result for result in results if result.test]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _by_file(results: Sequence[Result]) -> list[str]:
    by_path: dict[str, list[Result]] = {}
    for result in results:
        by_path.setdefault(result.path, []).append(result)
    return [line for path, of_path in by_path.items() for line in _section(path, of_path)]


def _section(path: str, results: Sequence[Result]) -> list[str]:
    return [
        f"## {path}",
        "",
        "| check | kind | felt by |",
        "|---|---|---|",
        *(f"| {_check(one)} | {one.kind} | `{_cell(one.test)}` |" for one in results),
        "",
    ]


def _line(result: Result) -> str:
    return f"- {result.path}, {_check(result)} ({result.kind})"


def _check(result: Result) -> str:
    text = f"{result.function}: {result.text}".removeprefix(": ")
    return f"`{_cell(text[:160])}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'")
