"""The preventive mentor hours of a class: the last one, recording one, and folded those before."""

from functools import partial

import streamlit as st

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.desk import ClassFile, Desk, MentorHour
from casework.text_direction import contained
from casework.words import near_date, school_days, short_date
from ui.case.guide import guide
from ui.drawn_alone import drawn_alone
from ui.forms.field import Day, Pills, Select, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import distinct, plain

STEP = "mentor_hour"


def mentor_hours(desk: Desk, file: ClassFile, card: ActionCard) -> None:
    """The last one, the form for the mentor, then those of this school year, newest first."""
    with st.container(border=True, key="class_mentor_hour"):
        st.header("Mentoruur over pesten", anchor=False)
        st.markdown(plain(_last_hour(desk, file)))
        if file.is_own:
            with st.expander("Mentoruur vastleggen", icon=":material/add:", key="class_new_hour"):
                drawn_alone(partial(_log, desk, file, card))
        if file.hours:
            drawn_alone(partial(_earlier, desk, file))


def _last_hour(desk: Desk, file: ClassFile) -> str:
    if not file.hours:
        return "Dit schooljaar is er nog geen mentoruur over pesten vastgelegd."
    hour = file.hours[0]
    ago = desk.school_days.between(hour.held_on, desk.today)
    when = f"{school_days(ago)} geleden" if ago else near_date(hour.held_on, desk.today)
    return f"Het laatste: {when} ({desk.known_card.word('themes', hour.theme)})."


def _earlier(desk: Desk, file: ClassFile) -> None:
    """Drawn when it is unfolded."""
    fold = st.expander(f"Dit schooljaar ({len(file.hours)})", key="class_hours", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for hour in file.hours:
            _hour(desk, hour)
        if file.is_own:
            st.markdown("**Klopt er een niet?**")
            _withdraw(file, desk.known_card)


def _hour(desk: Desk, hour: MentorHour) -> None:
    with st.container(key=f"entry_{hour.number}", gap="xxsmall"):
        theme = plain(desk.known_card.word("themes", hour.theme))
        by = plain(hour.recorded_by)
        st.markdown(f"{short_date(hour.held_on, desk.today)} · **{theme}**, door {by}")
        if hour.note:
            st.text(contained(hour.note))


def _log(desk: Desk, file: ClassFile, card: ActionCard) -> None:
    # Of another class it is another form, with words of its own.
    form = Form(
        f"{STEP}_{file.school_class.class_id[:8]}",
        Pills("theme", "Waarover?", card.lists["themes"]),
        TextArea("note", "Aantekening (mag leeg, zonder namen)", height=68),
        Day(
            "held_on",
            "Wanneer?",
            initial=desk.today,
            required="Kies de dag van het mentoruur.",
        ),
    )
    class_id = file.school_class.class_id

    def save(desk: Desk) -> str:
        held_on = form.read("held_on")
        payload = kinds.MentorHourHeld(**form.answers("theme", "note"))
        desk.classroom.log_hour(class_id, held_on, payload, form.form_key)
        if not desk.school.is_this_year(held_on):
            return "Vastgelegd bij de klas die je toen had; in de cijfers telt het daar mee."
        return "Vastgelegd. Het mentoruur staat bij de klas."

    step = next((step for step in card.steps if step.id == STEP), None)
    if step:
        guide(card, step.guide)
    form.show("Mentoruur vastleggen", save, primary=True)


def _withdraw(file: ClassFile, card: ActionCard) -> None:
    class_id = file.school_class.class_id
    hours = {
        str(hour.number): f"{short_date(hour.held_on)} {card.word('themes', hour.theme)}"
        for hour in file.hours
    }
    form = Form(
        f"mentor_hour_wrong_{class_id[:8]}",
        Select("hour", "Welk mentoruur?", distinct(hours)),
        TextLine("reason", "Wat klopt er niet?"),
    )

    def save(desk: Desk) -> str:
        number = int(form.read("hour") or 0)
        desk.classroom.withdraw_hour(class_id, number, form.read("reason"), form.form_key)
        return "Doorgehaald. Het mentoruur telt niet meer mee."

    form.show("Doorhalen", save)
