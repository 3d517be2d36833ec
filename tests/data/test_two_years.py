"""A school's two years lived as one: set up from files, changed all year, turned by a file.

Het Lindelyceum begins empty on 24 August 2026. Everything that a beheerder does goes through the
desk, and every list comes in as the bytes of a file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import uuid4

import pytest

from casework.desk.office import Office
from casework.desk.roster import ImportPreview
from casework.errors import InputRefused, NotHere
from casework.people import Role
from casework.pupil_identity import NameKind
from casework.records import SchoolYear
from casework.roster import (
    NewPupil,
    PupilGone,
    PupilRenamed,
    PupilWithoutPlace,
    RoleGiven,
    WhichPupil,
)
from casework.roster.decisions import Decisions
from data import school_key
from data.setup import SchoolSetup, set_up_school
from exchange.roster import Upload, open_uploads, read_roster
from tests.cast import PASSWORD, Cast
from tests.data.test_facts import snapshot
from tests.data.test_roster_import import dump

FIRST_YEAR, SECOND_YEAR = "2026-2027", "2027-2028"
START = date(2026, 8, 24)
NEXT = SchoolYear(SECOND_YEAR, date(2027, 8, 1), date(2028, 7, 31))
SETUP = SchoolSetup(
    name="Het Lindelyceum",
    region="Midden",
    school_year=FIRST_YEAR,
    starts_on=date(2026, 8, 1),
    ends_on=date(2027, 7, 31),
    admin_given="Ineke",
    admin_family="Hofman",
    admin_user_name="ineke",
    admin_password=PASSWORD,
)
HEADS = "Stamnummer;Roepnaam;Tussenv.;Achternaam;Klas;Leerjaar;Mentor;Wachtwoord"
PUPILS = {
    "Noor": "1001;Noor;;Visser;2B;2;SAM;geheim",
    "Daan": "1002;Daan;de;Boer;2B;2;SAM;geheim",
    "Yusuf": "1003;Yusuf;;Yılmaz;2B;2;SAM;geheim",
    "Sem": "1004;Sem;;Jansen;2C;2;JOR;geheim",
    "Lotte": "1005;Lotte;;Smit;2C;2;JOR;geheim",
    "Tim": "1006;Tim;;Mulder;4H1;4;HAN;geheim",
    "Eva": "1007;Eva;van den;Berg;4H1;4;HAN;geheim",
    "Bram": "1008;Bram;;Bos;4H2;4;PIE;geheim",
    "Fleur": "1009;Fleur;;Vos;4H2;4;PIE;geheim",
    "Max": "1010;Max;;Kok;5H1;5;;geheim",
}
STAFF = """Afkorting;Roepnaam;Tussenv.;Achternaam;Functie;E-mail
SAM;Samira;el;Idrissi;docent Frans;s.elidrissi@lindelyceum.nl
JOR;Joris;;Kuipers;docent;j.kuipers@lindelyceum.nl
HAN;Hanna;;Dekker;docent;h.dekker@lindelyceum.nl
PIE;Piet;;Post;docent;p.post@lindelyceum.nl
FAT;Fatima;;Aydın;leerlingcoördinator 2 en 3;f.aydin@lindelyceum.nl
WIL;Willem;van;Dam;teamleider onderbouw;w.vandam@lindelyceum.nl
PET;Petra;;Prins;teamleider bovenbouw;p.prins@lindelyceum.nl
ANN;Anneke;;Vos;ondersteuningsteam;a.vos@lindelyceum.nl
"""
USER_NAMES = {"s.elidrissi": "Samira", "j.kuipers": "Joris", "h.dekker": "Hanna", "p.post": "Piet"}


@dataclass
class School:
    """The school on a day that goes on; what the clock of the store says is that day."""

    folder: Path
    day: date = START
    cast: Cast = field(init=False)

    def __post_init__(self) -> None:
        key = school_key.make(self.folder)
        store = set_up_school(self.folder, key, SETUP, now=self.now)
        self.cast = Cast(store)
        self.cast.staff["Ineke"] = store.school.staff(self.day)[0].staff_id

    def now(self) -> datetime:
        """Noon of the day."""
        return datetime.combine(self.day, time(12), UTC)

    @property
    def office(self) -> Office:
        """What Ineke can do today."""
        return self.cast.desk("Ineke", self.day).office

    def preview(
        self, *texts: str, year: SchoolYear | None = None, answers: Mapping[str, str] | None = None
    ) -> ImportPreview:
        """What these lists would change, from today or from the first day of the year."""
        uploads = [Upload(f"lijst{n}.csv", text.encode()) for n, text in enumerate(texts)]
        file = read_roster(open_uploads(uploads))
        room = self.office.roster
        chosen = year or room.years()[0]
        return room.preview(file, chosen, room.first_day(chosen), answers)

    def bring_in(self, preview: ImportPreview, decisions: Decisions | None = None) -> str:
        """Do it; the id of the run. Who works here is known by name from then on."""
        key = str(uuid4())
        said = decisions or Decisions(roles=roles_in(preview))
        assert self.office.roster.bring_in(preview, said, form_key=key) is not None
        self._know_everybody()
        return key

    def _know_everybody(self) -> None:
        store = self.cast.store
        for member in store.school.staff(self.day):
            self.cast.staff[member.name.given] = member.staff_id
        for pupil_id, pupil in store.school.pupils(
            [one for (one,) in store.database.rows("select pupil_id from pupil")], self.day
        ).items():
            self.cast.pupils.setdefault(pupil.name.given, pupil_id)
        for held in store.school.all_classes():
            self.cast.classes[f"{held.school_year} {held.name}"] = held.class_id

    def where(self, *names: str, day: date | None = None) -> list[str]:
        """The class of each of these on a day."""
        on = day or self.day
        ids = [self.cast.pupils[name] for name in names]
        people = self.cast.store.school.pupils(ids, on)
        return [people[one].class_name for one in ids]

    def melding(self, reporter: str, target: str, displaying: str = "") -> str:
        """A melding of today, told today; the id of the case."""
        self.cast.today = self.day
        desk = self.cast.desk(reporter, self.day)
        melding = self.cast.melding(target=target, displaying=displaying)
        return desk.cases.report(
            melding, form_key=str(uuid4()), reason="Een ander voorval."
        ).subject_id

    def sees(self, name: str, case_id: str) -> bool:
        """Whether somebody can open a case today."""
        try:
            self.cast.desk(name, self.day).cases.open(case_id)
        except NotHere:
            return False
        return True

    def check(self) -> None:
        """What holds on every day: the log is whole, facts are those of a rebuild, nobody waits."""
        store = self.cast.store
        before = snapshot(self.cast)
        store.facts.rebuild()
        assert snapshot(self.cast) == before
        assert store.check() == []
        assert self.office.cases_without_owner() == []


def roles_in(preview: ImportPreview) -> frozenset[str]:
    """Every role of the file, also those that a person has to give."""
    return frozenset(change.key for change in preview.plan.only(RoleGiven))


def listed(lines: Iterable[str]) -> str:
    """A list as the administration exports it."""
    return "\n".join((HEADS, *lines, ""))


def with_class(name: str, class_name: str, mentor: str = "") -> str:
    """The line of a pupil, in another class."""
    cells = PUPILS[name].split(";")
    return ";".join((*cells[:4], class_name, class_name[0], mentor, "geheim"))


@pytest.fixture
def school(tmp_path: Path) -> Iterable[School]:
    """An empty school with its first beheerder."""
    made = School(tmp_path / "school")
    yield made
    made.cast.store.close()


def test_two_years_of_a_school(school: School) -> None:
    _set_up_from_files(school)
    case_id = _autumn(school)
    _two_records_of_one_pupil(school)
    _a_mentor_who_is_ill(school, case_id)
    _turn_the_year(school, case_id)
    _second_year(school, case_id)


def _set_up_from_files(school: School) -> None:
    """24 August: two lists, one press, and the same lists again change nothing."""
    preview = school.preview(listed(PUPILS.values()), STAFF)
    assert [fault for fault in preview.plan.faults if not fault.is_notice] == []
    assert "geheim" not in repr(preview)
    school.bring_in(preview)
    assert school.where(*PUPILS) == [line.split(";")[4] for line in PUPILS.values()]
    user_names = {one.user_name: one.name.given for one in school.office.staff()}
    assert USER_NAMES.items() <= user_names.items()
    roles = {
        one.name.given: {held.role for held in one.assignments} for one in school.office.staff()
    }
    assert Role.MENTOR in roles["Samira"]
    assert Role.COORDINATOR in roles["Fatima"]
    assert Role.TEAM_LEADER in roles["Willem"]
    assert Role.SUPPORT_TEAM in roles["Anneke"]
    again = school.preview(listed(PUPILS.values()), STAFF)
    assert [c for c in again.plan.changes if Decisions().accepts(c)] == []
    assert again.plan.faults == ()
    assert school.office.roster.bring_in(again, Decisions(), form_key=str(uuid4())) is None
    assert len(school.office.roster.runs()) == 1
    school.check()


def _autumn(school: School) -> str:
    """November: a case; a new pupil and a move from the list of that week. The case goes along."""
    school.day = date(2026, 11, 9)
    case_id = school.melding("Samira", "Noor", "Daan")
    assert school.sees("Samira", case_id)
    assert not school.sees("Joris", case_id)
    lines = [*(PUPILS | {"Noor": with_class("Noor", "2C", "JOR")}).values()]
    new = "1011;Ada;van den;Berg;2B;2;SAM;geheim"
    school.day = date(2026, 11, 16)
    preview = school.preview(listed([*lines, new]), STAFF)
    school.bring_in(preview)
    assert school.where("Noor", "Ada") == ["2C", "2B"]
    assert school.where("Noor", day=date(2026, 11, 15)) == ["2B"]
    assert school.sees("Joris", case_id)
    school.check()
    return case_id


def _two_records_of_one_pupil(school: School) -> None:
    """January: Sem was entered by hand as well, and a melding was made about that record."""
    school.day = date(2027, 1, 18)
    office, school_register = school.office, school.cast.store.school
    class_id = school.cast.classes[f"{FIRST_YEAR} 2C"]
    office.add_pupils("Sem; Jansen", class_id, school.day, with_namesakes=True)
    [twin] = [
        one.pupil_id
        for one in school_register.class_list(class_id, school.day)
        if one.name.full == "Sem Jansen" and one.pupil_id != school.cast.pupils["Sem"]
    ]
    school.cast.pupils["Twin"] = twin
    first = school.melding("Joris", "Sem")
    second = school.melding("Joris", "Twin")
    sem = school.cast.pupils["Sem"]
    office.pupils.merge(twin, sem)
    file = school.cast.desk("Joris", school.day).pupils.open(sem)
    assert {case.case_id for case in file.cases} == {first, second}
    assert twin not in school_register.pupils([twin], school.day)
    lines = [*PUPILS.values(), "1011;Ada;van den;Berg;2B;2;SAM;geheim"]
    plan = school.preview(listed(lines).replace("Visser;2B;2;SAM", "Visser;2C;2;JOR")).plan
    assert plan.is_empty
    school.check()


def _a_mentor_who_is_ill(school: School, case_id: str) -> None:
    """March: Joris is ill; Piet stands in for two weeks, and loses the class after it."""
    school.day = date(2027, 3, 1)
    class_id = school.cast.classes[f"{FIRST_YEAR} 2C"]
    staff = school.cast.staff
    assert not school.sees("Piet", case_id)
    school.office.time.add_stand_in(
        staff["Piet"], class_id, staff["Joris"], school.day, date(2027, 3, 12)
    )
    assert school.sees("Piet", case_id)
    school.day = date(2027, 3, 15)
    assert not school.sees("Piet", case_id)
    assert school.sees("Joris", case_id)
    school.check()


def _next_year_lines() -> list[str]:
    """4H1 and 4H2 come out mixed; Sem stays in the second year; Max has left; Ivo is new."""
    return [
        with_class("Noor", "3A", "HAN"),
        with_class("Daan", "3B", "SAM"),
        with_class("Yusuf", "3A", "HAN"),
        with_class("Sem", "2B", "JOR"),
        with_class("Lotte", "3B", "SAM"),
        with_class("Tim", "5H2", "PIE"),
        with_class("Eva", "5H1", "PIE"),
        with_class("Bram", "5H1", "PIE"),
        with_class("Fleur", "4H1", "HAN"),
        "1011;Ada;van den;Berg;3A;3;HAN;geheim",
        "1012;Ivo;;Smit;1/2 HV;1;JOR;geheim",
    ]


def _turn_the_year(school: School, case_id: str) -> None:
    """June: the list of next year; taken back whole, and done again."""
    school.day = date(2027, 6, 21)
    [_, coming] = school.office.roster.years()
    assert coming == NEXT
    before = dump(school.cast.store)
    preview = school.preview(listed(_next_year_lines()), STAFF, year=NEXT)
    assert preview.first_day == NEXT.starts_on
    assert preview.plan.only(WhichPupil) == []
    assert [one.pupil_id for one in preview.plan.only(PupilWithoutPlace)] == [
        school.cast.pupils["Max"]
    ]
    run_id = school.bring_in(preview, _with_max_gone(preview))
    school.office.roster.undo(run_id, form_key=str(uuid4()))
    assert dump(school.cast.store) == before
    preview = school.preview(listed(_next_year_lines()), STAFF, year=NEXT)
    school.cast.pupils.pop("Ivo")
    school.bring_in(preview, _with_max_gone(preview))
    assert school.where("Noor", "Tim", "Eva", "Bram", "Fleur", "Sem") == [
        "2C", "4H1", "4H1", "4H2", "4H2", "2C",
    ]  # fmt: skip
    assert school.sees("Joris", case_id)
    assert not school.sees("Hanna", case_id)
    school.check()


def _with_max_gone(preview: ImportPreview) -> Decisions:
    return Decisions(
        proposed=frozenset(one.key for one in preview.plan.only(PupilWithoutPlace)),
        last_day=date(2027, 7, 31),
        roles=roles_in(preview),
    )


def _second_year(school: School, case_id: str) -> None:
    """September: everybody in the own class; a new name; a file of changes; what leans stands."""
    school.day = date(2027, 9, 6)
    assert school.where("Noor", "Tim", "Eva", "Bram", "Fleur", "Sem", "Ivo") == [
        "3A", "5H2", "5H1", "5H1", "4H1", "2B", "1/2 HV",
    ]  # fmt: skip
    assert school.sees("Hanna", case_id)
    again = school.preview(listed(_next_year_lines()), STAFF)
    assert [c for c in again.plan.changes if Decisions().accepts(c)] == []
    _renamed(school)
    _a_run_that_something_leans_on(school)
    _said_to_be_removed(school)
    school.check()


def _renamed(school: School) -> None:
    """Tim is called Tess from now on: a new name, no correction; the old one stays masked."""
    lines = [line.replace("1006;Tim", "1006;Tess") for line in _next_year_lines()]
    preview = school.preview(listed(lines))
    [renamed] = preview.plan.only(PupilRenamed)
    school.bring_in(preview, Decisions(new_names=frozenset({renamed.key})))
    names = school.cast.store.school.names_over_time(school.cast.pupils["Tim"])
    assert [(one.name.given, one.kind) for one in names] == [
        ("Tim", NameKind.FIRST),
        ("Tess", NameKind.NEW_NAME),
    ]
    found = school.cast.store.school.name_book().find("Tim stond erbij.", school.cast.pupils["Eva"])
    assert "Tim" not in found.text
    [behind] = school.preview(listed(_next_year_lines())).plan.only(PupilRenamed)
    assert behind.is_former
    assert not Decisions().accepts(behind)


def _a_run_that_something_leans_on(school: School) -> None:
    """A pupil who came with a file and has a case keeps that file standing."""
    lines = [line.replace("1006;Tim", "1006;Tess") for line in _next_year_lines()]
    preview = school.preview(listed([*lines, "1013;Zoë;;Mol;3A;3;HAN;geheim"]))
    assert [type(change) for change in preview.plan.changes] == [NewPupil]
    run_id = school.bring_in(preview)
    school.melding("Hanna", "Zoë")
    with pytest.raises(InputRefused, match="1 nieuwe leerling komt al in een zaak"):
        school.office.roster.undo(run_id, form_key=str(uuid4()))


def _said_to_be_removed(school: School) -> None:
    """A file of changes (OneRoster) marks one pupil as removed, and says nothing of the others."""
    files = {
        "manifest.csv": "propertyName,value\noneroster.version,1.2\nfile.users,delta\n",
        "users.csv": "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,"
        "identifier\nu1,tobedeleted,2027-09-06T00:00:00Z,true,bram,Bram,Bos,1008\n",
        "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role\n"
        "r1,active,,u1,primary,student\n",
    }
    file = read_roster(open_uploads([Upload(*one) for one in _encoded(files)]))
    room = school.office.roster
    year = room.years()[0]
    preview = room.preview(file, year, room.first_day(year))
    bram = school.cast.pupils["Bram"]
    assert preview.plan.changes == (PupilGone(bram, "5H1", is_said=True),)
    keys = frozenset(change.key for change in preview.plan.changes)
    school.bring_in(preview, Decisions(proposed=keys, last_day=school.day))
    assert school.cast.store.school.pupils([bram], date(2027, 9, 7))[bram].left_on == school.day


def _encoded(files: Mapping[str, str]) -> list[tuple[str, bytes]]:
    return [(name, text.encode()) for name, text in files.items()]
