"""The questions of a melding, in the order of the card."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from casework.card.model import ActionCard
from casework.desk import Desk
from casework.errors import StaffMemberInvolved
from casework.labels import WORDS
from casework.ports import Pupil
from casework.words import enumeration
from ui import navigation, session
from ui.forms import drafted_fields as fields
from ui.forms.drafted import KeptForm
from ui.labels import distinct, plain
from ui.melding.actions import pass_on, save
from ui.melding.draft import (
    give_part,
    in_two_parts,
    part_field,
    roles_of,
    signal_id,
    without_part,
)
from ui.navigation import SIGNAL
from ui.signal.words import receivers

MAIN_PARTS = {"target": "Wie wordt er gepest?", "displaying": "Wie pest er?"}
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


def opening(form: KeptForm) -> None:
    """What is needed, and whether something was waiting here."""
    st.title("Melden", anchor=False)
    st.write("Alleen **Wie** en **Wat** zijn nodig. De rest mag je overslaan en later aanvullen.")
    if signal_id():
        st.info(
            "Deze melding komt uit een signaal. Vul aan wat je weet. Zodra je opslaat, is het "
            "signaal opgepakt.",
            icon=SIGNAL.icon,
        )
    if form.was_found_again:
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


def staff_involved(form: KeptForm) -> bool:
    """Whether a member of staff is meant; then this is not the place, and it says where to go."""
    fields.tick(form, "staff", "Gaat het om een medewerker?")
    if form.value("staff"):
        st.warning(StaffMemberInvolved.default, icon=":material/alt_route:")
    return bool(form.value("staff"))


def who(desk: Desk, form: KeptForm) -> None:
    """Wie: the classes, then the pupils by name, each in one part."""
    names = names_of(pupils(desk, form))
    _named(desk, form, names)
    for part_id, label in MAIN_PARTS.items():
        fields.pupils(form, part_field(part_id), label, names)
    others = [part for part in desk.card.parts if part.id not in MAIN_PARTS]
    is_used = any(form.codes(part_field(part.id)) for part in others)
    with st.expander("Nog meer betrokkenen", expanded=is_used, key=form.key("more_pupils")):
        for part in others:
            fields.pupils(form, part_field(part.id), plain(part.title.capitalize()), names)
    for pupil, parts in in_two_parts(form, desk.card).items():
        st.error(
            f"{plain(names[pupil])} staat bij {plain(enumeration(parts))}. "
            "Kies voor iedere leerling één rol.",
            icon=":material/group:",
        )
    fields.complaint(form, "parts")


def _named(desk: Desk, form: KeptForm, names: Mapping[str, str]) -> None:
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


def pupils(desk: Desk, form: KeptForm) -> dict[str, Pupil]:
    """The pupils of the chosen classes, and of the classes of those who were picked before."""
    classes = {found.class_id: found.name for found in desk.school.classes()}
    fields.classes(form, classes)
    homes = form.homes
    picked = [pupil for field in form.fields.pupils for pupil in form.codes(field)]
    wanted = dict.fromkeys([*form.codes("classes"), *(homes[p] for p in picked if p in homes)])
    lists = [desk.school.class_list(class_id) for class_id in wanted if class_id in classes]
    found = {pupil.pupil_id: pupil for one in lists for pupil in one}
    form.remember_homes({p.pupil_id: p.class_id for p in found.values()})
    return found


def names_of(pupils: Mapping[str, Pupil]) -> dict[str, str]:
    """Full names; with the class where there is more than one."""
    several = len({pupil.class_id for pupil in pupils.values()}) > 1
    names = {
        pupil.pupil_id: f"{pupil.name.full} ({pupil.class_name})" if several else pupil.name.full
        for pupil in pupils.values()
    }
    return distinct(names)


def what(card: ActionCard, form: KeptForm) -> None:
    """Wat: the kinds, and what happened in words."""
    with question("Wat?", "what"):
        kinds = card.lists["kinds"]
        fields.many(form, "kinds", "Wat voor soort is het? Kies er één of meer.", kinds)
        fields.words(form, "what", WORDS["what"], height=130)


def where(card: ActionCard, form: KeptForm) -> None:
    """Waar: the places, and where precisely."""
    with question("Waar?", "where"):
        fields.many(form, "places", "Op welke plek? Kies er één of meer.", card.lists["places"])
        fields.words(form, "where", WORDS["where"], height=68)


def when(card: ActionCard, form: KeptForm) -> None:
    """Wanneer: the two dates, the part of the day, since when and how often."""
    with question("Wanneer?", "when"):
        left, right = st.columns(2)
        with left:
            fields.day(form, "reported_on", "Wanneer kwam de melding?")
        with right:
            fields.day(form, "incident_on", "Wanneer gebeurde het? Leeg als je het niet weet")
        fields.one_of_few(form, "day_part", "Welk deel van de dag?", card.lists["day_parts"])
        left, right = st.columns(2)
        with left:
            fields.one(form, "since", "Sinds wanneer?", card.lists["since"])
        with right:
            fields.one(form, "frequency", "Hoe vaak?", card.lists["frequency"])


def why(form: KeptForm) -> None:
    """Waarom: what seems to lie behind it."""
    with question("Waarom?", "why"):
        fields.words(form, "why", WORDS["why"], height=100)


def rest(card: ActionCard, form: KeptForm) -> None:
    """Who told it, what the mentor makes of it, the group, and serious signs."""
    with question("Tot slot", "rest"):
        fields.one(form, "teller", "Wie vertelde het?", card.lists["tellers"])
        fields.one_of_few(form, "verdict", "Wat denk je zelf dat het is?", card.lists["verdicts"])
        fields.tick(form, "group_level", "Het speelt in de hele groep, of een groot deel ervan")
        _serious(card, form)


def _serious(card: ActionCard, form: KeptForm) -> None:
    chosen, guide = form.codes("serious"), card.guide("serious")
    with st.expander(
        "Is er iets ernstigs aan de hand?",
        expanded=bool(chosen),
        key=form.key("serious_box"),
    ):
        st.write(SERIOUS_WHY)
        fields.many(form, "serious", "Waar gaat het om?", card.lists["serious"])
    if chosen and guide:
        lines = "\n".join(f"- {plain(line)}" for line in guide.lines)
        heading = f"**{plain(guide.title)}: doe dit nu**"
        st.warning(f"{heading}\n\n{lines}", icon=":material/priority_high:")


def ending(desk: Desk, form: KeptForm) -> None:
    """The button, why it was refused, and the way to the right mentor."""
    refused = session.refusal(form.name)
    is_elsewhere = refused is not None and refused.field == "pass_on"
    if refused:
        before = "Nog niet opgeslagen. " if refused.field and not is_elsewhere else ""
        st.error(f"{before}{refused.sentence}", icon=":material/error:")
    if is_elsewhere:
        _pass_on(desk, form)
    st.button(
        "Melding opslaan",
        key=form.key("save"),
        type="secondary" if is_elsewhere else "primary",
        icon=":material/check:",
        on_click=save,
        args=(form.name, form.form_key, signal_id()),
    )
    st.caption("Wat je invult, wordt steeds voor je bewaard. Je kunt later verdergaan.")


def _pass_on(desk: Desk, form: KeptForm) -> None:
    """One press to the mentor of these pupils; nothing has to be typed again."""
    st.button(
        f"Doorgeven aan {plain(receivers(desk.signals.receivers(list(roles_of(form, desk.card)))))}",
        key=form.key("pass_on"),
        type="primary",
        icon=":material/forward_to_inbox:",
        on_click=pass_on,
        args=(form.name, form.form_key, signal_id()),
    )
