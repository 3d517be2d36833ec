"""One check after the other is taken away, and the tests in which it says no run until one fails.

All in one process, on instrumented source: a check costs what its tests cost, and no more.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.attacks.mutation.checks import ROOT, Check, Kind, without
from tests.attacks.mutation.instrumented import Probe
from tests.attacks.mutation.survey import OPTIONS, Survey, with_probes

HANGS_AFTER_SECONDS = 300
# A check that so many tests do not miss, is missed by none.
MOST_TRIED = 60
# What feels a check that no probe can be put around.
OF_ROLES = ("tests/casework/test_people.py::",)
TABLE = "tests/casework/desk/test_permissions.py::test_"
OF_SQL = (
    f"{TABLE}the_list_and_the_case_itself_agree",
    f"{TABLE}the_list_agrees_with_the_reach",
    f"{TABLE}a_part_that_was_withdrawn",
    f"{TABLE}the_support_team_sees_a_case_no_more",
    f"{TABLE}a_changed_list",
    "tests/data/test_sight.py::",
    "tests/casework/desk/test_signals.py::",
)
# Whoever looks at the read log, feels a line that is not there.
ABOUT_READING = ("read", "log", "seen", "beside", "history", "unusual", "search", "print")
Tell = Callable[[Check, str], None]
"""Is told what became of a check: the test that felt it, "" for a survivor."""


def try_all(checks: Sequence[Check], survey: Survey, tell: Tell) -> int:
    """Try them; the exit code of pytest."""
    trials = _Trials(checks, survey, with_probes(), tell)
    return int(pytest.main([*OPTIONS, *trials.files], plugins=[trials]))


def candidates(check: Check, survey: Survey) -> list[str]:
    """The tests in which this check says no, the cheapest first."""
    if check.kind is Kind.ROLE:
        return _that_begin(OF_ROLES, survey)
    if check.kind is Kind.SQL:
        return _that_begin(OF_SQL, survey)
    is_log = check.kind is Kind.READ_LOG

    def cost(test: str) -> tuple[bool, float]:
        is_elsewhere = not any(word in test.casefold() for word in ABOUT_READING)
        return is_log and is_elsewhere, survey.seconds.get(test, 0)

    refusing = survey.tests.get(check.name, [])
    chosen = sorted((test for test in refusing if test not in survey.failed), key=cost)
    return (chosen if is_log else _one_of_each(chosen))[:MOST_TRIED]


def _one_of_each(tests: Sequence[str]) -> list[str]:
    """Those of one function apart: the cheapest are often alike, and miss the same."""
    place = Counter[str]()
    ranked: list[tuple[int, str]] = []
    for test in tests:
        function = test.partition("[")[0]
        ranked.append((place[function], test))
        place[function] += 1
    return [test for _, test in sorted(ranked, key=lambda pair: pair[0])]


def _that_begin(names: Sequence[str], survey: Survey) -> list[str]:
    return [test for name in names for test in survey.seconds if test.startswith(name)]


class _Trials:
    """In the place of the loop of pytest, which runs each test once."""

    def __init__(self, checks: Sequence[Check], survey: Survey, probe: Probe, tell: Tell) -> None:
        self._probe, self._tell = probe, tell
        self._known_to_hold: dict[str, bool] = {}
        self._candidates = {check: candidates(check, survey) for check in checks}
        tests = {test.partition("::")[0] for tests in self._candidates.values() for test in tests}
        self.files = sorted(tests)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        signal.signal(signal.SIGALRM, _too_long)
        for check, tests in self._candidates.items():
            chosen = [items[test] for test in tests if test in items]
            self._tell(check, self._felt_by(check, chosen))
        return True

    def _felt_by(self, check: Check, chosen: Sequence[pytest.Item]) -> str:
        """The first test that fails without the check, and holds with it."""
        for item in chosen:
            with self._without(check):
                fails = _fails(item)
            if fails and self._holds(item):
                return item.nodeid
        return ""

    def _holds(self, item: pytest.Item) -> bool:
        """Whether it passes with every check in its place, also when it ran before."""
        if item.nodeid not in self._known_to_hold:
            self._known_to_hold[item.nodeid] = not _fails(item)
        return self._known_to_hold[item.nodeid]

    @contextmanager
    def _without(self, check: Check) -> Iterator[None]:
        if check.kind is Kind.ROLE:
            with _wider_table(check):
                yield
        elif check.kind is Kind.SQL:
            with _other_statement(check):
                yield
        else:
            self._probe.off = check.name
            yield
            self._probe.off = ""


class _Elsewhere:
    """Stands for a next test that shares nothing but the session: all else is taken down."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def listchain(self) -> list[pytest.Session]:
        return [self._session]


def _fails(item: pytest.Item) -> bool:
    """Whether this test fails, set up anew but for what is of the whole session."""
    elsewhere: Any = _Elsewhere(item.session)
    signal.alarm(HANGS_AFTER_SECONDS)
    try:
        reports = runtestprotocol(item, log=False, nextitem=elsewhere)
    finally:
        signal.alarm(0)
    return any(report.failed for report in reports)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


@contextmanager
def _wider_table(check: Check) -> Iterator[None]:
    """The table of roles with one more in it; the name of the check says which."""
    from casework import people

    table: Mapping[people.Action, frozenset[people.Role]] = people.MAY
    action = people.Action[check.function.removeprefix("MAY ")]
    before = table[action]
    people.MAY[action] = before | {people.Role[check.text.removeprefix("not by ")]}
    yield
    people.MAY[action] = before


@contextmanager
def _other_statement(check: Check) -> Iterator[None]:
    """A file of SQL with one condition less."""
    from data.facts.statements import statement

    place, read = ROOT / check.path, Path.read_text
    text = without(place.read_text("utf-8"), check)

    def read_text(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        return text if self == place else read(self, encoding, errors)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_text", read_text)
        statement.cache_clear()
        yield
    statement.cache_clear()
