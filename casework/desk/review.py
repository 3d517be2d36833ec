"""At the desk: one case to review, with the people around it and what the school knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.cases.case import Case, CaseState
from casework.cases.case_file import CaseFile
from casework.cases.pupil_links import Tie, reached, ties
from casework.desk.access import Seat
from casework.people import Action
from casework.ports import BESIDE, CaseGlance, Comparison, Pupil

DEEPEST = 2
MOST_LINKED = 60
"""Cases in one network, beside the case itself."""

YEARS_BACK = 3


@dataclass(frozen=True)
class LinkedCase:
    """A case of the network: its number, and on which days it changed from one state to another."""

    case_id: str
    label: str
    states: tuple[tuple[date, CaseState], ...]

    def state_on(self, day: date) -> CaseState | None:
        """How the case stood at the end of that day; None when it had not begun."""
        so_far = [state for since, state in self.states if since <= day]
        return so_far[-1] if so_far else None


@dataclass(frozen=True)
class CaseReview:
    """One case to think about.

    `linked`: the case itself and then the cases around it that this person may open; `ties`: who
    had which part in these; `pupils`: all of them by id; `in_sight`: the number of every case
    that this person may open; `count_left_out`: cases beyond MOST_LINKED.
    """

    file: CaseFile
    linked: tuple[LinkedCase, ...]
    ties: tuple[Tie, ...]
    pupils: Mapping[str, Pupil]
    in_sight: Mapping[str, str]
    comparison: Comparison
    count_left_out: int = 0

    def called(self, labels: Mapping[str, str]) -> "dict[str, str]":
        """What each pupil of the network is called: by `labels`, else by the own name in short."""
        named = labels or {p: one.name.short for p, one in self.pupils.items()}
        return {tie.pupil_id: named.get(tie.pupil_id, "een leerling") for tie in self.ties}


@dataclass(frozen=True)
class Review(Seat):
    """What somebody who may open a case gets to think it over with."""

    def review(self, case_id: str, depth: int = 1) -> CaseReview:
        """One case with its network of `depth` steps (1 or 2); the visit is logged before
        anything is shown.

        Cases out of sight are not walked through, not counted and not hinted at. Each case that
        shows in the network gets a line of its own in the read log; it stays new to who has not
        opened it.
        """
        case = self._case(case_id, Action.SEE_CASE)
        glances = self.store.facts.glances(self.actor.reach(Action.SEE_CASE), self.today)
        in_sight = {glance.case_id: glance for glance in glances}
        near, left_out = self._near(case, in_sight, depth)
        self._note(case.case_id, near)
        around = [case, *self._cases_of(near)]
        known = [tie for one in around for tie in ties(one)]
        return CaseReview(
            self._file(case),
            tuple(LinkedCase(one.case_id, one.label, _states(one)) for one in around),
            tuple(known),
            self.store.school.pupils({tie.pupil_id for tie in known}, self.today),
            {glance.case_id: glance.label for glance in glances},
            self.store.facts.comparison(case.case_id, in_sight, self._some_years_back()),
            left_out,
        )

    def _note(self, case_id: str, near: Iterable[str]) -> None:
        """In the read log: the case as opened, those around it as seen beside it."""
        visit, at, reader = self.visit or self.new_id(), self.now(), self.actor.staff_id
        with self.store.log.together():
            self.store.access_log.opened(reader, case_id, at, visit, "")
            for other in near:
                self.store.access_log.opened(reader, other, at, visit, BESIDE)

    def _near(
        self, case: Case, in_sight: Mapping[str, CaseGlance], depth: int
    ) -> tuple[list[str], int]:
        newest = sorted(in_sight.values(), key=lambda one: one.last_report_on, reverse=True)
        pupils = {one.case_id: one.pupil_ids for one in newest}
        return reached(
            case.case_id,
            {**pupils, case.case_id: tuple(case.parts)},
            min(max(depth, 1), DEEPEST),
            MOST_LINKED,
        )

    def _cases_of(self, case_ids: Iterable[str]) -> list[Case]:
        wanted = list(case_ids)
        entries = self.store.log.entries_of(wanted)
        return [self._fold(entries[one]) for one in wanted if one in entries]

    def _some_years_back(self) -> date:
        """The first day of the school years that say something about how the school works now."""
        starts = sorted(year.starts_on for year in self.store.school.school_years())
        begun = [day for day in starts if day <= self.today]
        return begun[-YEARS_BACK:][0] if begun else self.today


def _states(case: Case) -> tuple[tuple[date, CaseState], ...]:
    return ((case.opened_on, CaseState.RUNNING), *case.turns)
