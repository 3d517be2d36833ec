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
    *(kinds.SupportAsked, kinds.SupportMoreAsked, kinds.SupportAnswered),
    *(kinds.SupportAdvised, kinds.AdviceUsed),
)


@dataclass(frozen=True)
class Consult:
    """One question with everything said about it, in order; the first round is the question.

    A second question before there is advice belongs to the same thread; one after it starts anew.
    """

    rounds: tuple[Entry, ...]

    @property
    def asked(self) -> Entry:
        """The question as it was first put."""
        return self.rounds[0]

    def last(self, *wanted: type[kinds.Payload]) -> Entry | None:
        """The latest round of one of these kinds."""
        return next((e for e in reversed(self.rounds) if isinstance(e.payload, wanted)), None)

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
        latest = _newer(
            self.last(kinds.SupportMoreAsked),
            self.last(kinds.SupportAnswered),
        )
        if self.is_open:
            is_asked = latest is not None and isinstance(latest.payload, kinds.SupportMoreAsked)
            return Turn.ASKER if is_asked else Turn.TEAM
        said = _newer(self.last(kinds.SupportAdvised), self.last(kinds.AdviceUsed))
        is_used = said is not None and isinstance(said.payload, kinds.AdviceUsed)
        return Turn.NOBODY if is_used else Turn.USE

    @property
    def due_on(self) -> date | None:
        """The day by which whoever's turn it is speaks; None when nobody has to, or no day is set.

        For the team: counted from the question, or from the latest answer.
        """
        if self.turn is Turn.ASKER:
            return _reply_by(self.last(kinds.SupportMoreAsked))
        if self.turn is Turn.TEAM:
            return _reply_by(self.last(kinds.SupportAsked, kinds.SupportAnswered))
        return None

    @property
    def access_ends_on(self) -> date:
        """The last day on which the ondersteuningsteam may read the case for this question."""
        if self.is_open:
            return NO_END
        given = [e for e in self.rounds if isinstance(e.payload, kinds.SupportAdvised)]
        return max(_ends_on(entry) for entry in given)


def consults(standing: Sequence[Entry]) -> list[Consult]:
    """The threads in the entries of a case that count, oldest first.

    What is said without a question that counts belongs to nothing. The same in SQL is
    data/facts/consult_fact.sql.
    """
    threads: list[list[Entry]] = []
    for entry in standing:
        if not isinstance(entry.payload, ROUNDS):
            continue
        if isinstance(entry.payload, kinds.SupportAsked) and (not threads or _is_over(threads[-1])):
            threads.append([entry])
        elif threads:
            threads[-1].append(entry)
    return [Consult(tuple(thread)) for thread in threads]


def _is_over(thread: Sequence[Entry]) -> bool:
    return any(isinstance(entry.payload, kinds.SupportAdvised) for entry in thread)


def _newer(one: Entry | None, other: Entry | None) -> Entry | None:
    found = [entry for entry in (one, other) if entry is not None]
    return max(found, key=lambda entry: entry.number, default=None)


def _reply_by(entry: Entry | None) -> date | None:
    return getattr(entry.payload, "reply_by", None) if entry else None


def _ends_on(entry: Entry) -> date:
    said = entry.payload
    set_on = said.access_ends_on if isinstance(said, kinds.SupportAdvised) else None
    return set_on or entry.happened_on + timedelta(days=DAYS_AFTER_UNDATED_ADVICE)
