"""What one person can do and see; every method checks both."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.agenda import AgendaItem, Watched, agenda_of
from casework.cases.case import Case
from casework.cases.case_file import CaseFile, PrintedCase
from casework.cases.consult import Turn
from casework.cases.melding import (
    Melding,
    check_melding,
    joining_entries,
    opening_entries,
)
from casework.cases.messages import MagisterText, magister_text
from casework.cases.reading_list import is_written_by
from casework.cases.recognition import Recognised, recognised
from casework.cases.recording import action_of, alone_for, as_alone, checked
from casework.cases.step_owners import Surroundings
from casework.desk.calendar_address import CalendarAddress
from casework.desk.classroom import Classroom
from casework.desk.figure_sharing import FigureSharing
from casework.desk.meetings import Meetings
from casework.desk.merging import Merging
from casework.desk.office import Office
from casework.desk.overlaps import Overlaps
from casework.desk.review import Review
from casework.desk.signals import Signals
from casework.desk.support import Support
from casework.desk.trend_notes import TrendNotes
from casework.desk.trends import Trends
from casework.desk.year_report import YearReport
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere, NotOwnPupil, NotYourStep, OwnCase
from casework.people import Action, Home, Role
from casework.ports import PRINTED, CaseGlance, Draft, Pupil, Receipt, SchoolClass, SchoolYear
from casework.words import ROLES


@dataclass(frozen=True)
class Desk(
    Classroom, Meetings, Merging, Overlaps, Review, Signals, Support, TrendNotes, YearReport
):
    """The desk of one actor: everything that one person can see and do."""

    # --- seeing -------------------------------------------------------------------------------

    def cases(self) -> list[CaseGlance]:
        """The cases in sight: open ones with a serious sign on top, then the newest first."""
        self._require(Action.SEE_CASE)
        found = self.store.facts.glances(self.actor.reach(Action.SEE_CASE), self.today)
        found.sort(key=lambda case: (case.last_report_on, case.label), reverse=True)
        return sorted(found, key=lambda case: not case.is_serious or case.state == "closed")

    def case(self, case_id: str) -> CaseFile:
        """One case with its names; the visit is logged before anything is shown."""
        case = self._case(case_id, Action.SEE_CASE)
        self.store.access_log.opened(
            self.actor.staff_id, case.case_id, self.now(), self.visit or self.new_id(), ""
        )
        return self._file(case)

    def magister(self, case_id: str, pupil_id: str) -> MagisterText:
        """The text about one pupil of a case for Magister, with every other pupil masked.

        For whoever may record in the case; the names of the school stay behind the desk.
        """
        case = self._case(case_id, Action.RECORD)
        school = self.store.school
        if pupil_id not in {entry.pupil_id for entry in case.entries if entry.pupil_id}:
            raise NotHere
        pupil = school.pupils([pupil_id], self.today).get(pupil_id)
        given_name = pupil.name.given if pupil else ""
        return magister_text(case, pupil_id, given_name or "De leerling", school.name_book())

    def printed_case(self, case_id: str) -> PrintedCase:
        """One case for paper; every print is a line of its own in the read log."""
        case = self._case(case_id, Action.SEE_CASE)
        at, reader = self.now(), self.actor.staff_id
        self.store.access_log.opened(reader, case.case_id, at, self.new_id(), PRINTED)
        by = self.store.school.staff_names([reader])
        name = by[reader].full if reader in by else ""
        return PrintedCase(self._file(case), self.store.school.school_name(), name, at)

    def glance(self, case_id: str) -> CaseGlance:
        """One case in a line without names; nothing is logged, since nothing is told."""
        found = next((case for case in self.cases() if case.case_id == case_id), None)
        if found is None:
            raise NotHere
        return found

    def agenda(self) -> list[AgendaItem]:
        """What is due, late or new for this person, the most urgent first."""
        glances = {case.case_id: case for case in self.cases() if _may_ask_something(case)}
        entries = self.store.log.entries_of(glances)
        cases = [self._fold(entries[case_id]) for case_id in glances if case_id in entries]
        around, known = self._around(cases), self._known(cases)
        looked_into = self._looked_into_unseen(cases)
        return agenda_of(
            self.actor,
            [
                Watched(
                    glances[case.case_id],
                    case,
                    self._roles(glances[case.case_id], around.homes),
                    around,
                    case.case_id in known,
                    case.case_id in looked_into,
                )
                for case in cases
            ],
            self.signals() if self.may(Action.HANDLE_SIGNAL) else (),
        )

    @property
    def calendar_address(self) -> CalendarAddress:
        """The secret address of the own agenda; NotHere for whoever has no agenda."""
        self._require(Action.SEE_CASE)
        return CalendarAddress(self.actor, self.store)

    def _around(self, cases: Sequence[Case]) -> Surroundings:
        parts = [part for case in cases for part in case.parts.values()]
        homes = self._homes([part.pupil_id for part in parts])
        classes = {part.home.class_id for part in parts} | {h.class_id for h in homes.values()}
        terms = self.store.school.mentor_terms(sorted(classes))
        return Surroundings.of(self.today, homes, terms)

    def _known(self, cases: Sequence[Case]) -> set[str]:
        """The cases that this person wrote in, or ever opened."""
        own = self.actor.staff_id
        written = {case.case_id for case in cases if is_written_by(case, own)}
        others = [case.case_id for case in cases if case.case_id not in written]
        return written | self.store.access_log.opened_by(own, others)

    def _looked_into_unseen(self, cases: Sequence[Case]) -> set[str]:
        """The cases that somebody opened as a hard case after this person last was in them."""
        own = self.actor.staff_id
        looks = {
            case.case_id: entry.recorded_at
            for case in cases
            for entry, _ in case.of(kinds.CaseLookedInto)
            if entry.recorded_by != own
        }
        seen = self.store.access_log.last_opened(own, looks)
        return {
            case_id for case_id, at in looks.items() if case_id not in seen or seen[case_id] <= at
        }

    def _roles(self, glance: CaseGlance, homes: Mapping[str, Home]) -> frozenset[Role]:
        here = [homes[pupil] for pupil in glance.pupil_ids if pupil in homes]
        return self.actor.roles_in(Action.SEE_CASE, here, glance.level, is_consulted=True)

    def card_of(self, case: Case) -> ActionCard:
        """The card version that a case began under."""
        return case.card

    # --- classes and pupils -------------------------------------------------------------------

    def classes(self) -> list[SchoolClass]:
        """All classes of this school year; the own ones first, then by name."""
        self._require(Action.SEE_CARD)
        own = self.actor.scopes(Role.MENTOR, Action.REPORT)
        found = self.store.school.classes(self.school_year.school_year)
        return sorted(found, key=lambda c: (c.class_id not in own, c.year_group, c.name))

    def own_classes(self) -> list[SchoolClass]:
        """The classes of which this person is mentor."""
        own = self.actor.scopes(Role.MENTOR, Action.REPORT)
        return [found for found in self.classes() if found.class_id in own]

    def classes_without_mentor(self) -> list[SchoolClass]:
        """Classes with pupils but without a mentor, whose cases nobody may be looking at.

        For the leerlingcoördinator those of the own year groups, for the beheerder all. Whether
        there is a case in such a class is not told.
        """
        self._require(Action.SEE_CARD)
        year, school = self.school_year, self.store.school
        day = max(self.today, year.starts_on)
        own = self.actor.scopes(Role.COORDINATOR, Action.SEE_CASE)
        every = self.may(Action.ADMINISTER)
        classes = school.classes(year.school_year)
        found = [c for c in classes if every or str(c.year_group) in own]
        sizes = school.class_sizes(day)
        terms = school.mentor_terms([c.class_id for c in found])
        mentored = {term.class_id for term in terms if term.holds_on(day)}
        return [c for c in found if sizes.get(c.class_id) and c.class_id not in mentored]

    def class_list(self, class_id: str) -> list[Pupil]:
        """The pupils of one class today, by name: everybody at school may pick them by name."""
        self._require(Action.SIGNAL)
        return self.store.school.class_list(class_id, self.today)

    # --- reporting ----------------------------------------------------------------------------

    def recognise(self, roles: Mapping[str, str]) -> list[Recognised]:
        """Cases in sight that look like a melding with these parts (pupil id to part)."""
        self._require(Action.REPORT)
        if not roles:
            return []
        since = self.school_days.before(self.today, self.card.look_back_school_days)
        known = self.store.facts.related(list(roles), since)
        in_sight = {case.case_id for case in self.cases()}
        return recognised(roles, [case for case in known if case.case_id in in_sight])

    def report(
        self,
        melding: Melding,
        *,
        form_key: str,
        join: str = "",
        reason: str = "",
        signal: str = "",
    ) -> Receipt:
        """Store a melding: as a new case, or with `join` as the next melding of that case.

        A melding without a pupil of the own class is refused with NotOwnPupil; `pass_on` gives it
        to the right mentor. A new case beside a recognised one needs a `reason`. With `signal`
        that signal is taken up in the same transaction; SignalMovedOn when a colleague was first.
        """
        self._require(Action.REPORT)
        pupils = self.store.school.pupils([p.pupil_id for p in melding.parts], self.today)
        check_melding(melding, self.card, pupils, self.school_year, self.today)
        homes = self._homes(list(melding.roles))
        if not self._is_own(homes):
            raise NotOwnPupil
        with self.store.log.together() if signal else nullcontext():
            receipt = (
                self._join(melding, homes, join, form_key)
                if join
                else self._open(melding, homes, reason, form_key)
            )
            if signal and not receipt.repeated:
                taken = kinds.SignalTaken(case_id=receipt.subject_id, is_joined=bool(join))
                self._settle(signal, taken, form_key)
        return receipt

    def _is_own(self, homes: Mapping[str, Home]) -> bool:
        reach = self.actor.reach(Action.REPORT)
        return reach.covers(homes.values(), level=3, is_consulted=False)

    def _open(
        self, melding: Melding, homes: Mapping[str, Home], reason: str, form_key: str
    ) -> Receipt:
        """The store asks for the entries only when this form was not stored before."""
        year = self.school_year

        def entries(label: str) -> Sequence[NewEntry]:
            if not tidy(reason):
                self._refuse_recognised(melding)
            return opening_entries(melding, homes, label, year.school_year, reason)

        return self.store.log.open_case(
            self.new_id(),
            entries,
            year=year.starts_on.year,
            signature=self._signature(self.card, form_key),
        )

    def _refuse_recognised(self, melding: Melding) -> None:
        if self.recognise(melding.roles):
            raise InputRefused(
                "Dit lijkt op een zaak die er al is. Voeg de melding daarbij, of schrijf op "
                "waarom het een nieuwe zaak is.",
                "reason",
            )

    def _join(
        self, melding: Melding, homes: Mapping[str, Home], case_id: str, form_key: str
    ) -> Receipt:
        case = self._case(case_id, Action.RECORD)
        if melding.reported_on < case.opened_on:
            raise InputRefused(
                "Deze melding is ouder dan de zaak waar je hem bij wilt voegen. Kies een latere "
                "datum.",
                "reported_on",
            )
        new = joining_entries(melding, homes, case)
        return self._append(case, new, case.last_number, form_key)

    # --- recording ----------------------------------------------------------------------------

    def record(self, case_id: str, new: Sequence[NewEntry], *, seen: int, form_key: str) -> Receipt:
        """Store entries in a case, with what follows from them (nazorg planned, reopened).

        `seen` is the number of the newest entry that the writer had on screen; when the case
        has moved on since then CaseMovedOn is raised and nothing is stored.
        """
        case = self._case(case_id, Action.SEE_CASE)
        if not new:
            raise InputRefused
        if not all(self._covers(self.actor.reach(action_of(entry)), case) for entry in new):
            raise NotHere
        self._refuse_for_others(case, new)
        new = [as_alone(entry) for entry in new]
        if seen != case.last_number:
            # Somebody wrote since: refused by the log, unless it was this very form.
            return self._append(case, new, seen, form_key)
        pupils = [entry.pupil_id for entry in new if entry.pupil_id]
        return self._append(case, checked(case, new, self._homes(pupils)), seen, form_key)

    def _refuse_for_others(self, case: Case, new: Sequence[NewEntry]) -> None:
        if any(action_of(entry) is Action.ADVISE for entry in new) and self._is_own_case(case):
            raise OwnCase
        held = self._roles_in(case, Action.RECORD)
        for role in (alone_for(case, entry) for entry in new):
            if role and role not in held:
                raise NotYourStep(
                    f"Deze stap is voor de {ROLES[role]}; die ziet hem nu op Vandaag. Is er "
                    "niemand met die rol? Leg dan vast waarom de stap niet doorgaat."
                )

    # --- drafts -------------------------------------------------------------------------------

    def kept_draft(self, form: str) -> Draft | None:
        """The half-filled form that this person left, if any."""
        return self.store.drafts.kept(self.actor.staff_id, form)

    def keep_draft(self, form: str, draft: Draft) -> None:
        """Keep a half-filled form; only its writer ever gets it back."""
        self.store.drafts.keep(self.actor.staff_id, form, replace(draft, kept_at=self.now()))

    def drop_draft(self, form: str) -> None:
        """Forget a half-filled form."""
        self.store.drafts.drop(self.actor.staff_id, form)

    # --- figures and the office ---------------------------------------------------------------

    @property
    def trends(self) -> Trends:
        """The figures of the pupils that this person answers for; NotHere for anybody else."""
        self._require(Action.SEE_FIGURES)
        return self._trends

    @cached_property
    def _trends(self) -> Trends:
        return Trends(
            self.actor, self.store, self.today, self.now, self.new_id, session=self.session
        )

    @property
    def figure_sharing(self) -> FigureSharing:
        """The suppressed figures that this person may save; NotHere for who sees no figures."""
        self._require(Action.SEE_FIGURES)
        return FigureSharing(self.actor, self.store, self.today, self.now, self.new_id)

    def school_years(self) -> list[SchoolYear]:
        """Every school year that the school knows, oldest first."""
        return sorted(self.store.school.school_years(), key=lambda year: year.starts_on)

    @property
    def office(self) -> Office:
        """What a beheerder does; NotHere for anybody else."""
        self._require(Action.ADMINISTER)
        return Office(self.actor, self.store, self.today, self.now)


def _may_ask_something(glance: CaseGlance) -> bool:
    """Whether a case can be on a work list: it is open, or a question about it is."""
    return glance.state != "closed" or glance.consult_turn not in ("", Turn.NOBODY)
