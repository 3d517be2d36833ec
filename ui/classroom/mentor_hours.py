"""The preventive mentor hours of a class: those of this school year, and recording one."""

import streamlit as st

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.desk import ClassFile, Desk, MentorHour
from casework.words import short_date
from ui.case.guide import guide
from ui.folded import folded
from ui.forms.field import Day, Select, TextArea, TextLine
from ui.forms.form import Form
from ui.labels import distinct, plain

STEP = "mentor_hour"
HOURS_AT_ONCE = 8


def mentor_hours(desk: Desk, file: ClassFile, card: ActionCard) -> None:
    """The form for the mentor, then the hours of this school year, newest first."""
    st.header("Mentoruur over pesten", anchor=False)
    if file.is_own:
        _log(desk, file, card)
    if not file.hours:
        st.write("Dit schooljaar is er nog geen mentoruur over pesten vastgelegd.")
    folded(file.hours, HOURS_AT_ONCE, lambda hour: _hour(desk, hour), "Eerder ({})")
    if file.is_own and file.hours:
        with st.expander("Een mentoruur klopt niet"):
            _withdraw(file, desk.known_card)


def _hour(desk: Desk, hour: MentorHour) -> None:
    with st.container(key=f"entry_{hour.number}", gap="xxsmall"):
        theme = plain(desk.known_card.word("themes", hour.theme))
        st.markdown(f"{short_date(hour.held_on, desk.today)} · **{theme}**")
        if hour.note:
            st.text(hour.note)
        st.caption(f"vastgelegd door {plain(hour.recorded_by)}")


def _log(desk: Desk, file: ClassFile, card: ActionCard) -> None:
    form = Form(
        STEP,
        Day(
            "held_on",
            "Wanneer?",
            initial=desk.today,
            required="Kies de dag van het mentoruur.",
        ),
        Select("theme", "Waarover?", card.lists["themes"]),
        TextArea("note", "Aantekening (mag leeg, zonder namen)"),
    )
    class_id = file.school_class.class_id

    def save(desk: Desk) -> str:
        held_on = form.read("held_on")
        payload = kinds.MentorHourHeld(**form.answers("theme", "note"))
        desk.classroom.log_hour(class_id, held_on, payload, form.form_key)
        return "Vastgelegd. Het mentoruur staat bij de klas."

    step = next((step for step in card.steps if step.id == STEP), None)
    with st.container(border=True, key="class_mentor_hour"):
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
        "mentor_hour_wrong",
        Select("hour", "Welk mentoruur?", distinct(hours)),
        TextLine("reason", "Wat klopt er niet?"),
    )

    def save(desk: Desk) -> str:
        number = int(form.read("hour") or 0)
        desk.classroom.withdraw_hour(class_id, number, form.read("reason"), form.form_key)
        return "Doorgehaald. Het mentoruur telt niet meer mee."

    form.show("Doorhalen", save)
