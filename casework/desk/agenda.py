"""What is due, late or new for one person, on the screen and in the own calendar program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework import entries as kinds
from casework.cases.agenda import AgendaItem, WatchedCase, agenda_of
from casework.cases.case import Case
from casework.cases.consult import Turn
from casework.cases.reading_list import is_written_by
from casework.cases.step_owners import Surroundings
from casework.desk.access import Room
from casework.desk.cases import Cases
from casework.desk.signals import Signals
from casework.people import Action, Home, Role
from casework.records import CaseSummary


@dataclass(frozen=True)
class CalendarAddress(Room):
    """The secret address at which a calendar program finds the own agenda, and no other."""

    _needs = Action.SEE_CASE

    def since(self) -> datetime | None:
        """When the present address was made; None when there is none."""
        return self._access.store.calendars.since(self._access.actor.staff_id)

    def make(self) -> str:
        """The secret part of a new address, told this once; the earlier address stops."""
        return self._access.store.calendars.make(self._access.actor.staff_id)

    def stop(self) -> None:
        """From now on nobody finds the agenda by an address."""
        self._access.store.calendars.stop(self._access.actor.staff_id)


@dataclass(frozen=True)
class Agenda(Room):
    """The work list of one person."""

    @property
    def calendar_address(self) -> CalendarAddress:
        """The secret address of the own agenda; NotHere for whoever has no agenda."""
        return CalendarAddress(self._access)

    def items(self) -> list[AgendaItem]:
        """What is due, late or new for this person, the most urgent first."""
        access = self._access
        all_cases = Cases(access).all()
        summaries = {case.case_id: case for case in all_cases if _may_ask_something(case)}
        cases = access.cases_without_words(summaries)
        around, known_ids = self._around(cases), self._known_to_reader(cases)
        looked_into = self._looked_into_unseen(cases)
        return agenda_of(
            access.actor,
            [
                WatchedCase(
                    summary=summaries[case.case_id],
                    case=case,
                    roles=self._roles(summaries[case.case_id], around.homes),
                    around=around,
                    is_known=case.case_id in known_ids,
                    was_looked_into=case.case_id in looked_into,
                )
                for case in cases
            ],
            Signals(access).waiting() if access.actor.may(Action.HANDLE_SIGNAL) else (),
        )

    def _around(self, cases: Sequence[Case]) -> Surroundings:
        parts = [part for case in cases for part in case.parts.values()]
        homes = self._access.homes([part.pupil_id for part in parts])
        classes = {part.home.class_id for part in parts} | {h.class_id for h in homes.values()}
        terms = self._access.store.school.mentor_terms(sorted(classes))
        return Surroundings.of(self._access.today, homes, terms)

    def _known_to_reader(self, cases: Sequence[Case]) -> set[str]:
        """The cases that this person wrote in, or ever opened."""
        own = self._access.actor.staff_id
        written = {case.case_id for case in cases if is_written_by(case, own)}
        others = [case.case_id for case in cases if case.case_id not in written]
        return written | self._access.store.access_log.opened_by(own, others)

    def _looked_into_unseen(self, cases: Sequence[Case]) -> set[str]:
        """The cases that somebody opened as a hard case after this person last was in them."""
        own = self._access.actor.staff_id
        looks = {
            case.case_id: entry.recorded_at
            for case in cases
            for entry, _ in case.of(kinds.CaseLookedInto)
            if entry.recorded_by != own
        }
        seen = self._access.store.access_log.last_opened(own, looks)
        return {
            case_id for case_id, at in looks.items() if case_id not in seen or seen[case_id] <= at
        }

    def _roles(self, summary: CaseSummary, homes: Mapping[str, Home]) -> frozenset[Role]:
        here = [homes[pupil] for pupil in summary.pupil_ids if pupil in homes]
        actor = self._access.actor
        return actor.roles_in(Action.SEE_CASE, here, summary.level, is_consulted=True)


def _may_ask_something(summary: CaseSummary) -> bool:
    """Whether a case can be on a work list: it is open, or a question about it is."""
    return summary.state != "closed" or summary.consult_turn not in ("", Turn.NOBODY)
