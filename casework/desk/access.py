"""Every check on what somebody may see and do, and the cases within it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import ClassVar
from uuid import UUID

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case
from casework.cases.case_file import CaseFile
from casework.cases.entry_texts import recorded_since
from casework.cases.involvement import homes_in, is_history, ties_of
from casework.cases.step_owners import Surroundings, named_in
from casework.cases.undoing import Save, last_save, may_have_saved
from casework.desk.names_in_sight import NamesInSight
from casework.desk.read_logging import ReadLogging
from casework.desk.whereabouts import whereabouts
from casework.entries import NewEntry
from casework.errors import CaseMovedOn, NotHere, ReasonNeeded
from casework.name_order import given_name_key
from casework.people import Action, Actor, CaseTies, Home, Reach, Role
from casework.records import (
    CaseSummary,
    Receipt,
    SchoolClass,
    Signature,
    StaffMember,
)
from casework.sent_forms import SentForm
from casework.signals.signal import Signal
from casework.words import AMSTERDAM


@dataclass(frozen=True)
class Access(NamesInSight, ReadLogging):
    """What one actor may see and do in one school, today.

    Unknown and forbidden look the same: NotHere.
    """

    # --- the checks -----------------------------------------------------------------------------

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

    def opened_with_reason(self) -> set[str]:
        """The cases for which this person gave a reason today: they are open until midnight."""
        midnight = datetime.combine(self.today, time(), AMSTERDAM)
        return self.store.access_log.opened_with_reason(self.actor.staff_id, midnight)

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
