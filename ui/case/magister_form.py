"""The text for Magister: what is new or all of it, the doubts, the text to copy and note as copied.

What is in Magister already is not copied again, unless the whole is asked for.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import streamlit as st

from casework import entries as kinds
from casework.cases.messages import MagisterText, count_new_for_magister, last_note
from casework.entries import Payload, tidy
from casework.errors import InputRefused
from casework.words import short_date
from ui import memory, session
from ui.case.name_doubts import NameDoubts
from ui.case.step_form import StepForm
from ui.copy_text import copy_text
from ui.forms.field import Field, TextArea
from ui.forms.form import Form
from ui.names_switch import ask_for_names

NEW, WHOLE = "new", "whole"
COPIED = "Staat de tekst in Magister? Druk dan op de knop."
NOT_COPIED = "Kopieer de tekst, zet hem in Magister en druk dan pas op de knop."


class MagisterForm(StepForm):
    """The text about one pupil, as it is to be copied; what is on the screen is what is stored."""

    act = "In Magister gezet"
    kind: ClassVar[type[Payload]] = kinds.MagisterNoted

    def fields(self) -> Sequence[Field]:
        return [TextArea("text", "Pas de tekst aan als dat nodig is", height=220)]

    def draw_ahead(self, form: Form) -> None:
        ask_for_names("magister")
        text = self._text(form)
        if text.since and not text.count:
            st.info(
                f"Sinds je aantekening van {short_date(text.since)} is er niets nieuws. Je hoeft "
                "nu niets in Magister te zetten."
            )
        doubts = NameDoubts(form, self.case.case_id, self.state.pupil_id, self.case.last_number)
        masked_text = text.written(doubts.names_to_keep(text))
        st.markdown("**Kopieer dit naar Magister**")
        place = st.container()
        st.caption(
            'Namen van andere leerlingen zijn vervangen door "een medeleerling". Namen van '
            "medewerkers blijven staan. Wat een naam kan zijn, wordt gevraagd en is zolang "
            "weggelaten. Lees de tekst na: een bijnaam die niet op de naam lijkt, wordt niet "
            "herkend."
        )
        with st.expander("Tekst aanpassen"):
            text_now = str(tidy(_edited(form, masked_text)))
        with place:
            self.is_offered = copy_text(text_now, key="magister")
        memory.remember(form.key("copy_text"), (text_now, text.up_to))

    def _text(self, form: Form) -> MagisterText:
        """What is new since the last note, or the whole; without a note that is the same."""
        case_id, pupil_id = self.case.case_id, self.state.pupil_id
        note, count = last_note(self.case, pupil_id), count_new_for_magister(self.case, pupil_id)
        is_whole = False
        if note is not None:
            scopes = {NEW: f"Nieuw sinds {short_date(note.noted_on)} ({count})", WHOLE: "Alles"}
            chosen = st.pills(
                "Wat wil je kopiëren?",
                list(scopes),
                format_func=scopes.__getitem__,
                default=NEW,
                key=form.key("scope"),
            )
            is_whole = chosen == WHOLE
        return session.desk().cases.magister_text(case_id, pupil_id, is_whole=is_whole)

    def draw(self, _form: Form, /) -> None:
        st.caption(COPIED if self.is_offered else NOT_COPIED)

    def answers(self, form: Form) -> dict[str, Any]:
        """The text that was on the screen to be copied; refused when it has been changed since."""
        text, up_to = memory.recall(form.key("copy_text"), ("", None))
        if not text:
            raise InputRefused("Er staat geen tekst. Schrijf op wat je in Magister zet.", "text")
        if tidy(form.value("text")) != text:
            raise InputRefused(
                "Je hebt de tekst net veranderd. Kijk hem na, kopieer hem en druk dan nog eens.",
                "text",
            )
        return {"text": text, "up_to": up_to}


def _edited(form: Form, masked_text: str) -> str:
    """The text as the person left it; a fresh one only replaces what was not changed by hand."""
    before = form.key("masked_text")
    if form.value("text") in (None, masked_text, memory.recall(before)):
        form.fill("text", masked_text)
        memory.remember(before, masked_text)
    elif memory.recall(before) != masked_text:
        st.info("Je hebt de tekst zelf veranderd; een nieuwe keuze verandert hem niet meer.")
        st.button(
            "Begin met een nieuwe tekst",
            key=form.key("again"),
            on_click=form.fill,
            args=("text", masked_text),
        )
    form.draw("text")
    return str(form.read("text"))
