"""Links between pupils and cases: who had which role in which case, which cases share a pupil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.case import Case


@dataclass(frozen=True)
class PupilLink:
    """A pupil with a role in a case, from a day on; `until` is the day on which it ended."""

    case_id: str
    pupil_id: str
    role: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this was so at the end of that day."""
        return self.since <= day and (self.until is None or day < self.until)


def pupil_links(case: Case) -> list[PupilLink]:
    """Every role that a pupil has or had in `case`, the oldest first."""
    ended: list[PupilLink] = []
    current: dict[str, PupilLink] = {}
    for entry in case.effective_entries:
        if not isinstance(entry.payload, kinds.PupilInvolved | kinds.RoleChanged):
            continue
        pupil, role, day = entry.pupil_id, entry.payload.role, entry.happened_on
        record = entry.pupil_record
        now = current.get(record)
        if now and now.role == role:
            continue
        if now:
            ended.append(PupilLink(now.case_id, pupil, now.role, now.since, max(day, now.since)))
            del current[record]
        if role and (now or isinstance(entry.payload, kinds.PupilInvolved)):
            current[record] = PupilLink(case.case_id, pupil, role, day)
    links = {link for link in (*ended, *current.values()) if link.until != link.since}
    return sorted(links, key=lambda link: (link.since, link.pupil_id, link.role))


def linked_cases(
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
        members = [pupil for case in ring for pupil in pupils.get(case, ())]
        near = [other for pupil in members for other in cases_of.get(pupil, ())]
        ring = [other for other in dict.fromkeys(near) if other not in seen]
        seen |= dict.fromkeys(ring)
    linked = list(seen)[1:]
    return linked[:most], max(0, len(linked) - most)
