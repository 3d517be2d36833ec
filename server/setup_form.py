"""The form with which a school is set up: what was typed, and every mistake beside its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework import year_groups
from casework.free_periods import FreePeriod, usual_periods
from casework.school_days import REGIONS
from data.free_days import calendar_days
from data.setup import ClassSetup, SchoolSetup

SHORTEST_PASSWORD = 12
LONGEST_TEXT = 100
MOST_CLASSES = 300
FIRST_MONTH = 8  # A Dutch school year runs from 1 August; from July on the next one is prepared.

FIELDS = {
    "name": "school",
    "region": "regio",
    "admin_given": "voornaam",
    "admin_family": "achternaam",
    "user_name": "gebruikersnaam",
    "admin_user_name": "gebruikersnaam",
    "password": "wachtwoord",
    "school_year": "schooljaar",
    "classes": "klassen",
}
YES, NO = "ja", "nee"
# The fields in which is asked whether the school is free as well, by what that is called.
USUALLY_FREE = {"meiweek": "Tweede week meivakantie", "hemelvaart": "Vrijdag na Hemelvaart"}
RETURNED = (
    *("school", "regio", "voornaam", "achternaam", "gebruikersnaam", "schooljaar", "klassen"),
    *USUALLY_FREE,
)


@dataclass
class SetupForm:
    """Typed values and faults by field name; passwords are never handed back."""

    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What was typed in this field."""
        return self.values.get(name, "")

    def refuse(self, field_of_school: str, sentence: str) -> bool:
        """Put a refusal of the store beside its field; False when it has none here."""
        name = FIELDS.get(field_of_school, "")
        if name:
            self.faults[name] = sentence
        return bool(name)

    def fault(self, name: str) -> str:
        """What is wrong with this field, or an empty string."""
        return self.faults.get(name, "")


def empty(today: date) -> SetupForm:
    """The form as it first appears."""
    usual = dict.fromkeys(USUALLY_FREE, YES)
    return SetupForm({"regio": "Midden", "schooljaar": school_years(today)[0], **usual})


def school_years(today: date) -> list[str]:
    """The school year to begin with and its neighbours, the likeliest first."""
    start = today.year if today.month >= FIRST_MONTH - 1 else today.year - 1
    return [f"{year}-{year + 1}" for year in (start, start + 1, start - 1)]


def validated(fields: Mapping[str, str], today: date) -> tuple[SetupForm, SchoolSetup | None]:
    """The form with all its faults, and the school to set up when there are none."""
    form = SetupForm({name: fields.get(name, "").strip() for name in RETURNED})
    _check_texts(form)
    _check_choices(form, today)
    _check_password(form, fields)
    classes = _checked_classes(form)
    if form.faults:
        return form, None
    first_year = int(form.value("schooljaar")[:4])
    return form, SchoolSetup(
        name=form.value("school"),
        region=form.value("regio"),
        admin_given=form.value("voornaam"),
        admin_family=form.value("achternaam"),
        admin_user_name=form.value("gebruikersnaam"),
        admin_password=fields["wachtwoord"],
        school_year=form.value("schooljaar"),
        starts_on=date(first_year, 8, 1),
        ends_on=date(first_year + 1, 7, 31),
        classes=tuple(classes),
        free_days=tuple(
            period
            for name, called in USUALLY_FREE.items()
            if form.value(name) == YES
            for period in usual_days(form.value("regio"), form.value("schooljaar"), called)
        ),
    )


def usual_days(region: str, school_year: str, called: str) -> list[FreePeriod]:
    """When the days that most schools have free, and that are called so, fall in a school year."""
    year = int(school_year[:4])
    named = calendar_days(region, date(year, 8, 1), date(year + 1, 7, 31))
    return [period for period in usual_periods(named) if period[2] == called]


def _check_texts(form: SetupForm) -> None:
    missing = {
        "school": "Vul de naam van de school in.",
        "voornaam": "Vul je voornaam in.",
        "achternaam": "Vul je achternaam in.",
        "gebruikersnaam": "Kies een gebruikersnaam, bijvoorbeeld je afkorting op school.",
    }
    for name, sentence in missing.items():
        if not form.value(name):
            form.faults[name] = sentence
        elif len(form.value(name)) > LONGEST_TEXT:
            form.faults[name] = f"Dit is te lang; gebruik ten hoogste {LONGEST_TEXT} tekens."
    if any(mark.isspace() for mark in form.value("gebruikersnaam")):
        form.faults["gebruikersnaam"] = "Gebruik in de gebruikersnaam geen spaties."


def _check_choices(form: SetupForm, today: date) -> None:
    if form.value("regio") not in REGIONS:
        form.faults["regio"] = "Kies Noord, Midden of Zuid."
    if form.value("schooljaar") not in school_years(today):
        form.faults["schooljaar"] = "Kies een van deze schooljaren."


def _check_password(form: SetupForm, fields: Mapping[str, str]) -> None:
    password = fields.get("wachtwoord", "")
    if len(password) < SHORTEST_PASSWORD:
        form.faults["wachtwoord"] = f"Gebruik ten minste {SHORTEST_PASSWORD} tekens."
    elif password.casefold() == form.value("gebruikersnaam").casefold():
        form.faults["wachtwoord"] = "Kies een ander wachtwoord dan je gebruikersnaam."
    elif len(set(password)) < SHORTEST_PASSWORD // 3:
        form.faults["wachtwoord"] = "Dit is te makkelijk te raden. Kies bijvoorbeeld vier woorden."
    elif fields.get("herhaling", "") != password:
        form.faults["herhaling"] = "De twee wachtwoorden zijn niet hetzelfde. Typ ze opnieuw."


def _checked_classes(form: SetupForm) -> list[ClassSetup]:
    lines = enumerate(form.value("klassen").splitlines(), 1)
    filled = [(number, line) for number, line in lines if line.strip()]
    faults: list[str] = []
    classes: dict[str, ClassSetup] = {}
    for number, line in filled:
        parts = [part.strip() for part in line.split(";")]
        fault = _fault_in_line(parts, classes)
        if fault:
            faults.append(f"Regel {number}: {fault}")
        else:
            classes[parts[0].casefold()] = ClassSetup(
                name=parts[0], year_group=year_groups.from_text(parts[1]) or 0, team=parts[2]
            )
    if len(filled) > MOST_CLASSES:
        faults = [f"Dit zijn meer dan {MOST_CLASSES} klassen. Kijk de lijst na."]
    if faults:
        form.faults["klassen"] = " ".join(faults[:5])
    return list(classes.values())


def _fault_in_line(parts: list[str], earlier: Mapping[str, ClassSetup]) -> str:
    if len(parts) != 3 or not all(parts):
        return "schrijf drie dingen met een puntkomma ertussen, zoals “2B; 2; Onderbouw”."
    name, year_group, team = parts
    if name.casefold() in earlier:
        return f"klas {name} staat er al."
    if year_groups.from_text(year_group) is None:
        return "het leerjaar is 1 tot en met 6, 1/2 bij een combinatieklas, ISK, PrO of vavo."
    if len(name) > 20 or len(team) > 60:
        return "de naam van de klas of het team is te lang."
    return ""
