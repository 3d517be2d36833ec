"""Dutch words for codes that only screens show, and typed text made safe to show."""

import html
from collections import Counter
from collections.abc import Mapping

from casework.cases.agenda import Urgency
from casework.cases.reading_list import News
from casework.masking import Why
from casework.meetings.meeting import MeetingState
from casework.read_log import ReadAct
from casework.signals.signal import SignalState
from casework.text_direction import isolated
from server.markdown import plain as plain
from server.markdown import plain_lines as plain_lines

SIGNAL_STATES = {
    SignalState.WAITING: "nog niet opgepakt",
    SignalState.TAKEN: "opgepakt",
    SignalState.SET_ASIDE: "afgesloten",
}
MEETING_STATES = {
    MeetingState.PLANNED: "nog niet begonnen",
    MeetingState.RUNNING: "bezig",
    MeetingState.PAUSED: "onderbroken",
    MeetingState.CLOSED: "afgesloten",
}
URGENCIES = {
    Urgency.SERIOUS: "Eerst dit",
    Urgency.LATE: "Te laat",
    Urgency.NEW: "Nieuw voor jou",
    Urgency.DUE: "Vandaag en deze week",
    Urgency.COMING: "Later",
}
NEWS = {
    News.NEW_CASE: "Nieuwe zaak in je klas",
    News.TAKEN_OVER: "Overgenomen van een andere mentor",
    News.LEVEL_2: "Nu ook op niveau 2",
    News.LEVEL_3: "Nu ook op niveau 3",
}
REASONS = {
    "same_pair": "dezelfde gepeste en dezelfde pestende leerling",
    "same_target": "dezelfde gepeste leerling",
    "same_displaying": "dezelfde pestende leerling",
    "same_group": "voor een groot deel dezelfde groep leerlingen",
}
READ_ACTS = {
    ReadAct.OPENED: "geopend",
    ReadAct.SEEN: "gezien",
    ReadAct.PRINTED: "afgedrukt",
    ReadAct.EXPORTED: "meegenomen",
    ReadAct.SEARCHED: "gevonden",
    ReadAct.FETCHED: "bestand opgehaald",
    ReadAct.FIGURES: "cijfers",
    ReadAct.LOOKED_UP: "opgezocht",
}
RISKS = {
    "green": "goede ervaringen",
    "yellow": "alleen met beleid",
    "red": "werkt vaak averechts",
    "none": "eigen maatregel",
}
DOUBTS = {
    Why.WORD: "kan ook een gewoon woord zijn",
    Why.LOWER: "staat er zonder hoofdletter",
    Why.SHORT: "is erg kort voor een naam",
    Why.PART: "is een deel van een naam",
    Why.SMALL: "lijkt een verkleinde naam",
    Why.INITIALS: "lijken voorletters",
    Why.NAMESAKE: "is ook de naam van een ander in deze zaak",
    Why.ADULT: "kan een volwassene zijn",
    Why.SLIP: "lijkt een naam met een tikfout",
    Why.FORMER: "is de naam van voor de nieuwe naam",
    Why.SPELLING: "lijkt een naam in een andere spelling",
    Why.NICKNAME: "kan een roepnaam zijn",
    Why.HANDLE: "lijkt de naam van een account",
    Why.LETTERS: "is getypt met letters uit een ander schrift",
    Why.CONTACT: "is misschien van een andere leerling of zijn ouders",
}


def escape(text: str) -> str:
    """Text that people typed, made safe for HTML that is put together here."""
    return html.escape(isolated(text))


def distinct(words: Mapping[str, str]) -> dict[str, str]:
    """The same choices, with a number behind words that stand there twice: "Sem de Wit (2)"."""
    times = Counter(words.values())
    seen: Counter[str] = Counter()
    numbered = {}
    for code, word in words.items():
        seen[word] += 1
        numbered[code] = f"{word} ({seen[word]})" if times[word] > 1 else word
    return numbered
