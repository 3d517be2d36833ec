"""A signal by any member of staff, and what became of it; the subject is a signal, not a case.

Nothing of this is ever recorded in a case: all that may be done with it is taking it back.
"""

from datetime import date
from typing import ClassVar

from casework.entries.fields import Code, Words
from casework.entries.five_questions import FirstTold, FiveQuestions, InClass
from casework.entries.payload import Allowed, Payload


class SignalSent(FirstTold, InClass, FiveQuestions, Payload):
    """What a member of staff saw or heard.

    The class is that of the first pupil named, or the one that was chosen; none means that the
    sender knows neither. `happened_on` of the entry is the day it was sent; `told_on` the day on
    which it was told to the sender, where that was an earlier one.
    """

    kind: ClassVar[str] = "signal_sent"
    title: ClassVar[str] = "Signaal"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    what: Words
    told_on: date | None = None


class SignalPupil(Payload):
    """A pupil named in a signal; the role is empty when the sender gave none."""

    kind: ClassVar[str] = "signal_pupil"
    title: ClassVar[str] = "Leerling in een signaal"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    role: Code = ""


class SignalTaken(Payload):
    """The mentor took a signal up: it is a melding now, in this case."""

    kind: ClassVar[str] = "signal_taken"
    title: ClassVar[str] = "Signaal opgepakt"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    case_id: Code
    is_joined: bool = False


class SignalSetAside(Payload):
    """Read, and no melding; the sender sees that it is closed, not why."""

    kind: ClassVar[str] = "signal_set_aside"
    title: ClassVar[str] = "Signaal afgesloten"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    reason: Words
