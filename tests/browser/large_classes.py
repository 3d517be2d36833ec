"""A school with classes as large as they come, each with its mentor, on files of its own."""

from datetime import date, datetime
from pathlib import Path

from casework.people import Assignment, PersonName, Role
from casework.words import AMSTERDAM
from data import school_key
from data.setup import ClassSetup, SchoolSetup, set_up_school
from tests.passwords import choose_password

PASSWORD = "een lange zin met tien woorden"
# fmt: off
GIVEN = (
    "Amina", "Bram", "Chloë", "Daniël", "Emir", "Esmée", "Fatima", "Finn", "Guus", "Hannah",
    "Isa", "Jesse", "Kaan", "Liv", "Lotte", "Luuk", "Maud", "Mees", "Milan", "Nina", "Noor",
    "Nour", "Olivier", "Pien", "Quinten", "Rayan", "Roos", "Sara", "Sem", "Sofie", "Stijn",
    "Tess", "Thijs", "Vera", "Wouter", "Yara",
)
# fmt: on
FAMILY = ("Bakker", "Kramer", "de Boer", "Visser", "van Dijk", "Smit")
SIZES = {"2B": 36, "2C": 33}
MENTORS = {"2B": "samira", "2C": "joris"}


def set_up(folder: Path) -> None:
    """The school in this folder, closed; the key comes from the environment."""
    today = datetime.now(AMSTERDAM).date()
    first = today.year if today.month >= 8 else today.year - 1
    setup = SchoolSetup(
        name="Het Lindelyceum",
        region="Midden",
        school_year=f"{first}-{first + 1}",
        starts_on=date(first, 8, 1),
        ends_on=date(first + 1, 7, 31),
        classes=tuple(ClassSetup(name=name, year_group=2, team="onderbouw") for name in SIZES),
        admin_given="Ineke",
        admin_family="Hofman",
        admin_user_name="ineke",
        admin_password=PASSWORD,
    )
    store = set_up_school(folder, school_key.make(folder), setup)
    admin = store.school.staff(today)[0].staff_id
    for school_class in store.school.classes(setup.school_year):
        name = school_class.name
        pupils = [PersonName(GIVEN[n], FAMILY[n % len(FAMILY)]) for n in range(SIZES[name])]
        store.school.add_pupils(pupils, school_class.class_id, setup.starts_on, admin)
        mentor = store.school.add_staff(
            PersonName(MENTORS[name].capitalize(), "Kuipers"), MENTORS[name], admin
        )
        held = Assignment(Role.MENTOR, school_class.class_id, setup.starts_on)
        store.school.assign(mentor, held, admin)
        choose_password(store, mentor, PASSWORD)
    store.close()
