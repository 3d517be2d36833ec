"""The box at the top of Vandaag: one sentence, the chips it gives, and one button."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.people import Action
from casework.quick_note import Mention, Reading, names_a_grown_up
from casework.words import enumeration
from ui import hidden_names, memory, session
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilNames, draw_pupils
from ui.labels import plain
from ui.melding import questions
from ui.names_switch import names_for_once
from ui.quick_note.form import (
    ANSWERS,
    ASKED,
    DISPLAYING,
    NOTE,
    OTHERS,
    TARGET,
    WAY,
    chosen,
    mean,
    named_pupils,
    names_somebody_beside,
    open_doubts,
    open_form,
    read_anew,
    row_of,
    rows_of,
    turn_round,
    waits_for_a_name,
)
from ui.quick_note.ways import Way, ways

MOST_ASKED = 8
ROLE_WORDS = {TARGET: ", die gepest wordt", DISPLAYING: ", die pest"}


@st.fragment
def box() -> None:
    """The whole box; what is typed or tapped in it runs this, and nothing of the page around it."""
    desk = session.desk()
    if not desk.may(Action.SIGNAL):
        return
    form = open_form(desk)
    # Folded, it takes one line of the work list; what waits in it is in sight, with its names.
    are_hidden = hidden_names.are_hidden()
    waits_hidden = are_hidden and form.draft is not None and form.draft.begins_with_words()
    fold = st.expander(
        "Snelle notitie: er staat nog iets" if waits_hidden else "Snelle notitie",
        bool(form.value(NOTE)) and not are_hidden,
        icon=":material/bolt:",
        key="quick_note",
    )
    with fold, suppress(hidden_names.NamesAreHidden):
        try:
            names_for_once("note")
            st.caption("Eén zin, zoals je het een collega vertelt. Dicteren mag ook.")
            form.draw(NOTE)
            reading = read_anew(desk, form)
            if reading is None:
                form.draw_answer()
                return
            names = PupilNames(desk)
            _chips(desk, form, reading, names)
            _ending(desk, form, reading, names)
        except CaseworkError as refusal:
            st.error(plain(str(refusal)))


def _chips(desk: Desk, form: Form, reading: Reading, names: PupilNames) -> None:
    """What was read, to correct by tapping."""
    for number, doubt in enumerate(open_doubts(form, reading)):
        _ask(desk, form, names, doubt, row_of(doubt.role, rows_of(reading)), number)
    draw_row = partial(draw_pupils, form, names=names, nearby=named_pupils(desk, form, reading))
    if rows_of(reading) == (ASKED,):
        draw_row(ASKED)
        form.draw("safety_score")
        return
    draw_row(TARGET)
    draw_row(DISPLAYING)
    if form.value(TARGET) or form.value(DISPLAYING):
        st.button(
            "Andersom: wissel wie pest en wie gepest wordt",
            key=form.key("turn_round"),
            type="tertiary",
            on_click=turn_round,
            args=(form,),
        )
    if names_somebody_beside(reading):
        draw_row(OTHERS)
    unread = [name for name in ANSWERS if name != "kinds" and not getattr(reading, name)]
    form.draw(*(name for name in ANSWERS if name not in unread))
    if unread:
        rows = () if names_somebody_beside(reading) else (OTHERS,)
        _more(form, rows, unread, draw_row)


def _more(
    form: Form, rows: Sequence[str], fields: Sequence[str], draw_row: Callable[[str], None]
) -> None:
    """What the sentence does not say, for who wants to add to it: drawn once it is unfolded.

    From then on it stays, so that what was tapped in it is not lost when it is folded again.
    """
    opened = form.key("more_opened")
    fold = st.expander(
        "Nog iets erbij: waar, wanneer, wie nog meer", key=form.key("more"), on_change="rerun"
    )
    if fold.open or any(form.value(name) for name in (*rows, *fields)):
        memory.remember(opened, True)
    if not memory.recall(opened):
        return
    with fold:
        for row in rows:
            draw_row(row)
        form.draw(*fields)


def _ask(desk: Desk, form: Form, names: PupilNames, doubt: Mention, row: str, number: int) -> None:
    """Who is meant by a name: one tap puts that pupil where the sentence has the name."""
    pupils = desk.school.pupils(doubt.pupil_ids[:MOST_ASKED])
    called = names.of(pupils.values())
    key = form.key(f"meant_{number}")
    st.pills(
        plain(f"Wie bedoel je met “{doubt.typed}”{ROLE_WORDS.get(row, '')}?"),
        list(called),
        format_func=called.__getitem__,
        key=key,
        on_change=mean,
        args=(form, row, key),
    )
    if len(doubt.pupil_ids) > MOST_ASKED:
        st.caption(
            "Staat de leerling er niet bij? Schrijf de klas achter de naam, of zoek hieronder."
        )


def _ending(desk: Desk, form: Form, reading: Reading, names: PupilNames) -> None:
    """What it becomes, and the button that says so."""
    if names_a_grown_up(form.value(NOTE) or "") and questions.staff_involved(form):
        return
    possible = ways(desk, form, reading, names)
    if not possible:
        st.caption("Tik aan over wie het gaat; dan kun je het opslaan.")
        form.draw_answer()
        return
    first, is_open = next(iter(possible)), waits_for_a_name(form, reading)
    if form.value(WAY) not in possible:
        form.fill(WAY, first if possible[first].is_likely and not is_open else None)
    if is_open:
        st.caption("Staat wie je bedoelt er niet bij? Kies dan zelf:")
    form.draw_choice(WAY, {code: way.label for code, way in possible.items()})
    way = possible.get(form.value(WAY))
    if way and way.is_melding:
        questions.serious(desk.card, form)
    if way and way.needs_reason:
        form.draw("reason_code", "reason")
    with st.container(key="quick_note_save"):
        if way:
            _save(form, way, names)
            return
        if is_open:
            st.caption("Tik eerst aan wie je bedoelt.")
        elif not possible[first].is_likely:
            st.caption(f"{plain(possible[first].why)} Kies bij *Wat wordt het?*")
        form.draw_answer()


def _save(form: Form, way: Way, names: PupilNames) -> None:
    """The button; whoever presses at once has read about whom it will be, and why there."""
    pupils = names.picked(chosen(form))
    about = f"Over {plain(enumeration(pupils.values()))}" if pupils else ""
    if words := "  \n".join(filter(None, (about, way.why))):
        st.caption(words)
    form.submit(way.button, way.save, icon=":material/check:", primary=True)
