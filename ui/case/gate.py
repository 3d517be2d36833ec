"""The gate of the joint talk: what it still waits for and with whom, and what to do about it."""

import streamlit as st

from casework.cases.steps import StepState, StepStatus
from casework.desk import CaseFile
from casework.entries.talks import talks_apart_to_hold
from casework.words import enumeration
from ui.case import case_address
from ui.inner_link import address, link
from ui.labels import escape

GATE_WHY = (
    "Waarom: wie gepest is, zit in zo'n gesprek tegenover degene die pest. Zonder voorbereiding "
    "kan dat het erger maken. De kaart vraagt om dit gesprek; deze voorwaarden horen erbij. "
    "Bron: Olweus, stopbullying.gov."
)
UNLESS = "Wil één van hen het niet, dan gaat het niet door."
NOBODY_KNOWN = "Wie er pest, staat nog niet in de zaak: voeg die leerling toe."
NOT_HELD = (
    "het gesprek apart is vastgelegd als niet van toepassing; dan kan het gesprek samen niet. Leg "
    "hieronder vast waarom het niet doorgaat"
)


def gate(file: CaseFile) -> None:
    """The three conditions, each with what fails of it and the way to that.

    Folded once everybody was spoken with: the form asks the other two conditions itself.
    """
    waiting = talks_apart_to_hold(file.case)
    everybody = enumeration(escape(file.name(pupil)) for pupil in file.case.concerned)
    conditions = (
        _condition("Iedereen is eerst apart gesproken.", is_met=not waiting),
        *(f"<ul>{_talk_apart(file, *talk)}</ul>" for talk in waiting),
        _condition(
            f"{everybody} willen het zelf. Wil één van hen het niet, dan gaat het niet door."
        ),
        _condition("Iemand die dat kan, leidt het gesprek."),
    )
    with st.expander("Samen in gesprek kan als:", expanded=bool(waiting), key="gate"):
        st.html(f'<div class="case-gate">{"".join(conditions)}</div>')
        st.caption(GATE_WHY)


def _condition(words: str, *, is_met: bool = False) -> str:
    return f'<p><span aria-hidden="true">{"✓" if is_met else "○"}</span> {words}</p>'


def _talk_apart(file: CaseFile, step_id: str, pupil_id: str) -> str:
    """A talk that is still to be held, as a link to it."""
    if not pupil_id:
        add = address(case_address.act(file.case.case_id, "pupil"))
        return f"<li>{link(NOBODY_KNOWN, add)}</li>"
    state = _state(file, step_id, pupil_id)
    words = f"Nog apart spreken met {file.name(pupil_id)}"
    if state is None:
        return f"<li>{escape(words)}</li>"
    target = address(case_address.step(file.case.case_id, state))
    aside = f": {NOT_HELD}" if state.status is StepStatus.SET_ASIDE else ""
    return f"<li>{link(words, target)}{aside}</li>"


def _state(file: CaseFile, step_id: str, pupil_id: str) -> StepState | None:
    named = (step_id, pupil_id)
    return next((s for s in file.steps if (s.step.id, s.pupil_id) == named), None)
