"""A question to the ondersteuningsteam, its advice, and what the team decided."""

from datetime import date
from typing import ClassVar, Literal

from casework.entries.payload import Code, Payload, Words


class SupportAsked(Payload):
    """A question to the ondersteuningsteam; the program fills in by when it advises."""

    kind: ClassVar[str] = "support_asked"
    reply_by: date | None = None
    question: Words
    tried: Words = ""


class SupportMoreAsked(Payload):
    """The ondersteuningsteam asks for more before it advises; answered by `reply_by`."""

    kind: ClassVar[str] = "support_more_asked"
    reply_by: date | None = None
    question: Words


class SupportAnswered(Payload):
    """The answer to that; the ondersteuningsteam advises by `reply_by`."""

    kind: ClassVar[str] = "support_answered"
    reply_by: date | None = None
    answer: Words


class SupportAdvised(Payload):
    """The advice: `agreed_by` are the other members who said akkoord to this very text.

    `without_answer` when more information was asked for and not waited for. `access_ends_on` is
    the last day on which the ondersteuningsteam may read the case.
    """

    kind: ClassVar[str] = "support_advised"
    agreed_by: list[Code] = []
    without_answer: bool = False
    access_ends_on: date | None = None
    advice: Words


class AdviceUsed(Payload):
    """What was done with the advice, and whether it was followed (empty: not said)."""

    kind: ClassVar[str] = "advice_used"
    followed: Literal["", "yes", "partly", "no"] = ""
    what_was_done: Words


class CaseLookedInto(Payload):
    """A member of the ondersteuningsteam opened a hard case that no question was put about.

    Until `access_ends_on` this member may read it.
    """

    kind: ClassVar[str] = "case_looked_into"
    access_ends_on: date
    reason: Words


class TeamDecided(Payload):
    """What the ondersteuningsteam decided in a meeting: who does it and by when; or no decision.

    Without a decision `decision` holds the reason, and nobody is named.
    """

    kind: ClassVar[str] = "team_decided"
    meeting_id: Code
    is_decided: bool = True
    who: Code = ""
    due_on: date | None = None
    decision: Words


class DecisionDone(Payload):
    """What the team decided was done; `decision_number` is the entry of that decision."""

    kind: ClassVar[str] = "decision_done"
    decision_number: int
    note: Words = ""
