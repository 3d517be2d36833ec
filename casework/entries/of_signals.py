"""A signal by any member of staff, and what became of it."""

from typing import ClassVar

from casework.entries.five_questions import FiveQuestions
from casework.entries.payload import Code, Payload, Words


class SignalSent(FiveQuestions):
    """What a member of staff saw or heard; the subject is a signal, not a case.

    The class is that of the first pupil named, or the one that was chosen; none means that the
    sender knows neither. `happened_on` of the entry is the day it was sent.
    """

    kind: ClassVar[str] = "signal_sent"
    class_id: Code = ""
    year_group: int = 0
    team_id: Code = ""
    teller: Code = ""
    group_level: bool = False
    what: Words


class SignalPupil(Payload):
    """A pupil named in a signal; the role is empty when the sender gave none."""

    kind: ClassVar[str] = "signal_pupil"
    role: Code = ""


class SignalTaken(Payload):
    """The mentor took a signal up: it is a melding now, in this case."""

    kind: ClassVar[str] = "signal_taken"
    case_id: Code
    is_joined: bool = False


class SignalSetAside(Payload):
    """Read, and no melding; the sender sees that it is closed, not why."""

    kind: ClassVar[str] = "signal_set_aside"
    reason: Words
