"""What a member of the ondersteuningsteam does: the queue, the hard cases and the shared advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.consult import Turn
from casework.cases.consult_rules import ALREADY_ADVISED
from casework.cases.hard_cases import HardCase, hard_cases
from casework.cases.recording import checked
from casework.cases.rules import check_goes_on
from casework.desk.access import Seat
from casework.entries import NewEntry, tidy
from casework.errors import AdviceMovedOn, InputRefused, NotHere, OwnCase, StepOutOfOrder
from casework.people import Action
from casework.ports import CaseGlance, Draft, Receipt, SupportFigures

ADVICE = "advies"
WHY_OPEN = "Schrijf op waarom je deze zaak opent; de mentor leest het mee."
NO_NEED = "Deze zaak kun je al openen; een reden is niet nodig."
NO_TEXT = "Er is nog geen tekst om akkoord op te zeggen."
OTHER_TEXT = (
    "Een collega heeft de tekst net veranderd. Lees de nieuwe tekst en zeg dan pas akkoord."
)
OWN_TEXT = "Je schreef deze tekst zelf. Een ander lid van het team zegt akkoord."
NOBODY_AGREED = (
    "Nog niemand anders heeft akkoord gezegd op deze tekst. Bewaar hem en vraag een collega, of "
    "vink aan dat je het advies alleen geeft."
)
NO_ADVICE = "Schrijf het advies op."


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
class SharedAdvice:
    """The text that the team writes together; `version` 0 is an empty one that nobody wrote yet.

    `agreed_by` are the names of those who said akkoord to this very text.
    """

    text: str = ""
    version: int = 0
    written_by: str = ""
    written_at: datetime | None = None
    agreed_by: tuple[str, ...] = ()
    is_mine: bool = False
    has_my_agreement: bool = False


@dataclass(frozen=True)
class _Text:
    """The same as it is kept, with ids."""

    text: str = ""
    version: int = 0
    written_by: str = ""
    agreed_by: tuple[str, ...] = ()
    written_at: datetime | None = None


@dataclass(frozen=True)
class Support(Seat):
    """What somebody in the ondersteuningsteam can do; NotHere for anybody else."""

    # --- the queue ------------------------------------------------------------------------------

    def support_queue(self) -> list[SupportQuestion]:
        """The questions that the team may read now: those that wait for it first, by due day."""
        self._require(Action.ADVISE)
        reach = self.actor.reach(Action.SEE_CASE)
        glances = {g.case_id: g for g in self.store.facts.glances(reach, self.today)}
        put = [case_id for case_id, glance in glances.items() if glance.consult_turn]
        entries = self.store.log.entries_of(put)
        cases = [self._fold(entries[case_id]) for case_id in put if case_id in entries]
        askers = {case.consults[-1].asked.recorded_by for case in cases if case.consults}
        names = {who: name.full for who, name in self.store.school.staff_names(askers).items()}
        found = [self._question(glances[case.case_id], case, names) for case in cases]
        return sorted((one for one in found if one), key=_in_queue)

    def _question(
        self, glance: CaseGlance, case: Case, names: Mapping[str, str]
    ) -> SupportQuestion | None:
        if not case.support_ends_on or case.support_ends_on < self.today:
            return None
        consult = case.consults[-1]
        late_by = self.school_days.between(consult.due_on, self.today) if consult.due_on else 0
        return SupportQuestion(
            case_id=case.case_id,
            label=case.label,
            class_names=glance.class_names,
            state=case.state.value,
            turn=consult.turn,
            asked_on=consult.asked.happened_on,
            asked_by=names.get(consult.asked.recorded_by, "een collega"),
            due_on=consult.due_on,
            late_by=max(0, late_by),
            count_rounds=len(consult.rounds),
            access_ends_on=None if consult.is_open else consult.access_ends_on,
            is_own_case=self._is_own_case(case),
        )

    # --- hard cases -----------------------------------------------------------------------------

    def hard_cases(self) -> list[HardCase]:
        """The running cases of the school that meet a reason of the card, the heaviest first.

        No name and no word; `may_open` says which of them this person may open as it is.
        """
        self._require(Action.ADVISE)
        since = self.school_days.before(self.today, self.card.look_back_school_days)
        found = hard_cases(self.store.facts.running_cases(self.today, since), self.card)
        reach = self.actor.reach(Action.SEE_CASE)
        in_sight = {g.case_id for g in self.store.facts.glances(reach, self.today)}
        return [replace(case, may_open=case.case_id in in_sight) for case in found]

    def look_into(self, case_id: str, reason: str, form_key: str) -> Receipt:
        """Open a hard case that no question was put about: from now on, for a set time.

        The reason is on record in the read log and in the case, and the mentor is told of it.
        NotHere for a case that is not on the list of hard cases.
        """
        found = next((case for case in self.hard_cases() if case.case_id == case_id), None)
        if found is None:
            raise NotHere
        why = str(tidy(reason))
        if not why:
            raise InputRefused(WHY_OPEN, "reason")
        with self.store.log.together():
            case = self._fold(self.store.log.entries(case_id))
            if found.may_open and not self._looked_into(case):
                raise InputRefused(NO_NEED, "reason")
            ends_on = self.school_days.after(self.today, self.card.look_into_school_days)
            said = kinds.CaseLookedInto(access_ends_on=ends_on, reason=why)
            new = [NewEntry(said, self.today)]
            receipt = self._append(case, new, case.last_number, form_key)
            if not receipt.repeated:
                me, now = self.actor.staff_id, self.now()
                self.store.access_log.opened(me, case_id, now, self.new_id(), why)
        return receipt

    def _looked_into(self, case: Case) -> bool:
        own = self.actor.staff_id
        return any(entry.recorded_by == own for entry, _ in case.of(kinds.CaseLookedInto))

    # --- figures --------------------------------------------------------------------------------

    def support_figures(self) -> SupportFigures:
        """The facts behind the team's own figures: coded, of the whole school, without names."""
        self._require(Action.ADVISE)
        return self.store.facts.support()

    # --- one text together ----------------------------------------------------------------------

    def shared_advice(self, case_id: str) -> SharedAdvice:
        """The text that the team is writing about this question, with who wrote last."""
        case = self._advised_here(case_id)
        kept = self._kept_text(case)
        who = {kept.written_by, *kept.agreed_by} - {""}
        names = {one: name.full for one, name in self.store.school.staff_names(who).items()}
        me = self.actor.staff_id
        return SharedAdvice(
            text=kept.text,
            version=kept.version,
            written_by=names.get(kept.written_by, ""),
            written_at=kept.written_at,
            agreed_by=tuple(names.get(one, "een collega") for one in kept.agreed_by),
            is_mine=kept.written_by == me,
            has_my_agreement=me in kept.agreed_by,
        )

    def save_advice(self, case_id: str, text: str, seen: int) -> int:
        """Keep a text for the team, in the place of version `seen`; gives its version.

        AdviceMovedOn when a colleague wrote since then. A changed text has nobody's akkoord yet.
        """
        with self.store.log.together():
            case = self._advised_here(case_id)
            return self._rewritten(case, text, seen).version

    def agree_with_advice(self, case_id: str, seen: int) -> None:
        """Say akkoord to version `seen`, which a colleague wrote."""
        with self.store.log.together():
            case = self._advised_here(case_id)
            kept, me = self._kept_text(case), self.actor.staff_id
            if not kept.version:
                raise InputRefused(NO_TEXT)
            if kept.version != seen:
                raise AdviceMovedOn(OTHER_TEXT)
            if kept.written_by == me:
                raise InputRefused(OWN_TEXT)
            if me not in kept.agreed_by:
                self._keep_text(case, replace(kept, agreed_by=(*kept.agreed_by, me)))

    def give_advice(
        self,
        case_id: str,
        text: str,
        seen: int,
        *,
        alone: bool = False,
        without_answer: bool = False,
        form_key: str,
    ) -> Receipt:
        """Give the advice: `text` in the place of version `seen`, with whoever agreed to it.

        Whoever wrote it last agreed to it. `alone`: knowingly without a second member, where the
        card allows that; `without_answer`: knowingly before the answer came. A refusal after a
        change keeps the changed text for the team.
        """
        case = self._case(case_id, Action.ADVISE)
        if case.open_consult is None and case.was_put_to_support:
            # A colleague was first, unless it was this very form.
            said = kinds.SupportAdvised(advice=text)
            return self._append(case, [NewEntry(said, self.today)], 0, form_key)
        self.save_advice(case_id, text, seen)
        with self.store.log.together():
            case = self._advised_here(case_id)
            kept = self._kept_text(case)
            agreed = [one for one in (*kept.agreed_by, kept.written_by) if one != self._me]
            if not (agreed or alone or case.card.advice_needs_second):
                raise InputRefused(NOBODY_AGREED, "alone")
            said = kinds.SupportAdvised(
                advice=kept.text,
                agreed_by=list(dict.fromkeys(agreed)),
                without_answer=without_answer and case.waits_for_answer,
            )
            new = checked(case, [NewEntry(said, self.today)], {})
            receipt = self._append(case, new, case.last_number, form_key)
            self.store.drafts.drop(case_id, ADVICE)
        return receipt

    @property
    def _me(self) -> str:
        return self.actor.staff_id

    def _advised_here(self, case_id: str) -> Case:
        """The case, for a member who may advise in it now."""
        case = self._case(case_id, Action.ADVISE)
        check_goes_on(case)
        if self._is_own_case(case):
            raise OwnCase
        if case.open_consult is None:
            raise StepOutOfOrder(ALREADY_ADVISED)
        return case

    def _rewritten(self, case: Case, text: str, seen: int) -> _Text:
        kept = self._kept_text(case)
        said = kinds.SupportAdvised(advice=text).advice
        if not said:
            raise InputRefused(NO_ADVICE, "advice")
        if kept.version != seen:
            raise AdviceMovedOn
        if said == kept.text:
            return kept
        written = _Text(said, kept.version + 1, self.actor.staff_id)
        self._keep_text(case, written)
        return written

    def _keep_text(self, case: Case, text: _Text) -> None:
        at = text.written_at or self.now()
        values = {
            "text": text.text,
            "version": text.version,
            "written_by": text.written_by,
            "agreed_by": list(text.agreed_by),
        }
        self.store.drafts.keep(case.case_id, ADVICE, Draft(f"{ADVICE}-{text.version}", values, at))

    def _kept_text(self, case: Case) -> _Text:
        held = self.store.drafts.kept(case.case_id, ADVICE)
        if held is None:
            return _Text()
        said = held.values
        agreed: Sequence[str] = said["agreed_by"]
        return _Text(
            said["text"], int(said["version"]), said["written_by"], tuple(agreed), held.kept_at
        )


def _in_queue(question: SupportQuestion) -> tuple[int, date, date, str]:
    turns = (Turn.TEAM, Turn.ASKER, Turn.USE, Turn.NOBODY)
    due_on = question.due_on or date.max
    return turns.index(question.turn), due_on, question.asked_on, question.label
