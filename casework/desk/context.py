"""Who asks, of which school, on which day; with the card and the calendar of that day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from casework.card.model import ActionCard
from casework.errors import ConfirmationNeeded, NotHere
from casework.identity import CONFIRMED_FOR_ACCESS
from casework.people import Action, Actor
from casework.ports.store import StorePort
from casework.rate_limits import HeavyAct
from casework.records import SchoolClass, SchoolYear
from casework.school_days import SchoolDays
from casework.school_years import in_order, last_year_began_on, year_of


@dataclass(frozen=True)
class Context:
    """One actor in one school, today.

    `now` gives the moment of recording (UTC), `new_id` fresh ids, `visit` names this visit of
    a screen, so that opening a case is logged once a visit; `session` names this sign-in. With
    `hides_names` every pupil is handed out under initials, and in words the names are masked.
    `confirmed_at` is when this person last proved who it is.
    """

    actor: Actor
    store: StorePort
    today: date
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    visit: str = ""
    session: str = ""
    hides_names: bool = False
    confirmed_at: datetime | None = None

    @cached_property
    def card(self) -> ActionCard:
        """The card that new cases follow."""
        return self.store.cards.current()

    @cached_property
    def known_card(self) -> ActionCard:
        """The card with, besides, the choices of its earlier versions: for cases of any version."""
        return self.card.with_choices_of(self.all_cards.values())

    @cached_property
    def all_cards(self) -> Mapping[int, ActionCard]:
        """Every version by its number, the newest first."""
        cards = self.store.cards
        return {number: cards.version(number) for number in cards.numbers()}

    def _card_of_version(self, number: int) -> ActionCard:
        """The card of a case, which can also read what joined it under a later version."""
        if number not in self._cards_of_cases:
            card = self.store.cards.version(number)
            others = [other for n, other in self.all_cards.items() if n != number]
            self._cards_of_cases[number] = card.knowing(others) if others else card
        return self._cards_of_cases[number]

    @cached_property
    def _cards_of_cases(self) -> dict[int, ActionCard]:
        return {}

    @cached_property
    def school_days(self) -> SchoolDays:
        """The clock of this school."""
        return self.store.school.school_days()

    @cached_property
    def school_year(self) -> SchoolYear:
        """The school year of today: between two years still the one before, in its classes."""
        years = self.school_years()
        return year_of(years, self.today) or years[0]

    @cached_property
    def year_to_prepare(self) -> SchoolYear:
        """The school year that a beheerder works on: between two years the one that comes."""
        years = self.school_years()
        return next((year for year in years if year.ends_on >= self.today), years[-1])

    def school_years(self) -> list[SchoolYear]:
        """Every school year that the school knows, the oldest first."""
        return in_order(self.store.school.school_years())

    @property
    def look_back_from(self) -> date:
        """The first day of the school days in which a melding is recognised as of the same case."""
        return self.school_days.before(self.today, self.card.look_back_school_days)

    @cached_property
    def last_year_began_on(self) -> date:
        """The first day of last school year; what was over before it is history."""
        return last_year_began_on(self.school_years(), self.today)

    def classes_of(self, school_year: str) -> list[SchoolClass]:
        """The classes of that year; none of a year that the school does not know."""
        names = {year.school_year for year in self.store.school.school_years()}
        return self.store.school.classes(school_year) if school_year in names else []

    def require(self, action: Action) -> None:
        """NotHere for somebody of whom no role allows `action`."""
        if not self.actor.may(action):
            raise NotHere

    def require_confirmed(self, within: timedelta = CONFIRMED_FOR_ACCESS) -> None:
        """ConfirmationNeeded for who did not prove lately who it is.

        At the demo school nobody has anything to prove it with.
        """
        at = self.confirmed_at
        if not self.store.is_demo and (at is None or self.now() - at > within):
            raise ConfirmationNeeded

    def count_heavy(self, act: HeavyAct) -> None:
        """One more act of this person that costs much; TooManyAtOnce when there are too many."""
        self.store.rate_limits.count(act, self.actor.staff_id)
