"""The made-up school put into a store, a batch at a time."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.entries import Entry
from casework.store import SchoolYear
from data.demo.casebook import Casebook, Slot, Stories, slots
from data.demo.clock import SchoolClock, school_years
from data.demo.school import DemoSchool
from data.log import EntryLogStore
from data.school import School
from data.staff import plain_user_name
from data.store import Store

# The setting that names the people a visitor can be, in order: a JSON list of staff ids.
PEOPLE_TO_BE = "demo_people"
PUPILS_A_SCHOOL = 1000
PUPILS_OF_THE_COUNTRY = 950_000
VISIT_DAYS = 5


class DemoFilling:
    """Fills a fresh store; the same seed and day give the same school, ids included."""

    def __init__(self, today: date, cases: int, years: int, seed: int) -> None:
        self.today = today
        self.cases = cases
        self.years = school_years(today, years)
        self.rng = Random(seed)  # noqa: S311 - made-up people, nothing to keep secret

    def __call__(self, store: Store) -> None:
        """Write everything: years and free days, then school after school with its cases."""
        register = DemoRegister(store.database, store.vault)
        clock = self._calendar(store, register)
        log = EntryLogStore(store.database, store.vault, store.mark)
        stories = Stories(self.rng, store.cards.current(), self.cases)
        taken: set[str] = set()
        dealt = slots(self.rng, clock, self.cases, self._count_schools())
        for number, own in enumerate(dealt, start=1):
            made = DemoSchool(self.rng, clock, number, taken)
            histories = list(_histories(made, stories, own, self.rng))
            register.load_school(made)
            log.load(histories)
            if number == 1:
                register.set_people(made.personas)
                _visits(store, clock, histories)

    def _calendar(self, store: Store, register: "DemoRegister") -> SchoolClock:
        with store.database.write():
            for year in self.years[:-1]:
                register.add_school_year(year, "")
            for year in self.years:
                for day in _study_days(year):
                    register.add_free_days(day, day, "Studiedag", "")
        return SchoolClock(register.school_days(), self.years, self.today)

    def _count_schools(self) -> int:
        """As many schools as give every pupil the risk that FACTS names; never over the country."""
        pupils = min(12 * self.cases / len(self.years), PUPILS_OF_THE_COUNTRY)
        return max(1, round(pupils / PUPILS_A_SCHOOL))


class DemoRegister(School):
    """The register, with whole tables written at once."""

    def load_school(self, made: DemoSchool) -> None:
        """Teams, classes, pupils and staff of one school."""
        ids = [pupil.pupil_id for pupil in made.pupils]
        self._vault.make_keys(ids)
        self._vault.recall(ids)
        with self._database.write():
            self._database.load("team", list(made.team_names()))
            self._load_classes(made)
            self._load_staff(made)
            self.load_pupils([(p.pupil_id, p.name, p.left_on) for p in made.pupils])
            self.load_enrolments(
                [
                    (
                        pupil.pupil_id,
                        made.classes[stay.class_index].class_id,
                        stay.starts_on,
                        stay.ends_on,
                    )
                    for pupil in made.pupils
                    for stay in pupil.stays
                ]
            )

    def set_people(self, staff_ids: Sequence[str]) -> None:
        """Who a visitor can be, in order."""
        with self._database.write():
            self._set(PEOPLE_TO_BE, json.dumps(staff_ids))

    def _load_classes(self, made: DemoSchool) -> None:
        rows = [(c.class_id, c.name, c.year_group, c.team_id, c.school_year) for c in made.classes]
        self._database.load("school_class", rows)

    def _load_staff(self, made: DemoSchool) -> None:
        school_id = self._vault.school_id
        people = [
            (
                person.staff_id,
                self._sealed_name(school_id, person.name, f"staff:{person.staff_id}"),
                self._vault.seal(school_id, person.user_name, f"user:{person.staff_id}"),
                self._vault.fingerprint(plain_user_name(person.user_name)),
                person.ended_on,
            )
            for person in made.staff
        ]
        self._database.load("staff", people)
        held = [
            (person.staff_id, given.role.value, given.scope, given.starts_on, given.ends_on)
            for person in made.staff
            for given in person.assignments
        ]
        self._database.load("assignment", held)


def _histories(
    made: DemoSchool, stories: Stories, own: Sequence[Slot], rng: Random
) -> Iterator[list[Entry]]:
    book = Casebook(made, stories, rng)
    yield from book.histories(own)
    yield from book.mentor_hours()


def _visits(store: Store, clock: SchoolClock, histories: Sequence[Sequence[Entry]]) -> None:
    """The read log of the last weeks: whoever wrote in a case had opened it."""
    since = clock.day(clock.latest - VISIT_DAYS)
    visits = {
        (entry.recorded_at, entry.recorded_by, entry.subject_id)
        for history in histories
        for entry in history
        if entry.kind != "mentor_hour_held" and entry.happened_on >= since
    }
    with store.database.write():
        for at, staff_id, case_id in sorted(visits):
            visit = f"demo:{at.isoformat()}"
            store.access_log.opened(staff_id, case_id, at - timedelta(minutes=4), visit, "")


def _study_days(year: SchoolYear) -> Iterator[date]:
    """Two days a year on which pupils are free: a Wednesday in November, a Thursday in March."""
    yield _first(date(year.starts_on.year, 11, 8), 2)
    yield _first(date(year.ends_on.year, 3, 8), 3)


def _first(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
