"""What the ondersteuningsteam does in a case of its own accord: look into it, and decide."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from casework.entries.case_view import FileView
from casework.entries.fields import Code, DayLabel, EntryNumber, Words
from casework.entries.log_line import Entry
from casework.entries.payload import Allowed, Payload


class CaseLookedInto(Payload):
    """A member of the ondersteuningsteam opened a hard case that no question was put about.

    Until `access_ends_on` this member may read it.
    """

    kind: ClassVar[str] = "case_looked_into"
    title: ClassVar[str] = "Ondersteuningsteam heeft de zaak ingezien"
    allowed: ClassVar[Allowed] = Allowed(merge=True)
    access_ends_on: Annotated[date, DayLabel("Het ondersteuningsteam leest mee tot en met")]
    reason: Words


class TeamDecided(Payload):
    """What the ondersteuningsteam decided in a meeting: who does it and by when; or no decision.

    Without a decision `decision` holds the reason, and nobody is named.
    """

    kind: ClassVar[str] = "team_decided"
    title: ClassVar[str] = "Besluit van het ondersteuningsteam"
    allowed: ClassVar[Allowed] = Allowed(merge=True)
    meeting_id: Code
    is_decided: bool = True
    who: Code = ""
    due_on: Annotated[date | None, DayLabel("Uiterlijk")] = None
    decision: Words

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who does it."""
        yield f"Wie: {file.colleague(self.who)}" if self.is_decided else "Geen besluit"


class DecisionDone(Payload):
    """What the team decided was done; `decision_number` is the entry of that decision."""

    kind: ClassVar[str] = "decision_done"
    title: ClassVar[str] = "Besluit uitgevoerd"
    allowed: ClassVar[Allowed] = Allowed(merge=True)
    decision_number: EntryNumber
    note: Words = ""
