"""The text for Magister: the doubts to decide on, the text to change, copy and note as copied."""

from collections.abc import Iterator
from itertools import groupby

import streamlit as st

from casework import entries as kinds
from casework.cases.messages import Doubt, MagisterText
from casework.cases.steps import StepState
from casework.desk import CaseFile
from casework.entries import tidy
from casework.errors import InputRefused
from ui import session
from ui.forms.form import Form
from ui.labels import DOUBTS, plain

CHOICES = {"leave_out": "weglaten", "keep": "laten staan"}


def show_text(form: Form, file: CaseFile, state: StepState) -> None:
    """The text about this pupil, as it is to be copied; what is shown here is what is stored."""
    text = session.desk().magister(file.case.case_id, state.pupil_id)
    st.caption(
        'Namen van andere leerlingen zijn vervangen door "een medeleerling". Namen van '
        "medewerkers blijven staan. Lees de tekst na: een bijnaam of een tikfout in een naam "
        "wordt niet altijd herkend."
    )
    made = text.written(_kept(form, file, text))
    shown = str(tidy(_changed(form, made)))
    st.markdown("**Kopieer dit naar Magister**")
    st.code(shown, language=None, wrap_lines=True)
    session.remember(form.key("shown"), shown)


def noted(form: Form) -> kinds.MagisterNoted:
    """The text that was on the screen to be copied; refused when it has been changed since."""
    shown = session.recall(form.key("shown"), "")
    if not shown:
        raise InputRefused("Er staat geen tekst. Schrijf op wat je in Magister zet.", "text")
    if tidy(form.value("text")) != shown:
        raise InputRefused(
            "Je hebt de tekst net veranderd. Kijk hem na, kopieer hem en druk dan nog eens.",
            "text",
        )
    return kinds.MagisterNoted(text=shown)


def _kept(form: Form, file: CaseFile, text: MagisterText) -> list[int]:
    """The numbers of the doubts that stay as they were typed."""
    kept: list[int] = []
    if text.doubts:
        st.markdown("**Is dit een andere leerling?**")
    for doubts in _alike(text):
        key = form.key(f"doubt_{file.case.last_number}_{doubts[0].number}")
        choice = st.radio(
            _question(doubts),
            list(CHOICES),
            format_func=CHOICES.__getitem__,
            key=key,
            horizontal=True,
        )
        if choice == "keep":
            kept += [doubt.number for doubt in doubts]
    return kept


def _alike(text: MagisterText) -> Iterator[list[Doubt]]:
    """The same word with the same doubt is asked once."""

    def sort(doubt: Doubt) -> tuple[str, str]:
        return doubt.word.casefold(), str(doubt.hit.why)

    groups = [list(found) for _, found in groupby(sorted(text.doubts, key=sort), key=sort)]
    yield from sorted(groups, key=lambda found: found[0].number)


def _question(doubts: list[Doubt]) -> str:
    first = doubts[0]
    times = f" ({len(doubts)} keer)" if len(doubts) > 1 else ""
    why = DOUBTS[first.hit.why] if first.hit.why else ""
    return f"**{plain(first.word)}**{times} {why}: {plain(first.place)}"


def _changed(form: Form, made: str) -> str:
    """The text as the person left it; a fresh one only replaces what was not changed by hand."""
    key, before = form.key("text"), form.key("made")
    if session.widget_value(key) in (None, made, session.recall(before)):
        session.set_widget_value(key, made)
        session.remember(before, made)
    elif session.recall(before) != made:
        st.info("Je hebt de tekst zelf veranderd; een nieuwe keuze verandert hem niet meer.")
        st.button(
            "Begin met een nieuwe tekst",
            key=form.key("again"),
            on_click=session.set_widget_value,
            args=(key, made),
        )
    form.area("text", "Pas de tekst aan als dat nodig is", height=220)
    return form.words("text")
