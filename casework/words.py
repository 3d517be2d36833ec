"""Dutch words for codes that are not on the card, and for dates and numbers."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.cases.case import CaseState
from casework.cases.steps import StepStatus
from casework.people import Role

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = (
    *("jan", "feb", "mrt", "apr", "mei", "jun"),
    *("jul", "aug", "sep", "okt", "nov", "dec"),
)
ROLES = {
    Role.STAFF: "docent",
    Role.MENTOR: "mentor",
    Role.COORDINATOR: "leerlingcoördinator",
    Role.TEAM_LEADER: "teamleider",
    Role.SUPPORT_TEAM: "ondersteuningsteam",
    Role.POLICY_COORDINATOR: "coördinator pestbeleid",
    Role.SCHOOL_LEADER: "schoolleiding",
    Role.ADMIN: "beheerder",
}
OWNERS = {role.value: word for role, word in ROLES.items()}
STATES = {
    CaseState.RUNNING: "loopt",
    CaseState.STOPPED: "gestopt, nazorg",
    CaseState.CLOSED: "afgesloten",
}
STATUSES = {
    StepStatus.DONE: "gedaan",
    StepStatus.SET_ASIDE: "niet van toepassing",
    StepStatus.OPEN: "open",
    StepStatus.BLOCKED: "wacht",
    StepStatus.LATER: "later",
    StepStatus.OPTIONAL: "als het past",
    StepStatus.LAPSED: "vervallen",
}
SMALL, HIDDEN = "<5", "verborgen"
"""What stands where a count is not told: it is a small one, or it would give a small one away."""
SMALL_NUMBERS = (
    "Aantallen van 1 tot en met 4 staan als '<5', want zo'n klein aantal kan over één leerling "
    "gaan. Bij 'verborgen' staat een ander getal niet: dan zou het kleine aantal uit te rekenen "
    "zijn. Een 0 is echt nul."
)
KEPT = {"yes": "ja", "partly": "deels", "no": "nee"}
AFTERCARE = {"target": "gepeste leerling", "displaying": "pestende leerling", "parents": "ouders"}
ENTRY_KINDS = {
    "case_opened": "Zaak begonnen",
    "reported": "Melding",
    "analysis_added": "Vijf vragen aangevuld",
    "pupil_involved": "Betrokken leerling",
    "role_changed": "Rol veranderd",
    "serious_decided": "Besluit bij ernstig signaal",
    "talk_held": "Gesprek",
    "agreement_reviewed": "Teruggekeken op een afspraak",
    "checked_in": "Even gevraagd hoe het gaat",
    "measure_agreed": "Maatregel afgesproken",
    "measure_reviewed": "Maatregel nagekeken",
    "colleague_involved": "Collega betrokken",
    "parents_informed": "Ouders geïnformeerd",
    "magister_noted": "Aantekening in Magister gezet",
    "team_informed": "Docententeam op de hoogte",
    "step_set_aside": "Niet van toepassing",
    "level_reached": "Niveau vastgesteld",
    "level_declined": "Niveau niet verhoogd",
    "stopped": "Gestopt",
    "aftercare_planned": "Nazorg gepland",
    "aftercare_moved": "Nazorg verzet",
    "aftercare_done": "Nazorg gedaan",
    "aftercare_set_aside": "Nazorg niet van toepassing",
    "evaluated": "Evaluatie",
    "closed": "Afgesloten",
    "reopened": "Weer geopend",
    "support_asked": "Vraag aan het ondersteuningsteam",
    "support_more_asked": "Meer informatie gevraagd door het ondersteuningsteam",
    "support_answered": "Antwoord aan het ondersteuningsteam",
    "support_advised": "Advies van het ondersteuningsteam",
    "advice_used": "Wat er met het advies is gedaan",
    "case_looked_into": "Ondersteuningsteam heeft de zaak ingezien",
    "entry_withdrawn": "Vastlegging doorgehaald",
    "merged_from": "Samengevoegd met een andere zaak",
    "merged_into": "Gaat verder in een andere zaak",
    "split_off": "Deel gaat verder als eigen zaak",
    "split_from": "Afgesplitst van een andere zaak",
    "handover_noted": "Voor de volgende mentor",
    "team_decided": "Besluit van het ondersteuningsteam",
    "decision_done": "Besluit uitgevoerd",
    "signal_sent": "Signaal",
    "signal_pupil": "Leerling in een signaal",
    "signal_taken": "Signaal opgepakt",
    "signal_set_aside": "Signaal afgesloten",
    "mentor_hour_held": "Mentoruur",
    "meeting_started": "Overleg begonnen",
    "meeting_attended": "Wie bij het overleg is",
    "meeting_agenda": "Agenda van het overleg",
    "meeting_pupil": "Leerling met een letter",
    "meeting_turned": "Zaak aan de beurt",
    "meeting_paused": "Overleg onderbroken",
    "meeting_decided": "Besluit in een zaak",
    "meeting_closed": "Overleg afgesloten",
}
# The words above the sealed fields of the entries, where they are shown and where they are typed.
WORDS = {
    "what": "Wat is er gebeurd?",
    "where": "Waar precies?",
    "why": "Wat lijkt erachter te zitten?",
    "reason": "Reden",
    "led_by": "Wie leidt het gesprek?",
    "present": "Wie waren erbij?",
    "notes": "Wat is er besproken?",
    "agreements": "Afspraken",
    "note": "Aantekening",
    "words": "In eigen woorden",
    "with_whom": "Met wie afgesproken?",
    "reaction": "Reactie van de ouders",
    "text": "Tekst",
    "message": "Bericht",
    "question": "Vraag",
    "tried": "Wat is al geprobeerd?",
    "answer": "Antwoord",
    "advice": "Advies",
    "what_was_done": "Wat is ermee gedaan?",
    "what_helped": "Wat hielp?",
    "what_did_not": "Wat hielp niet?",
    "decision": "Besluit",
    "guests": "Wie zijn er nog meer?",
    "secret": "Geheim van dit overleg",
}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_LONG_WORDS = re.compile(
    r"(ondersteunings|leerling|docenten|nazorg)(?=(team|coördinator|gesprek))", re.I
)


def long_date(day: date) -> str:
    """A date in full: "maandag 23 november 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date | None = None) -> str:
    """A date in short: "23 nov", with the year when that is not this year."""
    year = "" if today is None or day.year == today.year else f" {day.year}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}{year}"


def near_date(day: date, today: date) -> str:
    """A date as a mentor says it: "morgen", "donderdag", "23 nov"."""
    away = (day - today).days
    near = {-1: "gisteren", 0: "vandaag", 1: "morgen", 2: "overmorgen"}
    if away in near:
        return near[away]
    if 2 < away < 7:
        return DAYS[day.weekday()]
    if -7 < away < -1:
        return f"afgelopen {DAYS[day.weekday()]}"
    return short_date(day, today)


def moment(at: datetime) -> str:
    """A moment at school: "23-11-2026 14:05"; `at` is in UTC."""
    local = (at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))).astimezone(AMSTERDAM)
    return f"{local.day}-{local.month}-{local.year} {local:%H:%M}"


def late(days: int) -> str:
    """How late something is: "2 schooldagen te laat"."""
    return f"{days} schooldag te laat" if days == 1 else f"{days} schooldagen te laat"


def soft(text: str) -> str:
    """The same words, with a place to break the long ones in a narrow column."""
    return _LONG_WORDS.sub("\\1\u00ad", text)


def enumeration(items: Iterable[str]) -> str:
    """Words in a row: "a, b en c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def number(value: float, decimals: int = 0) -> str:
    """A number the Dutch way: "1.234,5"."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
