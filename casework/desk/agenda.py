"""What is due, late or new for one person, on the screen and in the own calendar program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework import entries as kinds
from casework.cases.agenda import AgendaItem, Urgency, WatchedCase, agenda_of
from casework.cases.case import Case
from casework.cases.involvement import ties_of
from casework.cases.reading_list import is_written_by
from casework.cases.work_list import PupilLines, WorkNames, by_pupil
from casework.cases.working_days import on_working_days
from casework.desk.access import Access, Room
from casework.desk.cases import Cases
from casework.desk.signals import Signals, glances_of
from casework.desk.unowned import CaseWithoutOwner, cases_without_owner
from casework.own_time import WorkingTime
from casework.people import Action, Actor, Home, Role
from casework.pupil_labels import pupil_labels
from casework.read_log import ON_TODAY, ReadAct
from casework.records import CaseSummary
from casework.signals.signal import Signal
from casework.year_groups import within


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
class DayLines:
    """The lines of one person without a name or a word: ids and codes, which may be kept.

    `pupils` are those of each case or signal with a line, the gepeste first.
    """

    items: tuple[AgendaItem, ...]
    pupils: Mapping[str, Sequence[str]]
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Agenda(Room):
    """The work list of one person."""

    @property
    def calendar_address(self) -> CalendarAddress:
        """The secret address of the own agenda; NotHere for whoever has no agenda."""
        return CalendarAddress(self._access)

    def items(self) -> list[AgendaItem]:
        """What is due, late or new for this person, the most urgent first; without any name."""
        return list(self._day().items)

    def count_waiting(self) -> tuple[int, int]:
        """How many lines are due, late or new, as on Vandaag, and how many of these are late."""
        now = [item for item in self._day().items if item.urgency is not Urgency.COMING]
        return len(now), sum(item.late_by > 0 for item in now)

    def without_owner(self) -> list[CaseWithoutOwner]:
        """Zaken zonder iemand in the own year groups, by number; for a leerlingcoördinator."""
        access = self._access
        access.require(Action.SEE_CASE)
        own = access.actor.scopes(Role.COORDINATOR, Action.SEE_CASE)
        return cases_without_owner(access, within(map(int, own))) if own else []

    def by_pupil(self, *, with_names: bool = True) -> list[PupilLines]:
        """The same lines by pupil, under the names of the pupils in these very cases and signals.

        A signal shows who sent it and its first words, which is logged once for each sign-in.
        Without names there is neither, and the lines stand by case.
        """
        day = self._day()
        return by_pupil(day.items, self._names(day) if with_names else WorkNames({}, {}, {}))

    def _names(self, day: DayLines) -> WorkNames:
        ids = {pupil_id for of_subject in day.pupils.values() for pupil_id in of_subject}
        people = self._access.pupils(ids)
        self._access.log_names(ReadAct.SEEN, ON_TODAY, list(people))
        glances = glances_of(self._access, day.signals)
        return WorkNames(day.pupils, pupil_labels(people.values()), glances)

    def _day(self) -> DayLines:
        """The lines, from memory while nothing of what they say was written or opened.

        What a colleague writes in a case elsewhere makes no line old.
        """
        access = self._access
        actor, store = access.actor, access.store
        access.require(Action.SEE_CASE)
        in_sight = actor.reach(Action.SEE_CASE)
        question = (
            actor.staff_id,
            actor.assignments,
            in_sight,
            actor.reach(Action.HANDLE_SIGNAL),
            access.today,
            self._working_time,
        )
        rests_on = (
            store.facts.sight_version(in_sight, access.today),
            store.facts.signals_version(),
            store.access_log.count_opened(actor.staff_id),
        )
        return store.facts.cached(question, rests_on, self._made)

    @property
    def _working_time(self) -> WorkingTime:
        own = self._access.actor.staff_id
        return self._access.store.school.working_time([own]).get(own, WorkingTime())

    def _made(self) -> DayLines:
        access = self._access
        watched = watched_cases(access, Cases(access).all())
        is_handler = access.actor.may(Action.HANDLE_SIGNAL)
        waiting = Signals(access).waiting() if is_handler else []
        items = on_working_days(
            agenda_of(access.actor, watched, waiting),
            self._working_time,
            access.school_days,
            access.today,
        )
        with_lines = {item.case_id for item in items}
        pupils = {
            case.summary.case_id: case.summary.pupils_by_role
            for case in watched
            if case.summary.case_id in with_lines
        }
        signals = tuple(signal for signal, _ in waiting)
        pupils |= {signal.signal_id: list(signal.roles) for signal in signals}
        return DayLines(tuple(items), pupils, signals)


def watched_cases(access: Access, in_sight: Sequence[CaseSummary]) -> list[WatchedCase]:
    """Those of these cases that may ask something of this person, with what decides whose it is."""
    summaries = {case.case_id: case for case in in_sight if case.asks_something}
    cases = access.cases_without_words(summaries)
    around, known_ids = access.surroundings(cases), _known_to_reader(access, cases)
    looked_into = _looked_into_unseen(access, cases)
    return [
        WatchedCase(
            summary=summaries[case.case_id],
            case=case,
            roles=_roles(access.actor, case, around.homes),
            around=around,
            is_known=case.case_id in known_ids,
            was_looked_into=case.case_id in looked_into,
        )
        for case in cases
    ]


def _known_to_reader(access: Access, cases: Sequence[Case]) -> set[str]:
    """The cases that this person wrote in, or ever opened."""
    own = access.actor.staff_id
    written = {case.case_id for case in cases if is_written_by(case, own)}
    others = [case.case_id for case in cases if case.case_id not in written]
    return written | access.store.access_log.opened_by(own, others)


def _looked_into_unseen(access: Access, cases: Sequence[Case]) -> set[str]:
    """The cases that somebody opened as a hard case after this person last was in them."""
    own = access.actor.staff_id
    looks = {
        case.case_id: entry.recorded_at
        for case in cases
        for entry, _ in case.of(kinds.CaseLookedInto)
        if entry.recorded_by != own
    }
    seen = access.store.access_log.last_opened(own, looks)
    return {case_id for case_id, at in looks.items() if case_id not in seen or seen[case_id] <= at}


def _roles(actor: Actor, case: Case, homes: Mapping[str, Home]) -> frozenset[Role]:
    return actor.roles_with(Action.SEE_CASE, ties_of(case, homes, is_consulted=True))
