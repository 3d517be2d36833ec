"""The form that puts a recorded entry right: its own fields, filled with what was recorded."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from casework import entries as kinds
from casework.cases.corrections import can_be_corrected
from casework.cases.steps import StepState, StepStatus
from casework.desk import CaseFile, Desk
from casework.entries import Entry, NewEntry, Payload
from casework.entries.aftercare import NOT_STOPPED
from casework.labels import FIELD_TITLES
from ui.case import case_address
from ui.case.measure_form import MeasureForm
from ui.case.recording import record
from ui.case.step_form import EntryForm
from ui.case.step_forms import STEP_FORMS
from ui.forms.field import Field, Pills, TextArea, TextLine
from ui.forms.five_questions import question_field

MADE_ANEW = {"answered", "corrects", "carried"}


def can_put_right(file: CaseFile, entry: Entry) -> bool:
    """Whether this reader may; advice is put right by who gave it, and a step that this card does
    not have has no form."""
    newest = file.case.versions(entry.number)[-1]
    if not can_be_corrected(file.case, newest):
        return False
    if isinstance(entry.payload, kinds.SupportAdvised):
        return file.may_advise
    has_step = file.case.card.has_step(entry.step)
    is_own_form = entry.payload.allowed.in_words or isinstance(entry.payload, kinds.Reported)
    return file.may_record and (is_own_form or (entry.kind in STEP_FORMS and has_step))


def correct(file: CaseFile, entry: Entry) -> None:
    """Say better what was not right."""
    st.caption("De oude versie blijft leesbaar in de tijdlijn; de nieuwe telt.")
    entry_form = _entry_form(file, entry)
    form = entry_form.form(
        f"correct_{file.case.first_number(entry.number)}_{entry.number}",
        entry.happened_on,
        filled=entry.payload.model_dump(),
    )

    def save(desk: Desk) -> str:
        day = form.read("happened_on")
        payload = corrected(file, entry, entry_form.answers(form))
        new = NewEntry(payload, day, entry.step, entry.pupil_id)
        record(desk, file, new, form)
        case_address.back_when_stored()
        brings = _brings(entry, new)
        return f"Verbeterd. Wat er eerst stond, blijft leesbaar in de tijdlijn.{brings}"

    if isinstance(entry_form, MeasureForm):
        entry_form.draw_ahead(form)
    with form.container():
        form.draw("happened_on")
        entry_form.draw(form)
        with st.container(key="save_bar"):
            form.submit("Verbetering vastleggen", save, primary=True)


def corrected(file: CaseFile, old: Entry, answers: Mapping[str, Any]) -> Payload:
    """The better version; what was not asked again stays as it was."""
    before = old.payload.model_dump(exclude=MADE_ANEW)
    place = file.case.first_number(old.number)
    return type(old.payload).model_validate({**before, **answers, "corrects": place})


def _brings(old: Entry, new: NewEntry) -> str:
    before, after = old.payload, new.payload
    if not (isinstance(before, kinds.AftercareDone) and isinstance(after, kinds.AftercareDone)):
        return ""
    if (before.outcome in NOT_STOPPED) == (after.outcome in NOT_STOPPED):
        return ""
    if after.outcome in NOT_STOPPED:
        return " De zaak loopt weer."
    return " De zaak is niet langer heropend."


def _entry_form(file: CaseFile, old: Entry) -> EntryForm:
    """The form with the fields of this entry."""
    if isinstance(old.payload, kinds.Reported):
        return QuestionsForm(file)
    if old.payload.allowed.in_words:
        return WordsForm(file, type(old.payload))
    step_form = STEP_FORMS[old.kind](file, _state_of(file, old))
    step_form.recorded = old.payload
    return step_form


def _state_of(file: CaseFile, old: Entry) -> StepState:
    numbers = old.payload.references().values()
    step = file.case.card.step(old.step)
    return StepState(step, StepStatus.DONE, old.pupil_id, occurrence=max(numbers, default=0))


class WordsForm(EntryForm):
    """An entry of which only the words can be put right."""

    def __init__(self, file: CaseFile, kind: type[Payload]) -> None:
        super().__init__(file)
        self.words = sorted(kind.sealed_fields())

    def fields(self) -> Sequence[Field]:
        return [TextArea(name, FIELD_TITLES[name]) for name in self.words]


class QuestionsForm(EntryForm):
    """The five questions of a melding."""

    kind: ClassVar[type[Payload]] = kinds.Reported

    def fields(self) -> Sequence[Field]:
        ask = partial(question_field, self.card)
        return [
            ask("kinds", "Wat: welke soort?"),
            ask("what", FIELD_TITLES["what"]),
            ask("places", "Waar?"),
            TextLine("where", FIELD_TITLES["where"]),
            ask("incident_on", "Wanneer was het voorval?"),
            self.choice(Pills, "day_part", "Welk deel van de dag?"),
            ask("since", "Sinds wanneer speelt het?"),
            ask("frequency", "Hoe vaak?"),
            ask("why", FIELD_TITLES["why"]),
            ask("teller", "Wie vertelde het?"),
            ask("verdict", "Wat is het volgens jou?"),
            ask("serious", "Ernstig signaal?"),
            ask("group_level", "Het speelt in de hele groep"),
        ]
