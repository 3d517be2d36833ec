"""What is written of the roster is read back the same, whatever people are called."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import InputRefused
from casework.name_spelling import tidy_name, tidy_person_name
from casework.people import PersonName, Role
from casework.roster import FileKind, RosterClass, RosterFile, RosterPupil, RosterStaff
from exchange.roster import (
    Upload,
    classes_csv,
    open_uploads,
    pupils_csv,
    read_roster,
    roster_workbook,
    staff_csv,
)

MADE_AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
CLASS_NAMES = ["2B", "Klas 2B", "1/2 HV", "=2B", "'t Lokaal", "2B; 2C", "ISK a", "2026-2027"]
SOME_NAMES = [
    "Noor",
    "d'Ancona",
    "van den Berg",
    "Van Dijk",
    "'s-Gravesande",
    "'t Hart",
    "van d'Ancona",
    "Berg, van den",
    "Berg (van)",
    "=cmd|' /C calc'!A0",
    "'=som",
    '="12"',
    "-Anna",
    "+31",
    "@huis",
    "Jan; Piet",
    'Jan "Jopie"',
    "Yılmaz",
    "Öztürk",
    "Klas",
    "Totaal",
    "12345.0",
    "X",
]


@st.composite
def kept_texts(draw: st.DrawFn) -> str:
    """A name as the register keeps it."""
    raw = draw(st.one_of(st.sampled_from(SOME_NAMES), st.text(min_size=1, max_size=12)))
    try:
        return tidy_name(raw)
    except InputRefused:
        return "Noor"


@st.composite
def people(draw: st.DrawFn) -> PersonName:
    """A person as the register keeps one."""
    try:
        return tidy_person_name(PersonName(draw(kept_texts()), draw(kept_texts())))
    except InputRefused:
        return PersonName("Noor", "Visser")


NUMBERS = st.from_regex(r"[0-9A-Z.'=-]{1,8}", fullmatch=True)


@st.composite
def rosters(draw: st.DrawFn) -> RosterFile:
    """A few pupils, classes and colleagues, each with a number or user name of their own."""
    pupils = []
    for n, number in enumerate(draw(st.lists(NUMBERS, max_size=4, unique_by=str.casefold))):
        name = draw(people())
        pupils.append(
            RosterPupil(
                number,
                name.given,
                name.family,
                draw(st.sampled_from(["", f"l{n}@lindelyceum.nl"])),
                draw(st.sampled_from([None, date(2013, 3, 4), date(2012, 12, 11)])),
                (draw(st.sampled_from(CLASS_NAMES)),),
                draw(st.sampled_from(["", "2", "1/2", "ISK"])),
            )
        )
    classes = tuple(
        RosterClass(
            name, "2", draw(kept_texts()), tuple(draw(st.sampled_from([(), ("sam", "jor")])))
        )
        for name in draw(st.lists(st.sampled_from(CLASS_NAMES), unique=True))
    )
    roles = st.sampled_from(
        [(), ((Role.MENTOR, "Klas 2B"), (Role.SUPPORT_TEAM, "")), ((Role.COORDINATOR, "2"),)]
    )
    staff = []
    for user in draw(st.lists(st.sampled_from(["sam", "jor", "=x", "-ank"]), unique=True)):
        name = draw(people().filter(lambda one: one.given))
        staff.append(RosterStaff("", name.given, name.family, user, roles=tuple(draw(roles))))
    return RosterFile(tuple(pupils), classes, tuple(staff))


def back(*files: tuple[str, bytes]) -> tuple[set[object], set[object], set[object]]:
    """What is read of these files, without where it stood."""
    opened = open_uploads([Upload(*file) for file in files])
    assert opened.kind is FileKind.LIST
    roster = read_roster(opened)
    assert [fault for fault in roster.faults if not fault.is_notice] == []
    return plain(roster)


def plain(roster: RosterFile) -> tuple[set[object], set[object], set[object]]:
    """The roster as sets of what matters."""
    return (
        {
            (p.number, p.given, p.family, p.email, p.birth_date, p.class_names, p.year_group)
            for p in roster.pupils
        },
        {(c.name, c.team, c.mentors) for c in roster.classes if c.team or c.mentors},
        {(s.user_name, s.given, s.family, s.roles, s.is_active) for s in roster.staff},
    )


@settings(max_examples=150, deadline=None)
@given(rosters())
def test_a_csv_is_read_back_the_same(roster: RosterFile) -> None:
    pupils, classes, staff = plain(roster)
    if pupils:
        assert back(("leerlingen.csv", pupils_csv(roster)))[0] == pupils
    if classes:
        assert back(("klassen.csv", classes_csv(roster)))[1] == classes
    if staff:
        assert back(("medewerkers.csv", staff_csv(roster)))[2] == staff


@settings(max_examples=40, deadline=None)
@given(rosters())
def test_a_workbook_is_read_back_the_same(roster: RosterFile) -> None:
    if any(plain(roster)):
        assert back(("alles.xlsx", roster_workbook(roster, MADE_AT))) == plain(roster)


def test_no_cell_of_a_csv_is_a_formula() -> None:
    pupils = tuple(
        RosterPupil(str(n), name, name, class_names=("=2B",)) for n, name in enumerate(SOME_NAMES)
    )
    written = pupils_csv(RosterFile(pupils)).decode("utf-8-sig")
    cells = [cell for line in written.splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.lstrip('"')[:1] in tuple("=+-@")]


def test_an_empty_school_is_written_too() -> None:
    with pytest.raises(InputRefused, match="geen lijst"):
        open_uploads([Upload("leeg.xlsx", roster_workbook(RosterFile(), MADE_AT))])
