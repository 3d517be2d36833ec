"""Puts the demo school into a fresh store, a school at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.entries import Entry
from casework.read_log import ReadAct
from casework.records import SchoolYear
from data.log import EntryLogStore
from data.store import Store
from demo.clock import SchoolClock, school_years
from demo.desk_acts import DeskActs
from demo.openings import Slot, slots
from demo.roster.register import DemoRegister
from demo.roster.school import DemoSchool
from demo.school_entries import SchoolEntries
from demo.signals import DemoSignals
from demo.staged_cases import staged_cases

PUPILS_A_SCHOOL = 1000
PUPILS_OF_THE_COUNTRY = 950_000
MOST_SCRIPTS = 3000  # with more cases than this, other schools use each other's scripts
VISIT_SCHOOL_DAYS = 5


class DemoFilling:
    """Fills a fresh store; the same seed and day give the same school, ids included."""

    def __init__(self, today: date, cases: int, years: int, seed: int) -> None:
        self.today = today
        self.cases = cases
        self.seed = seed
        self.years = school_years(today, years)
        self.rng = Random(seed)  # noqa: S311 - made-up people, nothing to keep secret
        self._first_school: tuple[DemoSchool, dict[str, str]] | None = None

    def __call__(self, store: Store) -> None:
        """Write everything: years and free days, then school after school with its cases."""
        register = DemoRegister(store.database, store.vault)
        clock = self._calendar(store, register)
        is_whole = self.cases > len(staged_cases())
        # One case more comes of the case that is split in `desk_acts`.
        slots_of_schools = slots(self.rng, clock, self.cases - is_whole, self._count_schools())
        user_names: set[str] = set()
        if self.cases <= MOST_SCRIPTS:
            self._fill_one_by_one(store, register, clock, slots_of_schools, user_names)
        else:
            self._fill_one_by_one(store, register, clock, slots_of_schools[:1], user_names)
            from demo.many_schools.fill import fill_schools  # numpy only when it is needed

            fill_schools(store, register, clock, slots_of_schools[1:], user_names, self.seed)
        if is_whole and self._first_school:
            _act_at_desks(store, *self._first_school)

    def _fill_one_by_one(
        self,
        store: Store,
        register: DemoRegister,
        clock: SchoolClock,
        slots_of_schools: Sequence[Sequence[Slot]],
        user_names: set[str],
    ) -> None:
        log = EntryLogStore(store.database, store.vault, store.drafts)
        card = store.cards.current()
        for number, own in enumerate(slots_of_schools, start=1):
            school = DemoSchool(self.rng, clock, number, user_names)
            entries = SchoolEntries(school, card, self.rng)
            histories = [*entries.histories(own), *entries.mentor_hours()]
            register.load_school(school)
            log.load(histories)
            if number == 1:
                log.load(DemoSignals(school, self.rng).histories(histories))
                register.set_people(school.personas, self.today)
                _visits(store, clock, histories)
                self._first_school = school, entries.staged()

    def _calendar(self, store: Store, register: DemoRegister) -> SchoolClock:
        with store.database.write():
            for year in self.years[:-1]:
                register.add_school_year(year, "")
            for year in self.years:
                for day in _study_days(year):
                    register.add_free_days(day, day, "Studiedag", "")
            register.date_first_card(self.years[0].starts_on)
        return SchoolClock(register.school_days(), self.years, self.today)

    def _count_schools(self) -> int:
        """As many schools as give every pupil about the risk of FACTS; never over the country."""
        pupils = min(12 * self.cases / len(self.years), PUPILS_OF_THE_COUNTRY)
        return max(1, int(pupils / PUPILS_A_SCHOOL))


def _act_at_desks(store: Store, school: DemoSchool, cases: dict[str, str]) -> None:
    """With the store opened anew, since what was loaded passed it by."""
    whole = Store(
        store.folder, store.key, store.database, store.vault, store.mark, is_demo=store.is_demo
    )
    DeskActs(whole, school, cases).run()


def _visits(store: Store, clock: SchoolClock, histories: Sequence[Sequence[Entry]]) -> None:
    """The read log of the last days: whoever wrote in a case had opened it."""
    since = clock.day(clock.latest - VISIT_SCHOOL_DAYS)
    visits = {
        (entry.recorded_at, entry.recorded_by, entry.subject_id)
        for history in histories
        for entry in history
        if entry.kind != "mentor_hour_held" and entry.happened_on >= since
    }
    with store.database.write():
        for at, staff_id, case_id in sorted(visits):
            visit = f"demo:{at.isoformat()}"
            store.access_log.noted(
                staff_id, case_id, ReadAct.OPENED, at - timedelta(minutes=4), visit
            )


def _study_days(year: SchoolYear) -> Iterator[date]:
    """Two days a year on which pupils are free: a Wednesday in November, a Thursday in March."""
    yield _first(date(year.starts_on.year, 11, 8), 2)
    yield _first(date(year.ends_on.year, 3, 8), 3)


def _first(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
