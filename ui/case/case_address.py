"""What the address of Zaak asks for: a step of the card, or an act on the case or on one line."""

import streamlit as st

from casework.cases.steps import StepState
from casework.desk import CaseFile
from ui import memory
from ui.forms.storing import LEAVE

STEP, PUPIL, OCCURRENCE, ACT, LINE = "stap", "leerling", "nr", "doe", "regel"
PLAN = "plan"
OF_A_FORM = (STEP, PUPIL, OCCURRENCE, ACT, LINE)


def case(case_id: str) -> dict[str, str]:
    """The case itself."""
    return {"zaak": case_id}


def step(case_id: str, state: StepState) -> dict[str, str]:
    """The page of a step."""
    return {
        **case(case_id),
        STEP: state.step.id,
        PUPIL: state.pupil_id,
        OCCURRENCE: str(state.occurrence) if state.occurrence else "",
    }


def act(case_id: str, code: str, line: int = 0) -> dict[str, str]:
    """The page of an act: on the case, or on the entry with this number."""
    return {**case(case_id), ACT: code, LINE: str(line) if line else ""}


def chosen_step(file: CaseFile) -> StepState | None:
    """The step that the address names, if this case has it."""
    named = (st.query_params.get(STEP), _asked(PUPIL), _asked(OCCURRENCE) or "0")
    steps = (s for s in file.steps if (s.step.id, s.pupil_id, str(s.occurrence)) == named)
    return next(steps, None)


def chosen_act() -> str:
    """The code of the act that the address names."""
    return _asked(ACT)


def chosen_line() -> int:
    """The number of the entry that the act is about; 0 for none."""
    number = _asked(LINE)
    return int(number) if number.isascii() and number.isdigit() else 0


def choose_step(state: StepState) -> None:
    """Go to the page of a step."""
    choose_none()
    for name, value in step("", state).items():
        if value:
            st.query_params[name] = value


def choose_plan(state: StepState) -> None:
    """Go to the page on which the talk of a step is planned."""
    choose_step(state)
    st.query_params[ACT] = PLAN


def choose_act(code: str) -> None:
    """Go to the page of an act."""
    choose_none()
    st.query_params[ACT] = code


def choose_none() -> None:
    """Go back to the case."""
    for name in OF_A_FORM:
        st.query_params.pop(name, None)


def back_when_stored() -> None:
    """Go back to the case once it is stored, and once that is said."""
    memory.remember(LEAVE, choose_none)


def _asked(name: str) -> str:
    return str(st.query_params.get(name, ""))
