"""The cases that one person may see: finding them, opening one, reporting and recording."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.case_file import CaseFile, PrintedCase
from casework.cases.melding import (
    Melding,
    check_melding,
    joining_entries,
    opening_entries,
    year_told,
)
from casework.cases.messages import MagisterText
from casework.cases.owner_words import refusal_for
from casework.cases.recognition import Recognised, recognised
from casework.cases.recording import (
    action_of,
    alone_for,
    by_hand,
    checked,
    is_held_against_words,
    stands_beside,
)
from casework.desk.access import Room
from casework.desk.filing import homes_that_day, refiled
from casework.desk.magister_texts import answer_doubt, text_at_desk
from casework.desk.review import CaseReview, review_of
from casework.desk.signals import SIGNAL, settle
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere, NotOwnPupil, NotYourStep, OwnCase
from casework.people import EVERYBODY_FROM, Action, Home
from casework.read_log import AT_REPORTING, BY_BROWSER, ReadAct, ReadLine
from casework.records import PRINTED, CaseSummary, Receipt, RelatedCase
from casework.sent_forms import SentForm, sent_form

WHY_OPEN = "Schrijf op waarom je deze zaak opent; de mentor kan het lezen."
OPENED_WITH_REASON = "een oude zaak geopend"


@dataclass(frozen=True)
class Cases(Room):
    """What one person can see of cases, and write in them."""

    # --- seeing ---------------------------------------------------------------------------------

    def all(self) -> list[CaseSummary]:
        """The cases in sight: open ones with a serious sign on top, then the newest first."""
        self._access.require(Action.SEE_CASE)
        cases = self._access.summaries(Action.SEE_CASE)
        cases.sort(key=lambda case: (case.last_report_on, case.label), reverse=True)
        return sorted(cases, key=lambda case: not case.is_serious or case.state == "closed")

    def summary(self, case_id: str) -> CaseSummary:
        """One case in a line without names; nothing is logged, since nothing is told."""
        summary = next((case for case in self.all() if case.case_id == case_id), None)
        if summary is None:
            raise NotHere
        return summary

    def open(self, case_id: str) -> CaseFile:
        """One case with its names; the visit is logged before anything is shown."""
        case = self._access.case(case_id, Action.SEE_CASE)
        self._access.log_opened(case.case_id)
        return self._access.file(case)

    def open_with_reason(self, case_id: str, reason: str, *, form_key: str) -> None:
        """Say why a case of before last school year is opened: for today it opens after that.

        The reason is sealed in the read log; whoever may record in the case reads it there.
        """
        access = self._access
        summary = self.summary(case_id)
        why = str(tidy(reason))
        if not why:
            raise InputRefused(WHY_OPEN, "reason")
        form = sent_form(form_key, "open_with_reason", case_id, why)
        with access.store.forms.once(form, access.actor.staff_id, OPENED_WITH_REASON) as is_new:
            if is_new and access.is_history(summary):
                access.log_opened(case_id, why, visit=access.new_id())

    def reasons_given(self, case_id: str) -> list[ReadLine]:
        """Who opened this case with which reason, the newest first; for who may record in it."""
        case = self._access.case(case_id, Action.RECORD, with_words=False)
        return self._access.store.access_log.reasons_of(case.case_id)

    def count_history(self, pupil_ids: Collection[str]) -> int:
        """How many cases in sight with one of these pupils are history; nothing of them."""
        pupils = set(pupil_ids)
        near = [one for one in self.all() if pupils & set(one.pupil_ids)]
        return sum(map(self._access.is_history, near))

    def opening_with_reason(self, case_ids: Collection[str]) -> set[str]:
        """Which of these cases in sight open with a reason, and were not opened so today."""
        return self._access.closed_to(one for one in self.all() if one.case_id in case_ids)

    def printed(self, case_id: str, *, as_typed: bool = False) -> PrintedCase:
        """One case for paper; every print is a line of its own in the read log.

        Who took a new name is called by it, also in what was typed before, unless `as_typed`.
        """
        case = self._access.case(case_id, Action.SEE_CASE)
        visit = self._access.new_id()
        self._access.log_read(ReadAct.PRINTED, case.case_id, reason=PRINTED, visit=visit)
        file = self._access.file(case)
        return PrintedCase(
            file=file if as_typed else self._access.with_present_names(file),
            school_name=self._access.store.school.school_name(),
            printed_by=self._access.actor.name,
            printed_at=self._access.now(),
        )

    def note_print(self, case_id: str) -> None:
        """That somebody has the page of a case on paper by the browser itself, in the read log."""
        case = self._access.case(case_id, Action.SEE_CASE, with_words=False)
        visit = self._access.new_id()
        self._access.log_read(ReadAct.PRINTED, case.case_id, reason=BY_BROWSER, visit=visit)

    def review(self, case_id: str, depth: int = 1) -> CaseReview:
        """One case with its network of `depth` steps (1 or 2); the visit is logged before
        anything is shown.

        Cases out of sight are not walked through, not counted and not hinted at. Each case that
        shows in the network gets a line of its own in the read log; it stays new to who has not
        opened it.
        """
        return review_of(self._access, case_id, depth)

    def magister_text(self, case_id: str, pupil_id: str, *, is_whole: bool = False) -> MagisterText:
        """The text about one pupil of a case for Magister, with every other pupil masked.

        After a note only what came since, unless the whole is asked for. For whoever may record
        in the case; the names of the school stay behind the desk.
        """
        return text_at_desk(self._access, case_id, pupil_id, is_whole=is_whole)

    def answer_doubt(self, case_id: str, pupil_id: str, word: str, *, is_pupil: bool) -> None:
        """Whether a word that is asked in the text for Magister is another pupil.

        It is remembered for the class of the pupil, so that it is not asked again.
        """
        answer_doubt(self._access, case_id, pupil_id, word, is_pupil)

    def in_sight(self, case_ids: Iterable[str]) -> frozenset[str]:
        """Which of these cases this person may open, also those that were merged."""
        self._access.require(Action.SEE_CASE)
        reach = self._access.actor.reach(Action.SEE_CASE)
        subjects = self._access.store.log.entries_of(case_ids)
        return frozenset(
            case_id
            for case_id, entries in subjects.items()
            if isinstance(entries[0].payload, kinds.CaseOpened)
            and self._access.covers(reach, self._access.folded(entries))
        )

    # --- reporting ------------------------------------------------------------------------------

    def recognise(self, roles: Mapping[str, str]) -> list[Recognised]:
        """Cases in sight that look like a melding with these parts (pupil id to part).

        Of one that opens with a reason nothing is said, however far a school looks back.
        """
        self._access.require(Action.REPORT)
        if not roles:
            return []
        related = self._related(roles.keys())
        every = self.all()
        in_sight = {case.case_id for case in every} - self._access.closed_to(every)
        alike = recognised(roles, [case for case in related if case.case_id in in_sight])
        self._access.log_beside([one.case_id for one in alike], AT_REPORTING)
        return alike

    def _related(self, pupil_ids: Collection[str]) -> list[RelatedCase]:
        """The recent cases of these pupils; those of an own class are asked in one go, and kept."""
        access = self._access
        classes = access.actor.reach(Action.REPORT).classes
        own = access.store.school.members(classes, access.today) if classes else set()
        is_own = own.issuperset(pupil_ids)
        cases = access.store.facts.related(
            list(own if is_own else pupil_ids), access.look_back_from
        )
        return [case for case in cases if not case.parts.keys().isdisjoint(pupil_ids)]

    def may_report_about(self, pupil_ids: Sequence[str]) -> bool:
        """Whether a melding about these pupils is for this person; else it is passed on."""
        self._access.require(Action.REPORT)
        homes = self._access.homes(pupil_ids)
        reach = self._access.actor.reach(Action.REPORT)
        return reach.covers(homes.values(), level=EVERYBODY_FROM, is_consulted=False)

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

        A melding without a pupil of the own class is refused with NotOwnPupil; `signals.pass_on`
        gives it to the right mentor. A new case beside a recognised one needs a `reason`. With
        `signal` that signal is taken up in the same transaction; SignalMovedOn when a colleague
        was first.
        """
        access = self._access
        access.require(Action.REPORT)
        pupils = access.store.school.pupils([p.pupil_id for p in melding.parts], access.today)
        check_melding(melding, access.card, pupils, access.school_years(), access.today)
        homes = access.homes(list(melding.roles), melding.reported_on)
        form = sent_form(form_key, "report", melding, join, reason, signal)
        if not self.may_report_about(list(melding.roles)):
            raise NotOwnPupil
        with access.store.log.together() if signal else nullcontext():
            receipt = (
                self._join(melding, homes, join, form)
                if join
                else self._open_case(melding, homes, reason, form)
            )
            if signal and not receipt.repeated:
                taken = kinds.SignalTaken(case_id=receipt.subject_id, is_joined=bool(join))
                settle(access, signal, taken, form.part(SIGNAL))
        return receipt

    def _open_case(
        self, melding: Melding, homes: Mapping[str, Home], reason: str, form: SentForm
    ) -> Receipt:
        """The store asks for the entries only when this form was not stored before."""
        year = year_told(melding, self._access.school_years())

        def entries(label: str) -> Sequence[NewEntry]:
            if not tidy(reason):
                self._refuse_recognised(melding)
            return opening_entries(melding, homes, label, year.school_year, reason)

        return self._access.store.log.open_case(
            self._access.new_id(),
            entries,
            year=year.starts_on.year,
            signature=self._access.signature(self._access.card, form),
        )

    def _refuse_recognised(self, melding: Melding) -> None:
        if self.recognise(melding.roles):
            raise InputRefused(
                "Dit lijkt op een zaak die er al is. Voeg de melding daarbij, of schrijf op "
                "waarom het een nieuwe zaak is.",
                "reason",
            )

    def _join(
        self, melding: Melding, homes: Mapping[str, Home], case_id: str, form: SentForm
    ) -> Receipt:
        with self._access.store.log.together():
            case = self._access.case(case_id, Action.RECORD, with_words=False)
            if melding.reported_on < case.opened_on:
                raise InputRefused(
                    "Deze melding is ouder dan de zaak waar je hem bij wilt voegen. Maak er een "
                    "nieuwe zaak van, en voeg de twee daarna samen: de oudste neemt de andere op.",
                    "reported_on",
                )
            year = year_told(melding, self._access.school_years())
            new = joining_entries(melding, homes, case, year.school_year)
            return self._access.append(case, new, case.last_number, form)

    # --- recording ------------------------------------------------------------------------------

    def record(self, case_id: str, new: Sequence[NewEntry], *, seen: int, form_key: str) -> Receipt:
        """Store entries in a case, with what follows from them (nazorg planned, reopened).

        `seen` is the number of the newest entry that the writer had on screen. What stands beside
        what was recorded since then is checked against the case as it is now; anything else is
        refused with CaseMovedOn.
        """
        access = self._access
        if not new:
            raise InputRefused
        form = sent_form(form_key, "record", case_id, new)
        with_words = any(map(is_held_against_words, new))
        with access.store.log.together():
            case = access.case(case_id, Action.SEE_CASE, with_words=with_words)
            if not all(
                access.covers(access.actor.reach(action_of(case, entry)), case) for entry in new
            ):
                raise NotHere
            self._refuse_for_others(case, new)
            if earlier := access.earlier(form):
                return earlier
            self._check_stands_beside(case, new, seen)
            by_somebody = [by_hand(entry) for entry in new]
            whole = checked(case, by_somebody, homes_that_day(access, new))
            return access.append(case, refiled(access, case, whole), case.last_number, form)

    def _check_stands_beside(self, case: Case, new: Sequence[NewEntry], seen: int) -> None:
        """CaseMovedOn, with what was recorded since, unless there is no conflict with that."""
        if not all(stands_beside(case, entry, seen) for entry in new):
            self._access.check_seen(case, seen)

    def _refuse_for_others(self, case: Case, new: Sequence[NewEntry]) -> None:
        is_advice = any(action_of(case, entry) is Action.ADVISE for entry in new)
        if is_advice and self._access.is_own_case(case):
            raise OwnCase
        roles = self._access.roles_in(case, Action.RECORD)
        for entry in new:
            role = alone_for(case, entry)
            if role and role not in roles:
                raise NotYourStep(
                    refusal_for(
                        case,
                        case.card.step(entry.step),
                        entry.pupil_id,
                        self._access.surroundings([case]),
                    )
                )
