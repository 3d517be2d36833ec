"""One case on paper: who, how it stands, the card, the five questions and the timeline."""

from collections.abc import Iterable
from datetime import date

from casework.cases import entry_texts
from casework.cases.case import Answer, Case
from casework.cases.steps import StepState, StepStatus, title_of
from casework.desk import CaseFile, PrintedCase
from casework.entries import Entry
from casework.entries.five_questions import ON_THE_CARD
from casework.entries.payload import heading
from casework.labels import FIELD_TITLES, OWNERS, STATES, STATUSES
from casework.words import counted, enumeration, late, long_date, moment, numeric_date
from exchange.pdf import typeset_pdf

NOT_ASKED_YET = (StepStatus.LATER, StepStatus.OPTIONAL)


def file_name(case: Case) -> str:
    """What the file is called, without a name in it: "zaak-2026-044.pdf"."""
    return f"zaak-{case.label}.pdf"


def case_pdf(printed: PrintedCase) -> bytes:
    """The case file as A4 portrait (PDF/UA-1); every text that people typed is in it as text."""
    file = printed.file
    data = {
        "title": f"Zaak {file.case.label}",
        "printed": f"Afgedrukt op {moment(printed.printed_at)} door {printed.printed_by}",
        "facts": _facts(printed),
        "pupils": _pupils(file),
        "status": _status(file),
        "open": [_open_step(file, state) for state in file.next_steps],
        "card": [_card_row(file, state) for state in file.steps if _is_on_paper(state)],
        "questions": list(_questions(file)),
        "timeline": [_entry(file, entry) for entry in entry_texts.listed_entries(file)],
    }
    return typeset_pdf("case_file", data, printed.printed_at)


def _facts(printed: PrintedCase) -> list[tuple[str, str]]:
    file = printed.file
    return [
        ("School", printed.school_name),
        ("Klas", enumeration(file.class_names) or "geen klas"),
        ("Mentor", enumeration(name.full for name in file.mentors) or "nog geen mentor"),
        ("Begonnen op", long_date(file.case.opened_on)),
        ("Afgedrukt op", moment(printed.printed_at)),
        ("Afgedrukt door", printed.printed_by),
    ]


def _pupils(file: CaseFile) -> list[tuple[str, str, str]]:
    return [
        (
            file.full_name(part.pupil_id),
            file.case.card.part_title(part.role),
            file.pupils[part.pupil_id].class_name if part.pupil_id in file.pupils else "",
        )
        for part in file.case.parts.values()
    ]


def _status(file: CaseFile) -> list[str]:
    case = file.case
    level = case.card.level(case.level)
    words = [f"{level.title} ({OWNERS[level.who]})", STATES[case.state]]
    if case.verdict:
        words.append(f"oordeel van de mentor: {case.card.word('verdicts', case.verdict)}")
    if case.ending:
        words.append(case.card.word("endings", case.ending))
    if case.is_serious:
        words.append("ernstig signaal")
    if case.group_level:
        words.append("groepsniveau")
    count = len(case.reports)
    words.append(counted(count, "melding", "meldingen"))
    return words


def _open_step(file: CaseFile, state: StepState) -> tuple[str, ...]:
    days = state.late_by(file.case)
    due = _day(state.due_on)
    return (
        title_of(file.case, state),
        file.full_name(state.pupil_id) if state.pupil_id else "",
        OWNERS[state.step.who],
        f"{due} ({late(days)})" if days else due,
    )


def _is_on_paper(state: StepState) -> bool:
    return state.status not in NOT_ASKED_YET


def _card_row(file: CaseFile, state: StepState) -> tuple[str, ...]:
    return (
        file.case.card.column(state.step.column).title,
        title_of(file.case, state),
        file.full_name(state.pupil_id) if state.pupil_id else "",
        STATUSES[state.status],
        _day(state.done_on or state.due_on),
    )


def _questions(file: CaseFile) -> Iterable[tuple[str, list[str]]]:
    """Each question with its answers, oldest first; later answers stand below the earlier ones."""
    parts = [f"{name} ({part}, {where})" for name, part, where in _pupils(file)]
    yield "Wie?", parts
    for question, codes, words in ON_THE_CARD:
        answers: dict[str, None] = {}
        for _, answer in file.case.answers:
            answers.update(dict.fromkeys(_answers(file, answer, codes, words)))
        yield question, list(answers)


def _answers(file: CaseFile, answer: Answer, codes: tuple[str, ...], words: str) -> Iterable[str]:
    yield from entry_texts.coded_fields(file, answer, codes, long_date)
    if words and getattr(answer, words):
        yield getattr(answer, words)


def _entry(file: CaseFile, entry: Entry) -> dict[str, object]:
    return {
        "day": long_date(entry.happened_on),
        "head": heading(file, entry),
        "struck": entry_texts.why_not_counted(file, entry),
        "coded": " · ".join(entry_texts.coded(file, entry)),
        "words": [(FIELD_TITLES[field], text) for field, text in entry.payload.sealed().items()],
        "by": f"vastgelegd door {file.colleague(entry.recorded_by)}, {moment(entry.recorded_at)}",
    }


def _day(day: date | None) -> str:
    return numeric_date(day) if day else ""
