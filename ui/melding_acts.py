"""What is done with a melding: stored, or passed on to the mentor, and where that leads."""

from casework.desk import Desk
from casework.errors import CaseworkError, InputRefused, NotHere, NotOwnPupil, StaffMemberInvolved
from casework.store import Receipt
from ui import navigation, session
from ui.form import Form
from ui.labels import enumeration
from ui.melding_draft import FORM, NEW_CASE, melding_of


def save(form_key: str, pass_on: bool = False) -> None:
    """Store the melding ahead of the page; a form that is stored already does nothing."""
    form = Form(FORM)
    if form.form_key != form_key:
        return
    session.forget_refusal(FORM)
    try:
        desk = session.find_desk()
        sentence, case_id = _stored(desk, form, pass_on)
        desk.drop_draft(FORM)
    except CaseworkError as refused:
        session.keep_refusal(FORM, str(refused), _field(refused))
    else:
        session.form_is_stored(FORM)
        session.say_after_rerun(sentence)
        session.remember("melding_stored", case_id)


def _stored(desk: Desk, form: Form, pass_on: bool) -> tuple[str, str]:
    """Store it; the receipt as a sentence and the case it is in now."""
    choice = form.code("related")
    join = "" if choice == NEW_CASE or pass_on else choice
    melding = melding_of(form, desk.card, desk.today)
    receipt = desk.report(
        melding,
        form_key=form.form_key,
        join=join,
        reason=form.words("reason") if choice == NEW_CASE else "",
        pass_on=pass_on,
    )
    if pass_on:
        mentors = enumeration(name.full for name in desk.mentors_for(melding))
        return f"Doorgegeven aan {mentors} als zaak {receipt.label}.", receipt.subject_id
    return _sentence(desk, receipt, joined=bool(join)), receipt.subject_id


def _sentence(desk: Desk, receipt: Receipt, *, joined: bool) -> str:
    label = receipt.label or _label(desk, receipt.subject_id)
    if joined:
        return f"De melding is opgeslagen bij zaak {label}."
    return f"De melding is opgeslagen als zaak {label}."


def _label(desk: Desk, case_id: str) -> str:
    try:
        return desk.glance(case_id).label
    except NotHere:
        return ""


def _field(refused: CaseworkError) -> str:
    """The field at which a refusal is shown; "" is beside the button."""
    if isinstance(refused, NotOwnPupil):
        return "pass_on"
    if isinstance(refused, StaffMemberInvolved):
        return "staff"
    return refused.field if isinstance(refused, InputRefused) else ""


def leave_when_stored(desk: Desk) -> None:
    """Go to the case once it is stored, or to Vandaag when it is somebody else's."""
    case_id = session.recall("melding_stored")
    if not case_id:
        return
    session.remember("melding_stored", None)
    try:
        desk.glance(case_id)
    except CaseworkError:
        navigation.go(navigation.TODAY)
    navigation.go(navigation.CASE, zaak=case_id)
