"""The advice on a question to the ondersteuningsteam: one text that its members write together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.recording import checked
from casework.cases.rules import check_goes_on
from casework.desk.access import Access, Room
from casework.entries import Entry, NewEntry
from casework.entries.support import ALREADY_ADVISED
from casework.errors import AdviceMovedOn, InputRefused, OwnCase, StepOutOfOrder
from casework.labels import A_COLLEAGUE
from casework.people import Action
from casework.records import Draft, Receipt
from casework.sent_forms import sent_form

ADVICE = "advies"
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
class _AdviceDraft:
    """The same as it is stored, with ids."""

    text: str = ""
    version: int = 0
    written_by: str = ""
    agreed_by: tuple[str, ...] = ()
    written_at: datetime | None = None


@dataclass(frozen=True)
class Advice(Room):
    """What a member of the ondersteuningsteam does with the advice in a case."""

    def open(self, case_id: str) -> SharedAdvice:
        """The text that the team is writing about this question, with who wrote last."""
        case = self._case_to_advise(case_id)
        self._access.log_opened(case.case_id)
        draft = self._draft(case)
        names = self._access.names_of({draft.written_by, *draft.agreed_by} - {""})
        return SharedAdvice(
            text=draft.text,
            version=draft.version,
            written_by=names.get(draft.written_by, ""),
            written_at=draft.written_at,
            agreed_by=tuple(names.get(member, A_COLLEAGUE) for member in draft.agreed_by),
            is_mine=draft.written_by == self._own,
            has_my_agreement=self._own in draft.agreed_by,
        )

    def save(self, case_id: str, text: str, seen: int) -> int:
        """Keep a text for the team, in the place of version `seen`; gives its version.

        AdviceMovedOn when a colleague wrote since then. A changed text has nobody's akkoord yet.
        """
        with self._access.store.log.together():
            case = self._case_to_advise(case_id)
            self._rewritten(case, text, seen)
        return self._draft(case).version

    def agree(self, case_id: str, seen: int) -> None:
        """Say akkoord to version `seen`, which a colleague wrote."""
        with self._access.store.log.together():
            case = self._case_to_advise(case_id)
            draft = self._draft(case)
            if not draft.version:
                raise InputRefused(NO_TEXT)
            if draft.version != seen:
                raise AdviceMovedOn(OTHER_TEXT)
            if draft.written_by == self._own:
                raise InputRefused(OWN_TEXT)
            if self._own not in draft.agreed_by:
                _keep(
                    self._access,
                    case.case_id,
                    replace(draft, agreed_by=(*draft.agreed_by, self._own)),
                )

    def give(
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
        access = self._access
        form = sent_form(form_key, "give", case_id, text, alone, without_answer)
        case = access.case(case_id, Action.ADVISE)
        if case.open_consult is None and case.was_put_to_support:
            # A colleague was first, unless it was this very form.
            advice = kinds.SupportAdvised(advice=text)
            return access.append(case, [NewEntry(advice, access.today)], 0, form)
        self.save(case_id, text, seen)
        with access.store.log.together():
            case = self._case_to_advise(case_id)
            advice = self._agreed_advice(case, alone=alone, without_answer=without_answer)
            new = checked(case, [NewEntry(advice, access.today)], {})
            receipt = access.append(case, new, case.last_number, form)
            access.store.drafts.drop(case_id, ADVICE)
        return receipt

    def _agreed_advice(
        self, case: Case, *, alone: bool, without_answer: bool
    ) -> kinds.SupportAdvised:
        draft = self._draft(case)
        agreed = [member for member in (*draft.agreed_by, draft.written_by) if member != self._own]
        if not (agreed or alone or case.card.advice_needs_second):
            raise InputRefused(NOBODY_AGREED, "alone")
        return kinds.SupportAdvised(
            advice=draft.text,
            agreed_by=list(dict.fromkeys(agreed)),
            without_answer=without_answer and case.waits_for_answer,
        )

    @property
    def _own(self) -> str:
        return self._access.actor.staff_id

    def _case_to_advise(self, case_id: str) -> Case:
        """The case, for a member who may advise in it now."""
        case = self._access.case(case_id, Action.ADVISE)
        check_goes_on(case)
        if self._access.is_own_case(case):
            raise OwnCase
        if case.open_consult is None:
            raise StepOutOfOrder(ALREADY_ADVISED)
        return case

    def _rewritten(self, case: Case, text: str, seen: int) -> _AdviceDraft:
        draft = self._draft(case)
        tidied = kinds.SupportAdvised(advice=text).advice
        if not tidied:
            raise InputRefused(NO_ADVICE, "advice")
        if draft.version != seen:
            raise AdviceMovedOn
        if tidied == draft.text:
            return draft
        rewritten = _AdviceDraft(tidied, draft.version + 1, self._own)
        _keep(self._access, case.case_id, rewritten)
        return rewritten

    def _draft(self, case: Case) -> _AdviceDraft:
        stored = self._access.store.drafts.get(case.case_id, ADVICE)
        if stored is None:
            return _AdviceDraft()
        values = stored.values
        agreed_by: Sequence[str] = values["agreed_by"]
        return _AdviceDraft(
            text=values["text"],
            version=int(values["version"]),
            written_by=values["written_by"],
            agreed_by=tuple(agreed_by),
            written_at=stored.kept_at,
        )


def restore_text(access: Access, entries: Sequence[Entry]) -> None:
    """Advice that was taken back is a text of the team again, with who said akkoord to it."""
    for entry in entries:
        if isinstance(entry.payload, kinds.SupportAdvised) and entry.payload.corrects is None:
            draft = _AdviceDraft(
                entry.payload.advice, 1, entry.recorded_by, tuple(entry.payload.agreed_by)
            )
            _keep(access, entry.subject_id, draft)


def _keep(access: Access, case_id: str, draft: _AdviceDraft) -> None:
    values = {
        "text": draft.text,
        "version": draft.version,
        "written_by": draft.written_by,
        "agreed_by": list(draft.agreed_by),
    }
    at = draft.written_at or access.now()
    access.store.drafts.keep(case_id, ADVICE, Draft(ADVICE, values, at))
