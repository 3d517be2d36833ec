"""The pages around setting up an own school: the form, and what to do with the key afterwards."""

from datetime import date

from starlette.responses import Response

from casework.school_days import REGIONS
from server.schools import Schools
from server.setup_form import SHORTEST_PASSWORD, SetupForm, school_years
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
    ]


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
