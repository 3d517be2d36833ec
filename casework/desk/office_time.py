"""The school's own time, as a beheerder keeps it: years, free days, working days, stand-ins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.errors import InputRefused, NotHere
from casework.free_periods import (
    FreePeriod,
    OfferedPeriod,
    checked_period,
    offered,
    pasted_periods,
    uncovered,
    usual_periods,
)
from casework.own_time import Away, StandIn, WorkingTime, checked_days
from casework.people import Action, Assignment, Role
from casework.records import SchoolYear
from casework.words import full_date

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class OfficeTime(Room):
    """What a beheerder does with the calendar of the school and of who works there."""

    _needs = Action.ADMINISTER

    # --- school years -----------------------------------------------------------------------------

    def set_year_dates(self, school_year: str, first: date | None, last: date | None) -> SchoolYear:
        """Another first or last day of a school year; what stood at its edges goes along."""
        if first is None:
            raise InputRefused("Kies de eerste dag van het schooljaar.", "starts_on")
        if last is None:
            raise InputRefused("Kies de laatste dag van het schooljaar.", "ends_on")
        year = SchoolYear(school_year, first, last)
        self._access.store.school.set_year_dates(year, self._access.actor.staff_id)
        return year

    # --- free days --------------------------------------------------------------------------------

    def vacations_known_until(self) -> date:
        """The last day of which the vacations are known, by the region or by the own list."""
        return self._access.store.school.vacations_known_until()

    def vacation_warning(self) -> str:
        """What to do when the known vacations run out within a year; else empty."""
        until = self.vacations_known_until()
        if until >= self._access.today + A_YEAR:
            return ""
        return (
            f"De schoolvakanties zijn bekend tot en met {full_date(until)}. Daarna tellen "
            "termijnen door in vakanties. Zet de vakanties zelf bij de vrije dagen, of vraag om "
            "een nieuwe versie van het programma."
        )

    def usual_periods(self) -> list[OfferedPeriod]:
        """What most schools add in this year and the next, with what is free already."""
        access, years = self._access, self._access.school_years()
        last = max(years[-1].ends_on, access.today)
        named = access.store.school.holidays(access.year_to_prepare.starts_on, last)
        return self.offered(usual_periods(named))

    def offered(self, periods: Iterable[FreePeriod]) -> list[OfferedPeriod]:
        """What a list or file says from this school year on, and what of it seems a free day."""
        from_day = self._access.school_year.starts_on
        return offered(periods, self._is_free, from_day)

    def pasted(self, text: str) -> list[OfferedPeriod]:
        """The same of lines that were pasted: all of them are proposed that are not free yet."""
        return [
            replace(one, is_proposed=not one.is_free_already)
            for one in self.offered(pasted_periods(text))
        ]

    def add_periods(self, periods: Sequence[FreePeriod]) -> list[FreePeriod]:
        """Make these days free, all of them or none. Gives what was not free already."""
        new: list[FreePeriod] = []

        def is_free(day: date) -> bool:
            return self._is_free(day) or any(first <= day <= last for first, last, _ in new)

        for period in periods:
            new += uncovered(checked_period(*period), is_free)
        self._access.store.school.add_free_periods(new, self._access.actor.staff_id)
        return new

    def _is_free(self, day: date) -> bool:
        return not self._access.school_days.is_school_day(day)

    # --- who works when, and who stands in --------------------------------------------------------

    def working_time(self, staff_id: str) -> WorkingTime:
        """When a colleague works, as far as that was said."""
        held = self._access.store.school.working_time([staff_id])
        return held.get(staff_id, WorkingTime())

    def set_working_days(self, staff_id: str, weekdays: Iterable[int]) -> None:
        """The weekdays (0 is Monday) on which a colleague works."""
        self._access.store.school.set_working_days(staff_id, weekdays, self._access.actor.staff_id)

    def add_away(self, staff_id: str, first: date | None, last: date | None) -> Away:
        """A colleague is away in these days; why is not asked."""
        away = Away(*checked_days(first, last))
        self._access.store.school.add_away(staff_id, away, self._access.actor.staff_id)
        return away

    def remove_away(self, staff_id: str, away: Away) -> None:
        """A colleague is there after all."""
        self._access.store.school.remove_away(staff_id, away, self._access.actor.staff_id)

    def stand_ins(self) -> list[StandIn]:
        """Who stands in today or later, the first to begin first."""
        today = self._access.today
        return [one for one in self._access.store.school.stand_ins() if one.ends_on >= today]

    @confirmed()
    def add_stand_in(
        self, staff_id: str, class_id: str, for_id: str, first: date | None, last: date | None
    ) -> StandIn:
        """A colleague is mentor of a class for another one for a while, and loses it at the end."""
        if not staff_id:
            raise InputRefused("Kies wie de klas zo lang overneemt.", "stand_in")
        new = StandIn(staff_id, class_id, for_id, *checked_days(first, last))
        if new.ends_on < self._access.today:
            raise InputRefused("Deze dagen zijn voorbij. Kies een latere laatste dag.", "last")
        self._access.store.school.add_stand_in(new, self._access.actor.staff_id)
        return new

    @confirmed()
    def end_stand_in(self, held: StandIn, last: date | None) -> date:
        """Another last day, or with None: it is over today. Gives the last day."""
        if held not in self.stand_ins():
            raise NotHere
        day = last or self._access.today - timedelta(days=1)
        assignment = Assignment(Role.MENTOR, held.class_id, held.starts_on, held.ends_on)
        self._access.store.school.end_assignment(
            held.staff_id, assignment, day, self._access.actor.staff_id
        )
        return day
