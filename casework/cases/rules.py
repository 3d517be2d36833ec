"""What may be recorded in a case, and in which order; each refusal says what to do.

What goes for every kind of entry is here; what goes for one kind stands in its class.
"""

from datetime import date

from casework.cases.case import Case, CaseState
from casework.cases.steps import PUPILS_OF_STEP
from casework.entries import NewEntry, check_codes
from casework.errors import InputRefused, StepOutOfOrder
from casework.words import numeric_date


def check(case: Case, new: NewEntry) -> None:
    """Refuse `new` when it does not fit this case now; says why in Dutch."""
    if new.payload.allowed.record is None:
        raise InputRefused("Dit wordt niet los vastgelegd. Doe een melding, of kies een stap.")
    check_codes(case.card, new.payload)
    check_date(case, new)
    _check_state(case, new)
    _check_pupil(case, new)
    _check_step(case, new)
    new.payload.check_needed_words()
    new.payload.check_situation(case, new)
    new.payload.check(case, new)


def check_date(case: Case, new: NewEntry) -> None:
    """Nothing happens in the future, or before the first melding."""
    check_not_ahead(new.happened_on, case.today, "happened_on")
    if new.happened_on < case.opened_on:
        raise StepOutOfOrder(
            f"De datum ligt vóór de eerste melding van {numeric_date(case.opened_on)}. "
            "Kwam die melding eerder? Verbeter dan eerst haar dag.",
            "happened_on",
        )


def check_not_ahead(day: date, today: date, field: str) -> None:
    """What is recorded has happened."""
    if day > today:
        raise InputRefused("De datum ligt in de toekomst. Kies vandaag of eerder.", field)


def check_goes_on(case: Case) -> None:
    """In a case that goes on as part of another one nothing is recorded any more."""
    if case.merged_into:
        raise StepOutOfOrder(
            f"Deze zaak gaat verder als zaak {case.merged_into.other_label}. Leg het daar vast."
        )


def _check_state(case: Case, new: NewEntry) -> None:
    check_goes_on(case)
    if case.state is CaseState.CLOSED and not new.payload.allowed.when_closed:
        raise StepOutOfOrder(
            "Deze zaak is afgesloten. Speelt er weer iets? Doe een nieuwe melding, of open de "
            "zaak opnieuw met een reden."
        )


def _check_pupil(case: Case, new: NewEntry) -> None:
    if new.payload.needs_pupil and not new.pupil_id:
        raise InputRefused("Kies de leerling.", "pupil")
    if new.pupil_id and not new.payload.may_be_about(case, new.pupil_id):
        raise InputRefused("Deze leerling heeft geen rol in deze zaak.", "pupil")


def _check_step(case: Case, new: NewEntry) -> None:
    """A step of the card is recorded as that step: with its form, for a pupil it is meant for."""
    step = next((step for step in case.card.steps if step.id == new.step), None)
    if step is None and not new.step and not new.payload.needs_step(case.card):
        return
    if step is None or not new.payload.fits_step(step):
        raise InputRefused("Kies een stap van de handelingskaart waar dit bij hoort.", "step")
    if step.per in PUPILS_OF_STEP and new.pupil_id not in case.pupils(*PUPILS_OF_STEP[step.per]):
        raise InputRefused("Deze stap is niet voor deze leerling.", "pupil")
