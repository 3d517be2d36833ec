"""Two meetings of the ondersteuningsteam of the demo school: one held, one half-way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from casework import entries as kinds
from casework.cases.case import Case
from casework.desk import Desk
from casework.desk.advice import ADVICE
from data.store import Store
from demo.clock import SchoolClock, moment
from demo.roster.school import DemoSchool
from demo.words import note

AFTER_SCHOOL = 14 * 60 + 5
DAYS_AGO = range(9, 1, -1)
MOST_CASES = 4
MINUTES_A_CASE = 6
DUE_IN = (3, 5, 8, 10)
GUEST = "de jeugdarts"

DeskAt = Callable[[date, datetime], Desk]


@dataclass
class TeamMeetings:
    """The meetings, held at the desk of a member; `desk_at` gives it at a moment of a day."""

    store: Store
    school: DemoSchool
    desk_at: DeskAt

    @property
    def clock(self) -> SchoolClock:
        """The calendar of the school."""
        return self.school.clock

    def run(self) -> None:
        """A meeting that was held and closed, then one that is at its second case."""
        for ago in DAYS_AGO:
            day = self.clock.day(self.clock.latest - ago)
            cases = self._known_by(moment(day, AFTER_SCHOOL), self.clock.day(self.clock.latest))
            if len(cases) > 1:
                self._hold(day, cases[:MOST_CASES], until=len(cases[:MOST_CASES]), closes=True)
                break
        latest = self.clock.day(self.clock.latest)
        cases = self._known_by(moment(latest, AFTER_SCHOOL), latest)
        if cases:
            self._hold(latest, cases[:MOST_CASES], until=1, closes=False)

    def _known_by(self, at: datetime, today: date) -> list[str]:
        """The cases put to the team in which nothing was recorded after this moment."""
        candidates = self.desk_at(today, at).meetings.candidates()
        ids = [candidate.summary.case_id for candidate in candidates]
        entries = self.store.log.entries_of(ids)
        return [
            case_id
            for case_id in ids
            if case_id in entries and entries[case_id][-1].recorded_at < at
        ]

    def _hold(self, day: date, cases: Sequence[str], *, until: int, closes: bool) -> None:
        """Go through the first `until` cases; a meeting that is not closed is interrupted."""
        minute = count(AFTER_SCHOOL)
        desk = self._desk(day, next(minute))
        members = [member.staff_id for member in desk.meetings.members()][:3]
        members = list(dict.fromkeys([desk.actor.staff_id, *members]))
        guests = GUEST if closes else ""
        meeting_id = desk.meetings.start(cases, members, guests, self.school.new_id()).subject_id
        for place, case_id in enumerate(cases[:until]):
            self._turn(self._desk(day, next(minute)), meeting_id, case_id)
            for _ in range(MINUTES_A_CASE):
                at = next(minute)
            self._decide(self._desk(day, at), meeting_id, case_id, place, closes=closes)
        if until < len(cases):
            self._turn(self._desk(day, next(minute)), meeting_id, cases[until])
            next(minute)
        self._stop(self._desk(day, next(minute)), meeting_id, closes=closes)

    def _desk(self, day: date, minute: int) -> Desk:
        return self.desk_at(day, moment(day, minute))

    def _turn(self, desk: Desk, meeting_id: str, case_id: str) -> None:
        seen = desk.meetings.open(meeting_id).meeting.place_number
        desk.meetings.turn_to(meeting_id, case_id, seen=seen, form_key=self.school.new_id())

    def _decide(
        self, desk: Desk, meeting_id: str, case_id: str, place: int, *, closes: bool
    ) -> None:
        """A task for the mentor, or for a member; the last of a whole meeting has no decision.

        Of the questions that wait, the meeting that was held answers one, and leaves the others to
        advice: so that the queue of the team has something of each.
        """
        meeting_case = desk.meetings.case(meeting_id, case_id)
        case, is_last = meeting_case.file.case, closes and place == MOST_CASES - 1
        has_text = self.store.drafts.get(case_id, ADVICE) is not None
        waits_on = case.open_consult is not None and (has_text or place > 0 or not closes)
        if is_last or waits_on:
            words = note(self.school.rng, "meeting", "none")
            decided = kinds.TeamDecided(meeting_id="", is_decided=False, decision=words)
        else:
            who = desk.actor.staff_id if place % 2 else next(iter(meeting_case.may_do))
            number = self.clock.number(desk.today) + DUE_IN[place % len(DUE_IN)]
            decided = kinds.TeamDecided(
                meeting_id="",
                who=who,
                due_on=self.clock.day(number),
                decision=note(self.school.rng, "meeting").format(*self._given_names(case)),
            )
        seen, form_key = case.last_number, self.school.new_id()
        desk.decisions.decide(meeting_id, case_id, decided, seen=seen, form_key=form_key)

    def _given_names(self, case: Case) -> list[str]:
        """The given names of a gepeste and a pestende leerling."""
        pupils = self.store.school.pupils(case.parts, case.today)
        first = [*case.pupils("target")[:1], *case.pupils("displaying")[:1]]
        names = [pupils[pupil].name.given for pupil in first if pupil in pupils]
        return [*names, "de leerling", "de leerling"]

    def _stop(self, desk: Desk, meeting_id: str, *, closes: bool) -> None:
        seen = desk.meetings.open(meeting_id).meeting.place_number
        stop = desk.meetings.close if closes else desk.meetings.pause
        stop(meeting_id, seen=seen, form_key=self.school.new_id())
