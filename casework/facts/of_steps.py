"""The rows of the steps of one case; their days hang on the calendar and on the card."""

from collections.abc import Iterator

from casework.cases.case import Case
from casework.cases.steps import steps_with_terms
from casework.facts.of_cases import numbers_of_pupils
from casework.facts.rows import StepRow


def step_rows(case: Case) -> Iterator[StepRow]:
    """One row per step of the card, pupil and occurrence, as the case itself has them."""
    if case.merged_into or not case.reports:
        return
    places = {step.id: place for place, step in enumerate(case.card.steps)}
    numbers = numbers_of_pupils(case)
    version, team_id = case.card.version, case.filed_under.team_id or None
    for state, term in steps_with_terms(case):
        part = case.parts_ever.get(state.pupil_id)
        yield StepRow(
            case_id=case.case_id,
            place=places[state.step.id],
            card_version=version,
            pupil_in_case=numbers.get(state.pupil_id),
            side=part.role if part else None,
            occurrence=state.occurrence,
            is_required=term.is_required,
            asked_on=term.asked_on,
            status=state.status.value,
            due_on=term.due_on,
            in_time_until=term.in_time_until,
            done_on=state.done_on,
            first_done_on=term.first_done_on,
            team_id=team_id,
        )
