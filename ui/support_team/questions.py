"""Vragen: the questions put to the team, whose turn it is and by when; without a word of them."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from casework.cases.case import CaseState
from casework.cases.consult import Turn
from casework.desk import Desk
from casework.desk.support import SupportQuestion
from casework.labels import STATES
from casework.words import enumeration, late, long_date, near_date, short_date
from ui import navigation
from ui.labels import plain
from ui.support_team import links

HEADINGS = {
    Turn.TEAM: "Aan jullie",
    Turn.ASKER: "Wacht op een antwoord",
    Turn.USE: "Beantwoord",
    Turn.CARRY_OUT: "Beantwoord",
    Turn.NOBODY: "Beantwoord",
}
NOW = {
    Turn.TEAM: "wacht op advies",
    Turn.ASKER: "jullie vroegen meer informatie",
    Turn.USE: "de mentor legt nog vast wat ermee is gedaan",
    Turn.CARRY_OUT: "besloten in een overleg; het wordt uitgevoerd",
    Turn.NOBODY: "vastgelegd wat ermee is gedaan",
}
ALL_ANSWERED = (
    "**Geen vraag wacht op jullie.** Stelt een mentor, leerlingcoördinator of teamleider een "
    "vraag bij een zaak, dan staat hij hier en op Vandaag."
)


def show(desk: Desk) -> None:
    """The queue under its headings, those that wait for the team first."""
    questions = desk.support.queue()
    if not any(question.turn is Turn.TEAM for question in questions):
        with st.container(border=True, key="queue_empty"):
            st.markdown(ALL_ANSWERED)
    for heading in dict.fromkeys(HEADINGS.values()):
        here = [question for question in questions if HEADINGS[question.turn] == heading]
        if here:
            st.header(f"{heading} ({len(here)})", anchor=False)
            _lines(here, desk.today)


def _lines(questions: Sequence[SupportQuestion], today: date) -> None:
    for question in questions:
        with st.container(
            border=True,
            horizontal=True,
            vertical_alignment="center",
            key=f"question_{question.label}",
        ):
            with st.container(width="stretch", gap="xxsmall"):
                st.markdown(f"**Zaak {plain(question.label)}** · {NOW[question.turn]}")
                st.caption(plain(_facts(question, today)))
                if question.is_own_case and question.turn in (Turn.TEAM, Turn.ASKER):
                    st.caption(
                        "Je eigen zaak of vraag: een ander lid van het team geeft het advies."
                    )
            _badge(question, today)
            links.review(question.case_id, question.label)
            if st.button("Openen", key=f"question_go_{question.label}", help=_help(question)):
                navigation.go(navigation.CASE, zaak=question.case_id, stap="support", nr="0")


def _help(question: SupportQuestion) -> str:
    return f"Zaak {question.label} openen"


def _facts(question: SupportQuestion, today: date) -> str:
    by = f"gevraagd op {short_date(question.asked_on, today)} door {question.asked_by}"
    parts = [
        enumeration(question.class_names) or "geen klas",
        f"zaak {STATES[CaseState(question.state)]}",
        by,
    ]
    if question.count_rounds > 1:
        parts.append(f"{question.count_rounds} berichten")
    if question.access_ends_on:
        parts.append(f"mee te lezen tot en met {long_date(question.access_ends_on)}")
    return " · ".join(parts)


def _badge(question: SupportQuestion, today: date) -> None:
    if question.late_by:
        st.badge(late(question.late_by), icon=":material/schedule:", color="red")
    elif question.due_on:
        st.badge(near_date(question.due_on, today), icon=":material/event:", color="orange")
