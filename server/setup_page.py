"""The pages around setting up an own school: the form, and what to do with the key afterwards."""

from datetime import date

from starlette.responses import Response

from casework.free_periods import FreePeriod
from casework.school_days import REGIONS
from casework.words import enumeration, short_date
from server.schools import Schools
from server.setup_form import (
    NO,
    SHORTEST_PASSWORD,
    USUALLY_FREE,
    YES,
    SetupForm,
    school_years,
    usual_days,
)
from server.templating import FormField, fault, page

CLASSES_HINT = (
    "Heb je een bestand uit je leerlingadministratie? Laat dit dan leeg: op Beheer lees je daarna "
    "klassen, leerlingen en collega’s in één keer in. Of schrijf één klas per regel: naam; "
    "leerjaar; team."
)


def form_page(form: SetupForm, today: date, refusal: str = "", *, status: int = 200) -> Response:
    """The form; a refusal stands on top, a mistake beside its field."""
    return page(
        "setup",
        "Onze school inrichten",
        status=status,
        is_wide=True,
        notice=fault(refusal or _count_faults(len(form.faults))),
        school_fields=_school_fields(form, today),
        admin_fields=_admin_fields(form),
        classes_field=_classes_field(form),
    )


def done_page(schools: Schools) -> Response:
    """What was made, where the key is, and why it must not get lost."""
    return page(
        "setup_done",
        "De school is ingericht",
        is_wide=True,
        folder=schools.settings.school_folder,
        key=schools.key_place(),
    )


def _count_faults(count: int) -> str:
    if count == 0:
        return ""
    fields = "Eén veld klopt" if count == 1 else f"{count} velden kloppen"
    return f"{fields} nog niet. Wat je typte staat er nog; alleen de wachtwoorden typ je opnieuw."


def _school_fields(form: SetupForm, today: date) -> list[FormField]:
    return [
        _text(form, "Naam van de school", "school", has_focus=True),
        FormField(
            "Regio",
            "regio",
            options=REGIONS,
            value=form.value("regio"),
            hint="Voor de schoolvakanties: termijnen tellen in schooldagen.",
            fault=form.fault("regio"),
        ),
        FormField(
            "Eerste schooljaar",
            "schooljaar",
            options=school_years(today),
            value=form.value("schooljaar"),
            fault=form.fault("schooljaar"),
        ),
        *_free_days_fields(form, today),
    ]


def _free_days_fields(form: SetupForm, today: date) -> list[FormField]:
    """What most schools have free besides the vacations of their region, with its dates."""
    questions = {
        "meiweek": "Ook de tweede week van de meivakantie vrij?",
        "hemelvaart": "Ook de vrijdag na Hemelvaart vrij?",
    }
    return [
        FormField(
            question,
            name,
            options=(YES, NO),
            value=form.value(name),
            hint=_dates(form, today, USUALLY_FREE[name]),
        )
        for name, question in questions.items()
    ]


def _dates(form: SetupForm, today: date, called: str) -> str:
    """ "In 2026-2027: 3 mei t/m 7 mei." for each year that can be chosen."""
    years = [
        f"in {year}: {enumeration(map(_span, periods))}"
        for year in sorted(school_years(today))
        if (periods := usual_days(form.value("regio") or REGIONS[0], year, called))
    ]
    words = "; ".join(years)
    return f"{words[:1].upper()}{words[1:]}. Later te veranderen bij Beheer." if words else ""


def _span(period: FreePeriod) -> str:
    first, last, _ = period
    return short_date(first) if first == last else f"{short_date(first)} t/m {short_date(last)}"


def _admin_fields(form: SetupForm) -> list[FormField]:
    return [
        _text(form, "Voornaam", "voornaam", autocomplete="given-name"),
        _text(form, "Achternaam", "achternaam", autocomplete="family-name"),
        _text(
            form,
            "Gebruikersnaam",
            "gebruikersnaam",
            hint="Hiermee meld je je aan. Zonder spaties, bijvoorbeeld je afkorting op school.",
            autocomplete="username",
        ),
        _text(
            form,
            "Wachtwoord",
            "wachtwoord",
            hint=f"Ten minste {SHORTEST_PASSWORD} tekens. Vier losse woorden achter elkaar is "
            "sterk en goed te onthouden.",
            kind="password",
            autocomplete="new-password",
        ),
        _text(
            form, "Wachtwoord nog eens", "herhaling", kind="password", autocomplete="new-password"
        ),
    ]


def _classes_field(form: SetupForm) -> FormField:
    return FormField(
        "Klassen",
        "klassen",
        value=form.value("klassen"),
        hint=CLASSES_HINT,
        fault=form.fault("klassen"),
        lines=8,
        example="1A; 1; Onderbouw\n2B; 2; Onderbouw\n4H1; 4; Havo bovenbouw",
    )


def _text(
    form: SetupForm,
    label: str,
    name: str,
    *,
    hint: str = "",
    kind: str = "text",
    autocomplete: str = "off",
    has_focus: bool = False,
) -> FormField:
    value = "" if kind == "password" else form.value(name)
    return FormField(
        label,
        name,
        value=value,
        hint=hint,
        fault=form.fault(name),
        kind=kind,
        autocomplete=autocomplete,
        has_focus=has_focus and not form.faults,
    )
