"""The known cases that a melding looks like, and the choice what to do with them."""

from collections.abc import Sequence

import streamlit as st

from casework.card.model import ActionCard
from casework.cases.case import CaseState
from casework.cases.recognition import Recognised
from casework.desk import Desk
from casework.labels import OWNERS, STATES
from casework.ports import CaseGlance
from casework.words import enumeration, near_date
from ui.forms import drafted_fields as fields
from ui.forms.drafted import KeptForm
from ui.labels import REASONS, plain
from ui.melding.draft import NEW_CASE, roles_of

NEW_CASE_LABEL = "Een nieuwe zaak beginnen, want..."
WITHIN_THE_PAIR = frozenset({"same_target", "same_displaying"})


def related(desk: Desk, form: KeptForm) -> None:
    """The box with the cases in sight that look like this melding; nothing when there are none."""
    found = desk.cases.recognise(roles_of(form, desk.card))
    options = {case.case_id: f"Bij zaak {case.label} voegen (volgende melding)" for case in found}
    fields.only(form, "related", options | {NEW_CASE: ""})
    if not found:
        return
    with st.container(border=True, key="melding_related"):
        st.header("Dit lijkt op een zaak die er al is", anchor=False)
        for case in found:
            _case(desk, case)
        st.radio(
            "Wat wil je doen?",
            [*options, NEW_CASE],
            index=None,
            format_func=lambda choice: plain(options.get(choice, NEW_CASE_LABEL)),
            key=form.key("related"),
            on_change=form.keep,
            args=("related",),
            persist_state="page",
        )
        if form.code("related") == NEW_CASE:
            fields.words(form, "reason", "Waarom is dit een nieuwe zaak?", height=68)
        else:
            fields.complaint(form, "reason")


def _case(desk: Desk, case: Recognised) -> None:
    glance = desk.cases.summary(case.case_id)
    told = near_date(case.last_report_on, desk.today)
    st.markdown(
        f"**Zaak {plain(case.label)}** · {plain(STATES[CaseState(case.state)])} · "
        f"laatste melding {plain(told)}"
    )
    st.markdown(
        f"Herkend aan: {plain(reasons(case.reasons))}.\n\n{plain(joining(desk.card, glance))}"
    )


def reasons(codes: Sequence[str]) -> str:
    """Why a case is recognised; the pair says it all where it holds."""
    is_pair = "same_pair" in codes
    said = [REASONS[code] for code in codes if not (is_pair and code in WITHIN_THE_PAIR)]
    return enumeration(said)


def joining(card: ActionCard, case: CaseGlance) -> str:
    """What joining this case means for its level."""
    again = "" if case.state == CaseState.RUNNING else " De zaak gaat dan weer open."
    if case.level >= max(level.number for level in card.levels):
        return f"Voeg je deze melding toe, dan blijft de zaak op niveau {case.level}.{again}"
    level = card.level(case.level + 1)
    who = OWNERS[level.who]
    return f"Voeg je deze melding toe, dan wordt {level.title} voorgesteld ({who}).{again}"
