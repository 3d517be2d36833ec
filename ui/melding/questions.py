"""The two questions that a melding needs: who, and what happened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.errors import StaffMemberInvolved
from casework.words import enumeration
from ui import navigation
from ui.forms.draft_form import DraftForm
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilNames, anchor_of, draw_pupils
from ui.labels import plain
from ui.melding.draft import (
    DISPLAYING,
    MAIN_PARTS,
    TARGET,
    in_two_parts,
    named,
    named_field,
    part_field,
    parts_of,
    signal_id,
)
from ui.names_switch import names_for_once
from ui.navigation import SIGNAL

SERIOUS_WHY = (
    "We vragen dit één keer, bij elke melding. Kies je iets, dan staat de zaak bovenaan en zie je "
    "meteen wat je nu kunt doen."
)


@contextmanager
def sheet() -> Iterator[None]:
    """The paper on which the questions stand: narrow enough to read calmly."""
    with (
        st.container(horizontal_alignment="center", key="melding_page"),
        st.container(width=760, key="melding_sheet"),
    ):
        yield


@contextmanager
def question(title: str, name: str) -> Iterator[None]:
    """The place of one question; `name` is where a refusal leads to."""
    with st.container(key=f"question_{name}", gap="small"):
        st.header(title, anchor=anchor_of(name))
        yield


def opening(form: DraftForm) -> None:
    """Whether something was waiting here."""
    st.title("Melden", anchor=False)
    names_for_once("melding")
    if signal_id():
        st.info(
            "Deze melding komt uit een signaal. Vul aan wat je weet. Zodra je opslaat, is het "
            "signaal opgepakt.",
            icon=SIGNAL.icon,
        )
    restored(form, "Je had nog een melding klaarstaan.")


def restored(form: DraftForm, sentence: str) -> None:
    """That something was waiting here, and the way to begin anew; or that it is open elsewhere."""
    if form.draft:
        form.draft.announce()
    if not form.is_restored:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="restored", gap="small"):
        st.caption(sentence, width="content")
        st.button(
            "Opnieuw beginnen",
            key=form.key("start_over"),
            type="tertiary",
            icon=":material/replay:",
            on_click=form.start_over,
        )


def not_for_you() -> None:
    """What somebody reads who passes it on to the mentor."""
    st.title("Melden", anchor=False)
    st.info(
        "Zie of hoor je iets? Geef het door aan de mentor van de leerling. De mentor doet de "
        "melding en volgt de kaart. Is er direct gevaar? Ga naar de schoolleiding.",
        icon=":material/forum:",
    )
    if st.button("Signaal doorgeven", key="to_signal", type="primary", icon=SIGNAL.icon):
        navigation.go(SIGNAL)


def who(desk: Desk, form: DraftForm, names: PupilNames) -> None:
    """Wie: who is bullied and who bullies, by name."""
    with st.container(key="melding_who", gap="medium"):
        _named(form, names)
        draw_pupils(form, part_field(TARGET), names)
        form.draw_refusal("parts")
        draw_pupils(form, part_field(DISPLAYING), names)
        _in_two_parts(desk, form, names)


def staff_involved(form: Form) -> bool:
    """Whether a member of staff is meant; then this is not the place, and it says where to go."""
    form.draw("staff")
    is_staff = bool(form.read("staff"))
    if is_staff:
        st.warning(StaffMemberInvolved.default, icon=":material/alt_route:")
    return is_staff


def others(desk: Desk, form: DraftForm, names: PupilNames) -> None:
    """The other parts of the card."""
    for part in desk.card.parts:
        if part.id not in MAIN_PARTS:
            draw_pupils(form, part_field(part.id), names)


def _in_two_parts(desk: Desk, form: DraftForm, names: PupilNames) -> None:
    doubled = in_two_parts(parts_of(form, desk.card), desk.card)
    called = names.picked(doubled)
    for pupil, parts in doubled.items():
        st.error(
            f"{plain(called.get(pupil, 'Een leerling'))} staat bij {plain(enumeration(parts))}. "
            "Kies voor iedere leerling één rol.",
            icon=":material/group:",
        )


def _named(form: DraftForm, names: PupilNames) -> None:
    """The pupils who were named beforehand: one press gives each a part."""
    pupils = named(form)
    called = names.picked(pupils)
    for place, pupil in enumerate(pupils):
        if pupil not in called:
            st.warning("Een leerling uit het signaal staat niet meer in de klassenlijst.")
            continue
        origin = "Uit het signaal" if signal_id() else "Deze melding gaat over"
        st.markdown(f"{origin}: **{plain(called[pupil])}**")
        form.draw(named_field(place))


def what(card: ActionCard, form: DraftForm) -> None:
    """Wat: the kinds, what happened in words, and whether there are serious signs."""
    with question("Wat is er gebeurd?", "kinds"):
        form.draw("kinds", "what")
    serious(card, form)


def serious(card: ActionCard, form: Form) -> None:
    """Whether there are serious signs, asked once and calmly; with any, what to do at once."""
    signs, guide = form.read("serious"), card.guide("serious")
    with st.expander(
        "Is er iets ernstigs aan de hand?", expanded=bool(signs), key=form.key("serious_box")
    ):
        st.write(SERIOUS_WHY)
        form.draw("serious")
    if signs and guide:
        lines = "\n".join(f"- {plain(line)}" for line in guide.lines)
        heading = f"**{plain(guide.title)}: doe dit nu**"
        st.warning(f"{heading}\n\n{lines}", icon=":material/priority_high:")
