"""What is installed is exactly what is locked, known by hashes, for every system of schools."""

import json
import re
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run
from docs import audit, lock_file
from docs.audit import COULD_NOT_LOOK, WEAK, WELL
from docs.lock_file import CHECKOUT, LEFT_OUT, LOCKS, Package, packages

EVERYWHERE = "every system"


def pins(requirements: str) -> dict[str, str]:
    """What a file of requirements pins: name to version, with the files that it takes along."""
    pinned: dict[str, str] = {}
    for line in (CHECKOUT / requirements).read_text("utf-8").split("\n"):
        if line.startswith("-r "):
            pinned |= pins(line[3:].strip())
        elif line.strip():
            required = Requirement(line)
            pinned[canonicalize_name(required.name)] = str(required.specifier).removeprefix("==")
    return pinned


def locked(lock: str) -> dict[str, str]:
    return {one.name: one.version for one in packages(lock)}


@pytest.mark.parametrize("requirements", sorted(LOCKS))
def test_a_lock_has_every_pin_in_its_version(requirements: str) -> None:
    assert pins(requirements).items() <= locked(LOCKS[requirements]).items()


def test_the_tests_run_with_what_schools_run() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", sorted(LOCKS.values()))
def test_every_file_that_may_be_installed_is_known_by_its_hash(lock: str) -> None:
    assert [one.name for one in packages(lock) if not one.count_hashes] == []
    names = [one.name for one in packages(lock)]
    assert len(names) == len(set(names))
    # No address of a registry: which one is used is up to whoever installs.
    assert not re.search(r"https?:|--(extra-)?index|--find-links|--trusted", lock_text(lock))


def lock_text(lock: str) -> str:
    return (CHECKOUT / lock).read_text("utf-8")


def needs(name: str, extras: set[str]) -> Iterator[tuple[str, set[str]]]:
    """What an installed package needs here, with the extras that it asks for."""
    for text in metadata.requires(name) or ():
        required = Requirement(text)
        marker = required.marker
        if marker is None or any(marker.evaluate({"extra": one}) for one in extras | {""}):
            yield canonicalize_name(required.name), required.extras


def test_whatever_a_locked_package_needs_is_locked_as_well() -> None:
    names = set(locked("requirements-dev.lock"))
    wanted: dict[str, set[str]] = {name: set() for name in pins("requirements-dev.txt")}
    wanted["streamlit"] = {"auth"}
    todo = list(wanted)
    while todo:
        name = todo.pop()
        for needed, extras in needs(name, wanted[name]):
            if needed not in wanted or not extras <= wanted[needed]:
                wanted[needed] = wanted.get(needed, set()) | extras
                if needed != LEFT_OUT:
                    todo.append(needed)
    assert set(wanted) - names == {LEFT_OUT}
    # And nothing stands in it that nothing needs, but for what another system or Python needs.
    elsewhere = {one.name for one in packages("requirements-dev.lock") if one.marker}
    assert names - set(wanted) - elsewhere == set()


def test_what_runs_here_is_what_is_locked() -> None:
    apart = {
        name: version
        for name, version in locked("requirements-dev.lock").items()
        if name not in lock_file.LICENCES and metadata.version(name) != version
    }
    assert apart == {}


def test_a_start_installs_what_is_locked_and_nothing_else() -> None:
    assert (run.REQUIRED.name, run.REQUIRED_FOR_TESTS.name) == tuple(LOCKS.values())
    assert run.EXACTLY == ("--require-hashes", "--no-deps", "--only-binary", ":all:")


# --- the page about them --------------------------------------------------------------------------


def rows() -> list[list[str]]:
    """The table of docs/dependencies.md: name, version, licence, ready for, used by."""
    lines = lock_file.PAGE.read_text("utf-8").split("\n")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return cells[2:]


def test_the_page_has_every_locked_package_with_its_licence() -> None:
    ready_for = {row[0]: row[3].split(", ") for row in rows()}
    assert lock_file.PAGE.read_text("utf-8") == lock_file.page(ready_for)
    assert [row[0] for row in rows() if not row[2]] == []


def test_every_licence_allows_use_and_passing_on() -> None:
    free = re.compile(r"MIT|BSD|Apache|MPL|Mozilla|PSF|ISC|Unlicense|Zlib", re.IGNORECASE)
    assert [row[:3] for row in rows() if not free.search(row[2])] == []
    assert [row[:3] for row in rows() if re.search(r"\b(A|L)?GPL", row[2])] == []


def test_every_package_is_ready_for_the_systems_of_schools() -> None:
    systems = set(lock_file.SYSTEMS)
    lacking = {row[0]: systems - set(row[3].split(", ")) for row in rows() if row[3] != EVERYWHERE}
    markers = {one.name: one.marker for one in packages("requirements-dev.lock")}
    assert {name: lacks for name, lacks in lacking.items() if lacks} == {"watchdog": {"macOS"}}
    # It is not installed there.
    assert markers["watchdog"] == "sys_platform != 'darwin'"


def test_a_lock_with_something_else_in_it_is_refused(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_file, "CHECKOUT", tmp_path)
    (lock_file.CHECKOUT / "x.lock").write_text("--extra-index-url https://elsewhere.example\n")
    with pytest.raises(ValueError, match="not a pin"):
        packages("x.lock")


# --- known weaknesses -----------------------------------------------------------------------------

PINS = [Package("altair", "6.3.0", "", 2), Package("colorama", "0.4.6", "sys_platform", 2)]
WITHOUT: dict[str, object] = {"vulns": []}


def answer(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


def test_all_looked_up_and_none_weak_is_well() -> None:
    outcome = audit.read(
        answer(
            {"name": "altair", "version": "6.3.0", **WITHOUT},
            {"name": "Colorama", "version": "0.4.6", **WITHOUT},
        ),
        PINS,
    )
    assert outcome.code == WELL
    assert outcome.lines == ("All 2 packages were looked up; no weakness is known.",)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([], id="left out"),
        pytest.param([{"name": "colorama", "skip_reason": "not there"}], id="skipped"),
        pytest.param([{"name": "colorama", "version": "0.4.5", **WITHOUT}], id="another version"),
    ],
)
def test_a_pin_that_was_skipped_fails(other: list[dict[str, object]]) -> None:
    outcome = audit.read(answer({"name": "altair", "version": "6.3.0", **WITHOUT}, *other), PINS)
    assert outcome.code == WEAK
    assert outcome.lines[0].startswith("not looked up: colorama 0.4.6")


def test_a_weakness_is_named_with_the_version_that_mends_it() -> None:
    weak = {"vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["6.3.1"]}]}
    outcome = audit.read(
        answer(
            {"name": "altair", "version": "6.3.0", **weak},
            {"name": "colorama", "version": "0.4.6", **WITHOUT},
        ),
        PINS,
    )
    assert outcome.code == WEAK
    assert outcome.lines == ("weak: altair 6.3.0, PYSEC-2026-1; mended in: 6.3.1",)


@pytest.mark.parametrize("text", ["", "Traceback", "[]", "{}", answer()], ids=list("abcde"))
def test_without_an_answer_it_says_that_it_could_not_look(text: str) -> None:
    outcome = audit.read(text, PINS)
    assert outcome.code == COULD_NOT_LOOK
    assert "network" in outcome.lines[0]
