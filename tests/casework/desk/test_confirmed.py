"""What decides who gets in asks for a fresh proof of who it is: each method that is marked so."""

import ast
import inspect
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework.desk import Desk
from casework.desk.confirmed import MARK
from casework.errors import ConfirmationNeeded
from casework.identity import CONFIRMED_FOR_ACCESS
from casework.people import Assignment, Role
from tests.casework.desk.test_permissions import public, room_behind
from tests.cast import Cast, desk_with

FOLDER = Path(__file__).parents[3] / "casework" / "desk"
# What a store does that changes who gets in, or what anybody sees.
DECIDES = frozenset(
    {
        "add_stand_in",
        "add_staff",
        "assign",
        "change_user_name",
        "end_assignment",
        "end_password",
        "end_staff",
        "hand_over",
        "import_roster",
        "invite",
        "keep_password",
        "reopen_staff",
        "set_draft_days",
        "set_email",
        "set_exact_figures",
        "set_invitation_days",
        "undo_import",
    }
)


def marked(path: str) -> bool:
    """Whether the method of the desk at this path asks."""
    found: object = Desk
    for name in path.split("."):
        member = inspect.getattr_static(found, name)
        found = room_behind(member) or member
    return hasattr(found, MARK)


ASKING = [path for path in public(Desk) if marked(path)]


def test_roles_accounts_and_settings_ask() -> None:
    assert {
        "office.assign",
        "office.end_assignment",
        "office.end_staff",
        "office.accounts.invite",
        "office.accounts.change_email",
        "office.people.change_user_name",
        "office.set_exact_figures",
        "office.roster.bring_in",
        "office.card.take_into_use",
    } <= set(ASKING)


@pytest.mark.parametrize("path", ASKING)
def test_it_asks_before_it_looks_at_anything(cast: Cast, path: str) -> None:
    ineke = cast.desk("Ineke")
    for at in (None, ineke.now() - CONFIRMED_FOR_ACCESS - timedelta(seconds=1)):
        method: object = desk_with(ineke, confirmed_at=at)
        for name in path.split("."):
            method = getattr(method, name)
        assert callable(method)
        with pytest.raises(ConfirmationNeeded):
            method(*[None] * count_needed(method), **named(method))


def count_needed(method: object) -> int:
    parameters = inspect.signature(method).parameters.values()  # type: ignore[arg-type]
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(one.kind in kinds and one.default is one.empty for one in parameters)


def named(method: object) -> dict[str, None]:
    parameters = inspect.signature(method).parameters.values()  # type: ignore[arg-type]
    only = inspect.Parameter.KEYWORD_ONLY
    return {one.name: None for one in parameters if one.kind is only and one.default is one.empty}


def test_a_proof_of_a_moment_ago_is_enough(cast: Cast) -> None:
    ineke = cast.desk("Ineke")
    fresh = desk_with(ineke, confirmed_at=ineke.now() - CONFIRMED_FOR_ACCESS)
    fresh.office.assign(cast.staff["Dirk"], Assignment(Role.SUPPORT_TEAM, "", cast.today))
    assert cast.actor("Dirk").has(Role.SUPPORT_TEAM)


def test_nobody_of_the_demo_school_is_asked(cast: Cast) -> None:
    cast.store.is_demo = True
    desk = desk_with(cast.desk("Ineke"), confirmed_at=None)
    made = desk.office.accounts.invite(cast.staff["Dirk"], address="https://kaart.example")
    assert made.link_token


def deciding_functions() -> Iterator[tuple[str, bool]]:
    """Every function of the desk that calls what decides, and whether it is marked."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and calls(node) & DECIDES:
                yield f"{path.stem}.{node.name}", "confirmed" in decorators(node)


def calls(function: ast.FunctionDef) -> set[str]:
    """The methods of a store that a function calls."""
    names = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    return {
        one.attr
        for one in names
        if isinstance(one, ast.Attribute)
        and ast.unparse(one.value).endswith((".school", ".accounts", "imports"))
        and "office" not in ast.unparse(one.value)
    }


def decorators(function: ast.FunctionDef) -> set[str]:
    called = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
    return {ast.unparse(one) for one in called}


def test_nothing_that_decides_who_gets_in_can_be_done_without_the_mark() -> None:
    """`_invite` is what the two methods share that are marked themselves."""
    unmarked = {name for name, is_marked in deciding_functions() if not is_marked}
    assert unmarked == {"office_accounts._invite"}


def test_the_form_keys_of_a_sheet_of_invitations_are_used_once(cast: Cast) -> None:
    accounts, key = cast.desk("Ineke").office.accounts, str(uuid4())
    people = [cast.staff["Dirk"], cast.staff["Samira"]]
    first = accounts.invite_all(people, address="https://kaart.example", form_key=key)
    assert [one.user_name for one in first] == ["dirk", "samira"]
    assert accounts.invite_all(people, address="https://kaart.example", form_key=key) == []
