"""A note of one sentence: what is read in it, and what it can become for this person."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from casework import entries as kinds
from casework.cases.case import Case
from casework.desk.access import Room
from casework.desk.cases import Cases
from casework.entries import NewEntry
from casework.name_order import NaturalKey, SortKey, given_name_key, natural_key
from casework.people import Action
from casework.quick_note import KnownPupil, Reading, candidates, read_note, words_for
from casework.read_log import FOR_A_NOTE
from casework.records import CaseSummary, Pupil, Receipt


@dataclass(frozen=True)
class QuickNotes(Room):
    """Reading a note, and putting it in a case; a melding or signal is stored where those are."""

    _needs = Action.SIGNAL

    def read(self, text: str) -> Reading:
        """What a note says, about whom this person works with before others at school.

        Near are the pupils of the classes in sight and those in open cases in sight; anybody else
        may be named too, as in a signal. Nothing of it is kept.
        """
        access = self._access
        near = self._near()
        index = access.store.school.pupil_finder(access.today).name_index
        ids = candidates(text, index, near, partial(words_for, access.card))
        # By their names, whatever the screen calls them.
        people = access.store.school.pupils(sorted(ids), access.today).values()
        pupils = [one for one in people if one.left_on is None]
        known = [
            KnownPupil(one.pupil_id, one.name, one.class_name, one.pupil_id in near)
            for one in sorted(pupils, key=_by_class_and_name)
        ]
        return read_note(text, access.card, known, access.today)

    def _near(self) -> set[str]:
        access = self._access
        classes = [one.class_id for one in access.classes_in_sight()]
        running = [case for case in access.summaries(Action.SEE_CASE) if case.state != "closed"]
        in_cases = {pupil_id for case in running for pupil_id in case.pupil_ids}
        return access.store.school.members(classes, access.today) | in_cases

    def running_cases(self, pupil_ids: Iterable[str]) -> list[CaseSummary]:
        """The open cases in sight with one of these pupils, the newest first."""
        pupils = set(pupil_ids)
        if not (pupils and self._access.actor.may(Action.RECORD)):
            return []
        cases = Cases(self._access).all()
        running = [c for c in cases if c.state != "closed" and pupils & set(c.pupil_ids)]
        self._access.log_beside([case.case_id for case in running], FOR_A_NOTE)
        return running

    def note(self, case_id: str, text: str, *, form_key: str) -> Receipt:
        """Put a note in a case, beside whatever was recorded meanwhile."""
        return self._record(case_id, kinds.Noted(note=text), "", form_key)

    def check_in(
        self, case_id: str, pupil_id: str, score: int | None, text: str, *, form_key: str
    ) -> Receipt:
        """That a pupil was asked how it goes, with the score and the words."""
        payload = kinds.CheckedIn(safety_score=score, note=text)
        return self._record(case_id, payload, pupil_id, form_key)

    def _record(
        self, case_id: str, payload: kinds.Payload, pupil_id: str, form_key: str
    ) -> Receipt:
        case = self._access.case(case_id, Action.RECORD, with_words=False)
        new = NewEntry(payload, self._access.today, _step(case, payload), pupil_id)
        cases = Cases(self._access)
        return cases.record(case_id, [new], seen=case.last_number, form_key=form_key)


def _step(case: Case, payload: kinds.Payload) -> str:
    """The step of the card of this case that such an entry belongs to, if there is one."""
    return next((step.id for step in case.card.steps if step.form == payload.kind), "")


def _by_class_and_name(pupil: Pupil) -> tuple[NaturalKey, SortKey]:
    return natural_key(pupil.class_name), given_name_key(pupil.name)
