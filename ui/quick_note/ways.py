"""What a quick note can become, as choices, and how each is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from casework.desk import Desk, Melding, ReportedPart
from casework.errors import InputRefused
from casework.people import Action
from casework.quick_note import Reading
from casework.records import CaseSummary
from casework.signals.signal import NewSignal
from ui import session
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilNames
from ui.labels import plain
from ui.quick_note.form import ANSWERS, DISPLAYING, FORM, NOTE, OTHERS, TARGET, chosen
from ui.signal.words import passed_on

NEW, JOIN, NOTED, ASKED, SIGNAL = "new", "join", "note", "asked", "signal"
BESIDE = "bystander"
MOST_CASES = 3


@dataclass(frozen=True)
class Way:
    """One thing that the note can become: its words, and what saves it (the receipt)."""

    label: str
    save: Callable[[Desk], str]


def ways(desk: Desk, form: Form, reading: Reading) -> dict[str, Way]:
    """What this person can make of it now, the likeliest first."""
    pupils = chosen(form)
    own = PupilNames(desk).own.keys()
    cases = desk.quick_notes.running_cases(pupils)[:MOST_CASES]
    melding = _meldings(desk, form) if own & set(pupils) and chosen(form, TARGET) else {}
    notes = {f"{NOTED}:{c.case_id}": _note_in(form, c) for c in cases}
    asked = {f"{ASKED}:{c.case_id}": _asked_in(form, c) for c in cases if _asked(form, c)}
    is_signal = not own or not own & set(pupils)
    signal = {SIGNAL: Way("Signaal aan de mentor", partial(_signal, form))} if is_signal else {}
    if reading.is_check_in and not reading.tells_an_act:
        return {**asked, **notes, **melding, **signal}
    if reading.tells_an_act:
        return {**melding, **notes, **asked, **signal}
    return {**notes, **asked, **melding, **signal}


def _meldings(desk: Desk, form: Form) -> dict[str, Way]:
    """A new case, or the next melding of a case that is recognised."""
    if not desk.may(Action.REPORT):
        return {}
    known = desk.cases.recognise({part.pupil_id: part.role for part in _parts(form)})
    if not known:
        return {NEW: Way("Nieuwe melding", partial(_report, form, "", ""))}
    return {
        f"{JOIN}:{case.case_id}": Way(
            f"Melding bij zaak {case.label}", partial(_report, form, case.case_id, case.label)
        )
        for case in known
    }


def _note_in(form: Form, case: CaseSummary) -> Way:
    return Way(f"Notitie bij zaak {case.label}", partial(_note, form, case))


def _asked_in(form: Form, case: CaseSummary) -> Way:
    return Way(f"Even gevraagd (zaak {case.label})", partial(_check_in, form, case))


def _asked(form: Form, case: CaseSummary) -> list[str]:
    """The pupils who were asked: gepeste and pestende leerling of that case."""
    concerned = {p for p in case.pupil_ids if case.role_of(p) in (TARGET, DISPLAYING)}
    return [pupil for pupil in chosen(form) if pupil in concerned]


def _parts(form: Form) -> tuple[ReportedPart, ...]:
    reading = session.recall(FORM).reading
    said = {one.pupil_ids[0]: one.role for one in reading.mentions if one.is_certain and one.role}
    rows: Mapping[str, Callable[[str], str]] = {
        TARGET: lambda _pupil: TARGET,
        DISPLAYING: lambda _pupil: DISPLAYING,
        OTHERS: lambda pupil: _beside(said.get(pupil, "")),
    }
    return tuple(
        ReportedPart(pupil_id=pupil, role=role_of(pupil))
        for row, role_of in rows.items()
        for pupil in chosen(form, row)
    )


def _beside(role: str) -> str:
    return role if role not in ("", TARGET, DISPLAYING) else BESIDE


def _text(form: Form) -> str:
    text = str(form.read(NOTE)).strip()
    if not text:
        raise InputRefused("Schrijf eerst op wat er was.", NOTE)
    return text


# --- storing --------------------------------------------------------------------------------------


def _report(form: Form, join: str, label: str, desk: Desk) -> str:
    melding = Melding(
        reported_on=desk.today, parts=_parts(form), what=_text(form), **form.answers(*ANSWERS)
    )
    receipt = desk.cases.report(melding, form_key=form.form_key, join=join)
    where = f"bij zaak {label}" if join else f"als zaak {receipt.label or label}"
    return f"De melding is opgeslagen {where}."


def _note(form: Form, case: CaseSummary, desk: Desk) -> str:
    desk.quick_notes.note(case.case_id, _text(form), form_key=form.form_key)
    return f"De notitie staat bij zaak {case.label}."


def _check_in(form: Form, case: CaseSummary, desk: Desk) -> str:
    pupils = _asked(form, case)
    if len(pupils) != 1:
        raise InputRefused("Tik één leerling aan: aan wie vroeg je hoe het gaat?", OTHERS)
    score = form.read("safety_score")
    text = _text(form)
    desk.quick_notes.check_in(case.case_id, pupils[0], score, text, form_key=form.form_key)
    return f"Vastgelegd bij zaak {case.label} dat je vroeg hoe het gaat."


def _signal(form: Form, desk: Desk) -> str:
    pupils: Sequence[str] = chosen(form)
    signal = NewSignal(
        pupils=list(pupils),
        what=_text(form),
        **form.answers("incident_on", "day_part", "places"),
    )
    desk.signals.send(signal, form.form_key)
    return plain(f"{passed_on(desk.signals.receivers(signal.pupils))}.")
