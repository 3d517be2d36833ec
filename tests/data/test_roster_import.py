"""A roster into the store and back out of it: all or nothing, and the way back is exact."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import roster
from casework.errors import InputRefused, NotHere
from casework.people import Assignment, PersonName, Role
from casework.pupil_identity import PupilDetails
from casework.records import SchoolYear
from casework.roster import RosterClass, RosterPupil, RosterStaff
from casework.roster.decisions import ImportWork
from data.import_records import REFERENCES
from data.row_changes import TABLES
from data.store import Store
from tests.cast import TODAY, YEAR_STARTS_ON, Cast

THIS_YEAR = SchoolYear("2026-2027", YEAR_STARTS_ON, date(2027, 7, 31))
NEXT_YEAR = SchoolYear("2027-2028", date(2027, 8, 1), date(2028, 7, 31))


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of the register, in an order of its own."""
    return {
        table: sorted(map(repr, store.database.rows(f"select * from {table}"))) for table in TABLES
    }


def bring_in(cast: Cast, *changes: roster.RosterChange, **more: Any) -> str:
    """Do these changes today, or from the day that is given; the id of the run."""
    settings = {"year": THIS_YEAR, "first_day": TODAY, **more}
    run_id = str(uuid4())
    work = ImportWork(changes=changes, **settings)
    cast.store.imports.import_roster(work, run_id, cast.staff["Ineke"], lambda _step: None)
    return run_id


def undo(cast: Cast, run_id: str) -> None:
    cast.store.imports.undo_import(run_id, cast.staff["Ineke"])


def new_pupil(given: str, family: str, class_name: str, number: str = "") -> roster.NewPupil:
    row = RosterPupil(number, given, family, class_names=(class_name,), line=hash(given) % 999)
    return roster.NewPupil(row)


def pupil_called(cast: Cast, given: str) -> str:
    pupils = cast.store.school.class_list(cast.classes["2B"], TODAY)
    return next(pupil.pupil_id for pupil in pupils if pupil.name.given == given)


def names_in(cast: Cast, class_name: str, day: date = TODAY) -> list[str]:
    classes = {
        c.name: c.class_id
        for year in (THIS_YEAR, NEXT_YEAR)
        for c in cast.store.school.classes(year.school_year)
    }
    return [pupil.name.full for pupil in cast.store.school.class_list(classes[class_name], day)]


EVERYTHING: dict[str, Callable[[Cast], list[roster.RosterChange]]] = {
    "new pupils in a new class": lambda cast: [
        roster.NewClass(RosterClass("1A", "1", "onderbouw")),
        roster.NewClass(RosterClass("1/2 HV", "1/2", "brugteam")),
        new_pupil("Ada", "van den Berg", "1A", "0012"),
        new_pupil("Bo", "de Wit", "1/2 hv"),
    ],
    "moved": lambda cast: [roster.PupilMoved(cast.pupils["Noor"], "2B", "2C")],
    "gone": lambda cast: [roster.PupilGone(cast.pupils["Noor"], "2B")],
    "renamed": lambda cast: [
        roster.PupilRenamed(
            cast.pupils["Noor"], PersonName("Noor", "Visser"), PersonName("Noah", "Visser")
        )
    ],
    "details": lambda cast: [
        roster.PupilDetailsChanged(cast.pupils["Noor"], "007", "n@school.nl", None, ("number",)),
        roster.PupilDetailsChanged(cast.pupils["Daan"], "008", "", date(2013, 4, 5), ("number",)),
    ],
    "class changed": lambda cast: [
        roster.ClassChanged(
            cast.classes["2B"],
            roster.ClassNow(cast.classes["2B"], "2B", "2", "onderbouw"),
            "2",
            "bovenbouw",
        )
    ],
    "staff": lambda cast: [
        (new := roster.NewStaff(RosterStaff("ABC", "Ans", "de Boer", line=3), "abc")),
        roster.RoleGiven(Role.MENTOR, "2b", new_staff_key=new.key),
        roster.RoleEnded(Role.MENTOR, "2B", cast.staff["Samira"]),
        roster.StaffRenamed(
            cast.staff["Dirk"], PersonName("Dirk", "X"), PersonName("Dirk", "van Dam")
        ),
        roster.StaffGone(cast.staff["Petra"]),
    ],
}


@pytest.mark.parametrize("what", EVERYTHING)
def test_taking_back_puts_every_row_back_as_it_was(cast: Cast, what: str) -> None:
    before = dump(cast.store)

    run_id = bring_in(cast, *EVERYTHING[what](cast), last_day=TODAY)
    assert dump(cast.store) != before
    undo(cast, run_id)

    assert dump(cast.store) == before
    (run,) = cast.store.imports.import_runs()
    assert run.undone_at
    assert not run.can_be_undone


def test_one_run_after_another_is_taken_back_to_the_first_day(cast: Cast) -> None:
    dumps, runs = [dump(cast.store)], []
    for changes in EVERYTHING.values():
        runs.append(bring_in(cast, *changes(cast), last_day=TODAY))
        dumps.append(dump(cast.store))

    for run_id in reversed(runs):
        assert dump(cast.store) == dumps.pop()
        undo(cast, run_id)

    assert dump(cast.store) == dumps.pop()


def test_a_new_year_with_its_classes_is_made_and_taken_back_whole(cast: Cast) -> None:
    before = dump(cast.store)
    run_id = bring_in(
        cast,
        roster.NewClass(RosterClass("3A", "3", "onderbouw")),
        *(roster.PupilMoved(cast.pupils[name], "2B", "3A", False) for name in ("Noor", "Daan")),
        year=NEXT_YEAR,
        first_day=NEXT_YEAR.starts_on,
    )

    assert sorted(names_in(cast, "3A", NEXT_YEAR.starts_on)) == ["Daan de Boer", "Noor Visser"]
    assert "Noor Visser" in names_in(cast, "2B", TODAY)
    undo(cast, run_id)

    assert dump(cast.store) == before


def test_who_moves_this_year_keeps_the_class_of_next_year(cast: Cast) -> None:
    bring_in(
        cast,
        roster.NewClass(RosterClass("3A", "3", "onderbouw")),
        roster.PupilMoved(cast.pupils["Noor"], "2B", "3A", False),
        year=NEXT_YEAR,
        first_day=NEXT_YEAR.starts_on,
    )

    bring_in(cast, roster.PupilMoved(cast.pupils["Noor"], "2B", "2C"))

    assert "Noor Visser" in names_in(cast, "2C", TODAY)
    assert names_in(cast, "3A", NEXT_YEAR.starts_on) == ["Noor Visser"]


def test_nothing_is_stored_when_one_change_cannot_be(cast: Cast) -> None:
    before = dump(cast.store)

    with pytest.raises(InputRefused, match="9Z"):
        bring_in(cast, new_pupil("Ada", "Berg", "2B"), new_pupil("Bo", "Wit", "9Z"))

    assert dump(cast.store) == before
    assert cast.store.imports.import_runs() == []


def test_a_new_pupil_with_a_case_keeps_the_run_standing(cast: Cast) -> None:
    run_id = bring_in(cast, new_pupil("Ada", "Berg", "2B"))
    (ada,) = (
        p for p in cast.store.school.class_list(cast.classes["2B"], TODAY) if p.name.given == "Ada"
    )
    cast.pupils["Ada"] = ada.pupil_id
    cast.case(target="Ada", displaying="")
    before = dump(cast.store)

    with pytest.raises(InputRefused, match="1 nieuwe leerling komt al in een zaak") as refused:
        undo(cast, run_id)

    assert "Ada" not in refused.value.sentence
    assert dump(cast.store) == before


LATER: dict[str, tuple[Callable[[Cast], Any], str]] = {
    "moved again": (
        lambda cast: cast.store.school.move_pupil(
            cast.pupils["Noor"], cast.classes["2B"], TODAY, ""
        ),
        "plaatsing",
    ),
    "in the new class": (
        lambda cast: cast.store.school.move_pupil(
            cast.pupils["Sem"],
            next(c.class_id for c in cast.store.school.classes("2026-2027") if c.name == "2D"),
            TODAY,
            "",
        ),
        "plaatsing",
    ),
    "a mentor of the new class": (
        lambda cast: cast.store.school.assign(
            cast.staff["Dirk"],
            Assignment(
                Role.MENTOR,
                next(c.class_id for c in cast.store.school.classes("2026-2027") if c.name == "2D"),
            ),
            "",
        ),
        "rol van een collega",
    ),
    "a new pupil got another name": (
        lambda cast: cast.store.school.rename_pupil(
            pupil_called(cast, "Ada"), PersonName("Aya", "Berg"), ""
        ),
        "naam van een leerling",
    ),
    "a new pupil got a number": (
        lambda cast: cast.store.school.change_details(
            pupil_called(cast, "Ada"), PupilDetails("4242"), ""
        ),
        "nummer of e-mail",
    ),
    "a renamed pupil got another name again": (
        lambda cast: cast.store.school.rename_pupil(
            cast.pupils["Yusuf"], PersonName("Joesoef", "Yılmaz"), ""
        ),
        "naam van een leerling",
    ),
    "the former mentor came back": (
        lambda cast: cast.store.school.assign(
            cast.staff["Samira"],
            Assignment(Role.MENTOR, cast.classes["2B"], TODAY + timedelta(days=20)),
            "",
        ),
        "rol van een collega",
    ),
    "a new pupil turned out to be a known one": (
        lambda cast: cast.store.school.merge_pupils(
            pupil_called(cast, "Ada"), cast.pupils["Emma"], ""
        ),
        "samenvoeging",
    ),
    "a newer run about the same": (
        lambda cast: bring_in(cast, roster.PupilMoved(cast.pupils["Noor"], "2C", "2B")),
        "plaatsing",
    ),
}


@pytest.mark.parametrize("what", LATER)
def test_what_leans_on_a_run_is_named_and_nothing_changes(cast: Cast, what: str) -> None:
    act, reason = LATER[what]
    run_id = bring_in(
        cast,
        roster.NewClass(RosterClass("2D", "2", "onderbouw")),
        roster.PupilMoved(cast.pupils["Noor"], "2B", "2C"),
        roster.PupilRenamed(
            cast.pupils["Yusuf"], PersonName("Yusuf", "Yılmaz"), PersonName("Jusuf", "Yılmaz")
        ),
        roster.RoleEnded(Role.MENTOR, "2B", cast.staff["Samira"]),
        new_pupil("Ada", "Berg", "2B"),
    )
    act(cast)
    before = dump(cast.store)

    with pytest.raises(InputRefused, match=reason):
        undo(cast, run_id)

    assert dump(cast.store) == before


def test_after_the_newer_run_is_taken_back_the_older_one_can_be(cast: Cast) -> None:
    before = dump(cast.store)
    first = bring_in(cast, roster.PupilMoved(cast.pupils["Noor"], "2B", "2C"))
    second = bring_in(cast, roster.PupilMoved(cast.pupils["Noor"], "2C", "2B"))

    undo(cast, second)
    undo(cast, first)

    assert dump(cast.store) == before


def test_a_run_is_taken_back_once_and_an_unknown_one_not_at_all(cast: Cast) -> None:
    run_id = bring_in(cast, roster.PupilMoved(cast.pupils["Noor"], "2B", "2C"))
    undo(cast, run_id)

    with pytest.raises(InputRefused, match="al teruggedraaid"):
        undo(cast, run_id)
    with pytest.raises(NotHere):
        undo(cast, str(uuid4()))


def test_what_was_taken_back_cannot_be_read_in_the_file_any_more(cast: Cast) -> None:
    run_id = bring_in(cast, new_pupil("Ada", "Berg", "2B"))
    (pupil_id,) = (
        p.pupil_id
        for p in cast.store.school.class_list(cast.classes["2B"], TODAY)
        if p.name.given == "Ada"
    )

    undo(cast, run_id)

    assert cast.store.vault.is_erased(pupil_id)
    assert cast.store.vault.is_erased(run_id)
    sql = "select sealed_undo from import_run"
    assert cast.store.database.rows(sql) == [(None,)]


def test_a_run_is_on_record_without_a_name(cast: Cast) -> None:
    bring_in(cast, new_pupil("Ada", "Berg", "2B", "0042"))

    rows = cast.store.database.rows("select * from import_run")
    lines = cast.store.database.rows("select kind from reference_change")
    assert ("roster_imported",) in lines
    assert not any(word in repr(rows) for word in ("Ada", "Berg", "0042"))


def test_numbers_swapped_between_two_pupils_are_no_double_number(cast: Cast) -> None:
    noor, daan = cast.pupils["Noor"], cast.pupils["Daan"]

    def numbers(one: str, other: str) -> list[roster.RosterChange]:
        return [
            roster.PupilDetailsChanged(noor, one, "", None, ("number",)),
            roster.PupilDetailsChanged(daan, other, "", None, ("number",)),
        ]

    bring_in(cast, *numbers("1", "2"))
    bring_in(cast, *numbers("2", "1"))

    known = cast.store.school.pupil_numbers()
    assert (known[noor], known[daan]) == ("2", "1")


# Looked at when a run is taken back (data/import_records.py), or nothing that could be lost by it.
SEEN_OTHERWISE = {
    "entry": "what was written since the run is read",
    "draft": "each draft is looked at",
    "account": "a first password goes with the colleague",
    "invitation": "one that nobody used goes with the colleague",
    "outbox": "a message for who is not there any more is not sent",
    "form_receipt": "goes with its entries",
    "act_receipt": "a proof of the past",
    "merged_pupil": "follows from pupil_merge",
}


def test_whatever_refers_to_a_pupil_class_or_colleague_is_looked_at(cast: Cast) -> None:
    sql = """
        select table_name, column_name from duckdb_columns()
        where column_name in ('pupil_id', 'class_id', 'staff_id', 'team_id')
            and database_name = current_database() and not internal
            and table_name in (
                select table_name from duckdb_tables() where database_name = current_database()
            )
    """
    columns = {(str(table), str(column)) for table, column in cast.store.database.rows(sql)}
    looked_at = {(child, column) for child, column, *_ in REFERENCES}

    missing = {
        (table, column)
        for table, column in columns - looked_at
        if TABLES.get(table) != column and table not in SEEN_OTHERWISE
    }

    assert missing == set()
