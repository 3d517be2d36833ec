"""Checks that stand in no function: the table of roles, and the statements in SQL."""

import ast
import re
from collections.abc import Iterator

from tests.attacks.mutation.checks import ROOT, Check, Kind

PEOPLE = "casework/people.py"
SIGHT_SQL = (
    "data/facts/in_sight.sql",
    "data/facts/case_line.sql",
    "data/facts/waiting_signals.sql",
)
# A condition that can be told apart without reading the whole statement.
CONDITION = re.compile(
    r"(?:not )?list_contains\([^()]*\)"
    r"|not home\.is_mentored"
    r"|\$\d is not null"
    r"|\w+ is null"
    r"|[\w.]+ (?:>=|<=|<>|=) (?:\$?\w+|'[^']*')(?=\s|\)|$)"
)
NO_CONDITION = re.compile(r"^\s*--|^\s*\$1 as", re.MULTILINE)


def role_checks() -> Iterator[Check]:
    """For each action each role that may not: the table with that role in it."""
    # Here, so that who only reads source loads nothing of ours.
    from casework.people import MAY, Role

    tree = ast.parse((ROOT / PEOPLE).read_text("utf-8"))
    for key, value in _table(tree):
        action = next(action for action in MAY if action.name == key.attr)
        for role in sorted(set(Role) - MAY[action]):
            wider = f"{ast.unparse(value)} | {{Role.{role.name}}}"
            yield Check(
                PEOPLE,
                f"MAY {action.name}",
                Kind.ROLE,
                f"not by {role.name}",
                value.lineno,
                value.col_offset,
                wider,
                (value.end_lineno or 0, value.end_col_offset or 0),
            )


def _table(tree: ast.Module) -> Iterator[tuple[ast.Attribute, ast.expr]]:
    for node in tree.body:
        is_table = isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MAY"
        if is_table and isinstance(node.value, ast.Dict):  # type: ignore[attr-defined]
            for key, value in zip(node.value.keys, node.value.values, strict=True):  # type: ignore[attr-defined]
                assert isinstance(key, ast.Attribute)
                yield key, value


def sql_checks() -> Iterator[Check]:
    """Each condition of the statements that say which cases and signals are in sight."""
    for path in SIGHT_SQL:
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1):
            if NO_CONDITION.search(line):
                continue
            for found in CONDITION.finditer(line):
                yield Check(
                    path,
                    "",
                    Kind.SQL,
                    f"{found[0]} (line {number})",
                    number,
                    found.start(),
                    "true",
                    (number, found.end()),
                )
