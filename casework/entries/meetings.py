"""A meeting of the ondersteuningsteam: agenda, letters, turns and decisions.

Nothing of this is ever recorded in a case. Where a meeting is, who is there and what is on its
agenda is changed again by the next entry; only a decision is taken back.
"""

from typing import ClassVar

from casework.entries.fields import Code, Words
from casework.entries.payload import Allowed, Payload


class MeetingStarted(Payload):
    """A meeting of the ondersteuningsteam; the subject is a meeting, not a case.

    The secret orders the pseudonyms of this meeting and of no other.
    """

    kind: ClassVar[str] = "meeting_started"
    title: ClassVar[str] = "Overleg begonnen"
    secret: Words


class MeetingAttended(Payload):
    """Who is at the meeting: members by id, others in words; the newest counts."""

    kind: ClassVar[str] = "meeting_attended"
    title: ClassVar[str] = "Wie bij het overleg is"
    members: list[Code] = []
    guests: Words = ""


class MeetingAgenda(Payload):
    """The cases of a meeting in their order, with the numbers people use; the newest counts."""

    kind: ClassVar[str] = "meeting_agenda"
    title: ClassVar[str] = "Agenda van het overleg"
    cases: list[Code] = []
    labels: list[Code] = []


class MeetingPupil(Payload):
    """A pupil gets a pseudonym; who came in one `batch` are ordered by the secret."""

    kind: ClassVar[str] = "meeting_pupil"
    title: ClassVar[str] = "Leerling met een letter"
    batch: int


class MeetingTurned(Payload):
    """The meeting is at this case now; its clock runs from here."""

    kind: ClassVar[str] = "meeting_turned"
    title: ClassVar[str] = "Zaak aan de beurt"
    case_id: Code


class MeetingPaused(Payload):
    kind: ClassVar[str] = "meeting_paused"
    title: ClassVar[str] = "Overleg onderbroken"


class MeetingDecided(Payload):
    """A decision stands in a case, under this number; its words are there alone."""

    kind: ClassVar[str] = "meeting_decided"
    title: ClassVar[str] = "Besluit in een zaak"
    allowed: ClassVar[Allowed] = Allowed(undo=True)
    case_id: Code
    number: int


class MeetingClosed(Payload):
    kind: ClassVar[str] = "meeting_closed"
    title: ClassVar[str] = "Overleg afgesloten"
