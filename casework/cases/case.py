"""A case is what its entries add up to: parts, level, state, measures and nazorg."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.aftercare import AftercareMoment, aftercare_moments
from casework.cases.consult import Consult, Turn, consults
from casework.cases.escalation import Proposal, proposed_level
from casework.cases.measures import MeasureTaken, measures_taken
from casework.cases.parts import Part, parts_by_pupil
from casework.entries import Entry
from casework.entries.effective import EffectiveEntries, Kind
from casework.people import Home
from casework.school_days import SchoolDays

Answer = kinds.Reported | kinds.AnalysisAdded
MERGED = "merged"
WITH_A_SCORE = (kinds.TalkHeld, kinds.CheckedIn, kinds.AftercareDone)


class CaseState(StrEnum):
    """Where a case stands; a stopped case has nazorg before it closes."""

    RUNNING = "running"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True)
class Case:
    """One case, folded from its entries; nothing in here is stored.

    `entries` are all of them, in the order of their numbers; those that count are
    `effective_entries`. `today` only decides what is late.
    """

    case_id: str
    entries: tuple[Entry, ...]
    card: ActionCard
    school_days: SchoolDays
    today: date
    effective: EffectiveEntries = field(repr=False, compare=False)

    @classmethod
    def from_entries(
        cls, entries: Iterable[Entry], card: ActionCard, school_days: SchoolDays, today: date
    ) -> "Case":
        """Fold `entries` (any order, one case, at least one) into a case."""
        ordered = tuple(sorted(entries, key=lambda entry: entry.number))
        if not ordered:
            raise ValueError("a case has at least one entry")
        effective = EffectiveEntries(ordered)
        return cls(ordered[0].subject_id, ordered, card, school_days, today, effective)

    @property
    def effective_entries(self) -> tuple[Entry, ...]:
        """The entries that count: a correction under the number of what it corrects."""
        return self.effective.entries

    @property
    def withdrawn(self) -> frozenset[int]:
        """The numbers of every version of what was withdrawn."""
        return self.effective.withdrawn

    @property
    def corrected(self) -> frozenset[int]:
        """The numbers of the versions that a newer one took the place of."""
        return self.effective.corrected

    def of(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The effective entries of one kind with their payload, oldest first."""
        return self.effective.of(kind)

    def first_number(self, number: int) -> int:
        """The number of the first version of an entry; whatever refers to it refers to that."""
        return self.effective.places.get(number, number)

    def versions(self, number: int) -> list[Entry]:
        """Every version of the entry with this number, as they were recorded, oldest first."""
        place = self.first_number(number)
        return [entry for entry in self.entries if self.first_number(entry.number) == place]

    def right_pupil(self, entry: Entry) -> str:
        """Whom an entry is about, also when another pupil was chosen by mistake."""
        return self.effective.right_pupils.get(entry.number, entry.pupil_id)

    @property
    def is_undone(self) -> bool:
        """Whether its first melding was taken back right after it was saved: it is no case."""
        return self.entries[0].number in self.effective.undone

    @property
    def last_number(self) -> int:
        """The number of the newest entry; a writer says which one it had seen."""
        return self.entries[-1].number

    @cached_property
    def opening(self) -> kinds.CaseOpened:
        """What the first entry says: label, school year and home class."""
        first = self.effective_entries[0] if not self.is_undone else self.entries[0]
        opening = first.payload
        if not isinstance(opening, kinds.CaseOpened):
            raise TypeError(f"a case begins with case_opened, not {opening.kind}")
        return opening

    @cached_property
    def filed_under(self) -> kinds.CaseOpened:
        """The opening, in the school year and class of the first melding when its day was wrong."""
        first = self.reports[0][1]
        if first.corrects is None or not first.school_year:
            return self.opening
        place = first.model_dump(include={"school_year", "class_id", "year_group", "team_id"})
        return self.opening.model_copy(update=place)

    @property
    def label(self) -> str:
        """The number people use: "2026-044"."""
        return self.opening.label

    @cached_property
    def reports(self) -> list[tuple[Entry, kinds.Reported]]:
        """The meldingen, oldest first; the first one always counts."""
        return list(self.of(kinds.Reported))

    @property
    def next_ordinal(self) -> int:
        """The number of a next melding; one that moved to another case leaves its number free."""
        return max(report.ordinal for _, report in self.reports) + 1

    @property
    def opened_on(self) -> date:
        """The day of the first melding."""
        return self.reports[0][0].happened_on

    @property
    def last_report_on(self) -> date:
        """The day of the latest melding."""
        return max(entry.happened_on for entry, _ in self.reports)

    @cached_property
    def parts_ever(self) -> dict[str, Part]:
        """The latest part of each pupil who was ever named, the first mention first."""
        return parts_by_pupil(self.effective_entries)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts that pupils have now, by pupil."""
        return {pupil: part for pupil, part in self.parts_ever.items() if part.role}

    @property
    def mentioned(self) -> set[str]:
        """Every pupil who is named anywhere in its entries, also by mistake."""
        named = {entry.pupil_id for entry in self.entries if entry.pupil_id}
        return named | {pupil for e in self.entries for pupil in e.payload.other_pupils()}

    @property
    def added_classes(self) -> list[tuple[Entry, kinds.ClassInvolved]]:
        """The classes in which it plays besides those of its pupils."""
        return list(self.of(kinds.ClassInvolved))

    def plays_in(self, class_id: str) -> bool:
        """Whether this class was added to it, whoever of it has a part by name."""
        return any(added.class_id == class_id for _, added in self.added_classes)

    @property
    def added_homes(self) -> list[Home]:
        """Where those classes belong."""
        return [Home(c.class_id, c.year_group, c.team_id) for _, c in self.added_classes]

    def pupils(self, *roles: str) -> list[str]:
        """The pupils with one of these parts (all pupils when none is named)."""
        return [p.pupil_id for p in self.parts.values() if not roles or p.role in roles]

    @property
    def concerned(self) -> list[str]:
        """The pupils with whom each step is done apart: gepeste and pestende leerling."""
        return self.pupils("target", "displaying")

    @cached_property
    def answers(self) -> list[tuple[Entry, Answer]]:
        """The meldingen and the later answers that count, oldest first."""
        return [
            (entry, entry.payload)
            for entry in self.effective_entries
            if isinstance(entry.payload, Answer)
        ]

    def latest(self, question: str) -> str:
        """The latest non-empty answer to one of the five questions (a field of Reported)."""
        texts = (getattr(answer, question) for _, answer in reversed(self.answers))
        return next((text for text in texts if text), "")

    def all_codes(self, question: str) -> list[str]:
        """Every code answered to a question with several answers, in order, once each."""
        codes: dict[str, None] = {}
        for _, answer in self.answers:
            codes.update(dict.fromkeys(getattr(answer, question)))
        return list(codes)

    def _holds_since(self, holds_by: Callable[[Answer], bool | None]) -> date | None:
        """The day from which `holds_by` is true, by the latest answer on it (None: not on it)."""
        since: date | None = None
        for entry, answer in self.answers:
            holds = holds_by(answer)
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
        days = (answer.incident_on for _, answer in reversed(self.answers))
        return next((day for day in days if day), None)

    @property
    def first_incident_on(self) -> date | None:
        """The day of what the first melding was about: the last answer before a second melding."""
        second = self.reports[1][0].number if len(self.reports) > 1 else self.last_number + 1
        earlier = [answer for entry, answer in self.answers if entry.number < second]
        return next((a.incident_on for a in reversed(earlier) if a.incident_on), None)

    @property
    def bullying_since(self) -> date | None:
        """The day of the verdict that it is pesten, while that is the latest verdict."""
        return self._holds_since(
            lambda answer: answer.verdict == "bullying" if answer.verdict else None
        )

    @property
    def serious_sign(self) -> Entry | None:
        """The latest entry that named a serious sign."""
        return next((entry for entry, answer in reversed(self.answers) if answer.serious), None)

    @property
    def is_serious(self) -> bool:
        """Whether any melding named a serious sign."""
        return self.serious_sign is not None

    @property
    def group_level_since(self) -> date | None:
        """The day from which the bullying is at group level, while that is so."""
        return self._holds_since(_group_level_by)

    @property
    def group_level(self) -> bool:
        """Whether the bullying is at group level, by the latest answer on it."""
        return self.group_level_since is not None

    @cached_property
    def level(self) -> int:
        """The highest level that was reached; it never falls."""
        return max((reached.level for _, reached in self.of(kinds.LevelReached)), default=1)

    @property
    def proposal(self) -> Proposal | None:
        """The next level, when the card asks for it."""
        return proposed_level(self)

    def level_reached_on(self, level: int) -> date | None:
        """The day on which a level (or one above it) was first reached."""
        days = (
            entry.happened_on
            for entry, reached in self.of(kinds.LevelReached)
            if reached.level >= level
        )
        return min(days, default=None)

    @cached_property
    def state(self) -> CaseState:
        """Running, stopped or closed, by the last entry that decides it."""
        return self.turns[-1][1] if self.turns else CaseState.RUNNING

    @cached_property
    def _turning_points(self) -> list[Entry]:
        return [entry for entry in self.effective_entries if entry.payload.state_after]

    @property
    def turns(self) -> tuple[tuple[date, CaseState], ...]:
        """On which day the case went to which state, oldest first; it began as running."""
        return tuple(
            (entry.happened_on, CaseState(entry.payload.state_after))
            for entry in self._turning_points
        )

    @property
    def turn(self) -> Entry | None:
        """The last entry that stopped, closed or opened the case again."""
        return self._turning_points[-1] if self._turning_points else None

    @cached_property
    def stop(self) -> Entry | None:
        """The entry of the latest stop, unless the case was opened again after it."""
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
        closed = self.closing.payload
        return closed.ending if isinstance(closed, kinds.Closed) else MERGED

    @property
    def merged_into(self) -> kinds.MergedInto | None:
        """The case that this one goes on in, if it was merged."""
        return next((merged for _, merged in self.of(kinds.MergedInto)), None)

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
        """The questions put to the ondersteuningsteam, each with its rounds."""
        return consults(self.effective_entries)

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
        """Whether it is not recorded yet what was done with the latest advice."""
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
            entry.recorded_by == staff_id and self.today <= look.access_ends_on
            for entry, look in self.of(kinds.CaseLookedInto)
        )

    @cached_property
    def measures(self) -> list[MeasureTaken]:
        """The measures in order, each with its latest review."""
        return measures_taken(self.effective)

    @cached_property
    def aftercare(self) -> list[AftercareMoment]:
        """Every nazorg moment that was planned, also from before a reopening."""
        return aftercare_moments(self.effective)

    @cached_property
    def talks_with_a_date(self) -> list[tuple[Entry, kinds.TalkHeld]]:
        """The talks in which something was agreed for a date, oldest first."""
        return [(entry, talk) for entry, talk in self.of(kinds.TalkHeld) if talk.next_on]

    @cached_property
    def current_aftercare(self) -> list[AftercareMoment]:
        """The nazorg moments of the present stop; a reopening ends the older ones."""
        return [moment for moment in self.aftercare if moment.number > self.reopened_number]

    @property
    def open_decisions(self) -> list[Entry]:
        """What the ondersteuningsteam decided and nobody has carried out yet."""
        done = {payload.decision_number for _, payload in self.of(kinds.DecisionDone)}
        return [
            entry
            for entry, decision in self.of(kinds.TeamDecided)
            if decision.is_decided and entry.number not in done
        ]

    @property
    def scored_entries(self) -> list[tuple[Entry, int]]:
        """The entries with a safety score (1-10) of the pupil: a talk, a check-in, own nazorg.

        Not nazorg with parents, in which no pupil gives one.
        """
        with_parents = {one.number for one in self.aftercare if one.aftercare == "parents"}
        return [
            (entry, payload.safety_score)
            for entry in self.effective_entries
            if isinstance(payload := entry.payload, WITH_A_SCORE)
            and payload.safety_score is not None
            and getattr(payload, "planned_number", None) not in with_parents
        ]

    @property
    def safety_scores(self) -> list[tuple[date, str, int]]:
        """Day, pupil and score of each of these."""
        return [(entry.happened_on, entry.pupil_id, score) for entry, score in self.scored_entries]


def _group_level_by(answer: Answer) -> bool | None:
    """An unticked box on a melding says nothing; in the analysis it takes the mark away."""
    if isinstance(answer, kinds.Reported):
        return answer.group_level or None
    return answer.group_level
