"""The script that takes checks away finds them, and takes away just that."""

import ast
from collections import Counter
from typing import Any

import pytest

from tests.attacks.mutate import every_check
from tests.attacks.mutation.checks import Check, Kind, checks, without
from tests.attacks.mutation.instrumented import PROBE, Probe, instrumented
from tests.attacks.mutation.results import page, result_of

SOURCE = """
class Room:
    _needs = Action.SEE

    @confirmed()
    def one(self, é) -> int:
        self._access.require(Action.SEE)
        if not self.is_there():
            raise NotHere
        self._access.log_opened("é")
        return 1 if self._access.covers(reach, "é") else 0

    def own(self, one) -> bool:
        return one.staff_id == self._access.actor.staff_id
"""
KINDS = [
    Kind.ROOM,
    Kind.CONFIRMED,
    Kind.REQUIRE,
    Kind.REFUSE,
    Kind.READ_LOG,
    Kind.ASK,
    Kind.OWN,
]


def test_each_check_is_taken_away_in_turn_and_nothing_else() -> None:
    found = checks("x.py", SOURCE)

    assert [check.kind for check in found] == KINDS
    without_it = {check.kind: without(SOURCE, check) for check in found}
    for source in without_it.values():
        ast.parse(source)
    assert "_needs = None" in without_it[Kind.ROOM]
    assert "@(lambda method: method)" in without_it[Kind.CONFIRMED]
    assert "        pass\n        if not" in without_it[Kind.REQUIRE]
    assert "if False:\n            raise NotHere" in without_it[Kind.REFUSE]
    assert "        pass\n        return" in without_it[Kind.READ_LOG]
    assert "return 1 if True else 0" in without_it[Kind.ASK]
    assert "return True" in without_it[Kind.OWN]
    assert all(len(source) < len(SOURCE) + 20 for source in without_it.values())


def test_in_a_rule_each_part_that_says_no_is_a_check_and_of_what_holds_back_the_yes() -> None:
    source = """
def sees(self, home) -> bool:
    return self.is_all or (home.a in self.a and any(one > 2 for one in home.b))

def is_past(day) -> bool:
    return day is not None and day < today
"""
    found = [(check.text, check.instead) for check in checks("casework/people.py", source)]
    assert found == [
        ("self.is_all", "True"),
        ("home.a in self.a", "True"),
        ("one > 2", "True"),
        ("day is not None", "False"),
        ("day < today", "False"),
    ]
    assert checks("casework/words.py", source) == []


class NotHere(Exception):
    """Stands for the refusal of the program."""


class Somebody:
    """Whoever asks; `may` says what is answered."""

    def __init__(self, *, may: bool) -> None:
        self.is_allowed = may
        self.lines: list[str] = []

    def require(self, action: str) -> None:
        if not self.is_allowed:
            raise NotHere

    def covers(self, reach: str) -> bool:
        return self.is_allowed

    def log_opened(self, subject: str) -> None:
        self.lines.append(subject)


ASKING = """
def look(access):
    access.require("see")
    access.log_opened("case")
    return access.covers("reach")
"""


def probed() -> tuple[Probe, Any, dict[Kind, Check]]:
    """A function of which every check has a probe."""
    probe, found = Probe(), checks("x.py", ASKING)
    names: dict[str, Any] = {PROBE: probe}
    exec(compile(instrumented(ASKING, found), "x.py", "exec"), names)
    return probe, names["look"], {check.kind: check for check in found}


def test_a_check_tells_in_which_test_it_says_no() -> None:
    probe, look, by_kind = probed()
    probe.test = "a test in which all is well"
    assert look(Somebody(may=True)) is True
    assert list(probe.refused) == [by_kind[Kind.READ_LOG].name]
    probe.test = "a test of a stranger"
    with pytest.raises(NotHere):
        look(Somebody(may=False))
    assert probe.refused[by_kind[Kind.REQUIRE].name] == {"a test of a stranger"}


def test_a_check_that_is_off_is_not_done_and_the_others_are() -> None:
    probe, look, by_kind = probed()
    stranger = Somebody(may=False)
    probe.off = by_kind[Kind.REQUIRE].name
    assert look(stranger) is False
    assert stranger.lines == ["case"]
    probe.off = by_kind[Kind.READ_LOG].name
    colleague = Somebody(may=True)
    assert look(colleague) is True
    assert colleague.lines == []
    probe.off = by_kind[Kind.ASK].name
    with pytest.raises(NotHere):
        look(stranger)


def test_there_are_checks_of_every_kind_and_each_has_a_name_of_its_own() -> None:
    every = every_check()
    assert set(Counter(check.kind for check in every)) == set(Kind)
    assert len({check.name for check in every}) == len(every) > 400


def test_the_page_names_survivors_and_the_test_that_felt_the_others() -> None:
    felt, survivor, *_ = checks("x.py", SOURCE)
    text = page([result_of(felt, "tests/x.py::test_a"), result_of(survivor, "")], 3)
    assert "Tried 2: 1 felt, 1 survive. Not tried yet, or changed since: 3." in text
    assert "- x.py, `Room.one: confirmed()` (confirmed)" in text
    assert "| `Room: Action.SEE` | room | `tests/x.py::test_a` |" in text
