"""The signals of the demo school: taken up, closed, new for a mentor, and waiting too long."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from casework import entries as kinds
from casework.entries import Entry, Payload
from casework.people import Role
from demo.clock import moment
from demo.roster.positions import position_index
from demo.roster.school import DemoSchool
from demo.words import note

# Class, school days ago, and whether its mentor closed it: in the classes of the people to be.
STAGED = (("2B", 1, False), ("2B", 9, True), ("2E", 5, False), ("3H2", 4, False))
TEACHER = "teacher"


class DemoSignals:
    """Makes the signals of one school, beside the cases that it has."""

    def __init__(self, school: DemoSchool, rng: Random) -> None:
        self.school = school
        self.rng = rng
        self.docents = [
            person.staff_id
            for person in school.staff
            if all(task.role is Role.STAFF for task in person.assignments)
        ]

    def histories(self, cases: Sequence[Sequence[Entry]]) -> Iterator[list[Entry]]:
        """A signal for every melding that came from a docent, and those of STAGED."""
        reported = [
            (case, entry.payload)
            for case in cases
            for entry in case[1:2]
            if isinstance(entry.payload, kinds.Reported) and entry.payload.teller == TEACHER
        ]
        # In turn from the newest back, so that whoever a visitor is sent one not long ago.
        for number, (case, report) in zip(reversed(range(len(reported))), reported, strict=True):
            yield self._taken(case, report, self.docents[number % len(self.docents)])
        for number, (class_name, age, is_closed) in enumerate(STAGED):
            yield self._staged(class_name, age, is_closed, self.docents[number % 2])

    def _taken(self, case: Sequence[Entry], report: kinds.Reported, sender: str) -> list[Entry]:
        opened = case[1]
        sent = kinds.SignalSent(
            class_id=report.class_id,
            year_group=report.year_group,
            team_id=report.team_id,
            incident_on=report.incident_on,
            day_part=report.day_part,
            places=report.places,
            what=report.what,
        )
        pupils = [entry.pupil_id for entry in case if entry.kind == "pupil_involved"][:2]
        at = opened.recorded_at - timedelta(minutes=40)
        history = self._sent(sent, pupils, at, sender)
        taken = kinds.SignalTaken(case_id=opened.subject_id)
        return [*history, _entry(history, taken, opened.recorded_at, opened.recorded_by)]

    def _staged(self, class_name: str, age: int, is_closed: bool, sender: str) -> list[Entry]:
        clock = self.school.clock
        index = self.school.class_index[-1][position_index(class_name)]
        day = clock.day(min(clock.present - age, clock.latest))
        roster = self.school.roster(index, day) or self.school.members[index]
        pupils = [self.school.pupils[n] for n in self.rng.sample(roster, 2)]
        home = self.school.classes[index].home
        what = note(self.rng, "what", "verbal", t=0, d=1)
        sent = kinds.SignalSent(
            class_id=home.class_id,
            year_group=home.year_group,
            team_id=home.team_id,
            incident_on=day,
            day_part="break",
            places=["corridor"],
            what=what.format(*(pupil.name.given for pupil in pupils)),
        )
        history = self._sent(sent, [p.pupil_id for p in pupils], moment(day, 11 * 60), sender)
        if is_closed:
            aside = kinds.SignalSetAside(reason=note(self.rng, "signal", "aside"))
            mentor = self.school.mentor(index, day)
            history.append(_entry(history, aside, moment(day, 14 * 60), mentor))
        return history

    def _sent(
        self, sent: kinds.SignalSent, pupils: Sequence[str], at: datetime, sender: str
    ) -> list[Entry]:
        signal_id = self.school.new_id()
        version = self.school.clock.card_version(self.school.clock.number(at.date()))
        payloads: list[tuple[Payload, str]] = [(sent, "")]
        payloads += [(kinds.SignalPupil(), pupil) for pupil in pupils]
        return [
            Entry(signal_id, number, payload, at.date(), at, sender, version, pupil_id=pupil)
            for number, (payload, pupil) in enumerate(payloads, start=1)
        ]


def _entry(history: Sequence[Entry], payload: Payload, at: datetime, by: str) -> Entry:
    first = history[0]
    number = len(history) + 1
    return Entry(first.subject_id, number, payload, at.date(), at, by, first.card_version)
