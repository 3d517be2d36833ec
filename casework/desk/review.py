"""One case to review, with the people around it and what the school knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.cases.case import Case, CaseState
from casework.cases.case_file import CaseFile
from casework.cases.pupil_links import PupilLink, linked_cases, pupil_links
from casework.desk.access import Access
from casework.figures import Comparison
from casework.labels import A_PUPIL
from casework.people import Action
from casework.pupil_labels import pupil_labels
from casework.records import BESIDE, CaseSummary, Pupil

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
    pupil_links: tuple[PupilLink, ...]
    pupils: Mapping[str, Pupil]
    in_sight: Mapping[str, str]
    comparison: Comparison
    count_left_out: int = 0

    def pupil_names(self, labels: Mapping[str, str]) -> "dict[str, str]":
        """What each pupil of the network is called: by `labels`, else by the own name in short."""
        named = labels or pupil_labels(self.pupils.values())
        return {link.pupil_id: named.get(link.pupil_id, A_PUPIL) for link in self.pupil_links}


def review_of(access: Access, case_id: str, depth: int) -> CaseReview:
    """One case with its network; see Cases.review, which hands it out."""
    case = access.case(case_id, Action.SEE_CASE)
    summaries = access.summaries(Action.SEE_CASE)
    closed_to = access.closed_to(summaries)
    in_sight = {one.case_id: one for one in summaries if one.case_id not in closed_to}
    near, count_left_out = _near(case, in_sight, depth)
    _log_looks(access, case.case_id, near)
    around = [case, *access.cases_without_words(near)]
    links = [link for linked in around for link in pupil_links(linked)]
    return CaseReview(
        file=access.file(case),
        linked=tuple(
            LinkedCase(near_case.case_id, near_case.label, _states(near_case))
            for near_case in around
        ),
        pupil_links=tuple(links),
        pupils=access.pupils({link.pupil_id for link in links}),
        in_sight={summary.case_id: summary.label for summary in summaries},
        comparison=access.store.facts.comparison(case.case_id, in_sight, _some_years_back(access)),
        count_left_out=count_left_out,
    )


def _log_looks(access: Access, case_id: str, near: Iterable[str]) -> None:
    """In the read log: the case as opened, those around it as seen beside it."""
    visit = access.visit or access.new_id()
    with access.store.log.together():
        access.log_opened(case_id, visit=visit)
        access.log_beside(near, BESIDE, visit)


def _near(case: Case, in_sight: Mapping[str, CaseSummary], depth: int) -> tuple[list[str], int]:
    """The cases within `depth` steps, and how many more there are than are shown."""
    newest = sorted(in_sight.values(), key=lambda summary: summary.last_report_on, reverse=True)
    pupils = {summary.case_id: summary.pupil_ids for summary in newest}
    return linked_cases(
        case.case_id,
        {**pupils, case.case_id: tuple(case.parts)},
        min(max(depth, 1), DEEPEST),
        MOST_LINKED,
    )


def _some_years_back(access: Access) -> date:
    """The first day of the school years that say something about how the school works now."""
    begun = [year.starts_on for year in access.school_years() if year.starts_on <= access.today]
    return begun[-YEARS_BACK:][0] if begun else access.today


def _states(case: Case) -> tuple[tuple[date, CaseState], ...]:
    return ((case.opened_on, CaseState.RUNNING), *case.turns)
