"""Writes docs/glossary.md from the card and the code: `python -m docs.glossary`."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casework.card.model import (
    ActionCard,
    AftercareTerm,
    Column,
    Guide,
    PartInCase,
    packaged_card,
)
from casework.entries import KINDS
from casework.labels import ROLES
from casework.people import MAY, Action, Role
from ui import labels

Named = Column | AftercareTerm | PartInCase | Guide
FILE = Path(__file__).with_name("glossary.md")

# The words of the trade: Dutch, English in the code, what it is.
TRADE = (
    ("aantekening in Magister", "magister note", "text per pupil that is copied into Magister"),
    (
        "is dit een andere leerling?",
        "doubt",
        "a word that may be a pupil's name: asked, and left out until somebody answers",
    ),
    ("roepnaam van een ander", "nickname, short form", "Wim for Willem; from our own word list"),
    (
        "concept (van de kaart)",
        "card draft",
        "what a beheerder changed; nobody else sees it until it is taken into use",
    ),
    (
        "inlezen, doorvoeren (een bestand)",
        "roster, roster plan",
        "pupils, classes and staff out of a file: what it would change, and doing that",
    ),
    (
        "stamklas, stamgroep",
        "homeroom",
        "of the classes that a file names for a pupil, the one that counts",
    ),
    (
        "wijzigingen",
        "changes, change log",
        "who changed what, when, from what to what; no name of a pupil",
    ),
    (
        "een rol die wacht",
        "role request",
        "a role that somebody may be giving to himself, until another beheerder decides",
    ),
    (
        "verteld (op Vandaag)",
        "told",
        "a change of who may see what, shown to the people concerned until they have seen it",
    ),
    ("toezicht", "oversight", "who changed what and who saw what, read by a second person"),
    ("afwezig", "away", "days on which somebody is not there; why is kept nowhere"),
    ("afdekken (scherm)", "cover", "one press blanks the page"),
    (
        "agenda-adres",
        "calendar address",
        "a secret address at which a calendar program finds the own agenda",
    ),
    ("afdruk", "printed case", "a case on paper; a line of its own in the read log"),
    (
        "tweede stap",
        "second step, second factor",
        "a code of an app after the password; half way is no session",
    ),
    ("herstelcode", "recovery code", "good once, for who has no phone at hand"),
    (
        "schoolaccount, aanbieder",
        "school account, provider",
        "the account at Entra ID or Google with which somebody signs in; bound by an invitation",
    ),
    (
        "uitnodiging",
        "invitation",
        "a link by which one colleague chooses a password of one's own: once, and for a week",
    ),
    ("bevestigen dat jij het bent", "confirm", "prove again who it is, before access changes"),
    ("mijn account", "own account", "how I sign in, and the devices on which I am signed in"),
    (
        "berichten (Beheer)",
        "outbox",
        "e-mail that waits, was sent or was given up; says nothing of a pupil or a case",
    ),
    (
        "dagelijks bericht",
        "digest",
        "each school day by e-mail how many things wait on Vandaag, for who asked for it",
    ),
    ("analyse, de vijf vragen", "five questions", "wie, wat, waar, wanneer, waarom"),
    (
        "afdeling (ISK, PrO, vavo)",
        "department, named year group",
        "a year group that is not divided into years; a number that begins with a 9",
    ),
    (
        "combinatieklas (1/2)",
        "combined class",
        "a class of several years; its year group has their digits",
    ),
    ("overzicht (Beheer)", "checklist", "what a beheerder still has to do, all year"),
    (
        "verbeteren (klas, team, schooljaar)",
        "put right",
        "another name, team or year group, for the whole year and for what was recorded",
    ),
    ("tussenvoegsel", "prefix", "the words in front of a family name, by which nobody sorts"),
    ("beheer", "office", "classes, pupils, staff, years and the read log; no case content"),
    (
        "al opgeslagen (formulier)",
        "form stored before",
        "a form whose key was stored with other words in it: asked about, never taken for stored",
    ),
    ("bevestiging", "receipt", "what a person reads after saving, read back from the store"),
    ("betrokken leerling", "pupil involved", "a pupil with a part in a case"),
    (
        "besluit (van het ondersteuningsteam)",
        "team decision",
        "on the record of the case: what, who and by when; or why there is none",
    ),
    ("bespreken (een zaak)", "review", "one case to think over, on a screen of its own"),
    ("bijlage, leidraad", "guide", "questions to hold a talk by"),
    (
        "cijfer",
        "figure, figure result",
        "what `analytics/` computes: with its period, its n, and what it leaves out",
    ),
    ("collectief gesprek, samen in gesprek", "joint talk", "has a gate: `CollectiveTalkNotAgreed`"),
    (
        "doel (van een team)",
        "target",
        "what a team wants a share to be; called reached only when its whole interval is",
    ),
    (
        "doorlooptijd",
        "delay",
        "school days from incident to melding, first talk and first measure",
    ),
    ("doorhalen", "withdraw", "an entry that was a mistake no longer counts; both stay readable"),
    ("driehoek", "triangle", "pupil, parents and school together"),
    ("ernstig signaal", "serious", "a sign that leads to a route of its own"),
    (
        "deel (van een team of jaar)",
        "subgroup, view",
        "one year group, class, kind or some months; shown only where it gives no 1 to 4 away",
    ),
    (
        "leerlingnummer",
        "pupil number",
        "identifies a pupil in a list; sealed, one pupil's at a time",
    ),
    ("nieuwe naam", "new name", "from then on no paper says the former one of the pupil itself"),
    ("roepnaam", "call name", "what a pupil is called; shown in the place of the given name"),
    ("verbeterd (een naam)", "corrected", "a slip in a name that was put right"),
    (
        "samenvoegen, uit elkaar halen (leerlingen)",
        "merged record, kept record",
        "two records of one pupil: one is read as the other, until that ends",
    ),
    ("gestopt", "stopped", "in the gepeste's own words; plans the nazorg"),
    (
        "waarnemen (een rol)",
        "acting role",
        "who does the work of a role that nobody holds today: the next above",
    ),
    (
        "zaken zonder iemand",
        "cases without owner",
        "what is on nobody's Vandaag: case number, days late and the roles that nobody has",
    ),
    ("groepsniveau", "group level", "the bullying concerns the group; asks for a group talk"),
    (
        "handelingskaart",
        "action card",
        "the school's protocol as data: `casework/card/action_card.toml`",
    ),
    (
        "akkoord (met een advies)",
        "agreement, agreed by",
        "another member stands behind this very text; lapses when the text changes",
    ),
    (
        "gezamenlijk advies",
        "shared advice",
        "the text that members write together; gone when the advice is given",
    ),
    ("handeling, stap", "step", "one box of the card"),
    (
        "hoe zaken eindigen",
        "endings, competing risks",
        "the share that ended so by a day, each end excluding the others (Aalen-Johansen)",
    ),
    (
        "hoever zaken opschalen",
        "levels reached",
        "of cases followed long enough, the share that reached level 2, 3, the team",
    ),
    (
        "inzien met een reden",
        "look into",
        "a member opens a hard case without a question for a few days; the mentor reads of it",
    ),
    (
        "vraag aan het ondersteuningsteam",
        "consult",
        "one thread: question, rounds of more information, advice and what was done with it",
    ),
    (
        "zware zaak, reden",
        "hard case, hard reason",
        "a running case that meets a reason of the card; ranked by the weights of the school",
    ),
    ("inschrijving", "enrolment", "a pupil in a class, from a day on"),
    ("Klas (scherm)", "classroom", "a class as a whole: its pupils, open cases and mentor hours"),
    (
        "kan toeval zijn",
        "chance",
        "a difference that a fair test cannot tell from luck; never said to be no difference",
    ),
    (
        "klein aantal, verborgen, <5",
        "suppressed count",
        "a count of 1 to 4, and as many others as keep it from being worked out",
    ),
    ("keert het terug", "recurrence", "after closing, a next melding of the same gepeste"),
    ("kluis", "vault", "the keys, one per case and pupil"),
    (
        "naar de zaken hierachter",
        "cases behind a figure",
        "the cases that a figure counts and that this person may open: `CaseFilter`",
    ),
    ("klas", "class", "of one school year"),
    (
        "leerling A",
        "pseudonym",
        "stands for one pupil throughout one meeting, and says nothing in another",
    ),
    (
        "leeslog",
        "read log, access log",
        "who saw which case, signal or pupil, when and how: opened, seen, printed, searched",
    ),
    (
        "met een reden openen",
        "open with a reason",
        "a case that was over before last school year began (*schone lei*, `history`)",
    ),
    ("valt op", "unusual reading", "what stated rules say of the read log, to be looked at"),
    ("gecontroleerd", "integrity check", "everything read back and held against its chain"),
    ("logboek van wijzigingen", "ledger", "a numbered, chained row for every commit of any kind"),
    ("leerjaar", "year group", "1 to 6"),
    ("leeslijst", "reading list", "cases that are new for somebody who never opened them"),
    ("maatregel", "measure", "agreed at a level, with a day to look back"),
    ("melding", "report", "what somebody reports; the first one opens a case"),
    ("mentoruur", "mentor hour", "a preventive lesson, logged for a class"),
    ("nazorg", "aftercare", "planned moments after it has stopped"),
    ("gepland gesprek", "planned talk", "`TalkPlanned`: day, time, place, with whom; not held yet"),
    ("vervallen", "lapsed", "left open when the case was closed, with a reason; never done"),
    ("ongedaan maken", "undo", "`SaveUndone`: within ten minutes, by who saved it, all of a save"),
    (
        "verkeerde leerling",
        "wrong pupil",
        "`PupilReplaced`: replaced by the right one, or taken out",
    ),
    ("nog een klas", "added class", "`ClassInvolved`: a group case plays in this class as well"),
    (
        "extra gesprek vóór de nazorg",
        "extra talk",
        "held before the window begins; the moment stays",
    ),
    ("nazorg op tijd", "aftercare completion", "moments done in their window, of moments due"),
    (
        "netwerk",
        "network, pupil link",
        "pupils and their parts over cases that share a pupil, as far as the viewer may open them",
    ),
    ("niveau", "level", "1, 2 or 3; it never falls"),
    (
        "op de tijdlijn",
        "annotation",
        "a day on which something began, as a numbered line in each figure over time",
    ),
    ("notulen", "minutes", "what was decided in a meeting, as PDF, with letters for names"),
    ("oordeel", "verdict", "pesten, plagen, conflict, nog onduidelijk, ongegrond"),
    (
        "ouders van beide kanten op tijd",
        "parents informed",
        "cases in which the parents of all concerned on both sides heard in time",
    ),
    ("overdracht, mentor wisselen", "handover", "a class goes to another mentor from a day on"),
    (
        "plek en moment",
        "place, day part",
        "where and when meldingen say that it happens; one melding may name two places",
        "overleg",
        "meeting",
        "the ondersteuningsteam goes through an agenda, one case a screen; decisions on record",
    ),
    ("rol van een leerling", "part", "what a pupil has to do with a case; neutral and reversible"),
    ("samenvoegen", "merge", "two cases that are one: the older takes in all that counts"),
    ("schooldag", "school day", "what every term counts in"),
    ("schooljaar", "school year", "with its own first and last day; days after it are its too"),
    ("schooljaar overzetten", "turn of the year", "pupils to their classes of the next year"),
    (
        "signaal",
        "signal",
        "what any member of staff saw or heard; the mentor makes it a melding, or closes it",
    ),
    ("signaal oppakken", "take up", "it becomes a melding; its sender reads *opgepakt*"),
    ("signaal afsluiten", "set aside", "no melding, with a reason; its sender reads *afgesloten*"),
    ("sleutel van de school", "school key", "wraps every key in the vault"),
    ("soort", "kind", "of bullying (a list of the card), or of entry"),
    ("splitsen", "split", "a part of a case goes on as a case of its own"),
    (
        "stroom van niveau naar uitkomst",
        "flow",
        "how cases of each level stand now, in tenths where numbers are small",
    ),
    ("te laat", "late", "past the due date, in school days"),
    ("te weinig gegevens", "too few", "n is below what its figure needs: no share, no verdict"),
    ("termijn", "term", "how many school days a step may take"),
    ("uit (een stap)", "off", "the step stands in the file of the card, and nowhere else"),
    (
        "vervanger",
        "stand-in",
        "mentor of a class for somebody else, until a day; the mentor stays one",
    ),
    ("verbetering", "correction", "a new version of an entry; both stay readable"),
    ("versie (van de kaart)", "card version", "numbered and kept; a case keeps its own"),
    (
        "tijd tot gestopt",
        "resolution",
        "school days from first melding to the stop that stands, open cases counted as open",
    ),
    ("trechter", "funnel", "where a class of that size lies by chance around the school's rate"),
    ("vastlegging", "entry", "one line of the log; only ever appended"),
    ("veiligheidscijfer", "safety score", "1 to 10, given by the pupil"),
    ("volgens de kaart", "adherence", "what the card asks was done, and in time"),
    (
        "vraagt aandacht",
        "standout",
        "one of at most three lines at the top of Trends that somebody can act on",
    ),
    (
        "voorkomen",
        "prevention",
        "mentor hours per class, by name of the class; no case is behind it",
    ),
    ("verloop (van een zaak)", "course", "its entries, measures, levels and scores through time"),
    ("vrije dagen", "free days", "days without school that the school adds itself"),
    ("werkdagen", "working days", "of one person; they change no term, only when it is shown"),
    ("wachtend werk", "open steps", "open and late steps per team; never per person"),
    (
        "weergave",
        "saved view",
        "the filters and question of Trends under a name of one's own: ids and codes only",
    ),
    ("weer geopend", "reopened", "a new melding, or nazorg that says gelijk or erger"),
    ("wie mag wat", "the table MAY", "which role may do which action"),
    (
        "wat de gepeste zegt",
        "outcomes",
        "gestopt, minder, gelijk or erger at the last nazorg of each gepeste",
    ),
    ("zaak", "case", "what its entries add up to"),
    (
        "zaken die hierop lijken",
        "similar cases",
        "the closed cases nearest to one by coded facts, and what helped in them",
    ),
    ("zonder namen", "pseudonyms", "every pupil as leerling A, B, ...; no typed words"),
)


def text(card: ActionCard) -> str:
    """The whole glossary, as Markdown."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: ActionCard) -> Iterator[str]:
    yield "# Glossary: Dutch words, and what the code calls them"
    yield ""
    yield "The screen is Dutch, the code is English; each word of the trade has one English name."
    yield "Written by `python -m docs.glossary` from the card and the code; a test fails when it"
    yield "lags behind. Change the words there, not here."
    yield from _table("Words of the trade", ("Dutch", "in the code", "what it is"), TRADE)
    yield from _table("Roles at school", ("Dutch", "`Role`"), _roles())
    yield from _table("What a role may do", ("`Action`", "who"), _actions())
    yield from _table("Columns of the card", ("Dutch", "id"), _named(card.columns))
    yield from _table("Steps of the card", ("Dutch", "id", "column"), _steps(card))
    yield from _table("Nazorg moments", ("Dutch", "id"), _named(card.aftercare))
    yield from _table("Parts of a pupil in a case", ("Dutch", "id"), _named(card.parts))
    yield from _table("Measures", ("Dutch", "id", "experience"), _measures(card))
    yield from _table("Guides", ("Dutch", "id"), _named(card.guides))
    yield from _table("Kinds of entry", ("Dutch", "`kind`", "model"), _kinds())
    for name, words in card.lists.items():
        yield from _table(f"List `{name}`", ("Dutch", "code"), _codes(words))


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(heads), _row(["---"] * len(heads)))
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(word: str) -> str:
    return f"`{word}`"


def _roles() -> list[tuple[str, str]]:
    return [(ROLES[role], _code(role.value)) for role in Role]


def _actions() -> list[tuple[str, str]]:
    return [
        (_code(action.value), ", ".join(ROLES[role] for role in Role if role in MAY[action]))
        for action in Action
    ]


def _named(items: Iterable[Named]) -> list[tuple[str, str]]:
    return [(item.title, _code(item.id)) for item in items]


def _steps(card: ActionCard) -> list[tuple[str, str, str]]:
    return [(step.title, _code(step.id), card.column(step.column).title) for step in card.steps]


def _measures(card: ActionCard) -> list[tuple[str, str, str]]:
    return [(m.title, _code(m.id), labels.RISKS[m.risk]) for m in card.measures]


def _kinds() -> list[tuple[str, str, str]]:
    return [(model.title, _code(kind), _code(model.__name__)) for kind, model in KINDS.items()]


def _codes(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(dutch, _code(code)) for code, dutch in words.items()]


if __name__ == "__main__":
    FILE.write_text(text(packaged_card()), encoding="utf-8")
