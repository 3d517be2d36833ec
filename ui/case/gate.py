"""The gate of the joint talk: why it is there, and what it still waits for."""

from collections.abc import Iterable

import streamlit as st

from casework.cases.steps import StepState
from casework.words import enumeration

WAITS_FOR = {
    "talk_target": "het gesprek met de gepeste leerling",
    "talk_displaying": "het gesprek met de pestende leerling",
}
GATE_WHY = (
    "Waarom: wie gepest is, zit in zo'n gesprek tegenover degene die pest. Zonder voorbereiding "
    "kan dat het erger maken. De kaart vraagt om dit gesprek; deze voorwaarden horen erbij. "
    "Bron: Olweus, stopbullying.gov."
)


def gate(state: StepState) -> None:
    """Why a joint talk waits, what it still waits for, and what to do when it will not happen.

    Folded once both have been spoken: the form asks the other two conditions itself.
    """
    both_spoken = not state.blocked_by
    still = (
        "" if both_spoken else f"Eerst nog: {enumeration(WAITS_FOR[s] for s in state.blocked_by)}."
    )
    conditions = (
        f"{_mark(both_spoken)} Beide leerlingen zijn apart gesproken. {still}",
        f"{_mark(False)} De gepeste leerling wil het zelf. Wil hij of zij het niet, dan gaat het "
        "niet door.",
        f"{_mark(False)} Iemand die dat kan, leidt het gesprek.",
    )
    with st.expander("Samen in gesprek kan als:", expanded=not both_spoken, key="gate"):
        st.markdown(_listed(conditions))
        st.caption(GATE_WHY)


def _mark(is_so: bool) -> str:
    icon = "check_circle" if is_so else "radio_button_unchecked"
    return f":material/{icon}:"


def _listed(lines: Iterable[str]) -> str:
    return "  \n".join(line.strip() for line in lines)
