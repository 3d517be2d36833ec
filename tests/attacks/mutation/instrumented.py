"""Source in which each check tells in which test it says no, and can be taken away while it runs.

Only a test in which a check says no can miss it.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from tests.attacks.mutation.checks import Check, Kind

PROBE = "__probe__"
INSTEAD: Mapping[str, Callable[[], Any]] = {
    "True": lambda: True,
    "False": lambda: False,
    "set()": set,
    "frozenset()": frozenset,
}


class Probe:
    """What the checks of an instrumented source tell, and which of them is taken away.

    `test` is the one that runs now; `off` the name of the check that is not done.
    """

    def __init__(self) -> None:
        self.test = ""
        self.off = ""
        self.refused: dict[str, set[str]] = {}

    def no(self, check: str) -> None:
        """This check said no in this test."""
        self.refused.setdefault(check, set()).add(self.test)

    def act(self, check: str, act: Callable[[], Any]) -> None:
        """A check that refuses by what it raises."""
        if check == self.off:
            return
        try:
            act()
        except Exception:
            self.no(check)
            raise

    def log(self, check: str, act: Callable[[], Any]) -> None:
        """A line for a log: without it something is missing in each test."""
        self.no(check)
        if check != self.off:
            act()

    def answer(self, check: str, value: Any, instead: str) -> Any:
        """A question, of which `instead` is the answer that lets everything through."""
        lets_through = INSTEAD[instead]()
        if bool(value) is not bool(lets_through):
            self.no(check)
        return lets_through if check == self.off else value

    def mark(self, check: str, decorator: Callable[..., Any]) -> Callable[..., Any]:
        """A method with a mark that may refuse."""

        def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
            marked = decorator(method)

            @wraps(marked)
            def probed(*args: Any, **kwargs: Any) -> Any:
                if check == self.off:
                    return method(*args, **kwargs)
                try:
                    return marked(*args, **kwargs)
                except Exception:
                    self.no(check)
                    raise

            return probed

        return decorate

    def room(self, check: str, action: Any) -> Any:
        """The action without which nobody is in a room."""
        return _Needs(self, check, action)


class _Needs:
    def __init__(self, probe: Probe, check: str, action: Any) -> None:
        self._probe, self._check, self._action = probe, check, action

    def __get__(self, room: Any, owner: type) -> Any:
        if room is not None and not room._access.actor.may(self._action):
            self._probe.no(self._check)
        return None if self._check == self._probe.off else self._action


class _Instrument(ast.NodeTransformer):
    """Puts a probe around each node at the place of a check."""

    def __init__(self, checks: Mapping[tuple[int, int, int, int], Check]) -> None:
        self._checks = checks

    def visit(self, node: ast.AST) -> Any:
        place = _place(node)
        check = self._checks.get(place) if place else None
        self.generic_visit(node)
        is_statement = isinstance(node, ast.Expr)
        acts = check is not None and check.kind in (Kind.REQUIRE, Kind.READ_LOG, Kind.LIMIT)
        if check is None or acts is not is_statement:
            return node
        if not acts and not isinstance(node, ast.expr):
            return node
        return ast.copy_location(_probed(check, node), node)


def _place(node: ast.AST) -> tuple[int, int, int, int] | None:
    if not isinstance(node, ast.expr | ast.Expr) or node.end_lineno is None:
        return None
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset or 0


def _probed(check: Check, node: ast.AST) -> ast.AST:
    name = ast.Constant(check.name)
    if isinstance(node, ast.Expr):
        method = "act" if check.kind is not Kind.READ_LOG else "log"
        nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        return ast.Expr(_call(method, name, ast.Lambda(nothing, node.value)))
    assert isinstance(node, ast.expr)
    if check.kind is Kind.CONFIRMED:
        return _call("mark", name, node)
    if check.kind is Kind.ROOM:
        return _call("room", name, node)
    return _call("answer", name, node, ast.Constant(check.instead))


def _call(method: str, *arguments: ast.expr) -> ast.Call:
    probe = ast.Attribute(ast.Name(PROBE, ast.Load()), method, ast.Load())
    return ast.Call(probe, list(arguments), [])


def instrumented(source: str, checks: Sequence[Check]) -> ast.Module:
    """The source with a probe around each of these checks; it needs a `Probe` under PROBE."""
    places = {(check.line, check.column, *check.end): check for check in checks}
    tree = _Instrument(places).visit(ast.parse(source))
    ast.fix_missing_locations(tree)
    assert isinstance(tree, ast.Module)
    return tree
