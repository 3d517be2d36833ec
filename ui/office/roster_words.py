"""The Dutch sentences of a roster file: what would change, one line of a table for each thing."""

from collections.abc import Callable, Mapping
from typing import Any

from casework import roster
from casework.desk.roster import ImportPreview
from casework.labels import ROLES
from casework.people import PersonName
from casework.roster import PupilNow, StaffNow
from casework.words import counted, full_date

Row = tuple[str, ...]

COUNTS = {
    "NewPupil": ("nieuwe leerling", "nieuwe leerlingen"),
    "PupilMoved": ("leerling naar een klas", "leerlingen naar een klas"),
    "PupilRenamed": ("andere naam", "andere namen"),
    "PupilDetailsChanged": ("ander gegeven", "andere gegevens"),
    "PupilBack": ("leerling terug", "leerlingen terug"),
    "PupilGone": ("leerling van school", "leerlingen van school"),
    "PupilWithoutPlace": ("leerling van school", "leerlingen van school"),
    "NewClass": ("nieuwe klas", "nieuwe klassen"),
    "ClassChanged": ("veranderde klas", "veranderde klassen"),
    "NewStaff": ("nieuwe collega", "nieuwe collega's"),
    "StaffRenamed": ("andere naam van een collega", "andere namen van collega's"),
    "StaffGone": ("account beëindigd", "accounts beëindigd"),
    "StaffBack": ("collega terug", "collega's terug"),
    "RoleGiven": ("rol gegeven", "rollen gegeven"),
    "RoleEnded": ("rol beëindigd", "rollen beëindigd"),
}
FIELDS = {"number": "leerlingnummer", "email": "e-mail", "birth_date": "geboortedatum"}
RECOGNISED = {
    roster.Recognised.NUMBER: "leerlingnummer",
    roster.Recognised.EMAIL: "e-mailadres",
    roster.Recognised.NAME_AND_BIRTH_DATE: "naam en geboortedatum",
    roster.Recognised.NAME_AND_CLASS: "naam en klas",
    roster.Recognised.ANSWER: "jouw antwoord",
}
WHY_ASKED = {
    roster.WhyAsked.SAME_NAME: "heeft dezelfde naam",
    roster.WhyAsked.NUMBER_OF_ANOTHER: "heeft dit nummer, met een andere naam",
    roster.WhyAsked.EMAIL_OF_ANOTHER: "heeft dit e-mailadres, met een andere naam",
    roster.WhyAsked.OTHER_NUMBER: "heeft dezelfde e-mail of geboortedatum, met een ander nummer",
}


class People:
    """Pupils and staff of the school by id, as the preview shows them."""

    def __init__(self, preview: ImportPreview) -> None:
        self.pupils: Mapping[str, PupilNow] = {one.pupil_id: one for one in preview.school.pupils}
        self.staff: Mapping[str, StaffNow] = {one.staff_id: one for one in preview.school.staff}
        self.new_staff = {new.key: new for new in preview.plan.only(roster.NewStaff)}

    def pupil(self, pupil_id: str) -> str:
        """The name of a pupil."""
        return self.pupils[pupil_id].name.full

    def pupil_at_length(self, pupil_id: str) -> str:
        """A pupil with what tells one from a namesake: class, number, day of birth, or left."""
        one = self.pupils[pupil_id]
        more = [
            one.class_name,
            f"nr. {one.number}" if one.number else "",
            f"geboren {full_date(one.birth_date)}" if one.birth_date else "",
            f"van school {full_date(one.left_on)}" if one.left_on else "",
        ]
        return ", ".join([one.name.full, *(text for text in more if text)])

    def colleague(self, staff_id: str, new_staff_key: str = "") -> str:
        """The name of a colleague, also of one who is new."""
        if staff_id:
            return self.staff[staff_id].name.full
        return self.new_staff[new_staff_key].row.name.full


def _name(name: PersonName) -> str:
    return name.full


def role(change: roster.RoleGiven | roster.RoleEnded) -> str:
    """ "mentor van 2B", "teamleider van onderbouw", "leerlingcoördinator van leerjaar 2"."""
    of = f" van {change.scope}" if change.scope else ""
    return f"{ROLES[change.role]}{of}"


def details(change: roster.PupilDetailsChanged) -> str:
    """Which details change, without what they are: a number is no thing to read aloud."""
    values: dict[str, Any] = {"number": change.number, "email": change.email}
    born = change.birth_date
    values["birth_date"] = full_date(born) if born else ""
    words = (f"{FIELDS[name]} {values[name] or '(leeg)'}" for name in change.fields)
    return ", ".join(words)


def counts(numbers: Mapping[str, int]) -> list[str]:
    """What a run did, in numbers: "12 nieuwe leerlingen"."""
    together = dict(numbers)
    together["PupilGone"] = together.get("PupilGone", 0) + together.pop("PupilWithoutPlace", 0)
    return [counted(together[kind], *COUNTS[kind]) for kind in COUNTS if together.get(kind)]


Rows = Callable[[Any, People], Row]
# Title of the block, headings of its table, and the line of one change.
BLOCKS: dict[type, tuple[str, Row, Rows]] = {
    roster.NewPupil: (
        "Nieuwe leerlingen",
        ("Naam", "Klas", "Leerlingnummer"),
        lambda new, _: (new.row.name.full, new.row.class_name or "geen klas", new.row.number),
    ),
    roster.PupilMoved: (
        "Naar een andere klas",
        ("Naam", "Van", "Naar"),
        lambda moved, people: (
            people.pupil(moved.pupil_id),
            moved.from_class or "geen klas",
            moved.to_class,
        ),
    ),
    roster.PupilRenamed: (
        "Andere naam",
        ("Nu", "Wordt"),
        lambda renamed, _: (renamed.before.full, renamed.after.full),
    ),
    roster.PupilDetailsChanged: (
        "Andere gegevens",
        ("Naam", "Wordt", "Herkend aan"),
        lambda changed, people: (
            people.pupil(changed.pupil_id),
            details(changed),
            RECOGNISED[changed.recognised],
        ),
    ),
    roster.PupilBack: (
        "Weer op school",
        ("Naam", "Was weg sinds", "Klas"),
        lambda back, people: (
            people.pupil(back.pupil_id),
            full_date(back.left_on),
            back.class_name,
        ),
    ),
    roster.NewClass: (
        "Nieuwe klassen",
        ("Klas", "Leerjaar", "Team", "Mentor"),
        lambda new, _: (
            new.row.name,
            new.row.year_group,
            new.row.team or "zie hieronder",
            ", ".join(new.row.mentors),
        ),
    ),
    roster.ClassChanged: (
        "Veranderde klassen",
        ("Klas", "Nu", "Wordt"),
        lambda changed, _: (
            changed.before.name,
            f"leerjaar {changed.before.year_group}, {changed.before.team}",
            f"leerjaar {changed.year_group}, {changed.team}",
        ),
    ),
    roster.NewStaff: (
        "Nieuwe collega's",
        ("Naam", "Gebruikersnaam"),
        lambda new, _: (new.row.name.full, new.user_name or "ontbreekt: blijft liggen"),
    ),
    roster.StaffRenamed: (
        "Andere naam van een collega",
        ("Nu", "Wordt"),
        lambda renamed, _: (renamed.before.full, renamed.after.full),
    ),
    roster.StaffBack: (
        "Collega's die terug zijn",
        ("Naam",),
        lambda back, people: (people.colleague(back.staff_id),),
    ),
    roster.RoleEnded: (
        "Geen mentor meer",
        ("Naam", "Was"),
        lambda ended, people: (people.colleague(ended.staff_id), role(ended)),
    ),
}
