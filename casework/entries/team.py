"""What the ondersteuningsteam does in a case of its own accord: look into it, and decide."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from casework.entries.case_view import FileView
from casework.entries.fields import Code, DayLabel, EntryNumber, FilledIn, Words
from casework.entries.log_line import Entry
from casework.entries.payload import Allowed, Payload
from casework.words import short_date


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

    Without a decision `decision` holds the reason, and nobody is named. A decision is the answer to
    the question that was put; `access_ends_on` is the last day on which the team may read the case.
    """

    kind: ClassVar[str] = "team_decided"
    title: ClassVar[str] = "Besluit van het ondersteuningsteam"
    allowed: ClassVar[Allowed] = Allowed(merge=True, undo=True)
    meeting_id: Code
    is_decided: bool = True
    who: Code = ""
    due_on: Annotated[date | None, DayLabel("Uiterlijk")] = None
    access_ends_on: Annotated[
        date | None, FilledIn(), DayLabel("Het ondersteuningsteam leest mee tot en met")
    ] = None
    decision: Words

    def texts(self, file: FileView, entry: Entry) -> Iterator[str]:
        """Who does it, and which question it answers."""
        if not self.is_decided:
            yield "Geen besluit"
            return
        yield f"Wie: {file.colleague(self.who)}"
        number = file.case.versions(entry.number)[0].number
        for consult in file.case.consults:
            if number in {one.number for one in consult.rounds}:
                asked_on = short_date(consult.question.happened_on, file.case.today)
                yield f"Antwoord op de vraag van {asked_on}"


class DecisionDone(Payload):
    """What the team decided was done; `decision_number` is the entry of that decision."""

    kind: ClassVar[str] = "decision_done"
    title: ClassVar[str] = "Besluit uitgevoerd"
    allowed: ClassVar[Allowed] = Allowed(merge=True, undo=True)
    decision_number: EntryNumber
    note: Words = ""
