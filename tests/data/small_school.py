"""A small school and the entries to put in it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from casework.entries import CaseOpened, Entry, NewEntry, PupilInvolved, Reported
from casework.people import Assignment, PersonName, Role
from casework.records import Receipt, Signature
from data.setup import ClassSetup, SchoolSetup
from data.store import Store

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PASSWORD = "een paarse fiets in de regen"

SETUP = SchoolSetup(
    name="Het Voorbeeld",
    region="Midden",
    school_year="2026-2027",
    starts_on=date(2026, 8, 31),
    ends_on=date(2027, 7, 16),
    classes=(
        ClassSetup(name="2B", year_group=2, team="Onderbouw"),
        ClassSetup(name="2C", year_group=2, team="Onderbouw"),
    ),
    admin_given="Ineke",
    admin_family="de Wit",
    admin_user_name="ineke",
    admin_password=PASSWORD,
)


def signed(form_key: str = "", by: str = "") -> Signature:
    return Signature(by or str(uuid4()), NOW, 1, form_key or str(uuid4()))


def melding(
    label: str = "2026-001", what: str = "Er is iets gebeurd bij de fietsen."
) -> list[NewEntry]:
    """A case with one melding and one pupil."""
    home = {"class_id": str(uuid4()), "year_group": 2, "team_id": str(uuid4())}
    opened = CaseOpened(label=label, school_year="2026-2027", **home)
    reported = Reported(kinds=["verbal"], what=what, **home)
    involved = PupilInvolved(role="target", **home)
    return [
        NewEntry(opened, TODAY),
        NewEntry(reported, TODAY, step="report"),
        NewEntry(involved, TODAY, pupil_id=str(uuid4())),
    ]


def note(text: str = "") -> NewEntry:
    return NewEntry(Reported(what=text), TODAY)


def new_case(
    store: Store,
    what: str = "Er is iets gebeurd bij de fietsen.",
    *,
    form_key: str = "",
    by: str = "",
) -> Receipt:
    signature = signed(form_key, by)
    return store.log.open_case(
        str(uuid4()), lambda label: melding(label, what), year=2026, signature=signature
    )


def history(label: str, length: int) -> list[Entry]:
    """A whole case as an import brings it."""
    case_id = str(uuid4())
    entries = [*melding(label), *(note(f"regel {n}") for n in range(length - 3))]
    return [
        Entry(case_id, number, new.payload, TODAY, NOW, "", 1, new.step, new.pupil_id)
        for number, new in enumerate(entries, start=1)
    ]


def colleague(store: Store, given: str, role: Role, scope: str = "") -> str:
    staff_id = store.school.add_staff(PersonName(given, "Jansen"), given.lower(), "")
    store.school.assign(staff_id, Assignment(role, scope, TODAY), "")
    return staff_id


def damaged(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))
