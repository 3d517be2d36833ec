"""A class as its mentor has it, with its pupils, running cases and mentor hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.rules import check_not_ahead
from casework.desk.access import Room
from casework.desk.whereabouts import whereabouts
from casework.entries import Entry, NewEntry, check_codes, tidy
from casework.entries.effective import EffectiveEntries
from casework.errors import InputRefused, NotHere
from casework.labels import A_COLLEAGUE
from casework.people import Action, Role
from casework.pupil_labels import full_labels, pupil_labels
from casework.records import ON_CLASS_PAGE, Pupil, Receipt, SchoolClass
from casework.school_years import check_known, year_of
from casework.sent_forms import SentForm, sent_form
from casework.words import numeric_date


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
    """One class of this school year; `cases` are the open ones that this person may record in.

    `whereabouts` says of its mentors who is not at work today, and who stands in.
    """

    school_class: SchoolClass
    pupils: tuple[Pupil, ...]
    cases: tuple[Case, ...]
    hours: tuple[MentorHour, ...]
    is_own: bool
    whereabouts: tuple[str, ...] = ()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What its pupils are called in short, no two alike."""
        return pupil_labels(self.pupils)

    @cached_property
    def full_labels(self) -> Mapping[str, str]:
        """The same with the whole names."""
        return full_labels(self.pupils)

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
            for moment in case.current_aftercare
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
class Classroom(Room):
    """What a mentor, and whoever is over that mentor, can do with a class as a whole."""

    def classes(self) -> list[SchoolClass]:
        """The classes of this year that this person sees as a whole: the own ones first."""
        self._access.require(Action.SEE_CLASS)
        return self._access.classes_in_sight()

    def open(self, class_id: str) -> ClassFile:
        """One class with its names; every case that it tells about is logged, and stays new."""
        access = self._access
        school_class = next((c for c in self.classes() if c.class_id == class_id), None)
        if school_class is None:
            raise NotHere
        pupils = tuple(access.class_list(class_id))
        cases = self._open_cases(school_class, {pupil.pupil_id for pupil in pupils})
        access.log_beside([case.case_id for case in cases], ON_CLASS_PAGE)
        is_own = class_id in access.actor.scopes(Role.MENTOR, Action.LOG_MENTOR_HOUR)
        near = whereabouts(access.store.school, access.school_days, access.today, [class_id])
        return ClassFile(school_class, pupils, cases, self._hours(class_id), is_own, near)

    def _open_cases(self, school_class: SchoolClass, pupil_ids: set[str]) -> tuple[Case, ...]:
        """Those with a pupil of this class, and those that this class was added to."""
        summaries = [
            summary
            for summary in self._access.summaries(Action.RECORD)
            if summary.state != "closed"
            and (pupil_ids & set(summary.pupil_ids) or school_class.name in summary.class_names)
        ]
        ordered = sorted(summaries, key=lambda summary: summary.label)
        cases = self._access.cases_without_words(summary.case_id for summary in ordered)
        return tuple(
            case
            for case in cases
            if pupil_ids & set(case.parts) or case.plays_in(school_class.class_id)
        )

    def _hours(self, class_id: str) -> tuple[MentorHour, ...]:
        entries = self._access.store.log.entries(class_id)
        names = self._access.names_of({entry.recorded_by for entry in entries})
        hours = [
            MentorHour(
                number=entry.number,
                held_on=entry.happened_on,
                theme=hour.theme,
                note=hour.note,
                recorded_by=names.get(entry.recorded_by, A_COLLEAGUE),
            )
            for entry, hour in _hours_held(entries)
        ]
        return tuple(sorted(hours, key=lambda hour: (hour.held_on, hour.number), reverse=True))

    def log_hour(
        self, class_id: str, held_on: date, hour: kinds.MentorHourHeld, form_key: str
    ) -> Receipt:
        """Record a preventive mentor hour of an own class.

        Of a day in an earlier school year it is an hour of the class that this mentor had then.
        """
        self._require_own(class_id)
        check_not_ahead(held_on, self._access.today, "held_on")
        then_id = self._own_class_on(class_id, held_on)
        if not hour.theme:
            raise InputRefused("Kies waar het mentoruur over ging.", "theme")
        if not self._access.card.has_step("mentor_hour"):
            raise InputRefused("Het mentoruur staat niet meer op de handelingskaart.")
        check_codes(self._access.card, hour)
        form = sent_form(form_key, "log_hour", class_id, held_on, hour)
        return self._append(then_id, NewEntry(hour, held_on, "mentor_hour"), form)

    def _own_class_on(self, class_id: str, day: date) -> str:
        """This class, or the own class of that day when this one is of a later school year."""
        years = self._access.school_years()
        check_known(day, years, "Wat daarvoor was, staat hier niet in.", "held_on")
        year = year_of(years, day)
        index = self._access.store.school.class_index(year.school_year) if year else {}
        if class_id in index:
            return class_id
        own = {
            term.class_id
            for term in self._access.store.school.mentor_terms(index)
            if term.staff_id == self._access.actor.staff_id and term.holds_on(day)
        }
        if len(own) != 1:
            raise InputRefused(
                f"Op {numeric_date(day)} had je niet één eigen klas; voor welke klas dit mentoruur "
                "was, is dus niet bekend. Vraag de beheerder je rol van toen na te kijken.",
                "held_on",
            )
        return next(iter(own))

    def withdraw_hour(self, class_id: str, number: int, reason: str, form_key: str) -> Receipt:
        """Strike out a mentor hour of an own class; the hour and the reason stay in the log."""
        self._require_own(class_id)
        numbers = {
            entry.number
            for entry in self._access.store.log.entries(class_id)
            if entry.payload.allowed.withdraw is Action.LOG_MENTOR_HOUR
        }
        why = str(tidy(reason))
        form = sent_form(form_key, "withdraw_hour", class_id, number, why)
        if earlier := self._access.earlier(form):
            return earlier
        if number not in numbers:
            raise InputRefused("Kies het mentoruur dat niet klopt.", "hour")
        if not why:
            raise InputRefused("Schrijf op wat er niet klopt.", "reason")
        withdrawn = kinds.EntryWithdrawn(number=number, reason=why)
        return self._append(class_id, NewEntry(withdrawn, self._access.today), form)

    def hours(self, class_ids: Sequence[str]) -> list[tuple[date, str]]:
        """Day and theme of the mentor hours of these classes, newest first; no names in it."""
        self._access.require(Action.SEE_CASE)
        logs = self._access.store.log.entries_of(class_ids).values()
        hours = [
            (entry.happened_on, hour.theme)
            for entries in logs
            for entry, hour in _hours_held(entries)
        ]
        return sorted(hours, reverse=True)

    def _require_own(self, class_id: str) -> None:
        if class_id not in self._access.actor.scopes(Role.MENTOR, Action.LOG_MENTOR_HOUR):
            raise NotHere

    def _append(self, class_id: str, new: NewEntry, form: SentForm) -> Receipt:
        access = self._access
        signature = access.signature(access.card, form)
        with access.store.log.together():
            newest = len(access.store.log.entries(class_id))
            return access.store.log.append(class_id, [new], expected=newest, signature=signature)


def _hours_held(entries: Sequence[Entry]) -> Iterable[tuple[Entry, kinds.MentorHourHeld]]:
    """The mentor hours in the log of a class that were not struck out."""
    for entry in EffectiveEntries(entries).entries:
        if isinstance(entry.payload, kinds.MentorHourHeld):
            yield entry, entry.payload
