"""At the desk: a class as its mentor has it, with its pupils, running cases and mentor hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.card.codes import check_codes
from casework.cases.case import Case
from casework.desk.access import Seat
from casework.entries import Entry, NewEntry, tidy
from casework.entries.effective import Standing
from casework.errors import InputRefused, NotHere
from casework.people import Action, Role
from casework.ports import Pupil, Receipt, SchoolClass


@dataclass(frozen=True)
class MentorHour:
    """A preventive mentor hour that stands; `number` is its entry in the log of the class."""

    number: int
    held_on: date
    theme: str
    note: str
    recorded_by: str


@dataclass(frozen=True)
class ClassFile:
    """One class of this school year; `cases` are the open ones that this person may record in."""

    school_class: SchoolClass
    pupils: tuple[Pupil, ...]
    cases: tuple[Case, ...]
    hours: tuple[MentorHour, ...]
    is_own: bool

    def cases_of(self, pupil_id: str) -> list[Case]:
        """The open cases in which this pupil has a part."""
        return [case for case in self.cases if pupil_id in case.parts]

    @property
    def next_aftercare_on(self) -> date | None:
        """The first day of nazorg that is still to be done for a pupil of this class."""
        own = {pupil.pupil_id for pupil in self.pupils}
        waiting = [
            moment.due_on
            for case in self.cases
            for moment in case.standing_aftercare
            if moment.is_open and moment.planned.pupil_id in own
        ]
        return min(waiting, default=None)

    def asked_after(self, pupil_id: str) -> list[Case]:
        """The open cases in which the mentor asks this pupil how it goes."""
        return [case for case in self.cases_of(pupil_id) if pupil_id in case.concerned]

    def scores(self, pupil_id: str) -> list[tuple[date, int]]:
        """The safety scores that this pupil gave in the open cases, oldest first."""
        return sorted(
            (day, score)
            for case in self.cases
            for day, pupil, score in case.safety_scores
            if pupil == pupil_id
        )


@dataclass(frozen=True)
class Classroom(Seat):
    """What a mentor, and whoever is over that mentor, can do with a class as a whole."""

    def classrooms(self) -> list[SchoolClass]:
        """The classes of this year that this person sees as a whole: the own ones first."""
        self._require(Action.SEE_CLASS)
        reach = self.actor.reach(Action.SEE_CLASS)
        found = [
            one
            for one in self.store.school.classes(self.school_year.school_year)
            if one.class_id in reach.classes
            or one.year_group in reach.year_groups
            or one.team_id in reach.teams
        ]
        return sorted(found, key=lambda c: (c.class_id not in reach.classes, c.year_group, c.name))

    def classroom(self, class_id: str) -> ClassFile:
        """One class with its names; every case that it tells about is logged as opened."""
        found = next((one for one in self.classrooms() if one.class_id == class_id), None)
        if found is None:
            raise NotHere
        pupils = tuple(self.store.school.class_list(class_id, self.today))
        cases = self._open_cases({pupil.pupil_id for pupil in pupils})
        visit = self.visit or self.new_id()
        for case in cases:
            self.store.access_log.opened(self.actor.staff_id, case.case_id, self.now(), visit, "")
        is_own = class_id in self.actor.scopes(Role.MENTOR, Action.LOG_MENTOR_HOUR)
        return ClassFile(found, pupils, cases, self._hours(class_id), is_own)

    def _open_cases(self, pupil_ids: set[str]) -> tuple[Case, ...]:
        glances = self.store.facts.glances(self.actor.reach(Action.RECORD), self.today)
        wanted = [g for g in glances if g.state != "closed" and pupil_ids & set(g.pupil_ids)]
        entries = self.store.log.entries_of(glance.case_id for glance in wanted)
        ordered = sorted(wanted, key=lambda glance: glance.label)
        return tuple(self._fold(entries[g.case_id]) for g in ordered if g.case_id in entries)

    def _hours(self, class_id: str) -> tuple[MentorHour, ...]:
        entries = self.store.log.entries(class_id)
        names = self.store.school.staff_names({entry.recorded_by for entry in entries})
        held = [
            MentorHour(
                entry.number,
                entry.happened_on,
                said.theme,
                said.note,
                names[entry.recorded_by].full if entry.recorded_by in names else "een collega",
            )
            for entry, said in _hours_held(entries)
        ]
        return tuple(sorted(held, key=lambda hour: (hour.held_on, hour.number), reverse=True))

    def log_mentor_hour(
        self, class_id: str, held_on: date, said: kinds.MentorHourHeld, form_key: str
    ) -> Receipt:
        """Record a preventive mentor hour of an own class."""
        self._require_own(class_id)
        if held_on > self.today:
            raise InputRefused("De datum ligt in de toekomst. Kies vandaag of eerder.", "held_on")
        if held_on < self.school_year.starts_on:
            raise InputRefused("De datum ligt vóór dit schooljaar.", "held_on")
        if not said.theme:
            raise InputRefused("Kies waar het mentoruur over ging.", "theme")
        if not self.card.has_step("mentor_hour"):
            raise InputRefused("Het mentoruur staat niet meer op de handelingskaart.")
        check_codes(self.card, said)
        return self._append_to_class(class_id, NewEntry(said, held_on, "mentor_hour"), form_key)

    def withdraw_mentor_hour(
        self, class_id: str, number: int, reason: str, form_key: str
    ) -> Receipt:
        """Strike out a mentor hour of an own class; the hour and the reason stay in the log."""
        self._require_own(class_id)
        held = {
            entry.number
            for entry in self.store.log.entries(class_id)
            if isinstance(entry.payload, kinds.MentorHourHeld)
        }
        why = str(tidy(reason))
        if number not in held:
            raise InputRefused("Kies het mentoruur dat niet klopt.", "hour")
        if not why:
            raise InputRefused("Schrijf op wat er niet klopt.", "reason")
        said = kinds.EntryWithdrawn(number=number, reason=why)
        return self._append_to_class(class_id, NewEntry(said, self.today), form_key)

    def mentor_hours(self, class_ids: Sequence[str]) -> list[tuple[date, str]]:
        """Day and theme of the mentor hours of these classes, newest first; no names in it."""
        self._require(Action.SEE_CASE)
        found = self.store.log.entries_of(class_ids).values()
        held = [
            (entry.happened_on, said.theme)
            for entries in found
            for entry, said in _hours_held(entries)
        ]
        return sorted(held, reverse=True)

    def _require_own(self, class_id: str) -> None:
        if class_id not in self.actor.scopes(Role.MENTOR, Action.LOG_MENTOR_HOUR):
            raise NotHere

    def _append_to_class(self, class_id: str, new: NewEntry, form_key: str) -> Receipt:
        seen = len(self.store.log.entries(class_id))
        signature = self._signature(self.card, form_key)
        return self.store.log.append(class_id, [new], expected=seen, signature=signature)


def _hours_held(entries: Sequence[Entry]) -> Iterable[tuple[Entry, kinds.MentorHourHeld]]:
    """The mentor hours in the log of a class that were not struck out."""
    for entry in Standing(entries).entries:
        if isinstance(entry.payload, kinds.MentorHourHeld):
            yield entry, entry.payload
