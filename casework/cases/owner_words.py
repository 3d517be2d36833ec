"""Whose a step is and on whose Vandaag it stands, in sentences that are true today."""

from casework.card.model import Step
from casework.cases.case import Case
from casework.cases.step_owners import Owner, Surroundings, owner_for, owner_of, role_of
from casework.cases.steps import StepState, StepStatus, step_states
from casework.labels import ROLES
from casework.people import Role

ELSE = "Gaat de stap niet door? Leg dan vast waarom."


def for_a_colleague(case: Case, state: StepState, around: Surroundings) -> str:
    """That a step is for somebody else, and who has it now."""
    role = role_of(state.step)
    whose = f"Deze stap is voor de {ROLES[role]}"
    if state.status is StepStatus.OPEN:
        return f"{whose}; {_has_it_now(role, owner_of(case, state, around), around)} {ELSE}"
    is_later = state.status in (StepStatus.LATER, StepStatus.OPTIONAL)
    return f"{whose} en nog niet aan de beurt." if is_later else f"{whose}."


def refusal_for(case: Case, step: Step, pupil_id: str, around: Surroundings) -> str:
    """The same for who tried to record it."""
    states = (s for s in step_states(case) if s.step.id == step.id and s.pupil_id == pupil_id)
    state = next(states, StepState(step, StepStatus.LATER, pupil_id))
    return for_a_colleague(case, state, around)


def _has_it_now(role: Role, owner: Owner, around: Surroundings) -> str:
    title = around.title_of(owner)
    if not title:
        return (
            "die rol heeft nu niemand. De stap staat bij Zaken zonder iemand; vraag de beheerder "
            "wie de rol krijgt."
        )
    if title == ROLES[role]:
        return "die ziet hem nu op Vandaag."
    return f"die rol heeft nu niemand, en de {title} ziet hem nu op Vandaag."


def sees_question_back(case: Case, around: Surroundings) -> str:
    """Who sees a question of the ondersteuningsteam: who asked, or who has the mentor's work."""
    asker = case.open_consult.question.recorded_by if case.open_consult else ""
    if not around.is_away(case, asker):
        return "De vraagsteller ziet hem op Vandaag."
    title = around.title_of(owner_for(case, Role.MENTOR, around))
    if not title:
        return "De vraagsteller is er niet meer; de vraag staat bij Zaken zonder iemand."
    return f"De vraagsteller ziet de zaak niet meer; de {title} ziet hem op Vandaag."


def sees_answer(case: Case, around: Surroundings) -> str:
    """Whether somebody of the ondersteuningsteam sees what came to them."""
    asker = case.open_consult.question.recorded_by if case.open_consult else ""
    if around.team - {asker}:
        return "Het ondersteuningsteam ziet het op Vandaag."
    return (
        "Het ondersteuningsteam heeft nu niemand die kan antwoorden; de vraag staat bij Zaken "
        "zonder iemand."
    )


def brought_in(case: Case, level: int, around: Surroundings) -> str:
    """Who comes in at a level, for the receipt of it: "De teamleider ziet hem nu op Vandaag."."""
    role = Role(case.card.level(level).who)
    title = around.title_of(owner_for(case, role, around))
    if role is Role.MENTOR:
        return ""
    if not title:
        return (
            f"Er is nu geen {ROLES[role]}, en niemand die hem vervangt. Vraag de beheerder wie de "
            "rol krijgt."
        )
    has_step = any(
        step.who == role.value and step.required == f"level_{level}" for step in case.card.steps
    )
    sees = "ziet hem nu op Vandaag" if has_step else "ziet de zaak vanaf nu"
    if title == ROLES[role]:
        return f"De {title} {sees}."
    return f"Er is nu geen {ROLES[role]}; de {title} {sees}."
