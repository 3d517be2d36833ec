"""At the desk: two cases that turn out to be one, and one that turns out to be two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework import entries as kinds
from casework.cases.case import Case
from casework.cases.merging import (
    Split,
    check_merge,
    check_split,
    merged_entries,
    split_from_entries,
    split_off_entries,
)
from casework.cases.recognition import recognised
from casework.desk.access import Seat
from casework.entries import NewEntry, tidy
from casework.errors import InputRefused, NotHere
from casework.people import Action
from casework.ports import CaseGlance, Receipt


@dataclass(frozen=True)
class MergeCandidate:
    """A case that may be the same one; `reasons` are codes of recognition, the strongest first."""

    glance: CaseGlance
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Merging(Seat):
    """What somebody who may record in a case can do with the bounds between cases."""

    def merge_candidates(self, case_id: str) -> list[MergeCandidate]:
        """The running cases in sight, no older than this one, that share a pupil with it."""
        case = self._case(case_id, Action.RECORD)
        found = self.store.facts.glances(self.actor.reach(Action.RECORD), self.today)
        roles = {pupil: part.role for pupil, part in case.parts.items()}
        known = self.store.facts.related(roles, case.opened_on)
        reasons = {alike.case_id: alike.reasons for alike in recognised(roles, known)}
        return [
            MergeCandidate(other, reasons.get(other.case_id, ()))
            for other in found
            if other.case_id != case.case_id
            and other.state == "running"
            and other.opened_on >= case.opened_on
            and set(other.pupil_ids) & set(roles)
        ]

    def in_sight(self, case_ids: Iterable[str]) -> frozenset[str]:
        """Which of these cases this person may open, also those that were merged."""
        self._require(Action.SEE_CASE)
        reach = self.actor.reach(Action.SEE_CASE)
        found = self.store.log.entries_of(case_ids)
        return frozenset(
            case_id
            for case_id, entries in found.items()
            if isinstance(entries[0].payload, kinds.CaseOpened)
            and self._covers(reach, self._fold(entries))
        )

    def merge(
        self, case_id: str, other_id: str, reason: str, *, seen: int, form_key: str
    ) -> Receipt:
        """Let `case_id` take in `other_id`: both are written in one transaction, or neither.

        Whoever does not see both cases gets NotHere; a merge in a circle, with itself or with an
        older case is refused.
        """
        case, other = (self._case(one, Action.RECORD) for one in (case_id, other_id))
        why = str(tidy(reason))
        if not why:
            raise InputRefused("Schrijf op waarom dit één zaak is.", "reason")
        if seen != case.last_number:
            return self._append(case, self._marker(other, why), seen, form_key)
        check_merge(case, other)
        homes = self._homes(list(other.parts))
        here, there = merged_entries(case, other, homes, why, self.today)
        with self.store.log.together():
            receipt = self._append(case, here, seen, form_key)
            if not receipt.repeated:
                self._append(other, there, other.last_number, f"{form_key}:other")
        return receipt

    def _marker(self, other: Case, why: str) -> list[NewEntry]:
        """What is offered to the log when the case moved on: refused, or stored before."""
        said = kinds.MergedFrom(other_id=other.case_id, other_label=other.label, reason=why)
        return [NewEntry(said, self.today)]

    def split(self, case_id: str, split: Split, *, seen: int, form_key: str) -> Receipt:
        """Let a part of this case go on as a case of its own; the receipt is of the new case."""
        case = self._case(case_id, Action.RECORD)
        new_id = self.new_id()
        with self.store.log.together():
            receipt = self.store.log.open_case(
                new_id,
                lambda label: self._split_from(case, split, label),
                year=self.school_year.starts_on.year,
                signature=self._signature(case.card, form_key),
            )
            if not receipt.repeated:
                went = split_off_entries(case, split, new_id, receipt.label)
                self._append(case, went, seen, f"{form_key}:old")
        return receipt

    def _split_from(self, case: Case, split: Split, label: str) -> Sequence[NewEntry]:
        check_split(case, split)
        homes = self._homes(list(split.roles))
        first = next((homes[p] for p, r in split.roles.items() if r == "target"), None)
        if first is None:
            raise NotHere
        opened = kinds.CaseOpened(
            label=label,
            school_year=self.school_year.school_year,
            class_id=first.class_id,
            year_group=first.year_group,
            team_id=first.team_id,
            reason=split.reason,
        )
        return split_from_entries(case, split, homes, opened)
