"""The words of the report: what each table is called, counts and means, and in which chapter."""

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.disclosure.report_tables import UNKNOWN
from casework import year_groups
from casework.card.model import ActionCard
from casework.labels import AFTERCARE
from casework.words import month_of_code

TOO_FEW = "Te weinig gegevens om iets te zeggen."
NOT_LESS_SAFE = (
    "Meer registraties is niet minder veilig: het kan ook zijn dat er beter wordt gemeld."
)
CHAPTERS = {
    "prevent": ("Voorkomen", "Wat we doen om pesten voor te zijn."),
    "handle": ("Afhandelen", "Wat we doen als er gepest wordt."),
    "register": ("Registreren", "Wat er is gemeld en vastgelegd."),
    "evaluate": ("Evalueren", "Of het helpt, en wat leerlingen er zelf van zeggen."),
}


@dataclass(frozen=True)
class TableWords:
    """The words of one report table; `{n}` in the sentence is its total."""

    table: str
    chapter: str
    title: str
    category: str
    unit: str
    sentence: str
    definition: str
    note: str = ""


TABLES = (
    TableWords(
        "mentor_hours_by_month",
        "prevent",
        "Mentoruren over pesten",
        "maand",
        "mentoruren",
        "Er zijn {n} mentoruren over pesten vastgelegd.",
        "Een mentoruur telt in de maand waarin het was en bij het team van de klas.",
    ),
    TableWords(
        "cases_by_level",
        "handle",
        "Hoever zaken opschaalden",
        "hoogste niveau",
        "zaken",
        "Van de {n} zaken die in deze periode begonnen, staat hier het hoogste niveau.",
        "Niveau 1 is voor de mentor, niveau 2 voor de leerlingcoördinator, niveau 3 voor de "
        "teamleider. Een zaak die nog loopt kan nog hoger komen.",
    ),
    TableWords(
        "reports_by_month",
        "register",
        "Meldingen per maand",
        "maand",
        "meldingen",
        "In deze periode zijn {n} meldingen vastgelegd.",
        "Een melding telt op de dag waarop zij is gedaan. Eén zaak kan meer meldingen hebben.",
        NOT_LESS_SAFE,
    ),
    TableWords(
        "reports_by_year_group",
        "register",
        "Meldingen per leerjaar",
        "leerjaar",
        "meldingen",
        "De {n} meldingen, naar het leerjaar van de gepeste leerling.",
        "Het leerjaar is dat van de klas op de dag van de melding.",
        NOT_LESS_SAFE,
    ),
    TableWords(
        "reports_by_kind",
        "register",
        "Soorten pesten",
        "soort",
        "keer een soort genoemd",
        "Er is {n} keer een soort genoemd.",
        "Een melding kan meer soorten hebben; zij telt dan bij elk daarvan.",
        NOT_LESS_SAFE,
    ),
    TableWords(
        "reports_by_place",
        "register",
        "Plekken",
        "plek",
        "keer een plek genoemd",
        "Er is {n} keer een plek genoemd.",
        "Een melding kan meer plekken hebben; zij telt dan bij elk daarvan. Onbekend: in de "
        "melding staat geen plek.",
        NOT_LESS_SAFE,
    ),
    TableWords(
        "aftercare_by_outcome",
        "evaluate",
        "Nazorg op tijd",
        "wat ervan werd",
        "nazorgmomenten aan de beurt",
        "Er waren {n} nazorgmomenten aan de beurt.",
        "Nazorg is aan de beurt als de afgesproken dag in de periode valt. Op tijd: gedaan "
        "binnen de termijn van de kaart. Een gesprek voor die termijn is een extra gesprek, en "
        "telt niet als op tijd. Nazorg die met een reden niet nodig was, telt niet mee.",
    ),
    TableWords(
        "aftercare_by_kind",
        "evaluate",
        "Nazorg: met wie",
        "met wie",
        "nazorgmomenten aan de beurt",
        "De {n} nazorgmomenten, naar met wie ze waren.",
        "Telt dezelfde nazorgmomenten als hierboven, ook die nog niet zijn gedaan.",
    ),
    TableWords(
        "targets_by_outcome",
        "evaluate",
        "Wat de gepeste leerling zegt",
        "uitkomst",
        "gepeste leerlingen met nazorg",
        "Van {n} gepeste leerlingen is bekend wat zij bij de laatste nazorg zeiden.",
        "Van elke gepeste leerling in een zaak telt de laatste nazorg in de periode, in de "
        "eigen woorden van de leerling.",
    ),
    TableWords(
        "cases_by_end",
        "evaluate",
        "Hoe zaken aflopen",
        "stand",
        "zaken",
        "Er begonnen {n} zaken in deze periode.",
        "De stand is die van de laatste dag van de periode. Gestopt en afgesloten: ook de nazorg "
        "is voorbij. Geen pesten en leerling van school tellen apart.",
    ),
)
STEPS = TableWords(
    "steps",
    "handle",
    "Doen we wat op de kaart staat?",
    "stap",
    "stappen aan de beurt",
    "Van de stappen die aan de beurt waren, staat hier wat ervan is geworden.",
    "Een stap is aan de beurt als de uiterste dag in de periode valt. Op tijd: gedaan op of "
    "voor die dag. Niet gedaan: de dag is voorbij. Vervallen: nog open toen de zaak werd "
    "afgesloten; dat is niet gedaan. Nazorg staat "
    "bij Evalueren. Stappen die met een reden niet van toepassing waren, tellen niet mee.",
)
STEP_COUNTS = {
    "in_time": "op tijd",
    "late": "te laat",
    "missed": "niet gedaan",
    "lapsed": "vervallen bij het afsluiten",
    "open": "nog open",
}
_CODES = {
    "aftercare_by_outcome": {
        **STEP_COUNTS,
        "in_window": "op tijd",
        "ahead": "alleen een gesprek voor de termijn",
    },
    "aftercare_by_kind": AFTERCARE,
    "cases_by_level": {str(level): f"niveau {level}" for level in (1, 2, 3)},
    "cases_by_end": {
        "open": "loopt nog, of nazorg loopt",
        "stopped": "gestopt en afgesloten",
        "no_bullying": "geen pesten",
        "left_school": "leerling van school",
        "other": "anders afgelopen",
    },
}
_LISTS = {
    "reports_by_kind": "kinds",
    "reports_by_place": "places",
    "targets_by_outcome": "outcomes",
}


def named(table: str, codes: Iterable[str], card: ActionCard) -> dict[str, str]:
    """The Dutch word of each category of a table."""
    return {code: _word(table, code, card) for code in codes}


def _word(table: str, code: str, card: ActionCard) -> str:
    if code == UNKNOWN:
        return "onbekend"
    if table in _LISTS:
        return card.word(_LISTS[table], code)
    if table == "reports_by_year_group":
        return year_groups.words(int(code))
    if table.endswith("_by_month"):
        return month_of_code(code)
    return _CODES[table].get(code, code)


def step_words(steps: Iterable[str], card: ActionCard) -> dict[str, str]:
    """The title of each step; one that is on no card any more goes by its id."""
    return {step: card.step(step).title if card.has_step(step) else step for step in steps}
