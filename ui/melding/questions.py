"""The questions of a melding, in the order of the card."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.errors import StaffMemberInvolved
from casework.records import Pupil
from casework.words import enumeration
from ui import navigation, session
from ui.forms.draft_form import DraftForm
from ui.forms.form import store
from ui.labels import distinct, plain
from ui.melding.actions import pass_on, save
from ui.melding.draft import (
    MAIN_PARTS,
    give_part,
    in_two_parts,
    part_field,
    roles_of,
    signal_id,
    without_part,
)
from ui.navigation import SIGNAL
from ui.signal.words import receivers

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
def question(word: str, name: str) -> Iterator[None]:
    """The place of one question."""
    with st.container(border=True, key=f"melding_{name}"):
        st.header(word, anchor=False)
        yield


def opening(form: DraftForm) -> None:
    """What is needed, and whether something was waiting here."""
    st.title("Melden", anchor=False)
    st.write("Alleen **Wie** en **Wat** zijn nodig. De rest mag je overslaan en later aanvullen.")
    if signal_id():
        st.info(
            "Deze melding komt uit een signaal. Vul aan wat je weet. Zodra je opslaat, is het "
            "signaal opgepakt.",
            icon=SIGNAL.icon,
        )
    if form.is_restored:
        st.info("Je had nog een melding klaarstaan. Ga gewoon verder.", icon=":material/history:")
        st.button("Opnieuw beginnen", key=form.key("start_over"), on_click=form.start_over)


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


def staff_involved(form: DraftForm) -> bool:
    """Whether a member of staff is meant; then this is not the place, and it says where to go."""
    form.draw("staff")
    is_staff = bool(form.read("staff"))
    if is_staff:
        st.warning(StaffMemberInvolved.default, icon=":material/alt_route:")
    return is_staff


def who(desk: Desk, form: DraftForm) -> None:
    """Wie: the classes, then the pupils by name, each in one part."""
    names = names_of(pupils(desk, form))
    _named(desk, form, names)
    for part_id in MAIN_PARTS:
        form.draw_choice(part_field(part_id), names)
    others = [part for part in desk.card.parts if part.id not in MAIN_PARTS]
    is_used = any(form.read(part_field(part.id)) for part in others)
    with st.expander("Nog meer betrokkenen", expanded=is_used, key=form.key("more_pupils")):
        for part in others:
            form.draw_choice(part_field(part.id), names)
    for pupil, parts in in_two_parts(form, desk.card).items():
        st.error(
            f"{plain(names[pupil])} staat bij {plain(enumeration(parts))}. "
            "Kies voor iedere leerling één rol.",
            icon=":material/group:",
        )
    form.draw_refusal("parts")


def _named(desk: Desk, form: DraftForm, names: Mapping[str, str]) -> None:
    """The pupils out of the signal: one press gives each a part."""
    titles = {part.id: part.title for part in desk.card.parts}
    for pupil in without_part(form):
        if pupil not in names:
            st.warning("Een leerling uit het signaal staat niet meer in de klassenlijst.")
            continue
        st.pills(
            f"Uit het signaal: **{plain(names[pupil])}**. Welke rol past?",
            list(titles),
            format_func=lambda part: plain(titles[part]),
            key=form.key(f"give_{pupil}"),
            on_change=give_part,
            args=(form, pupil),
        )


def pupils(desk: Desk, form: DraftForm) -> dict[str, Pupil]:
    """The pupils of the chosen classes, and of the classes of those who were picked before."""
    names = {school_class.class_id: school_class.name for school_class in desk.school.classes()}
    form.draw_choice("classes", names)
    homes = form.homes
    homes_of_picked = (homes[p] for p in form.picked_pupils() if p in homes)
    classes = dict.fromkeys([*form.read("classes"), *homes_of_picked])
    lists = [desk.school.class_list(class_id) for class_id in classes if class_id in names]
    pupils = {pupil.pupil_id: pupil for class_list in lists for pupil in class_list}
    form.remember_homes({p.pupil_id: p.class_id for p in pupils.values()})
    return pupils


def names_of(pupils: Mapping[str, Pupil]) -> dict[str, str]:
    """Full names; with the class where there is more than one."""
    several = len({pupil.class_id for pupil in pupils.values()}) > 1
    names = {
        pupil.pupil_id: f"{pupil.name.full} ({pupil.class_name})" if several else pupil.name.full
        for pupil in pupils.values()
    }
    return distinct(names)


def what(form: DraftForm) -> None:
    """Wat: the kinds, and what happened in words."""
    with question("Wat?", "what"):
        form.draw("kinds", "what")


def where(form: DraftForm) -> None:
    """Waar: the places, and where precisely."""
    with question("Waar?", "where"):
        form.draw("places", "where")


def when(form: DraftForm) -> None:
    """Wanneer: the two dates, the part of the day, since when and how often."""
    with question("Wanneer?", "when"):
        _side_by_side(form, "reported_on", "incident_on")
        form.draw("day_part")
        _side_by_side(form, "since", "frequency")


def _side_by_side(form: DraftForm, *names: str) -> None:
    for place, name in zip(st.columns(len(names)), names, strict=True):
        with place:
            form.draw(name)


def why(form: DraftForm) -> None:
    """Waarom: what seems to lie behind it."""
    with question("Waarom?", "why"):
        form.draw("why")


def rest(card: ActionCard, form: DraftForm) -> None:
    """Who reported it, what the mentor makes of it, the group, and serious signs."""
    with question("Tot slot", "rest"):
        form.draw("teller", "verdict", "group_level")
        _serious(card, form)


def _serious(card: ActionCard, form: DraftForm) -> None:
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


def ending(desk: Desk, form: DraftForm) -> None:
    """The button, why it was refused, and the way to the right mentor."""
    refusal = session.refusal(form.name)
    is_elsewhere = refusal is not None and refusal.field == "pass_on"
    if refusal:
        before = "Nog niet opgeslagen. " if refusal.field and not is_elsewhere else ""
        st.error(f"{before}{refusal.sentence}", icon=":material/error:")
        form.draw_anew()
    if is_elsewhere:
        _pass_on(desk, form)
    st.button(
        "Melding opslaan",
        key=form.key("save"),
        type="secondary" if is_elsewhere else "primary",
        icon=":material/check:",
        on_click=store,
        args=form.act_args(partial(save, form, signal_id())),
    )
    st.caption("Wat je invult, wordt steeds voor je bewaard. Je kunt later verdergaan.")


def _pass_on(desk: Desk, form: DraftForm) -> None:
    """One press to the mentor of these pupils; nothing has to be typed again."""
    posts = desk.signals.receivers(list(roles_of(form, desk.card)))
    st.button(
        f"Doorgeven aan {plain(receivers(posts))}",
        key=form.key("pass_on"),
        type="primary",
        icon=":material/forward_to_inbox:",
        on_click=store,
        args=form.act_args(partial(pass_on, form, signal_id())),
    )
