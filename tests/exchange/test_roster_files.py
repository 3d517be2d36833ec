"""Files of every kind become a roster, faults with their place, or a refusal with what to do."""

from collections.abc import Sequence

import pytest

from casework.errors import InputRefused
from casework.roster import RosterClass, RosterFault, RosterFile, RosterStaff
from exchange.roster import Upload, open_uploads, proposed_columns, read_roster
from tests.exchange.roster_files import CASES, MAGISTER, RosterCase, packed, text


def opened_roster(files: Sequence[tuple[str, bytes]]) -> RosterFile:
    """What these files say, by the columns that are proposed."""
    return read_roster(open_uploads([Upload(*file) for file in files]))


def class_line(held: RosterClass) -> str:
    """A class as the cases write it."""
    return f"{held.name}|{held.year_group}|{held.team}|{', '.join(held.mentors)}"


def staff_line(person: RosterStaff) -> str:
    """A colleague as the cases write it."""
    roles = ", ".join(f"{role} {scope}".strip() for role, scope in person.roles)
    return f"{person.number}|{person.given}|{person.family}|{roles}"


def is_that(fault: RosterFault, line: str) -> bool:
    """Whether a fault is the one that a case writes."""
    number, column, value, why = line.split("|")
    return (str(fault.line), fault.column, fault.value) == (
        number,
        column,
        value,
    ) and why in fault.why


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_becomes_what_a_secretary_would_say_it_is(case: RosterCase) -> None:
    if case.refusal:
        with pytest.raises(InputRefused) as refusal:
            opened_roster(case.make())
        assert case.refusal in refusal.value.sentence
        assert refusal.value.sentence.endswith(".")
        return
    roster = opened_roster(case.make())
    assert [f"{p.number}|{p.given}|{p.family}|{p.class_name}" for p in roster.pupils] == list(
        case.pupils
    )
    assert [staff_line(person) for person in roster.staff] == list(case.staff)
    assert len(roster.faults) == len(case.faults), roster.faults
    for fault, line in zip(roster.faults, case.faults, strict=True):
        assert is_that(fault, line), fault
    if case.classes is not None:
        assert [class_line(held) for held in roster.classes] == list(case.classes)
    if case.births:
        assert [str(pupil.birth_date or "") for pupil in roster.pupils] == list(case.births)
    assert sorted(roster.removed_numbers) == sorted(case.removed)
    assert roster.school_year in (case.school_year, "2026-2027")


def test_there_are_files_enough() -> None:
    assert len(CASES) > 80
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_password_leaves_the_file(case: RosterCase) -> None:
    if case.refusal:
        with pytest.raises(InputRefused, match=r"^(?!.*geheim)"):
            opened_roster(case.make())
        return
    opened = open_uploads([Upload(*file) for file in case.make()])
    everything = [*map(repr, opened.tables), *map(repr, map(proposed_columns, opened.tables))]
    assert "geheim" not in "".join((*everything, repr(read_roster(opened))))


def test_a_file_that_cannot_be_read_stops_the_others() -> None:
    with pytest.raises(InputRefused, match=r"foto\.png"):
        opened_roster([*text(MAGISTER), ("foto.png", b"\x89PNG")])


def test_the_name_of_a_file_is_no_road_into_a_sentence() -> None:
    with pytest.raises(InputRefused, match=r"^evil\.csv: "):
        opened_roster([("../../e\u202evil.csv", b"")])
    with pytest.raises(InputRefused, match=r"zip in een zip"):
        opened_roster(packed({"a.csv": packed({"b.csv": MAGISTER})[0][1]}))
