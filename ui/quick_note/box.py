"""The box at the top of Vandaag: one sentence, the chips it gives, and one button."""

import streamlit as st

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.people import Action
from casework.quick_note import Reading
from ui import session
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilNames, draw_pupils
from ui.labels import plain
from ui.quick_note.form import (
    DISPLAYING,
    NOTE,
    OTHERS,
    TARGET,
    WAY,
    named_pupils,
    open_form,
    read_anew,
)
from ui.quick_note.ways import ways


@st.fragment
def box() -> None:
    """The whole box; what is typed or tapped in it runs this, and nothing of the page around it."""
    desk = session.desk()
    if not desk.may(Action.SIGNAL):
        return
    form = open_form(desk)
    # Folded, it takes one line of the work list; what waits in it is in sight, with its names.
    waits, are_hidden = bool(form.value(NOTE)), session.hides_names()
    title = "Snelle notitie: er staat nog iets" if waits and are_hidden else "Snelle notitie"
    fold = st.expander(
        title,
        waits and not are_hidden,
        icon=":material/bolt:",
        key="quick_note",
        on_change="rerun" if are_hidden else "ignore",
    )
    if are_hidden and not fold.open:
        return
    with fold:
        try:
            st.caption("Eén zin, zoals je het een collega vertelt. Dicteren mag ook.")
            form.draw(NOTE)
            reading = read_anew(desk, form)
            if reading is None:
                form.draw_answer()
                return
            _chips(desk, form, reading)
            _ending(desk, form, reading)
        except CaseworkError as refusal:
            st.error(str(refusal))


def _chips(desk: Desk, form: Form, reading: Reading) -> None:
    """What was read, to correct by tapping."""
    names, nearby = PupilNames(desk), named_pupils(desk, reading)
    for doubt in reading.doubts:
        st.caption(plain(f"Wie bedoel je met “{doubt.typed}”? Tik de naam aan waar die hoort."))
    is_asked_only = reading.is_check_in and not reading.tells_an_act
    rows = (OTHERS,) if is_asked_only else (TARGET, DISPLAYING, OTHERS)
    for row in rows:
        draw_pupils(form, row, names, nearby=nearby)
    if is_asked_only:
        form.draw("safety_score")
        return
    form.draw("kinds", "places", "incident_on", "day_part")
    if reading.since or reading.frequency:
        form.draw("since", "frequency")


def _ending(desk: Desk, form: Form, reading: Reading) -> None:
    """What it becomes, and the button that says so."""
    possible = ways(desk, form, reading)
    if not possible:
        st.caption("Tik aan over wie het gaat; dan kun je het opslaan.")
        form.draw_answer()
        return
    if form.value(WAY) not in possible:
        form.fill(WAY, next(iter(possible)))
    form.draw_choice(WAY, {code: way.label for code, way in possible.items()})
    way = possible.get(form.value(WAY))
    if way is not None:
        form.submit("Opslaan", way.save, icon=":material/check:", primary=True)
