"""Take away each check on who may, one at a time, and see whether a test feels it.

`python -m tests.attacks.mutate [part of a file name ...]`

First every test runs once on source in which each check tells when it says no; that is kept in
`var/mutation`, and made anew with `--anew`. Then each check is taken away, and the tests in which
it said no are run, the quickest first, until one fails. No file changes. A check that is gone
without a test that fails is a survivor; the exit code is 1 then.

What became of each is put in docs/permission_checks.md. The first part takes as long as the tests,
the second some minutes, so it is no part of them; `tests/attacks/test_mutate.py` has what is quick.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.attacks.mutation.checks import ROOT, Check, checked_files, checks
from tests.attacks.mutation.other_checks import role_checks, sql_checks
from tests.attacks.mutation.results import PAGE, keep, kept_in, page, result_of
from tests.attacks.mutation.survey import Survey
from tests.attacks.mutation.trial import try_all

KEPT_IN = ROOT / "var" / "mutation"
# Each in a process of its own; what stands in none of them starts a server or needs a browser.
SURVEYED = {
    "desk": ("tests/casework",),
    "data": ("tests/data", "tests/manage"),
    "server": ("tests/server", "--ignore=tests/server/test_serve.py"),
    "screens": ("tests/pages", "tests/ui"),
}


def every_check() -> list[Check]:
    """All of them, in the order of their files."""
    of_files = [
        check
        for path in checked_files()
        for check in checks(path, (ROOT / path).read_text("utf-8"))
    ]
    return [*of_files, *role_checks(), *sql_checks()]


def survey(*, is_anew: bool) -> Survey:
    """In which tests each check says no; made where it is not there."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    paths = [KEPT_IN / f"{name}.json" for name in SURVEYED]
    for path, tests in zip(paths, SURVEYED.values(), strict=True):
        if is_anew or not path.exists():
            command = [sys.executable, "-m", "tests.attacks.mutation.survey", str(path), *tests]
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return Survey.read(paths)


def try_each(chosen: Sequence[Check], surveyed: Survey, kept: Path) -> int:
    """Take each away; a line for each, and how many survive."""
    survivors: list[Check] = []

    def record(check: Check, test: str) -> None:
        keep(kept, result_of(check, test))
        survivors.extend([] if test else [check])
        _say(f"{'felt' if test else 'SURVIVES'} {check.name} <- {test}")

    try_all(chosen, surveyed, record)
    return len(survivors)


def main(arguments: Sequence[str]) -> int:
    """Try them, and write what became of all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.mutate")
    parser.add_argument("--anew", action="store_true", help="run all tests first")
    parser.add_argument("--page-only", action="store_true", help="write the page of what is kept")
    parser.add_argument("--left", action="store_true", help="only those without a result")
    parser.add_argument("parts", nargs="*", help="parts of names of checks")
    asked = parser.parse_args(arguments)
    kept, every = KEPT_IN / "results.jsonl", every_check()
    count = 0
    if not asked.page_only:
        surveyed = survey(is_anew=asked.anew)
        known = kept_in(kept) if asked.left else {}
        chosen = [check for check in every if check.name not in known]
        if asked.parts:
            chosen = [check for check in chosen if any(part in check.name for part in asked.parts)]
        count = try_each(chosen, surveyed, kept)
    results = kept_in(kept)
    told = [results[one.name] for one in every if one.name in results]
    PAGE.write_text(page(told, len(every) - len(told)), "utf-8")
    return 1 if count else 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
