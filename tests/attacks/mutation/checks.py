"""What counts as a check on who may, and the source in which one of them is not done.

A check that is taken away lets more through than before, never less.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).parents[3]


class Kind(StrEnum):
    """How a check is done; each is taken away in its own manner."""

    REQUIRE = "require"
    REFUSE = "refuse"
    ASK = "ask"
    RULE = "rule"
    OWN = "own"
    ROOM = "room"
    CONFIRMED = "confirmed"
    READ_LOG = "read log"
    LIMIT = "limit"
    ROLE = "role"
    SQL = "sql"


REQUIRES = frozenset({"require", "require_confirmed"})
LOGS = frozenset(
    {
        "log_opened",
        "log_read",
        "log_beside",
        "log_each",
        "log_names",
        "log_fetched",
        "log_exact_look",
        "noted",
        "noted_each",
    }
)
LIMITS = frozenset({"count_heavy", "count_file"})
# What is asked of somebody's reach or role, and the answer that lets everything through.
ASKS = {
    "covers": "True",
    "sees": "True",
    "may": "True",
    "may_write": "True",
    "may_report_about": "True",
    "meets": "True",
    "_is_for": "True",
    "is_near": "True",
    "is_exact": "True",
    "_is_of_own_classes": "True",
    "leaders_see_exact_figures": "True",
    "is_own_case": "False",
    "is_history": "False",
    "closed_to": "set()",
    "hidden_kinds": "frozenset()",
}
REFUSALS = frozenset(
    {
        "NotHere",
        "NotYourStep",
        "NotOwnPupil",
        "OwnCase",
        "ReasonNeeded",
        "ConfirmationNeeded",
        "NotSignedIn",
        "InvitationOver",
        "StaffMemberInvolved",
    }
)
# Where every answer yes or no, and every early way out, decides who may.
RULES = (
    "casework/people.py",
    "casework/figures.py",
    "casework/identity.py",
    "casework/cases/involvement.py",
    "data/facts/sight.py",
    "data/facts/cut.py",
    "server/file_offers.py",
    "server/file_route.py",
    "server/gate.py",
    "server/request.py",
    "server/standing.py",
)
# Of these the answer yes is the one that holds back.
HOLDS_BACK = frozenset(
    {
        "is_past",
        "is_history",
        "must_have_second_step",
        "_lacks_second_step",
        "_is_identity",
        "_is_of_a_browser",
    }
)
# Of these neither answer lets anybody in.
LETS_NOBODY_IN = frozenset({"_is_safe", "_chooses_password", "_may_be_kept"})
SAYING_YES_OR_NO = (ast.Compare, ast.Name, ast.UnaryOp, ast.Attribute, ast.BinOp, ast.Call)
PLACES = ("casework", "data", "server", "exchange")


@dataclass(frozen=True)
class Check:
    """One check: where it is, by file and name of the function, and what stands in its place."""

    path: str
    function: str
    kind: Kind
    text: str
    line: int
    column: int
    instead: str
    end: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """What says which check it is, wherever its line moves to."""
        return f"{self.path} {self.function}: {self.text}"


def checked_files() -> list[str]:
    """The files in which a check may stand, in the order of their names."""
    paths = (path for place in PLACES for path in sorted((ROOT / place).rglob("*.py")))
    return [path.relative_to(ROOT).as_posix() for path in paths]


def checks(path: str, source: str) -> list[Check]:
    """Every check of a file, in the order in which they stand."""
    found = [_check(path, *at) for at in _walk(ast.parse(source), "", path in RULES)]
    # What is a check in two manners is the same one: `if self.is_own_case(case): raise OwnCase`.
    by_place = {(check.line, check.column, check.end): check for check in reversed(found)}
    return _told_apart([check for _, check in sorted(by_place.items())])


def _told_apart(found: Sequence[Check]) -> list[Check]:
    """Each under a name of its own: what a function asks twice has a number."""
    names, apart = Counter[str](), []
    for check in found:
        names[check.name] += 1
        number = names[check.name]
        apart.append(check if number == 1 else replace(check, text=f"{check.text} ({number})"))
    return apart


def without(source: str, check: Check) -> str:
    """The source with something else in the place of a check; columns count bytes."""
    lines = source.encode().splitlines(keepends=True)
    (last, end), first = check.end, check.line - 1
    before = b"".join(lines[:first]) + lines[first][: check.column]
    after = lines[last - 1][end:] + b"".join(lines[last:])
    return (before + check.instead.encode() + after).decode()


Found = tuple[ast.AST, Kind, str, str]
"""A node that is a check, its kind, what stands in its place, and the function that it is in."""


def _walk(node: ast.AST, function: str, is_rule: bool) -> Iterator[Found]:
    for kind, found, instead in _checks_in(node, function, is_rule):
        yield found, kind, instead, function
    for child in ast.iter_child_nodes(node):
        is_named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        name = f"{function}.{child.name}".lstrip(".") if is_named else function
        yield from _walk(child, name, is_rule)


def _checks_in(node: ast.AST, function: str, is_rule: bool) -> Iterator[tuple[Kind, ast.AST, str]]:
    """The check that a node is, or those that are parts of it and no check by themselves."""
    if isinstance(node, ast.Expr):
        yield from ((kind, node, "pass") for kind in _kinds_of_act(node.value))
    elif isinstance(node, ast.If) and (_refuses(node) or (is_rule and _turns_away(node))):
        yield Kind.REFUSE, node.test, "False"
    elif isinstance(node, ast.Call) and called(node) in ASKS:
        yield Kind.ASK, node, ASKS[called(node)]
    elif isinstance(node, ast.Attribute) and node.attr == "is_whole_school":
        yield Kind.ASK, node, "True"
    elif isinstance(node, ast.Compare) and _is_about_the_actor(node):
        yield Kind.OWN, node, "True"
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_needs":
        yield Kind.ROOM, node.value, "None"
    elif isinstance(node, ast.FunctionDef):
        yield from (
            (Kind.CONFIRMED, mark, "(lambda method: method)")
            for mark in node.decorator_list
            if called(mark) == "confirmed"
        )
        if is_rule and _answers(node):
            wide = "False" if node.name in HOLDS_BACK else "True"
            yield from ((Kind.RULE, part, wide) for part in _answered(node))


def called(node: ast.AST) -> str:
    """The name of what is called; "" for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _kinds_of_act(value: ast.expr) -> Iterator[Kind]:
    name = called(value)
    if name in REQUIRES:
        yield Kind.REQUIRE
    elif name in LOGS:
        yield Kind.READ_LOG
    elif name in LIMITS:
        yield Kind.LIMIT


def _refuses(node: ast.If) -> bool:
    """An `if` that does nothing but say no to who asks."""
    if len(node.body) != 1 or not isinstance(node.body[0], ast.Raise):
        return False
    return bool(REFUSALS & {n.id for n in ast.walk(node.body[0]) if isinstance(n, ast.Name)})


def _turns_away(node: ast.If) -> bool:
    """An `if` that ends with nothing, no, or an answer of the door."""
    last = node.body[-1]
    if node.orelse or not isinstance(last, ast.Return) or last.value is None:
        return False
    is_no = isinstance(last.value, ast.Constant) and last.value.value in (None, False)
    return is_no or called(last.value) in {"_nothing", "PlainTextResponse"}


def _is_about_the_actor(node: ast.Compare) -> bool:
    """Whether something is of who asks: `x == self._access.actor.staff_id`."""
    if not isinstance(node.ops[0], ast.Eq | ast.In):
        return False
    return any(ast.unparse(side).endswith("actor.staff_id") for side in _sides(node))


def _sides(node: ast.Compare) -> Sequence[ast.expr]:
    return [node.left, *node.comparators]


def _answers(node: ast.FunctionDef) -> bool:
    is_answer = isinstance(node.returns, ast.Name) and node.returns.id == "bool"
    return is_answer and node.name not in LETS_NOBODY_IN


def _answered(node: ast.FunctionDef) -> Iterator[ast.expr]:
    """The parts of what a function answers: each by itself may be the one that says no."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Return) and inner.value is not None:
            yield from _parts(inner.value)


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _parts(part)
    elif called(value) in {"any", "bool"} and isinstance(value, ast.Call):
        (argument,) = value.args
        yield from _parts(argument.elt if isinstance(argument, ast.GeneratorExp) else argument)
    elif isinstance(value, SAYING_YES_OR_NO) and called(value) not in ASKS:
        yield value


def _check(path: str, node: ast.AST, kind: Kind, instead: str, function: str) -> Check:
    text = " ".join(ast.unparse(node).split())
    line, column = node.lineno, node.col_offset  # type: ignore[attr-defined]
    end = (node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
    return Check(path, function, kind, text, line, column, instead, end)
