"""What is done with a class as a whole."""

from typing import ClassVar

from casework.entries.payload import Code, Payload, Words


class MentorHourHeld(Payload):
    """A preventive mentor hour; the subject is a class, not a case."""

    kind: ClassVar[str] = "mentor_hour_held"
    theme: Code
    note: Words = ""
