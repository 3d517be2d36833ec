"""What one case looks like as a whole: its course on a timeline, its delays, and its likeness."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.consult import ROUNDS
from casework.entries import Entry
from casework.school_days import SchoolDays
from casework.words import letter

LEGS = ("incident_to_report", "report_to_talk", "talk_to_measure")
SHORTEST_BREAK = 5
"""Days in a row without school that are marked as such, in a course of many weeks."""

SHORT_COURSE = 45
"""In a course of at most so many days, weekends are marked as well."""

# The step in whose column a kind of entry stands that names no step of its own.
_FORMS = {
    **{kind.kind: "support_asked" for kind in (*ROUNDS, kinds.CaseLookedInto)},
    "measure_reviewed": "measure_agreed",
    "agreement_reviewed": "talk_held",
    "aftercare_done": "aftercare_done",
    "aftercare_set_aside": "aftercare_done",
    "closed": "evaluated",
    "reopened": "evaluated",
    "handover_noted": "evaluated",
    "noted": "checked_in",
}
# Drawn in another way in the picture, or part of the melding.
_NO_POINT = (
    kinds.CaseOpened,
    kinds.LevelReached,
    kinds.MeasureAgreed,
    kinds.AftercarePlanned,
    kinds.AftercareMoved,
    kinds.EntryWithdrawn,
)


@dataclass(frozen=True)
class CoursePoint:
    """An entry as a point: the day, and the column of the card where it stands."""

    entry: Entry
    column: str

    @property
    def on(self) -> date:
        """The day on which it happened."""
        return self.entry.happened_on


@dataclass(frozen=True)
class Span:
    """A measure from the day it was agreed to its last day; an open one goes on until today."""

    number: int
    starts_on: date
    ends_on: date
    is_open: bool


@dataclass(frozen=True)
class PlannedMoment:
    """A nazorg moment on the day it was planned for, with the number of its plan."""

    number: int
    due_on: date


@dataclass(frozen=True)
class Course:
    """The course of a case from the first day that is known to the last one.

    `levels`: the day and the level from then on; `scores`: day, pupil, 1 to 10; `breaks`: first
    and last day of each time without school of SHORTEST_BREAK days or more (any, in a short one).
    """

    first: date
    last: date
    points: tuple[CoursePoint, ...]
    spans: tuple[Span, ...]
    planned: tuple[PlannedMoment, ...]
    levels: tuple[tuple[date, int], ...]
    scores: tuple[tuple[date, str, int], ...]
    breaks: tuple[tuple[date, date], ...]


def course(case: Case) -> Course:
    """The course of `case`, by what counts: nothing withdrawn, corrections in their place."""
    points = tuple(
        CoursePoint(e, _column(case, e)) for e in case.effective_entries if _is_point(case, e)
    )
    spans = tuple(_spans(case))
    planned = tuple(
        PlannedMoment(moment.number, moment.due_on)
        for moment in case.aftercare
        if moment.done is None
    )
    levels = tuple(_levels(case))
    days = [
        *(point.on for point in points),
        *(day for span in spans for day in (span.starts_on, span.ends_on)),
        *(moment.due_on for moment in planned),
        *(day for day, _ in levels),
        *([] if case.state is CaseState.CLOSED else [case.today]),
    ]
    first, last = min(days), max(days)
    return Course(
        first,
        last,
        points,
        spans,
        planned,
        levels,
        tuple(sorted(case.safety_scores)),
        tuple(_breaks(case.school_days, first, last)),
    )


def _is_point(case: Case, entry: Entry) -> bool:
    if isinstance(entry.payload, kinds.PupilInvolved):
        return entry.happened_on not in {report.happened_on for report, _ in case.reports}
    return not isinstance(entry.payload, _NO_POINT)


def _column(case: Case, entry: Entry) -> str:
    card = case.card
    if any(step.id == entry.step for step in card.all_steps):
        return card.step(entry.step).column
    form = _FORMS.get(entry.kind, entry.kind)
    columns = [step.column for step in card.all_steps if step.form == form]
    return columns[0] if columns else card.step("report").column


def _spans(case: Case) -> Iterator[Span]:
    """A measure that was looked at ends that day, else on its own last day."""
    ended = case.closing.happened_on if case.closing else case.today
    for taken in case.measures:
        reviewed = taken.review.happened_on if taken.review else None
        end = taken.agreed.until or reviewed or taken.agreed.review_on
        if end is None or (reviewed is None and end > ended):
            end = max(ended, taken.agreed_on)
        yield Span(taken.number, taken.agreed_on, max(end, taken.agreed_on), reviewed is None)


def _levels(case: Case) -> Iterator[tuple[date, int]]:
    highest = 1
    yield case.opened_on, highest
    for entry, reached in case.of(kinds.LevelReached):
        if reached.level > highest:
            highest = reached.level
            yield entry.happened_on, highest


def _breaks(school_days: SchoolDays, first: date, last: date) -> Iterator[tuple[date, date]]:
    shortest = 1 if (last - first).days <= SHORT_COURSE else SHORTEST_BREAK
    off: list[date] = []
    for n in range((last - first).days + 2):
        day = first + timedelta(days=n)
        if day <= last and not school_days.is_school_day(day):
            off.append(day)
            continue
        if len(off) >= shortest:
            yield off[0], off[-1]
        off = []


def own_delays(case: Case) -> dict[str, int | None]:
    """School days per leg of LEGS, None where a day is not known or the later one came first."""
    incident = case.first_incident_on
    talk = min((e.happened_on for e, _ in case.of(kinds.TalkHeld)), default=None)
    measure = min((taken.agreed_on for taken in case.measures), default=None)
    legs = ((incident, case.opened_on), (case.opened_on, talk), (talk, measure))
    return {
        leg: _days(case.school_days, start, end)
        for leg, (start, end) in zip(LEGS, legs, strict=True)
    }


def _days(school_days: SchoolDays, start: date | None, end: date | None) -> int | None:
    if start is None or end is None or end < start:
        return None
    return school_days.between(start, end)


@dataclass(frozen=True)
class Likeness:
    """What a case is compared by, coded; `school_days` from the first melding to the stop.

    A case that has not stopped is counted until today (`is_open`) or until it was closed.
    """

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    year_group: int
    level: int
    group_level: bool
    school_days: int
    is_open: bool = False


def likeness(case: Case) -> Likeness:
    """What `case` is compared by."""
    ended = case.stop or case.closing
    end = ended.happened_on if ended else case.today
    return Likeness(
        tuple(sorted(case.all_codes("kinds"))),
        tuple(sorted(case.all_codes("places"))),
        case.filed_under.year_group,
        case.level,
        case.group_level,
        max(0, case.school_days.between(case.opened_on, end)),
        is_open=ended is None,
    )


def pupil_letters(pupil_ids: Iterable[str]) -> dict[str, str]:
    """A name that says nothing for each pupil, in this order: "leerling A", ..., "leerling AA"."""
    ids = list(dict.fromkeys(pupil_ids))
    return {pupil: f"leerling {letter(place)}" for place, pupil in enumerate(ids)}
