"""Who asks, of which school, on which day; and every check on what that person may see and do."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.cases.case_file import CaseFile
from casework.cases.entry_texts import recorded_since
from casework.cases.involvement import homes_in, is_history, ties_of
from casework.cases.masked_case import masked_case, masked_words, with_present_names
from casework.cases.step_owners import Surroundings, named_in
from casework.cases.undoing import Save, last_save, may_have_saved
from casework.desk.whereabouts import whereabouts
from casework.entries import NewEntry
from casework.errors import CaseMovedOn, ConfirmationNeeded, NotHere, ReasonNeeded
from casework.identity import CONFIRMED_FOR_ACCESS
from casework.name_order import given_name_key
from casework.people import Action, Actor, CaseTies, Home, Reach, Role
from casework.ports.store import StorePort
from casework.pupil_labels import pupil_labels
from casework.rate_limits import HeavyAct
from casework.read_log import ReadAct
from casework.records import (
    CaseSummary,
    Pupil,
    Receipt,
    SchoolClass,
    SchoolYear,
    Signature,
    StaffMember,
)
from casework.school_days import SchoolDays
from casework.school_years import in_order, last_year_began_on, year_of
from casework.sent_forms import SentForm
from casework.signals.signal import Signal
from casework.words import AMSTERDAM


@dataclass(frozen=True)
class Access:
    """One actor in one school, today. Unknown and forbidden look the same: NotHere.

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

    # --- the card and the calendar --------------------------------------------------------------

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

    def classes_of(self, school_year: str) -> list[SchoolClass]:
        """The classes of that year; none of a year that the school does not know."""
        names = {year.school_year for year in self.store.school.school_years()}
        return self.store.school.classes(school_year) if school_year in names else []

    # --- the checks -----------------------------------------------------------------------------

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

    def case(self, case_id: str, action: Action, *, with_words: bool = True) -> Case:
        """A case in which this person may do `action`; else NotHere.

        Without words it is made of what is in memory: for who only asks how far it is.
        """
        self.require(action)
        entries = self._entries(case_id, with_words=with_words) if is_id(case_id) else []
        if not entries or not isinstance(entries[0].payload, kinds.CaseOpened):
            raise NotHere
        case = self.folded(entries)
        if case.is_undone or not self.covers(self.actor.reach(action), case):
            raise NotHere
        if self.is_history(case) and case_id not in self.opened_with_reason():
            raise ReasonNeeded
        return case

    def is_history(self, subject: Case | CaseSummary | Signal) -> bool:
        """Whether it was over before last school year began: a case opens with a reason then."""
        if isinstance(subject, Signal):
            return is_history(subject.settled_on, "", self.last_year_began_on)
        if isinstance(subject, CaseSummary):
            return is_history(subject.closed_on, subject.consult_turn, self.last_year_began_on)
        closed_on = subject.closing.happened_on if subject.closing else None
        turn = subject.consults[-1].turn if subject.consults else ""
        return is_history(closed_on, turn, self.last_year_began_on)

    @cached_property
    def last_year_began_on(self) -> date:
        """The first day of last school year; what was over before it is history."""
        return last_year_began_on(self.school_years(), self.today)

    def opened_with_reason(self) -> set[str]:
        """The cases for which this person gave a reason today: they are open until midnight."""
        midnight = datetime.combine(self.today, time(), AMSTERDAM)
        return self.store.access_log.opened_with_reason(self.actor.staff_id, midnight)

    def count_heavy(self, act: HeavyAct) -> None:
        """One more act of this person that costs much; TooManyAtOnce when there are too many."""
        self.store.rate_limits.count(act, self.actor.staff_id)

    def closed_to(self, summaries: Iterable[CaseSummary]) -> set[str]:
        """Those of these cases that are history, and for which no reason was given today."""
        history = {one.case_id for one in summaries if self.is_history(one)}
        return history - self.opened_with_reason() if history else history

    def _entries(self, case_id: str, *, with_words: bool) -> Sequence[kinds.Entry]:
        log = self.store.log
        return log.entries(case_id) if with_words else log.entries_of([case_id]).get(case_id, [])

    def covers(self, reach: Reach, case: Case) -> bool:
        """Whether this case is within `reach`, which is one of this person."""
        return reach.sees(self.ties(case))

    def may_write(self, action: Action, case: Case) -> bool:
        """Nothing is written any more in a case that goes on as another one."""
        return case.merged_into is None and self.covers(self.actor.reach(action), case)

    def roles_in(self, case: Case, action: Action) -> frozenset[Role]:
        """The roles in which this person may do `action` with this case."""
        return self.actor.roles_with(action, self.ties(case))

    def actor_of(self, member: StaffMember) -> Actor:
        """A colleague as the one who asks, with what this person does today."""
        school, today = self.store.school, self.today
        held = school.with_acting(member.assignments, today)
        return Actor(member.staff_id, member.name.full, held, posts=school.posts_with_acting(today))

    def is_own_case(self, case: Case) -> bool:
        """Whether this person is mentor in this case, or put the latest question about it."""
        latest = case.consults[-1].question.recorded_by if case.consults else ""
        is_mentor = Role.MENTOR in self.roles_in(case, Action.RECORD)
        return is_mentor or latest == self.actor.staff_id

    def ties(self, case: Case) -> CaseTies:
        """What decides whether this case is in sight of this person, and in which roles."""
        homes = self.homes(list(case.parts))
        return ties_of(case, homes, is_consulted=case.is_with_support(self.actor.staff_id))

    # --- reading --------------------------------------------------------------------------------

    def folded(self, entries: Sequence[kinds.Entry]) -> Case:
        """The case that these entries add up to, today, under the card that it began with."""
        card = self._card_of_version(entries[0].card_version)
        return Case.from_entries(entries, card, self.school_days, self.today)

    def cases_without_words(self, case_ids: Iterable[str]) -> list[Case]:
        """These cases in this order, coded only; what is unknown is left out. Checks nothing."""
        ids = list(case_ids)
        entries = self.store.log.entries_of(ids)
        cases = [self.folded(entries[case_id]) for case_id in ids if case_id in entries]
        return [case for case in cases if not case.is_undone]

    def summaries(self, action: Action) -> list[CaseSummary]:
        """The cases with which this person may do `action`, in a line each without names."""
        return self.store.facts.summaries(self.actor.reach(action), self.today)

    def classes_in_sight(self) -> list[SchoolClass]:
        """The classes of this year that this person sees as a whole: the own ones first."""
        reach = self.actor.reach(Action.SEE_CLASS)
        return self.store.school.classes_within(reach, self.school_year.school_year)

    def homes(self, pupil_ids: Sequence[str], day: date | None = None) -> Mapping[str, Home]:
        """Where these pupils are today, or were on that day, by pupil id."""
        return self.store.school.homes(pupil_ids, day or self.today)

    def pupils(self, pupil_ids: Iterable[str], day: date | None = None) -> dict[str, Pupil]:
        """These pupils, today or that day, to be handed out: in initials where names are hidden."""
        people = self.store.school.pupils(pupil_ids, day or self.today)
        return {pupil_id: self._handed_out(pupil) for pupil_id, pupil in people.items()}

    def class_list(self, class_id: str, day: date | None = None) -> list[Pupil]:
        """The pupils of one class today or that day by name, to be handed out in the same way."""
        return [*map(self._handed_out, self.store.school.class_list(class_id, day or self.today))]

    def _handed_out(self, pupil: Pupil) -> Pupil:
        return replace(pupil, name=pupil.name.in_letters) if self.hides_names else pupil

    def words(self, text: str, pupils: Mapping[str, Pupil]) -> str:
        """What somebody typed about these pupils, to be handed out; masked where names hide."""
        if not self.hides_names:
            return text
        labels, book = pupil_labels(pupils.values()), self.store.school.name_book()
        return masked_words(text, set(pupils), labels, book)

    def surroundings(self, cases: Sequence[Case]) -> Surroundings:
        """Where the pupils of these cases belong today, and who is mentor of which class there."""
        parts = [part for case in cases for part in case.parts.values()]
        homes = self.homes([part.pupil_id for part in parts])
        classes = {part.home.class_id for part in parts} | {h.class_id for h in homes.values()}
        classes |= {home.class_id for case in cases for home in homes_in(case, homes)}
        terms = self.store.school.mentor_terms(sorted(classes))
        school, today = self.store.school, self.today
        return replace(
            Surroundings.from_terms(today, homes, terms),
            posts=school.posts_with_acting(today),
            led_by_school=frozenset(held.scope for held in school.acting_assignments(today)),
            team=school.support_members(today),
            away=frozenset(self._away(cases, homes)),
        )

    def _away(self, cases: Iterable[Case], homes: Mapping[str, Home]) -> Iterator[tuple[str, str]]:
        """Of each case those who have something to do in it by name, and cannot open it."""
        for case in cases:
            for staff_id in named_in(case):
                actor = self.store.school.actor(staff_id, self.today)
                ties = ties_of(case, homes, is_consulted=case.is_with_support(staff_id))
                if actor is None or not actor.reach(Action.SEE_CASE).sees(ties):
                    yield case.case_id, staff_id

    def names_of(self, staff_ids: Collection[str]) -> dict[str, str]:
        """The whole names of these members of staff, by id; of an unknown one there is none."""
        names = self.store.school.staff_names(staff_ids)
        return {staff_id: name.full for staff_id, name in names.items()}

    def file(self, case: Case) -> CaseFile:
        """A case with the names that its reader gets with it."""
        school = self.store.school
        pupils = self.pupils(case.mentioned)
        around = self.surroundings([case])
        classes = {pupils[p].class_id for p in case.parts if p in pupils}
        classes |= {added.class_id for _, added in case.added_classes}
        mentors = {mentor for class_id in classes for mentor in around.mentors(class_id)}
        names = school.staff_names(mentors | _writers(case))
        return CaseFile(
            self._handed_out_case(case, pupils),
            pupils,
            names,
            tuple(sorted((names[m] for m in mentors), key=given_name_key)),
            may_record=self.may_write(Action.RECORD, case),
            may_advise=self._may_advise(case),
            reader=self.actor,
            roles=self.roles_in(case, Action.RECORD),
            undoable=self._undoable(case),
            around=around,
            renamed=school.renamed_pupils() & case.mentioned,
            whereabouts=whereabouts(school, self.school_days, self.today, classes),
        )

    def with_present_names(self, file: CaseFile) -> CaseFile:
        """The same case for a paper, on which nobody stands under a name from before a new one."""
        if not file.renamed:
            return file
        return replace(file, case=with_present_names(file.case, self.store.school.name_book()))

    def _handed_out_case(self, case: Case, pupils: Mapping[str, Pupil]) -> Case:
        if not self.hides_names:
            return case
        return masked_case(case, pupil_labels(pupils.values()), self.store.school.name_book())

    def _undoable(self, case: Case) -> Save | None:
        """What this person just saved here and can still take back."""
        own, now = self.actor.staff_id, self.now()
        if not may_have_saved(case, own, now):
            return None
        return last_save(case, self.store.log.saves(case.case_id), own, now)

    def _may_advise(self, case: Case) -> bool:
        """A member advises on a question, and not in a case of the own class or question."""
        is_put = case.was_put_to_support and self.may_write(Action.ADVISE, case)
        return is_put and not self.is_own_case(case)

    def log_opened(self, subject_id: str, reason: str = "", visit: str = "") -> None:
        """Put in the read log that this person opened it; once for the same visit."""
        self.log_read(ReadAct.OPENED, subject_id, reason=reason, visit=visit)

    def log_read(
        self,
        act: ReadAct,
        subject_id: str = "",
        *,
        reason: str = "",
        visit: str = "",
        pupil_ids: Collection[str] = (),
    ) -> None:
        """Put in the read log what this person saw and how; once for the same act and visit.

        Without a subject it is about the school; without `visit` it is the visit of this screen.
        """
        self.store.access_log.noted(
            self.actor.staff_id,
            subject_id,
            act,
            self.now(),
            visit or self.visit or self.new_id(),
            reason,
            pupil_ids,
        )

    def log_beside(self, case_ids: Iterable[str], place: str, visit: str = "") -> None:
        """Put in the read log that these cases showed beside something else: seen, not opened."""
        visit = visit or self.visit or self.new_id()
        self.log_each(ReadAct.SEEN, case_ids, reason=place, visit=visit)

    def log_each(
        self, act: ReadAct, subject_ids: Iterable[str], *, reason: str, visit: str
    ) -> None:
        """Put in the read log a line for each of these, all of them or none."""
        own, now = self.actor.staff_id, self.now()
        self.store.access_log.noted_each(own, subject_ids, act, now, visit, reason)

    def log_names(self, act: ReadAct, place: str, pupil_ids: Collection[str]) -> None:
        """Put in the read log which pupils stood in a list; each once for a sign-in and place."""
        if pupil_ids:
            visit = f"{self.session or self.visit or self.new_id()}:{place}"
            self.log_read(act, reason=place, visit=visit, pupil_ids=pupil_ids)

    # --- writing --------------------------------------------------------------------------------

    def signature(self, card: ActionCard, form: SentForm) -> Signature:
        """What goes with entries of this person that are stored now."""
        return Signature(self.actor.staff_id, self.now(), card.version, form.key, form.content)

    def earlier(self, form: SentForm) -> Receipt | None:
        """The receipt that this very form got, before anything is asked of the case as it is now.

        FormStoredBefore when its key was stored with another content.
        """
        return self.store.log.earlier(self.signature(self.card, form))

    def check_seen(self, case: Case, seen: int) -> None:
        """CaseMovedOn, with what was recorded since, for who has not seen the newest entry."""
        if seen != case.last_number:
            refusal = CaseMovedOn()
            in_words = self.folded(self.store.log.entries(case.case_id))
            refusal.beside = recorded_since(self.file(in_words), seen)
            raise refusal

    def append(self, case: Case, new: Sequence[NewEntry], seen: int, form: SentForm) -> Receipt:
        """Store these in a case after number `seen`; CaseMovedOn when it is further."""
        signature = self.signature(case.card, form)
        return self.store.log.append(case.case_id, new, expected=seen, signature=signature)


@dataclass(frozen=True)
class Room:
    """A part of the desk of one person; what stands in it checks by itself what that person may."""

    _access: Access = field(repr=False)
    _needs: ClassVar[Action | None] = None

    def __post_init__(self) -> None:
        """NotHere for who may not be in this room at all, where `_needs` says so."""
        if self._needs is not None:
            self._access.require(self._needs)


def _writers(case: Case) -> set[str]:
    first = {e.payload.carried.recorded_by for e in case.entries if e.payload.carried}
    agreed = {
        member for _, advised in case.of(kinds.SupportAdvised) for member in advised.agreed_by
    }
    assigned = {e.payload.who for e in case.entries if isinstance(e.payload, kinds.TeamDecided)}
    watching = {member for _, told in case.of(kinds.TeamInformed) for member in told.on_watch}
    return first | agreed | assigned | watching | {entry.recorded_by for entry in case.entries}


def is_id(text: str) -> bool:
    """Whether `text` can be an id at all; anything else is simply not here."""
    try:
        return str(UUID(text)) == text
    except (ValueError, AttributeError, TypeError):
        return False
