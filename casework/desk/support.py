"""What the ondersteuningsteam has before it: the questions, the hard cases and its own figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.consult import Turn
from casework.cases.hard_cases import HardCase, hard_cases
from casework.desk.access import Room
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere
from casework.figures import SupportFigures
from casework.labels import A_COLLEAGUE
from casework.people import Action
from casework.records import CaseSummary, Receipt
from casework.sent_forms import sent_form

WHY_OPEN = "Schrijf op waarom je deze zaak opent; de mentor leest het mee."
NO_NEED = "Deze zaak kun je al openen; een reden is niet nodig."


@dataclass(frozen=True)
class SupportQuestion:
    """One question in the queue of the team, without a word of it.

    `turn` is who speaks next, by `due_on`; `asked_by` the colleague who put it. `access_ends_on`:
    the last day on which the team may read the case, None while there is no advice.
    """

    case_id: str
    label: str
    class_names: tuple[str, ...]
    state: str
    turn: Turn
    asked_on: date
    asked_by: str
    due_on: date | None
    late_by: int
    count_rounds: int
    access_ends_on: date | None
    is_own_case: bool


@dataclass(frozen=True)
class Support(Room):
    """What somebody in the ondersteuningsteam can find; NotHere for anybody else."""

    # --- the queue ------------------------------------------------------------------------------

    def queue(self) -> list[SupportQuestion]:
        """The questions that the team may read now: those that wait for it first, by due day."""
        access = self._access
        access.require(Action.ADVISE)
        all_summaries = access.summaries(Action.SEE_CASE)
        summaries = {summary.case_id: summary for summary in all_summaries if summary.consult_turn}
        cases = access.cases_without_words(summaries)
        askers = {case.consults[-1].question.recorded_by for case in cases if case.consults}
        names = access.names_of(askers)
        questions = [self._question(summaries[case.case_id], case, names) for case in cases]
        return sorted((question for question in questions if question), key=_in_queue)

    def _question(
        self, summary: CaseSummary, case: Case, names: Mapping[str, str]
    ) -> SupportQuestion | None:
        today = self._access.today
        if not case.support_ends_on or case.support_ends_on < today:
            return None
        consult = case.consults[-1]
        late_by = self._access.school_days.between(consult.due_on, today) if consult.due_on else 0
        return SupportQuestion(
            case_id=case.case_id,
            label=case.label,
            class_names=summary.class_names,
            state=case.state.value,
            turn=consult.turn,
            asked_on=consult.question.happened_on,
            asked_by=names.get(consult.question.recorded_by, A_COLLEAGUE),
            due_on=consult.due_on,
            late_by=max(0, late_by),
            count_rounds=len(consult.rounds),
            access_ends_on=None if consult.is_open else consult.access_ends_on,
            is_own_case=self._access.is_own_case(case),
        )

    # --- hard cases -----------------------------------------------------------------------------

    def hard_cases(self) -> list[HardCase]:
        """The running cases of the school that meet a reason of the card, the heaviest first.

        No name and no word; `may_open` says which of them this person may open as it is.
        """
        access = self._access
        access.require(Action.ADVISE)
        figures = access.store.facts.case_figures(access.today, access.look_back_from)
        in_sight = {summary.case_id for summary in access.summaries(Action.SEE_CASE)}
        return [
            replace(case, may_open=case.case_id in in_sight)
            for case in hard_cases(figures, access.card)
        ]

    def look_into(self, case_id: str, reason: str, form_key: str) -> Receipt:
        """Open a hard case that no question was put about: from now on, for a set time.

        The reason is on record in the read log and in the case, and the mentor is told of it.
        NotHere for a case that is not on the list of hard cases.
        """
        access = self._access
        hard = next((case for case in self.hard_cases() if case.case_id == case_id), None)
        if hard is None:
            raise NotHere
        why = str(tidy(reason))
        if not why:
            raise InputRefused(WHY_OPEN, "reason")
        form = sent_form(form_key, "look_into", case_id, why)
        if earlier := access.earlier(form):
            return earlier
        with access.store.log.together():
            case = access.folded(access.store.log.entries(case_id))
            if hard.may_open and not self._has_looked_into(case):
                raise InputRefused(NO_NEED, "reason")
            ends_on = access.school_days.after(access.today, access.card.look_into_school_days)
            look = kinds.CaseLookedInto(access_ends_on=ends_on, reason=why)
            new = [NewEntry(look, access.today)]
            receipt = access.append(case, new, case.last_number, form)
            if not receipt.repeated:
                access.log_opened(case_id, why, visit=access.new_id())
        return receipt

    def _has_looked_into(self, case: Case) -> bool:
        own = self._access.actor.staff_id
        return any(entry.recorded_by == own for entry, _ in case.of(kinds.CaseLookedInto))

    # --- figures --------------------------------------------------------------------------------

    def figures(self) -> SupportFigures:
        """The facts behind the team's own figures: coded, of the whole school, without names."""
        self._access.require(Action.ADVISE)
        return self._access.store.facts.support()


def _in_queue(question: SupportQuestion) -> tuple[int, date, date, str]:
    turns = (Turn.TEAM, Turn.ASKER, Turn.USE, Turn.CARRY_OUT, Turn.NOBODY)
    due_on = question.due_on or date.max
    return turns.index(question.turn), due_on, question.asked_on, question.label
