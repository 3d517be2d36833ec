"""What can be done with one line of the timeline: put right, add to, move, strike out."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from casework import entries as kinds
from casework.cases.other_pupil import moved_entries, other_pupils
from casework.desk import CaseFile, Desk
from casework.entries import Entry, NewEntry
from casework.entries.payload import heading
from casework.labels import FIELD_TITLES
from casework.text_direction import contained
from casework.words import numeric_date, short_date
from ui import session
from ui.case import case_address, correcting
from ui.case.recording import record, record_in, show_entry_form, show_with_bar
from ui.forms.field import Pills, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import plain
from ui.names_switch import ask_for_names


@dataclass(frozen=True)
class LineAct:
    """An act on one entry: its words in the timeline, the title of its page, and its form."""

    words: str
    title: str
    draw: Callable[[CaseFile, Entry], None]


def offered(file: CaseFile, entry: Entry) -> dict[str, LineAct]:
    """The acts that fit this entry, by their code in the address."""
    case = file.case
    if not (file.may_record or file.may_advise) or case.merged_into:
        return {}
    acts = {}
    if correcting.can_put_right(file, entry):
        acts["correct"] = LineAct("verbeter", "Verbeteren", correcting.correct)
        if _field_to_add_to(entry):
            acts["add"] = LineAct("voeg toe", "Iets toevoegen", _add)
    counts = {effective.number for effective in case.effective_entries}
    if (
        file.may_record
        and entry.payload.allowed.withdraw
        and case.first_number(entry.number) in counts
    ):
        if other_pupils(case, entry):
            acts["other"] = LineAct("andere leerling", "Was met een andere leerling", _move)
        acts["strike"] = LineAct("haal door", "Doorhalen", _strike_out)
    return acts


def entry_of_line(file: CaseFile) -> Entry | None:
    """The newest version of the entry that the address names."""
    number = case_address.chosen_line()
    versions = file.case.versions(number) if number else []
    return versions[-1] if versions else None


def page(file: CaseFile, entry: Entry, act: LineAct) -> None:
    """Which entry it is about, and the form of the act."""
    day = short_date(entry.happened_on, file.case.today)
    st.markdown(f"{day} · **{plain(heading(file, entry))}**")
    # What was recorded is put right or moved with its words.
    ask_for_names("line")
    act.draw(file, entry)


def _field_to_add_to(entry: Entry) -> str:
    """The field of words that something is added to: the one needed, else the first with words."""
    payload = entry.payload
    if payload.needed:
        return payload.needed.field
    return next(iter(payload.sealed() or sorted(payload.sealed_fields())), "")


def _add(file: CaseFile, entry: Entry) -> None:
    """What was written stays as it is; the addition stands under it, with its day."""
    name = _field_to_add_to(entry)
    before: str = getattr(entry.payload, name)
    if before:
        st.caption(FIELD_TITLES[name])
        st.text(contained(before))
    needed = "Schrijf op wat je wilt toevoegen."
    form = Form(f"add_{entry.number}", TextArea("more", "Wat wil je toevoegen?", required=needed))

    def save(desk: Desk) -> str:
        added = f"Toegevoegd op {numeric_date(session.today())}: {form.read('more')}"
        words = f"{before}\n\n{added}" if before else added
        payload = correcting.corrected(file, entry, {name: words})
        new = NewEntry(payload, entry.happened_on, entry.step, entry.pupil_id)
        record(desk, file, new, form)
        case_address.back_when_stored()
        return "Toegevoegd. Wat er stond, is gebleven."

    show_with_bar(form, "Toevoegen", save)


def _move(file: CaseFile, entry: Entry) -> None:
    """What was recorded with the wrong one: struck out there, and recorded with the other."""
    st.caption(
        "Wat je opschreef gaat mee naar de andere leerling. De oude regel blijft leesbaar en telt "
        "niet meer mee."
    )
    names = {pupil: file.name(pupil) for pupil in other_pupils(file.case, entry)}
    form = Form(
        f"other_pupil_{entry.number}",
        Pills("pupil", "Met wie was het wel?", names, required="Kies de leerling."),
        TextLine("reason", "Wat ging er mis?", initial="Verkeerde leerling gekozen."),
    )

    def save(desk: Desk) -> str:
        new = moved_entries(file.case, entry, form.read("pupil"), form.read("reason"))
        record_in(desk, file.case.case_id, new, form)
        case_address.back_when_stored()
        return f"Verplaatst naar {plain(names[form.read('pupil')])}."

    show_with_bar(form, "Verplaatsen", save)


def _strike_out(file: CaseFile, entry: Entry) -> None:
    st.caption("Niets wordt gewist: de vastlegging telt niet meer mee en blijft leesbaar.")
    form = Form(f"strike_{entry.number}", TextArea("reason", "Wat klopt er niet?"))
    show_entry_form(
        file,
        form,
        "Doorhalen",
        kinds.EntryWithdrawn,
        "Doorgehaald. Leg de stap zo nodig opnieuw vast.",
        after=case_address.back_when_stored,
        primary=True,
        number=file.case.first_number(entry.number),
    )
