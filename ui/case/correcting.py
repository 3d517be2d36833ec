"""The form that puts a recorded entry right: its own fields, filled with what was recorded."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

import streamlit as st

from casework import entries as kinds
from casework.cases.corrections import can_be_corrected
from casework.cases.steps import StepState, StepStatus
from casework.desk import CaseFile, Desk
from casework.entries import Entry, NewEntry, Payload
from casework.entries.aftercare import NOT_STOPPED
from casework.entries.payload import heading
from casework.labels import FIELD_TITLES
from casework.words import short_date
from ui import session
from ui.case.measure_form import MeasureForm
from ui.case.recording import record
from ui.case.step_form import EntryForm
from ui.case.step_forms import STEP_FORMS
from ui.forms.field import Field, Select, TextArea, TextLine
from ui.forms.five_questions import question_field
from ui.forms.form import Form
from ui.labels import distinct

WHICH = "correct_entry"
MADE_ANEW = {"answered", "corrects", "carried"}


def correct(file: CaseFile) -> None:
    """Choose what was not right, and say it better."""
    st.caption("De oude versie blijft leesbaar in de tijdlijn; de nieuwe telt.")
    entries = {
        str(entry.number): entry
        for entry in reversed(file.case.effective_entries)
        if _fits(file, entry)
    }
    names = distinct({number: _name(file, entry) for number, entry in entries.items()})
    number = st.selectbox(
        "Wat wil je verbeteren?",
        list(entries),
        index=None,
        format_func=lambda number: names.get(number, ""),
        key=WHICH,
        placeholder="Kies...",
    )
    if number in entries:
        _form(file, entries[number])


def _name(file: CaseFile, entry: Entry) -> str:
    return f"{short_date(entry.happened_on, file.case.today)} {heading(file, entry)}"


def _fits(file: CaseFile, entry: Entry) -> bool:
    """Advice is put right by who gave it; a step that this card does not have has no form."""
    newest = file.case.versions(entry.number)[-1]
    if not can_be_corrected(file.case, newest):
        return False
    if isinstance(entry.payload, kinds.SupportAdvised):
        return file.may_advise
    has_step = file.case.card.has_step(entry.step)
    is_own_form = entry.payload.allowed.in_words or isinstance(entry.payload, kinds.Reported)
    return is_own_form or (entry.kind in STEP_FORMS and has_step)


def _form(file: CaseFile, old: Entry) -> None:
    newest = file.case.versions(old.number)[-1].number
    entry_form = _entry_form(file, old)
    form = entry_form.form(
        f"correct_{old.number}_{newest}", old.happened_on, filled=old.payload.model_dump()
    )

    def save(desk: Desk) -> str:
        day = form.read("happened_on")
        new = NewEntry(_corrected(old, entry_form, form), day, old.step, old.pupil_id)
        record(desk, file, new, form)
        session.set_widget_value(WHICH, None)
        return f"Verbeterd. Wat er eerst stond, blijft leesbaar in de tijdlijn.{_brings(old, new)}"

    if isinstance(entry_form, MeasureForm):
        entry_form.draw_ahead(form)
    with form.container():
        form.draw("happened_on")
        entry_form.draw(form)
        form.submit("Verbetering vastleggen", save)


def _corrected(old: Entry, entry_form: EntryForm, form: Form) -> Payload:
    """What was not asked again stays as it was."""
    before = old.payload.model_dump(exclude=MADE_ANEW)
    answers = entry_form.answers(form)
    return type(old.payload).model_validate({**before, **answers, "corrects": old.number})


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
    return STEP_FORMS[old.kind](file, _state_of(file, old))


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
            self.choice(Select, "day_part", "Welk deel van de dag?"),
            ask("since", "Sinds wanneer speelt het?"),
            ask("frequency", "Hoe vaak?"),
            ask("why", FIELD_TITLES["why"]),
            ask("teller", "Wie vertelde het?"),
            ask("verdict", "Wat is het volgens jou?"),
            ask("serious", "Ernstig signaal?"),
            ask("group_level", "Het speelt in de hele groep"),
        ]
