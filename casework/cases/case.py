"""A case is what its entries add up to: parts, level, state, measures and nazorg."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.consult import Consult, Turn, consults
from casework.entries import Entry, Payload
from casework.entries.effective import Standing
from casework.people import Home
from casework.school_days import SchoolDays

Kind = TypeVar("Kind", bound=Payload)
Answer = kinds.Reported | kinds.AnalysisAdded
NOT_STOPPED = frozenset({"same", "worse"})
MERGED = "merged"


class CaseState(StrEnum):
    """Where a case stands; a stopped case has nazorg before it closes."""

    RUNNING = "running"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True)
class Part:
    """What a pupil has to do with the case now, and the class at the first mention."""

    pupil_id: str
    role: str
    home: Home
    since: date


@dataclass(frozen=True)
class MeasureTaken:
    """A measure that was agreed, and how it worked out if somebody looked."""

    number: int
    agreed_on: date
    said: kinds.MeasureAgreed
    review: Entry | None = None

    @property
    def outcome(self) -> str:
        """The code of the latest review's outcome, or nothing."""
        if self.review is None:
            return ""
        return _said(self.review, kinds.MeasureReviewed).outcome


@dataclass(frozen=True)
class AftercareMoment:
    """A nazorg moment: planned, perhaps moved, then done or set aside."""

    number: int
    planned: Entry
    due_on: date
    window_ends_on: date
    count_moved: int = 0
    done: Entry | None = None
    set_aside: Entry | None = None

    @property
    def moment(self) -> str:
        """The id of the term on the card."""
        return _said(self.planned, kinds.AftercarePlanned).moment

    @property
    def aftercare(self) -> str:
        """For whom: target, displaying or parents."""
        return _said(self.planned, kinds.AftercarePlanned).aftercare

    @property
    def is_open(self) -> bool:
        """Neither done nor set aside."""
        return self.done is None and self.set_aside is None


@dataclass(frozen=True)
class Case:
    """One case, folded from its entries; nothing in here is stored.

    `entries` are all of them, in the order of their numbers; `standing` are those that count: a
    correction stands in the place, and under the number, of what it corrects. `today` only
    decides what is late.
    """

    case_id: str
    entries: tuple[Entry, ...]
    card: ActionCard
    school_days: SchoolDays
    today: date
    standing: tuple[Entry, ...] = ()
    withdrawn: frozenset[int] = field(default=frozenset())
    corrected: frozenset[int] = field(default=frozenset())
    places: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def from_entries(
        cls, entries: Iterable[Entry], card: ActionCard, school_days: SchoolDays, today: date
    ) -> "Case":
        """Fold `entries` (any order, one case, at least one) into a case."""
        ordered = tuple(sorted(entries, key=lambda entry: entry.number))
        if not ordered:
            raise ValueError("a case has at least one entry")
        count = Standing(ordered)
        return cls(
            ordered[0].subject_id,
            ordered,
            card,
            school_days,
            today,
            count.entries,
            count.withdrawn,
            count.corrected,
            count.places,
        )

    def of(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The standing entries of one kind with what they say, oldest first."""
        for entry in self.standing:
            if isinstance(entry.payload, kind):
                yield entry, entry.payload

    def first_number(self, number: int) -> int:
        """The number of the first version of an entry; whatever refers to it refers to that."""
        return self.places.get(number, number)

    def versions(self, number: int) -> list[Entry]:
        """Every version of the entry with this number, as they were recorded, oldest first."""
        place = self.first_number(number)
        return [entry for entry in self.entries if self.first_number(entry.number) == place]

    @property
    def last_number(self) -> int:
        """The number of the newest entry; a writer says which one it had seen."""
        return self.entries[-1].number

    @cached_property
    def opening(self) -> kinds.CaseOpened:
        """What the first entry says: label, school year and home class."""
        return _said(self.entries[0], kinds.CaseOpened)

    @property
    def label(self) -> str:
        """The number people use: "2026-044"."""
        return self.opening.label

    @cached_property
    def reports(self) -> list[tuple[Entry, kinds.Reported]]:
        """The meldingen, oldest first; the first one always stands."""
        return list(self.of(kinds.Reported))

    @property
    def next_ordinal(self) -> int:
        """The number of a next melding; one that moved to another case leaves its number free."""
        return max(said.ordinal for _, said in self.reports) + 1

    @property
    def opened_on(self) -> date:
        """The day of the first melding."""
        return self.reports[0][0].happened_on

    @property
    def last_report_on(self) -> date:
        """The day of the latest melding."""
        return max(entry.happened_on for entry, _ in self.reports)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts that stand now, by pupil."""
        standing: dict[str, Part] = {}
        for entry in self.standing:
            if isinstance(entry.payload, kinds.PupilInvolved):
                standing[entry.pupil_id] = self._part(entry, entry.payload, standing)
            elif isinstance(entry.payload, kinds.RoleChanged):
                self._change_role(standing, entry, entry.payload.role)
        return {pupil: part for pupil, part in standing.items() if part.role}

    def _part(self, entry: Entry, said: kinds.PupilInvolved, standing: dict[str, Part]) -> Part:
        home = Home(said.class_id, said.year_group, said.team_id)
        earlier = standing.get(entry.pupil_id)
        since = earlier.since if earlier and earlier.role == said.role else entry.happened_on
        return Part(entry.pupil_id, said.role, home, since)

    @staticmethod
    def _change_role(standing: dict[str, Part], entry: Entry, role: str) -> None:
        if entry.pupil_id in standing:
            old = standing[entry.pupil_id]
            since = old.since if old.role == role else entry.happened_on
            standing[entry.pupil_id] = Part(old.pupil_id, role, old.home, since)

    def pupils(self, *roles: str) -> list[str]:
        """The pupils with one of these parts (all pupils when none is named)."""
        return [p.pupil_id for p in self.parts.values() if not roles or p.role in roles]

    @property
    def concerned(self) -> list[str]:
        """The pupils with whom each step is done apart: gepeste and pestende leerling."""
        return self.pupils("target", "displaying")

    @cached_property
    def answers(self) -> list[tuple[Entry, Answer]]:
        """The meldingen and the later answers that stand, oldest first."""
        return [
            (entry, entry.payload) for entry in self.standing if isinstance(entry.payload, Answer)
        ]

    def latest(self, answer: str) -> str:
        """The latest non-empty answer to one of the five questions (a field of Reported)."""
        given = [getattr(said, answer) for _, said in self.answers]
        return next((found for found in reversed(given) if found), "")

    def all_codes(self, answer: str) -> list[str]:
        """Every code given to a question with several answers, in order, once each."""
        given: dict[str, None] = {}
        for _, said in self.answers:
            given.update(dict.fromkeys(getattr(said, answer)))
        return list(given)

    def _holds_since(self, says: Callable[[Answer], bool | None]) -> date | None:
        """The day from which `says` held, by the latest word on it (None says nothing)."""
        since: date | None = None
        for entry, said in self.answers:
            holds = says(said)
            if holds is not None:
                since = (since or entry.happened_on) if holds else None
        return since

    @property
    def verdict(self) -> str:
        """The mentor's latest verdict, as a code."""
        return self.latest("verdict")

    @property
    def incident_on(self) -> date | None:
        """The latest known day of an incident."""
        given = [said.incident_on for _, said in self.answers]
        return next((day for day in reversed(given) if day), None)

    @property
    def bullying_since(self) -> date | None:
        """The day of the verdict that it is pesten, while that is the latest verdict."""
        return self._holds_since(lambda said: said.verdict == "bullying" if said.verdict else None)

    @property
    def serious_sign(self) -> Entry | None:
        """The latest entry that named a serious sign."""
        return next((e for e, said in reversed(self.answers) if said.serious), None)

    @property
    def is_serious(self) -> bool:
        """Whether any melding named a serious sign."""
        return self.serious_sign is not None

    @property
    def group_level_since(self) -> date | None:
        """The day on which the bullying was found to be at group level, while that is so."""
        return self._holds_since(_says_group_level)

    @property
    def group_level(self) -> bool:
        """Whether the bullying is at group level, by the latest word on it."""
        return self.group_level_since is not None

    @cached_property
    def level(self) -> int:
        """The highest level that was reached; it never falls."""
        return max((said.level for _, said in self.of(kinds.LevelReached)), default=1)

    def level_reached_on(self, level: int) -> date | None:
        """The day on which a level (or one above it) was first reached."""
        days = [e.happened_on for e, said in self.of(kinds.LevelReached) if said.level >= level]
        return min(days, default=None)

    @cached_property
    def state(self) -> CaseState:
        """Running, stopped or closed, by the last entry that decides it."""
        return _state_after(self._turning_points[-1]) if self._turning_points else _RUNNING

    @cached_property
    def _turning_points(self) -> list[Entry]:
        turns = (kinds.Stopped, kinds.Closed, kinds.Reopened, kinds.MergedInto)
        return [entry for entry in self.standing if isinstance(entry.payload, turns)]

    @property
    def turns(self) -> tuple[tuple[date, CaseState], ...]:
        """On which day the case went to which state, oldest first; it began as running."""
        return tuple((entry.happened_on, _state_after(entry)) for entry in self._turning_points)

    @property
    def turn(self) -> Entry | None:
        """The last entry that stopped, closed or opened the case again."""
        return self._turning_points[-1] if self._turning_points else None

    @property
    def stop(self) -> Entry | None:
        """The entry of the stop that still stands."""
        stops = [e for e, _ in self.of(kinds.Stopped) if e.number > self.reopened_number]
        return stops[-1] if stops else None

    @property
    def closing(self) -> Entry | None:
        """The entry that closed the case, while it is closed."""
        return self._turning_points[-1] if self.state is CaseState.CLOSED else None

    @property
    def ending(self) -> str:
        """The code of how the case ended, while it is closed."""
        if self.closing is None:
            return ""
        said = self.closing.payload
        return said.ending if isinstance(said, kinds.Closed) else MERGED

    @property
    def merged_into(self) -> kinds.MergedInto | None:
        """The case that this one goes on in, if it was merged."""
        return next((said for _, said in self.of(kinds.MergedInto)), None)

    @cached_property
    def reopened_number(self) -> int:
        """The number of the latest reopening, or 0."""
        return max((entry.number for entry, _ in self.of(kinds.Reopened)), default=0)

    @property
    def was_put_to_support(self) -> bool:
        """Whether a question was put to the ondersteuningsteam."""
        return any(True for _ in self.of(kinds.SupportAsked))

    @cached_property
    def consults(self) -> list[Consult]:
        """The questions put to the ondersteuningsteam with all that was said about each."""
        return consults(self.standing)

    @property
    def open_consult(self) -> Consult | None:
        """The question that has no advice yet, if there is one."""
        latest = self.consults[-1] if self.consults else None
        return latest if latest and latest.is_open else None

    @property
    def waits_for_advice(self) -> bool:
        """Whether it is for the ondersteuningsteam to speak: to advise, or to ask for more."""
        return bool(self.consults) and self.consults[-1].turn is Turn.TEAM

    @property
    def waits_for_answer(self) -> bool:
        """Whether the ondersteuningsteam asked for more and has no answer yet."""
        return bool(self.consults) and self.consults[-1].turn is Turn.ASKER

    @property
    def advice_is_new(self) -> bool:
        """Whether nobody has said yet what was done with the latest advice."""
        return bool(self.consults) and self.consults[-1].turn is Turn.USE

    @property
    def support_ends_on(self) -> date | None:
        """The last day on which the ondersteuningsteam may read the case.

        `date.max` while a question has no advice; None when no question was ever put.
        """
        return max((consult.access_ends_on for consult in self.consults), default=None)

    def is_with_support(self, staff_id: str = "") -> bool:
        """Whether this member of the ondersteuningsteam may read the case today.

        Every member from the question until some time after the advice; one who opened it as a
        hard case, with a reason, for as long as that says.
        """
        if self.support_ends_on and self.today <= self.support_ends_on:
            return True
        return any(
            entry.recorded_by == staff_id and self.today <= said.access_ends_on
            for entry, said in self.of(kinds.CaseLookedInto)
        )

    @cached_property
    def measures(self) -> list[MeasureTaken]:
        """The measures in order, each with its latest review."""
        reviews = {said.measure_number: entry for entry, said in self.of(kinds.MeasureReviewed)}
        return [
            MeasureTaken(entry.number, entry.happened_on, said, reviews.get(entry.number))
            for entry, said in self.of(kinds.MeasureAgreed)
        ]

    @cached_property
    def aftercare(self) -> list[AftercareMoment]:
        """Every nazorg moment that was planned, also from before a reopening."""
        done = {said.planned_number: entry for entry, said in self.of(kinds.AftercareDone)}
        aside = {said.planned_number: entry for entry, said in self.of(kinds.AftercareSetAside)}
        moved: dict[int, list[kinds.AftercareMoved]] = {}
        for _, said in self.of(kinds.AftercareMoved):
            moved.setdefault(said.planned_number, []).append(said)
        return [
            _moment(entry, plan, moved.get(entry.number, []), done, aside)
            for entry, plan in self.of(kinds.AftercarePlanned)
        ]

    @cached_property
    def talks_with_a_date(self) -> list[tuple[Entry, kinds.TalkHeld]]:
        """The talks in which something was agreed for a date, oldest first."""
        return [(entry, said) for entry, said in self.of(kinds.TalkHeld) if said.next_on]

    @property
    def standing_aftercare(self) -> list[AftercareMoment]:
        """The nazorg moments of the present stop; a reopening ends the older ones."""
        return [moment for moment in self.aftercare if moment.number > self.reopened_number]

    @property
    def open_decisions(self) -> list[Entry]:
        """What the ondersteuningsteam decided and nobody has carried out yet."""
        done = {said.decision_number for _, said in self.of(kinds.DecisionDone)}
        return [
            entry
            for entry, said in self.of(kinds.TeamDecided)
            if said.is_decided and entry.number not in done
        ]

    @property
    def safety_scores(self) -> list[tuple[date, str, int]]:
        """Day, pupil and safety score (1-10) of every talk, check-in and nazorg that has one."""
        scored = (kinds.TalkHeld, kinds.CheckedIn, kinds.AftercareDone)
        return [
            (entry.happened_on, entry.pupil_id, entry.payload.safety_score)
            for entry in self.standing
            if isinstance(entry.payload, scored) and entry.payload.safety_score is not None
        ]


_RUNNING = CaseState.RUNNING
_TURNS = {
    kinds.Stopped.kind: CaseState.STOPPED,
    kinds.Closed.kind: CaseState.CLOSED,
    kinds.Reopened.kind: CaseState.RUNNING,
    kinds.MergedInto.kind: CaseState.CLOSED,
}


def _says_group_level(said: Answer) -> bool | None:
    """An unticked box on a melding says nothing; in the analysis it takes the mark away."""
    return said.group_level or (None if isinstance(said, kinds.Reported) else said.group_level)


def _state_after(entry: Entry) -> CaseState:
    return _TURNS[entry.kind]


def _said(entry: Entry, kind: type[Kind]) -> Kind:
    if not isinstance(entry.payload, kind):
        raise TypeError(f"entry {entry.number} is {entry.kind}, not {kind.kind}")
    return entry.payload


def _moment(
    planned: Entry,
    plan: kinds.AftercarePlanned,
    moves: Sequence[kinds.AftercareMoved],
    done: dict[int, Entry],
    aside: dict[int, Entry],
) -> AftercareMoment:
    latest = moves[-1] if moves else plan
    return AftercareMoment(
        planned.number,
        planned,
        latest.due_on,
        latest.window_ends_on,
        len(moves),
        done.get(planned.number),
        aside.get(planned.number),
    )
