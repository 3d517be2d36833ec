"""What is done with a melding: stored, or given to the right mentor, and where that leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from casework.cases.recognition import Recognised
from casework.desk import Desk
from casework.errors import NotOwnPupil, StaffMemberInvolved
from ui import memory, navigation
from ui.forms.draft_form import DraftForm
from ui.forms.storing import LEAVE
from ui.labels import plain
from ui.melding.draft import melding_of, reason_of
from ui.signal.words import passed_on


def save(form: DraftForm, signal: str, join: Recognised | None, desk: Desk) -> str:
    """Store the melding, in the case `join` or as a new one; the receipt."""
    with _refused_at_a_field():
        receipt = desk.cases.report(
            melding_of(form, desk.card, desk.today),
            form_key=form.form_key,
            join=join.case_id if join else "",
            reason="" if join else reason_of(form),
            signal=signal,
        )
    memory.remember(LEAVE, partial(navigation.go, navigation.CASE, zaak=receipt.subject_id))
    taken = "Het signaal is opgepakt. " if signal else ""
    where = f"bij zaak {join.label}" if join else f"als zaak {receipt.label}"
    return f"{taken}De melding is opgeslagen {where}."


def pass_on(form: DraftForm, signal: str, desk: Desk) -> str:
    """Give the melding to the right mentor, with everything that was typed; the receipt."""
    melding = melding_of(form, desk.card, desk.today)
    with _refused_at_a_field():
        desk.signals.pass_on(melding, form.form_key, signal=signal)
    memory.remember(LEAVE, partial(navigation.go, navigation.TODAY))
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
