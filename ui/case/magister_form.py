"""The text for Magister: what is new or all of it, the doubts, the text to copy and note as copied.

What is in Magister already is not copied again, unless the whole is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, ClassVar

import streamlit as st

from casework import entries as kinds
from casework.cases.messages import Doubt, MagisterText, count_new_for_magister, last_note
from casework.entries import Payload, tidy
from casework.errors import InputRefused
from casework.masking import Why
from casework.words import short_date
from ui import session
from ui.case.step_form import StepForm
from ui.copy_text import copy_text
from ui.forms.field import Field, TextArea
from ui.forms.form import Form
from ui.labels import DOUBTS, plain
from ui.names_switch import ask_for_names

CHOICES = {"leave_out": "weglaten", "keep": "laten staan"}
CHOICES_OF_FORMER = {"leave_out": "de naam van nu schrijven", "keep": "laten staan"}
FORMER = "Deze leerling heeft een nieuwe naam"
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
        masked_text = text.written(self._names_to_keep(form, text))
        st.markdown("**Kopieer dit naar Magister**")
        place = st.container()
        st.caption(
            'Namen van andere leerlingen zijn vervangen door "een medeleerling". Namen van '
            "medewerkers blijven staan. Lees de tekst na: een bijnaam of een tikfout in een naam "
            "wordt niet altijd herkend."
        )
        with st.expander("Tekst aanpassen"):
            text_now = str(tidy(_edited(form, masked_text)))
        with place:
            self.is_offered = copy_text(text_now, key="magister")
        session.remember(form.key("copy_text"), (text_now, text.up_to))

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
        text, up_to = session.recall(form.key("copy_text"), ("", None))
        if not text:
            raise InputRefused("Er staat geen tekst. Schrijf op wat je in Magister zet.", "text")
        if tidy(form.value("text")) != text:
            raise InputRefused(
                "Je hebt de tekst net veranderd. Kijk hem na, kopieer hem en druk dan nog eens.",
                "text",
            )
        return {"text": text, "up_to": up_to}

    def _names_to_keep(self, form: Form, text: MagisterText) -> list[int]:
        """The numbers of the doubts that stay as they were typed."""
        alike = list(_alike(text))
        former = [doubts for doubts in alike if doubts[0].hit.why is Why.FORMER]
        others = [doubts for doubts in alike if doubts[0].hit.why is not Why.FORMER]
        return [
            *self._kept_of(form, FORMER, former, CHOICES_OF_FORMER),
            *self._kept_of(form, "Is dit een andere leerling?", others, CHOICES),
        ]

    def _kept_of(
        self, form: Form, title: str, asked: Sequence[list[Doubt]], choices: Mapping[str, str]
    ) -> Iterator[int]:
        if asked:
            st.markdown(f"**{title}**")
        for doubts in asked:
            choice = st.radio(
                _question(doubts),
                list(choices),
                format_func=choices.__getitem__,
                key=form.key(f"doubt_{self.case.last_number}_{doubts[0].number}"),
                horizontal=True,
            )
            if choice == "keep":
                yield from (doubt.number for doubt in doubts)


def _alike(text: MagisterText) -> Iterator[list[Doubt]]:
    """The same word with the same doubt is asked once."""

    def sort(doubt: Doubt) -> tuple[str, str]:
        return doubt.word.casefold(), str(doubt.hit.why)

    groups = [list(doubts) for _, doubts in groupby(sorted(text.doubts, key=sort), key=sort)]
    yield from sorted(groups, key=lambda doubts: doubts[0].number)


def _question(doubts: list[Doubt]) -> str:
    first = doubts[0]
    times = f" ({len(doubts)} keer)" if len(doubts) > 1 else ""
    why = DOUBTS[first.hit.why] if first.hit.why else ""
    return f"**{plain(first.word)}**{times} {why}: {plain(first.place)}"


def _edited(form: Form, masked_text: str) -> str:
    """The text as the person left it; a fresh one only replaces what was not changed by hand."""
    before = form.key("masked_text")
    if form.value("text") in (None, masked_text, session.recall(before)):
        form.fill("text", masked_text)
        session.remember(before, masked_text)
    elif session.recall(before) != masked_text:
        st.info("Je hebt de tekst zelf veranderd; een nieuwe keuze verandert hem niet meer.")
        st.button(
            "Begin met een nieuwe tekst",
            key=form.key("again"),
            on_click=form.fill,
            args=("text", masked_text),
        )
    form.draw("text")
    return str(form.read("text"))
