"""The desk is the only road to the data: nothing under ui, pages and exchange reaches past it."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest

from casework.desk import Desk
from casework.errors import NotHere
from casework.ports.store import StorePort
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
FOLDERS = ("ui", "pages", "exchange")
# The one place that makes desks, and so holds the store.
MAKES_DESKS = "ui/session.py"
SHUT = (
    "data",
    "server.state",
    "casework.desk.access",
    "casework.desk.context",
    "casework.desk.Access",
    "operator",
)

# --- the source -----------------------------------------------------------------------------------


def modules() -> list[str]:
    """Every module under ui, pages and exchange, by its path."""
    return sorted(
        str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")
    )


def reaches(source: str) -> set[str]:
    """What in this source reaches past a desk, each with its line."""
    return {f"{line}: {reach}" for node in ast.walk(ast.parse(source)) for line, reach in _of(node)}


def _of(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Attribute) and _is_hidden(node.attr) and not _is_own(node.value):
        yield node.lineno, f".{node.attr}"
    elif isinstance(node, ast.Import):
        yield from ((node.lineno, one.name) for one in node.names if _is_shut(one.name))
    elif isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{one.name}" for one in node.names]
        yield from ((node.lineno, name) for name in names if _is_shut(name))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from ((node.lineno, reach) for reach in _by_name(node, node.func.id))


def _is_hidden(attribute: str) -> bool:
    is_private = attribute.startswith("_") and not attribute.endswith("__")
    return is_private or attribute in ("store", "__dict__", "__getattribute__")


def _is_own(value: ast.expr) -> bool:
    """An attribute of an object's own class."""
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


def _is_shut(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in SHUT)


def _by_name(call: ast.Call, function: str) -> Iterator[str]:
    """`getattr` of something hidden, or of any name at all of a desk; `vars` of anything."""
    if function == "vars":
        yield "vars"
    elif function in ("getattr", "setattr", "hasattr") and len(call.args) > 1:
        of, name = ast.unparse(call.args[0]), call.args[1]
        is_of_desk = "desk" in of.lower() or "office" in of.lower()
        is_hidden = isinstance(name, ast.Constant) and _is_hidden(str(name.value))
        if is_of_desk or is_hidden:
            yield f"{function}({of}, ...)"


def test_nothing_on_a_screen_or_in_a_file_reaches_past_a_desk() -> None:
    reached = {module: reaches((ROOT / module).read_text()) for module in modules()}
    of_session = {reach.split(": ")[1] for reach in reached.pop(MAKES_DESKS)}

    assert {module: reach for module, reach in reached.items() if reach} == {}
    assert of_session == {"casework.desk.Access", "data.store.Store", "server.state"}


@pytest.mark.parametrize(
    "source",
    [
        "desk.store.log.entries(case_id)",
        "desk._access",
        "desk.cases._access.store",
        "session.desk().office._access",
        "getattr(desk, '_access')",
        "getattr(desk, 'sto' + 're')",
        "getattr(room, 'store')",
        "vars(desk)",
        "desk.__dict__['_access']",
        "desk.__getattribute__('_access')",
        "from operator import attrgetter",
        "from data.store import Store",
        "import data.store",
        "from data import store",
        "from server import state",
        "from server.state import current",
        "from casework.desk import Access, Desk",
        "from casework.desk.access import Access",
        "from casework.desk import access",
        "from casework.desk.context import Context",
    ],
)
def test_a_reach_past_a_desk_is_seen(source: str) -> None:
    assert reaches(source)


# --- a desk itself --------------------------------------------------------------------------------


def within_reach(thing: object, seen: dict[int, object]) -> Iterator[object]:
    """Everything that the public attributes lead to, from one to the next."""
    if isinstance(thing, (str, bytes, int, float, type, ModuleType)) or id(thing) in seen:
        return
    seen[id(thing)] = thing
    yield thing
    if isinstance(thing, dict):
        inside = [*thing.keys(), *thing.values()]
    elif isinstance(thing, (list, tuple, set, frozenset)):
        inside = list(thing)
    else:
        inside = list(_public_attributes(thing))
    for one in inside:
        yield from within_reach(one, seen)


def _public_attributes(thing: object) -> Iterator[object]:
    for name in dir(thing):
        if not name.startswith(("_", "model_")):
            with suppress(NotHere, AttributeError):
                value = getattr(thing, name)
                if not callable(value):
                    yield value


@pytest.mark.parametrize("name", ["Dirk", "Samira", "Anneke", "Sofie", "Ineke"])
def test_the_public_attributes_of_a_desk_lead_to_no_store(cast: Cast, name: str) -> None:
    names = [name for name in dir(StorePort) if not name.startswith("_")]
    parts = [getattr(cast.store, name) for name in names if name not in ("is_demo", "number")]
    desk = cast.desk(name)
    met = list(within_reach(desk, {}))

    assert not [one for one in met if any(one is part for part in (cast.store, *parts))]
    assert not [one for one in met if type(one).__module__.split(".")[0] == "data"]
    assert "store" not in repr(desk).lower()


def test_the_walk_would_meet_a_store_that_is_public(cast: Cast) -> None:
    class Open(Desk):
        @property
        def store(self) -> object:
            return self._access.store

    met = list(within_reach(Open(cast.desk("Dirk")._access), {}))

    assert any(one is cast.store.log for one in met)
