"""The form that puts a recorded entry right: its own fields, filled with what was said."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from casework import entries as kinds
from casework.cases import entry_texts
from casework.cases.carried_entries import REFERS
from casework.cases.case import NOT_STOPPED, Case
from casework.cases.corrections import can_be_corrected
from casework.cases.steps import StepState, StepStatus
from casework.desk import CaseFile, Desk
from casework.entries import Entry, NewEntry, Payload
from ui import session
from ui.case import measure
from ui.case.fields import STEP_FIELDS, day_of
from ui.case.recording import record
from ui.forms.form import Form
from ui.labels import WORDS, distinct, short_date

WHICH = "correct_entry"
# Kinds of which only the words can be put right.
IN_WORDS: dict[str, str] = {
    kinds.StepSetAside.kind: "reason",
    kinds.AftercareSetAside.kind: "reason",
    kinds.SupportAdvised.kind: "advice",
    kinds.AdviceUsed.kind: "what_was_done",
    kinds.HandoverNoted.kind: "note",
    kinds.ColleagueInvolved.kind: "note",
    kinds.MagisterNoted.kind: "text",
    kinds.TeamInformed.kind: "message",
}
ANSWERS_NOT_ASKED = {"answered", "corrects", "carried"}


def correct(file: CaseFile) -> None:
    """Choose what was not right, and say it better."""
    st.caption("De oude versie blijft leesbaar in de tijdlijn; de nieuwe telt.")
    found = {
        str(entry.number): entry for entry in reversed(file.case.standing) if _fits(file, entry)
    }
    names = distinct({number: _name(file, entry) for number, entry in found.items()})
    wanted = st.selectbox(
        "Wat wil je verbeteren?",
        list(found),
        index=None,
        format_func=lambda number: names.get(number, ""),
        key=WHICH,
        placeholder="Kies...",
    )
    if wanted in found:
        _form(file, found[wanted])


def _name(file: CaseFile, entry: Entry) -> str:
    return f"{short_date(entry.happened_on, file.case.today)} {entry_texts.head(file, entry)}"


def _fits(file: CaseFile, entry: Entry) -> bool:
    """Advice is put right by who gave it; a step that this card does not have has no form."""
    newest = file.case.versions(entry.number)[-1]
    if not can_be_corrected(file.case, newest):
        return False
    if isinstance(entry.payload, kinds.SupportAdvised):
        return file.may_advise
    has_step = any(step.id == entry.step for step in file.case.card.steps)
    is_asked = entry.kind in IN_WORDS or isinstance(entry.payload, kinds.Reported)
    return is_asked or (entry.kind in STEP_FIELDS and has_step)


def _form(file: CaseFile, old: Entry) -> None:
    newest = file.case.versions(old.number)[-1].number
    form = Form(f"correct_{old.number}_{newest}", old.payload.model_dump())
    draw, read = _asked(file, old)

    def save(desk: Desk) -> str:
        new = NewEntry(_better(old, read(form)), day_of(form), old.step, old.pupil_id)
        record(desk, file, new, form)
        session.set_widget_value(WHICH, None)
        return f"Verbeterd. Wat er eerst stond, blijft leesbaar in de tijdlijn.{_brings(old, new)}"

    if isinstance(old.payload, kinds.MeasureAgreed):
        measure.choose(form, file, _state_of(file, old))
    with form.drawn():
        form.day("happened_on", "Wanneer?", old.happened_on)
        draw(form)
        form.submit("Verbetering vastleggen", save, primary=False)


def _better(old: Entry, said: Payload) -> Payload:
    """What was not asked again stays as it was."""
    kept = old.payload.model_dump(exclude=ANSWERS_NOT_ASKED)
    asked = said.model_dump(include=said.model_fields_set - ANSWERS_NOT_ASKED)
    return type(old.payload).model_validate({**kept, **asked, "corrects": old.number})


def _brings(old: Entry, new: NewEntry) -> str:
    was, now = old.payload, new.payload
    if not isinstance(was, kinds.AftercareDone) or not isinstance(now, kinds.AftercareDone):
        return ""
    if (was.outcome in NOT_STOPPED) == (now.outcome in NOT_STOPPED):
        return ""
    if now.outcome in NOT_STOPPED:
        return " De zaak loopt weer."
    return " De zaak is niet langer heropend."


def _asked(file: CaseFile, old: Entry) -> tuple[Callable[[Form], None], Callable[[Form], Payload]]:
    """How the fields of this entry are drawn, and read."""
    if isinstance(old.payload, kinds.Reported):
        return lambda form: _five_questions(form, file.case), _read_questions
    if field := IN_WORDS.get(old.kind):
        return lambda form: form.area(field, WORDS[field]), _read_words(old, field)
    fields, state = STEP_FIELDS[old.kind], _state_of(file, old)
    return lambda form: fields.draw(form, file, state), lambda form: fields.read(form, file, state)


def _state_of(file: CaseFile, old: Entry) -> StepState:
    refers: list[int] = [getattr(old.payload, field, None) or 0 for field in REFERS]
    step = file.case.card.step(old.step)
    return StepState(step, StepStatus.DONE, old.pupil_id, occurrence=max(refers))


def _read_words(old: Entry, field: str) -> Callable[[Form], Payload]:
    def read(form: Form) -> Payload:
        return old.payload.model_copy(update={field: form.words(field)})

    return read


def _five_questions(form: Form, case: Case) -> None:
    lists = case.card.lists
    form.many("kinds", "Wat: welke soort?", lists["kinds"])
    form.area("what", WORDS["what"])
    form.many("places", "Waar?", lists["places"])
    form.line("where", WORDS["where"])
    form.day("incident_on", "Wanneer was het voorval?")
    form.one("day_part", "Welk deel van de dag?", lists["day_parts"])
    form.one("since", "Sinds wanneer speelt het?", lists["since"])
    form.one("frequency", "Hoe vaak?", lists["frequency"])
    form.area("why", WORDS["why"])
    form.one("teller", "Wie vertelde het?", lists["tellers"])
    form.pills("verdict", "Wat is het volgens jou?", lists["verdicts"])
    form.many("serious", "Ernstig signaal?", lists["serious"])
    form.tick("group_level", "Het speelt in de hele groep")


def _read_questions(form: Form) -> Payload:
    answers: dict[str, Any] = {
        **{field: form.words(field) for field in ("what", "where", "why")},
        **{field: form.codes(field) for field in ("kinds", "places", "serious")},
        **{field: form.code(field) for field in ("day_part", "since", "frequency")},
        **{field: form.code(field) for field in ("teller", "verdict")},
    }
    return kinds.Reported(
        incident_on=form.value("incident_on"),
        group_level=bool(form.value("group_level")),
        **answers,
    )
