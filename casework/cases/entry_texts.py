"""What the entries of a case say, in plain words: for the timeline on screen and on paper."""

from collections.abc import Iterator

from casework import entries as kinds
from casework.cases.case_file import CaseFile
from casework.cases.steps import StepState, title_of
from casework.entries import Entry
from casework.labels import AFTERCARE, ENTRY_KINDS, KEPT, OWNERS
from casework.words import enumeration, short_date

PARENTS_NOT_INFORMED = "Ouders niet geïnformeerd"

# Fields of the entries whose codes are words of the card: field, list, and what stands before it.
CODES = {
    "kinds": ("kinds", "Soort"),
    "places": ("places", "Waar"),
    "day_part": ("day_parts", "Deel van de dag"),
    "since": ("since", "Sinds"),
    "frequency": ("frequency", "Hoe vaak"),
    "teller": ("tellers", "Verteld door"),
    "verdict": ("verdicts", "Oordeel van de mentor"),
    "serious": ("serious", "Ernstig signaal"),
    "route": ("routes", "Gekozen weg"),
    "way": ("ways", "Hoe"),
    "outcome": ("outcomes", "Hoe is het"),
    "said_by": ("said_by", "Gezegd door"),
    "ending": ("endings", "Waarom"),
    "cause": ("causes", "Aanleiding"),
    "helped": ("helped", "Wat hielp"),
    "not_helped": ("helped", "Wat hielp niet"),
}
DAYS = {
    "incident_on": "Voorval op",
    "next_on": "Vervolg op",
    "until": "Tot",
    "review_on": "Nakijken op",
    "due_on": "Uiterlijk",
    "reply_by": "Reactie uiterlijk",
    "access_ends_on": "Het ondersteuningsteam leest mee tot en met",
}


def told(file: CaseFile) -> list[Entry]:
    """The entries worth a line, oldest first.

    What a melding brought along (the opening, the parts, level 1) is told by the melding.
    """
    return [entry for entry in file.case.entries if _is_told(file, entry)]


def _is_told(file: CaseFile, entry: Entry) -> bool:
    if isinstance(entry.payload, kinds.PupilInvolved):
        return not _came_with_a_report(file, entry)
    if isinstance(entry.payload, kinds.LevelReached):
        return entry.payload.cause != "first_report"
    return not isinstance(entry.payload, kinds.CaseOpened) or bool(entry.payload.reason)


def _came_with_a_report(file: CaseFile, entry: Entry) -> bool:
    return any(_brought(file, report, entry) for report, _ in file.case.reports)


def _brought(file: CaseFile, report: Entry, part: Entry) -> bool:
    """Whether this part was given with the melding, as it was first recorded."""
    first = file.case.versions(report.number)[0]
    return first.recorded_at == part.recorded_at and first.number < part.number


def head(file: CaseFile, entry: Entry) -> str:
    """What kind of entry this is, and about whom."""
    words = ENTRY_KINDS[entry.kind]
    if entry.step and entry.kind == "talk_held":
        words = file.case.card.step(entry.step).title
    elif entry.step and entry.kind in ("step_set_aside", "measure_agreed"):
        words = _about_step(file, entry, words)
    if isinstance(entry.payload, kinds.Reported):
        words = f"{words} {entry.payload.ordinal}"
    return f"{words} · {file.name(entry.pupil_id)}" if entry.pupil_id else words


def _about_step(file: CaseFile, entry: Entry, words: str) -> str:
    step = file.case.card.step(entry.step)
    if entry.kind == "step_set_aside" and step.form == "parents_informed":
        return PARENTS_NOT_INFORMED
    return f"{words}: {step.title}"


def step_title(file: CaseFile, state: StepState) -> str:
    """The title of a step of this case, as plain text."""
    return title_of(file.case, state)


def is_of(entry: Entry, state: StepState) -> bool:
    """Whether a step that comes back for every entry is about this one."""
    return entry.number == state.occurrence


def coded(file: CaseFile, entry: Entry) -> list[str]:
    """What the coded fields of an entry say, a few words each."""
    return [*_codes_and_days(file, entry), *_parts_given(file, entry), *_special(file, entry)]


def _codes_and_days(file: CaseFile, entry: Entry) -> Iterator[str]:
    for field, (list_name, before) in CODES.items():
        given = getattr(entry.payload, field, None)
        if given:
            codes = [given] if isinstance(given, str) else given
            yield f"{before}: {file.case.card.words(list_name, codes)}"
    for field, before in DAYS.items():
        if day := getattr(entry.payload, field, None):
            yield f"{before} {short_date(day, file.case.today)}"


def _parts_given(file: CaseFile, report: Entry) -> Iterator[str]:
    """The parts that were given with a melding: "Wie: Noor V. (gepeste)"."""
    if not isinstance(report.payload, kinds.Reported):
        return
    involved = [
        f"{file.name(entry.pupil_id)} ({file.case.card.part_title(entry.payload.role)})"
        for entry in file.case.entries
        if isinstance(entry.payload, kinds.PupilInvolved) and _brought(file, report, entry)
    ]
    if involved:
        yield f"Wie: {', '.join(involved)}"


def _about_the_group(file: CaseFile, entry: Entry, said: kinds.AnalysisAdded) -> str:
    """That it is at group level, or no longer; an analysis that says nothing new is silent."""
    if said.group_level:
        return "Speelt in de groep"
    earlier = [one.group_level for e, one in file.case.answers if e.number < entry.number]
    return "Speelt niet meer in de groep" if said.group_level is False and any(earlier) else ""


def _special(file: CaseFile, entry: Entry) -> Iterator[str]:
    card, said = file.case.card, entry.payload
    if isinstance(said, kinds.PupilInvolved):
        yield f"Rol: {card.part_title(said.role)}"
    elif isinstance(said, kinds.RoleChanged):
        yield f"Rol: {card.part_title(said.role)}" if said.role else "Heeft geen rol meer"
    elif isinstance(said, kinds.LevelReached):
        yield f"Niveau {said.level}"
    elif isinstance(said, kinds.MeasureAgreed):
        measure = card.measure(said.measure)
        yield f"Maatregel: {measure.title if measure else said.measure}"
        if said.for_pupil:
            yield f"Voor {file.name(said.for_pupil)}"
        if said.agreed_by:
            yield f"Afgesproken door de {OWNERS[said.agreed_by]}"
    elif isinstance(said, kinds.SupportAdvised | kinds.AdviceUsed):
        yield from of_advice(file, entry)
    elif isinstance(said, kinds.AnalysisAdded) and (words := _about_the_group(file, entry, said)):
        yield words
    elif isinstance(said, kinds.AgreementReviewed):
        yield f"Gelukt: {KEPT[said.kept]}"
    elif isinstance(said, kinds.AftercarePlanned):
        term = card.aftercare_term(said.moment)
        yield term.title if term else AFTERCARE[said.aftercare]
    elif isinstance(said, kinds.Closed) and said.count_open_aftercare:
        yield f"Met {said.count_open_aftercare} open nazorgmomenten"
    elif isinstance(said, kinds.TalkHeld) and said.target_agrees is not None:
        yield f"De gepeste wil {'een' if said.target_agrees else 'geen'} gesprek samen"
    elif isinstance(said, kinds.Reported) and said.group_level:
        yield "Speelt in de groep"
    else:
        yield from _about(file, said)
    score = getattr(said, "safety_score", None)
    if score:
        yield f"Voelt zich {score} op 10 veilig"


def of_advice(file: CaseFile, entry: Entry) -> Iterator[str]:
    """Who stands behind an advice, or whether it was followed."""
    said = entry.payload
    if isinstance(said, kinds.AdviceUsed):
        if said.followed:
            yield f"Gevolgd: {KEPT[said.followed]}"
    elif isinstance(said, kinds.SupportAdvised):
        agreed = enumeration(file.colleague(one) for one in said.agreed_by)
        alone = f"Alleen gegeven door {file.colleague(entry.recorded_by)}"
        yield f"Akkoord: {agreed}" if agreed else alone
        if said.without_answer:
            yield "Zonder op het antwoord te wachten"


def _about(file: CaseFile, said: kinds.Payload) -> Iterator[str]:
    """What an entry refers to: the measure, the nazorg moment, or the entry struck out."""
    card = file.case.card
    if isinstance(said, kinds.MeasureReviewed):
        taken = next((m for m in file.case.measures if m.number == said.measure_number), None)
        measure = card.measure(taken.agreed.measure) if taken else None
        if measure:
            yield f"Maatregel: {measure.title}"
    elif isinstance(said, kinds.AftercareMoved | kinds.AftercareDone | kinds.AftercareSetAside):
        planned = next((m for m in file.case.aftercare if m.number == said.planned_number), None)
        term = card.aftercare_term(planned.moment) if planned else None
        if term:
            yield term.title
    elif isinstance(said, kinds.TeamDecided):
        yield f"Wie: {file.colleague(said.who)}" if said.is_decided else "Geen besluit"
    elif isinstance(said, kinds.EntryWithdrawn):
        struck = next(entry for entry in file.case.entries if entry.number == said.number)
        yield f"{head(file, struck)}, {short_date(struck.happened_on, file.case.today)}"
