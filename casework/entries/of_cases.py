"""The steps of a case: what the mentor and colleagues record as they walk the card."""

from datetime import date
from typing import ClassVar, Literal

from casework.entries.five_questions import Answered
from casework.entries.payload import Code, Payload, Score, Words


class CaseOpened(Payload):
    kind: ClassVar[str] = "case_opened"
    label: Code
    school_year: Code
    class_id: Code
    year_group: int
    team_id: Code
    reason: Words = ""


class Reported(Answered):
    """A melding: the five questions. `happened_on` of the entry is the day it was reported."""

    kind: ClassVar[str] = "reported"
    ordinal: int = 1
    teller: Code = ""
    group_level: bool = False
    class_id: Code = ""
    year_group: int = 0
    team_id: Code = ""


class AnalysisAdded(Answered):
    """Answers that came later, or a verdict that changed; an unset field leaves the old answer."""

    kind: ClassVar[str] = "analysis_added"
    group_level: bool | None = None


class PupilInvolved(Payload):
    """A pupil has a part; the class is the one of that day."""

    kind: ClassVar[str] = "pupil_involved"
    role: Code
    class_id: Code
    year_group: int
    team_id: Code


class RoleChanged(Payload):
    """Another role, or (role empty) no part any more."""

    kind: ClassVar[str] = "role_changed"
    role: Code = ""
    reason: Words = ""


class SeriousDecided(Payload):
    kind: ClassVar[str] = "serious_decided"
    route: Code
    reason: Words = ""


class TalkHeld(Payload):
    kind: ClassVar[str] = "talk_held"
    target_agrees: bool | None = None
    next_on: date | None = None
    safety_score: Score | None = None
    led_by: Words = ""
    present: Words = ""
    notes: Words = ""
    agreements: Words = ""


class AgreementReviewed(Payload):
    """Whether what was agreed in a talk, for a date, was done."""

    kind: ClassVar[str] = "agreement_reviewed"
    talk_number: int
    kept: Literal["yes", "partly", "no"]
    notes: Words = ""


class CheckedIn(Payload):
    kind: ClassVar[str] = "checked_in"
    safety_score: Score | None = None
    note: Words = ""


class MeasureAgreed(Payload):
    """A measure; `for_pupil` is the pupil it was agreed with, empty when it is for more.

    `agreed_by` is the role that agreed it, where a mentor writes down what a colleague agreed.
    """

    kind: ClassVar[str] = "measure_agreed"
    measure: Code
    level: int
    for_pupil: Code = ""
    agreed_by: Code = ""
    until: date | None = None
    review_on: date | None = None
    words: Words = ""
    with_whom: Words = ""
    reason: Words = ""


class MeasureReviewed(Payload):
    kind: ClassVar[str] = "measure_reviewed"
    measure_number: int
    outcome: Code
    notes: Words = ""


class ColleagueInvolved(Payload):
    """The leerlingcoördinator or teamleider has taken note."""

    kind: ClassVar[str] = "colleague_involved"
    level: int
    note: Words = ""


class ParentsInformed(Payload):
    kind: ClassVar[str] = "parents_informed"
    way: Code
    reaction: Words = ""


class MagisterNoted(Payload):
    kind: ClassVar[str] = "magister_noted"
    text: Words = ""


class TeamInformed(Payload):
    kind: ClassVar[str] = "team_informed"
    message: Words = ""


class StepSetAside(Payload):
    """Not applicable, with a reason; step, pupil and occurrence tell which one."""

    kind: ClassVar[str] = "step_set_aside"
    occurrence: int = 0
    reason: Words


class LevelReached(Payload):
    """A person confirmed a level; `proposed` is what the program had proposed."""

    kind: ClassVar[str] = "level_reached"
    level: int
    proposed: int
    cause: Code
    reason: Words = ""


class LevelDeclined(Payload):
    """A person kept the level although a higher one was proposed."""

    kind: ClassVar[str] = "level_declined"
    proposed: int
    cause: Code
    reason: Words


class Stopped(Payload):
    kind: ClassVar[str] = "stopped"
    said_by: Code
    words: Words = ""


class AftercarePlanned(Payload):
    """A nazorg moment; `aftercare` is target, displaying or parents."""

    kind: ClassVar[str] = "aftercare_planned"
    moment: Code
    aftercare: Code
    due_on: date
    window_ends_on: date


class AftercareMoved(Payload):
    kind: ClassVar[str] = "aftercare_moved"
    planned_number: int
    due_on: date
    window_ends_on: date
    reason: Words


class AftercareDone(Payload):
    kind: ClassVar[str] = "aftercare_done"
    planned_number: int
    outcome: Code
    safety_score: Score | None = None
    notes: Words = ""


class AftercareSetAside(Payload):
    kind: ClassVar[str] = "aftercare_set_aside"
    planned_number: int
    reason: Words


class Evaluated(Payload):
    kind: ClassVar[str] = "evaluated"
    helped: list[Code] = []
    not_helped: list[Code] = []
    what_helped: Words = ""
    what_did_not: Words = ""


class Closed(Payload):
    kind: ClassVar[str] = "closed"
    ending: Code
    count_open_aftercare: int = 0
    reason: Words = ""


class Reopened(Payload):
    """Opened again; `planned_number` is the nazorg moment whose outcome did it, if one did."""

    kind: ClassVar[str] = "reopened"
    cause: Code
    planned_number: int | None = None
    reason: Words = ""
