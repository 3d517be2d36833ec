"""The bounds between cases: two that turn out to be one, and one that turns out to be two."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.merging import (
    Split,
    check_merge,
    check_split,
    merged_entries,
    split_began_on,
    split_from_entries,
    split_off_entries,
)
from casework.cases.recognition import recognised
from casework.desk.access import Room
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere
from casework.people import Action
from casework.read_log import MAY_BE_ONE
from casework.records import CaseSummary, Receipt, SchoolYear
from casework.school_years import year_of
from casework.sent_forms import sent_form


@dataclass(frozen=True)
class MergeCandidate:
    """A case that may be the same one; `reasons` are codes of recognition, the strongest first."""

    summary: CaseSummary
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Merging(Room):
    """What somebody who may record in a case can do with the bounds between cases."""

    def candidates(self, case_id: str) -> list[MergeCandidate]:
        """The running cases in sight, no older than this one, that share a pupil with it."""
        case = self._access.case(case_id, Action.RECORD)
        roles = {pupil: part.role for pupil, part in case.parts.items()}
        related = self._access.store.facts.related(roles, case.opened_on)
        reasons = {alike.case_id: alike.reasons for alike in recognised(roles, related)}
        candidates = [
            MergeCandidate(other, reasons.get(other.case_id, ()))
            for other in self._access.summaries(Action.RECORD)
            if other.case_id != case.case_id
            and other.state == "running"
            and other.opened_on >= case.opened_on
            and set(other.pupil_ids) & set(roles)
        ]
        self._access.log_beside([one.summary.case_id for one in candidates], MAY_BE_ONE)
        return candidates

    def merge(
        self, case_id: str, other_id: str, reason: str, *, seen: int, form_key: str
    ) -> Receipt:
        """Let `case_id` take in `other_id`: both are written in one transaction, or neither.

        Whoever does not see both cases gets NotHere; a merge in a circle, with itself or with an
        older case is refused.
        """
        access = self._access
        case = access.case(case_id, Action.RECORD)
        other = access.case(other_id, Action.RECORD)
        why = str(tidy(reason))
        if not why:
            raise InputRefused("Schrijf op waarom dit één zaak is.", "reason")
        form = sent_form(form_key, "merge", case_id, other_id, why)
        if earlier := access.earlier(form):
            return earlier
        access.check_seen(case, seen)
        check_merge(case, other)
        homes = access.homes(list(other.parts))
        here, there = merged_entries(case, other, homes, why, access.today)
        with access.store.log.together():
            receipt = access.append(case, here, seen, form)
            if not receipt.repeated:
                access.append(other, there, other.last_number, form.part("other"))
        return receipt

    def split(self, case_id: str, split: Split, *, seen: int, form_key: str) -> Receipt:
        """Let a part of this case go on as a case of its own; the receipt is of the new case."""
        access = self._access
        case = access.case(case_id, Action.RECORD)
        form = sent_form(form_key, "split", case_id, split)
        if earlier := access.earlier(form):
            return earlier
        access.check_seen(case, seen)
        new_id = access.new_id()
        with access.store.log.together():
            receipt = access.store.log.open_case(
                new_id,
                lambda label: self._split_from(case, split, label),
                year=self._year_of(case, split).starts_on.year,
                signature=access.signature(case.card, form),
            )
            if not receipt.repeated:
                leaving = split_off_entries(case, split, new_id, receipt.label)
                access.append(case, leaving, seen, form.part("old"))
        return receipt

    def _year_of(self, case: Case, split: Split) -> SchoolYear:
        day = split_began_on(case, split)
        return year_of(self._access.school_years(), day) or self._access.school_year

    def _split_from(self, case: Case, split: Split, label: str) -> Sequence[NewEntry]:
        check_split(case, split)
        homes = self._access.homes(list(split.roles), split_began_on(case, split))
        target = next((homes[p] for p, role in split.roles.items() if role == "target"), None)
        if target is None:
            raise NotHere
        opened = kinds.CaseOpened(
            label=label,
            school_year=self._year_of(case, split).school_year,
            class_id=target.class_id,
            year_group=target.year_group,
            team_id=target.team_id,
            reason=split.reason,
        )
        return split_from_entries(case, split, homes, opened)
