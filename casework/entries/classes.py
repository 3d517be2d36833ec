"""What is done with a class as a whole."""

from typing import Annotated, ClassVar

from casework.entries.fields import Code, FromList, Words
from casework.entries.payload import Allowed, Payload
from casework.people import Action


class MentorHourHeld(Payload):
    """A preventive mentor hour; the subject is a class, not a case."""

    kind: ClassVar[str] = "mentor_hour_held"
    title: ClassVar[str] = "Mentoruur"
    allowed: ClassVar[Allowed] = Allowed(withdraw=Action.LOG_MENTOR_HOUR, undo=True)
    form_per: ClassVar[frozenset[str]] = frozenset({"class"})
    theme: Annotated[Code, FromList("themes")]
    note: Words = ""
