"""The minutes of a meeting of the ondersteuningsteam as PDF: who were there, what was decided."""

from collections.abc import Iterator

from casework import entries as kinds
from casework.cases.team_decisions import TeamDecision
from casework.desk import CaseFile, Minutes
from casework.labels import OWNERS
from casework.meetings.meeting import Meeting
from casework.meetings.meeting_file import MinutesCase
from casework.words import enumeration, long_date, moment, numeric_date
from exchange.pdf import typeset_pdf

NOTHING = "Besproken; er is niets besloten."
NOT_YET = "Niet besproken."
GONE = (
    "Deze zaak is gewist, of het team mag hem niet meer openen. Wat erover is gezegd, staat niet "
    "in deze notulen."
)


def file_name(meeting: Meeting, *, named: bool) -> str:
    """What the file is called: "notulen-2026-11-26.pdf", and that there are names in it."""
    return f"notulen-{meeting.started_on.isoformat()}{'-met-namen' if named else ''}.pdf"


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes as A4 portrait (PDF/UA-1); the same minutes give the same bytes.

    With letters for the names of pupils, unless `minutes.is_named`; what was typed is text.
    """
    day = long_date(minutes.meeting.started_on)
    data = {
        "title": f"Notulen ondersteuningsteam, {day}",
        "printed": f"Gemaakt op {moment(minutes.made_at)} door {minutes.made_by}",
        "mark": "Met namen van leerlingen" if minutes.is_named else "Zonder namen van leerlingen",
        "facts": _facts(minutes),
        "cases": [
            _case(number, minutes_case)
            for number, minutes_case in enumerate(minutes.cases, start=1)
        ],
        "tasks": list(_tasks(minutes)),
    }
    return typeset_pdf("minutes", data, minutes.made_at)


def _facts(minutes: Minutes) -> list[tuple[str, str]]:
    facts = [
        ("School", minutes.school_name),
        ("Datum", long_date(minutes.meeting.started_on)),
        ("Aanwezig", enumeration(minutes.members) or "niet vastgelegd"),
    ]
    if minutes.guests:
        facts.append(("Ook aanwezig", minutes.guests))
    facts.append(("Namen van leerlingen", _about_names(minutes)))
    return facts


def _about_names(minutes: Minutes) -> str:
    if minutes.is_named:
        return "staan voluit in deze notulen; ga er zorgvuldig mee om"
    return "zijn vervangen door letters, die alleen in dit overleg gelden"


def _case(number: int, minutes_case: MinutesCase) -> dict[str, object]:
    if minutes_case.file is None:
        return {
            "title": f"{number}. Zaak {minutes_case.label}",
            "lines": [],
            "decisions": [],
            "note": GONE,
        }
    without = NOTHING if minutes_case.was_discussed else NOT_YET
    return {
        "title": f"{number}. Zaak {minutes_case.label}",
        "lines": list(_lines(minutes_case.file, minutes_case)),
        "decisions": [
            _decision(minutes_case.file, decision) for decision in minutes_case.decisions
        ],
        "note": "" if minutes_case.decisions else without,
    }


def _lines(file: CaseFile, minutes_case: MinutesCase) -> Iterator[tuple[str, str]]:
    case = file.case
    level = case.card.level(case.level)
    yield "Niveau", f"{level.title} ({OWNERS[level.who]})"
    yield (
        "Leerlingen",
        enumeration(
            f"{file.full_name(part.pupil_id)} ({case.card.part_title(part.role)})"
            for part in case.parts.values()
        ),
    )
    for _, consult in list(case.of(kinds.SupportAsked))[-1:]:
        yield "Vraag aan het team", consult.question
    if minutes_case.mentors_here:
        yield "Mentor in deze zaak, en aanwezig", enumeration(minutes_case.mentors_here)


def _decision(file: CaseFile, decision: TeamDecision) -> dict[str, str]:
    payload = decision.decided
    return {
        "head": "Besluit" if payload.is_decided else "Geen besluit, want",
        "words": payload.decision,
        "who": _who(file, decision),
    }


def _who(file: CaseFile, decision: TeamDecision) -> str:
    payload = decision.decided
    if not payload.is_decided or payload.due_on is None:
        return ""
    return f"{file.colleague(payload.who)}, uiterlijk {numeric_date(payload.due_on)}"


def _tasks(minutes: Minutes) -> Iterator[tuple[str, str, str]]:
    """Who does what by when, by day: the list that everybody looks for afterwards."""
    tasks = [
        (
            decision.decided.due_on,
            minutes_case.file.colleague(decision.decided.who),
            f"Zaak {minutes_case.label}",
        )
        for minutes_case in minutes.cases
        if minutes_case.file
        for decision in minutes_case.decisions
        if decision.decided.is_decided and decision.decided.due_on
    ]
    for due_on, who, label in sorted(tasks):
        yield numeric_date(due_on), who, label
