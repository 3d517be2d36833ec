"""The known cases that a melding looks like, and the choice what to do with them."""

from collections.abc import Sequence

import streamlit as st

from casework.card.model import ActionCard
from casework.cases.case import CaseState
from casework.cases.recognition import Recognised
from casework.desk import Desk
from casework.labels import OWNERS, STATES
from casework.records import CaseSummary
from casework.words import enumeration, near_date
from ui.forms.draft_form import DraftForm
from ui.labels import REASONS, plain
from ui.melding.draft import NEW_CASE, roles_of

NEW_CASE_LABEL = "Een nieuwe zaak beginnen, want..."
WITHIN_THE_PAIR = frozenset({"same_target", "same_displaying"})


def related(desk: Desk, form: DraftForm) -> None:
    """The box with the cases in sight that look like this melding; nothing when there are none."""
    cases = desk.cases.recognise(roles_of(form, desk.card))
    options = {case.case_id: f"Bij zaak {case.label} voegen (volgende melding)" for case in cases}
    choice = form.choice("related", {**options, NEW_CASE: NEW_CASE_LABEL})
    form.prepare(choice)
    if not cases:
        return
    with st.container(border=True, key="melding_related"):
        st.header("Dit lijkt op een zaak die er al is", anchor=False)
        for case in cases:
            _case(desk, case)
        form.draw(choice)
        if form.read("related") == NEW_CASE:
            form.draw("reason")
        else:
            form.draw_refusal("reason")


def _case(desk: Desk, case: Recognised) -> None:
    summary = desk.cases.summary(case.case_id)
    st.markdown(
        f"**Zaak {plain(case.label)}** · {plain(STATES[CaseState(case.state)])} · "
        f"laatste melding {plain(near_date(case.last_report_on, desk.today))}"
    )
    st.markdown(
        f"Herkend aan: {plain(reasons(case.reasons))}.\n\n{plain(joining(desk.card, summary))}"
    )


def reasons(codes: Sequence[str]) -> str:
    """Why a case is recognised; the pair says it all where it holds."""
    is_pair = "same_pair" in codes
    sentences = [REASONS[code] for code in codes if not (is_pair and code in WITHIN_THE_PAIR)]
    return enumeration(sentences)


def joining(card: ActionCard, case: CaseSummary) -> str:
    """What joining this case means for its level."""
    again = "" if case.state == CaseState.RUNNING else " De zaak gaat dan weer open."
    if case.level >= max(level.number for level in card.levels):
        return f"Voeg je deze melding toe, dan blijft de zaak op niveau {case.level}.{again}"
    level = card.level(case.level + 1)
    who = OWNERS[level.who]
    return f"Voeg je deze melding toe, dan wordt {level.title} voorgesteld ({who}).{again}"
