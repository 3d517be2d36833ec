"""What a step of a case is called: in words, and in the keys of a screen."""

from casework import entries as kinds
from casework.cases.steps import StepState, title_of
from casework.desk import CaseFile


def title(file: CaseFile, state: StepState) -> str:
    """The step in words, with the pupil it is for."""
    name = title_of(file.case, state)
    return f"{name} · {file.name(state.pupil_id)}" if state.pupil_id else name


def key_of(state: StepState) -> str:
    """What names one step for one pupil in the keys of a screen."""
    return f"{state.step.id}_{state.pupil_id[:8]}_{state.occurrence}"


def is_about_parents(state: StepState) -> bool:
    """Whether it is the contact with the parents."""
    return state.step.form == kinds.ParentsInformed.kind


def not_done(state: StepState) -> str:
    """What it is called that a step was left out."""
    return "niet geïnformeerd" if is_about_parents(state) else "niet van toepassing"
