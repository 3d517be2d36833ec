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
from ui import memory
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilNames
from ui.labels import plain
from ui.melding.draft import reason_of
from ui.melding.related_cases import in_a_line, next_melding, reasons
from ui.quick_note.form import ANSWERS, ASKED, DISPLAYING, FORM, NOTE, OTHERS, TARGET, chosen
from ui.signal.words import passed_on, receivers

NEW, JOIN, NOTED, CHECK_IN, SIGNAL = "new", "join", "note", "asked", "signal"
BESIDE = "bystander"
CHANGED = "Je zin is veranderd. Kijk of de namen nog kloppen, en sla hem dan op."
MOST_CASES = 3


@dataclass(frozen=True)
class Way:
    """One thing that the note can become: its words, its button, and what saves it (the receipt).

    `why` is what a known case has to do with it; unless `is_likely` a person chooses it, never the
    program.
    """

    label: str
    button: str
    save: Callable[[Desk], str]
    why: str = ""
    is_melding: bool = False
    needs_reason: bool = False
    is_likely: bool = True


def ways(desk: Desk, form: Form, reading: Reading, names: PupilNames) -> dict[str, Way]:
    """What this person can make of it now, the likeliest first."""
    pupils = chosen(form)
    may_report = desk.may(Action.REPORT) and bool(pupils) and desk.cases.may_report_about(pupils)
    cases = desk.quick_notes.running_cases(pupils)[:MOST_CASES]
    melding = _meldings(desk, form, names) if may_report and chosen(form, TARGET) else {}
    notes = {f"{NOTED}:{c.case_id}": _note_in(form, c) for c in cases}
    asked = {f"{CHECK_IN}:{c.case_id}": _asked_in(form, c) for c in cases if _asked(form, c)}
    signal = {} if may_report else {SIGNAL: _signal_to(desk, form, reading)}
    if reading.is_check_in and not reading.tells_an_act:
        return {**asked, **notes, **melding, **signal}
    if reading.tells_an_act:
        return {**melding, **notes, **asked, **signal}
    return {**notes, **asked, **melding, **signal}


def _meldings(desk: Desk, form: Form, names: PupilNames) -> dict[str, Way]:
    """A new case, or the next melding of a case that is recognised: a person decides."""
    known = desk.cases.recognise({part.pupil_id: part.role for part in _parts(form)})[:MOST_CASES]
    joined = {
        f"{JOIN}:{case.case_id}": Way(
            f"{next_melding(case)} in zaak {case.label}",
            f"{next_melding(case)} opslaan",
            partial(_report, form, case.case_id, case.label),
            why=f"{in_a_line(desk, names, case)}: {plain(reasons(case.reasons))}.",
            is_melding=True,
            is_likely="same_pair" in case.reasons,
        )
        for case in known
    }
    new = Way(
        "Nieuwe zaak" if known else "Nieuwe melding",
        "Melding opslaan",
        partial(_report, form, "", ""),
        is_melding=True,
        needs_reason=bool(known),
    )
    return {**joined, NEW: new}


def _signal_to(desk: Desk, form: Form, reading: Reading) -> Way:
    """To whom it goes; not by itself while somebody is named and nobody is tapped."""
    goes_to = receivers(desk.signals.receivers(chosen(form)))
    why = f"Dit gaat naar {plain(goes_to)}." if goes_to else ""
    is_likely = bool(chosen(form)) or not reading.mentions
    if not is_likely:
        why = f"Tik aan over wie het gaat. {why}".strip()
    save = partial(_signal, form)
    return Way("Signaal aan de mentor", "Doorgeven", save, why, is_likely=is_likely)


def _note_in(form: Form, case: CaseSummary) -> Way:
    return Way(f"Notitie bij zaak {case.label}", "Notitie opslaan", partial(_note, form, case))


def _asked_in(form: Form, case: CaseSummary) -> Way:
    label = f"Even gevraagd (zaak {case.label})"
    return Way(label, "Vastleggen", partial(_check_in, form, case))


def _asked(form: Form, case: CaseSummary) -> list[str]:
    """The pupils who were asked: gepeste and pestende leerling of that case."""
    concerned = {p for p in case.pupil_ids if case.role_of(p) in (TARGET, DISPLAYING)}
    return [pupil for pupil in chosen(form) if pupil in concerned]


def _parts(form: Form) -> tuple[ReportedPart, ...]:
    reading = memory.recall(FORM).reading
    said = {pupil: one.role for one in reading.mentions for pupil in one.pupil_ids if one.role}
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
    """The sentence; refused when it is not the one of which the chips are on the screen."""
    text = str(form.read(NOTE)).strip()
    if not text:
        raise InputRefused("Schrijf eerst op wat er was.", NOTE)
    note = memory.recall(FORM)
    if note is None or note.text != text:
        raise InputRefused(CHANGED, NOTE)
    return text


# --- storing --------------------------------------------------------------------------------------


def _report(form: Form, join: str, label: str, desk: Desk) -> str:
    melding = Melding(
        reported_on=desk.today,
        parts=_parts(form),
        what=_text(form),
        staff_member_involved=form.read("staff"),
        **form.answers(*ANSWERS, "serious"),
    )
    reason = "" if join else reason_of(form)
    receipt = desk.cases.report(melding, form_key=form.form_key, join=join, reason=reason)
    where = f"bij zaak {label}" if join else f"als zaak {receipt.label or label}"
    return f"De melding is opgeslagen {where}."


def _note(form: Form, case: CaseSummary, desk: Desk) -> str:
    desk.quick_notes.note(case.case_id, _text(form), form_key=form.form_key)
    return f"De notitie staat bij zaak {case.label}."


def _check_in(form: Form, case: CaseSummary, desk: Desk) -> str:
    pupils = _asked(form, case)
    if len(pupils) != 1:
        raise InputRefused("Tik één leerling aan: aan wie vroeg je hoe het gaat?", ASKED)
    score = form.read("safety_score")
    text = _text(form)
    desk.quick_notes.check_in(case.case_id, pupils[0], score, text, form_key=form.form_key)
    return f"Vastgelegd bij zaak {case.label} dat je vroeg hoe het gaat."


def _signal(form: Form, desk: Desk) -> str:
    pupils: Sequence[str] = chosen(form)
    signal = NewSignal(
        pupils=list(pupils),
        what=_text(form),
        staff_member_involved=form.read("staff"),
        **form.answers("incident_on", "day_part", "places"),
    )
    desk.signals.send(signal, form.form_key)
    return plain(f"{passed_on(desk.signals.receivers(signal.pupils))}.")
