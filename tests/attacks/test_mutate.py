"""The script that takes checks away finds them, and takes away just that."""

import ast

from tests.attacks.mutate import HERE, chosen, mutations

SOURCE = """
class Room:
    def one(self) -> int:
        self._access.require(Action.SEE)
        if not self.is_own():
            raise NotHere
        return 1 if self._access.covers(reach, "é") else 0
"""


def test_each_check_is_taken_away_in_turn_and_nothing_else() -> None:
    found = {mutation.check: mutation.source for mutation in mutations("x.py", SOURCE)}

    assert list(found) == [
        "self._access.require(Action.SEE)",
        "if not self.is_own():",
        "self._access.covers(reach, 'é')",
    ]
    for source in found.values():
        ast.parse(source)
    first, second, third = found.values()
    assert "require" not in first
    assert "raise NotHere" in first
    assert "if False:\n            pass" in second
    assert "return 1 if True else 0" in third


def test_every_file_with_checks_has_some() -> None:
    count = {
        name: len(list(mutations(name, (HERE / name).read_text("utf-8")))) for name in chosen([])
    }
    assert count["casework/desk/cases.py"] > 1
    assert count["casework/desk/access.py"] > 1
    assert sum(count.values()) > 100
