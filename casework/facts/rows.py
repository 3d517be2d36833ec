"""The rows of the coded facts, without a name or a word: from these every figure is made.

A row holds codes, dates and numbers as they follow from the entries of one subject (a case, a
signal or a class); nothing in it depends on today. Ids are UUIDs as text, and None stands for no
answer. A case that goes on as part of another one has no rows: they are counted there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple


class CaseRow(NamedTuple):
    """One row per case: whose it is, when it first came where, and how it stands by its entries.

    Class, year group and team are those of the gepeste at the opening. `kinds`: every code that was
    ever answered, in order of the alphabet. `incident_on`: of what the first melding was about.
    `asked`: the roles that its card gives a part besides those of its level.
    """

    case_id: str
    label: str
    school_year: str
    class_id: str | None
    year_group: int
    team_id: str | None
    incident_on: date | None
    opened_on: date
    last_report_on: date
    first_talk_on: date | None
    first_talk_target_on: date | None
    first_talk_displaying_on: date | None
    first_measure_on: date | None
    count_reports: int
    level: int
    level_2_on: date | None
    level_3_on: date | None
    support_asked_on: date | None
    group_level: bool
    serious: bool
    verdict: str | None
    kinds: Sequence[str]
    stopped_on: date | None
    closed_on: date | None
    ending: str | None
    count_reopened: int
    state: str
    asked: Sequence[str]


class ReportRow(NamedTuple):
    """One row per melding; class, year group and team are those of the gepeste on its day."""

    case_id: str
    number: int
    ordinal: int
    reported_on: date
    incident_on: date | None
    school_year: str
    class_id: str | None
    year_group: int
    team_id: str | None
    kinds: Sequence[str]
    places: Sequence[str]
    day_part: str | None
    teller: str | None
    verdict: str | None
    serious: bool


class PartRow(NamedTuple):
    """One row per pupil who was ever named in a case, with the part now ("": none any more).

    `pupil_in_case` counts the pupils of a case in the order in which they were named: with it
    figures tell pupils apart without knowing who they are.
    """

    case_id: str
    pupil_id: str
    role: str
    since: date
    pupil_in_case: int


class ClassPartRow(NamedTuple):
    """One row per class that was added to a group case, besides the classes of its pupils."""

    case_id: str
    class_id: str
    class_name: str
    year_group: int
    team_id: str | None


class AftercareRow(NamedTuple):
    """One row per planned nazorg moment, with all that a replay to a day needs.

    When it was planned and for which days, each move (moved_on, due_on, window_ends_on), and when
    it was done, set aside, or ended by a reopening. `extra_on`: the first talk before it began,
    which does not do it. What became of it on a day is analytics/aftercare_moments.py.
    """

    case_id: str
    number: int
    step: str
    pupil_in_case: int | None
    kind: str
    planned_on: date
    first_due_on: date
    first_window_ends_on: date
    moves: Sequence[Mapping[str, date]] | None
    extra_on: date | None
    done_on: date | None
    set_aside_on: date | None
    reopened_on: date | None
    outcome: str | None
    safety_score: int | None
    school_year: str
    class_id: str | None
    year_group: int
    team_id: str | None


class SafetyRow(NamedTuple):
    """One row per safety score (1-10) that a pupil gave: in a talk, a check-in or own nazorg."""

    case_id: str
    number: int
    pupil_in_case: int
    role: str
    said_on: date
    score: int


class TurnRow(NamedTuple):
    """One row per time that a case was stopped, closed or opened again, in order of `number`."""

    case_id: str
    number: int
    turn: str
    happened_on: date
    ending: str | None


class ConsultRow(NamedTuple):
    """One row per question to the ondersteuningsteam, numbered within the case from 1."""

    case_id: str
    ordinal: int
    asked_on: date
    advice_due_on: date | None
    advised_on: date | None
    count_more_asked: int
    count_agreed: int
    used_on: date | None
    followed: str | None
    access_ends_on: date
    turn: str
    due_on: date | None


class LookRow(NamedTuple):
    """One row per time that a member of the ondersteuningsteam opened a hard case by itself."""

    case_id: str
    staff_id: str | None
    looked_on: date
    access_ends_on: date


class LikenessRow(NamedTuple):
    """One row per case: where it happened, which measures were looked back on, what helped.

    Codes in order of the alphabet. A measure helped when its latest review says gestopt or minder.
    """

    case_id: str
    places: Sequence[str]
    evaluated_on: date | None
    helped: Sequence[str]
    not_helped: Sequence[str]
    measures_seen: Sequence[str]
    measures_helped: Sequence[str]


class StepRow(NamedTuple):
    """One row per step of the card, pupil and occurrence (a nazorg moment, a talk, a measure).

    How it stands by the entries, from which day it was asked and by when it was due, also of what
    is done: so that done in time can be told from done late. `place` is that of the step on the
    card that the case follows. What became of it on a day is analytics/step_outcomes.py.
    """

    case_id: str
    place: int
    card_version: int
    pupil_in_case: int | None
    side: str | None
    occurrence: int
    is_required: bool
    asked_on: date | None
    status: str
    due_on: date | None
    in_time_until: date | None
    done_on: date | None
    first_done_on: date | None
    team_id: str | None


class SignalRow(NamedTuple):
    """One row per signal. `sent_by` is there for the sender's own list; no figure reads it."""

    signal_id: str
    sent_on: date
    sent_by: str | None
    class_id: str | None
    year_group: int | None
    team_id: str | None
    taken_on: date | None
    set_aside_on: date | None
    case_id: str | None


class SignalPupilRow(NamedTuple):
    """One row per pupil named in a signal; the role is empty when the sender gave none."""

    signal_id: str
    pupil_id: str
    role: str


class PreventionRow(NamedTuple):
    """One row per preventive mentor hour."""

    class_id: str
    number: int
    held_on: date
    theme: str


FactRow = (
    CaseRow
    | ReportRow
    | PartRow
    | ClassPartRow
    | AftercareRow
    | SafetyRow
    | TurnRow
    | ConsultRow
    | LookRow
    | LikenessRow
    | SignalRow
    | SignalPupilRow
    | PreventionRow
)
"""A row that follows from the entries of its subject alone."""
