"""A question to the ondersteuningsteam: one thread of question, rounds, advice and what became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework import entries as kinds
from casework.entries import Entry

# Advice from before its last day was stored; about thirty school days.
DAYS_AFTER_UNDATED_ADVICE = 42
NO_END = date.max


class Turn(StrEnum):
    """Who speaks next about a question."""

    TEAM = "team"
    ASKER = "asker"
    USE = "use"
    NOBODY = "nobody"


ROUNDS = (
    kinds.SupportAsked,
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
)


@dataclass(frozen=True)
class Consult:
    """One question with all its rounds, in order; the first round is the question.

    A second question before there is advice belongs to the same thread; one after it starts anew.
    """

    rounds: tuple[Entry, ...]

    @property
    def asked(self) -> Entry:
        """The question as it was first put."""
        return self.rounds[0]

    def last(self, *of_kinds: type[kinds.Payload]) -> Entry | None:
        """The latest round of one of these kinds."""
        return next((e for e in reversed(self.rounds) if isinstance(e.payload, of_kinds)), None)

    @property
    def advised(self) -> Entry | None:
        """The first advice; what came after it adds to it."""
        return next((e for e in self.rounds if isinstance(e.payload, kinds.SupportAdvised)), None)

    @property
    def is_open(self) -> bool:
        """Whether there is no advice yet."""
        return self.advised is None

    @property
    def turn(self) -> Turn:
        """Who speaks next."""
        if self.is_open:
            latest = self.last(kinds.SupportMoreAsked, kinds.SupportAnswered)
            is_asked = latest is not None and isinstance(latest.payload, kinds.SupportMoreAsked)
            return Turn.ASKER if is_asked else Turn.TEAM
        latest = self.last(kinds.SupportAdvised, kinds.AdviceUsed)
        is_used = latest is not None and isinstance(latest.payload, kinds.AdviceUsed)
        return Turn.NOBODY if is_used else Turn.USE

    @property
    def due_on(self) -> date | None:
        """The day by which whoever's turn it is speaks; None when nobody has to, or no day is set.

        For the team: counted from the question, or from the latest answer.
        """
        if self.turn is Turn.ASKER:
            return _reply_by(self.last(kinds.SupportMoreAsked))
        return self.advice_due_on if self.turn is Turn.TEAM else None

    @property
    def advice_due_on(self) -> date | None:
        """The day by which the team advises, or was to advise; None when no day was set."""
        first = self.advised
        asked = [
            entry
            for entry in self.rounds
            if isinstance(entry.payload, kinds.SupportAsked | kinds.SupportAnswered)
            and (first is None or entry.number < first.number)
        ]
        return _reply_by(asked[-1]) if asked else None

    @property
    def access_ends_on(self) -> date:
        """The last day on which the ondersteuningsteam may read the case for this question."""
        if self.is_open:
            return NO_END
        advice = [e for e in self.rounds if isinstance(e.payload, kinds.SupportAdvised)]
        return max(_ends_on(entry) for entry in advice)


def consults(effective_entries: Sequence[Entry]) -> list[Consult]:
    """The threads in the entries of a case that count, oldest first.

    A round without a question that counts belongs to nothing.
    """
    threads: list[list[Entry]] = []
    for entry in effective_entries:
        if not isinstance(entry.payload, ROUNDS):
            continue
        if isinstance(entry.payload, kinds.SupportAsked) and (not threads or _is_over(threads[-1])):
            threads.append([entry])
        elif threads:
            threads[-1].append(entry)
    return [Consult(tuple(thread)) for thread in threads]


def _is_over(thread: Sequence[Entry]) -> bool:
    return any(isinstance(entry.payload, kinds.SupportAdvised) for entry in thread)


def _reply_by(entry: Entry | None) -> date | None:
    return getattr(entry.payload, "reply_by", None) if entry else None


def _ends_on(entry: Entry) -> date:
    advice = entry.payload
    ends_on = advice.access_ends_on if isinstance(advice, kinds.SupportAdvised) else None
    return ends_on or entry.happened_on + timedelta(days=DAYS_AFTER_UNDATED_ADVICE)
