"""What is done with a melding: stored, or given to the right mentor, and where that leads."""

from collections.abc import Callable

from casework.desk import Desk
from casework.errors import CaseworkError, InputRefused, NotHere, NotOwnPupil, StaffMemberInvolved
from casework.ports import Receipt
from ui import navigation, session
from ui.forms.form import Form
from ui.labels import plain
from ui.melding.draft import NEW_CASE, melding_of
from ui.signal.words import passed_on

ELSEWHERE = "elsewhere"


def save(name: str, form_key: str, signal: str = "") -> None:
    """Store the melding ahead of the page; a form that is stored already does nothing."""
    _act(name, form_key, lambda desk, form: _stored(desk, form, signal))


def pass_on(name: str, form_key: str, signal: str = "") -> None:
    """Give the melding to the right mentor, with everything that was typed."""
    _act(name, form_key, lambda desk, form: _passed_on(desk, form, signal))


def _act(name: str, form_key: str, act: Callable[[Desk, Form], tuple[str, str]]) -> None:
    form = Form(name)
    if form.form_key != form_key:
        return
    session.forget_refusal(name)
    try:
        desk = session.find_desk()
        sentence, case_id = act(desk, form)
        desk.drafts.drop(name)
    except CaseworkError as refused:
        session.keep_refusal(name, str(refused), _field(refused))
    else:
        session.form_is_stored(name)
        session.say_after_rerun(sentence)
        session.remember("melding_stored", case_id)


def _stored(desk: Desk, form: Form, signal: str) -> tuple[str, str]:
    """Store it; the receipt as a sentence and the case it is in now."""
    choice = form.code("related")
    join = "" if choice == NEW_CASE else choice
    receipt = desk.cases.report(
        melding_of(form, desk.card, desk.today),
        form_key=form.form_key,
        join=join,
        reason=form.words("reason") if choice == NEW_CASE else "",
        signal=signal,
    )
    taken = "Het signaal is opgepakt. " if signal else ""
    return taken + _sentence(desk, receipt, joined=bool(join)), receipt.subject_id


def _passed_on(desk: Desk, form: Form, signal: str) -> tuple[str, str]:
    melding = melding_of(form, desk.card, desk.today)
    desk.signals.pass_on(melding, form.form_key, signal=signal)
    return plain(f"{passed_on(desk.signals.receivers(list(melding.roles)))}."), ELSEWHERE


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
        desk.cases.summary(case_id)
    except CaseworkError:
        navigation.go(navigation.TODAY)
    navigation.go(navigation.CASE, zaak=case_id)
