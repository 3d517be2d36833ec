"""The pages around setting up an own school: the form, and what to do with the key afterwards."""

from datetime import date

from starlette.responses import Response

from server import html
from server.school import Schools
from server.setup_form import REGIONS, SHORTEST_PASSWORD, SetupForm, school_years

CLASSES_HINT = (
    "Eén klas per regel: naam; leerjaar; team. Leerlingen en collega’s voeg je later toe op Beheer."
)


def form_page(form: SetupForm, today: date, refusal: str = "", *, status: int = 200) -> Response:
    """The form; a refusal stands on top, a mistake beside its field."""
    count = len(form.faults)
    said = refusal or (_count_faults(count) if count else "")
    body = html.render(
        "setup",
        said=html.notice("fault", said),
        school=html.join(_school_fields(form, today)),
        admin=html.join(_admin_fields(form)),
        classes=_classes_field(form),
    )
    return html.page("Onze school inrichten", body, status=status, width="wide")


def done_page(schools: Schools) -> Response:
    """What was made, where the key is, and why it must not get lost."""
    folder, key = schools.settings.school_folder, schools.key_place()
    body = html.render("setup_done", folder=folder, key=key)
    return html.page("De school is ingericht", body, width="wide")


def _count_faults(count: int) -> str:
    kept = "Wat je typte staat er nog; alleen de wachtwoorden typ je opnieuw."
    if count == 1:
        return f"Eén veld klopt nog niet. {kept}"
    return f"{count} velden kloppen nog niet. {kept}"


def _school_fields(form: SetupForm, today: date) -> list[html.Markup]:
    return [
        _text(form, "Naam van de school", "school", focus=True),
        html.choice(
            "Regio",
            "regio",
            REGIONS,
            value=form.value("regio"),
            hint="Voor de schoolvakanties: termijnen tellen in schooldagen.",
            fault=form.fault("regio"),
        ),
        html.choice(
            "Eerste schooljaar",
            "schooljaar",
            school_years(today),
            value=form.value("schooljaar"),
            fault=form.fault("schooljaar"),
        ),
    ]


def _admin_fields(form: SetupForm) -> list[html.Markup]:
    return [
        _text(form, "Voornaam", "voornaam", complete="given-name"),
        _text(form, "Achternaam", "achternaam", complete="family-name"),
        _text(
            form,
            "Gebruikersnaam",
            "gebruikersnaam",
            hint="Hiermee meld je je aan. Zonder spaties, bijvoorbeeld je afkorting op school.",
            complete="username",
        ),
        _text(
            form,
            "Wachtwoord",
            "wachtwoord",
            hint=f"Ten minste {SHORTEST_PASSWORD} tekens. Vier losse woorden achter elkaar is "
            "sterk en goed te onthouden.",
            kind="password",
            complete="new-password",
        ),
        _text(form, "Wachtwoord nog eens", "herhaling", kind="password", complete="new-password"),
    ]


def _classes_field(form: SetupForm) -> html.Markup:
    return html.field(
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
    complete: str = "off",
    focus: bool = False,
) -> html.Markup:
    value = "" if kind == "password" else form.value(name)
    return html.field(
        label,
        name,
        value=value,
        hint=hint,
        fault=form.fault(name),
        kind=kind,
        complete=complete,
        focus=focus and not form.faults,
    )
