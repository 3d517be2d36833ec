"""A question to the ondersteuningsteam: one thread of question, rounds, answer and what became.

The answer is advice, or a decision of a meeting: that is both the advice and the task.
"""

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
    CARRY_OUT = "carry_out"
    NOBODY = "nobody"


ROUNDS = (
    kinds.SupportAsked,
    kinds.SupportMoreAsked,
    kinds.SupportAnswered,
    kinds.SupportAdvised,
    kinds.AdviceUsed,
    kinds.TeamDecided,
    kinds.DecisionDone,
)


@dataclass(frozen=True)
class Consult:
    """One question with all its rounds, in order; the first round is the question.

    A second question before there is advice belongs to the same thread; one after it starts anew.
    """

    rounds: tuple[Entry, ...]

    @property
    def question(self) -> Entry:
        """The question as it was first put."""
        return self.rounds[0]

    def last(self, *of_kinds: type[kinds.Payload]) -> Entry | None:
        """The latest round of one of these kinds."""
        return next((e for e in reversed(self.rounds) if isinstance(e.payload, of_kinds)), None)

    @property
    def answered(self) -> Entry | None:
        """The first advice or decision; what came after it adds to it."""
        return next((entry for entry in self.rounds if is_answer(entry)), None)

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet."""
        return self.answered is None

    @property
    def turn(self) -> Turn:
        """Who speaks next; of a decision, whether somebody still has to carry it out."""
        if self.is_open:
            latest = self.last(kinds.SupportMoreAsked, kinds.SupportAnswered)
            is_asked = latest is not None and isinstance(latest.payload, kinds.SupportMoreAsked)
            return Turn.ASKER if is_asked else Turn.TEAM
        latest = self.last(kinds.SupportAdvised, kinds.AdviceUsed)
        if latest is not None and isinstance(latest.payload, kinds.SupportAdvised):
            return Turn.USE
        return Turn.CARRY_OUT if self._open_decisions else Turn.NOBODY

    @property
    def _open_decisions(self) -> list[int]:
        rounds = [entry.payload for entry in self.rounds]
        done = {one.decision_number for one in rounds if isinstance(one, kinds.DecisionDone)}
        return [
            entry.number for entry in self.rounds if _decides(entry) and entry.number not in done
        ]

    @property
    def used(self) -> Entry | None:
        """The latest record of what was done with the answer."""
        return self.last(kinds.AdviceUsed, kinds.DecisionDone)

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
        """The day by which the team answers, or was to answer; None when no day was set."""
        first = self.answered
        asked = [
            entry
            for entry in self.rounds
            if isinstance(entry.payload, kinds.SupportAsked | kinds.SupportAnswered)
            and (first is None or entry.number < first.number)
        ]
        return _reply_by(asked[-1]) if asked else None

    def asks_use_of(self, closing: Entry | None) -> bool:
        """Whether it is still asked what was done with the advice: not when the case closed after.

        `closing` is the entry by which its case was closed, if it is.
        """
        advised = self.last(kinds.SupportAdvised)
        return not (closing and advised and advised.number < closing.number)

    @property
    def access_ends_on(self) -> date:
        """The last day on which the ondersteuningsteam may read the case for this question."""
        if self.is_open:
            return NO_END
        return max(_ends_on(entry) for entry in self.rounds if is_answer(entry))


def consults(effective_entries: Sequence[Entry]) -> list[Consult]:
    """The threads in the entries of a case that count, oldest first.

    A round without a question that counts belongs to nothing. That a decision was carried out
    belongs to the thread of that decision, whatever was asked since.
    """
    threads: list[list[Entry]] = []
    for entry in effective_entries:
        if not isinstance(entry.payload, ROUNDS):
            continue
        if isinstance(entry.payload, kinds.SupportAsked) and (not threads or _is_over(threads[-1])):
            threads.append([entry])
        elif thread := _thread_of(entry, threads):
            thread.append(entry)
    return [Consult(tuple(thread)) for thread in threads]


def is_answer(entry: Entry) -> bool:
    """Whether a question is answered by this: advice, or a decision (not: that there is none)."""
    return isinstance(entry.payload, kinds.SupportAdvised) or _decides(entry)


def _decides(entry: Entry) -> bool:
    return isinstance(entry.payload, kinds.TeamDecided) and entry.payload.is_decided


def _thread_of(entry: Entry, threads: list[list[Entry]]) -> list[Entry] | None:
    if not isinstance(entry.payload, kinds.DecisionDone):
        return threads[-1] if threads else None
    number = entry.payload.decision_number
    return next((t for t in threads if number in {one.number for one in t}), None)


def _is_over(thread: Sequence[Entry]) -> bool:
    return any(is_answer(entry) for entry in thread)


def _reply_by(entry: Entry | None) -> date | None:
    return getattr(entry.payload, "reply_by", None) if entry else None


def _ends_on(entry: Entry) -> date:
    """The last day of reading along by this answer; a task of a decision can be read until done."""
    ends_on = getattr(entry.payload, "access_ends_on", None)
    ends_on = ends_on or entry.happened_on + timedelta(days=DAYS_AFTER_UNDATED_ADVICE)
    return max(ends_on, getattr(entry.payload, "due_on", None) or ends_on)
