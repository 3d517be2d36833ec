"""Take away each check on who may, one at a time, and see whether a test feels it.

`python -m tests.attacks.mutate [part of a file name ...]`: works on a copy, so nothing here
changes. Every check that is gone without a test that fails is a survivor; the exit code is 1 then.
It takes the better part of an hour, so it is no part of the tests.
"""

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[2]
WHERE = ("casework/desk", "casework/people.py", "data/facts/sight.py")
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "var", "__pycache__", "images", ".mypy_cache")
# The table first: it feels most. What survives it is tried on all tests of the desks.
TESTS = (
    ("tests/casework/desk/test_permissions.py", "tests/casework/desk/test_foreign_ids.py"),
    ("tests/casework/desk", "tests/data/test_sight.py", "tests/pages/test_strangers.py"),
)
REQUIRES = frozenset({"require", "require_confirmed"})
ASKS = frozenset({"covers", "sees", "may", "may_write", "is_own_case"})
REFUSALS = frozenset({"NotHere", "NotYourStep", "NotOwnPupil"})
ON_RECORD = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Mutation:
    """One check, and the source in which it is not done."""

    path: str
    line: int
    check: str
    source: str


def mutations(path: str, source: str) -> Iterator[Mutation]:
    """The source without each of its checks in turn."""
    for node in ast.walk(ast.parse(source)):
        instead = _instead(node)
        if instead is not None:
            yield Mutation(path, node.lineno, _first_line(node), _put(source, node, instead))


def _instead(node: ast.AST) -> str | None:
    """What stands in the place of a check that is taken away; None for what is no check."""
    if isinstance(node, ast.Expr) and _called(node.value) in REQUIRES:
        return "pass"
    if isinstance(node, ast.If) and _refuses(node):
        return f"if False:\n{' ' * (node.col_offset + 4)}pass"
    if isinstance(node, ast.Call) and _called(node) in ASKS:
        return "True"
    return None


def _called(node: ast.expr) -> str:
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_method else ""  # type: ignore[attr-defined]


def _refuses(node: ast.If) -> bool:
    """An `if` that does nothing but say no to who asks."""
    if len(node.body) != 1 or node.orelse or not isinstance(node.body[0], ast.Raise):
        return False
    return bool(REFUSALS & {n.id for n in ast.walk(node.body[0]) if isinstance(n, ast.Name)})


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _put(source: str, node: ast.AST, instead: str) -> str:
    """The source with something else in the place of a node; columns count bytes."""
    lines = source.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    before = b"".join(lines[:first]) + lines[first][: node.col_offset]  # type: ignore[attr-defined]
    after = lines[last][node.end_col_offset :] + b"".join(lines[last + 1 :])  # type: ignore[attr-defined]
    return (before + instead.encode() + after).decode()


def is_felt(copy: Path, mutation: Mutation) -> bool:
    """Whether a test fails when this check is gone."""
    place = copy / mutation.path
    kept = place.read_text("utf-8")
    place.write_text(mutation.source, "utf-8")
    try:
        return any(_fails(copy, tests) for tests in TESTS)
    finally:
        place.write_text(kept, "utf-8")


def _fails(copy: Path, tests: Sequence[str]) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", *ON_RECORD, *tests]
    return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode != 0


def chosen(parts: Sequence[str]) -> list[str]:
    """The files in which checks stand, or those of them whose name has one of these parts."""
    found: list[Path] = []
    for place in WHERE:
        path = HERE / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    names = [path.relative_to(HERE).as_posix() for path in found]
    return [name for name in names if not parts or any(part in name for part in parts)]


def main(parts: Sequence[str]) -> int:
    """Try them all; a line for each, and the survivors at the end."""
    survivors: list[Mutation] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(HERE, Path(folder) / "copy", ignore=LEFT_OUT))
        for name in chosen(parts):
            for mutation in mutations(name, (HERE / name).read_text("utf-8")):
                felt = is_felt(copy, mutation)
                survivors += [] if felt else [mutation]
                _say(f"{'felt' if felt else 'SURVIVES'} {_name(mutation)}")
    for mutation in survivors:
        _say(f"survivor: {_name(mutation)}")
    return 1 if survivors else 0


def _name(mutation: Mutation) -> str:
    return f"{mutation.path}:{mutation.line} {mutation.check}"


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
