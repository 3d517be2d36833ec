"""Is this melding part of a case that is already known, and why does it seem so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.records import RelatedCase

SMALLEST_GROUP = 3
REASONS = ("same_pair", "same_target", "same_displaying", "same_group")


@dataclass(frozen=True)
class Recognised:
    """A known case that looks like the new melding; `reasons` are codes, the strongest first.

    `pupil_ids` are the pupils of the new melding who are in it.
    """

    case_id: str
    label: str
    state: str
    last_report_on: date
    reasons: tuple[str, ...]
    count_reports: int = 1
    pupil_ids: tuple[str, ...] = ()


def recognised(roles: Mapping[str, str], cases: Iterable[RelatedCase]) -> list[Recognised]:
    """The cases that share the gepeste, the pestende leerling, both, or a group.

    `roles` maps pupil ids of the new melding to their role. The strongest likeness comes first,
    then the most recent case.
    """
    alike = [
        Recognised(
            case_id=case.case_id,
            label=case.label,
            state=case.state,
            last_report_on=case.last_report_on,
            reasons=reasons,
            count_reports=case.count_reports,
            pupil_ids=tuple(pupil for pupil in roles if pupil in case.parts),
        )
        for case in cases
        if (reasons := _reasons(roles, case.parts))
    ]
    alike.sort(key=lambda case: case.last_report_on, reverse=True)
    return sorted(alike, key=lambda case: REASONS.index(case.reasons[0]))


def _reasons(new: Mapping[str, str], old: Mapping[str, str]) -> tuple[str, ...]:
    target = _shared(new, old, "target")
    displaying = _shared(new, old, "displaying")
    group = len(new.keys() & old.keys()) >= SMALLEST_GROUP
    likeness = (target and displaying, target, displaying, group)
    return tuple(reason for reason, holds in zip(REASONS, likeness, strict=True) if holds)


def _shared(new: Mapping[str, str], old: Mapping[str, str], role: str) -> bool:
    return any(own == role and old.get(pupil) == role for pupil, own in new.items())
