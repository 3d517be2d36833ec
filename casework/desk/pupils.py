"""One pupil over all cases that somebody may see, and the names that stand beside those cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.cases.agenda import AgendaItem, agenda_of
from casework.cases.case import Case, CaseState
from casework.desk.access import Room, is_id
from casework.desk.agenda import watched_cases
from casework.errors import NotHere
from casework.people import Action
from casework.pupil_labels import pupil_labels
from casework.read_log import IN_A_LIST, ReadAct
from casework.records import ON_PUPIL_PAGE, CaseSummary, Pupil


@dataclass(frozen=True)
class PupilFile:
    """One pupil with the cases in sight in which this pupil has a part, the newest first.

    `items` is what of them is due for the reader, `labels` are the names of everybody in them,
    `scores` the safety scores that this pupil gave in them, the oldest first. `history` are those
    that open with a reason first.
    """

    pupil: Pupil
    cases: tuple[CaseSummary, ...]
    items: tuple[AgendaItem, ...]
    labels: Mapping[str, str]
    scores: tuple[tuple[date, int], ...] = ()
    history: tuple[CaseSummary, ...] = ()

    @property
    def open_cases(self) -> list[CaseSummary]:
        """Those that are not closed."""
        return [case for case in self.cases if case.state != CaseState.CLOSED]

    @property
    def closed_cases(self) -> list[CaseSummary]:
        """Those that are."""
        return [case for case in self.cases if case.state == CaseState.CLOSED]


@dataclass(frozen=True)
class Pupils(Room):
    """Pupils by name, as far as this person meets them in cases and classes in sight."""

    _needs = Action.SEE_CASE

    def open(self, pupil_id: str) -> PupilFile:
        """One pupil; NotHere for one in no case and no class in sight.

        The pupil and each case that shows is a line in the read log; a case stays new to who has
        not opened it.
        """
        access = self._access
        people = access.pupils([pupil_id] if is_id(pupil_id) else [])
        every = [one for one in access.summaries(Action.SEE_CASE) if pupil_id in one.pupil_ids]
        closed_to = access.closed_to(every)
        summaries = [one for one in every if one.case_id not in closed_to]
        classes = {school_class.class_id for school_class in access.classes_in_sight()}
        pupil = people.get(pupil_id)
        if pupil is None or not (summaries or pupil.class_id in classes):
            raise NotHere
        summaries.sort(key=lambda one: (one.last_report_on, one.label), reverse=True)
        visit = access.visit or access.new_id()
        access.log_opened(pupil_id, visit=visit)
        access.log_beside([summary.case_id for summary in summaries], ON_PUPIL_PAGE, visit)
        cases = access.cases_without_words(one.case_id for one in summaries)
        return PupilFile(
            pupil=pupil,
            cases=tuple(summaries),
            items=tuple(agenda_of(access.actor, watched_cases(access, summaries))),
            labels=self._labels(summaries),
            scores=_scores(pupil_id, cases),
            history=tuple(one for one in every if one.case_id in closed_to),
        )

    def in_cases(self, case_ids: Iterable[str]) -> dict[str, list[str]]:
        """Who has a part in these cases, the gepeste first, by name.

        Of a case out of sight there is none, nor of one that opens with a reason first.

        Read in one go for all of them, and no two pupils among them read alike.
        """
        ids = set(case_ids)
        summaries = [s for s in self._access.summaries(Action.SEE_CASE) if s.case_id in ids]
        closed_to = self._access.closed_to(summaries)
        summaries = [one for one in summaries if one.case_id not in closed_to]
        labels = self._labels(summaries)
        self._access.log_names(ReadAct.SEEN, IN_A_LIST, list(labels))
        return {
            one.case_id: [labels[pupil] for pupil in one.pupils_by_role if pupil in labels]
            for one in summaries
        }

    def _labels(self, summaries: Iterable[CaseSummary]) -> dict[str, str]:
        ids = {pupil_id for summary in summaries for pupil_id in summary.pupil_ids}
        people = self._access.pupils(ids)
        return pupil_labels(people.values())


def _scores(pupil_id: str, cases: Iterable[Case]) -> tuple[tuple[date, int], ...]:
    scores = [one for case in cases for one in case.safety_scores if one[1] == pupil_id]
    return tuple(sorted((day, score) for day, _, score in scores))
