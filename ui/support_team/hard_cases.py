"""Zware zaken: running cases by stated reasons, without names until one is opened."""

import streamlit as st

from casework import year_groups
from casework.cases.hard_cases import HardCase
from casework.desk import Desk
from ui import navigation
from ui.folded import folded
from ui.forms.field import TextArea
from ui.forms.form import Form
from ui.labels import plain
from ui.support_team import links

CASES_AT_ONCE = 10
ABOUT = (
    "Lopende zaken van de hele school die opvallen, de zwaarste eerst. Elke reden telt mee met "
    "het gewicht dat de school eraan geeft (Beheer, Handelingskaart). Er staan geen namen en geen "
    "woorden uit de zaak. Zelf een zaak openen kan met een reden: die komt in het leeslog, en de "
    "mentor (of wie die vervangt) leest hem op Vandaag. De zaak blijft van de mentor."
)
NONE = (
    "**Geen lopende zaak valt op.** Komt er een ernstig signaal, een derde melding, of loopt een "
    "zaak lang, dan staat hij hier."
)
# In the address, so that the way back to a reason half typed leads to it.
ASKING_REASON = "waarom"


def show(desk: Desk) -> None:
    """The ranked list; the reason is asked in the place of the case."""
    st.caption(ABOUT)
    cases = desk.support.hard_cases()
    if not cases:
        with st.container(border=True, key="hard_empty"):
            st.markdown(NONE)
        return
    folded(cases, CASES_AT_ONCE, lambda case: _line(desk, case))


def _line(desk: Desk, case: HardCase) -> None:
    with st.container(border=True, key=f"hard_{case.label}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap="xxsmall"):
                st.markdown(f"**Zaak {plain(case.label)}** · {year_groups.words(case.year_group)}")
            st.badge(f"gewicht {case.weight}", icon=":material/weight:", color="gray")
            if case.may_open:
                links.review(case.case_id, case.label)
                _open(case)
            elif not _is_asked(case):
                st.button(
                    "Openen met een reden",
                    key=f"hard_ask_{case.label}",
                    help=f"Zaak {case.label}: eerst een reden",
                    on_click=_ask,
                    args=(case.case_id,),
                )
        st.markdown("\n".join(f"- {plain(reason.sentence)}" for reason in case.reasons))
        if not case.may_open and _is_asked(case):
            _reason_form(desk, case)


def _is_asked(case: HardCase) -> bool:
    return bool(st.query_params.get(ASKING_REASON) == case.case_id)


def _ask(case_id: str) -> None:
    st.query_params[ASKING_REASON] = case_id


def _open(case: HardCase) -> None:
    key, help_text = f"hard_go_{case.label}", f"Zaak {case.label} openen"
    if st.button("Openen", key=key, help=help_text):
        navigation.go(navigation.CASE, zaak=case.case_id)


def _reason_form(desk: Desk, case: HardCase) -> None:
    form = Form(
        f"look_{case.case_id}",
        TextArea("reason", "Waarom open je deze zaak zonder vraag?", height=80),
    )
    days = desk.card.look_into_school_days

    def save(desk: Desk) -> str:
        desk.support.look_into(case.case_id, form.read("reason"), form.form_key)
        st.query_params.pop(ASKING_REASON, None)
        return (
            f"Je kunt zaak {case.label} nu {days} schooldagen lezen. De mentor ziet op Vandaag dat "
            "je hem hebt geopend, met je reden; is er geen mentor, dan wie die vervangt."
        )

    form.show("Vastleggen en toegang krijgen", save, primary=True)
