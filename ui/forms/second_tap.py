"""The second of two quick taps on a button: it lands on the fresh form that the first one left.

That form is empty, so it would be refused, and the refusal would say that nothing was stored.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.desk import Desk
from casework.errors import InputRefused
from ui import memory
from ui.forms.form_draft import values_on_screen

if TYPE_CHECKING:
    from ui.forms.form import Form

JUST_STORED = "just_stored"
SECONDS_OF_TWO_TAPS = 1.5


@dataclass(frozen=True)
class JustStored:
    """The receipt of the form of this name, and when it was given (seconds of a running clock)."""

    name: str
    receipt: str
    at: float


def note(name: str, receipt: str) -> None:
    """The form of this name was stored now."""
    memory.remember(JUST_STORED, JustStored(name, receipt, time.monotonic()))


def answering(form: "Form", save: Callable[[Desk], str]) -> Callable[[Desk], str]:
    """The act; refused on an untouched form right after its own receipt, it is that receipt."""

    def save_or_repeat(desk: Desk) -> str:
        try:
            return save(desk)
        except InputRefused:
            if receipt := repeated(form, form.name):
                return receipt
            raise

    return save_or_repeat


def repeated(form: "Form", group: str) -> str:
    """The receipt of a form with a name that begins so, when this is the second of two taps on it:
    given a moment ago, and this form untouched. Else empty."""
    stored: JustStored | None = memory.recall(JUST_STORED)
    if stored is None or not stored.name.startswith(group) or values_on_screen(form)[0]:
        return ""
    return stored.receipt if time.monotonic() - stored.at <= SECONDS_OF_TWO_TAPS else ""
