"""The fixed cast of the tests: one small school, on Monday 23 November 2026.

Samira is mentor of 2B, Joris of 2C; Fatima is leerlingcoördinator of year 2; Willem leads the
onderbouw, Petra the bovenbouw; Anneke sits in the ondersteuningsteam; Pim is coördinator
pestbeleid, Sofie schoolleiding; Ineke is beheerder; Nadia looks after privacy; Dirk is a docent.
Noor, Daan, Yusuf and Emma are in 2B; Sem and Lotte in 2C; Tim in 4V1.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from casework.desk import Access, Desk, Melding, ReportedPart
from casework.entries import LevelReached, NewEntry
from casework.people import Actor, Assignment, PersonName, Role
from casework.records import Receipt
from data import school_key
from data.school_key import SchoolKey
from data.setup import ClassSetup, SchoolSetup, set_up_school
from data.store import Store

TODAY = date(2026, 11, 23)
YEAR_STARTS_ON = date(2026, 8, 1)
PASSWORD = "een lange zin met tien woorden"
SETUP = SchoolSetup(
    name="Het Lindelyceum",
    region="Midden",
    school_year="2026-2027",
    starts_on=YEAR_STARTS_ON,
    ends_on=date(2027, 7, 31),
    classes=(
        ClassSetup(name="2B", year_group=2, team="onderbouw"),
        ClassSetup(name="2C", year_group=2, team="onderbouw"),
        ClassSetup(name="4V1", year_group=4, team="bovenbouw"),
    ),
    admin_given="Ineke",
    admin_family="Hofman",
    admin_user_name="ineke",
    admin_password=PASSWORD,
)
PUPILS = {
    "Noor": ("Visser", "2B"),
    "Daan": ("de Boer", "2B"),
    "Yusuf": ("Yılmaz", "2B"),
    "Emma": ("Bakker", "2B"),
    "Sem": ("Jansen", "2C"),
    "Lotte": ("Smit", "2C"),
    "Tim": ("Mulder", "4V1"),
}


@dataclass
class Cast:
    """The school with everybody in it; `desk("Samira")` is Samira's desk today."""

    store: Store
    today: date = TODAY
    staff: dict[str, str] = field(default_factory=dict)
    pupils: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Who this is, with the roles of today."""
        actor = self.store.school.actor(self.staff[name], self.today)
        assert actor is not None
        return actor

    def desk(self, name: str, today: date | None = None) -> Desk:
        """The desk of somebody of the cast."""
        day = today or self.today
        actor = self.store.school.actor(self.staff[name], day)
        assert actor is not None
        noon = datetime.combine(day, time(12), UTC)
        access = Access(
            actor, self.store, day, lambda: noon, lambda: str(uuid4()), confirmed_at=noon
        )
        return Desk(access)

    def melding(
        self, *, target: str = "Noor", displaying: str = "Daan", **answers: object
    ) -> Melding:
        """A melding of today, with the answers that have to be there."""
        parts = [ReportedPart(pupil_id=self.pupils[target], role="target")]
        if displaying:
            parts.append(ReportedPart(pupil_id=self.pupils[displaying], role="displaying"))
        needed: dict[str, object] = {
            "reported_on": self.today,
            "parts": tuple(parts),
            "kinds": ("verbal",),
            "what": "Er wordt steeds iets geroepen in de gang.",
        }
        return Melding.model_validate({**needed, **answers})

    def case(self, reporter: str = "Samira", **answers: object) -> Receipt:
        """A case, opened by somebody of the cast."""
        return self.desk(reporter).cases.report(self.melding(**answers), form_key=str(uuid4()))  # type: ignore[arg-type]


def copy_of(school: Cast, folder: Path) -> Cast:
    """The same school from a copy of its files, which are closed; open it is its own."""
    shutil.copytree(school.store.folder, folder)
    return replace(
        school,
        store=Store.open(folder, school.store.key),
        staff=dict(school.staff),
        pupils=dict(school.pupils),
        classes=dict(school.classes),
        teams=dict(school.teams),
    )


# What is written adds a row to one of these, but for a password; who looked is logged elsewhere.
WRITTEN = (
    "entry",
    "reference_change",
    "draft",
    "calendar_address",
    "outbox",
    "card_note",
    "import_run",
)


@contextmanager
def only_looked_at(cast: Cast) -> Iterator[Cast]:
    """A school that tests share: a test that writes in it all the same fails.

    What is only typed is a draft, which is thrown away for the next test.
    """
    counts = ", ".join(f"(select count(*) from {table})" for table in WRITTEN)
    before = cast.store.database.rows(f"select {counts}")
    drafts = [form_key for (form_key,) in cast.store.database.rows("select form_key from draft")]
    yield cast
    with cast.store.database.write():
        sql = "delete from draft where not list_contains($1::varchar[], form_key)"
        cast.store.database.run(sql, (drafts,))
    after = cast.store.database.rows(f"select {counts}")
    assert after == before, "written in a school that others look at"


def make_cast(folder: Path, key: SchoolKey | None = None) -> Cast:
    """The school of the cast, on a real database file in `folder`."""
    store = set_up_school(folder, key or school_key.make(folder), SETUP)
    cast = Cast(store)
    admin = store.school.staff(TODAY)[0].staff_id
    cast.staff["Ineke"] = admin
    for school_class in store.school.classes("2026-2027"):
        cast.classes[school_class.name] = school_class.class_id
        cast.teams[school_class.team_name] = school_class.team_id
    for given, (family, class_name) in PUPILS.items():
        name = PersonName(given, family)
        class_id = cast.classes[class_name]
        cast.pupils[given] = store.school.add_pupil(name, class_id, YEAR_STARTS_ON, admin)
    _hire(cast, admin)
    return cast


def _hire(cast: Cast, admin: str) -> None:
    people = {
        "Samira": ("el Idrissi", Role.MENTOR, cast.classes["2B"]),
        "Joris": ("Kuipers", Role.MENTOR, cast.classes["2C"]),
        "Hanna": ("Dekker", Role.MENTOR, cast.classes["4V1"]),
        "Fatima": ("Aydın", Role.COORDINATOR, "2"),
        "Willem": ("van Dam", Role.TEAM_LEADER, cast.teams["onderbouw"]),
        "Petra": ("Post", Role.TEAM_LEADER, cast.teams["bovenbouw"]),
        "Anneke": ("Vos", Role.SUPPORT_TEAM, ""),
        "Pim": ("Okkerse", Role.POLICY_COORDINATOR, ""),
        "Sofie": ("Tahiri", Role.SCHOOL_LEADER, ""),
        "Nadia": ("Groen", Role.PRIVACY, ""),
        "Dirk": ("Prins", Role.STAFF, ""),
    }
    for given, (family, role, scope) in people.items():
        name = PersonName(given, family)
        cast.staff[given] = cast.store.school.add_staff(name, given.lower(), admin)
        if role is not Role.STAFF:
            held = Assignment(role, scope, YEAR_STARTS_ON)
            cast.store.school.assign(cast.staff[given], held, admin)


def desk_with(desk: Desk, **changes: Any) -> Desk:
    """The same desk with another field of its Access: the day, the clock, the visit."""
    return Desk(replace(desk._access, **changes))


def record_at(desk: Desk, case_id: str, *new: NewEntry) -> Receipt:
    """Record these as somebody at this desk who has just looked at the case."""
    seen = desk.cases.open(case_id).case.last_number
    return desk.cases.record(case_id, new, seen=seen, form_key=str(uuid4()))


def case_at_level(cast: Cast, mentor: str, level: int = 1, **answers: str) -> str:
    """A new case by this mentor, also where one like it is known; gives its id."""
    receipt = cast.desk(mentor).cases.report(
        cast.melding(**answers), form_key=str(uuid4()), reason="Ander voorval."
    )
    if level > 1:
        raised = LevelReached(level=level, proposed=2, cause="judgement", reason="Nodig.")
        record_at(cast.desk(mentor), receipt.subject_id, NewEntry(raised, TODAY))
    return receipt.subject_id
