"""Where somebody sits: who it is, which school, which day; and every check on a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.cases.case_file import CaseFile
from casework.entries import NewEntry
from casework.errors import NotHere
from casework.people import Action, Actor, Home, Reach, Role
from casework.ports import Receipt, SchoolYear, Signature, Store
from casework.school_days import SchoolDays


@dataclass(frozen=True)
class Seat:
    """One actor in one school, today. Unknown and forbidden look the same: NotHere.

    `now` gives the moment of recording (UTC), `new_id` fresh ids, `visit` names this visit of
    a screen, so that opening a case is logged once a visit; `session` names this sign-in.
    """

    actor: Actor
    store: Store
    today: date
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    visit: str = ""
    session: str = ""

    @cached_property
    def card(self) -> ActionCard:
        """The card that new cases follow."""
        return self.store.cards.current()

    @cached_property
    def known_card(self) -> ActionCard:
        """The card with, besides, the choices of its earlier versions: for cases of any version."""
        return self.card.with_choices_of(self._all_cards.values())

    @cached_property
    def _all_cards(self) -> Mapping[int, ActionCard]:
        """Every version, the newest first."""
        cards = self.store.cards
        return {number: cards.version(number) for number in cards.numbers()}

    def _card_of_version(self, number: int) -> ActionCard:
        """The card of a case, which can also read what joined it under a later version."""
        if number not in self._followed:
            card = self.store.cards.version(number)
            others = [other for n, other in self._all_cards.items() if n != number]
            self._followed[number] = card.knowing(others) if others else card
        return self._followed[number]

    @cached_property
    def _followed(self) -> dict[int, ActionCard]:
        return {}

    @cached_property
    def school_days(self) -> SchoolDays:
        """The clock of this school."""
        return self.store.school.school_days()

    @cached_property
    def school_year(self) -> SchoolYear:
        """The present school year; in a gap between two, the one that comes."""
        years = sorted(self.store.school.school_years(), key=lambda year: year.starts_on)
        return next((year for year in years if year.ends_on >= self.today), years[-1])

    def may(self, action: Action) -> bool:
        """Whether this person may do `action` at all; for what a menu shows."""
        return self.actor.may(action)

    # --- the checks ---------------------------------------------------------------------------

    def _require(self, action: Action) -> None:
        if not self.actor.may(action):
            raise NotHere

    def _case(self, case_id: str, action: Action) -> Case:
        self._require(action)
        entries = self.store.log.entries(case_id) if is_id(case_id) else []
        if not entries or not isinstance(entries[0].payload, kinds.CaseOpened):
            raise NotHere
        case = self._fold(entries)
        if not self._covers(self.actor.reach(action), case):
            raise NotHere
        return case

    def _covers(self, reach: Reach, case: Case) -> bool:
        homes = self.store.school.homes(case.parts, self.today)
        return reach.covers(homes.values(), case.level, self._is_with_support(case))

    def _is_with_support(self, case: Case) -> bool:
        return case.is_with_support(self.actor.staff_id)

    def _roles_in(self, case: Case, action: Action) -> frozenset[Role]:
        """The roles in which this person may do `action` with this case."""
        homes = self._homes(list(case.parts)).values()
        return self.actor.roles_in(action, list(homes), case.level, self._is_with_support(case))

    def _fold(self, entries: Sequence[kinds.Entry]) -> Case:
        card = self._card_of_version(entries[0].card_version)
        return Case.from_entries(entries, card, self.school_days, self.today)

    def _homes(self, pupil_ids: Sequence[str]) -> Mapping[str, Home]:
        return self.store.school.homes(pupil_ids, self.today)

    def _file(self, case: Case) -> CaseFile:
        school = self.store.school
        mentioned = {entry.pupil_id for entry in case.entries if entry.pupil_id}
        pupils = school.pupils(mentioned, self.today)
        staff = school.staff_names(_writers(case))
        classes = {pupils[p].class_id for p in case.parts if p in pupils}
        mentors = {m.staff_id: m.name for c in classes for m in school.mentors_of(c, self.today)}
        return CaseFile(
            case,
            pupils,
            staff,
            tuple(mentors.values()),
            may_record=self._may(Action.RECORD, case),
            may_advise=self._may_advise(case),
            reader_id=self.actor.staff_id,
            roles=self._roles_in(case, Action.RECORD),
        )

    def _may(self, action: Action, case: Case) -> bool:
        """Nothing is written any more in a case that goes on as another one."""
        return case.merged_into is None and self._covers(self.actor.reach(action), case)

    def _may_advise(self, case: Case) -> bool:
        """A member advises on a question, and not in a case of the own class or question."""
        is_put = case.was_put_to_support and self._may(Action.ADVISE, case)
        return is_put and not self._is_own_case(case)

    def _is_own_case(self, case: Case) -> bool:
        """Whether this person is mentor in this case, or put the latest question about it."""
        latest = case.consults[-1].asked.recorded_by if case.consults else ""
        is_mentor = Role.MENTOR in self._roles_in(case, Action.RECORD)
        return is_mentor or latest == self.actor.staff_id

    def _signature(self, card: ActionCard, form_key: str) -> Signature:
        return Signature(self.actor.staff_id, self.now(), card.version, form_key)

    def _append(self, case: Case, new: Sequence[NewEntry], seen: int, form_key: str) -> Receipt:
        signature = self._signature(case.card, form_key)
        return self.store.log.append(case.case_id, new, expected=seen, signature=signature)


def _writers(case: Case) -> set[str]:
    first = {e.payload.carried.recorded_by for e in case.entries if e.payload.carried}
    agreed = {one for _, said in case.of(kinds.SupportAdvised) for one in said.agreed_by}
    asked = {e.payload.who for e in case.entries if isinstance(e.payload, kinds.TeamDecided)}
    return first | agreed | asked | {entry.recorded_by for entry in case.entries}


def is_id(text: str) -> bool:
    """Whether `text` can be an id at all; anything else is simply not here."""
    try:
        return str(UUID(text)) == text
    except (ValueError, AttributeError, TypeError):
        return False
