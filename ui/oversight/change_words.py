"""A change in words: "rol gegeven: mentor van 2B, vanaf 30 nov 2026"."""

from collections.abc import Callable, Mapping
from datetime import date

from casework.desk.oversight import ChangeRow
from casework.people import Assignment
from casework.role_watch import NoticeKind, OwnRoles, role_of
from casework.second_factor import SecondFactorFor
from casework.words import counted, full_date

Words = Callable[[ChangeRow], str]
BY_PROGRAM, BY_COMMAND = "het programma zelf", "een opdracht op de server"
ON_OFF = {"on": "aan", "off": "uit"}
CHOICES: Mapping[str, str] = {
    OwnRoles.WAIT: "wacht op een tweede beheerder",
    OwnRoles.TELL: "wordt verteld",
}
TOLD = {
    NoticeKind.ROLE: "op Vandaag verteld aan de betrokkenen: {role}",
    NoticeKind.LONGER_ROLE: "op Vandaag verteld: heeft een rol weer of langer, {role}",
    NoticeKind.INVITATION: "op Vandaag verteld: uitnodiging uitgedeeld voor dit account",
    NoticeKind.FIRST_INVITATION: "op Vandaag verteld: eerste uitnodiging uitgedeeld, {role}",
    NoticeKind.TYPED_ADDRESS: (
        "op Vandaag verteld: uitnodiging naar een adres dat een ander invulde"
    ),
    NoticeKind.ADMIN_GIVEN: "op Vandaag verteld: nieuwe beheerder",
    NoticeKind.ADMIN_ENDED: "op Vandaag verteld: beheerder beëindigd",
    NoticeKind.OVERSIGHT_ENDED: "op Vandaag verteld: rol beëindigd, {role}",
    NoticeKind.SETTING: "op Vandaag verteld: andere keuze voor rollen",
    NoticeKind.OWN_SIGHT: (
        "op Vandaag verteld: ziet door een eigen wijziging van meer leerlingen zaken"
    ),
}
SECOND_FACTOR_FOR: Mapping[str, str] = {
    SecondFactorFor.LEADERS: "voor beheerders en wie de hele school ziet",
    SecondFactorFor.CASE_WORKERS: "ook voor ieder die zaken opent",
    SecondFactorFor.EVERYBODY: "voor iedereen",
}
SETTINGS = {
    "card": "Handelingskaart bekeken",
    "exact_figures": "exacte cijfers bekeken",
    "repaired": "medewerkers en rollen nagelopen na een herstel",
}


def who(row: ChangeRow) -> str:
    """Who made the change: a colleague, a command on the server, or the program."""
    if row.line.is_by_command:
        return BY_COMMAND
    return row.by or BY_PROGRAM


def what(row: ChangeRow) -> str:
    """What was changed, from what to what where that is known."""
    words = WORDS.get(row.line.kind)
    return words(row) if words else row.line.kind.replace("_", " ")


def _role(verb: str) -> Words:
    """A role with its days; of lines of before there were details the role alone is known."""

    def words(row: ChangeRow) -> str:
        held = role_of(row.line.detail)
        name = row.role or row.line.code
        return f"{verb}: {name}{_days(held) if held else ''}{_asked_by(row)}"

    return words


def _days(held: Assignment) -> str:
    first = f", vanaf {full_date(held.starts_on)}" if held.starts_on > date.min else ""
    last = f", tot en met {full_date(held.ends_on)}" if held.ends_on < date.max else ""
    return first + last


def _asked_by(row: ChangeRow) -> str:
    name = row.names.get(row.line.detail.get("asked_by", ""))
    return f"; gevraagd door {name}" if name else ""


def _from_to(name: str, words: Mapping[str, str]) -> Words:
    def said(row: ChangeRow) -> str:
        was, now = (row.line.detail.get(one, "") for one in ("was", "now"))
        now = now or row.line.code
        became = words.get(now, now)
        return f"{name}: van {words.get(was, was)} naar {became}" if was else f"{name}: {became}"

    return said


def _school(row: ChangeRow) -> str:
    detail = row.line.detail
    parts = [
        f"{label} van {detail[f'{key}_was']} naar {detail[key]}"
        for key, label in (("name", "naam"), ("region", "regio"))
        if detail.get(f"{key}_was") and detail.get(key) != detail.get(f"{key}_was")
    ]
    return f"de school: {', '.join(parts)}" if parts else "naam en regio van de school vastgelegd"


def _mentor(row: ChangeRow) -> str:
    was, now = (row.names.get(row.line.detail.get(one, "")) for one in ("was", "now"))
    change = f"van {was} naar {now}" if was and now else (now or "gewisseld")
    first = row.line.detail.get("from")
    return f"mentor: {change}{_from(first)}"


def _from(first: str | None) -> str:
    return f", vanaf {full_date(date.fromisoformat(first))}" if first else ""


def _notice(row: ChangeRow) -> str:
    return TOLD[NoticeKind(row.line.code)].format(role=row.role)


def _period(text: str) -> str:
    days = [date.fromisoformat(day) for day in text.split("/")]
    return " t/m ".join(full_date(day) for day in dict.fromkeys(days))


def _dates(row: ChangeRow) -> str:
    was, now = (row.line.detail.get(one) for one in ("was", "now"))
    change = f", van {_period(was)} naar {_period(now)}" if was and now else ""
    return f"dagen van schooljaar {row.line.subject_id}{change}"


def _with_subject(words: str) -> Words:
    return lambda row: words.format(row.line.subject_id)


def _renamed_year(row: ChangeRow) -> str:
    return f"schooljaar hernoemd: {row.line.subject_id.replace(' > ', ' wordt ')}"


def _same(words: str) -> Words:
    return lambda _row: words


WORDS: Mapping[str, Words] = {
    "role_given": _role("rol gegeven"),
    "role_ended": _role("rol beëindigd"),
    "role_asked": _role("rol aangevraagd, wacht op een tweede beheerder"),
    "role_granted": _role("aangevraagde rol toegestaan"),
    "role_refused": _role("aangevraagde rol afgewezen"),
    "notice": _notice,
    "notices_seen": _same("heeft gezien wat Vandaag vertelde"),
    "mentor_changed": _mentor,
    "stand_in_added": _same("vervangt een mentor"),
    "staff_added": _same("collega toegevoegd"),
    "staff_ended": _same("account beëindigd"),
    "staff_reopened": _same("account weer geopend"),
    "staff_renamed": _same("naam verbeterd"),
    "user_name_changed": _same("andere gebruikersnaam"),
    "password_set": _same("wachtwoord gekozen of ingesteld"),
    "invitation_handed_out": _same("uitnodiging gemaakt en zelf uitgedeeld"),
    "invitation_mailed": _same("uitnodiging gemaild"),
    "invitation_used": _same("uitnodiging gebruikt"),
    "second_factor_on": _same("tweede stap ingesteld"),
    "second_factor_off": _same("tweede stap weggehaald"),
    "recovery_codes_made": _same("nieuwe herstelcodes"),
    "recovery_code_used": _same("herstelcode gebruikt"),
    "school_account_bound": _same("schoolaccount gekoppeld"),
    "school_account_unbound": _same("schoolaccount ontkoppeld"),
    "password_ended": _same("wachtwoord ingetrokken"),
    "step_after_provider": _from_to("tweede stap ook na een schoolaccount", ON_OFF),
    "own_accounts": _from_to("aanmelden met een eigen wachtwoord", ON_OFF),
    "staff_email_set": _same("ander e-mailadres"),
    "invitation_days": _from_to("dagen dat een uitnodiging werkt", {}),
    "second_factor_for": _from_to("tweede stap verplicht", SECOND_FACTOR_FOR),
    "digest_time": lambda row: f"dagelijks bericht per e-mail: {row.line.code}",
    "own_roles": _from_to("een rol die een beheerder zichzelf geeft", CHOICES),
    "school_set": _school,
    "exact_figures": _from_to("exacte cijfers voor leidinggevenden", ON_OFF),
    "draft_days": _from_to("dagen dat een concept blijft", {}),
    "checked": lambda row: f"gezegd dat het klopt: {SETTINGS.get(row.line.code, row.line.code)}",
    "mark_older": _same("bij het openen was position.json ouder dan de gegevens"),
    "repaired": _with_subject("bestanden hersteld; wijzigingen die ontbreken: {} (0: onbekend)"),
    "target_set": _same("streefcijfer bij Trends gezet"),
    "target_removed": _same("streefcijfer bij Trends weggehaald"),
    "annotation_made": _same("aantekening bij Trends gemaakt"),
    "annotation_removed": _same("aantekening bij Trends weggehaald"),
    "card_kept": _with_subject("kaart in gebruik genomen: versie {}"),
    "pupil_added": _same("toegevoegd"),
    "pupil_renamed": _same("andere of verbeterde naam"),
    "pupil_moved": _same("naar een andere klas"),
    "pupil_left": _same("van school"),
    "pupil_stays": _same("toch niet van school"),
    "pupil_removed": _same("verwijderd (per ongeluk ingevoerd)"),
    "name_answered": _same("onthouden of een woord de naam van een leerling is"),
    "pupil_details": _same("leerlingnummer, e-mail of geboortedatum veranderd"),
    "pupils_merged": _same("twee gegevens samengevoegd tot één leerling"),
    "pupils_split": _same("samenvoeging ongedaan gemaakt"),
    "pupils_moved": _same("leerlingen naar deze klas"),
    "pupils_left": _same("leerlingen van deze klas van school"),
    "pupils_loaded": lambda row: f"{_count(row)} ingelezen",
    "enrolments_loaded": lambda row: f"{_placements(row)} ingelezen",
    "class_added": _same("klas gemaakt"),
    "class_changed": _same("naam, leerjaar of team van de klas veranderd"),
    "class_removed": _same("klas weggehaald"),
    "team_renamed": _same("team hernoemd"),
    "team_removed": _same("team weggehaald"),
    "school_year_added": _with_subject("schooljaar {} toegevoegd"),
    "school_year_dates": _dates,
    "school_year_renamed": _renamed_year,
    "school_year_removed": _with_subject("schooljaar {} weggehaald"),
    "free_days_added": lambda row: f"vrije dagen toegevoegd: {_period(row.line.subject_id)}",
    "free_days_removed": lambda row: f"vrije dagen weggehaald: {_period(row.line.subject_id)}",
    "roster_imported": _same("bestand ingelezen"),
    "roster_import_undone": _same("inlezen teruggedraaid"),
    "import_columns": _same("onthouden welke kolom wat is"),
    "working_days_set": _same("werkdagen"),
    "away_added": _same("afwezig gemeld"),
    "away_removed": _same("afwezigheid weggehaald"),
    "reading_reviewed": _same("ongewoon lezen bekeken"),
    "calendar_address_made": _same("agenda-adres gemaakt"),
    "calendar_address_stopped": _same("agenda-adres gestopt"),
    "view_kept": _same("eigen weergave van Trends gemaakt"),
    "view_renamed": _same("eigen weergave van Trends hernoemd"),
    "view_removed": _same("eigen weergave van Trends weggehaald"),
}


def _count(row: ChangeRow) -> str:
    return counted(int(row.line.subject_id), "leerling", "leerlingen")


def _placements(row: ChangeRow) -> str:
    return counted(int(row.line.subject_id), "plaatsing in een klas", "plaatsingen in een klas")
