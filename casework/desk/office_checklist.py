"""What a beheerder still has to do, all year: one quick count for each line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from casework import year_groups
from casework.desk.access import Room
from casework.desk.office_groups import GroupsRoom
from casework.desk.office_time import OfficeTime
from casework.desk.role_requests import RequestsRoom
from casework.desk.unowned import cases_without_owner
from casework.desk.unusual import waiting_unusual
from casework.errors import InputRefused
from casework.people import Action, Reach, Role
from casework.ports.school import SchoolRegister
from casework.records import Repair, SchoolYear
from casework.words import full_date, moment

MAY = 5
TURN_DAYS = 60
"""So many days before the end of a school year its pupils need a class in the next."""


class Task(StrEnum):
    """What a line of the checklist is about, in the order in which one does it."""

    ROLE_REQUESTS = "role_requests"
    INTEGRITY = "integrity"
    REPAIRED = "repaired"
    OWNERLESS = "ownerless"
    PUPILS = "pupils"
    STAFF = "staff"
    MENTORS = "mentors"
    COORDINATORS = "coordinators"
    LEADERS = "leaders"
    WITHOUT_CLASS = "without_class"
    SECOND_ADMIN = "second_admin"
    NEVER_HERE = "never_here"
    UNUSUAL_READING = "unusual_reading"
    HOLIDAYS = "holidays"
    MAIL = "mail"
    CARD = "card"
    EXACT_FIGURES = "exact_figures"
    NEXT_YEAR = "next_year"
    YEAR_TURN = "year_turn"


CONFIRMED = (Task.REPAIRED, Task.CARD, Task.EXACT_FIGURES)
"""What is right when somebody looked and says so."""


@dataclass(frozen=True)
class CheckLine:
    """One line: whether it is done, how many it is about, and the names of these when few matter.

    `names` are of classes, teams or year groups, or the name of a school year; never of people.
    """

    task: Task
    is_done: bool
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChecklistRoom(Room):
    """The checklist of the office; it counts, and tells no name of a pupil or a colleague."""

    _needs = Action.ADMINISTER

    def lines(self) -> list[CheckLine]:
        """Every line that holds today, in order; some hold in a part of the year only."""
        counts: dict[Task, Callable[[], CheckLine]] = {
            Task.ROLE_REQUESTS: self._role_requests,
            Task.INTEGRITY: self._integrity,
            Task.OWNERLESS: self._ownerless,
            Task.PUPILS: self._pupils,
            Task.STAFF: self._staff,
            Task.MENTORS: self._mentors,
            Task.COORDINATORS: self._coordinators,
            Task.LEADERS: self._leaders,
            Task.WITHOUT_CLASS: self._without_class,
            Task.SECOND_ADMIN: self._second_admin,
            Task.NEVER_HERE: self._never_here,
            Task.UNUSUAL_READING: self._unusual_reading,
            Task.HOLIDAYS: self._holidays,
            Task.CARD: self._card,
            Task.EXACT_FIGURES: self._exact_figures,
        }
        every = (count() for count in counts.values())
        return [*self._repaired(), *every, *self._mail(), *self._of_the_year()]

    def confirm(self, task: Task) -> None:
        """Somebody looked at it and it is right as it is."""
        if task not in CONFIRMED:
            raise InputRefused("Dit is klaar zodra het gedaan is.")
        content = {
            Task.REPAIRED: self._repair.stamp if self._repair else "",
            Task.CARD: self._card_number,
            Task.EXACT_FIGURES: self._exactness,
        }
        self._school.confirm(task, content[task], self._access.actor.staff_id)

    def _role_requests(self) -> CheckLine:
        count = RequestsRoom(self._access).count_to_decide()
        return CheckLine(Task.ROLE_REQUESTS, not count, count)

    def _integrity(self) -> CheckLine:
        """Whether everything was as it was written at the last check; "" while it is being done."""
        last = self._access.store.integrity.last
        at = moment(last.checked_at) if last else ""
        return CheckLine(Task.INTEGRITY, last is None or last.is_whole, names=(at,))

    def _repaired(self) -> Iterator[CheckLine]:
        """What a repair could not bring back, until somebody looked who may do what."""
        if self._repair:
            is_done = self._school.confirmed(Task.REPAIRED) == self._repair.stamp
            yield CheckLine(Task.REPAIRED, is_done, self._repair.count_missing)

    @cached_property
    def _repair(self) -> Repair | None:
        return self._school.last_repair()

    def _ownerless(self) -> CheckLine:
        count = len(cases_without_owner(self._access))
        return CheckLine(Task.OWNERLESS, not count, count)

    def _holidays(self) -> CheckLine:
        time = OfficeTime(self._access)
        until = full_date(time.vacations_known_until())
        return CheckLine(Task.HOLIDAYS, not time.vacation_warning(), names=(until,))

    def _mail(self) -> Iterator[CheckLine]:
        outbox = self._access.store.outbox
        if outbox.is_on:
            state = outbox.state()
            count = state.given_up + (state.waiting if state.is_stuck else 0)
            yield CheckLine(Task.MAIL, not count, count)

    # --- people and places ----------------------------------------------------------------------

    def _pupils(self) -> CheckLine:
        count = self._school.count_pupils(self._day)
        return CheckLine(Task.PUPILS, count > 0, count)

    def _staff(self) -> CheckLine:
        count = self._school.count_staff()
        return CheckLine(Task.STAFF, count > 1, count)

    def _mentors(self) -> CheckLine:
        classes = GroupsRoom(self._access).without_mentor(self._year.school_year)
        names = tuple(held.name for held in classes)
        return CheckLine(Task.MENTORS, not names, len(names), names)

    def _coordinators(self) -> CheckLine:
        codes = self._school.year_groups(self._year.school_year)
        parts = {part for code in codes for part in year_groups.parts_of(code)}
        without = sorted(parts - self._posts.year_groups, key=year_groups.order)
        names = tuple(map(year_groups.words, without))
        return CheckLine(Task.COORDINATORS, not names, len(names), names)

    def _leaders(self) -> CheckLine:
        year, posts = self._year.school_year, self._posts
        teams = [team for team in self._school.all_teams() if year in team.classes]
        names = tuple(team.name for team in teams if team.team_id not in posts.teams)
        return CheckLine(Task.LEADERS, not names, len(names), names)

    def _without_class(self) -> CheckLine:
        count = self._school.count_pupils_without_class(self._day)
        return CheckLine(Task.WITHOUT_CLASS, not count, count)

    def _second_admin(self) -> CheckLine:
        count = len(self._school.holders(Role.ADMIN, self._access.today))
        return CheckLine(Task.SECOND_ADMIN, count > 1, count)

    def _unusual_reading(self) -> CheckLine:
        count = len(waiting_unusual(self._access.store, self._access.today))
        return CheckLine(Task.UNUSUAL_READING, not count, count)

    def _never_here(self) -> CheckLine:
        accounts, own = self._access.store.accounts, self._access.actor.staff_id
        count = accounts.count_never_here(except_for=own)
        return CheckLine(Task.NEVER_HERE, not count, count)

    # --- card and figures -----------------------------------------------------------------------

    def _card(self) -> CheckLine:
        is_own = max(self._access.store.cards.numbers()) > 1
        is_confirmed = self._school.confirmed(Task.CARD) == self._card_number
        return CheckLine(Task.CARD, is_own or is_confirmed)

    def _exact_figures(self) -> CheckLine:
        is_done = self._school.confirmed(Task.EXACT_FIGURES) == self._exactness
        return CheckLine(Task.EXACT_FIGURES, is_done, names=(self._exactness,))

    @property
    def _card_number(self) -> str:
        return str(max(self._access.store.cards.numbers()))

    @property
    def _exactness(self) -> str:
        return "aan" if self._school.leaders_see_exact_figures() else "uit"

    # --- the turn of the year -------------------------------------------------------------------

    def _of_the_year(self) -> Iterator[CheckLine]:
        years, today = self._access.school_years(), self._access.today
        following = next((y for y in years if y.starts_on > self._year.ends_on), None)
        until_end = (self._year.ends_on - today).days
        if today >= date(self._year.ends_on.year, MAY, 1):
            is_there = following is not None and bool(self._school.classes(following.school_year))
            yield CheckLine(Task.NEXT_YEAR, is_there, names=(_name(following),))
        if following and until_end <= TURN_DAYS:
            waiting = self._school.waiting_pupils(self._year.school_year)
            count = sum(map(len, waiting.values()))
            yield CheckLine(Task.YEAR_TURN, not count, count, (following.school_year,))

    # --- what they rest on ----------------------------------------------------------------------

    @property
    def _school(self) -> SchoolRegister:
        return self._access.store.school

    @cached_property
    def _year(self) -> SchoolYear:
        return self._access.school_year

    @cached_property
    def _day(self) -> date:
        return max(self._access.today, self._year.starts_on)

    @cached_property
    def _posts(self) -> Reach:
        return self._school.posts(self._day)


def _name(year: SchoolYear | None) -> str:
    return year.school_year if year else ""
