"""Who a case is about, for the colleagues whom its mentor asked to look after a pupil.

The message to the docententeam has no name; its link leads here, behind the sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.desk.access import Room, is_id
from casework.errors import NotHere
from casework.people import Action, PersonName
from casework.records import ON_WATCH, Pupil


@dataclass(frozen=True)
class WatchFile:
    """The least that one needs to look after a pupil: who, and where to look."""

    case_id: str
    pupils: tuple[Pupil, ...]
    places: str


@dataclass(frozen=True)
class Watching(Room):
    """Colleagues who look after a pupil of somebody else's case."""

    def open(self, case_id: str) -> WatchFile:
        """Who it is about; NotHere for whom the mentor did not name, and once the case is closed.

        Each look is a line in the read log.
        """
        access = self._access
        access.require(Action.SIGNAL)
        case = self._case(case_id)
        may_see = access.covers(access.actor.reach(Action.SEE_CASE), case)
        if not may_see and access.actor.staff_id not in _on_watch(case):
            raise NotHere
        access.log_beside([case.case_id], ON_WATCH)
        people = access.pupils(case.concerned)
        return WatchFile(
            case_id=case.case_id,
            pupils=tuple(people[pupil] for pupil in case.concerned if pupil in people),
            places=case.card.words("places", case.all_codes("places")),
        )

    def colleagues(self, case_id: str) -> Mapping[str, PersonName]:
        """Who can be asked to look after a pupil of this case: id to name.

        For whoever may record in the case.
        """
        access = self._access
        access.case(case_id, Action.RECORD)
        return {
            member.staff_id: member.name
            for member in access.working_staff()
            if member.staff_id != access.actor.staff_id
        }

    def _case(self, case_id: str) -> Case:
        """An open case, or the open one that it goes on in."""
        log = self._access.store.log
        entries = log.entries(case_id) if is_id(case_id) else []
        if not entries or not isinstance(entries[0].payload, kinds.CaseOpened):
            raise NotHere
        case = self._access.folded(entries)
        if case.merged_into is not None:
            return self._case(case.merged_into.other_id)
        if case.is_undone or case.state is CaseState.CLOSED:
            raise NotHere
        return case


def _on_watch(case: Case) -> set[str]:
    return {member for _, told in case.of(kinds.TeamInformed) for member in told.on_watch}
