"""Writes docs/privacy.md from tables, roles and kinds of entry: `python -m docs.privacy`.

What is said of a table in words stands here; which columns it has, what of it is sealed, who may
do what and what is typed of a case is read from the code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.entries import KINDS
from casework.labels import FIELD_TITLES, ROLES
from casework.people import MAY, Action, Role

FILE = Path(__file__).with_name("privacy.md")
SCHEMA = Path(__file__).parents[1] / "data" / "schema"
TABLE = re.compile(r"create table if not exists (\w+) \((.*?)\n\);", re.DOTALL)
COLUMN = re.compile(r"add column if not exists (\w+)")
ALTERED = re.compile(r"alter table (\w+)([^;]*);", re.DOTALL)
BESIDES = ("_new", "_old")
"""How a table is called that stands there while a step changes its shape."""


@dataclass(frozen=True)
class Processing:
    """One kind of data: what, about whom, why, how long, who gets to see it, in which tables."""

    title: str
    content: str
    about: str
    purpose: str
    kept: str
    readers: str
    tables: tuple[str, ...]


UNTIL_SCHOOL = "Zolang de school het bewaart; een bewaartermijn die vanzelf opruimt is er nog niet."
PROCESSINGS = (
    Processing(
        "Zaken, signalen, mentoruren en overleggen",
        "Wat er is gebeurd, wie erbij betrokken zijn en in welke rol, gesprekken, maatregelen, "
        "contact met ouders, nazorg, vragen en adviezen; wie het vastlegde en wanneer.",
        "leerlingen; in eigen woorden soms ouders en medewerkers",
        "De handelingskaart volgen, en kunnen laten zien wat er is gedaan.",
        UNTIL_SCHOOL,
        "Wie bij de zaak betrokken is; zie de tabel van rollen.",
        ("entry", "case_number", "form_receipt", "act_receipt"),
    ),
    Processing(
        "Leerlingen",
        "Namen door de tijd, leerlingnummer, e-mailadres, geboortedatum, klassen met begin en "
        "einde; welke twee vermeldingen één leerling zijn.",
        "leerlingen",
        "Weten om wie het gaat, ook na een nieuwe naam of klas, en namen afdekken.",
        UNTIL_SCHOOL,
        "Namen en klassen: iedereen die hier werkt. Nummer, e-mail en geboortedatum: de beheerder.",
        (
            "pupil",
            "pupil_name",
            "pupil_detail",
            "pupil_merge",
            "merged_pupil",
            "enrolment",
            "name_answer",
        ),
    ),
    Processing(
        "Medewerkers",
        "Naam, gebruikersnaam, e-mailadres, rollen met begin en einde, werkdagen, dagen van "
        "afwezigheid (zonder reden), wie er vervangt.",
        "medewerkers",
        "Weten wie wat mag zien, en wie aan zet is.",
        UNTIL_SCHOOL,
        "Naam en rol: iedereen die hier werkt. De rest: de beheerder en de medewerker zelf.",
        (
            "staff",
            "staff_email",
            "assignment",
            "role_request",
            "working_days",
            "away",
            "stand_in",
        ),
    ),
    Processing(
        "Toegang",
        "Een kenmerk van het wachtwoord (niet het wachtwoord), uitnodigingen, de tweede stap en "
        "herstelcodes, de koppeling met een schoolaccount, de laatste dag van aanmelden.",
        "medewerkers",
        "Alleen de juiste mensen binnenlaten.",
        "Tot het wordt vervangen, of tot het account weg is; een uitnodiging verloopt.",
        "Niemand ziet een wachtwoord of geheim; de beheerder ziet of er een account is.",
        (
            "account",
            "account_origin",
            "invitation",
            "second_factor",
            "recovery_code",
            "school_account",
            "signed_in",
        ),
    ),
    Processing(
        "Half ingevulde formulieren",
        "Wat iemand typt en nog niet heeft opgeslagen.",
        "leerlingen, in woorden van de medewerker",
        "Niets verliezen van wat is getypt.",
        "Tot het formulier is opgeslagen of weggegooid; daarna niets meer van de woorden.",
        "Alleen wie het typte.",
        ("draft", "ended_form"),
    ),
    Processing(
        "Leeslogboek",
        "Wie wanneer welke zaak, leerling of cijfers opende, afdrukte, zocht of als bestand kreeg, "
        "en met welke reden.",
        "medewerkers; over welke leerling het ging",
        "Achteraf kunnen zien wie wat zag.",
        UNTIL_SCHOOL,
        "De privacyrol: wie wat zag. De beheerder: aantallen.",
        ("access_log", "reading_review"),
    ),
    Processing(
        "Wijzigingen en de keten",
        "Wie wanneer rollen, accounts, instellingen, namen of de kaart veranderde; van elke "
        "vastlegging een nummer en een kenmerk waaraan te zien is dat er niets weg of anders is.",
        "medewerkers",
        "Niemand kan ongezien iets veranderen.",
        UNTIL_SCHOOL,
        "De beheerder en de privacyrol.",
        ("reference_change", "notices_seen", "ledger", "ledger_state", "ledger_before"),
    ),
    Processing(
        "Berichten",
        "Welke medewerker een uitnodiging of melding per e-mail krijgt; nooit een naam van een "
        "leerling of inhoud van een zaak.",
        "medewerkers",
        "Uitnodigen, en laten weten dat er iets wacht.",
        "Een bericht dat verzonden is, verliest zijn inhoud meteen.",
        "De beheerder ziet aantallen en fouten.",
        ("outbox", "digest_reader"),
    ),
    Processing(
        "Een bestand inlezen",
        "Wat een bestand veranderde, om het terug te kunnen draaien; welke kolom wat betekent.",
        "leerlingen en medewerkers",
        "De klassenlijsten kloppend houden.",
        "Tot het inlezen niet meer kan worden teruggedraaid.",
        "De beheerder.",
        ("import_run", "import_columns"),
    ),
    Processing(
        "De school en haar kaart",
        "Naam, schooljaren, vrije dagen, teams, klassen, de kaart en haar versies, instellingen.",
        "niemand",
        "De kaart van de school en haar tijd.",
        "Zolang het programma in gebruik is.",
        "Iedereen die hier werkt.",
        (
            "setting",
            "school_year",
            "free_day",
            "team",
            "school_class",
            "card_version",
            "card_note",
        ),
    ),
    Processing(
        "Bij de cijfers",
        "Aantekeningen en doelen van een team, eigen weergaven; zonder namen.",
        "medewerkers die ze maakten",
        "Cijfers kunnen lezen in hun tijd.",
        "Tot iemand ze weghaalt.",
        "Wie de cijfers van dat team ziet.",
        ("annotation", "target", "saved_view"),
    ),
    Processing(
        "Agenda",
        "Een kenmerk van het geheime adres waarop een agendaprogramma de eigen afspraken vindt.",
        "medewerkers",
        "Eigen afspraken in de eigen agenda, met neutrale titels.",
        "Tot de medewerker het adres stopt of vervangt.",
        "Alleen wie het adres heeft.",
        ("calendar_address",),
    ),
)
MAY_DO = {
    Action.SIGNAL: "een signaal doorgeven",
    Action.HANDLE_SIGNAL: "signalen oppakken uit het eigen bereik",
    Action.REPORT: "een melding doen over eigen leerlingen",
    Action.SEE_CASE: "zaken openen uit het eigen bereik",
    Action.RECORD: "vastleggen in die zaken",
    Action.ADVISE: "adviseren in zaken die zijn voorgelegd",
    Action.SEE_FIGURES: "cijfers van het eigen bereik",
    Action.SEE_TRENDS: "de pagina Trends",
    Action.MAKE_REPORT: "een rapport maken, met kleine aantallen afgedekt",
    Action.ANNOTATE: "aantekeningen bij cijfers",
    Action.SET_TARGET: "een doel stellen",
    Action.SEE_CLASS: "de pagina van een klas uit het eigen bereik",
    Action.LOG_MENTOR_HOUR: "mentoruren bijhouden",
    Action.SEE_CARD: "de kaart lezen",
    Action.ADMINISTER: "klassen, leerlingen, medewerkers en instellingen; geen zaak",
    Action.SEE_READ_LOG: "hoeveel er werd geopend",
    Action.SEE_CHANGE_LOG: "wat er aan rollen, accounts en instellingen veranderde",
    Action.SEE_WHO_READ: "wie wat las",
}
INTRODUCTION = """\
# Wat het programma verwerkt

Voor wie over privacy gaat: wat er over wie wordt vastgelegd, waarom, waar, hoe lang, en wie het \
ziet. Deze pagina wordt gemaakt uit het programma zelf. Zij is geen juridisch advies: doel en \
grondslag stelt de school vast, in haar register van verwerkingen.

## Waar het staat

Alles staat op de computer waarop de school het programma draait, in drie bestanden: de gegevens, \
de kluis met sleutels, en de stand. Namen en woorden zijn versleuteld door het programma, met een \
eigen sleutel per zaak en per leerling; ook in een reservekopie zijn zij dus zonder kluis niet te \
lezen. Er gaat niets naar buiten, tenzij de school zelf e-mail of aanmelden met een schoolaccount \
aanzet: dan naar die ene mailserver, of die ene aanbieder. In een e-mail staat nooit een naam van \
een leerling of iets uit een zaak. Er is geen verwerker: wie het programma maakt, ziet niets."""
RIGHTS = """\
## Rechten van leerlingen en ouders

Inzage: de school zoekt de leerling op en laat zien wat er staat; een afschrift waarin alle \
anderen zijn afgedekt, is er nog niet als één handeling. Een naam verbeteren of veranderen kan \
altijd, en de oude naam wordt mee afgedekt. Wissen na een bewaartermijn is er nog niet: wat weg \
moet, moet de school tot dan zelf bijhouden.

## Wat niet wordt verwerkt

Geen BSN, geen adres, geen foto, geen cijfers of verzuim van school. Afkomst, geloof en geaardheid \
worden niet gevraagd; zij kunnen wel blijken uit de soort pesten of uit wat iemand in eigen \
woorden opschrijft. Zulke soorten tellen in cijfers alleen afgedekt mee, behalve voor \
wie de zaak mag openen."""


def columns() -> dict[str, list[str]]:
    """The columns of every table, as all steps of the schema together leave it."""
    found: dict[str, list[str]] = {}
    for step in sorted(SCHEMA.glob("*.sql")):
        text = step.read_text("utf-8")
        for name, body in TABLE.findall(text):
            lines = [line.split() for line in body.splitlines() if line.strip()]
            if not name.endswith(BESIDES):
                found[name] = [words[0] for words in lines if words[0] != "primary"]
        for name, change in ALTERED.findall(text):
            found.setdefault(name, []).extend(COLUMN.findall(change))
    return found


def text() -> str:
    """The whole page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield from (INTRODUCTION, "", "## Wat, over wie, waarom, hoe lang", "")
    of_table = columns()
    for one in PROCESSINGS:
        yield from (f"### {one.title}", "", one.content, "")
        yield from _table(("", ""), _facts(one, of_table))
        yield ""
    yield from ("## Wat er over een zaak wordt opgeschreven", "")
    yield "Codes (soort, plaats, rol, dag) staan leesbaar in het bestand; woorden versleuteld."
    yield from ("", *_table(("vastlegging", "eigen woorden"), _kinds()), "")
    yield from ("## Wie wat mag", "", *_table(("rol", "mag"), _roles()), "")
    yield RIGHTS


def _facts(one: Processing, of_table: dict[str, list[str]]) -> list[tuple[str, str]]:
    sealed = [
        f"`{table}.{column}`"
        for table in one.tables
        for column in of_table[table]
        if column.startswith("sealed")
    ]
    return [
        ("over wie", one.about),
        ("waarvoor", one.purpose),
        ("hoe lang", one.kept),
        ("wie ziet het", one.readers),
        ("versleuteld", ", ".join(sealed) or "niets; er staan alleen codes en kenmerken"),
        ("in het bestand", ", ".join(f"`{table}`" for table in one.tables)),
    ]


def _kinds() -> Iterator[tuple[str, str]]:
    for model in sorted(KINDS.values(), key=lambda kind: kind.title):
        words = [FIELD_TITLES.get(name, name) for name in sorted(model.sealed_fields())]
        yield model.title, ", ".join(word.rstrip("?").lower() for word in words) or "geen"


def _roles() -> Iterator[tuple[str, str]]:
    for role in Role:
        yield ROLES[role], "; ".join(MAY_DO[action] for action in Action if role in MAY[action])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from (_row(heads), _row(["---"] * len(heads)))
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
