"""What is done with a melding: stored, or given to the right mentor, and where that leads."""

from collections.abc import Iterator
from contextlib import contextmanager

from casework.desk import Desk
from casework.errors import CaseworkError, NotHere, NotOwnPupil, StaffMemberInvolved
from casework.records import Receipt
from ui import navigation, session
from ui.forms.draft_form import DraftForm
from ui.labels import plain
from ui.melding.draft import melding_of, reason_of
from ui.signal.words import passed_on

ELSEWHERE = "elsewhere"
STORED_IN = "melding_stored"


def save(form: DraftForm, signal: str, join: str, desk: Desk) -> str:
    """Store the melding, in the case `join` or as a new one; the receipt.

    The page leads to the case it is in when it is drawn.
    """
    with _refused_at_a_field():
        receipt = desk.cases.report(
            melding_of(form, desk.card, desk.today),
            form_key=form.form_key,
            join=join,
            reason="" if join else reason_of(form),
            signal=signal,
        )
    session.remember(STORED_IN, receipt.subject_id)
    taken = "Het signaal is opgepakt. " if signal else ""
    return taken + _sentence(desk, receipt, joined=bool(join))


def pass_on(form: DraftForm, signal: str, desk: Desk) -> str:
    """Give the melding to the right mentor, with everything that was typed; the receipt."""
    melding = melding_of(form, desk.card, desk.today)
    with _refused_at_a_field():
        desk.signals.pass_on(melding, form.form_key, signal=signal)
    session.remember(STORED_IN, ELSEWHERE)
    return plain(f"{passed_on(desk.signals.receivers(list(melding.roles)))}.")


@contextmanager
def _refused_at_a_field() -> Iterator[None]:
    """A refusal that is about what was filled in somewhere stands there."""
    try:
        yield
    except NotOwnPupil as refusal:
        refusal.field = "pass_on"
        raise
    except StaffMemberInvolved as refusal:
        refusal.field = "staff"
        raise


def _sentence(desk: Desk, receipt: Receipt, *, joined: bool) -> str:
    label = receipt.label or _label(desk, receipt.subject_id)
    if joined:
        return f"De melding is opgeslagen bij zaak {label}."
    return f"De melding is opgeslagen als zaak {label}."


def _label(desk: Desk, case_id: str) -> str:
    try:
        return desk.cases.summary(case_id).label
    except NotHere:
        return ""


def leave_when_stored(desk: Desk) -> None:
    """Go to the case once it is stored, or to Vandaag when it is somebody else's."""
    case_id = session.take(STORED_IN)
    if not case_id:
        return
    try:
        desk.cases.summary(case_id)
    except CaseworkError:
        navigation.go(navigation.TODAY)
    navigation.go(navigation.CASE, zaak=case_id)
