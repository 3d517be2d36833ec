"""The people around a case: who had which part in which case, and which cases share a pupil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case


@dataclass(frozen=True)
class Tie:
    """A pupil with a part in a case, from a day on; `until` is the day on which it ended."""

    case_id: str
    pupil_id: str
    role: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this was so at the end of that day."""
        return self.since <= day and (self.until is None or day < self.until)


def ties(case: Case) -> list[Tie]:
    """Every part that a pupil has or had in `case`, the oldest first."""
    found: list[Tie] = []
    standing: dict[str, Tie] = {}
    for entry in case.standing:
        if not isinstance(entry.payload, kinds.PupilInvolved | kinds.RoleChanged):
            continue
        pupil, role, day = entry.pupil_id, entry.payload.role, entry.happened_on
        now = standing.get(pupil)
        if now and now.role == role:
            continue
        if now:
            found.append(Tie(now.case_id, pupil, now.role, now.since, max(day, now.since)))
            del standing[pupil]
        if role and (now or isinstance(entry.payload, kinds.PupilInvolved)):
            standing[pupil] = Tie(case.case_id, pupil, role, day)
    whole = [tie for tie in (*found, *standing.values()) if tie.until != tie.since]
    return sorted(whole, key=lambda tie: (tie.since, tie.pupil_id, tie.role))


def reached(
    case_id: str, pupils: Mapping[str, Sequence[str]], depth: int, most: int
) -> tuple[list[str], int]:
    """Cases that share a pupil with this one, or (deeper) with a case that does; nearest first.

    `pupils` has the pupils of every case that may be looked at, `case_id` included. Returns at
    most `most` ids, without `case_id`, and how many were left out.
    """
    cases_of: dict[str, list[str]] = {}
    for other, members in pupils.items():
        for pupil in members:
            cases_of.setdefault(pupil, []).append(other)
    seen: dict[str, None] = {case_id: None}
    ring = [case_id]
    for _ in range(depth):
        members = [pupil for one in ring for pupil in pupils.get(one, ())]
        near = [other for pupil in members for other in cases_of.get(pupil, ())]
        ring = [other for other in dict.fromkeys(near) if other not in seen]
        seen |= dict.fromkeys(ring)
    found = list(seen)[1:]
    return found[:most], max(0, len(found) - most)
