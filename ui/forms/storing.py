"""Stores a form once, ahead of the page, and keeps the receipt or the refusal for it."""

from collections.abc import Callable

from pydantic import ValidationError

from casework.desk import Desk
from casework.errors import (
    CaseMovedOn,
    CaseworkError,
    ConfirmationNeeded,
    FormStoredBefore,
    InputRefused,
)
from ui import memory, receipts, redraw, session
from ui.forms import form_keys, refusals, second_tap

Save = Callable[[Desk], str]
LAST_STORED, LEAVE = "last_form", "leave_when_stored"
TOO_LONG = (
    "Een van de teksten is te lang (meer dan 50.000 tekens). Kort hem in; wat je typte staat er "
    "nog."
)


def store(name: str, form_key: str, save: Save) -> None:
    """Store a form once and keep the receipt, or the refusal, for the run that follows.

    A second press of the same form finds another key, and does nothing. What `save` remembers as
    LEAVE goes on to another screen once it is stored; otherwise the page is drawn again.
    """
    if form_key != form_keys.form_key(name):
        return
    memory.remember(LAST_STORED, name)
    memory.remember(LEAVE, None)
    refusals.forget_refusal(name)
    refusals.forget_waiting_act(name)
    try:
        receipt = save(session.find_desk())
    except ConfirmationNeeded as refusal:
        refusals.keep_waiting_act(name, refusal.sentence, save)
    except InputRefused as refusal:
        refusals.keep_refusal(name, refusal.sentence, refusal.field)
    except FormStoredBefore as refusal:
        refusals.keep_refusal(name, refusal.sentence, save_anew=save)
    except CaseMovedOn as refusal:
        refusals.keep_refusal(name, refusal.sentence, beside=refusal.beside)
    except CaseworkError as refusal:
        refusals.keep_refusal(name, refusal.sentence)
    except ValidationError:
        refusals.keep_refusal(name, TOO_LONG)
    else:
        form_keys.renew_form_key(name, form_key)
        receipts.keep(receipt)
        second_tap.note(name, receipt)
        receipts.show_at_once(receipt)
        if leave := memory.take(LEAVE):
            leave()
    redraw.draw_page()
